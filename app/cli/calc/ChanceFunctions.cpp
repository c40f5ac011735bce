#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "app/cli/calc/Function.h"
#include "core/risk/Correlation.h"
#include "core/study/Distribution.h"

namespace offtake::cli::calc {

std::span<const Function> chanceFunctions();

namespace {

using study::Family;

struct NamedFamily {
    std::string_view key;
    Family family;
};
constexpr NamedFamily kFamilies[] = {
    {"normal", Family::Normal}, {"lognormal", Family::Lognormal}, {"tri", Family::Triangular}, {"pert", Family::Pert},
    {"uniform", Family::Uniform}, {"beta", Family::Beta}, {"discrete", Family::Discrete}, {"empirical", Family::Empirical},
    {"quantiles", Family::Quantiles},
};

constexpr Parameter kProbabilities{"probabilities", Kind::Numbers, "for which quantiles are asked", "0.05,0.5,0.95"};
constexpr Parameter kLowBound{"low-bound", Kind::Number, "below which nothing lies", {}, true};
constexpr Parameter kHighBound{"high-bound", Kind::Number, "above which nothing lies", {}, true};
constexpr Parameter kValuesAt{"values", Kind::Numbers, "the quantiles at these probabilities"};

constexpr Parameter kDistributionTakes[] = {
    {"family", Kind::Text, "normal, lognormal, tri, pert, uniform, beta, discrete, empirical or quantiles"},
    {"parameters", Kind::Numbers, "in the order in which they are typed into a study: pert takes lowest, mode, highest, weight"},
    kProbabilities,
};
constexpr Parameter kLognormalTakes[] = {
    {"p1", Kind::Number, "probability of the lower quantile"},
    {"x1", Kind::Number, "the lower quantile"},
    {"p2", Kind::Number, "probability of the upper quantile"},
    {"x2", Kind::Number, "the upper quantile"},
};
constexpr Parameter kTruncatedTakes[] = {
    {"mu", Kind::Number, "mean before truncation"},
    {"sd", Kind::Number, "standard deviation before truncation"},
    {"low", Kind::Number, "what lies below does not happen"},
    {"high", Kind::Number, "what lies above does not happen"},
    kProbabilities,
};
constexpr Parameter kMetalogTakes[] = {
    {"at", Kind::Numbers, "probabilities of the known quantiles"},
    kValuesAt,
    {"terms", Kind::Whole, "number of terms", "3"},
    kLowBound,
    kHighBound,
    kProbabilities,
};
constexpr Parameter kTripletTakes[] = {
    {"probability", Kind::Number, "of the low quantile; the high one has 1 less it", "0.1"},
    {"low", Kind::Number, "the low quantile"},
    {"median", Kind::Number, "the median"},
    {"high", Kind::Number, "the high quantile"},
    kLowBound,
    kHighBound,
    kProbabilities,
};
constexpr Parameter kNormalQuantileTakes[] = {{"probability", Kind::Number, "share that lies below"}};
constexpr Parameter kNormalProbabilityTakes[] = {{"at", Kind::Number, "the number, in standard deviations from the mean"}};
constexpr Parameter kRankTakes[] = {{"normal", Kind::Number, "correlation of the normal numbers that are joined"}};
constexpr Parameter kFromRankTakes[] = {{"rank", Kind::Number, "Spearman's rank correlation that is wanted"}};
constexpr Parameter kLognormalPairTakes[] = {
    {"normal", Kind::Number, "correlation of the logarithms"},
    {"sigma1", Kind::Number, "standard deviation of the first logarithm"},
    {"sigma2", Kind::Number, "standard deviation of the second logarithm"},
};
constexpr Parameter kNearestTakes[] = {{"matrix", Kind::Numbers, "all cells, row after row"}};
Expected<void> checkProbabilities(const std::vector<double>& probabilities, const std::string& subject) {
    for (const double p : probabilities) {
        if (!(p > 0.0 && p < 1.0)) {
            return fail(ErrorCode::OutOfBounds, subject, {"{0} is no probability between 0 and 1.", {p}}, {"Leave out 0 and 1 themselves.", {}});
        }
    }
    return {};
}

template <typename Quantile>
Answer withQuantiles(std::vector<std::pair<std::string, Cell>> values, const std::vector<double>& probabilities, const Quantile& quantile) {
    for (const double p : probabilities) {
        values.emplace_back(fmt::format("q{}", p), quantile(p));
    }
    return results(values);
}

/// The parameters by which textbooks know a family, where they are not those that are typed.
std::vector<std::pair<std::string, Cell>> ownParameters(Family family, const std::vector<double>& typed) {
    if (family == Family::Pert) {
        constexpr double kUsualWeight = 4.0;
        const auto law = study::pertParameters(typed[0], typed[1], typed[2], typed.size() > 3 ? typed[3] : kUsualWeight);
        return {{"alpha", law.alpha}, {"beta", law.beta}};
    }
    if (family == Family::Lognormal) {
        const auto law = study::lognormalFromMoments(typed[0], typed[1]);
        return {{"mu", law.mu}, {"sigma", law.sigma}};
    }
    return {};
}

Expected<Answer> normalQuantile(const Arguments& given) {
    const double p = given.number("probability");
    return checkProbabilities({p}, "normal-quantile, probability").map([&] { return results({{"z", study::normalQuantile(p)}}); });
}

Expected<Answer> normalProbability(const Arguments& given) {
    return results({{"probability", study::normalShare(given.number("at"))}});
}

Expected<Answer> distribution(const Arguments& given) {
    const std::string& key = given.text("family");
    const auto* const named = std::find_if(std::begin(kFamilies), std::end(kFamilies), [&](const NamedFamily& item) { return item.key == key; });
    if (named == std::end(kFamilies)) {
        return fail(ErrorCode::UnknownName, "distribution, family", {"There is no distribution \"{0}\".", {key}}, {"It is one of: {0}.", {std::string(kDistributionTakes[0].help)}});
    }
    const auto& probabilities = given.numbers("probabilities");
    if (const auto checked = checkProbabilities(probabilities, "distribution, probabilities"); !checked) {
        return tl::make_unexpected(checked.error());
    }
    constexpr double kAnything = std::numeric_limits<double>::max();
    return study::Distribution::of({named->family, given.numbers("parameters"), {}}, 0.0, {-kAnything, kAnything, false}, "distribution, parameters")
        .map([&](const study::Distribution& law) {
            std::vector<std::pair<std::string, Cell>> values = {{"mean", law.mean()}, {"sd", std::sqrt(law.variance())}};
            for (auto& own : ownParameters(named->family, given.numbers("parameters"))) {
                values.push_back(std::move(own));
            }
            return withQuantiles(std::move(values), probabilities, [&](double p) { return law.quantile(p); });
        });
}

Expected<Answer> lognormal(const Arguments& given) {
    const double p1 = given.number("p1");
    const double p2 = given.number("p2");
    const double x1 = given.number("x1");
    const double x2 = given.number("x2");
    if (!(0.0 < p1 && p1 < p2 && p2 < 1.0 && 0.0 < x1 && x1 < x2)) {
        return fail(ErrorCode::Inconsistent, "lognormal", {"Probabilities between 0 and 1 and positive quantiles must both rise.", {}}, {"Give the lower one first.", {}});
    }
    const study::LognormalParameters law = study::lognormalFromQuantiles(p1, x1, p2, x2);
    const double variance = law.sigma * law.sigma;
    const double mean = std::exp(law.mu + variance / 2.0);
    return results({{"mu", law.mu}, {"sigma", law.sigma}, {"mean", mean}, {"median", std::exp(law.mu)}, {"sd", mean * std::sqrt(std::expm1(variance))}});
}

Expected<Answer> truncated(const Arguments& given) {
    const study::TruncatedNormal law{given.number("mu"), given.number("sd"), given.number("low"), given.number("high")};
    if (!(law.sigma > 0.0) || !(law.low < law.high)) {
        return fail(ErrorCode::Inconsistent, "truncated-normal", {"The standard deviation must be above 0 and low below high.", {}}, {"Check their order.", {}});
    }
    const auto& probabilities = given.numbers("probabilities");
    return checkProbabilities(probabilities, "truncated-normal, probabilities").map([&] {
        return withQuantiles({{"mean", law.mean()}, {"sd", std::sqrt(law.variance())}}, probabilities, [&](double p) { return law.quantile(p); });
    });
}

/// The scale on which a metalog with bounds is one without (Keelin 2016, section 4): x, ln (x - low), -ln (high - x) or
/// ln ((x - low) / (high - x)).
struct BoundedScale {
    std::optional<double> low;
    std::optional<double> high;

