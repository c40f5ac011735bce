#pragma once

#include <span>

#include "core/base/Error.h"
#include "core/forecast/MooresLaw.h"

namespace offtake::forecast {

struct MooreHindcastOptions {
    int differences = 5;         ///< past changes that each forecast is fitted to
    int farthest = 20;           ///< steps ahead
    double theta = kMooreTheta;  ///< as predictMoore
    double level = 0.8;          ///< of the central interval
};

/// How often later values lay within the interval of what Moore's law had forecast.
struct MooreHindcast {
    int forecasts = 0;
    int inside = 0;
    [[nodiscard]] double coverage() const { return static_cast<double>(inside) / forecasts; }
};

/// Forecasts from every moment of a series that has enough values before it, as Farmer and Lafond (2016) tested their
/// law on the costs of technologies; to pool series, add their counts. A window in which nothing changes has no width:
/// its interval is its last value. Errors: OutOfBounds for fewer than two differences, no step ahead, a level outside
/// (0, 1), and for values that are not positive; NoSolution when the series is too short for one forecast.
[[nodiscard]] Expected<MooreHindcast> hindcastMoore(std::span<const double> values,
                                                    const MooreHindcastOptions& options = {});

}  // namespace offtake::forecast
