#pragma once

#include <span>

#include "core/forecast/Predictive.h"

/// Moore's law with an honest error: the logarithm of a unit cost (or of anything positive) is a random walk with drift
/// whose steps may be correlated. Nothing here presumes that costs fall; a rising series gives a rising forecast.
/// Source: Farmer, J. D. & Lafond, F. (2016), How predictable is technological progress?, Research Policy 45, 647-665.
namespace offtake::forecast {

/// The moving-average parameter with which hindcasts of technology costs have their stated coverage (Farmer & Lafond
/// 2016); the mean of estimates from single series is 0.25.
inline constexpr double kMooreTheta = 0.63;

struct MooreFit {
    double drift = 0.0;       ///< mean change of the logarithm per period
    double volatility = 0.0;  ///< standard deviation of these changes, divisor m − 1
    int differences = 0;      ///< m, the number of changes
    double lastValue = 0.0;
};

/// Errors: NoSolution for fewer than three values, for values that are all equal and for changes that are all equal;
/// OutOfBounds for a value that is not positive.
[[nodiscard]] Expected<MooreFit> fitMoore(std::span<const double> values);

/// Variance of the error of a forecast `steps` ahead, in units of the variance of the independent shocks:
/// −2θ + (1 + 2(m−1)θ/m + θ²)(τ + τ²/m). Preconditions: differences > 1, steps > 0.
[[nodiscard]] double mooreErrorVariance(int differences, double steps, double theta);

/// What is known of the value `steps` periods after the last. The spread grows with √steps at first and in proportion
/// to them beyond the length of the history, because the drift is only estimated. Student's t with m − 1 degrees of
/// freedom.
[[nodiscard]] LogPredictive predictMoore(const MooreFit& fit, double steps, double theta = kMooreTheta);

}  // namespace offtake::forecast
