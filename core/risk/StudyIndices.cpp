#include "core/risk/StudyIndices.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <boost/math/distributions/students_t.hpp>

#include "core/parallel/Blocks.h"
#include "core/risk/IndexSums.h"
#include "core/risk/PathModel.h"

namespace offtake::risk {

using economics::Metric;
using economics::StudyResult;
using parallel::RunContext;
using parallel::RunEnd;

namespace {

/// A factor with the coordinates of a path that belong to it.
struct DrawnFactor {
    IndexFactor factor;
    std::vector<std::size_t> coordinates;
};

/// Groups of positions, joined by pairs.
class Groups {
public:
    explicit Groups(std::size_t size) : m_first(size) { std::iota(m_first.begin(), m_first.end(), std::size_t{0}); }
    /// The lowest position of the group.
    [[nodiscard]] std::size_t firstOf(std::size_t position) const { return m_first[position]; }
    void join(std::size_t a, std::size_t b) {
        const std::size_t kept = std::min(m_first[a], m_first[b]);
        const std::size_t gone = std::max(m_first[a], m_first[b]);
        std::replace(m_first.begin(), m_first.end(), gone, kept);
    }

private:
    std::vector<std::size_t> m_first;
};

/// Random inputs that have to be drawn as one: parts of one input, and what correlations connect.
Groups groupsOf(const study::Plan& plan) {
    Groups groups(plan.random.size());
    for (std::size_t i = 0; i < plan.random.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (plan.random[k].path == plan.random[i].path) {
                groups.join(k, i);
            }
        }
    }
    for (auto pair = plan.correlations.begin(); pair != plan.correlations.end(); ++pair) {
        const auto names = [&](const study::CorrelatedPair& other) { return std::minmax(other.first, other.second) == std::minmax(pair->first, pair->second); };
        const bool last = std::none_of(pair + 1, plan.correlations.end(), names);  // named again, a pair counts as it is named last
        if (last && pair->rankCorrelation != 0.0) {
            groups.join(pair->first, pair->second);
        }
    }
    return groups;
}

/// For each random input the coordinates that it is drawn from; none of what is certain after all, as seasons are.
std::vector<std::vector<std::size_t>> coordinatesByInput(const study::Plan& plan, const Draws& draws) {
    std::vector<std::vector<std::size_t>> byInput(plan.random.size());
    for (const LevelDraw& level : draws.levels) {
        byInput[level.input].push_back(level.coordinate);
    }
    for (const ProcessDraw& process : draws.processes) {
        for (const TermDraw& term : process.terms) {
            for (std::size_t t = 0; t < process.months; ++t) {
                byInput[process.input].push_back(term.coordinate + t);
                if (term.kind == TermDraw::Kind::Jumps) {
                    byInput[process.input].push_back(term.sizeCoordinate + t);
                }
            }
        }
    }
    return byInput;
}

std::vector<DrawnFactor> factorsOf(const study::Plan& plan, const Draws& draws) {
    const Groups groups = groupsOf(plan);
    const auto coordinates = coordinatesByInput(plan, draws);
    std::vector<DrawnFactor> byFirst(plan.random.size());
    for (std::size_t i = 0; i < plan.random.size(); ++i) {
        if (coordinates[i].empty()) {
            continue;
        }
        DrawnFactor& drawn = byFirst[groups.firstOf(i)];
        if (std::find(drawn.factor.inputs.begin(), drawn.factor.inputs.end(), plan.random[i].path) == drawn.factor.inputs.end()) {
            drawn.factor.inputs.push_back(plan.random[i].path);
        }
        drawn.coordinates.insert(drawn.coordinates.end(), coordinates[i].begin(), coordinates[i].end());
    }
    std::erase_if(byFirst, [](const DrawnFactor& drawn) { return drawn.coordinates.empty(); });
    return byFirst;
}

/// Whether a factor can move any of the figures: a deal is computed from itself and from what all deals share.
bool reaches(const IndexFactor& factor, const StudyResult& result, std::span<const Figure> figures) {
    return std::any_of(factor.inputs.begin(), factor.inputs.end(), [&](const study::Path& path) {
        if (path.steps.empty() || path.steps.front().role != study::Role::Deal) {
            return true;
        }
        const auto is = [&](std::size_t deal) { return result.deals[deal].id == path.steps.front().id; };
        return std::any_of(figures.begin(), figures.end(), [&](const Figure& figure) { return is(figure.deal) || (figure.against && is(*figure.against)); });
    });
}

/// Coordinates of A, then the same number of B.
std::vector<parallel::StreamRow> rowsTwice(const Draws& draws, std::uint64_t seed) {
    std::vector<parallel::StreamRow> rows = streamRowsOf(draws);
    for (const DrawnRow& row : draws.rows) {
        rows.push_back({parallel::streamOf(seed, row.name + " again"), row.count});
    }
    return rows;
}

/// The sums of one figure, by replicate.
struct FigureSums {
    std::vector<IndexSums> replicates;
    std::int64_t missing = 0;

