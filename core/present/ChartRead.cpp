#include "core/present/ChartRead.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "core/present/NumberText.h"
#include "core/present/TableText.h"

namespace offtake::present {
namespace {

// Below ten without a magnitude stand rates such as $ per GPU-hour, whose cents matter.
constexpr double kRate = 10.0;
constexpr int kRateDecimals = 2;

std::vector<double> indices(std::size_t count) {
    std::vector<double> all(count);
    std::iota(all.begin(), all.end(), 0.0);
    return all;
}

std::optional<double> at(const std::vector<Point>& points, double x) {
    const auto found =
        std::lower_bound(points.begin(), points.end(), x, [](const Point& point, double value) { return point.x < value; });
    return found != points.end() && found->x == x ? std::optional(found->y) : std::nullopt;
}

std::optional<double> at(const Series& series, double x) {
    for (const Run& run : series.runs) {
        if (const auto value = at(run, x)) {
            return value;
        }
    }
    return std::nullopt;
}

std::string placeOf(const ChartSpec& spec, double x) {
    if (spec.x.kind == XAxis::Kind::Months) {
        return fmt::format("{} · month {}", monthName(spec.x.start, x), x);
    }
    return numberText(x, {decimalsFor(x), false, true});
}

std::size_t indexOf(double x, std::size_t size) {
    return std::min(static_cast<std::size_t>(std::max(x, 0.0)), size - 1);
}

void readBars(const ChartSpec& spec, double x, Reading& reading) {
    const BarRow& row = spec.rows[indexOf(x, spec.rows.size())];
    reading.place = row.label;
    for (const BarPart& part : row.parts) {
        reading.lines.push_back({part.text, part.role, part.value, valueText(spec, part.value, 1, part.value < 0.0)});
    }
}

void readWaterfall(const ChartSpec& spec, double x, Reading& reading) {
    const WaterfallStep& step = spec.steps[indexOf(x, spec.steps.size())];
    reading.place = step.label;
    reading.lines.push_back({step.label, step.role, step.value, valueText(spec, step.value, 1, !step.isTotal)});
}

Message movement(const ChartSpec& spec, const Series& series) {
    const Point first = series.runs.front().front();
    const Point last = series.runs.back().back();
    const std::string from = valueText(spec, first.y);
    const std::string to = valueText(spec, last.y);
    if (from == to) {
        return {"{0} begins and ends at {1}.", {series.name, to}};
    }
    return {first.y < last.y ? "{0} rises from {1} to {2}." : "{0} falls from {1} to {2}.", {series.name, from, to}};
}

bool hasPoints(const Series& series) {
    return !series.runs.empty() && !series.runs.front().empty() && !series.runs.back().empty();
}

void describeXy(const ChartSpec& spec, std::vector<Message>& parts) {
    const std::vector<double> xs = samples(spec);
    if (spec.x.kind == XAxis::Kind::Months) {
        parts.push_back({"From {0} to {1}:", {monthName(spec.x.start, xs.front()), monthName(spec.x.start, xs.back())}});
    }
    for (const Series& series : spec.series) {
        if (hasPoints(series)) {
            parts.push_back(movement(spec, series));
        }
    }
    for (const Band& band : spec.bands) {
        if (!band.lower.empty() && !band.upper.empty()) {
            parts.push_back({"{0} ends between {1} and {2}.",
                             {band.name, valueText(spec, band.lower.back().y), valueText(spec, band.upper.back().y)}});
        }
    }
}

}  // namespace

std::vector<double> samples(const ChartSpec& spec) {
    if (spec.kind == ChartKind::HorizontalBars) {
        return indices(spec.rows.size());
    }
    if (spec.kind == ChartKind::Waterfall) {
        return indices(spec.steps.size());
    }
    std::vector<double> xs;
    for (const Series& series : spec.series) {
        for (const Run& run : series.runs) {
            for (const Point& point : run) {
                xs.push_back(point.x);
            }
        }
    }
    for (const Band& band : spec.bands) {
        for (const Point& point : band.lower) {
            xs.push_back(point.x);
        }
    }
    std::sort(xs.begin(), xs.end());
    xs.erase(std::unique(xs.begin(), xs.end()), xs.end());
    return xs;
}

std::optional<double> nearestSample(const ChartSpec& spec, double x) {
    const std::vector<double> xs = samples(spec);
    if (xs.empty() || !std::isfinite(x)) {
        return std::nullopt;
    }
    const auto above = std::lower_bound(xs.begin(), xs.end(), x);
    if (above == xs.begin()) {
        return xs.front();
    }
    if (above == xs.end()) {
        return xs.back();
    }
    return x - *(above - 1) <= *above - x ? *(above - 1) : *above;
}

Reading readAt(const ChartSpec& spec, double x) {
    Reading reading;
    reading.x = x;
    if (spec.isEmpty()) {
        return reading;
    }
    if (spec.kind == ChartKind::HorizontalBars) {
        readBars(spec, x, reading);
        return reading;
    }
    if (spec.kind == ChartKind::Waterfall) {
        readWaterfall(spec, x, reading);
        return reading;
    }
    reading.place = placeOf(spec, x);
    for (const Series& series : spec.series) {
        if (const auto value = at(series, x)) {
            reading.lines.push_back({series.name, series.role, *value, valueText(spec, *value)});
        }
    }
    for (const Band& band : spec.bands) {
        const auto lower = at(band.lower, x);
        const auto upper = at(band.upper, x);
        if (lower && upper) {
            reading.lines.push_back(
                {band.name, band.role, *upper, fmt::format("{} to {}", valueText(spec, *lower), valueText(spec, *upper))});
        }
    }
    return reading;
}

std::string valueText(const ChartSpec& spec, double value, int extra, bool plusSign) {
    const Range range = spec.y.range.value_or(valueRange(spec));
    const Ticks ticks = niceTicks(range.low, range.high, {6, spec.y.includeZero, 0.0});
    const double divisor = spec.y.magnitude.divisor;
    const double largest = std::max(std::abs(range.low), std::abs(range.high));
    int decimals = ticks.decimalsOf(divisor) + extra;
    if (divisor == 1.0 && largest < kRate) {
        decimals = std::max(decimals, kRateDecimals);
    }
    return numberText(value / divisor, {decimals, plusSign, true});
}

std::vector<Message> describeParts(const ChartSpec& spec) {
    std::vector<Message> parts;
    if (!spec.title.empty()) {
        parts.push_back({"{0}.", {spec.title}});
    }
    if (!spec.subtitle.empty()) {
        parts.push_back({"{0}.", {spec.subtitle}});
    }
    if (spec.isEmpty()) {
        parts.push_back({"There are no values.", {}});
        return parts;
    }
    if (spec.kind == ChartKind::Xy) {
        describeXy(spec, parts);
    }
    for (const BarRow& row : spec.rows) {
        for (const BarPart& part : row.parts) {
            parts.push_back({"{0}: {1}.", {row.label, valueText(spec, part.value)}});
        }
    }
    for (const WaterfallStep& step : spec.steps) {
        parts.push_back({"{0}: {1}.", {step.label, valueText(spec, step.value, 1, !step.isTotal)}});
    }
    for (const Marker& marker : spec.markers) {
        if (!marker.label.empty()) {
            parts.push_back({"Marked: {0}.", {marker.label}});
        }
    }
    return parts;
}

std::string describe(const ChartSpec& spec) {
    std::string text;
    for (const Message& part : describeParts(spec)) {
        text += (text.empty() ? "" : " ") + part.english();
    }
    return text;
}

TableSpec tableOf(const ChartSpec& spec) {
    TableSpec table;
    table.id = spec.id;
    table.title = spec.title;
    table.subtitle = spec.subtitle;
    table.caption = spec.caption;
    Column first;
    first.id = "x";
    first.alignment = Alignment::Left;
    const auto addColumn = [&](const std::string& id, const std::string& title, std::optional<Role> role) {
        Column column;
        column.id = id;
        column.title = title;
        column.unit = spec.y.unit;
        column.magnitude = spec.y.magnitude;
        column.role = role;
        table.columns.push_back(std::move(column));
    };
    if (spec.kind == ChartKind::HorizontalBars) {
        table.columns.push_back(first);
        std::size_t most = 0;
        for (const BarRow& row : spec.rows) {
            most = std::max(most, row.parts.size());
            Row out;
            out.id = row.id;
            out.cells.push_back(Cell::words(row.label));
            for (const BarPart& part : row.parts) {
                out.cells.push_back(Cell::number(part.value));
                out.cells.back().hint = part.text;
            }
            table.rows.push_back(std::move(out));
        }
        for (std::size_t part = 0; part < most; ++part) {
            addColumn(fmt::format("part{}", part + 1), most == 1 ? "Value" : fmt::format("Part {}", part + 1), std::nullopt);
        }
        return table;
    }
    if (spec.kind == ChartKind::Waterfall) {
        table.columns.push_back(first);
        addColumn("value", "Value", std::nullopt);
        for (const WaterfallStep& step : spec.steps) {
            Row out;
            out.id = step.id;
            out.kind = step.isTotal ? Row::Kind::Total : Row::Kind::Normal;
            out.cells = {Cell::words(step.label), step.isTotal ? Cell::number(step.value) : Cell::change(step.value, Meaning::None)};
            table.rows.push_back(std::move(out));
        }
        return table;
    }
    const bool monthly = spec.x.kind == XAxis::Kind::Months;
    first.title = monthly ? "Month" : spec.x.title;
    table.columns.push_back(first);
    if (monthly) {
        Column index;
        index.id = "month";
        index.title = "No.";
        index.decimals = 0;
        table.columns.push_back(index);
    }
    for (const Series& series : spec.series) {
        addColumn(series.id, series.name, series.role.kind == Role::Kind::Deal ? std::optional(series.role) : std::nullopt);
    }
    for (const Band& band : spec.bands) {
        addColumn(band.id + ".lower", band.name + ", lower", std::nullopt);
        addColumn(band.id + ".upper", band.name + ", upper", std::nullopt);
    }
    const auto cellOf = [](std::optional<double> value) {
        return value ? Cell::number(*value) : Cell::missing("no value in this month");
    };
    for (const double x : samples(spec)) {
        Row out;
        out.id = exactText(x);
        if (monthly) {
            out.cells.push_back(Cell::words(monthName(spec.x.start, x)));
        }
        out.cells.push_back(Cell::number(x));
        for (const Series& series : spec.series) {
            out.cells.push_back(cellOf(at(series, x)));
        }
        for (const Band& band : spec.bands) {
            out.cells.push_back(cellOf(at(band.lower, x)));
            out.cells.push_back(cellOf(at(band.upper, x)));
        }
        table.rows.push_back(std::move(out));
    }
    return table;
}

std::string chartCsv(const ChartSpec& spec) { return csvText(tableOf(spec)); }

}  // namespace offtake::present
