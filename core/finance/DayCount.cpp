#include "core/finance/DayCount.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>

namespace offtake::finance {

namespace {

constexpr double kCommonYear = 365.0;
constexpr double kLeapYear = 366.0;
constexpr double kBankYear = 360.0;
constexpr int kMonthsPerYear = 12;

struct NamedDayCount {
    std::string_view name;
    DayCount convention;
};

constexpr NamedDayCount kNames[] = {
    {"act/365f", DayCount::Actual365Fixed},
    {"act/365", DayCount::Actual365Fixed},
    {"act/365 fixed", DayCount::Actual365Fixed},
    {"english", DayCount::Actual365Fixed},
    {"act/360", DayCount::Actual360},
    {"french", DayCount::Actual360},
    {"act/364", DayCount::Actual364},
    {"act/365.25", DayCount::Actual36525},
    {"nl/365", DayCount::NoLeap365},
    {"nl/360", DayCount::NoLeap360},
    {"act/act", DayCount::ActualActualIsda},
    {"act/act isda", DayCount::ActualActualIsda},
    {"isda", DayCount::ActualActualIsda},
    {"act/act isma", DayCount::ActualActualIsma},
    {"act/act icma", DayCount::ActualActualIsma},
    {"isma", DayCount::ActualActualIsma},
    {"icma", DayCount::ActualActualIsma},
    {"act/act afb", DayCount::ActualActualAfb},
    {"act/act euro", DayCount::ActualActualAfb},
    {"afb", DayCount::ActualActualAfb},
    {"30/360 us", DayCount::Thirty360Us},
    {"30u/360", DayCount::Thirty360Us},
    {"30/360", DayCount::Thirty360Isda},
    {"30/360 isda", DayCount::Thirty360Isda},
    {"bond basis", DayCount::Thirty360Isda},
    {"30e/360", DayCount::Thirty360European},
    {"30/360 isma", DayCount::Thirty360European},
    {"eurobond basis", DayCount::Thirty360European},
    {"30e/360 isda", DayCount::Thirty360EuropeanIsda},
    {"30e/360 german", DayCount::Thirty360EuropeanIsda},
    {"german", DayCount::Thirty360EuropeanIsda},
    {"30e+/360", DayCount::Thirty360EuropeanPlus},
};

struct Civil {
    int year;
    int month;
    int day;
    bool lastOfFebruary;
};

Civil civil(Date date) {
    const std::chrono::year_month_day ymd{date};
    const bool last = ymd == ymd.year() / ymd.month() / std::chrono::last;
    return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day())), last && ymd.month() == std::chrono::February};
}

bool isLeap(int year) {
    return std::chrono::year{year}.is_leap();
}

/// Days of 29 February after `start` up to and including `end`.
int leapDays(Date start, Date end) {
    int count = 0;
    for (int year = civil(start).year; year <= civil(end).year; ++year) {
        if (isLeap(year)) {
            const Date day = date(year, 2, 29);
            count += day > start && day <= end ? 1 : 0;
        }
    }
    return count;
}

int thirty360Days(Date start, Date end, DayCount convention) {
    const Civil from = civil(start);
    const Civil to = civil(end);
    int fromDay = std::min(from.day, 30);
    int toDay = to.day;
    int carriedMonths = 0;
    switch (convention) {
        case DayCount::Thirty360Us:
            if (from.lastOfFebruary) {
                fromDay = 30;
                toDay = to.lastOfFebruary ? 30 : toDay;
            }
            toDay = fromDay == 30 ? std::min(toDay, 30) : toDay;
            break;
        case DayCount::Thirty360Isda:
            toDay = fromDay == 30 ? std::min(toDay, 30) : toDay;
            break;
        case DayCount::Thirty360EuropeanIsda:
            fromDay = from.lastOfFebruary ? 30 : fromDay;
            toDay = to.lastOfFebruary ? 30 : std::min(toDay, 30);
            break;
        case DayCount::Thirty360EuropeanPlus:
            if (toDay == 31) {
                toDay = 1;
                carriedMonths = 1;
            }
            break;
        default:
            toDay = std::min(toDay, 30);
            break;
    }
    const int months = kMonthsPerYear * (to.year - from.year) + (to.month - from.month) + carriedMonths;
    return 30 * months + (toDay - fromDay);
}

double isdaFraction(Date start, Date end) {
    const int firstYear = civil(start).year;
    const int lastYear = civil(end).year;
    const auto lengthOf = [](int year) { return isLeap(year) ? kLeapYear : kCommonYear; };
    if (firstYear == lastYear) {
        return daysBetween(start, end) / lengthOf(firstYear);
    }
    return daysBetween(start, date(firstYear + 1, 1, 1)) / lengthOf(firstYear) + (lastYear - firstYear - 1) +
           daysBetween(date(lastYear, 1, 1), end) / lengthOf(lastYear);
}

/// `years` before `end`, on 29 February where the year has one and `end` is the last of February (AFB's rule).
Date yearsBefore(Date end, int years) {
    const std::chrono::year_month_day ymd{end};
    const std::chrono::year year = ymd.year() - std::chrono::years{years};
    if (civil(end).lastOfFebruary) {
        return Date{year / std::chrono::February / std::chrono::last};
    }
    return Date{year / ymd.month() / ymd.day()};
}