    explicit FigureSums(std::size_t factors) : replicates(kReplicates, IndexSums(factors)) {}
    void add(const FigureSums& other) {
        for (std::size_t r = 0; r < kReplicates; ++r) {
            replicates[r].add(other.replicates[r]);
        }
        missing += other.missing;
    }
    [[nodiscard]] IndexSums all() const {
        IndexSums sums = replicates.front();
        std::for_each(replicates.begin() + 1, replicates.end(), [&](const IndexSums& part) { sums.add(part); });
        return sums;
    }
};

/// A figure among those of the kernel.
struct FigureRow {
    std::size_t own = 0;  ///< row of the tile
    std::optional<std::size_t> against;
    double centre = 0.0;  ///< near the mean
    double magnitude = 0.0;  ///< of what it is the difference of

    [[nodiscard]] double at(const PathTile& tile, std::size_t path) const {
        const double value = tile.figures[own * kTilePaths + path];
        return against ? value - tile.figures[*against * kTilePaths + path] : value;
    }
};

/// From sums to indices.
class Estimator {
public:
    Estimator(const FigureSums& sums, const FigureRow& row, double confidence) : m_sums(sums), m_row(row), m_confidence(confidence), m_all(sums.all()) {}

    void describe(FigureIndices& out, std::string_view subject) const {
        out.paths = static_cast<std::int64_t>(m_all.rows());
        out.missing = m_sums.missing;
        if (out.paths < kFewestIndexPaths) {
            const std::string why(infoOf(out.figure.metric).whyNone);
            const Message reason = out.paths == 0 ? Message{"It exists on none of the paths: {0}", {why}} : Message{"It exists on {0} of {1} paths only: {2}", {out.paths, out.paths + out.missing, why}};
            out.none = Error{ErrorCode::NoSolution, std::string(subject), reason, {"Choose a figure that exists on most paths, or narrow the ranges.", {}}};
            return;
        }
        out.mean = m_row.centre + m_all.mean();
        out.variance = m_all.variance();
        constexpr double kRounding = 1e-13;  // of what it is computed from: a deviation of less is rounding
        if (!(std::sqrt(std::max(out.variance, 0.0)) > kRounding * m_row.magnitude)) {
            out.variance = 0.0;
            out.none = Error{ErrorCode::Inconsistent, std::string(subject), {"It is the same on every path: none of the uncertain inputs moves it.", {}},
                             {"State ranges for inputs that it depends on.", {}}};
            return;
        }
        if (fewHoldIt()) {
            out.mean = out.variance = 0.0;
            out.none = Error{ErrorCode::NoSolution, std::string(subject), {"A few extreme paths hold most of its variance: shares of it would be of those alone.", {}},
                             {"Choose a figure without such extremes, or narrow the ranges.", {}}};
            return;
        }
        estimate(out);
    }

private:
    using ByReplicate = std::array<double, kReplicates>;

    const FigureSums& m_sums;
    const FigureRow& m_row;
    double m_confidence;
    IndexSums m_all;

