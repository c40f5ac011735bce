#include "core/finance/FlowRoots.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <numeric>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <boost/math/tools/toms748_solve.hpp>

namespace offtake::finance {

namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
/// Each flow is known to half a unit in its last place, so a sum below this share of its terms may as well be zero.
constexpr double kZeroShare = 2.0 * kEpsilon;
constexpr std::size_t kMostIsolatedSignChanges = 256;
constexpr int kScanPoints = 8192;
constexpr std::uintmax_t kMostIterations = 300;
constexpr int kRefinements = 4;

/// mantissa * 2^exponent at a time: products over hundreds of levels leave the range of double.
struct Term {
    double time;
    double mantissa;
    int exponent;
};
using Terms = std::vector<Term>;

int signOf(double value) {
    return value > 0.0 ? 1 : (value < 0.0 ? -1 : 0);
}

/// sum(term * e^(-time x)) as a share of the sum of absolute terms, in [-1, 1], and its slope on the same scale.
template <typename Float>
struct Sample {
    Float share;
    Float slope;
};

template <typename Float>
Sample<Float> sample(const Terms& terms, Float x) {
    constexpr Float kLn2 = std::numbers::ln2_v<Float>;
    Float largest = -std::numeric_limits<Float>::infinity();
    for (const Term& term : terms) {
        largest = std::max(largest, static_cast<Float>(term.exponent) * kLn2 - static_cast<Float>(term.time) * x);
    }
    Float sum = 0;
    Float slope = 0;
    Float magnitude = 0;
    for (const Term& term : terms) {
        const Float power =
            std::exp(static_cast<Float>(term.exponent) * kLn2 - static_cast<Float>(term.time) * x - largest);
        const Float value = static_cast<Float>(term.mantissa) * power;
        sum += value;
        slope -= static_cast<Float>(term.time) * value;
        magnitude += std::abs(value);
    }
    return {sum / magnitude, slope / magnitude};
}

int signAt(const Terms& terms, double x) {
    const auto share = static_cast<double>(sample<long double>(terms, x).share);
    return std::abs(share) <= kZeroShare ? 0 : signOf(share);
}

/// An x beyond which the terms other than `dominant` together cannot outweigh it.
/// side +1: for all larger x (dominant is the earliest); -1: for all smaller x (dominant is the latest).
double dominanceBound(const Terms& terms, const Term& dominant, double side) {
    const double logCount = std::log(2.0 * static_cast<double>(terms.size()));
    double bound = -std::numeric_limits<double>::infinity();
    for (const Term& term : terms) {
        const double gap = side * (term.time - dominant.time);
        if (gap > 0.0) {
            const double logRatio = std::log(std::abs(term.mantissa / dominant.mantissa)) +
                                    (term.exponent - dominant.exponent) * std::numbers::ln2;
            bound = std::max(bound, (logCount + logRatio) / gap);
        }
    }
    return side * bound;
}

/// Newton steps in extended precision; a step that leaves the bracket ends the refinement.
long double refined(const Terms& terms, double start, double low, double high) {
    long double x = start;
    for (int i = 0; i < kRefinements; ++i) {
        const auto at = sample<long double>(terms, x);
        const long double next = x - at.share / at.slope;
        if (!(next > low && next < high)) {
            break;
        }
        const bool settled = std::abs(next - x) <= std::abs(x) * std::numeric_limits<long double>::epsilon();
        x = next;
        if (settled) {
            break;
        }
    }
    return x;
}

long double crossing(const Terms& terms, double low, int lowSign, double high) {
    const double span = terms.back().time - terms.front().time;
    // Near x = 0 a relative tolerance alone would never be met; 1e-19 periods' growth is below any rounding.
    const double floor = 1e-19 / span;
    const auto close = [floor](double a, double b) {
        return std::abs(b - a) <= 2.0 * kEpsilon * std::max(std::abs(a), std::abs(b)) + floor;
    };
    const auto value = [&terms](double x) { return sample<double>(terms, x).share; };
    double atLow = value(low);
    double atHigh = value(high);
    // Extended precision decided the signs of the ends; near a root the double may disagree.
    if (signOf(atLow) != lowSign) {
        atLow = lowSign * std::numeric_limits<double>::min();
    }
    if (signOf(atHigh) != -lowSign) {
        atHigh = -lowSign * std::numeric_limits<double>::min();
    }
    std::uintmax_t iterations = kMostIterations;
    const auto bracket = boost::math::tools::toms748_solve(value, low, high, atLow, atHigh, close, iterations);
    return refined(terms, std::midpoint(bracket.first, bracket.second), low, high);
}

/// The roots of a sum that is monotone (up to a positive factor) between neighbouring `breaks`, which are ascending.
std::vector<long double> rootsBetween(const Terms& terms, const std::vector<double>& breaks) {
    const double low = dominanceBound(terms, terms.back(), -1.0);
    const double high = dominanceBound(terms, terms.front(), 1.0);
    std::vector<long double> roots;
    double previous = low;
    int previousSign = signOf(terms.back().mantissa);
    const auto visit = [&](double x, int sign) {
        if (sign == 0) {
            // One multiple root may show as several breaks within its noise: keep the first of them.
            const bool sameRoot = previousSign == 0 && signAt(terms, std::midpoint(previous, x)) == 0;
            if (!sameRoot) {
                roots.push_back(x);
            }
        } else if (previousSign == -sign) {
            roots.push_back(crossing(terms, previous, previousSign, x));
        }
        previous = x;
        previousSign = sign;
    };
    for (const double x : breaks) {
        if (x > low && x < high) {
            visit(x, signAt(terms, x));
        }
    }
    visit(high, signOf(terms.front().mantissa));
    return roots;
}

/// Times half-way between neighbouring terms of opposite sign.
std::vector<double> signChangeTimes(const Terms& terms) {
    std::vector<double> times;
    for (std::size_t i = 1; i < terms.size(); ++i) {
        if (signOf(terms[i - 1].mantissa) != signOf(terms[i].mantissa)) {
            times.push_back(std::midpoint(terms[i - 1].time, terms[i].time));
        }
    }
    return times;
}

/// The derivative of e^(tau x) * sum, divided by e^(tau x).
Terms weightedDerivative(const Terms& terms, double tau) {
    Terms out = terms;
    int largest = std::numeric_limits<int>::min();
    for (Term& term : out) {
        int shift = 0;
        term.mantissa = std::frexp(term.mantissa * (tau - term.time), &shift);
        term.exponent += shift;
        largest = std::max(largest, term.exponent);
    }
    for (Term& term : out) {
        term.exponent -= largest;
    }
    return out;
}

std::vector<double> asBreaks(const std::vector<long double>& roots) {
    std::vector<double> breaks;
    for (const long double root : roots) {
        breaks.push_back(static_cast<double>(root));
    }
    return breaks;
}

std::vector<double> scanPoints(const Terms& terms) {
    const double low = dominanceBound(terms, terms.back(), -1.0);
    const double high = dominanceBound(terms, terms.front(), 1.0);
    // Roots of long series crowd around x = 0: equal steps of asinh put most points there.
    const double crowding = terms.back().time - terms.front().time;
    const double from = std::asinh(low * crowding);
    const double step = (std::asinh(high * crowding) - from) / kScanPoints;
    std::vector<double> points;
    for (int i = 1; i < kScanPoints; ++i) {
        points.push_back(std::sinh(from + i * step) / crowding);
    }
    return points;
}

std::vector<long double> allRoots(const Terms& terms) {
    const std::vector<double> changes = signChangeTimes(terms);
    if (changes.empty()) {
        return {};
    }
    if (changes.size() > kMostIsolatedSignChanges) {
        return rootsBetween(terms, scanPoints(terms));
    }
    std::vector<Terms> levels{terms};
    for (std::size_t i = 1; i < changes.size(); ++i) {
        levels.push_back(weightedDerivative(levels.back(), changes[i]));
    }
    std::vector<long double> roots;
    for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
        roots = rootsBetween(*level, asBreaks(roots));
    }
    return roots;
}

