#include "core/risk/Simulation.h"

#include <algorithm>
#include <cmath>
#include <mutex>

#include "core/economics/metrics/PartyFlows.h"
#include "core/parallel/Blocks.h"
#include "core/risk/CostFans.h"
#include "core/risk/PathKernel.h"
#include "core/risk/Points.h"
#include "core/risk/SampleFigures.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::risk {

using economics::Metric;
using economics::StudyResult;
using parallel::RunContext;
using parallel::RunEnd;

namespace {

/// Everything that the cost of a deal by month sums, as DealResult::costByMonth does.
std::vector<CostLine> costLinesOf(const economics::DealResult& deal) {
    std::vector<CostLine> lines;
    for (std::size_t i = 0; i < deal.accounts->lines.size(); ++i) {
        const economics::AccountLine& line = deal.accounts->lines[i];
        const economics::LineInfo& info = economics::infoOf(line.item);
        const double paid = line.payer == deal.evaluation.party && economics::countsAsCost(info, true) ? 1.0 : 0.0;
        const double received = line.payee == deal.evaluation.party && economics::countsAsCost(info, false) ? 1.0 : 0.0;
        if (paid != received) {
            lines.push_back({static_cast<int>(i), paid - received});
        }
    }
    return lines;
}

Expected<PathModel> modelOf(const StudyResult& result, const SimulationOptions& options) {
    PathModel model;
    model.plan = &result.plan;
    model.slots = result.plan.slots;
    model.metrics = options.metrics.empty() ? usualMetrics() : options.metrics;
    model.monthly = options.fans;
    const study::Structure& structure = result.plan.structure;
    const bool sized = structure.study.choiceOf(study::kSizing) != 0;
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        const auto slot = static_cast<std::size_t>(structure.deals[i].slotsOf(study::kScale).first);
        model.accounts.push_back(result.deals[i].accounts);
        model.costLines.push_back(costLinesOf(result.deals[i]));
        if (sized && i != result.baseline) {
            model.slots[slot] = result.deals[i].scale;
            model.fixedSlots.push_back(slot);
        }
    }
    auto draws = drawsOf(result.plan, options.seed);
    if (!draws) {
        return tl::make_unexpected(draws.error());
    }
    model.draws = std::move(*draws);
    return model;
}

Expected<void> checkSize(const PathModel& model, const SimulationOptions& options) {
    const std::string subject = "paths";
    if (options.paths < 2) {
        return fail(ErrorCode::OutOfBounds, subject, {"{0} are too few to say anything of chance.", {options.paths}}, {"Ask for at least 2; 10,000 are usual.", {}});
    }
    const auto aPath = static_cast<double>(model.metrics.size() * model.deals());
    if (static_cast<double>(options.paths) * aPath > kMostSamples) {
        const auto most = static_cast<std::int64_t>(kMostSamples / aPath);
        return fail(ErrorCode::OutOfBounds, subject, {"{0} would need more memory than a simulation may take: each keeps {1} figures.", {options.paths, aPath}},
                    {"Ask for at most {0}, or for fewer metrics. The error falls with the square root of the paths only.", {most}});
    }
    constexpr double kMostPilotNumbers = 32.0 * 1024.0 * 1024.0;
    if (options.fans && static_cast<double>(model.deals() * model.months()) * static_cast<double>(kPilotPaths) > kMostPilotNumbers) {
        return fail(ErrorCode::TooLarge, "deals", {"{0} deals over {1} months are too many for quantiles by month.", {static_cast<double>(model.deals()), static_cast<double>(model.months())}},
                    {"Simulate fewer deals at once, or without costs by month.", {}});
    }
    return {};
}

/// One run: paths block by block into samples.
class Run {
public:
    Run(const StudyResult& result, const SimulationOptions& options, PathModel model)
        : m_result(result), m_options(options), m_model(std::move(model)),
          m_points(m_model.draws, options.sampler, options.seed, options.paths),
          m_blocks(static_cast<std::size_t>(options.paths + static_cast<std::int64_t>(kBlockPaths) - 1) / kBlockPaths),
          m_scratch(parallel::workersFor(options.threads)) {
        m_samples.assign(m_model.metrics.size(), std::vector<std::vector<double>>(m_model.deals(), std::vector<double>(static_cast<std::size_t>(options.paths))));
        m_several.assign(m_blocks, std::vector<std::int64_t>(m_model.metrics.size() * m_model.deals(), 0));
        m_stopped.assign(m_blocks, std::vector<std::int64_t>(m_model.draws.levels.size(), 0));
        if (options.fans) {
            m_fans = std::make_unique<FanCollector>(m_model.deals(), result.baseline, m_model.months(), options.paths);
        }
    }

