#pragma once

#include <span>

#include "core/forecast/Forecast.h"

/// The benchmarks: each without a model to choose. Residuals give the variance; their number gives the degrees of
/// freedom. Precondition: as many values as describe(method).fewestValues; more than one season for seasonalNaive.
namespace offtake::forecast {

/// The last value; variance grows with the steps ahead.
[[nodiscard]] Forecast naiveForecast(std::span<const double> values, int horizon);

/// The value one season earlier; variance grows with the seasons ahead.
[[nodiscard]] Forecast seasonalNaiveForecast(std::span<const double> values, int seasonLength, int horizon);

/// Random walk with the mean step of the past: variance s^2 h (1 + h / (n - 1)), since the drift is estimated.
[[nodiscard]] Forecast driftForecast(std::span<const double> values, int horizon);

/// The mean, with variance s^2 (1 + 1 / n).
[[nodiscard]] Forecast meanForecast(std::span<const double> values, int horizon);

}  // namespace offtake::forecast
