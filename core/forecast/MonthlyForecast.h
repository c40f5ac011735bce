#pragma once

#include <span>
#include <vector>

#include "core/forecast/Outlook.h"

namespace offtake::forecast {

/// A forecast by months of a study: what an assumption of the study states.
struct MonthlyForecast {
    std::vector<double> values;  ///< expected value of each month from the study's start; the last one holds on
    /// Standard deviation of the logarithm of each month's value as seen from the end of the data, never falling; 0
    /// for months that were observed. Empty when the forecast states no spread.
    std::vector<double> errors;
    std::vector<Message> notes;  ///< what a reader must know: months before the data, a forecast that ends early
};

/// The level whose interval gives the errors: the levels of the outlook must hold it.
inline constexpr double kErrorLevel = 0.8;

/// The most months that an assumption states.
inline constexpr std::size_t kMostForecastMonths = 480;

/// Puts a series and its outlook on the months from `start` (the first of one), for `months` of study. A month has the
/// value of the period that it lies in: what was observed, or the mean that is forecast. The error is that of the
/// lognormal distribution with this mean and the standard deviation that a normal distribution with the forecast's 80 %
/// interval has; where the point is a median, that of the lognormal distribution with the 80 % interval, whose mean takes
/// the place of the median.
///
/// Precondition: the outlook's quantiles are those of tailsOf(levels), and levels holds kErrorLevel.
/// Errors, with the series as subject: Inconsistent for a series without dates, of steps shorter than a month, with
/// gaps, for a forecast that ends before `start`, and for one whose means are not all on the same side of zero.
[[nodiscard]] Expected<MonthlyForecast> byMonth(const Series& series, const Outlook& outlook,
                                                std::span<const double> levels, Date start, int months);

/// How many steps ahead the forecast of a series must reach to cover `months` of a study from `start`; 1 at least, and
/// at most as byMonth states. None for a series without dates or of shorter steps than months.
[[nodiscard]] std::optional<int> horizonCovering(const Series& series, Date start, int months);

}  // namespace offtake::forecast
