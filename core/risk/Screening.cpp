#include "core/risk/Screening.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/study/Distribution.h"

namespace offtake::risk {

namespace {

constexpr double kMostGridPoints = 1e6;
constexpr std::string_view kSubject = "screening";

/// Half the area between the densities of N(0, 1) and N(mean, deviation²), deviation below 1: what the narrower one has
/// more between the two places where both are equal.
double areaBetween(double mean, double deviation) {
    const double precision = 1.0 / (deviation * deviation);
    const double a = precision - 1.0;
    const double middle = mean * precision / a;
    const double reach = std::sqrt(mean * mean * precision - 2.0 * a * std::log(deviation)) / a;
    const double low = middle - reach;
    const double high = middle + reach;
    return study::normalShare((high - mean) / deviation) - study::normalShare((low - mean) / deviation) - study::normalShare(high) + study::normalShare(low);
}

}  // namespace

Expected<std::vector<ElementaryEffect>> elementaryEffects(const UnitFunction& function, std::size_t dimension, std::size_t levels) {
    if (levels < 2 || levels % 2 != 0 || dimension == 0) {
        return fail(ErrorCode::OutOfBounds, std::string(kSubject), {"{0} levels of {1} inputs are no grid to step on.", {static_cast<std::int64_t>(levels), static_cast<std::int64_t>(dimension)}}, {"Give an even number of levels; 4 are usual.", {}});
    }
    if (std::pow(static_cast<double>(levels), static_cast<double>(dimension)) > kMostGridPoints) {
        return fail(ErrorCode::TooLarge, std::string(kSubject), {"{0} levels of {1} inputs are too many points.", {static_cast<std::int64_t>(levels), static_cast<std::int64_t>(dimension)}}, {"Take fewer levels.", {}});
    }
    const auto grid = static_cast<std::size_t>(std::lround(std::pow(static_cast<double>(levels), static_cast<double>(dimension))));
    const double last = static_cast<double>(levels - 1);
    const std::size_t step = levels / 2;  // in levels
    std::vector<ElementaryEffect> effects(dimension);
    std::vector<double> squares(dimension, 0.0);
    const double count = static_cast<double>(grid) / 2.0;  // points from which an input can step up
    std::vector<std::size_t> at(dimension);
    std::vector<double> u(dimension);
    for (std::size_t point = 0; point < grid; ++point) {
        std::size_t rest = point;
        for (std::size_t i = 0; i < dimension; ++i) {
            at[i] = rest % levels;
            rest /= levels;
            u[i] = static_cast<double>(at[i]) / last;
        }
        const double here = function(u);
        for (std::size_t i = 0; i < dimension; ++i) {
            if (at[i] + step >= levels) {
                continue;
            }
            u[i] = static_cast<double>(at[i] + step) / last;
            const double effect = (function(u) - here) / (static_cast<double>(step) / last);
            u[i] = static_cast<double>(at[i]) / last;
            if (!std::isfinite(effect)) {
                return fail(ErrorCode::NoSolution, std::string(kSubject), {"The figure does not exist at a point of the grid.", {}}, {"Narrow the ranges.", {}});
            }
            effects[i].mean += effect / count;
            effects[i].meanAbsolute += std::abs(effect) / count;
            squares[i] += effect * effect / count;
        }
    }
    for (std::size_t i = 0; i < dimension; ++i) {
        effects[i].deviation = std::sqrt(std::max(squares[i] - effects[i].mean * effects[i].mean, 0.0));
    }
    return effects;
}

Expected<std::vector<double>> derivativeBounds(const UnitFunction& function, std::size_t dimension, std::span<const double> points) {
    if (dimension == 0 || points.size() % dimension != 0 || points.size() < 2 * dimension) {
        return fail(ErrorCode::Inconsistent, std::string(kSubject), {"{0} numbers are no two or more rows of {1}.", {static_cast<std::int64_t>(points.size()), static_cast<std::int64_t>(dimension)}}, {"Draw more points.", {}});
    }
    constexpr double kStep = 1e-5;  // the cube root of the rounding: least error of a central difference
    const std::size_t rows = points.size() / dimension;
    const double count = static_cast<double>(rows);
    std::vector<double> bounds(dimension, 0.0);
    std::vector<double> values;
    for (std::size_t row = 0; row < rows; ++row) {
        std::vector<double> u(points.begin() + static_cast<std::ptrdiff_t>(row * dimension), points.begin() + static_cast<std::ptrdiff_t>((row + 1) * dimension));
        values.push_back(function(u));
        for (std::size_t i = 0; i < dimension; ++i) {
            const double here = u[i];
            const double low = std::max(here - kStep, 0.0);
            const double high = std::min(here + kStep, 1.0);
            u[i] = high;
            const double above = function(u);
            u[i] = low;
            const double slope = (above - function(u)) / (high - low);
            u[i] = here;
            bounds[i] += slope * slope / count;
        }
    }
    double mean = 0.0;
    for (const double value : values) {
        mean += value / count;
    }
    double variance = 0.0;
    for (const double value : values) {
        variance += (value - mean) * (value - mean) / (count - 1.0);
    }
    if (!std::isfinite(variance) || std::any_of(bounds.begin(), bounds.end(), [](double bound) { return !std::isfinite(bound); })) {
        return fail(ErrorCode::NoSolution, std::string(kSubject), {"The figure does not exist at a point.", {}}, {"Narrow the ranges.", {}});
    }
    constexpr double kRounding = 1e-26;  // of the squared mean: a variance of less is rounding
    if (!(variance > kRounding * mean * mean)) {
        return fail(ErrorCode::Inconsistent, std::string(kSubject), {"The figure does not vary.", {}}, {"State ranges for inputs that it depends on.", {}});
    }
    for (double& bound : bounds) {
        bound /= std::numbers::pi * std::numbers::pi * variance;
    }
    return bounds;
}

double normalDelta(double share) {
    if (!(share > 0.0) || !(share < 1.0)) {
        return share > 0.0 ? 1.0 : 0.0;
    }
    // The trapezoidal rule converges exponentially for functions that are analytic and vanish at both ends.
    constexpr double kEnd = 9.0;
    constexpr double kStep = 1.0 / 64.0;
    const double deviation = std::sqrt(1.0 - share);
    double sum = 0.0;
    for (double z = -kEnd; z <= kEnd; z += kStep) {
        sum += std::exp(-z * z / 2.0) * areaBetween(std::sqrt(share) * z, deviation);
    }
    return sum * kStep / std::sqrt(2.0 * std::numbers::pi);
}

}  // namespace offtake::risk
