#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/Date.h"

namespace offtake::series {

/// Which comes first in 03/04/2026. Dots put the day first and a four-digit number in front is the year: those forms
/// need no order.
enum class DayOrder : std::uint8_t { DayFirst, MonthFirst };

/// How much of a date was written.
enum class Precision : std::uint8_t { Year, HalfYear, Quarter, Month, Week, Day, Time };

/// A moment as written: the first day of what it names, and the minute of that day.
struct Moment {
    Date day;
    int minute = 0;  ///< by the clock on the wall; an offset from UTC is read and left out
    Precision precision = Precision::Day;

    /// Minutes since 1970, for ordering and distances.
    [[nodiscard]] std::int64_t minutes() const { return std::int64_t{day.time_since_epoch().count()} * 1440 + minute; }
    friend bool operator==(const Moment&, const Moment&) = default;
};

/// Reads 2026-01-31, 2026/01/31, 20260131, 31.01.2026, 31/01/2026, 01/31/2026, 31 Jan 2026, January 31, 2026, all of
/// them with a time (T12:00, 12:00:00.5, Z, +01:00); 2026-01, 01/2026, 2026M01, 202601, Jan 2026; 2026Q1, 2026-Q1, Q1
/// 2026; 2026H1; 2026-W05; 2026. Errors: Syntax for other forms, years of two digits among them; OutOfBounds for a day
/// that does not exist; Inconsistent for a day and a month that could be either way round when no order is given.
[[nodiscard]] Expected<Moment> parseMoment(std::string_view text, std::optional<DayOrder> order = std::nullopt);

/// The order that this text can only have: 31/01/2026 is day first, 01/31/2026 month first; none when it could be both
/// or has another form.
[[nodiscard]] std::optional<DayOrder> orderShownBy(std::string_view text);

}  // namespace offtake::series
