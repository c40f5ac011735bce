#include "data/series/Observations.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/format.h>

namespace offtake::series {

namespace {

using forecast::Step;
using forecast::stepText;

constexpr std::int64_t kMostSteps = 1000000;
constexpr std::size_t kMostNamed = 3;  // lines or periods that a message lists before it counts the rest
constexpr std::array kFromCoarse = {Step::Year, Step::Quarter, Step::Month, Step::Week, Step::Day, Step::Hour};

Argument count(std::size_t value) {
    return static_cast<std::int64_t>(value);
}

int monthsOf(Step step) {
    return step == Step::Year ? 12 : step == Step::Quarter ? 3 : 1;
}

std::chrono::year_month_day civil(Date day) {
    return std::chrono::year_month_day{day};
}

std::int64_t monthNumber(Date day) {
    return std::int64_t{static_cast<int>(civil(day).year())} * 12 + static_cast<unsigned>(civil(day).month()) - 1;
}

std::int64_t floorDivide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}

/// The number of the period a moment falls in; neighbouring periods have neighbouring numbers.
std::int64_t periodOf(const Moment& moment, Step step) {
    constexpr std::int64_t kMinutesOfDay = 1440;
    constexpr std::int64_t kThursday = 3;  // 1970-01-01, counted from Monday
    const std::int64_t day = moment.day.time_since_epoch().count();
    switch (step) {
        case Step::Year:
        case Step::Quarter:
        case Step::Month:
            return floorDivide(monthNumber(moment.day), monthsOf(step));
        case Step::Week:
            return floorDivide(day + kThursday, 7);
        case Step::Day:
            return day;
        case Step::Hour:
            return floorDivide(day * kMinutesOfDay + moment.minute, 60);
        case Step::Unknown:
            break;
    }
    return 0;
}

Date firstDay(std::int64_t period, Step step) {
    constexpr std::int64_t kThursday = 3;
    switch (step) {
        case Step::Year:
        case Step::Quarter:
        case Step::Month: {
            const std::int64_t month = period * monthsOf(step);
            return date(static_cast<int>(month / 12), static_cast<unsigned>(month % 12) + 1, 1);
        }
        case Step::Week:
            return Date{std::chrono::days{period * 7 - kThursday}};
        case Step::Hour:
            return Date{std::chrono::days{floorDivide(period, 24)}};
        case Step::Day:
        case Step::Unknown:
            break;
    }
    return Date{std::chrono::days{period}};
}

bool isMonthEnd(Date day) {
    return civil(day + std::chrono::days{1}).day() == std::chrono::day{1};
}

/// Whether all moments stand at the same place of their period: the same day of the month, the same weekday, the same
/// minute of the hour. Month ends are the same place whatever their number.
bool samePlaces(const std::vector<Observation>& rows, Step step) {
    const auto place = [step](const Moment& moment) -> std::int64_t {
        switch (step) {
            case Step::Year:
            case Step::Quarter:
            case Step::Month: {
                const std::int64_t month = monthNumber(moment.day) % monthsOf(step);
                const unsigned day = isMonthEnd(moment.day) ? 99 : static_cast<unsigned>(civil(moment.day).day());
                return month * 100 + day;
            }
            case Step::Week:
                return std::chrono::weekday{moment.day}.iso_encoding();
            case Step::Hour:
                return moment.minute % 60;
            case Step::Day:
            case Step::Unknown:
                break;
        }
        return moment.minute;
    };
    return std::all_of(rows.begin(), rows.end(),
                       [&](const Observation& row) { return place(*row.when) == place(*rows.front().when); });
}

bool distinctPeriods(const std::vector<Observation>& rows, Step step) {
    return std::adjacent_find(rows.begin(), rows.end(), [step](const Observation& a, const Observation& b) {
               return periodOf(*a.when, step) == periodOf(*b.when, step);
           }) == rows.end();
}

/// Steps from the first to the last row, both included. Precondition: rows in the order of time.
std::int64_t spanIn(const std::vector<Observation>& rows, Step step) {
    return periodOf(*rows.back().when, step) - periodOf(*rows.front().when, step) + 1;
}

/// Lines of the text, or places in the list where it has no lines.
std::string linesText(const std::vector<std::size_t>& lines) {
    const std::vector<std::size_t> first(
        lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), kMostNamed)));
    std::string text = fmt::format("{}", fmt::join(first, ", "));
    return lines.size() > kMostNamed ? text + fmt::format(" and {} more", lines.size() - kMostNamed) : text;
}

