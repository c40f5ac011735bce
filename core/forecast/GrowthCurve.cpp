#include "core/forecast/GrowthCurve.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <boost/math/distributions/fisher_f.hpp>

namespace offtake::forecast {

namespace {

constexpr std::size_t kFewestValues = 5;  // three parameters, and an error with more than one degree of freedom
constexpr int kCandidates = 41;  // saturations that stand for a range; more change quantiles by less than 0.1 %
constexpr int kSearched = 120;   // saturations looked at when no range is given
constexpr double kFarthestSaturation = 1e4;  // times the largest value: beyond, all curves are exponential growth
constexpr double kNearestSaturation = 0.8;   // times the largest value, which may lie above the curve by its error
constexpr double kMostPersistence = 0.95;
constexpr double kSmallestVariance = 1e-24;  // of a fit without error: keeps weights and spreads finite
using Shape = std::array<double, 2>;

/// What the search varies: both numbers may be any, rates stay positive.
struct Searched {
    double first = 0.0;   ///< ln k or ln p
    double second = 0.0;  ///< t0 or ln q
};

Shape shapeOf(GrowthCurve curve, const Searched& at) {
    return {std::exp(at.first), curve == GrowthCurve::Bass ? std::exp(at.second) : at.second};
}

/// ln f(t): exact where f itself would round to 0 or 1.
double logShare(GrowthCurve curve, const Shape& shape, double time) {
    switch (curve) {
        case GrowthCurve::Logistic:
            return -std::log1p(std::exp(-shape[0] * (time - shape[1])));
        case GrowthCurve::Gompertz:
            return -std::exp(-shape[0] * (time - shape[1]));
        case GrowthCurve::Bass:
            break;
    }
    const double rate = shape[0] + shape[1];
    return std::log(-std::expm1(-rate * time)) - std::log1p(shape[1] / shape[0] * std::exp(-rate * time));
}

/// The series with everything that one least-squares fit needs.
struct Problem {
    GrowthCurve curve = GrowthCurve::Logistic;
    std::vector<double> logs;
    double firstTime = 1.0;