/// Sorted by time from the first flow on, one term per time, zeros left out.
Terms termsOf(std::span<const TimedAmount> flows) {
    std::vector<TimedAmount> sorted(flows.begin(), flows.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const TimedAmount& a, const TimedAmount& b) { return a.time < b.time; });
    Terms terms;
    double origin = 0.0;
    for (std::size_t i = 0; i < sorted.size();) {
        const double time = sorted[i].time;
        long double sum = 0;
        for (; i < sorted.size() && sorted[i].time == time; ++i) {
            sum += sorted[i].amount;
        }
        if (sum != 0.0L) {
            origin = terms.empty() ? time : origin;
            int exponent = 0;
            const auto mantissa = static_cast<double>(std::frexp(sum, &exponent));
            terms.push_back({time - origin, mantissa, exponent});
        }
    }
    return terms;
}

Expected<void> requireFinite(std::span<const TimedAmount> flows, std::string_view what) {
    for (std::size_t i = 0; i < flows.size(); ++i) {
        if (!std::isfinite(flows[i].amount) || !std::isfinite(flows[i].time)) {
            return finance::requireFinite(std::numeric_limits<double>::quiet_NaN(), fmt::format("{}[{}]", what, i));
        }
    }
    return {};
}

RatesOfReturn reported(std::vector<long double> roots, std::size_t changes) {
    std::sort(roots.begin(), roots.end(), [](long double a, long double b) {
        return std::abs(a) < std::abs(b) || (std::abs(a) == std::abs(b) && a > b);
    });
    RatesOfReturn result;
    result.signChanges = static_cast<int>(changes);
    for (const long double root : roots) {
        const auto rate = static_cast<double>(std::expm1(root));
        if (std::isfinite(rate)) {
            result.rates.push_back(std::max(rate, std::nextafter(-1.0, 0.0)));
            result.logGrowth.push_back(static_cast<double>(root));
        }
    }
    return result;
}

}  // namespace

