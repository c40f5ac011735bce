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
constexpr int kMostDecimals = 6;

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
        reading.lines.push_back({part.text, part.role, part.saidValue(), valueText(spec, part.saidValue(), 1, part.value < 0.0)});
    }
}

void readWaterfall(const ChartSpec& spec, double x, Reading& reading) {
    const WaterfallStep& step = spec.steps[indexOf(x, spec.steps.size())];
    reading.place = step.label;
    reading.lines.push_back({step.label, step.role, step.value, valueText(spec, step.value, 1, !step.isTotal)});
}

std::string coordinates(const ChartSpec& spec, const Point& point) {
    const auto text = [](const std::string& title, double value, const std::vector<double>& centres) {
        const double step = std::abs(centres.back() - centres.front()) / static_cast<double>(centres.size() - 1);
        const int decimals = std::clamp(1 - static_cast<int>(std::floor(std::log10(step))), 0, kMostDecimals);
        return fmt::format("{} {}", title, numberText(value, {decimals, false, true}));
    };
    return text(spec.x.title, point.x, spec.heat.xs) + " · " + text(spec.heat.yTitle, point.y, spec.heat.ys);
}

void readHeat(const ChartSpec& spec, double x, Reading& reading) {
    const HeatMap& heat = spec.heat;
    const std::size_t cell = indexOf(x, heat.values.size());
    reading.place = coordinates(spec, heat.centreOf(cell));
    const double value = heat.values[cell];
    if (std::isfinite(value)) {
        const bool negative = value < 0.0;
        reading.lines.push_back({negative ? heat.negativeLabel : heat.positiveLabel, negative ? heat.negative : heat.positive,
                                 value, valueText(spec, value, 1, true)});
    }
}

void describeHeat(const ChartSpec& spec, std::vector<Message>& parts) {
    const HeatMap& heat = spec.heat;
    std::int64_t known = 0;
    std::int64_t negative = 0;
    for (const double value : heat.values) {
        known += std::isfinite(value) ? 1 : 0;
        negative += value < 0.0 ? 1 : 0;
    }
    const std::int64_t share = negative * 100 / known;
    parts.push_back({"{0} in {1} of 100 parts of the map, {2} in the others.", {heat.negativeLabel, share, heat.positiveLabel}});
    for (const Run& run : heat.border) {
        if (!run.empty()) {
            parts.push_back({"{0} runs from {1} to {2}.",
                             {heat.borderLabel, coordinates(spec, run.front()), coordinates(spec, run.back())}});
        }
    }
    if (heat.dot) {
        parts.push_back({"Marked: {0}, {1}.", {heat.dotLabel, coordinates(spec, *heat.dot)}});
    }
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
    if (spec.kind == ChartKind::HeatMap) {
        return indices(spec.heat.values.size());
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
    if (spec.kind == ChartKind::HeatMap) {
        readHeat(spec, x, reading);
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
    if (spec.kind == ChartKind::HeatMap) {
        describeHeat(spec, parts);
    }
    for (const BarRow& row : spec.rows) {
        for (const BarPart& part : row.parts) {
            parts.push_back({"{0}: {1}.", {row.label, valueText(spec, part.saidValue())}});
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
                out.cells.push_back(Cell::number(part.saidValue()));
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
    if (spec.kind == ChartKind::HeatMap) {
        first.title = spec.x.title;
        first.alignment = Alignment::Right;
        table.columns.push_back(first);
        first.id = "y";
        first.title = spec.heat.yTitle;
        table.columns.push_back(first);
        addColumn("value", "Value", std::nullopt);
        for (std::size_t cell = 0; cell < spec.heat.values.size(); ++cell) {
            const Point centre = spec.heat.centreOf(cell);
            Row out;
            out.id = fmt::format("{}", cell);
            out.cells = {Cell::number(centre.x), Cell::number(centre.y), Cell::number(spec.heat.values[cell])};
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
