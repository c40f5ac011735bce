#include "core/present/ChartCheck.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace offtake::present {
namespace {

tl::unexpected<Error> bad(const std::string& id, std::string reason) {
    return fail(ErrorCode::Inconsistent, id, {std::move(reason), {}});
}

bool areFinite(const std::vector<Point>& points) {
    return std::all_of(points.begin(), points.end(),
                       [](const Point& point) { return std::isfinite(point.x) && std::isfinite(point.y); });
}

bool areOrdered(const std::vector<Point>& points) {
    return std::is_sorted(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.x < b.x; });
}

bool sameX(const std::vector<Point>& a, const std::vector<Point>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Point& p, const Point& q) { return p.x == q.x; });
}

bool isRange(const std::optional<Range>& range) {
    return !range || (std::isfinite(range->low) && std::isfinite(range->high) && range->low < range->high);
}

Expected<void> checkPoints(const std::string& id, const std::vector<Point>& points) {
    if (!areFinite(points)) {
        return bad(id, "A value is not a number; gaps must be split into runs.");
    }
    if (!areOrdered(points)) {
        return bad(id, "Points are not in the order of x.");
    }
    return {};
}

Expected<void> checkSeries(const Series& series) {
    std::size_t count = 0;
    for (const Run& run : series.runs) {
        if (auto checked = checkPoints(series.id, run); !checked) {
            return checked;
        }
        count += run.size();
    }
    if (count > kMaxPointsPerLine) {
        return fail(ErrorCode::TooLarge, series.id,
                    {"The line has {0} points, the limit is {1}.",
                     {static_cast<std::int64_t>(count), static_cast<std::int64_t>(kMaxPointsPerLine)}},
                    {"Decimate it first.", {}});
    }
    return {};
}

Expected<void> checkStack(const ChartSpec& spec) {
    const Series* first = nullptr;
    for (const Series& series : spec.series) {
        if (series.kind != SeriesKind::StackedArea || series.runs.empty()) {
            continue;
        }
        if (series.runs.size() > 1) {
            return bad(series.id, "A stacked area has a gap.");
        }
        if (first != nullptr && !sameX(first->runs.front(), series.runs.front())) {
            return bad(series.id, "Stacked areas do not share their x.");
        }
        first = first == nullptr ? &series : first;
    }
    return {};
}

Expected<void> checkBars(const ChartSpec& spec) {
    for (const BarRow& row : spec.rows) {
        for (const BarPart& part : row.parts) {
            if (!std::isfinite(part.value) || !std::isfinite(part.saidValue())) {
                return bad(row.id, "A bar is not a number.");
            }
        }
    }
    for (const WaterfallStep& step : spec.steps) {
        if (!std::isfinite(step.value)) {
            return bad(step.id, "A step is not a number.");
        }
    }
    return {};
}

bool areEven(const std::vector<double>& centres) {
    if (centres.size() < 2 || centres.size() > kMaxHeatCells || !std::isfinite(centres.front()) || !(centres.back() > centres.front())) {
        return false;
    }
    const double step = (centres.back() - centres.front()) / static_cast<double>(centres.size() - 1);
    for (std::size_t i = 0; i < centres.size(); ++i) {
        // A hundredth of a cell is not seen.
        if (!(std::abs(centres.front() + step * static_cast<double>(i) - centres[i]) <= 0.01 * step)) {
            return false;
        }
    }
    return true;
}

Expected<void> checkHeat(const ChartSpec& spec) {
    const HeatMap& heat = spec.heat;
    if (spec.kind != ChartKind::HeatMap || spec.isEmpty()) {
        return {};
    }
    if (!areEven(heat.xs) || !areEven(heat.ys)) {
        return bad(spec.id, "The cells of the map are not at equal distances.");
    }
    if (heat.values.size() != heat.xs.size() * heat.ys.size()) {
        return bad(spec.id, "The map has another number of values than of cells.");
    }
    for (const Run& run : heat.border) {
        if (!areFinite(run)) {
            return bad(spec.id, "The border of the map is not at a number.");
        }
    }
    if (heat.dot && !areFinite({*heat.dot})) {
        return bad(spec.id, "The dot of the map is not at a number.");
    }
    return {};
}

}  // namespace

Expected<void> validate(const ChartSpec& spec) {
    if (!isRange(spec.x.range) || !isRange(spec.y.range) || !(spec.barStep > 0.0)) {
        return bad(spec.id, "An axis has no length.");
    }
    for (const Series& series : spec.series) {
        if (auto checked = checkSeries(series); !checked) {
            return checked;
        }
    }
    for (const Band& band : spec.bands) {
        for (const auto* edge : {&band.lower, &band.upper}) {
            if (auto checked = checkPoints(band.id, *edge); !checked) {
                return checked;
            }
        }
        if (!sameX(band.lower, band.upper)) {
            return bad(band.id, "The edges of a band do not share their x.");
        }
    }
    for (const Marker& marker : spec.markers) {
        if (!std::isfinite(marker.at) || !std::isfinite(marker.dot.value_or(0.0))) {
            return bad(spec.id, "A marker is not at a number.");
        }
    }
    if (auto checked = checkStack(spec); !checked) {
        return checked;
    }
    if (auto checked = checkHeat(spec); !checked) {
        return checked;
    }
    return checkBars(spec);
}

Run decimate(const Run& run, std::size_t most) {
    most = std::max<std::size_t>(most, 4);
    if (run.size() <= most) {
        return run;
    }
    const std::size_t pieces = (most - 2) / 2;
    const std::size_t inner = run.size() - 2;
    Run kept;
    kept.reserve(most);
    kept.push_back(run.front());
    for (std::size_t piece = 0; piece < pieces; ++piece) {
        const auto begin = run.begin() + 1 + static_cast<std::ptrdiff_t>(inner * piece / pieces);
        const auto end = run.begin() + 1 + static_cast<std::ptrdiff_t>(inner * (piece + 1) / pieces);
        const auto ends = std::minmax_element(begin, end, [](const Point& a, const Point& b) { return a.y < b.y; });
        kept.push_back(*std::min(ends.first, ends.second));
        if (ends.first != ends.second) {
            kept.push_back(*std::max(ends.first, ends.second));
        }
    }
    kept.push_back(run.back());
    return kept;
}

ChartSpec decimated(ChartSpec spec) {
    for (Series& series : spec.series) {
        if (series.kind == SeriesKind::StackedArea || series.kind == SeriesKind::StackedBars) {
            continue;  // their x are shared: thinning one alone would break the stack
        }
        std::size_t count = 0;
        for (const Run& run : series.runs) {
            count += run.size();
        }
        for (Run& run : series.runs) {
            if (count > kMaxPointsPerLine) {
                run = decimate(run, kMaxPointsPerLine * run.size() / count);
            }
        }
    }
    return spec;
}

}  // namespace offtake::present