    Expected<Simulation> run(const RunContext& context) {
        constexpr std::size_t kPilotBlocks = kPilotPaths / kBlockPaths;
        // With a wanted error the run looks after 1, 2, 4, … blocks; the pilot has to be complete before later ones begin.
        std::vector<std::size_t> stages;
        if (m_options.wantedError) {
            for (std::size_t blocks = 1; blocks < m_blocks; blocks *= 2) {
                stages.push_back(blocks);
            }
        } else if (m_blocks > kPilotBlocks) {
            stages.push_back(kPilotBlocks);
        }
        stages.push_back(m_blocks);
        std::size_t done = 0;
        for (const std::size_t until : stages) {
            const auto end = computeBlocks(done, until, context);
            if (!end) {
                return tl::make_unexpected(end.error());
            }
            if (*end == RunEnd::Stopped) {
                return stopped();
            }
            done = until;
            if (m_fans != nullptr && done == kPilotBlocks && m_blocks > kPilotBlocks) {
                m_fans->fixBins();
            }
            if (m_options.wantedError && done < m_blocks && reached(pathsOf(done))) {
                break;
            }
        }
        return summary(pathsOf(done), done < m_blocks, context);
    }

private:
    /// What a worker keeps from block to block.
    struct Scratch {
        PathTile tile;
        PathMemory memory;
        std::vector<double> costs;  ///< of a whole block
    };

    const StudyResult& m_result;
    const SimulationOptions& m_options;
    PathModel m_model;
    Points m_points;
    std::size_t m_blocks;
    std::vector<Scratch> m_scratch;
    std::vector<std::vector<std::vector<double>>> m_samples;
    std::vector<std::vector<std::int64_t>> m_several;
    std::vector<std::vector<std::int64_t>> m_stopped;
    std::unique_ptr<FanCollector> m_fans;

    [[nodiscard]] std::int64_t pathsOf(std::size_t blocks) const { return std::min(static_cast<std::int64_t>(blocks * kBlockPaths), m_options.paths); }

    Expected<RunEnd> computeBlocks(std::size_t from, std::size_t until, const RunContext& context) {
        RunContext part{context.stop, {}};
        if (context.progress) {
            const auto all = static_cast<double>(m_blocks);
            part.progress = [&, all](double share) {
                context.progress((static_cast<double>(from) + share * static_cast<double>(until - from)) / all);
            };
        }
        const auto end = parallel::forEachBlock(until - from, m_options.threads, part,
                                                [&](std::size_t block, std::size_t worker) { computeBlock(from + block, m_scratch[worker], context); });
        return end && context.stopRequested() ? RunEnd::Stopped : end;
    }

    void computeBlock(std::size_t block, Scratch& scratch, const RunContext& context) {
        if (scratch.tile.uniforms.empty() && scratch.tile.figures.empty()) {
            scratch.tile.prepare(m_model);
        }
        const std::size_t rows = m_model.monthly ? m_model.deals() * m_model.months() : 0;
        scratch.costs.resize(rows * kBlockPaths);
        const std::size_t first = block * kBlockPaths;
        const auto paths = static_cast<std::size_t>(pathsOf(block + 1)) - first;
        for (std::size_t tile = 0; tile < paths; tile += kTilePaths) {
            if (context.stopRequested()) {
                return;
            }
            const std::size_t count = std::min(kTilePaths, paths - tile);
            m_points.fill(first + tile, count, scratch.tile.uniforms.data(), kTilePaths);
            computePaths(m_model, count, scratch.tile, scratch.memory);
            keep(block, first + tile, count, scratch.tile);
            for (std::size_t row = 0; row < rows; ++row) {
                std::copy_n(scratch.tile.costs.begin() + static_cast<std::ptrdiff_t>(row * kTilePaths), count,
                            scratch.costs.begin() + static_cast<std::ptrdiff_t>(row * kBlockPaths + tile));
            }
        }
        if (m_fans != nullptr) {
            m_fans->add(block, scratch.costs.data(), kBlockPaths, paths);
        }
    }

    void keep(std::size_t block, std::size_t first, std::size_t count, const PathTile& tile) {
        const auto countOnes = [count](const std::vector<double>& rows, std::size_t row) {
            const auto from = rows.begin() + static_cast<std::ptrdiff_t>(row * kTilePaths);
            return std::count(from, from + static_cast<std::ptrdiff_t>(count), 1.0);
        };
        for (std::size_t k = 0; k < m_model.metrics.size(); ++k) {
            for (std::size_t deal = 0; deal < m_model.deals(); ++deal) {
                const std::size_t row = k * m_model.deals() + deal;
                std::copy_n(tile.figures.begin() + static_cast<std::ptrdiff_t>(row * kTilePaths), count, m_samples[k][deal].begin() + static_cast<std::ptrdiff_t>(first));
                m_several[block][row] += countOnes(tile.several, row);
            }
        }
        for (std::size_t i = 0; i < m_model.draws.levels.size(); ++i) {
            m_stopped[block][i] += countOnes(tile.stopped, i);
        }
    }

    [[nodiscard]] std::vector<double> difference(std::size_t metric, std::size_t deal, std::size_t paths) const {
        std::vector<double> values(paths);
        for (std::size_t i = 0; i < paths; ++i) {
            values[i] = m_samples[metric][deal][i] - m_samples[metric][m_result.baseline][i];
        }
        return values;
    }

