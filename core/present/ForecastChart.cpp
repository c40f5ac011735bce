#include "core/present/ForecastChart.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "core/forecast/StepText.h"
#include "core/present/NumberText.h"

namespace offtake::present {

namespace {

std::chrono::year_month_day civil(Date day) {
    return std::chrono::year_month_day{day};
}

/// Calendar months from `from`, the first of a month, to `to`; days as a share of their month.
double monthsBetween(Date from, Date to) {
    const auto a = civil(from);
    const auto b = civil(to);
    const auto whole = (b.year() / b.month() - a.year() / a.month()).count();
    const Date first{b.year() / b.month() / 1};
    const int days = daysBetween(first, addMonths(first, 1));
    return static_cast<double>(whole) + static_cast<double>(daysBetween(first, to)) / days;
}

/// Where the steps of a series stand on the axis.
class Places {
public:
    Places(const forecast::Series& series, std::size_t first) : m_series(series) {
        if (const auto day = forecast::dateOfStep(series, first)) {
            m_start = Date{civil(*day).year() / civil(*day).month() / 1};
        }
    }
    [[nodiscard]] double at(std::size_t step) const {
        return m_start ? monthsBetween(*m_start, *forecast::dateOfStep(m_series, step)) : static_cast<double>(step + 1);
    }
    [[nodiscard]] XAxis axis() const {
        XAxis axis;
        axis.kind = m_start ? XAxis::Kind::Months : XAxis::Kind::Numeric;
        axis.start = m_start.value_or(axis.start);
        axis.title = m_start ? "" : std::string(forecast::nameOf(m_series.step));
        return axis;
    }

private:
    const forecast::Series& m_series;
    std::optional<Date> m_start;
};

/// The history without its gaps, as runs between them.
Series historyLine(const forecast::Series& series, const Places& places, std::size_t first) {
    Series line;
    line.id = "history";
    line.name = "History";
    line.role = Role::neutral();
    line.directLabel = false;
    line.runs.emplace_back();
    for (std::size_t i = first; i < series.values.size(); ++i) {
        if (std::isfinite(series.values[i])) {
            line.runs.back().push_back({places.at(i), series.values[i]});
        } else if (!line.runs.back().empty()) {
            line.runs.emplace_back();
        }
    }
    if (line.runs.back().empty()) {
        line.runs.pop_back();
    }
    return line;
}

/// The one-step forecasts of the part of the history that is shown.
Series fittedLine(const forecast::Series& series, const forecast::Outlook& outlook, const Places& places,
                  std::size_t first) {
    Series line;
    line.id = "fitted";
    line.name = "Fitted";
    line.role = Role::palette(0, true);
    line.directLabel = false;
    line.runs.emplace_back();
    const std::size_t offset = series.values.size() - outlook.fitted.size();
    for (std::size_t i = std::max(first, offset); i < series.values.size(); ++i) {
        line.runs.back().push_back({places.at(i), outlook.fitted[i - offset]});
    }
    return line;
}

std::string percent(double level) {
    return fmt::format("{:g} %", 100.0 * level);
}

/// A level's band, from the last value on.
Band bandOf(const forecast::Outlook& outlook, const Places& places, Point last, std::size_t next, std::size_t index,
            double level) {
    Band band;
    band.id = fmt::format("band-{:g}", 100.0 * level);
    band.name = percent(level) + " interval";
    band.upperLabel = percent(level);
    band.role = Role::palette(0);
    band.lower.push_back(last);
    band.upper.push_back(last);
    for (std::size_t step = 0; step < outlook.quantiles.size(); ++step) {
        const double x = places.at(next + step);
        band.lower.push_back({x, outlook.quantiles[step][2 * index]});
        band.upper.push_back({x, outlook.quantiles[step][2 * index + 1]});
    }
    return band;
}

/// "2027-03: 2.91, 80 % between 2.46 and 3.44".
std::string finding(const forecast::Series& series, const forecast::Outlook& outlook, std::span<const double> levels) {
    if (outlook.point.empty()) {
        return "No forecast";
    }
    const auto inner = static_cast<std::size_t>(std::min_element(levels.begin(), levels.end()) - levels.begin());
    const double largest = levels.empty() ? outlook.point.back() : outlook.quantiles.back()[2 * inner + 1];
    const NumberStyle style{.decimals = decimalsFor(std::abs(largest))};
    const std::string period = forecast::stepText(series, series.values.size() + outlook.point.size() - 1);
    std::string text = period + ": " + numberText(outlook.point.back(), style);
    if (!levels.empty()) {
        text += fmt::format(", {} between {} and {}", percent(levels[inner]),
                            numberText(outlook.quantiles.back()[2 * inner], style),
                            numberText(outlook.quantiles.back()[2 * inner + 1], style));
    }
    return text;
}

}  // namespace

ChartSpec forecastChart(const forecast::Series& series, const forecast::Outlook& outlook,
                        std::span<const double> levels) {
    const std::size_t count = series.values.size();
    const std::size_t first = count > kMostHistory ? count - kMostHistory : 0;
    const Places places(series, first);
    ChartSpec chart;
    chart.id = "forecast";
    chart.x = places.axis();
    chart.y.unit = series.unit;
    chart.y.includeZero = false;
    chart.title = finding(series, outlook, levels);
    if (!outlook.fitted.empty()) {
        chart.series.push_back(fittedLine(series, outlook, places, first));
    }
    chart.series.push_back(historyLine(series, places, first));
    const Point last = chart.series.back().runs.back().back();
    std::vector<std::size_t> widestFirst(levels.size());
    std::iota(widestFirst.begin(), widestFirst.end(), std::size_t{0});
    std::stable_sort(widestFirst.begin(), widestFirst.end(),
                     [&](std::size_t a, std::size_t b) { return levels[a] > levels[b]; });
    for (const std::size_t index : widestFirst) {
        chart.bands.push_back(bandOf(outlook, places, last, count, index, levels[index]));
    }
    if (!chart.bands.empty()) {
        chart.bands.back().inner = true;
    }
    Series line;
    line.id = "forecast";
    line.name = outlook.pointIsMedian ? "Median" : "Mean";
    line.role = Role::palette(0);
    line.runs.push_back({last});
    for (std::size_t step = 0; step < outlook.point.size(); ++step) {
        line.runs.front().push_back({places.at(count + step), outlook.point[step]});
    }
    chart.series.push_back(std::move(line));
    Marker now;
    now.at = last.x;
    now.label = "last value";
    chart.markers.push_back(now);
    const std::string unit = chooseMagnitude(chart);
    chart.subtitle =
        (series.name.empty() ? "Series" : series.name) + (unit.empty() ? "" : ", " + unit) + "; " + outlook.model;
    if (!outlook.fitted.empty()) {
        chart.caption = "Pale: what the model would have forecast one step before.";
    }
    if (first > 0) {
        chart.caption += chart.caption.empty() ? "" : " ";
        chart.caption += fmt::format("The last {} of {} values are shown; all were used.", kMostHistory, count);
    }
    return chart;
}

}  // namespace offtake::present
