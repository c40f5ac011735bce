#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/base/Error.h"

namespace offtake {

/// A civil date of the proleptic Gregorian calendar, years 1900 to 2200; no time of day, no zone.
using Date = std::chrono::sys_days;

/// The date of year, month (1..12) and day (1..31). Precondition: it exists.
[[nodiscard]] constexpr Date date(int year, unsigned month, unsigned day) {
    return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
}

/// Reads ISO 8601 "2026-07-01", or "2026-07" for the first day of the month.
/// Errors: Syntax for other forms; OutOfBounds for a date that does not exist or a year outside 1900..2200.
[[nodiscard]] Expected<Date> parseDate(std::string_view text);

/// "2026-07-01".
[[nodiscard]] std::string isoDate(Date date);

/// Whole calendar months later, the day clipped to the month's last one (31 January + 1 month = 28 or 29 February).
[[nodiscard]] Date addMonths(Date date, int months);

/// Days from `from` to `to`; negative when `to` is earlier.
[[nodiscard]] constexpr int daysBetween(Date from, Date to) { return static_cast<int>((to - from).count()); }

}  // namespace offtake
