#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/forecast/ForecastSeries.h"
#include "core/parallel/RunContext.h"

namespace offtake::forecast {

/// How a method did when it forecast the series' own past, each time from what was known then. Means over origins of
/// the measures in Accuracy.h; scaled ones by the training values of their origin.
struct BacktestScore {
    Method method = Method::Combined;
    std::optional<Error> failure;  ///< why the method could not forecast from some origin; the figures are then empty
    double mase = 0.0;
    double rmsse = 0.0;
    double smape = 0.0;
    double rmse = 0.0;
    double coverage80 = 0.0;
    double coverage95 = 0.0;
    double msis = 0.0;                      ///< of 95 % intervals
    double pinball = 0.0;                   ///< mean loss of the nine deciles over seasonalNaiveError
    std::vector<double> meanAbsoluteError;  ///< by step ahead, in the unit of the series
};

struct Backtest {
    std::vector<std::size_t> origins;  ///< how many values were known at each, rising
    int horizon = 0;
    std::vector<BacktestScore> scores;  ///< in the order of the methods
};

/// Rolling-origin evaluation (Tashman, Int. J. Forecasting 16 (2000)): forecasts of `horizon` steps from each of the
/// last `origins` moments that have that many values after them, refitted every time. Errors: those of usableValues;
/// OutOfBounds for counts below 1; NoSolution when fewer than three values, or not more than one season of them,
/// precede the first origin, or when they do not change so that errors have no scale; Internal when it was stopped,
/// which it looks for before each fit.
[[nodiscard]] Expected<Backtest> backtest(const Series& series, std::span<const Method> methods, int origins,
                                          int horizon, const ForecastOptions& options = {},
                                          const parallel::RunContext& context = {});

/// The method with the lowest MASE. Errors: NoSolution when all failed.
[[nodiscard]] Expected<Method> bestMethod(const Backtest& results);

/// A weight for each score: the inverse of its mean squared error, zero for methods that failed; they sum to 1.
/// Methods without any error share the weight. Errors: as bestMethod.
[[nodiscard]] Expected<std::vector<double>> weightsByError(const Backtest& results);

/// The mixture of the methods' forecasts by weightsByError.
[[nodiscard]] Expected<Forecast> forecastByWeights(const Series& series, const Backtest& results, int horizon,
                                                   const ForecastOptions& options = {});

}  // namespace offtake::forecast