    /// Whether one replicate holds more than half of the variance, of which each should hold a sixteenth.
    [[nodiscard]] bool fewHoldIt() const {
        constexpr double kHalf = 0.5;
        const auto holds = [&](const auto& spread) {
            const double whole = m_all.rows() * spread(m_all);
            return std::any_of(m_sums.replicates.begin(), m_sums.replicates.end(), [&](const IndexSums& part) { return part.rows() > 0.0 && part.rows() * spread(part) > kHalf * whole; });
        };
        bool few = holds([centre = m_all.mean()](const IndexSums& sums) { return sums.spread(centre); });
        for (std::size_t factor = 0; factor < m_all.factors(); ++factor) {
            few = few || holds([factor, centre = m_all.mean(factor)](const IndexSums& sums) { return sums.spread(factor, centre); });
        }
        return few;
    }

    /// The sums of all replicates but one, for each of them.
    [[nodiscard]] std::vector<IndexSums> withoutEach() const {
        std::vector<IndexSums> without(kReplicates, IndexSums(m_all.factors()));
        for (std::size_t left = 0; left < kReplicates; ++left) {
            for (std::size_t r = 0; r < kReplicates; ++r) {
                if (r != left) {
                    without[left].add(m_sums.replicates[r]);
                }
            }
        }
        return without;
    }

    void estimate(FigureIndices& out) const {
        ByReplicate sum{};
        double value = 0.0;
        const std::vector<IndexSums> without = withoutEach();
        const auto ratio = [&](std::size_t factor, const auto& part, ByReplicate& deviations) {
            const auto share = [&](const IndexSums& sums) {
                const double variance = sums.spread(factor, sums.mean(factor));
                return variance > 0.0 ? part(sums) / variance : 0.0;
            };
            // Jackknife: each replicate counts by how far the share moves without it.
            constexpr double kOthers = static_cast<double>(kReplicates) - 1.0;
            std::transform(without.begin(), without.end(), deviations.begin(), [&](const IndexSums& others) { return -kOthers * share(others); });
            return share(m_all);
        };
        for (std::size_t factor = 0; factor < m_all.factors(); ++factor) {
            ByReplicate alone{};
            ByReplicate together{};
            const double first = ratio(factor, [&](const IndexSums& sums) { return sums.alone(factor); }, alone);
            const double total = ratio(factor, [&](const IndexSums& sums) { return sums.together(factor); }, together);
            out.factors.push_back({intervalOf(first, alone), intervalOf(total, together)});
            std::transform(sum.begin(), sum.end(), alone.begin(), sum.begin(), std::plus<>());
            value += first;
        }
        out.sumOfFirst = intervalOf(value, sum);
        out.interactions = {1.0 - out.sumOfFirst.value, 1.0 - out.sumOfFirst.high, 1.0 - out.sumOfFirst.low};
        for (std::size_t factor = 0; factor < out.factors.size(); ++factor) {
            if (out.factors[factor].total.value > 0.0) {
                out.order.push_back(factor);
            }
        }
        std::stable_sort(out.order.begin(), out.order.end(), [&](std::size_t a, std::size_t b) { return out.factors[a].total.value > out.factors[b].total.value; });
    }

    [[nodiscard]] IntervalEstimate intervalOf(double value, const ByReplicate& deviations) const {
        constexpr auto kCount = static_cast<double>(kReplicates);
        const double mean = std::accumulate(deviations.begin(), deviations.end(), 0.0) / kCount;
        double squares = 0.0;
        for (const double deviation : deviations) {
            squares += (deviation - mean) * (deviation - mean);
        }
        const double error = std::sqrt(squares / (kCount - 1.0) / kCount);
        const boost::math::students_t law(kCount - 1.0);
        const double reach = error * boost::math::quantile(law, 0.5 + m_confidence / 2.0);
        return {value, value - reach, value + reach};
    }
};

class IndexRun {
public:
    IndexRun(const IndexOptions& options, PathModel model, std::vector<DrawnFactor> factors, std::vector<FigureRow> rows)
        : m_options(options), m_model(std::move(model)), m_factors(std::move(factors)), m_rows(std::move(rows)),
          m_points(pointKindOf(options.sampler), static_cast<std::uint64_t>(options.paths), rowsTwice(m_model.draws, options.seed)),
          m_scratch(parallel::workersFor(options.threads)), m_sums(m_rows.size(), FigureSums(m_factors.size())) {}

    [[nodiscard]] const std::vector<FigureRow>& rows() const { return m_rows; }
    [[nodiscard]] const std::vector<FigureSums>& sums() const { return m_sums; }