double afbFraction(Date start, Date end) {
    int wholeYears = 0;
    while (yearsBefore(end, wholeYears + 1) >= start) {
        ++wholeYears;
    }
    const Date rest = yearsBefore(end, wholeYears);
    // A 29 February counts from the first day on but not on the last, other than for NoLeap.
    const double year =
        leapDays(start - std::chrono::days{1}, rest - std::chrono::days{1}) > 0 ? kLeapYear : kCommonYear;
    return wholeYears + daysBetween(start, rest) / year;
}

/// Sums, over the coupon periods that touch [start, end), the covered share of each. Boundaries before the reference
/// period are counted from its start and those after it from its end, so that ends of months stay ends of months.
double ismaFraction(Date start, Date end, Date couponStart, Date couponEnd, int months) {
    const auto boundary = [&](int index) {
        return index <= 0 ? addMonths(couponStart, index * months) : addMonths(couponEnd, (index - 1) * months);
    };
    int index = 0;
    while (boundary(index) > start) {
        --index;
    }
    while (boundary(index + 1) <= start) {
        ++index;
    }
    double periods = 0.0;
    for (; boundary(index) < end; ++index) {
        const Date from = boundary(index);
        const Date to = boundary(index + 1);
        periods += static_cast<double>(daysBetween(std::max(start, from), std::min(end, to))) / daysBetween(from, to);
    }
    return periods * months / kMonthsPerYear;
}

int wholeMonths(Date start, Date end) {
    return static_cast<int>(std::lround(kMonthsPerYear * daysBetween(start, end) / kCommonYear));
}

double ismaOfItself(Date start, Date end) {
    const int months = wholeMonths(start, end);
    return months == 0 ? ismaFraction(start, end, start, addMonths(start, kMonthsPerYear), kMonthsPerYear)
                       : ismaFraction(start, end, start, end, months);
}

double forwardFraction(Date start, Date end, DayCount convention) {
    const double days = dayCountDays(start, end, convention);
    switch (convention) {
        case DayCount::Actual365Fixed:
        case DayCount::NoLeap365:
            return days / kCommonYear;
        case DayCount::Actual364:
            return days / 364.0;
        case DayCount::Actual36525:
            return days / 365.25;
        case DayCount::ActualActualIsda:
            return isdaFraction(start, end);
        case DayCount::ActualActualIsma:
            return ismaOfItself(start, end);
        case DayCount::ActualActualAfb:
            return afbFraction(start, end);
        default:
            return days / kBankYear;
    }
}

std::string lowered(std::string_view text) {
    std::string out;
    for (const char c : text) {
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    constexpr std::string_view kLong = "actual";
    for (auto at = out.find(kLong); at != std::string::npos; at = out.find(kLong)) {
        out.replace(at, kLong.size(), "act");
    }
    return out;
}

}  // namespace

Expected<DayCount> dayCountNamed(std::string_view name) {
    const std::string wanted = lowered(name);
    const auto* found = std::find_if(std::begin(kNames), std::end(kNames),
                                     [&wanted](const NamedDayCount& entry) { return entry.name == wanted; });
    if (found == std::end(kNames)) {
        return fail(ErrorCode::UnknownName, std::string(name), {"This is not a day count convention.", {}},
                    {"Known are act/365f, act/360, act/364, act/365.25, nl/365, nl/360, act/act isda, act/act icma, "
                     "act/act afb, 30/360, 30/360 us, 30e/360, 30e/360 isda and 30e+/360.",
                     {}});
    }
    return found->convention;
}

int dayCountDays(Date start, Date end, DayCount convention) {
    if (end < start) {
        return -dayCountDays(end, start, convention);
    }
    switch (convention) {
        case DayCount::NoLeap365:
        case DayCount::NoLeap360:
            return daysBetween(start, end) - leapDays(start, end);
        case DayCount::Thirty360Us:
        case DayCount::Thirty360Isda:
        case DayCount::Thirty360European:
        case DayCount::Thirty360EuropeanIsda:
        case DayCount::Thirty360EuropeanPlus:
            return thirty360Days(start, end, convention);
        default:
            return daysBetween(start, end);
    }
}

double yearFraction(Date start, Date end, DayCount convention) {
    if (start == end) {
        return 0.0;
    }
    return start < end ? forwardFraction(start, end, convention) : -forwardFraction(end, start, convention);
}

Expected<double> yearFractionIsma(Date start, Date end, Date couponStart, Date couponEnd) {
    if (couponEnd <= couponStart) {
        return fail(ErrorCode::Inconsistent, "couponEnd", {"The coupon period must end after it starts.", {}});
    }
    if (end < start) {
        return yearFractionIsma(end, start, couponStart, couponEnd).map([](double fraction) { return -fraction; });
    }
    const int months = wholeMonths(couponStart, couponEnd);
    if (months == 0) {
        return ismaFraction(start, end, start, addMonths(start, kMonthsPerYear), kMonthsPerYear);
    }
    return ismaFraction(start, end, couponStart, couponEnd, months);
}

}  // namespace offtake::finance
