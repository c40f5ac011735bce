#pragma once

#include <span>
#include <vector>

#include "core/forecast/Predictive.h"

/// Wright's law (the experience curve) in first differences: each change of the logarithm of a unit cost is a fixed
/// multiple of the change of the logarithm of cumulative production, plus an error.
///
/// Where production grows steadily, this gives the same forecast as Moore's law (Sahal 1979); the two are then not
/// independent evidence. Source: Lafond, F. et al. (2018), How well do experience curves predict technological
/// progress?, Technological Forecasting and Social Change 128, 104-117.
namespace offtake::forecast {

/// Moving-average parameter of the errors with which hindcasts have their stated coverage (Lafond et al. 2018).
inline constexpr double kWrightRho = 0.19;

struct WrightFit {
    double exponent = 0.0;       ///< ω: negative when cost falls with experience
    double volatility = 0.0;     ///< standard deviation of the errors of a period's change, divisor m − 1
    std::vector<double> growth;  ///< change of ln experience in each past period; m of them
    double lastValue = 0.0;
};

/// The share by which cost falls with each doubling of experience: 1 − 2^ω. Negative when cost rises.
[[nodiscard]] double learningRate(double exponent);

/// Unit costs and the experience (cumulative production) at the same times.
/// Errors: Inconsistent for lists of different length or experience that ever falls; OutOfBounds for values that are
/// not positive; NoSolution for fewer than three values, experience that never grows, or values that are all equal.
[[nodiscard]] Expected<WrightFit> fitWright(std::span<const double> values, std::span<const double> experience);

/// What is known of the value after the future periods whose changes of ln experience are given. Student's t with m − 1
/// degrees of freedom. Precondition: at least one period.
[[nodiscard]] LogPredictive predictWright(const WrightFit& fit, std::span<const double> futureGrowth,
                                          double rho = kWrightRho);

/// Cumulative production from yearly production. What was made before the first year is estimated as the first year's
/// production over the mean rate of growth, as if growth had always been that.
/// Errors: as fitWright; NoSolution when production did not grow over the whole period.
[[nodiscard]] Expected<std::vector<double>> cumulativeProduction(std::span<const double> production);

}  // namespace offtake::forecast
