#include <algorithm>

#include <fmt/format.h>

#include "app/cli/calc/Function.h"
#include "core/risk/KnownIndices.h"
#include "core/risk/Screening.h"

namespace offtake::cli::calc {

std::span<const Function> sensitivityFunctions();

namespace {

constexpr Parameter kPaths{"paths", Kind::Whole, "rows of points that the indices are estimated from", "4096"};
constexpr Parameter kSeed{"seed", Kind::Whole, "picks the points", "1"};

constexpr Parameter kIshigamiTakes[] = {
    {"a", Kind::Number, "of sin x1 + a sin(x2)^2 + b x3^4 sin x1", "7"},
    {"b", Kind::Number, "of the same", "0.1"},
    kPaths,
    kSeed,
};
constexpr Parameter kGFunctionTakes[] = {
    {"a", Kind::Numbers, "one number an input: the larger, the less it matters"},
    kPaths,
    kSeed,
};

constexpr Parameter kScreeningTakes[] = {
    {"a", Kind::Number, "of sin x1 + a sin(x2)^2 + b x3^4 sin x1", "7"},
    {"b", Kind::Number, "of the same", "0.1"},
    {"levels", Kind::Whole, "of the grid of elementary effects, even", "4"},
    kPaths,
    kSeed,
};
constexpr Parameter kDeltaTakes[] = {{"share", Kind::Number, "of the term in the variance of the sum, 0 to 1"}};

constexpr int kMostPaths = 1 << 20;

Expected<void> checkDraws(int paths, int seed, const std::string& subject) {
    if (paths < 2 || paths > kMostPaths || seed < 0) {
        return fail(ErrorCode::OutOfBounds, subject, {"{0} paths with the seed {1} cannot be drawn.", {std::int64_t{paths}, std::int64_t{seed}}}, {"Give 2 to 1048576 paths and a seed from 0 on.", {}});
    }
    return {};
}

/// Closed form and estimate side by side.
Expected<Answer> compared(const risk::KnownFunction& known, const Arguments& given, const std::string& subject) {
    const int paths = given.whole("paths");
    const int seed = given.whole("seed");
    if (const auto drawable = checkDraws(paths, seed, subject); !drawable) {
        return tl::make_unexpected(drawable.error());
    }
    const auto rows = static_cast<std::size_t>(paths);
    const std::vector<double> points = risk::independentPoints(rows, 2 * known.dimension, static_cast<std::uint64_t>(seed));
    constexpr std::size_t kResamples = 100;
    const auto found = risk::sobolIndices(known.function, known.dimension, risk::singleFactors(known.dimension), points, {0.95, kResamples, static_cast<std::uint64_t>(seed)});
    if (!found) {
        return tl::make_unexpected(found.error());
    }
    std::vector<std::vector<Cell>> table;
    for (std::size_t i = 0; i < known.dimension; ++i) {
        const risk::SobolIndex& index = found->factors[i];
        table.push_back({static_cast<std::int64_t>(i) + 1, known.first[i], index.first.value, index.first.low, index.first.high, known.total[i], index.total.value, index.total.low, index.total.high});
    }
    Answer answer = schedule("inputs",
                             {{"input"}, {"first"}, {"first.estimate"}, {"first.low"}, {"first.high"}, {"total"}, {"total.estimate"}, {"total.low"}, {"total.high"}},
                             std::move(table));
    answer.json["mean"] = known.mean;
    answer.json["variance"] = known.variance;
    answer.json["variance.estimate"] = found->variance;
    answer.json["evaluations"] = found->evaluations;
    answer.tables.front().title = fmt::format("Closed form and estimate over {} rows; mean {}, variance {}", paths, known.mean, known.variance);
    return answer;
}

Expected<Answer> ishigami(const Arguments& given) {
    return compared(risk::ishigami(given.number("a"), given.number("b")), given, "ishigami-indices");
}

Expected<Answer> gFunction(const Arguments& given) {
    const std::vector<double>& a = given.numbers("a");
    constexpr std::size_t kMostInputs = 100;
    if (a.empty() || a.size() > kMostInputs || std::any_of(a.begin(), a.end(), [](double ai) { return !(ai > -1.0); })) {
        return fail(ErrorCode::OutOfBounds, "g-function-indices, a", {"It takes 1 to 100 numbers above -1.", {}}, {"Usual are 0 to 99.", {}});
    }
    return compared(risk::gFunction(a), given, "g-function-indices");
}

Expected<Answer> screening(const Arguments& given) {
    const int paths = given.whole("paths");
    const int seed = given.whole("seed");
    if (const auto drawable = checkDraws(paths, seed, "ishigami-screening"); !drawable) {
        return tl::make_unexpected(drawable.error());
    }
    const risk::KnownFunction known = risk::ishigami(given.number("a"), given.number("b"));
    const auto effects = risk::elementaryEffects(known.function, known.dimension, static_cast<std::size_t>(std::max(given.whole("levels"), 0)));
    if (!effects) {
        return tl::make_unexpected(effects.error());
    }
    const auto bounds = risk::derivativeBounds(known.function, known.dimension, risk::independentPoints(static_cast<std::size_t>(paths), known.dimension, static_cast<std::uint64_t>(seed)));
    if (!bounds) {
        return tl::make_unexpected(bounds.error());
    }
    std::vector<std::vector<Cell>> rows;
    for (std::size_t i = 0; i < known.dimension; ++i) {
        const risk::ElementaryEffect& effect = (*effects)[i];
        rows.push_back({static_cast<std::int64_t>(i) + 1, effect.mean, effect.meanAbsolute, effect.deviation, (*bounds)[i], known.total[i]});
    }
    return schedule("inputs", {{"input"}, {"mean"}, {"mean-absolute"}, {"deviation"}, {"derivative-bound"}, {"total"}}, std::move(rows));
}

Expected<Answer> normalDelta(const Arguments& given) {
    const double share = given.number("share");
    if (!(share >= 0.0 && share <= 1.0)) {
        return fail(ErrorCode::OutOfBounds, "normal-delta, share", {"{0} is no share between 0 and 1.", {share}}, {"Write 0.5 for half of the variance.", {}});
    }
    return results({{"delta", risk::normalDelta(share)}});
}

constexpr Function kFunctions[] = {
    {"ishigami-indices", "Sobol' indices of the function of Ishigami and Homma, in closed form and estimated", kIshigamiTakes, ishigami},
    {"g-function-indices", "Sobol' indices of the G-function of Saltelli and Sobol', in closed form and estimated", kGFunctionTakes, gFunction},
    {"ishigami-screening", "Elementary effects of the same on a grid (Morris), bounds by derivatives (Sobol' and Kucherenko), total indices", kScreeningTakes, screening},
    {"normal-delta", "How far knowing a normal term moves the distribution of a sum (Borgonovo)", kDeltaTakes, normalDelta},
};

}  // namespace

std::span<const Function> sensitivityFunctions() {
    return kFunctions;
}

}  // namespace offtake::cli::calc
