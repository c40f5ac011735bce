#include "core/risk/Simulation.h"

#include <algorithm>

#include "core/risk/SimulationRun.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::risk {

using economics::Metric;

std::string_view keyOf(Sampler sampler) { return study::kSamplerChoices[static_cast<std::size_t>(sampler)].key; }

const std::vector<Metric>& usualMetrics() {
    static const std::vector<Metric> metrics{Metric::Lcoc, Metric::TotalCost, Metric::PresentCost, Metric::Npv, Metric::UsefulCompute, Metric::WorstMonth, Metric::IdlePaid};
    return metrics;
}

SimulationOptions optionsOf(const study::Study& study) {
    SimulationOptions options;
    options.paths = static_cast<std::int64_t>(study.root().get(study::kPaths).number());
    options.seed = static_cast<std::uint64_t>(study.root().get(study::kSeed).number());
    const std::string_view key = study.root().choice(study::kSampler);
    for (const Sampler sampler : {Sampler::Sobol, Sampler::Philox, Sampler::Latin}) {
        options.sampler = keyOf(sampler) == key ? sampler : options.sampler;
    }
    return options;
}

const SimulatedMetric* Simulation::find(Metric metric) const {
    const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const SimulatedMetric& item) { return item.metric == metric; });
    return found == metrics.end() ? nullptr : &*found;
}

Expected<Simulation> simulate(const economics::StudyResult& result, const SimulationOptions& options, const parallel::RunContext& context) {
    auto run = SimulationRun::of(result, options);
    if (!run) {
        return tl::make_unexpected(run.error());
    }
    // Pieces keep what is computed and not yet taken small beside all samples.
    constexpr std::size_t kPieceBlocks = 64;
    Simulation stopped;
    stopped.end = parallel::RunEnd::Stopped;
    for (const std::size_t stage : run->stages()) {
        while (run->blocksTaken() < stage) {
            auto piece = run->compute(run->blocksTaken(), std::min(run->blocksTaken() + kPieceBlocks, stage), context);
            if (!piece) {
                return tl::make_unexpected(piece.error());
            }
            if (!*piece) {
                return stopped;
            }
            run->take(std::move(**piece));
        }
        if (run->reached()) {
            break;
        }
    }
    auto simulation = run->finish(context);
    if (!simulation) {
        return tl::make_unexpected(simulation.error());
    }
    return *simulation ? std::move(**simulation) : stopped;
}

}  // namespace offtake::risk
