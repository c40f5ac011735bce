#pragma once

#include <optional>

#include "core/forecast/EtsModel.h"
#include "core/forecast/Forecast.h"
#include "core/forecast/Series.h"

namespace offtake::forecast {

/// Which uncertainty the intervals show.
enum class Intervals : std::uint8_t {
    /// Also that of parameters, of the drift and of the choice of model, with Student's t for an estimated variance.
    Full,
    /// The variance that the fitted model states when it takes itself for certain, with normal quantiles.
    ModelOnly,
};

struct ForecastOptions {
    TransformKind transform = TransformKind::None;
    std::optional<EtsForm> form;  ///< this form of smoothing instead of the automatic choice
    bool fillGaps = false;        ///< fill gaps between values by straight lines instead of refusing the series
    Intervals intervals = Intervals::Full;
};

inline constexpr int kLongestHorizon = 2'000;
inline constexpr std::size_t kMostValues = 200'000;

/// The next `horizon` values of a series by a method.
///
/// Fallbacks, each stated in the notes: all values equal (no spread); too few values for the combination (drift or
/// naive); no full season for the seasonal naive (naive); a season longer than kLongestSeason is not modelled by
/// smoothing. A series that is above zero throughout stays there: its quantiles are those of what the model expects above
/// zero, and where even the point would fall to zero the forecast is made of logarithms; both are said. ModelOnly intervals
/// are left as the model has them. Errors: NoSolution for fewer values than the method needs; OutOfBounds for an infinite value, values all below 1e-100 or one above 1e100, a value at
/// or below zero under a logarithm, a horizon outside 1 .. kLongestHorizon; Inconsistent for gaps (NaN) unless filled,
/// and for a gap at the end always; TooLarge for more than kMostValues.
[[nodiscard]] Expected<Forecast> forecastSeries(const Series& series, Method method, int horizon,
                                                const ForecastOptions& options = {});

/// The values of a series ready for a method: finite, gaps filled or refused. Errors as above.
[[nodiscard]] Expected<std::vector<double>> usableValues(const Series& series, bool fillGaps);

}  // namespace offtake::forecast
