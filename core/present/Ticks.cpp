#include "core/present/Ticks.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace offtake::present {
namespace {

constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<double, 5> kNiceSteps = {1.0, 2.0, 2.5, 5.0, 10.0};
// A tick computed as index × step may miss its place by rounding; a millionth of a step is invisible.
constexpr double kSlack = 1e-6;
constexpr int kMonthsInYear = 12;

int decimalsOfStep(double step) {
    for (int decimals = 0; decimals < 9; ++decimals) {
        const double scaled = step * std::pow(10.0, decimals);
        if (std::abs(scaled - std::round(scaled)) < kSlack * std::max(1.0, scaled)) {
            return decimals;
        }
    }
    return 9;
}

Ticks fill(Range range, double step) {
    Ticks ticks{range, step, decimalsOfStep(step), {}};
    const double first = std::ceil(range.low / step - kSlack);
    const double last = std::floor(range.high / step + kSlack);
    for (double index = first; index <= last; index += 1.0) {
        ticks.values.push_back(index * step + 0.0);
    }
    return ticks;
}

/// Months since year 0 of the calendar month that holds `date`.
int monthNumber(Date date) {
    const std::chrono::year_month_day day{date};
    return int{day.year()} * kMonthsInYear + static_cast<int>(unsigned{day.month()}) - 1;
}

/// The part of its month that has passed at `date`, so that boundaries fall on firsts of months.
double passedPart(Date date) {
    const std::chrono::year_month_day day{date};
    const auto last = (day.year() / day.month() / std::chrono::last).day();
    return (unsigned{day.day()} - 1.0) / unsigned{last};
}

std::string labelOf(int month, int step, bool isFirst) {
    const int year = month / kMonthsInYear;
    const int inYear = month % kMonthsInYear;
    if (inYear == 0 && !(isFirst && step < kMonthsInYear)) {
        return fmt::format("{}", year);
    }
    const std::string name =
        step == 3 && inYear % 3 == 0 ? fmt::format("Q{}", inYear / 3 + 1) : kMonths.at(static_cast<std::size_t>(inYear));
    return isFirst ? fmt::format("{} {}", name, year) : name;
}

}  // namespace

int Ticks::decimalsOf(double divisor) const { return decimalsOfStep(step / divisor); }

double niceStep(double rough) {
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double nice : kNiceSteps) {
        if (nice * power >= rough * (1.0 - kSlack)) {
            return nice * power;
        }
    }
    return 10.0 * power;
}

Ticks niceTicks(double low, double high, const TickWish& wish) {
    low = std::isfinite(low) ? low : 0.0;
    high = std::isfinite(high) ? high : 0.0;
    if (low > high) {
        std::swap(low, high);
    }
    if (wish.includeZero) {
        low = std::min(low, 0.0);
        high = std::max(high, 0.0);
    }
    if (high - low <= 1e-12 * std::max(std::abs(low), std::abs(high))) {
        const double half = high == 0.0 ? 0.5 : std::abs(high) * 0.1;
        low -= wish.includeZero && low == 0.0 ? 0.0 : half;
        high += half;
    }
    const double room = (high - low) * wish.headroom;
    // An axis that begins at zero says so exactly; only data below zero need room below.
    const bool keepLow = low == 0.0;
    const bool keepHigh = high == 0.0;
    const Range range{keepLow ? low : low - room, keepHigh ? high : high + room};
    return ticksWithin(range, wish.most);
}

Ticks ticksWithin(Range range, int most) {
    const int count = std::max(most, 2);
    double step = niceStep((range.high - range.low) / count);
    Ticks ticks = fill(range, step);
    while (static_cast<int>(ticks.values.size()) > count) {
        step = niceStep(step * 1.01);
        ticks = fill(range, step);
    }
    return ticks;
}

std::vector<CalendarTick> calendarTicks(Date start, int months, int most) {
    const int first = monthNumber(start);
    const double passed = passedPart(start);
    const int count = std::max(most, 2);
    const int length = std::max(months, 1);
    std::vector<CalendarTick> ticks;
    for (const int step : {1, 3, 6, 12, 24, 60, 120, 240, 600, 1200}) {
        ticks.clear();
        for (int month = first; month <= first + length; ++month) {
            const double at = month - first - passed;
            if (month % step == 0 && at >= 0.0 && at <= length) {
                ticks.push_back({at, labelOf(month, step, ticks.empty()), month % kMonthsInYear == 0});
            }
        }
        const bool startIsFree = ticks.empty() || ticks.front().month * 2.0 >= step;
        const bool addStart = startIsFree && (ticks.empty() || ticks.front().month > 0.0);
        if (static_cast<int>(ticks.size()) + (addStart ? 1 : 0) > count) {
            continue;
        }
        if (addStart) {
            if (!ticks.empty() && !ticks.front().startsYear) {
                ticks.front().label = labelOf(first + static_cast<int>(std::lround(ticks.front().month + passed)), step, false);
            }
            ticks.insert(ticks.begin(), {0.0, labelOf(first, step, true), first % kMonthsInYear == 0 && passed == 0.0});
        }
        break;
    }
    return ticks;
}

std::string monthName(Date start, double month) {
    const int number = monthNumber(start) + static_cast<int>(std::floor(month + passedPart(start) + kSlack));
    return fmt::format("{} {}", kMonths.at(static_cast<std::size_t>(number % kMonthsInYear)), number / kMonthsInYear);
}

}  // namespace offtake::present
