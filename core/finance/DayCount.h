#pragma once

#include <string_view>

#include "core/base/Date.h"
#include "core/base/Error.h"

namespace offtake::finance {

/// How days are counted as a part of a year.
enum class DayCount {
    Actual365Fixed,         ///< days / 365, as Excel's XIRR
    Actual360,              ///< days / 360
    Actual364,              ///< days / 364
    Actual36525,            ///< days / 365.25
    NoLeap365,              ///< days without 29 February (up to and including the last day) / 365
    NoLeap360,              ///< the same / 360
    ActualActualIsda,       ///< days in leap years / 366 plus days in other years / 365
    ActualActualIsma,       ///< (ICMA) days / (days of the coupon period * coupons a year)
    ActualActualAfb,        ///< (Euro) whole years back from the end, the rest / 366 if it holds a 29 February
    Thirty360Us,            ///< months of 30 days, US rule with end of February
    Thirty360Isda,          ///< (bond basis) as the US rule without end of February
    Thirty360European,      ///< (30E/360, Eurobond) every 31st counts as 30th
    Thirty360EuropeanIsda,  ///< (30E/360 ISDA, German) as European, the last of February counts as 30th
    Thirty360EuropeanPlus,  ///< (30E+/360) a 31st at the end counts as the 1st of the next month
};

/// The convention of a usual name in any case: "Act/365F", "Act/360", "30/360 US", "30E/360", "Act/Act ISDA",
/// "Act/Act ICMA", "AFB" and others. Error: UnknownName, with the list of names.
[[nodiscard]] Expected<DayCount> dayCountNamed(std::string_view name);

/// Days from start to end as the convention counts them (the numerator of its fraction; actual days for the
/// Actual/Actual family). Negative when end is earlier.
[[nodiscard]] int dayCountDays(Date start, Date end, DayCount convention);

/// The part of a year from start to end; minus that of the swapped dates when end is earlier. For Actual/Actual ISMA
/// the coupon period is taken to run from start to end, rounded to whole months (a year if below half a month), and
/// the result is that of the ISDA paper "EMU and market conventions" (1998) as is QuantLib's.
[[nodiscard]] double yearFraction(Date start, Date end, DayCount convention = DayCount::Actual365Fixed);

/// Actual/Actual ISMA (ICMA rule 251) with its coupon period: whole and broken periods of that length before and
/// after it are counted each by its own days. Error: Inconsistent unless couponStart is before couponEnd.
[[nodiscard]] Expected<double> yearFractionIsma(Date start, Date end, Date couponStart, Date couponEnd);

}  // namespace offtake::finance
