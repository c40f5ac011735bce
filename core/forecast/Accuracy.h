#pragma once

#include <span>

#include "core/base/Error.h"

/// How far forecasts were from what came. Definitions of the M4 competition (Makridakis, Spiliotis & Assimakopoulos,
/// Int. J. Forecasting 36 (2020)) where it has them. All errors are Inconsistent for lists that are empty or of unequal
/// length, NoSolution where a scale is zero.
namespace offtake::forecast {

/// Mean of 200 |y - f| / (|y| + |f|), in percent; a forecast of zero for a zero counts as no error.
[[nodiscard]] Expected<double> smape(std::span<const double> actual, std::span<const double> forecast);

/// Mean of 100 |y - f| / |y|, in percent. NoSolution when a value is zero.
[[nodiscard]] Expected<double> mape(std::span<const double> actual, std::span<const double> forecast);

/// Mean absolute error, in the unit of the values.
[[nodiscard]] Expected<double> mae(std::span<const double> actual, std::span<const double> forecast);

/// Root of the mean squared error, in the unit of the values.
[[nodiscard]] Expected<double> rmse(std::span<const double> actual, std::span<const double> forecast);

/// Mean of |y_t - y_{t-m}| within the training values: the error of the seasonal naive forecast, the scale of MASE.
[[nodiscard]] Expected<double> seasonalNaiveError(std::span<const double> training, int seasonLength);

/// Mean absolute error over seasonalNaiveError.
[[nodiscard]] Expected<double> mase(std::span<const double> training, int seasonLength, std::span<const double> actual,
                                    std::span<const double> forecast);

/// Root of (mean squared error over the mean of (y_t - y_{t-1})^2 in training): the M5 competition's.
[[nodiscard]] Expected<double> rmsse(std::span<const double> training, std::span<const double> actual,
                                     std::span<const double> forecast);

/// Share of actual values within [lower, upper].
[[nodiscard]] Expected<double> coverage(std::span<const double> actual, std::span<const double> lower,
                                        std::span<const double> upper);

/// Mean score of central intervals of this level (0.95): width, and 2 / (1 - level) times the distance of values
/// outside (Winkler 1972; Gneiting & Raftery 2007). In the unit of the values. Precondition: 0 < level < 1.
[[nodiscard]] Expected<double> intervalScore(std::span<const double> actual, std::span<const double> lower,
                                             std::span<const double> upper, double level);

/// intervalScore over seasonalNaiveError: the mean scaled interval score.
[[nodiscard]] Expected<double> msis(std::span<const double> training, int seasonLength, std::span<const double> actual,
                                    std::span<const double> lower, std::span<const double> upper, double level);

/// Loss of calling `forecast` the quantile of this probability when `actual` came (Gneiting 2011).
[[nodiscard]] double pinballLoss(double probability, double actual, double forecast);

/// Continuous ranked probability score of an ensemble taken as an empirical distribution (Hersbach 2000): mean distance
/// to the value less half the mean distance between members.
[[nodiscard]] Expected<double> crps(std::span<const double> ensemble, double actual);

/// The same without the bias of a finite ensemble: pairs are divided by n (n - 1) instead of n^2. NoSolution for one
/// member.
[[nodiscard]] Expected<double> fairCrps(std::span<const double> ensemble, double actual);

/// The score of a normal distribution (Gneiting et al. 2005). Precondition: deviation > 0.
[[nodiscard]] double normalCrps(double mean, double deviation, double actual);

}  // namespace offtake::forecast