std::string momentText(const Moment& moment) {
    return moment.precision == Precision::Time
               ? fmt::format("{} {:02}:{:02}", isoDate(moment.day), moment.minute / 60, moment.minute % 60)
               : isoDate(moment.day);
}

/// Rows whose time the row before has already. Precondition: rows in the order of time.
std::vector<std::size_t> duplicatesIn(const std::vector<Observation>& rows) {
    std::vector<std::size_t> found;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i].when->minutes() == rows[i - 1].when->minutes()) {
            found.push_back(i);
        }
    }
    return found;
}

std::vector<std::size_t> linesOf(const std::vector<Observation>& rows, const std::vector<std::size_t>& indices) {
    std::vector<std::size_t> lines;
    for (const std::size_t index : indices) {
        lines.push_back(rows[index].line);
    }
    return lines;
}

Expected<void> checkDuplicates(const std::string& source, const std::vector<Observation>& rows) {
    const std::vector<std::size_t> again = duplicatesIn(rows);
    if (again.empty()) {
        return {};
    }
    return fail(
        ErrorCode::Inconsistent, source,
        {"several values stand at one time, first at {0}: look at lines {1}.",
         {momentText(*rows[again.front()].when), linesText(linesOf(rows, again))}},
        {"Keep one of them, take one series of several out of the file (--where), or average them (--every month).",
         {}});
}

/// Rows of the catalogue have no lines: several sellers at one time are no mistake there.
void noteDuplicates(Regular& result, const std::vector<Observation>& rows) {
    const std::vector<std::size_t> again = duplicatesIn(rows);
    if (!again.empty() && rows[again.front()].line > 0) {
        result.findings.push_back({Finding::Kind::Duplicate,
                                   {"Averaged with a value of the same time: lines {0}.", {linesText(linesOf(rows, again))}}});
    }
}

Expected<Step> inferStep(const std::string& source, const std::vector<Observation>& rows) {
    if (rows.size() == 1) {
        const Precision precision = rows.front().when->precision;
        return precision == Precision::Year ? Step::Year : precision == Precision::Month ? Step::Month : Step::Day;
    }
    for (const Step step : kFromCoarse) {
        // More than half of the steps without a value: those are no gaps but distances that vary.
        const bool dense = spanIn(rows, step) <= 2 * static_cast<std::int64_t>(rows.size());
        if (distinctPeriods(rows, step) && samePlaces(rows, step) && dense) {
            return step;
        }
    }
    return fail(ErrorCode::Inconsistent, source,
                {"the distances between its {0} times, {1} to {2}, are no regular step.",
                 {count(rows.size()), momentText(*rows.front().when), momentText(*rows.back().when)}},
                {"Average them over periods, for example with --every month or --every quarter.", {}});
}

/// The sum and number of values in each period.
struct Sum {
    double total = 0.0;
    std::size_t count = 0;
};

void noteGaps(Regular& result) {
    std::vector<std::string> named;
    for (std::size_t i = 0; i < result.series.values.size(); ++i) {
        if (std::isnan(result.series.values[i])) {
            ++result.gaps;
            if (named.size() < kMostNamed) {
                named.push_back(stepText(result.series, i));
            }
        }
    }
    if (result.gaps == 0) {
        return;
    }
    std::string text = fmt::format("{}", fmt::join(named, ", "));
    text += result.gaps > named.size() ? fmt::format(" and {} more", result.gaps - named.size()) : "";
    result.findings.push_back(
        {Finding::Kind::Gap,
         {"{0} of {1} steps have no value: {2}.", {count(result.gaps), count(result.series.values.size()), text}}});
}

/// An average of a period that began before the data, or goes on after them, stands for a part of it.
void notePartial(Regular& result, const std::map<std::int64_t, Sum>& sums) {
    std::size_t most = 0;
    for (const auto& [period, sum] : sums) {
        most = std::max(most, sum.count);
    }
    const auto note = [&](std::size_t index, std::size_t values) {
        if (2 * values < most) {
            result.findings.push_back({Finding::Kind::Partial,
                                       {"{0} is the average of {1} values where others are of up to {2}.",
                                        {stepText(result.series, index), count(values), count(most)}}});
        }
    };
    note(0, sums.begin()->second.count);
    if (sums.size() > 1) {
        note(result.series.values.size() - 1, sums.rbegin()->second.count);
    }
}

