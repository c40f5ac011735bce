#pragma once

#include <span>
#include <vector>

#include "core/forecast/EtsModel.h"

namespace offtake::forecast {

/// Seasonal effects by classical decomposition: deviations (additive) from or ratios (multiplicative) to the centred
/// moving average over one season, averaged by place in the season and brought to sum 0 or to mean 1.
/// `indices[j]` belongs to values j, j + m, j + 2m, … Precondition: at least two seasons of values.
[[nodiscard]] std::vector<double> seasonalIndices(std::span<const double> values, int seasonLength, SeasonForm form);

/// The values less, or divided by, their seasonal index.
[[nodiscard]] std::vector<double> seasonallyAdjusted(std::span<const double> values, std::span<const double> indices,
                                                     SeasonForm form);

/// Whether the autocorrelation one season back is more than chance at 90 %:
/// |r_m| > 1.645 sqrt((1 + 2 sum_{i<m} r_i^2) / n) (the test of the M4 competition and of R's thetaf).
/// False without a season and for fewer than two seasons of values.
[[nodiscard]] bool isSeasonal(std::span<const double> values, int seasonLength);

/// Least-squares line through values at 1, 2, …
struct Line {
    double intercept = 0.0;  ///< at 0
    double slope = 0.0;
};
[[nodiscard]] Line fitLine(std::span<const double> values);

}  // namespace offtake::forecast
