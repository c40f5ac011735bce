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

}  // namespace

bool ChartSpec::isEmpty() const {
    switch (kind) {
        case ChartKind::HorizontalBars:
            return rows.empty();
        case ChartKind::Waterfall:
            return steps.empty();
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
    }
    return reach.range();
}

Range xRange(const ChartSpec& spec) {
    if (spec.x.range) {
        return *spec.x.range;
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