    /// Blocks of a tile each, in pieces so that what is not yet summed stays small.
    Expected<RunEnd> run(const RunContext& context) {
        centre();
        const auto blocks = static_cast<std::size_t>((m_options.paths + static_cast<std::int64_t>(kTilePaths) - 1) / static_cast<std::int64_t>(kTilePaths));
        constexpr std::size_t kPieceBlocks = 64;
        for (std::size_t from = 0; from < blocks; from += kPieceBlocks) {
            const std::size_t count = std::min(kPieceBlocks, blocks - from);
            std::vector<std::vector<FigureSums>> parts(count);
            RunContext part{context.stop, {}};
            if (context.progress) {
                part.progress = [&](double share) { context.progress((static_cast<double>(from) + share * static_cast<double>(count)) / static_cast<double>(blocks)); };
            }
            const auto end = parallel::forEachBlock(count, m_options.threads, part, [&](std::size_t block, std::size_t worker) {
                parts[block] = sumsOf(from + block, m_scratch[worker], context);
            });
            if (!end || *end == RunEnd::Stopped || context.stopRequested()) {
                return end ? Expected<RunEnd>(RunEnd::Stopped) : end;
            }
            for (const std::vector<FigureSums>& block : parts) {
                for (std::size_t i = 0; i < m_sums.size(); ++i) {
                    m_sums[i].add(block[i]);
                }
            }
        }
        return RunEnd::Complete;
    }

private:
    /// What a worker keeps from block to block.
    struct Scratch {
        PathTile tile;
        PathMemory memory;
        std::vector<double> points;  ///< one row a coordinate, those of A and of B
        std::vector<double> values;  ///< one row a figure and point: at A, at B, then for each factor at A with that of B and the other way round
    };

    const IndexOptions& m_options;
    PathModel m_model;
    std::vector<DrawnFactor> m_factors;
    std::vector<FigureRow> m_rows;
    parallel::PointSet m_points;
    std::vector<Scratch> m_scratch;
    std::vector<FigureSums> m_sums;

    [[nodiscard]] std::size_t pointsOfRow() const { return 2 * m_factors.size() + 2; }
    double* valuesOf(Scratch& scratch, std::size_t figure, std::size_t point) const {
        return scratch.values.data() + (figure * pointsOfRow() + point) * kTilePaths;
    }

    /// Draws the paths of a block; how many they are.
    std::size_t draw(std::size_t block, Scratch& scratch) const {
        if (scratch.points.empty()) {
            scratch.tile.prepare(m_model);
            scratch.points.resize(2 * m_model.draws.coordinates * kTilePaths);
            scratch.values.resize(m_rows.size() * pointsOfRow() * kTilePaths);
        }
        const std::size_t first = block * kTilePaths;
        const std::size_t count = std::min(kTilePaths, static_cast<std::size_t>(m_options.paths) - first);
        m_points.fill(m_options.instructionSet, first, count, scratch.points.data(), kTilePaths);
        return count;
    }

    void copyRow(Scratch& scratch, std::size_t coordinate, std::size_t from, std::size_t count) const {
        std::copy_n(scratch.points.begin() + static_cast<std::ptrdiff_t>(from * kTilePaths), count, scratch.tile.uniforms.begin() + static_cast<std::ptrdiff_t>(coordinate * kTilePaths));
    }
    void copyMatrix(Scratch& scratch, std::size_t first, std::size_t count) const {
        for (std::size_t coordinate = 0; coordinate < m_model.draws.coordinates; ++coordinate) {
            copyRow(scratch, coordinate, first + coordinate, count);
        }
    }
    void copyFactor(Scratch& scratch, const DrawnFactor& factor, std::size_t first, std::size_t count) const {
        for (const std::size_t coordinate : factor.coordinates) {
            copyRow(scratch, coordinate, first + coordinate, count);
        }
    }

    void evaluate(Scratch& scratch, std::size_t count, std::size_t point) const {
        computePathsOn(m_options.instructionSet)(m_model, count, scratch.tile, scratch.memory);
        for (std::size_t figure = 0; figure < m_rows.size(); ++figure) {
            for (std::size_t path = 0; path < count; ++path) {
                valuesOf(scratch, figure, point)[path] = m_rows[figure].at(scratch.tile, path);
            }
        }
    }

