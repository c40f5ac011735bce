#pragma once

#include <string>
#include <vector>

#include "core/base/Date.h"

namespace offtake::present {

struct Range {
    double low = 0.0;
    double high = 1.0;
    friend bool operator==(const Range&, const Range&) = default;
};

/// What a value axis must show beyond the data.
struct TickWish {
    int most = 6;              ///< at most this many ticks, ≥ 2
    bool includeZero = false;  ///< the range reaches zero
    double headroom = 0.06;    ///< share of the span left free above the data (below too, when it is negative)
};

/// A value axis: its range, and ticks at multiples of a nice step.
struct Ticks {
    Range range;
    double step = 1.0;
    int decimals = 0;  ///< so that neighbouring ticks in units of 1 differ; see decimalsOf for other magnitudes
    std::vector<double> values;

    /// Decimals needed when the labels are divided by `divisor`.
    [[nodiscard]] int decimalsOf(double divisor) const;
};

/// The smallest of {1, 2, 2.5, 5}·10^k that is ≥ `rough`. Precondition: rough > 0 and finite.
[[nodiscard]] double niceStep(double rough);

/// Ticks for data in [low, high]. A constant or empty range is widened around its value, so that the range always has
/// a positive length; non-finite bounds count as 0.
[[nodiscard]] Ticks niceTicks(double low, double high, const TickWish& wish = {});

/// Ticks for a range that is given and kept as it is.
[[nodiscard]] Ticks ticksWithin(Range range, int most);

/// A label of a time axis, at a whole calendar boundary.
struct CalendarTick {
    double month = 0.0;  ///< months after the start of the axis
    std::string label;   ///< "2027", "Q3 2026", "Jul 2026", "Aug"
    bool startsYear = false;
    friend bool operator==(const CalendarTick&, const CalendarTick&) = default;
};

/// Ticks by month, quarter, half-year, year or several years, whichever is the finest with at most `most` labels (≥ 2).
/// `start` is month 0; `months` is the length. The first tick names the start itself ("Jul 2026") when it is at least
/// half a step from the next one; January carries the year.
[[nodiscard]] std::vector<CalendarTick> calendarTicks(Date start, int months, int most);

/// "Mar 2027": the month that holds `month` months after `start`.
[[nodiscard]] std::string monthName(Date start, double month);

}  // namespace offtake::present