    [[nodiscard]] double forward(double x) const {
        return (low ? std::log(x - *low) : 0.0) - (high ? std::log(*high - x) : 0.0) + (low || high ? 0.0 : x);
    }
    [[nodiscard]] double back(double y) const {
        if (low && high) {
            return y > 0.0 ? (*low * std::exp(-y) + *high) / (std::exp(-y) + 1.0) : (*low + *high * std::exp(y)) / (1.0 + std::exp(y));
        }
        return low ? *low + std::exp(y) : high ? *high - std::exp(-y) : y;
    }
};

/// Errors: OutOfBounds for a quantile that does not lie within the bounds.
Expected<BoundedScale> scaleOf(const Arguments& given, std::initializer_list<double> quantiles, const std::string& subject) {
    BoundedScale scale;
    if (given.has("low-bound")) {
        scale.low = given.number("low-bound");
    }
    if (given.has("high-bound")) {
        scale.high = given.number("high-bound");
    }
    for (const double x : quantiles) {
        if ((scale.low && !(x > *scale.low)) || (scale.high && !(x < *scale.high))) {
            return fail(ErrorCode::OutOfBounds, subject, {"The quantile {0} does not lie within the bounds.", {x}}, {"Widen the bounds.", {}});
        }
    }
    return scale;
}

Answer described(const study::Metalog& law, const BoundedScale& scale, const std::vector<double>& probabilities,
                 const std::vector<std::pair<std::string, Cell>>& more = {}) {
    std::vector<std::pair<std::string, Cell>> values;
    for (std::size_t i = 0; i < law.coefficients.size(); ++i) {
        values.emplace_back(fmt::format("a{}", i + 1), law.coefficients[i]);
    }
    values.insert(values.end(), more.begin(), more.end());
    values.emplace_back("feasible", std::string(law.feasible() ? "yes" : "no"));
    Answer answer = withQuantiles(std::move(values), probabilities, [&](double p) { return scale.back(law.quantile(p)); });
    if (!law.feasible()) {
        answer.warnings.push_back("These coefficients are no distribution: the quantile function falls somewhere. Take fewer terms.");
    }
    return answer;
}

Expected<Answer> metalog(const Arguments& given) {
    const auto& at = given.numbers("at");
    const auto& probabilities = given.numbers("probabilities");
    for (const auto* const list : {&at, &probabilities}) {
        if (const auto checked = checkProbabilities(*list, "metalog"); !checked) {
            return tl::make_unexpected(checked.error());
        }
    }
    std::vector<double> values = given.numbers("values");
    if (at.size() != values.size() || given.whole("terms") < 2 || at.size() < static_cast<std::size_t>(given.whole("terms"))) {
        return fail(ErrorCode::Inconsistent, "metalog", {"There must be as many quantiles as probabilities, and no more terms than either.", {}}, {"At least 2 terms.", {}});
    }
    const auto scale = scaleOf(given, {*std::min_element(values.begin(), values.end()), *std::max_element(values.begin(), values.end())}, "metalog");
    if (!scale) {
        return tl::make_unexpected(scale.error());
    }
    std::transform(values.begin(), values.end(), values.begin(), [&](double x) { return scale->forward(x); });
    return described(study::metalogThrough(at, values, static_cast<std::size_t>(given.whole("terms"))), *scale, probabilities);
}

Expected<Answer> triplet(const Arguments& given) {
    const double p = given.number("probability");
    if (!(p > 0.0 && p < 0.5) || !(given.number("low") < given.number("median") && given.number("median") < given.number("high"))) {
        return fail(ErrorCode::Inconsistent, "metalog-triplet", {"The probability must lie between 0 and 0.5 and the quantiles must rise.", {}}, {"Check their order.", {}});
    }
    const auto& probabilities = given.numbers("probabilities");
    if (const auto checked = checkProbabilities(probabilities, "metalog-triplet, probabilities"); !checked) {
        return tl::make_unexpected(checked.error());
    }
    return scaleOf(given, {given.number("low"), given.number("high")}, "metalog-triplet").map([&](const BoundedScale& scale) {
        const double low = scale.forward(given.number("low"));
        const double median = scale.forward(given.number("median"));
        const double high = scale.forward(given.number("high"));
        // Keelin (2016), section 5.1: feasible as long as the median's place r lies between k and 1 - k.
        const double lowestBalance = 0.5 * (1.0 - 1.66711 * (0.5 - p));
        return described(study::metalogOfTriplet(p, low, median, high), scale, probabilities,
                         {{"balance", (median - low) / (high - low)}, {"lowest-balance", lowestBalance}});
    });
}

Expected<void> checkCorrelation(double correlation, const std::string& subject) {
    if (!(std::abs(correlation) <= 1.0)) {
        return fail(ErrorCode::OutOfBounds, subject, {"A correlation of {0} does not exist.", {correlation}}, {"Give one from -1 to 1.", {}});
    }
    return {};
}

Expected<Answer> rankOf(const Arguments& given) {
    const double normal = given.number("normal");
    return checkCorrelation(normal, "rank-correlation, normal").map([&] {
        return results({{"spearman", risk::spearmanOf(normal)}, {"kendall", risk::kendallOf(normal)}});
    });
}

Expected<Answer> normalOf(const Arguments& given) {
    const double rank = given.number("rank");
    return checkCorrelation(rank, "normal-correlation, rank").map([&] { return results({{"normal", risk::normalCorrelation(rank)}}); });
}

/// Of two lognormal numbers whose logarithms correlate: (e^(ρ s1 s2) − 1) / √((e^(s1²) − 1)(e^(s2²) − 1)).
Expected<Answer> lognormalCorrelation(const Arguments& given) {
    const double s1 = given.number("sigma1");
    const double s2 = given.number("sigma2");
    if (!(s1 > 0.0 && s2 > 0.0)) {
        return fail(ErrorCode::OutOfBounds, "lognormal-correlation", {"Standard deviations must be above 0.", {}}, {"Check their signs.", {}});
    }
    return checkCorrelation(given.number("normal"), "lognormal-correlation, normal").map([&] {
        return results({{"correlation", std::expm1(given.number("normal") * s1 * s2) / std::sqrt(std::expm1(s1 * s1) * std::expm1(s2 * s2))}});
    });
}

Expected<Answer> nearest(const Arguments& given) {
    const auto& cells = given.numbers("matrix");
    const auto size = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(cells.size()))));
    constexpr std::size_t kLargest = 100;
    if (cells.empty() || size * size != cells.size() || size > kLargest) {
        return fail(ErrorCode::Inconsistent, "nearest-correlation, matrix", {"{0} numbers are no square matrix of up to 100 rows.", {static_cast<std::int64_t>(cells.size())}}, {"Give all rows, one after the other.", {}});
    }
    const risk::SquareMatrix stated{size, cells};
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j < size; ++j) {
            if (stated.at(i, j) != stated.at(j, i) || !(std::abs(stated.at(i, j)) <= 1.0) || stated.at(i, i) != 1.0) {
                return fail(ErrorCode::Inconsistent, "nearest-correlation, matrix", {"Row {0}, column {1} does not fit a correlation matrix.", {static_cast<std::int64_t>(i) + 1, static_cast<std::int64_t>(j) + 1}},
                            {"It must be symmetric, with 1 on the diagonal and nothing beyond -1 and 1.", {}});
            }
        }
    }
    const double lowest = risk::lowestEigenvalue(stated);
    const risk::SquareMatrix found = lowest < 0.0 ? risk::nearestCorrelation(stated) : stated;
    std::vector<std::vector<Cell>> rows;
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j < size; ++j) {
            rows.push_back({static_cast<std::int64_t>(i) + 1, static_cast<std::int64_t>(j) + 1, stated.at(i, j), found.at(i, j)});
        }
    }
    Answer answer = schedule("cells", {{"row"}, {"column"}, {"stated"}, {"nearest"}}, std::move(rows));
    answer.json["lowest-eigenvalue"] = lowest;
    return answer;
}

