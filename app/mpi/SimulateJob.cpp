#include <utility>

#include "app/mpi/Jobs.h"
#include "app/mpi/PieceBytes.h"
#include "app/mpi/Pieces.h"
#include "core/units/Format.h"
#include "data/file/Sha256.h"
#include "data/study/StudyJson.h"

namespace offtake::mpi {

namespace {

/// Blocks of one piece: about a second's work of a core, so that little is lost when a run is cut off.
constexpr std::size_t kPieceBlocks = 8;

Expected<risk::SimulationPiece> computed(risk::SimulationRun& run, const Range& range, const std::function<void()>& attend) {
    parallel::RunContext context;
    context.progress = [&attend](double) { attend(); };
    auto piece = run.compute(range.from, range.until, context);
    return piece ? Expected<risk::SimulationPiece>(std::move(**piece)) : tl::make_unexpected(piece.error());
}

/// A piece from the folder; computed here when another rank's file has not become visible or was damaged meanwhile.
Expected<risk::SimulationPiece> fetched(risk::SimulationRun& run, const PieceFolder& folder, const Range& range) {
    const auto bytes = folder.read(range.from, range.until);
    auto piece = bytes ? simulationPieceOf(*bytes) : std::nullopt;
    return piece ? Expected<risk::SimulationPiece>(std::move(*piece)) : computed(run, range, [] {});
}

std::string listed(const std::vector<economics::Metric>& metrics) {
    std::string text;
    for (const economics::Metric metric : metrics) {
        text += (text.empty() ? "" : " ") + std::string(economics::infoOf(metric).key);
    }
    return text;
}

}  // namespace

Expected<SimulateJob> SimulateJob::of(const cli::SimulateOptions& options, numbers::InstructionSet set) {
    auto task = cli::taskOf(options);
    if (!task) {
        return tl::make_unexpected(task.error());
    }
    task->options.instructionSet = set;
    auto kept = std::make_unique<cli::SimulationTask>(std::move(*task));
    auto run = risk::SimulationRun::of(kept->computed.result, kept->options);
    if (!run) {
        return tl::make_unexpected(run.error());
    }
    return SimulateJob(options, std::move(kept), std::move(*run));
}

nlohmann::ordered_json SimulateJob::run() const {
    const risk::SimulationOptions& options = m_task->options;
    const study::Study& study = m_task->computed.result.study;
    return {{"program", "offtake " OFFTAKE_VERSION},
            {"command", "simulate"},
            {"study", study.root().displayName()},
            {"hash of all inputs", file::sha256Hex(study::studyToJson(study))},
            {"seed", options.seed},
            {"paths", options.paths},
            {"sampler", risk::keyOf(options.sampler)},
            {"metrics", listed(options.metrics.empty() ? risk::usualMetrics() : options.metrics)},
            {"wanted error", options.wantedError ? units::fullPrecision(*options.wantedError) : "none"},
            {"instruction set", numbers::nameOf(options.instructionSet)}};
}

Expected<void> SimulateJob::compute(const PieceFolder& folder, const Place& place) {
    std::size_t done = 0;
    for (const std::size_t stage : m_run.stages()) {
        // The pilot fixes the bins of the fans, which every rank needs; of the rest only the first rank takes in anything.
        const bool pilot = stage <= m_run.pilotBlocks();
        const std::vector<Range> ranges = rangesOf(done, stage, pilot ? stage - done : kPieceBlocks);
        if (!pilot) {
            const auto all = computeMissing(place, folder, ranges, [&](const Range& range, const std::function<void()>& attend) {
                return computed(m_run, range, place.manyThreads || m_task->options.threads == 1 ? attend : [] {}).map([](const auto& piece) { return bytesOf(piece); });
            });
            if (!all) {
                return all;
            }
        }
        for (const Range& range : pilot || place.first() ? ranges : std::vector<Range>{}) {
            auto piece = pilot ? computed(m_run, range, [] {}) : fetched(m_run, folder, range);
            if (!piece) {
                return tl::make_unexpected(piece.error());
            }
            m_run.take(std::move(*piece));
        }
        done = stage;
        if (decidedByFirst(place.first() && m_run.reached())) {
            break;
        }
    }
    return {};
}

Expected<cli::Answer> SimulateJob::answer() {
    const auto simulation = m_run.finish({});
    if (!simulation) {
        return tl::make_unexpected(simulation.error());
    }
    return cli::answerOf(m_options, std::move(*m_task), **simulation);
}

}  // namespace offtake::mpi
