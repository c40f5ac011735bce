#pragma once

#include <memory>

#include "core/parallel/PointSet.h"
#include "core/risk/CostFans.h"
#include "core/risk/PathKernel.h"
#include "core/risk/Simulation.h"

namespace offtake::risk {

/// What some consecutive blocks of a simulation came to: all that has to be handed from one process to another, or kept
/// until the run goes on.
struct SimulationPiece {
    std::size_t from = 0;   ///< block
    std::size_t until = 0;  ///< block after the last
    std::vector<std::vector<double>> samples;  ///< metric · deals + deal, by path of the piece
    std::vector<std::int64_t> several;         ///< the same: paths with several rates of return
    std::vector<std::int64_t> stopped;         ///< by level: draws stopped at bounds
    FanPart fans;                              ///< empty without fans and of the pilot's blocks
};

/// A simulation in pieces. compute() may run in any process that has the same study, options and instruction set; the
/// pieces are taken in rising order by the one that finishes. Not for several threads at once; it uses several itself.
class SimulationRun {
public:
    /// Precondition: the result and the options outlive it. Errors: those of simulate.
    [[nodiscard]] static Expected<SimulationRun> of(const economics::StudyResult& result, const SimulationOptions& options);

    /// Blocks at which the run looks whether it may end, rising; the last is the number of all blocks. The first is that
    /// of the pilot, unless fewer are asked for or looked at before.
    [[nodiscard]] const std::vector<std::size_t>& stages() const { return m_stages; }
    /// Blocks that every process has to compute first, since they fix the bins of the fans; 0 without fans.
    [[nodiscard]] std::size_t pilotBlocks() const;

    /// Computes the blocks from `from` to before `until`, on the options' threads. Nothing when a stop was wished.
    /// Precondition: blocks of the pilot and others are never in one piece, and the pilot has been taken before others.
    [[nodiscard]] Expected<std::optional<SimulationPiece>> compute(std::size_t from, std::size_t until, const parallel::RunContext& context);

    /// Takes a piece in. Pieces come in rising order without gaps.
    void take(SimulationPiece piece);
    [[nodiscard]] std::size_t blocksTaken() const { return m_taken; }
    /// Whether the wanted error is reached by what was taken.
    [[nodiscard]] bool reached() const;
    /// The figures of all that was taken. Nothing when a stop was wished. Leaves the run empty.
    [[nodiscard]] Expected<std::optional<Simulation>> finish(const parallel::RunContext& context);

private:
    /// What a worker keeps from block to block.
    struct Scratch {
        PathTile tile;
        PathMemory memory;
        std::vector<double> costs;  ///< of a whole block
    };

    const economics::StudyResult* m_result;
    const SimulationOptions* m_options;
    std::unique_ptr<PathModel> m_model;
    parallel::PointSet m_points;
    std::unique_ptr<FanCollector> m_fans;
    std::size_t m_blocks = 0;
    std::size_t m_taken = 0;
    std::vector<std::size_t> m_stages;
    std::vector<Scratch> m_scratch;
    std::vector<std::vector<std::vector<double>>> m_samples;
    std::vector<std::int64_t> m_several;
    std::vector<std::int64_t> m_stopped;

    SimulationRun(const economics::StudyResult& result, const SimulationOptions& options, PathModel model);
    [[nodiscard]] std::int64_t pathsOf(std::size_t blocks) const;
    void computeBlock(std::size_t block, Scratch& scratch, SimulationPiece& piece, std::vector<std::int64_t>& several,
                      std::vector<std::int64_t>& stopped, const parallel::RunContext& context);
    [[nodiscard]] std::vector<double> difference(std::size_t metric, std::size_t deal) const;
    [[nodiscard]] std::vector<DrawnInput> describedInputs() const;
    [[nodiscard]] SimulatedMetric summaryOf(std::size_t metric) const;
};

}  // namespace offtake::risk
