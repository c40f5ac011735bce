#include "core/study/Timeline.h"

#include <algorithm>
#include <cmath>

#include "core/study/kinds/StudyInputs.h"

namespace offtake::study {

namespace {

constexpr double kHoursInDay = 24.0;
constexpr double kDaysInYear = 365.0;  // Act/365F
constexpr double kMonthsInYear = 12.0;

struct Civil {
    int months;  // since year 0
    unsigned day;
    unsigned daysInMonth;
};

Civil civil(Date date) {
    const std::chrono::year_month_day ymd{date};
    const std::chrono::year_month_day_last last{ymd.year() / ymd.month() / std::chrono::last};
    return {static_cast<int>(ymd.year()) * 12 + static_cast<int>(static_cast<unsigned>(ymd.month())) - 1,
            static_cast<unsigned>(ymd.day()), static_cast<unsigned>(last.day())};
}

double hoursOf(std::string_view convention, double days) {
    if (convention == "730") {
        return 730.0;
    }
    if (convention == "730.5") {
        return 8766.0 / kMonthsInYear;
    }
    if (convention == "720") {
        return 720.0;
    }
    return days * kHoursInDay;
}

int timingIndex(std::string_view key) {
    for (int i = 0; i < 3; ++i) {
        if (kFlowTimingChoices[i].key == key) {
            return i;
        }
    }
    return 0;
}

}  // namespace

Date Timeline::flowDate(int month) const {
    const Date first = firstDay(month);
    const Date last = firstDay(month + 1) - std::chrono::days{1};
    switch (flowTiming) {
        case 1: return first + std::chrono::days{daysBetween(first, last) / 2};
        case 2: return first;
        default: return last;
    }
}

double Timeline::monthsAt(Date when) const {
    const Civil from = civil(start);
    const Civil to = civil(when);
    return to.months - from.months + (to.day - 1.0) / to.daysInMonth;
}

Date Timeline::dateAt(double monthPosition) const {
    const double whole = std::floor(monthPosition);
    const Date first = firstDay(static_cast<int>(std::clamp(whole, -2000.0, 4000.0)));
    // A position computed from a date comes back to that date in spite of rounding.
    const double day = (monthPosition - whole) * civil(first).daysInMonth + 1e-6;
    return first + std::chrono::days{static_cast<int>(day)};
}

Timeline makeTimeline(const Element& root, int columns) {
    Timeline line;
    line.start = Date{std::chrono::days{static_cast<int>(root.get(kStart).number())}};
    line.months = static_cast<int>(root.get(kHorizon).number());
    line.columns = std::max(columns, line.months);
    line.flowTiming = timingIndex(root.choice(kFlowTiming));
    const std::string_view convention = root.choice(kHours);
    const bool byDate = root.choice(kDiscounting) == "act365";
    const int firstYear = civil(line.start).months / 12;
    constexpr double kOffsets[] = {1.0, 0.5, 0.0};  // end, middle, start of month, in months
    line.elapsedDays.push_back(0.0);
    for (int t = 0; t < line.columns; ++t) {
        const Date first = line.firstDay(t);
        const double days = daysBetween(first, line.firstDay(t + 1));
        line.days.push_back(days);
        line.hours.push_back(hoursOf(convention, days));
        line.elapsedDays.push_back(line.elapsedDays.back() + days);
        line.years.push_back(byDate ? daysBetween(line.start, line.flowDate(t)) / kDaysInYear
                                    : (t + kOffsets[line.flowTiming]) / kMonthsInYear);
        line.startYears.push_back(byDate ? daysBetween(line.start, first) / kDaysInYear : t / kMonthsInYear);
        line.calendarYear.push_back(civil(first).months / 12 - firstYear);
    }
    line.calendarYears = line.months == 0 ? 0 : line.calendarYear[static_cast<std::size_t>(line.months) - 1] + 1;
    return line;
}

}  // namespace offtake::study
