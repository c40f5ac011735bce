#include "core/risk/SimulationRun.h"

#include <algorithm>
#include <cmath>

#include "core/parallel/Blocks.h"
#include "core/risk/PathModel.h"
#include "core/risk/SampleFigures.h"

namespace offtake::risk {

using economics::Metric;
using economics::StudyResult;
using parallel::RunContext;
using parallel::RunEnd;

namespace {

Expected<void> checkSize(const PathModel& model, const SimulationOptions& options) {
    const std::string subject = "paths";
    if (options.paths < 2) {
        return fail(ErrorCode::OutOfBounds, subject, {"{0} are too few to say anything of chance.", {options.paths}}, {"Ask for at least 2; 10,000 are usual.", {}});
    }
    if (options.wantedError && !(*options.wantedError > 0.0)) {
        return fail(ErrorCode::OutOfBounds, "wanted error", {"An error of {0} is never reached.", {*options.wantedError}}, {"Give a positive number in the unit of the first metric.", {}});
    }
    if (options.threads < 0 || options.threads > parallel::kMostThreads) {
        return fail(ErrorCode::OutOfBounds, "threads", {"{0} threads cannot be had.", {static_cast<std::int64_t>(options.threads)}},
                    {"Ask for 1 to {0}, or for 0: as many as the machine has.", {static_cast<std::int64_t>(parallel::kMostThreads)}});
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

constexpr std::size_t kPilot = kPilotPaths / kBlockPaths;

}  // namespace

Expected<SimulationRun> SimulationRun::of(const StudyResult& result, const SimulationOptions& options) {
    if (result.deals.empty()) {
        return fail(ErrorCode::Inconsistent, "study", {"has no deals to simulate.", {}}, {"Add a deal.", {}});
    }
    auto model = pathModelOf(result, options.metrics.empty() ? usualMetrics() : options.metrics, options.fans, options.seed, options.sampler);
    if (!model) {
        return tl::make_unexpected(model.error());
    }
    if (const auto size = checkSize(*model, options); !size) {
        return tl::make_unexpected(size.error());
    }
    return SimulationRun(result, options, std::move(*model));
}

SimulationRun::SimulationRun(const StudyResult& result, const SimulationOptions& options, PathModel model)
    : m_result(&result), m_options(&options), m_model(std::make_unique<PathModel>(std::move(model))),
      m_points(pointKindOf(options.sampler), static_cast<std::uint64_t>(options.paths), streamRowsOf(m_model->draws)),
      m_blocks(static_cast<std::size_t>(options.paths + static_cast<std::int64_t>(kBlockPaths) - 1) / kBlockPaths),
      m_scratch(parallel::workersFor(options.threads)),
      m_samples(m_model->metrics.size(), std::vector<std::vector<double>>(m_model->deals())),
      m_several(m_model->metrics.size() * m_model->deals(), 0), m_stopped(m_model->draws.levels.size(), 0) {
    if (options.fans) {
        m_fans = std::make_unique<FanCollector>(m_model->deals(), result.baseline, m_model->months(), options.paths);
    }
    // With a wanted error the run looks after 1, 2, 4, … blocks; the pilot has to be complete before later ones begin.
    for (std::size_t blocks = 1; blocks < m_blocks; blocks *= 2) {
        if (options.wantedError || blocks == kPilot) {
            m_stages.push_back(blocks);
        }
    }
    m_stages.push_back(m_blocks);
}

std::size_t SimulationRun::pilotBlocks() const { return m_fans == nullptr ? 0 : std::min(m_blocks, kPilot); }

std::int64_t SimulationRun::pathsOf(std::size_t blocks) const {
    return std::min(static_cast<std::int64_t>(blocks * kBlockPaths), m_options->paths);
}

Expected<std::optional<SimulationPiece>> SimulationRun::compute(std::size_t from, std::size_t until, const RunContext& context) {
    SimulationPiece piece;
    piece.from = from;
    piece.until = until;
    piece.samples.assign(m_several.size(), std::vector<double>(static_cast<std::size_t>(pathsOf(until) - pathsOf(from))));
    std::vector<std::vector<std::int64_t>> several(until - from, std::vector<std::int64_t>(m_several.size(), 0));
    std::vector<std::vector<std::int64_t>> stopped(until - from, std::vector<std::int64_t>(m_stopped.size(), 0));
    RunContext part{context.stop, {}};
    if (context.progress) {
        const auto all = static_cast<double>(m_blocks);
        part.progress = [&, all](double share) { context.progress((static_cast<double>(from) + share * static_cast<double>(until - from)) / all); };
    }
    const auto end = parallel::forEachBlock(until - from, m_options->threads, part, [&](std::size_t block, std::size_t worker) {
        computeBlock(from + block, m_scratch[worker], piece, several[block], stopped[block], context);
    });
    if (!end) {
        return tl::make_unexpected(end.error());
    }
    if (*end == RunEnd::Stopped || context.stopRequested()) {
        return std::nullopt;
    }
    const auto summed = [](const std::vector<std::vector<std::int64_t>>& blocks, std::size_t size) {
        std::vector<std::int64_t> sums(size, 0);
        for (const std::vector<std::int64_t>& block : blocks) {
            std::transform(block.begin(), block.end(), sums.begin(), sums.begin(), std::plus<>());
        }
        return sums;
    };
    piece.several = summed(several, m_several.size());
    piece.stopped = summed(stopped, m_stopped.size());
    if (m_fans != nullptr && from >= pilotBlocks()) {
        piece.fans = m_fans->takeOut(from, until);
    }
    return piece;
}

void SimulationRun::computeBlock(std::size_t block, Scratch& scratch, SimulationPiece& piece, std::vector<std::int64_t>& several,
                                 std::vector<std::int64_t>& stopped, const RunContext& context) {
    if (scratch.tile.figures.empty()) {
        scratch.tile.prepare(*m_model);
    }
    const auto compute = computePathsOn(m_options->instructionSet);
    const std::size_t rows = m_model->monthly ? m_model->deals() * m_model->months() : 0;
    scratch.costs.resize(rows * kBlockPaths);
    const std::size_t first = block * kBlockPaths;
    const auto paths = static_cast<std::size_t>(pathsOf(block + 1)) - first;
    PathTile& tile = scratch.tile;
    for (std::size_t done = 0; done < paths; done += kTilePaths) {
        if (context.stopRequested()) {
            return;
        }
        const std::size_t count = std::min(kTilePaths, paths - done);
        const auto rowOf = [](const std::vector<double>& cells, std::size_t row) { return cells.begin() + static_cast<std::ptrdiff_t>(row * kTilePaths); };
        const auto onesIn = [&](const std::vector<double>& cells, std::size_t row) {
            return std::count(rowOf(cells, row), rowOf(cells, row) + static_cast<std::ptrdiff_t>(count), 1.0);
        };
        m_points.fill(m_options->instructionSet, first + done, count, tile.uniforms.data(), kTilePaths);
        compute(*m_model, count, tile, scratch.memory);
        for (std::size_t row = 0; row < several.size(); ++row) {
            std::copy_n(rowOf(tile.figures, row), count, piece.samples[row].begin() + static_cast<std::ptrdiff_t>(first + done - piece.from * kBlockPaths));
            several[row] += onesIn(tile.several, row);
        }
        for (std::size_t row = 0; row < stopped.size(); ++row) {
            stopped[row] += onesIn(tile.stopped, row);
        }
        for (std::size_t row = 0; row < rows; ++row) {
            std::copy_n(rowOf(tile.costs, row), count, scratch.costs.begin() + static_cast<std::ptrdiff_t>(row * kBlockPaths + done));
        }
    }
    if (m_fans != nullptr) {
        m_fans->add(block, scratch.costs.data(), kBlockPaths, paths);
    }
}

void SimulationRun::take(SimulationPiece piece) {
    for (std::size_t row = 0; row < m_several.size(); ++row) {
        std::vector<double>& samples = m_samples[row / m_model->deals()][row % m_model->deals()];
        if (samples.empty()) {
            samples.reserve(static_cast<std::size_t>(m_options->paths));
        }
        samples.insert(samples.end(), piece.samples[row].begin(), piece.samples[row].end());
    }
    std::transform(piece.several.begin(), piece.several.end(), m_several.begin(), m_several.begin(), std::plus<>());
    std::transform(piece.stopped.begin(), piece.stopped.end(), m_stopped.begin(), m_stopped.begin(), std::plus<>());
    m_taken = piece.until;
    if (m_fans == nullptr) {
        return;
    }
    if (piece.from >= pilotBlocks()) {
        m_fans->putIn(piece.from, piece.fans);
    } else if (piece.until == pilotBlocks()) {
        m_fans->fixBins();
    }
}

std::vector<double> SimulationRun::difference(std::size_t metric, std::size_t deal) const {
    const std::vector<double>& own = m_samples[metric][deal];
    const std::vector<double>& base = m_samples[metric][m_result->baseline];
    std::vector<double> values(own.size());
    std::transform(own.begin(), own.end(), base.begin(), values.begin(), std::minus<>());
    return values;
}

bool SimulationRun::reached() const {
    if (!m_options->wantedError) {
        return false;
    }
    const ErrorFrom from = errorFrom(m_options->sampler);
    for (std::size_t deal = 0; deal < m_model->deals(); ++deal) {
        const bool known = meanOf(m_samples[0][deal], from).error <= *m_options->wantedError;
        const bool apart = deal == m_result->baseline || meanOf(difference(0, deal), from).error <= *m_options->wantedError;
        if (!known || !apart) {
            return false;
        }
    }
    return true;
}

Expected<std::optional<Simulation>> SimulationRun::finish(const RunContext& context) {
    Simulation simulation;
    simulation.paths = pathsOf(m_taken);
    simulation.reachedError = m_taken < m_blocks;
    simulation.seed = m_options->seed;
    simulation.sampler = m_options->sampler;
    simulation.scenario = m_result->scenario;
    simulation.baseline = m_result->baseline;
    simulation.repairs = m_model->draws.repairs;
    simulation.inputs = describedInputs();
    for (const economics::DealResult& deal : m_result->deals) {
        simulation.dealIds.push_back(deal.id);
        simulation.dealNames.push_back(deal.name);
    }
    simulation.metrics.resize(m_model->metrics.size());
    const auto end = parallel::forEachBlock(m_model->metrics.size(), m_options->threads, {context.stop, {}},
                                            [&](std::size_t metric, std::size_t) { simulation.metrics[metric] = summaryOf(metric); });
    if (!end) {
        return tl::make_unexpected(end.error());
    }
    if (*end == RunEnd::Stopped) {
        return std::nullopt;
    }
    if (m_fans != nullptr) {
        simulation.fans = m_fans->fans(simulation.paths);
        simulation.differenceFans = m_fans->differenceFans(simulation.paths);
    }
    simulation.samples = std::move(m_samples);
    return simulation;
}

std::vector<DrawnInput> SimulationRun::describedInputs() const {
    std::vector<DrawnInput> inputs;
    for (const study::RandomInput& input : m_result->plan.random) {
        inputs.push_back({input.path, input.part, 0.0});
    }
    for (std::size_t i = 0; i < m_stopped.size(); ++i) {
        inputs[m_model->draws.levels[i].input].stopped = static_cast<double>(m_stopped[i]) / static_cast<double>(pathsOf(m_taken));
    }
    return inputs;
}

SimulatedMetric SimulationRun::summaryOf(std::size_t metric) const {
    const ErrorFrom from = errorFrom(m_options->sampler);
    SimulatedMetric summary;
    summary.metric = m_model->metrics[metric];
    const economics::Better better = economics::infoOf(summary.metric).better;
    const std::vector<double>& baseline = m_samples[metric][m_result->baseline];
    const std::optional<double> standing = m_result->deals[m_result->baseline].figure(summary.metric);
    for (std::size_t deal = 0; deal < m_model->deals(); ++deal) {
        const std::vector<double>& samples = m_samples[metric][deal];
        Distributed own = distributedOf(samples, sortedNumbers(samples), better, from);
        own.standing = m_result->deals[deal].figure(summary.metric);
        own.severalRates = m_several[metric * m_model->deals() + deal];
        Distributed apart;
        std::optional<Beaten> beaten;
        if (deal != m_result->baseline) {
            const std::vector<double> differences = difference(metric, deal);
            apart = distributedOf(differences, sortedNumbers(differences), better, from);
            apart.standing = own.standing && standing ? std::optional(*own.standing - *standing) : std::nullopt;
            if (better != economics::Better::Neither) {
                beaten = beatenOf(samples, baseline, better, from);
            }
        }
        summary.deals.push_back(std::move(own));
        summary.differences.push_back(std::move(apart));
        summary.beaten.push_back(beaten);
    }
    if (better != economics::Better::Neither) {
        BestOf best = bestOf(m_samples[metric], better, from);
        summary.best = std::move(best.best);
        summary.regret = std::move(best.regret);
    }
    return summary;
}

}  // namespace offtake::risk
