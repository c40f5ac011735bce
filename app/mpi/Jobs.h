#pragma once

#include <memory>

#include "app/cli/simulate/SimulationAnswer.h"
#include "app/cli/sweep/SweepAnswer.h"
#include "app/mpi/PieceFolder.h"
#include "app/mpi/Ranks.h"
#include "core/risk/SimulationRun.h"

/// The commands over ranks. Each is prepared on every rank, says of which run its pieces are, and computes what is missing
/// among them; the first rank takes them in and answers with the bytes of offtake-cli.
namespace offtake::mpi {

class SimulateJob {
public:
    /// Errors: those of cli::taskOf and SimulationRun::of.
    [[nodiscard]] static Expected<SimulateJob> of(const cli::SimulateOptions& options, numbers::InstructionSet set);

    [[nodiscard]] nlohmann::ordered_json run() const;
    /// Errors: those of the simulation and of writing.
    [[nodiscard]] Expected<void> compute(const PieceFolder& folder, const Place& place);
    /// On the first rank.
    [[nodiscard]] Expected<cli::Answer> answer();

private:
    cli::SimulateOptions m_options;
    std::unique_ptr<cli::SimulationTask> m_task;  ///< stays in place: the run refers to it
    risk::SimulationRun m_run;

    SimulateJob(cli::SimulateOptions options, std::unique_ptr<cli::SimulationTask> task, risk::SimulationRun run)
        : m_options(std::move(options)), m_task(std::move(task)), m_run(std::move(run)) {}
};

class SweepJob {
public:
    /// Errors: those of cli::taskOf.
    [[nodiscard]] static Expected<SweepJob> of(const cli::SweepOptions& options);

    [[nodiscard]] nlohmann::ordered_json run() const;
    /// Errors: those of writing.
    [[nodiscard]] Expected<void> compute(const PieceFolder& folder, const Place& place);
    /// On the first rank.
    [[nodiscard]] Expected<cli::Answer> answer();

private:
    cli::SweepOptions m_options;
    cli::SweepTask m_task;

    SweepJob(cli::SweepOptions options, cli::SweepTask task) : m_options(std::move(options)), m_task(std::move(task)) {}
};

}  // namespace offtake::mpi