    [[nodiscard]] double time(std::size_t i) const { return firstTime + static_cast<double>(i); }
    [[nodiscard]] double residual(std::size_t i, double logSaturation, const Searched& at) const {
        return logs[i] - logSaturation - logShare(curve, shapeOf(curve, at), time(i));
    }
    [[nodiscard]] double squares(double logSaturation, const Searched& at) const {
        double sum = 0.0;
        for (std::size_t i = 0; i < logs.size(); ++i) {
            const double r = residual(i, logSaturation, at);
            sum += r * r;
        }
        return sum;
    }
};

/// Derivatives of ln f by what the search varies; central differences, exact to about ten digits.
Shape slope(GrowthCurve curve, const Searched& at, double time) {
    constexpr double kStep = 1e-5;
    const auto share = [&](double first, double second) {
        return logShare(curve, shapeOf(curve, {at.first + first, at.second + second}), time);
    };
    return {(share(kStep, 0.0) - share(-kStep, 0.0)) / (2.0 * kStep),
            (share(0.0, kStep) - share(0.0, -kStep)) / (2.0 * kStep)};
}

/// Sums of products of the derivatives, and of derivatives and residuals.
struct Normal {
    double a11 = 0.0, a12 = 0.0, a22 = 0.0;
    double b1 = 0.0, b2 = 0.0;
    [[nodiscard]] double determinant() const { return a11 * a22 - a12 * a12; }
};

Normal normalEquations(const Problem& problem, double logSaturation, const Searched& at) {
    Normal sums;
    for (std::size_t i = 0; i < problem.logs.size(); ++i) {
        const Shape d = slope(problem.curve, at, problem.time(i));
        const double r = problem.residual(i, logSaturation, at);
        sums.a11 += d[0] * d[0];
        sums.a12 += d[0] * d[1];
        sums.a22 += d[1] * d[1];
        sums.b1 += d[0] * r;
        sums.b2 += d[1] * r;
    }
    return sums;
}

/// Levenberg and Marquardt's method for two unknowns: steps of Gauss and Newton, shortened until the squares fall.
Searched minimize(const Problem& problem, double logSaturation, Searched at) {
    constexpr int kMostSteps = 200;
    constexpr double kDone = 1e-14;  // relative gain in the squares
    double best = problem.squares(logSaturation, at);
    double damping = 1e-3;
    for (int step = 0; step < kMostSteps; ++step) {
        const Normal sums = normalEquations(problem, logSaturation, at);
        const double a11 = sums.a11 * (1.0 + damping);
        const double a22 = sums.a22 * (1.0 + damping);
        const double determinant = a11 * a22 - sums.a12 * sums.a12;
        if (!(determinant > 0.0)) {
            return at;
        }
        const Searched next{at.first + (a22 * sums.b1 - sums.a12 * sums.b2) / determinant,
                            at.second + (a11 * sums.b2 - sums.a12 * sums.b1) / determinant};
        const double squares = problem.squares(logSaturation, next);
        if (squares < best) {
            const bool done = best - squares <= kDone * best;
            at = next;
            best = squares;
            damping *= 0.3;
            if (done) {
                return at;
            }
        } else if (damping > 1e12) {
            return at;
        } else {
            damping *= 5.0;
        }
    }
    return at;
}

/// A line through the transformed shares, which is the curve itself where there is no error.
Searched start(const Problem& problem, double logSaturation) {
    double sumT = 0.0, sumZ = 0.0, sumTT = 0.0, sumTZ = 0.0;
    const auto n = static_cast<double>(problem.logs.size());
    for (std::size_t i = 0; i < problem.logs.size(); ++i) {
        const double logShare = std::min(problem.logs[i] - logSaturation, std::log(0.99));
        const double z =
            problem.curve == GrowthCurve::Gompertz ? -std::log(-logShare) : logShare - std::log(-std::expm1(logShare));
        const double t = problem.time(i);
        sumT += t;
        sumZ += z;
        sumTT += t * t;
        sumTZ += t * z;
    }
    const double rate = std::max((n * sumTZ - sumT * sumZ) / (n * sumTT - sumT * sumT), 0.01 / n);
    const double inflexion = (sumT - sumZ / rate) / n;
    if (problem.curve != GrowthCurve::Bass) {
        return {std::log(rate), inflexion};
    }
    // A logistic of rate k and inflexion t0 is the Bass curve with p + q = k and q/p = e^(k t0), but for its first
    // part.
    const double innovation = rate / (1.0 + std::exp(std::clamp(rate * inflexion, 0.1, 20.0)));
    return {std::log(innovation), std::log(rate - innovation)};
}

Searched bestFrom(const Problem& problem, double logSaturation, const std::optional<Searched>& neighbour) {
    Searched best = minimize(problem, logSaturation, start(problem, logSaturation));
    if (neighbour) {
        const Searched other = minimize(problem, logSaturation, *neighbour);
        if (problem.squares(logSaturation, other) < problem.squares(logSaturation, best)) {
            best = other;
        }
    }
    return best;
}

/// A saturation with the curve that fits it best.
struct Trial {
    double logSaturation = 0.0;
    Searched at;
    double squares = 0.0;
};

std::vector<Trial> trials(const Problem& problem, double low, double high, int count) {
    std::vector<Trial> list;
    std::optional<Searched> neighbour;
    for (int i = 0; i < count; ++i) {
        Trial trial;
        trial.logSaturation = low + (high - low) * (i + 0.5) / count;
        trial.at = bestFrom(problem, trial.logSaturation, neighbour);
        trial.squares = std::max(problem.squares(trial.logSaturation, trial.at),
                                 kSmallestVariance * static_cast<double>(problem.logs.size()));
        neighbour = trial.at;
        list.push_back(trial);
    }
    return list;
}

const Trial& bestOf(const std::vector<Trial>& list) {
    return *std::min_element(list.begin(), list.end(),
                             [](const Trial& a, const Trial& b) { return a.squares < b.squares; });
}

GrowthParameters parametersOf(GrowthCurve curve, const Trial& trial) {
    return {std::exp(trial.logSaturation), shapeOf(curve, trial.at)};
}

/// The lowest and the highest saturation that the data do not reject, at this level of the F test of one parameter.
struct Accepted {
    std::size_t first = 0;
    std::size_t last = 0;
};

Accepted accepted(const std::vector<Trial>& list, double freedom, double level) {
    const double limit =
        bestOf(list).squares * (1.0 + boost::math::quantile(boost::math::fisher_f(1.0, freedom), level) / freedom);
    Accepted range{list.size() - 1, 0};
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].squares <= limit) {
            range.first = std::min(range.first, i);
            range.last = std::max(range.last, i);
        }
    }
    return range;
}

bool isPastInflexion(const Problem& problem, const Trial& trial) {
    return inflexionTime(problem.curve, parametersOf(problem.curve, trial)) < problem.time(problem.logs.size() - 1);
}

/// What the data alone say of the saturation.
struct Search {
    double low = 0.0;  ///< ln of the saturations that the data do not reject at 99.9 %
    double high = 0.0;
    bool identified = false;
    double acceptedLow = 0.0;  ///< at 95 %
    double acceptedHigh = 0.0;
};