constexpr Function kFunctions[] = {
    {"distribution", "Mean, standard deviation and quantiles of a distribution", kDistributionTakes, distribution},
    {"lognormal", "The lognormal distribution with two given quantiles", kLognormalTakes, lognormal},
    {"truncated-normal", "A normal distribution of which only what lies between two bounds counts", kTruncatedTakes, truncated},
    {"metalog", "The metalog through quantiles, by least squares (Keelin)", kMetalogTakes, metalog},
    {"metalog-triplet", "The metalog of a low quantile, the median and a high one", kTripletTakes, triplet},
    {"rank-correlation", "Rank correlations of joined normal numbers (Kruskal)", kRankTakes, rankOf},
    {"normal-correlation", "The correlation of normal numbers that gives a rank correlation", kFromRankTakes, normalOf},
    {"lognormal-correlation", "Correlation of two lognormal numbers", kLognormalPairTakes, lognormalCorrelation},
    {"nearest-correlation", "The correlation matrix nearest to one that is none (Higham)", kNearestTakes, nearest},
    {"normal-quantile", "Standard normal number below which a share of all lies", kNormalQuantileTakes, normalQuantile},
    {"normal-probability", "Share of standard normal numbers below one", kNormalProbabilityTakes, normalProbability},
};

}  // namespace

std::span<const Function> chanceFunctions() {
    return kFunctions;
}

}  // namespace offtake::cli::calc