Expected<RatesOfReturn> ratesOfReturn(std::span<const TimedAmount> flows, std::string_view what) {
    if (auto finite = requireFinite(flows, what); !finite) {
        return tl::unexpected(finite.error());
    }
    const std::string subject(what);
    const Terms terms = termsOf(flows);
    if (terms.empty()) {
        return fail(ErrorCode::NoSolution, subject, {"No rate of return: there is no flow other than zero.", {}});
    }
    const std::size_t changes = signChangeTimes(terms).size();
    if (changes == 0) {
        return fail(ErrorCode::NoSolution, subject, {"No rate of return: the flows never change sign.", {}},
                    {"Include both what is paid and what is received.", {}});
    }
    const std::vector<long double> roots = allRoots(terms);
    if (roots.empty()) {
        return fail(ErrorCode::NoSolution, subject,
                    {"No rate of return: the flows change sign {0} times, but their present value is zero at no rate.",
                     {static_cast<std::int64_t>(changes)}},
                    {"Judge them by net present value or modified internal rate of return.", {}});
    }
    RatesOfReturn result = reported(roots, changes);
    if (result.rates.empty()) {
        return fail(ErrorCode::NoSolution, subject, {"The rate of return exceeds the largest number.", {}});
    }
    return result;
}

int signChanges(std::span<const double> flows) {
    int changes = 0;
    int last = 0;
    for (const double flow : flows) {
        const int sign = signOf(flow);
        if (sign != 0) {
            changes += last == -sign ? 1 : 0;
            last = sign;
        }
    }
    return changes;
}

Expected<void> requireFinite(double value, std::string_view what) {
    if (!std::isfinite(value)) {
        return fail(ErrorCode::OutOfBounds, std::string(what), {"This is not a finite number.", {}},
                    {"Give a number.", {}});
    }
    return {};
}

Expected<void> requireFinite(std::span<const double> values, std::string_view what) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            return requireFinite(values[i], fmt::format("{}[{}]", what, i));
        }
    }
    return {};
}

Expected<void> requireRate(double rate, std::string_view what) {
    if (!std::isfinite(rate) || rate <= -1.0) {
        return fail(ErrorCode::OutOfBounds, std::string(what), {"A rate must be a number above -1 (-100 %).", {}});
    }
    return {};
}

Expected<double> representable(long double value, std::string_view what) {
    const auto rounded = static_cast<double>(value);
    if (!std::isfinite(rounded)) {
        return fail(ErrorCode::OutOfBounds, std::string(what), {"The result exceeds the largest number.", {}},
                    {"Use a smaller rate or fewer periods.", {}});
    }
    return rounded;
}

}  // namespace offtake::finance