Search searchSaturation(const Problem& problem) {
    const double largest = *std::max_element(problem.logs.begin(), problem.logs.end());
    const auto list =
        trials(problem, largest + std::log(kNearestSaturation), largest + std::log(kFarthestSaturation), kSearched);
    const double freedom = static_cast<double>(problem.logs.size()) - 3.0;
    const Accepted likely = accepted(list, freedom, 0.95);
    const Accepted wide = accepted(list, freedom, 0.999);
    const double half = 0.5 * (list[1].logSaturation - list[0].logSaturation);
    const bool bounded = likely.last + 1 < list.size() && isPastInflexion(problem, list[likely.last]);
    return {list[wide.first].logSaturation - half, list[wide.last].logSaturation + half, bounded,
            list[likely.first].logSaturation, list[likely.last].logSaturation};
}

double lagOneCorrelation(const std::vector<double>& residuals) {
    double products = 0.0;
    for (std::size_t i = 1; i < residuals.size(); ++i) {
        products += residuals[i] * residuals[i - 1];
    }
    const double squares = std::inner_product(residuals.begin(), residuals.end(), residuals.begin(), 0.0);
    return squares > 0.0 ? std::clamp(products / squares, 0.0, kMostPersistence) : 0.0;
}

/// The likelihood of each saturation with the shape integrated out (Laplace) and the error's size unknown; correlated
/// residuals count as fewer.
void weigh(std::vector<GrowthFit::Candidate>& candidates, const std::vector<double>& logDeterminants,
           double effective) {
    std::vector<double> logWeights;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        logWeights.push_back(-0.5 * std::max(effective - 2.0, 1.0) * std::log(candidates[i].squares) -
                             0.5 * logDeterminants[i]);
    }
    const double largest = *std::max_element(logWeights.begin(), logWeights.end());
    double sum = 0.0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        candidates[i].weight = std::exp(logWeights[i] - largest);
        sum += candidates[i].weight;
    }
    for (auto& candidate : candidates) {
        candidate.weight /= sum;
    }
}

SaturationRange middle(const std::vector<GrowthFit::Candidate>& candidates, double share) {
    SaturationRange range{candidates.front().parameters.saturation, candidates.back().parameters.saturation};
    double below = 0.0;
    for (const auto& candidate : candidates) {
        const double next = below + candidate.weight;
        range.low = below <= 0.5 * (1.0 - share) ? candidate.parameters.saturation : range.low;
        if (next >= 0.5 * (1.0 + share)) {
            range.high = candidate.parameters.saturation;
            break;
        }
        below = next;
    }
    return range;
}

std::string subject(GrowthCurve curve) {
    return std::string(nameOf(curve)) + " curve";
}

Expected<void> checkRange(GrowthCurve curve, const SaturationRange& range, double largest) {
    if (!(range.low > 0.0) || !(range.high >= range.low) || !std::isfinite(range.high)) {
        return fail(ErrorCode::Inconsistent, subject(curve),
                    {"{0} to {1} is no range of saturations.", {range.low, range.high}},
                    {"Give two positive numbers, the lower first, or one that is known.", {}});
    }
    if (range.high < kNearestSaturation * largest) {
        return fail(ErrorCode::Inconsistent, subject(curve),
                    {"the saturation is said to be at most {0}, and {1} was reached already.", {range.high, largest}},
                    {"Give a range that reaches above the data.", {}});
    }
    return {};
}

/// Slope of the line through the logarithms: whether there is growth at all.
bool grows(const std::vector<double>& logs) {
    const double middle = 0.5 * static_cast<double>(logs.size() - 1);
    double sum = 0.0;
    for (std::size_t i = 0; i < logs.size(); ++i) {
        sum += (static_cast<double>(i) - middle) * logs[i];
    }
    return sum > 0.0;
}

GrowthFit assemble(const Problem& problem, const std::vector<Trial>& list, std::size_t unknowns) {
    GrowthFit fit;
    const auto n = static_cast<double>(problem.logs.size());
    const Trial& best = bestOf(list);
    fit.curve = problem.curve;
    fit.parameters = parametersOf(problem.curve, best);
    fit.lastTime = problem.time(problem.logs.size() - 1);
    fit.degreesOfFreedom = n - static_cast<double>(unknowns);
    fit.residualSd = std::sqrt(best.squares / fit.degreesOfFreedom);
    std::vector<double> residuals;
    for (std::size_t i = 0; i < problem.logs.size(); ++i) {
        residuals.push_back(problem.residual(i, best.logSaturation, best.at));
    }
    fit.persistence = lagOneCorrelation(residuals);
    const double inflation = (1.0 + fit.persistence) / (1.0 - fit.persistence);
    std::vector<double> logDeterminants;
    for (const Trial& trial : list) {
        const Normal sums = normalEquations(problem, trial.logSaturation, trial.at);
        const double determinant = std::max(sums.determinant(), 1e-12 * sums.a11 * sums.a22 + 1e-300);
        const double scale = trial.squares / fit.degreesOfFreedom * inflation / determinant;
        fit.candidates.push_back({parametersOf(problem.curve, trial),
                                  0.0,
                                  {sums.a22 * scale, -sums.a12 * scale, sums.a11 * scale},
                                  trial.squares,
                                  problem.residual(problem.logs.size() - 1, trial.logSaturation, trial.at)});
        logDeterminants.push_back(std::log(determinant));
    }
    weigh(fit.candidates, logDeterminants, n / inflation);
    fit.likely = middle(fit.candidates, 0.9);
    return fit;
}

}  // namespace