    /// Finds where each figure lies, by the first paths of A.
    void centre() {
        Scratch& scratch = m_scratch.front();
        const std::size_t count = draw(0, scratch);
        copyMatrix(scratch, 0, count);
        evaluate(scratch, count, 0);
        for (std::size_t figure = 0; figure < m_rows.size(); ++figure) {
            double known = 0.0;
            double sum = 0.0;
            for (std::size_t path = 0; path < count; ++path) {
                const double value = valuesOf(scratch, figure, 0)[path];
                if (std::isfinite(value)) {
                    known += 1.0;
                    sum += value;
                    const double own = scratch.tile.figures[m_rows[figure].own * kTilePaths + path];
                    m_rows[figure].magnitude = std::max({m_rows[figure].magnitude, std::abs(own), std::abs(value)});
                }
            }
            m_rows[figure].centre = known > 0.0 ? sum / known : 0.0;
        }
    }

    /// Nothing that counts once a stop was wished.
    std::vector<FigureSums> sumsOf(std::size_t block, Scratch& scratch, const RunContext& context) const {
        std::vector<FigureSums> sums(m_rows.size(), FigureSums(m_factors.size()));
        const std::size_t count = draw(block, scratch);
        const std::size_t b = m_model.draws.coordinates;  // where B begins
        for (const std::size_t matrix : {std::size_t{0}, std::size_t{1}}) {
            const std::size_t own = matrix * b;
            const std::size_t other = b - own;
            copyMatrix(scratch, own, count);
            evaluate(scratch, count, matrix);
            for (std::size_t factor = 0; factor < m_factors.size(); ++factor) {
                if (context.stopRequested()) {
                    return sums;
                }
                copyFactor(scratch, m_factors[factor], other, count);
                evaluate(scratch, count, 2 + 2 * factor + matrix);
                copyFactor(scratch, m_factors[factor], own, count);
            }
        }
        std::vector<IndexSums::Change> changes(m_factors.size());
        for (std::size_t figure = 0; figure < m_rows.size(); ++figure) {
            for (std::size_t path = 0; path < count; ++path) {
                const auto at = [&](std::size_t point) { return valuesOf(scratch, figure, point)[path]; };
                bool exists = std::isfinite(at(0)) && std::isfinite(at(1));
                for (std::size_t factor = 0; factor < changes.size(); ++factor) {
                    changes[factor] = {at(0) - at(2 + 2 * factor), at(3 + 2 * factor) - at(1)};
                    exists = exists && std::isfinite(changes[factor].inA) && std::isfinite(changes[factor].inB);
                }
                if (exists) {
                    const double centre = m_rows[figure].centre;
                    sums[figure].replicates[(block * kTilePaths + path) % kReplicates].add(at(0) - centre, at(1) - centre, changes);
                } else {
                    ++sums[figure].missing;
                }
            }
        }
        return sums;
    }
};

Expected<void> checkQuestion(const StudyResult& result, std::span<const Figure> figures, const IndexOptions& options) {
    if (result.deals.empty()) {
        return fail(ErrorCode::Inconsistent, "study", {"has no deals.", {}}, {"Add one.", {}});
    }
    for (const Figure& figure : figures) {
        if (std::max(figure.deal, figure.against.value_or(0)) >= result.deals.size()) {
            return fail(ErrorCode::UnknownName, "deal", {"The study has {0} deals.", {static_cast<std::int64_t>(result.deals.size())}});
        }
    }
    if (options.paths < kFewestIndexPaths) {
        return fail(ErrorCode::OutOfBounds, "paths", {"{0} are too few for indices.", {options.paths}}, {"Ask for at least {0}; 2,048 are usual.", {kFewestIndexPaths}});
    }
    if (!(options.confidence > 0.0 && options.confidence < 1.0)) {
        return fail(ErrorCode::OutOfBounds, "confidence", {"{0} is no share between 0 and 1.", {options.confidence}}, {"0.95 is usual.", {}});
    }
    return {};
}

Expected<void> checkWork(const IndexOptions& options, std::size_t factors) {
    const auto aPath = static_cast<double>(2 * factors + 2);
    if (static_cast<double>(options.paths) * aPath > kMostIndexEvaluations) {
        return fail(ErrorCode::OutOfBounds, "paths", {"{0} would take too long: each is {1} calculations of the study.", {options.paths, aPath}},
                    {"Ask for at most {0}; 2,048 are usual.", {static_cast<std::int64_t>(kMostIndexEvaluations / aPath)}});
    }
    return {};
}

/// The metrics of all figures, and where each figure stands among them.
std::vector<FigureRow> rowsOf(std::span<const Figure> figures, std::size_t deals, std::vector<Metric>& metrics) {
    std::vector<FigureRow> rows;
    for (const Figure& figure : figures) {
        auto found = std::find(metrics.begin(), metrics.end(), figure.metric);
        if (found == metrics.end()) {
            found = metrics.insert(metrics.end(), figure.metric);
        }
        const std::size_t first = static_cast<std::size_t>(found - metrics.begin()) * deals;
        FigureRow& row = rows.emplace_back();
        row.own = first + figure.deal;
        row.against = figure.against ? std::optional(first + *figure.against) : std::nullopt;
    }
    return rows;
}

std::optional<double> standingOf(const StudyResult& result, const Figure& figure) {
    const auto own = result.deals[figure.deal].figure(figure.metric);
    const auto other = figure.against ? result.deals[*figure.against].figure(figure.metric) : std::optional(0.0);
    return own && other ? std::optional(*own - *other) : std::nullopt;
}

}  // namespace

