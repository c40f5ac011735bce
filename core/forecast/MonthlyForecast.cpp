#include "core/forecast/MonthlyForecast.h"

#include <algorithm>
#include <cmath>

#include "core/forecast/StepText.h"

namespace offtake::forecast {

namespace {

constexpr double kNormal90 = 1.2815515655446004;  // 90 % quantile of the normal distribution: the end of 80 % intervals

/// Months of a step; 0 for steps that are none.
int monthsOf(Step step) {
    switch (step) {
        case Step::Year:
            return 12;
        case Step::Quarter:
            return 3;
        case Step::Month:
            return 1;
        case Step::Week:
        case Step::Day:
        case Step::Hour:
        case Step::Unknown:
            break;
    }
    return 0;
}

int monthNumber(Date day) {
    const std::chrono::year_month_day civil{day};
    return static_cast<int>(civil.year()) * 12 + static_cast<int>(static_cast<unsigned>(civil.month())) - 1;
}

int floorDivide(int a, int b) {
    return a / b - (a % b != 0 && a < 0 ? 1 : 0);
}

/// A step's expected value, and the deviation of its logarithm.
struct Expectation {
    double mean = 0.0;
    double error = 0.0;
};

Expectation expectationOf(const Outlook& outlook, std::size_t step, std::size_t level) {
    const double point = outlook.point[step];
    const double lower = outlook.quantiles[step][2 * level];
    const double upper = outlook.quantiles[step][2 * level + 1];
    if (outlook.pointIsMedian && lower * upper > 0.0) {
        const double error = std::abs(std::log(upper / lower)) / (2.0 * kNormal90);
        return {point * std::exp(0.5 * error * error), error};
    }
    // Not by the logarithms of the ends: the lower one may lie next to zero.
    const double deviation = (upper - lower) / (2.0 * kNormal90);
    return {point, std::sqrt(std::log1p(std::pow(deviation / point, 2.0)))};
}

tl::unexpected<Error> refuse(const Series& series, Message reason, Message remedy) {
    return fail(ErrorCode::Inconsistent, series.name, std::move(reason), std::move(remedy));
}

Expected<void> check(const Series& series) {
    if (!series.start) {
        return refuse(series, {"The values have no dates, so they cannot be put on the months of a study.", {}},
                      {"Give a column with their dates.", {}});
    }
    if (monthsOf(series.step) == 0) {
        return refuse(series, {"A study goes by months, the series by the {0}.", {std::string(nameOf(series.step))}},
                      {"Average the values over months.", {}});
    }
    if (std::any_of(series.values.begin(), series.values.end(), [](double value) { return std::isnan(value); })) {
        return refuse(series, {"The series has gaps, and an assumption keeps its whole history.", {}},
                      {"Fill them in.", {}});
    }
    return {};
}

Expected<std::vector<Expectation>> expectations(const Series& series, const Outlook& outlook,
                                                std::span<const double> levels) {
    const auto level = static_cast<std::size_t>(std::find(levels.begin(), levels.end(), kErrorLevel) - levels.begin());
    std::vector<Expectation> found;
    double widest = 0.0;
    for (std::size_t step = 0; step < outlook.point.size(); ++step) {
        if (!(outlook.point[step] * outlook.point.front() > 0.0)) {
            return refuse(series,
                          {"The forecast reaches zero in {0}: its error is no share of it any more.",
                           {stepText(series, series.values.size() + step)}},
                          {"Choose a logarithmic scale, a shorter horizon or another method.", {}});
        }
        found.push_back(expectationOf(outlook, step, level));
        // Errors accumulate: what is not known of a month is not known of a later one either.
        widest = std::max(widest, found.back().error);
        found.back().error = widest;
    }
    return found;
}

}  // namespace

std::optional<int> horizonCovering(const Series& series, Date start, int months) {
    const int each = monthsOf(series.step);
    if (each == 0 || !series.start) {
        return std::nullopt;
    }
    const int last = monthNumber(start) + std::min(months, static_cast<int>(kMostForecastMonths)) - 1;
    const int steps = floorDivide(last - monthNumber(*series.start), each) + 1 - static_cast<int>(series.values.size());
    return std::clamp(steps, 1, kLongestOutlook);
}

Expected<MonthlyForecast> byMonth(const Series& series, const Outlook& outlook, std::span<const double> levels,
                                  Date start, int months) {
    if (const auto checked = check(series); !checked) {
        return tl::unexpected(checked.error());
    }
    const auto ahead = expectations(series, outlook, levels);
    if (!ahead) {
        return tl::unexpected(ahead.error());
    }
    const int each = monthsOf(series.step);
    const int offset = monthNumber(start) - monthNumber(*series.start);
    const auto observed = static_cast<int>(series.values.size());
    const int steps = observed + static_cast<int>(ahead->size());
    if (floorDivide(offset, each) >= steps) {
        return refuse(series, {"The forecast ends with {0}, before the study starts.",
                               {stepText(series, static_cast<std::size_t>(steps) - 1)}},
                      {"Forecast at least {0} steps ahead.", {std::int64_t{*horizonCovering(series, start, 1)}}});
    }
    MonthlyForecast result;
    const int wanted = std::min(months, static_cast<int>(kMostForecastMonths));
    for (int month = 0; month < wanted; ++month) {
        const int step = floorDivide(offset + month, each);
        if (step >= steps) {
            result.notes.push_back(
                {"The forecast ends with {0}, the study later: the last value and its error hold on.",
                 {stepText(series, static_cast<std::size_t>(steps) - 1)}});
            break;
        }
        const auto next = static_cast<std::size_t>(std::max(step - observed, 0));
        const bool known = step < observed;
        result.values.push_back(known ? series.values[static_cast<std::size_t>(std::max(step, 0))] : (*ahead)[next].mean);
        result.errors.push_back(known ? 0.0 : (*ahead)[next].error);
    }
    if (offset < 0) {
        result.notes.push_back(
            {"The study starts before the first value, {0}, which stands for the months before it.", {stepText(series, 0)}});
    }
    if (ahead->back().error == 0.0) {
        result.errors.clear();
        result.notes.push_back({"The forecast states no spread: its months are taken as certain.", {}});
    }
    return result;
}

}  // namespace offtake::forecast
