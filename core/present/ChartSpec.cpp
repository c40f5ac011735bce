#include "core/present/ChartSpec.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace offtake::present {
namespace {

/// The reach of values that come one by one.
class Reach {
public:
    void add(double value) {
        if (!std::isfinite(value)) {
            return;
        }
        m_range = m_any ? Range{std::min(m_range.low, value), std::max(m_range.high, value)} : Range{value, value};
        m_any = true;
    }
    [[nodiscard]] bool any() const { return m_any; }
    [[nodiscard]] Range range() const { return m_any ? m_range : Range{0.0, 0.0}; }

private:
    Range m_range;
    bool m_any = false;
};

bool isStacked(const Series& series) {
    return series.kind == SeriesKind::StackedArea || series.kind == SeriesKind::StackedBars;
}

void addSeries(const ChartSpec& spec, Reach& reach) {
    std::map<double, Range> stacks;  // sums of the positive and of the negative parts
    for (const Series& series : spec.series) {
        for (const Run& run : series.runs) {
            for (const Point& point : run) {
                if (!isStacked(series)) {
                    reach.add(point.y);
                    continue;
                }
                Range& stack = stacks.try_emplace(point.x, Range{0.0, 0.0}).first->second;
                (point.y < 0.0 ? stack.low : stack.high) += point.y;
            }
        }
    }
    for (const auto& stack : stacks) {
        reach.add(stack.second.low);
        reach.add(stack.second.high);
    }
    for (const Band& band : spec.bands) {
        for (const Point& point : band.lower) {
            reach.add(point.y);
        }
        for (const Point& point : band.upper) {
            reach.add(point.y);
        }
    }
}

/// Half a step beyond the first and the last centre.
Range coverOf(const std::vector<double>& centres) {
    const double half = (centres.back() - centres.front()) / static_cast<double>(centres.size() - 1) / 2.0;
    return {centres.front() - half, centres.back() + half};
}

std::optional<std::size_t> indexIn(const std::vector<double>& centres, double at) {
    if (centres.size() < 2) {
        return std::nullopt;
    }
    const Range cover = coverOf(centres);
    if (!(at >= cover.low && at <= cover.high)) {
        return std::nullopt;
    }
    const double along = (at - cover.low) / (cover.high - cover.low) * static_cast<double>(centres.size());
    return std::min(static_cast<std::size_t>(along), centres.size() - 1);
}

}  // namespace

std::optional<std::size_t> HeatMap::cellAt(const Point& point) const {
    const auto column = indexIn(xs, point.x);
    const auto row = indexIn(ys, point.y);
    return column && row ? std::optional(*row * xs.size() + *column) : std::nullopt;
}

Point HeatMap::centreOf(std::size_t cell) const { return {xs[cell % xs.size()], ys[cell / xs.size()]}; }

Range HeatMap::xCover() const { return coverOf(xs); }

Range HeatMap::yCover() const { return coverOf(ys); }

bool ChartSpec::isEmpty() const {
    switch (kind) {
        case ChartKind::HorizontalBars:
            return rows.empty();
        case ChartKind::Waterfall:
            return steps.empty();
        case ChartKind::HeatMap:
            return std::none_of(heat.values.begin(), heat.values.end(), [](double value) { return std::isfinite(value); });
        case ChartKind::Xy:
            break;
    }
    const auto hasPoints = [](const Series& s) {
        return std::any_of(s.runs.begin(), s.runs.end(), [](const Run& run) { return !run.empty(); });
    };
    return std::none_of(series.begin(), series.end(), hasPoints) &&
           std::all_of(bands.begin(), bands.end(), [](const Band& band) { return band.lower.empty(); });
}

Series seriesOf(std::string name, Role role, std::span<const double> values, SeriesKind kind, double firstX) {
    Series series;
    series.id = name;
    series.name = std::move(name);
    series.kind = kind;
    series.role = role;
    bool inRun = false;
    double x = firstX;
    for (const double value : values) {
        if (std::isfinite(value)) {
            if (!inRun) {
                series.runs.emplace_back();
            }
            series.runs.back().push_back({x, value});
        }
        inRun = std::isfinite(value);
        x += 1.0;
    }
    return series;
}

Range valueRange(const ChartSpec& spec) {
    Reach reach;
    switch (spec.kind) {
        case ChartKind::Xy:
            addSeries(spec, reach);
            break;
        case ChartKind::HorizontalBars:
            for (const BarRow& row : spec.rows) {
                Range stack{0.0, 0.0};
                for (const BarPart& part : row.parts) {
                    (part.value < 0.0 ? stack.low : stack.high) += part.value;
                }
                reach.add(stack.low);
                reach.add(stack.high);
            }
            break;
        case ChartKind::Waterfall: {
            double level = 0.0;
            for (const WaterfallStep& step : spec.steps) {
                level = step.isTotal ? step.value : level + step.value;
                reach.add(level);
            }
            break;
        }
        case ChartKind::HeatMap:
            for (const double value : spec.heat.values) {
                reach.add(value);
            }
            break;
    }
    return reach.range();
}

Range xRange(const ChartSpec& spec) {
    if (spec.x.range) {
        return *spec.x.range;
    }
    if (spec.kind == ChartKind::HeatMap && spec.heat.xs.size() > 1) {
        return spec.heat.xCover();
    }
    Reach reach;
    bool hasBars = false;
    for (const Series& series : spec.series) {
        hasBars = hasBars || series.kind == SeriesKind::StackedBars;
        for (const Run& run : series.runs) {
            for (const Point& point : run) {
                reach.add(point.x);
            }
        }
    }
    for (const Band& band : spec.bands) {
        for (const Point& point : band.lower) {
            reach.add(point.x);
        }
    }
    Range range = reach.range();
    if (hasBars) {
        range.low -= spec.barStep / 2.0;
        range.high += spec.barStep / 2.0;
    }
    if (spec.x.kind == XAxis::Kind::Months) {
        range.low = std::min(range.low, 0.0);
        range.high = std::max(range.high, static_cast<double>(spec.x.months));
    }
    if (range.high <= range.low) {
        range = {range.low - 0.5, range.low + 0.5};
    }
    return range;
}

std::string chooseMagnitude(ChartSpec& spec) {
    const Range range = valueRange(spec);
    spec.y.magnitude = magnitudeFor(std::max(std::abs(range.low), std::abs(range.high)));
    return unitWithMagnitude(spec.y.unit, spec.y.magnitude);
}

}  // namespace offtake::present