void noteUnreadable(Regular& result, const Observations& observations) {
    if (!observations.unreadable.empty()) {
        result.findings.push_back({Finding::Kind::Unreadable,
                                   {"Lines that could not be read were left out: {0}.", {linesText(observations.unreadable)}}});
    }
}

Expected<Regular> undated(const Observations& observations) {
    Regular result;
    noteUnreadable(result, observations);
    result.series.name = observations.name;
    result.series.unit = observations.unit;
    for (const Observation& row : observations.rows) {
        result.series.values.push_back(row.value);
    }
    noteGaps(result);
    return result;
}

}  // namespace

std::size_t interpolate(forecast::Series& series) {
    std::vector<double>& values = series.values;
    std::size_t filled = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (!std::isnan(values[i]) || std::isnan(values[i - 1])) {
            continue;
        }
        std::size_t next = i;
        while (next < values.size() && std::isnan(values[next])) {
            ++next;
        }
        if (next == values.size()) {
            break;
        }
        const double from = values[i - 1];
        const auto steps = static_cast<double>(next - i + 1);
        for (std::size_t at = i; at < next; ++at, ++filled) {
            values[at] = from + (values[next] - from) * static_cast<double>(at - i + 1) / steps;
        }
    }
    return filled;
}

Expected<Regular> regular(const Observations& observations, std::optional<Step> every) {
    std::vector<Observation> rows = observations.rows;
    // Empty cells at either end are no gaps: nothing was measured there yet, or any more.
    const auto present = [](const Observation& row) { return std::isfinite(row.value); };
    rows.erase(std::find_if(rows.rbegin(), rows.rend(), present).base(), rows.end());
    rows.erase(rows.begin(), std::find_if(rows.begin(), rows.end(), present));
    if (rows.empty()) {
        return fail(ErrorCode::NoSolution, observations.source, {"there are no values.", {}},
                    {"Choose a column with numbers, and rows that exist.", {}});
    }
    if (!rows.front().when) {
        if (every) {
            return fail(ErrorCode::Inconsistent, observations.source,
                        {"averages over periods were asked for, and the values have no dates.", {}},
                        {"Name the column with the dates (--dates).", {}});
        }
        Observations kept = observations;
        kept.rows = std::move(rows);
        return undated(kept);
    }
    Regular result;
    noteUnreadable(result, observations);
    const auto earlier = [](const Observation& a, const Observation& b) {
        return a.when->minutes() < b.when->minutes();
    };
    if (!std::is_sorted(rows.begin(), rows.end(), earlier)) {
        std::stable_sort(rows.begin(), rows.end(), earlier);
        result.findings.push_back(
            {Finding::Kind::Unordered, {"The rows are not in the order of time and were sorted.", {}}});
    }
    if (!every) {
        if (const auto checked = checkDuplicates(observations.source, rows); !checked) {
            return tl::unexpected(checked.error());
        }
    }
    const auto step = every ? Expected<Step>(*every) : inferStep(observations.source, rows);
    if (!step) {
        return tl::unexpected(step.error());
    }
    const std::int64_t steps = spanIn(rows, *step);
    if (steps > kMostSteps) {
        return fail(ErrorCode::TooLarge, observations.source,
                    {"the series has {0} steps; at most {1} are read.", {steps, kMostSteps}},
                    {"Average over longer periods (--every month).", {}});
    }
    std::map<std::int64_t, Sum> sums;
    const std::int64_t first = periodOf(*rows.front().when, *step);
    for (const Observation& row : rows) {
        if (present(row)) {
            Sum& sum = sums[periodOf(*row.when, *step) - first];
            sum.total += row.value;
            ++sum.count;
        }
    }
    result.series.name = observations.name;
    result.series.unit = observations.unit;
    result.series.step = *step;
    result.series.seasonLength = forecast::customarySeason(*step);
    result.series.start = firstDay(first, *step);
    result.series.values.assign(static_cast<std::size_t>(steps), std::numeric_limits<double>::quiet_NaN());
    for (const auto& [period, sum] : sums) {
        result.series.values[static_cast<std::size_t>(period)] = sum.total / static_cast<double>(sum.count);
    }
    noteGaps(result);
    if (every) {
        noteDuplicates(result, rows);
        notePartial(result, sums);
    }
    return result;
}

}  // namespace offtake::series