double growthLevel(GrowthCurve curve, const GrowthParameters& parameters, double time) {
    if (curve == GrowthCurve::Bass && time <= 0.0) {
        return 0.0;
    }
    return parameters.saturation * std::exp(logShare(curve, parameters.shape, time));
}

double inflexionTime(GrowthCurve curve, const GrowthParameters& parameters) {
    const auto [first, second] = parameters.shape;
    return curve == GrowthCurve::Bass ? std::log(second / first) / (first + second) : second;
}

std::string_view nameOf(GrowthCurve curve) {
    switch (curve) {
        case GrowthCurve::Logistic:
            return "logistic";
        case GrowthCurve::Gompertz:
            return "Gompertz";
        case GrowthCurve::Bass:
            break;
    }
    return "Bass";
}

Expected<GrowthFit> fitGrowth(GrowthCurve curve, std::span<const double> values, const GrowthOptions& options) {
    auto logs = logarithms(values, kFewestValues, subject(curve));
    if (!logs) {
        return tl::unexpected(logs.error());
    }
    if (curve == GrowthCurve::Bass && !(options.firstTime > 0.0)) {
        return fail(ErrorCode::OutOfBounds, subject(curve),
                    {"the first value lies {0} periods after the launch.", {options.firstTime}},
                    {"Give a number above zero: at the launch nobody has adopted yet.", {}});
    }
    if (!grows(*logs)) {
        return fail(ErrorCode::NoSolution, subject(curve), {"the series does not grow.", {}},
                    {"Choose a method that can fall, such as drift or moore.", {}});
    }
    const Problem problem{curve, std::move(*logs), options.firstTime};
    const Search search = searchSaturation(problem);
    if (options.saturation) {
        const double largest = *std::max_element(values.begin(), values.end());
        if (const auto checked = checkRange(curve, *options.saturation, largest); !checked) {
            return tl::unexpected(checked.error());
        }
        const double low = std::log(options.saturation->low);
        const double high = std::log(options.saturation->high);
        const bool known = !(high > low);
        GrowthFit fit = assemble(problem, trials(problem, low, high, known ? 1 : kCandidates), known ? 2 : 3);
        fit.identified = search.identified;
        return fit;
    }
    if (!search.identified) {
        return fail(
            ErrorCode::NoSolution, subject(curve),
            {"the data do not show where growth ends: saturations from {0} to {1} or more fit about equally well.",
             {std::exp(search.acceptedLow), std::exp(search.acceptedHigh)}},
            {"Give a range for the saturation, from what the market can hold.", {}});
    }
    GrowthFit fit = assemble(problem, trials(problem, search.low, search.high, kCandidates), 3);
    fit.identified = true;
    return fit;
}

LogMixture predictGrowth(const GrowthFit& fit, double steps) {
    const double time = fit.lastTime + steps;
    const double left = std::pow(fit.persistence, steps);
    LogMixture mixture;
    for (const auto& candidate : fit.candidates) {
        const auto& shape = candidate.parameters.shape;
        const Searched at{std::log(shape[0]), fit.curve == GrowthCurve::Bass ? std::log(shape[1]) : shape[1]};
        const Shape d = slope(fit.curve, at, time);
        const auto& c = candidate.covariance;
        const double ofShape = d[0] * d[0] * c[0] + 2.0 * d[0] * d[1] * c[1] + d[1] * d[1] * c[2];
        const double around = candidate.squares / fit.degreesOfFreedom * (1.0 - left * left);
        mixture.parts.push_back({{std::log(candidate.parameters.saturation) + logShare(fit.curve, shape, time) +
                                      left * candidate.lastResidual,
                                  std::sqrt(std::max(ofShape, 0.0) + around), fit.degreesOfFreedom},
                                 candidate.weight});
    }
    return mixture;
}

}  // namespace offtake::forecast