IndexOptions indexOptionsOf(const study::Study& study) {
    const SimulationOptions stated = optionsOf(study);
    IndexOptions options;
    options.seed = stated.seed;
    options.sampler = stated.sampler;
    return options;
}

Expected<StudyIndices> studyIndices(const StudyResult& result, std::span<const Figure> figures, const IndexOptions& options, const RunContext& context) {
    if (const auto sound = checkQuestion(result, figures, options); !sound) {
        return tl::make_unexpected(sound.error());
    }
    std::vector<Metric> metrics;
    std::vector<FigureRow> rows = rowsOf(figures, result.deals.size(), metrics);
    auto model = pathModelOf(result, std::move(metrics), false, options.seed, options.sampler);
    if (!model) {
        return tl::make_unexpected(model.error());
    }
    std::vector<DrawnFactor> drawn = factorsOf(result.plan, model->draws);
    if (drawn.empty()) {
        return fail(ErrorCode::Inconsistent, "study", {"Nothing in it is uncertain: no input has a part in the variance.", {}}, {"Give inputs a range (5 to 9) or a distribution.", {}});
    }
    const auto elsewhere = std::stable_partition(drawn.begin(), drawn.end(), [&](const DrawnFactor& factor) { return reaches(factor.factor, result, figures); });
    StudyIndices indices;
    indices.paths = options.paths;
    indices.seed = options.seed;
    indices.sampler = options.sampler;
    indices.confidence = options.confidence;
    indices.repairs = model->draws.repairs;
    for (auto factor = elsewhere; factor != drawn.end(); ++factor) {
        indices.elsewhere.push_back(factor->factor);
    }
    drawn.erase(elsewhere, drawn.end());
    for (const DrawnFactor& factor : drawn) {
        indices.factors.push_back(factor.factor);
    }
    if (const auto work = checkWork(options, drawn.size()); !work) {
        return tl::make_unexpected(work.error());
    }
    indices.evaluations = options.paths * static_cast<std::int64_t>(2 * drawn.size() + 2);
    IndexRun run(options, std::move(*model), std::move(drawn), std::move(rows));
    const auto end = run.run(context);
    if (!end) {
        return tl::make_unexpected(end.error());
    }
    if (*end == RunEnd::Stopped) {
        StudyIndices stopped;
        stopped.end = RunEnd::Stopped;
        return stopped;
    }
    for (std::size_t i = 0; i < figures.size(); ++i) {
        FigureIndices& found = indices.figures.emplace_back();
        found.figure = figures[i];
        found.standing = standingOf(result, figures[i]);
        Estimator(run.sums()[i], run.rows()[i], options.confidence).describe(found, nameOf(result, figures[i]));
    }
    return indices;
}

}  // namespace offtake::risk