    /// Whether the means of the first metric are known well enough.
    [[nodiscard]] bool reached(std::int64_t paths) const {
        const ErrorFrom from = errorFrom(m_options.sampler);
        for (std::size_t deal = 0; deal < m_model.deals(); ++deal) {
            const std::span<const double> samples(m_samples[0][deal].data(), static_cast<std::size_t>(paths));
            const bool known = meanOf(samples, from).error <= *m_options.wantedError;
            const bool apart = deal == m_result.baseline || meanOf(difference(0, deal, samples.size()), from).error <= *m_options.wantedError;
            if (!known || !apart) {
                return false;
            }
        }
        return true;
    }

    static Simulation stopped() {
        Simulation nothing;
        nothing.end = RunEnd::Stopped;
        return nothing;
    }

    Expected<Simulation> summary(std::int64_t paths, bool early, const RunContext& context) {
        Simulation simulation;
        simulation.paths = paths;
        simulation.reachedError = early;
        simulation.seed = m_options.seed;
        simulation.sampler = m_options.sampler;
        simulation.scenario = m_result.scenario;
        simulation.baseline = m_result.baseline;
        simulation.repairs = m_model.draws.repairs;
        for (const economics::DealResult& deal : m_result.deals) {
            simulation.dealIds.push_back(deal.id);
            simulation.dealNames.push_back(deal.name);
        }
        for (auto& metric : m_samples) {
            for (std::vector<double>& samples : metric) {
                samples.resize(static_cast<std::size_t>(paths));
            }
        }
        const std::size_t blocks = static_cast<std::size_t>(paths + static_cast<std::int64_t>(kBlockPaths) - 1) / kBlockPaths;
        describeInputs(simulation, blocks);
        simulation.metrics.resize(m_model.metrics.size());
        const auto end = parallel::forEachBlock(m_model.metrics.size(), m_options.threads, {context.stop, {}},
                                                [&](std::size_t k, std::size_t) { simulation.metrics[k] = summaryOf(k, blocks); });
        if (!end) {
            return tl::make_unexpected(end.error());
        }
        if (*end == RunEnd::Stopped) {
            return stopped();
        }
        if (m_fans != nullptr) {
            simulation.fans = m_fans->fans(paths);
            simulation.differenceFans = m_fans->differenceFans(paths);
        }
        simulation.samples = std::move(m_samples);
        return simulation;
    }

    void describeInputs(Simulation& simulation, std::size_t blocks) const {
        std::vector<std::int64_t> stops(m_result.plan.random.size(), 0);
        for (std::size_t block = 0; block < blocks; ++block) {
            for (std::size_t i = 0; i < m_model.draws.levels.size(); ++i) {
                stops[m_model.draws.levels[i].input] += m_stopped[block][i];
            }
        }
        for (std::size_t i = 0; i < stops.size(); ++i) {
            const study::RandomInput& input = m_result.plan.random[i];
            simulation.inputs.push_back({input.path, input.part, static_cast<double>(stops[i]) / static_cast<double>(simulation.paths)});
        }
    }

    [[nodiscard]] SimulatedMetric summaryOf(std::size_t k, std::size_t blocks) const {
        const ErrorFrom from = errorFrom(m_options.sampler);
        SimulatedMetric summary;
        summary.metric = m_model.metrics[k];
        const economics::Better better = economics::infoOf(summary.metric).better;
        const std::vector<double>& baseline = m_samples[k][m_result.baseline];
        const std::optional<double> standing = m_result.deals[m_result.baseline].figure(summary.metric);
        for (std::size_t deal = 0; deal < m_model.deals(); ++deal) {
            Distributed own = distributedOf(m_samples[k][deal], better, from);
            own.standing = m_result.deals[deal].figure(summary.metric);
            for (std::size_t block = 0; block < blocks; ++block) {
                own.severalRates += m_several[block][k * m_model.deals() + deal];
            }
            Distributed apart;
            std::optional<Beaten> beaten;
            if (deal != m_result.baseline) {
                apart = distributedOf(difference(k, deal, baseline.size()), better, from);
                apart.standing = own.standing && standing ? std::optional(*own.standing - *standing) : std::nullopt;
                if (better != economics::Better::Neither) {
                    beaten = beatenOf(m_samples[k][deal], baseline, better, from);
                }
            }
            summary.deals.push_back(std::move(own));
            summary.differences.push_back(std::move(apart));
            summary.beaten.push_back(beaten);
        }
        if (better != economics::Better::Neither) {
            BestOf best = bestOf(m_samples[k], better, from);
            summary.best = std::move(best.best);
            summary.regret = std::move(best.regret);
        }
        return summary;
    }
};

}  // namespace

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

Expected<Simulation> simulate(const StudyResult& result, const SimulationOptions& options, const RunContext& context) {
    if (result.deals.empty()) {
        return fail(ErrorCode::Inconsistent, "study", {"has no deals to simulate.", {}}, {"Add a deal.", {}});
    }
    auto model = modelOf(result, options);
    if (!model) {
        return tl::make_unexpected(model.error());
    }
    if (const auto size = checkSize(*model, options); !size) {
        return tl::make_unexpected(size.error());
    }
    return Run(result, options, std::move(*model)).run(context);
}

}  // namespace offtake::risk
