#include "core/risk/BreakEvenSurface.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace offtake::risk {

namespace {

constexpr std::size_t kFewestSteps = 2;
constexpr std::size_t kMostSteps = 400;

/// An edge of the grid: from node (i, j) to the right, or upwards.
struct Edge {
    std::size_t i = 0;
    std::size_t j = 0;
    bool upwards = false;
    friend auto operator<=>(const Edge&, const Edge&) = default;
};

/// Finds the segments of the contour cell by cell and joins them to polylines.
class Contours {
public:
    Contours(std::span<const double> xs, std::span<const double> ys, std::span<const std::optional<double>> values)
        : m_xs(xs), m_ys(ys), m_values(values) {}

    std::vector<std::vector<SurfacePoint>> run() {
        for (std::size_t j = 0; j + 1 < m_ys.size(); ++j) {
            for (std::size_t i = 0; i + 1 < m_xs.size(); ++i) {
                cell(i, j);
            }
        }
        std::vector<std::vector<SurfacePoint>> lines;
        // Open lines first, from an end of theirs; what is left are closed ones.
        for (const bool open : {true, false}) {
            for (const auto& [edge, neighbours] : m_links) {
                if (!m_used.contains(edge) && (!open || neighbours.size() == 1)) {
                    lines.push_back(follow(edge));
                }
            }
        }
        return lines;
    }

private:
    std::span<const double> m_xs;
    std::span<const double> m_ys;
    std::span<const std::optional<double>> m_values;
    std::map<Edge, std::vector<Edge>> m_links;
    std::map<Edge, bool> m_used;

    [[nodiscard]] const std::optional<double>& value(std::size_t i, std::size_t j) const { return m_values[j * m_xs.size() + i]; }

    void link(const Edge& a, const Edge& b) {
        m_links[a].push_back(b);
        m_links[b].push_back(a);
    }

    void cell(std::size_t i, std::size_t j) {
        const std::array corners{value(i, j), value(i + 1, j), value(i + 1, j + 1), value(i, j + 1)};
        for (const auto& corner : corners) {
            if (!corner) {
                return;
            }
        }
        // Edge k runs from corner k to corner k + 1; zero counts as positive.
        const std::array<Edge, 4> edges{Edge{i, j, false}, Edge{i + 1, j, true}, Edge{i, j + 1, false}, Edge{i, j, true}};
        std::vector<Edge> crossed;
        for (std::size_t k = 0; k < 4; ++k) {
            if ((*corners[k] >= 0.0) != (*corners[(k + 1) % 4] >= 0.0)) {
                crossed.push_back(edges[k]);
            }
        }
        if (crossed.size() == 2) {
            link(crossed[0], crossed[1]);
        } else if (crossed.size() == 4) {
            const double middle = (*corners[0] + *corners[1] + *corners[2] + *corners[3]) / 4.0;
            const bool joinsFirstCorner = (middle >= 0.0) == (*corners[0] >= 0.0);
            link(edges[0], edges[joinsFirstCorner ? 1 : 3]);
            link(edges[2], edges[joinsFirstCorner ? 3 : 1]);
        }
    }

    [[nodiscard]] SurfacePoint pointOn(const Edge& edge) const {
        const double from = *value(edge.i, edge.j);
        const double to = edge.upwards ? *value(edge.i, edge.j + 1) : *value(edge.i + 1, edge.j);
        const double share = from / (from - to);
        const auto between = [share](double a, double b) { return a + (b - a) * share; };
        return edge.upwards ? SurfacePoint{m_xs[edge.i], between(m_ys[edge.j], m_ys[edge.j + 1])}
                            : SurfacePoint{between(m_xs[edge.i], m_xs[edge.i + 1]), m_ys[edge.j]};
    }

    std::vector<SurfacePoint> follow(const Edge& start) {
        std::vector<SurfacePoint> line{pointOn(start)};
        m_used[start] = true;
        Edge current = start;
        for (bool moved = true; moved;) {
            moved = false;
            for (const Edge& next : m_links[current]) {
                if (!m_used.contains(next)) {
                    m_used[next] = true;
                    line.push_back(pointOn(next));
                    current = next;
                    moved = true;
                    break;
                }
            }
        }
        const std::vector<Edge>& last = m_links[current];
        const bool closes = line.size() > 2 && std::find(last.begin(), last.end(), start) != last.end();
        if (closes) {
            line.push_back(line.front());
        }
        return line;
    }
};

std::vector<double> gridOf(const Knob& knob, const SearchRange& range, std::size_t steps) {
    std::vector<double> grid;
    for (std::size_t i = 0; i <= steps; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(steps);
        double number = range.logarithmic ? range.from * std::pow(range.to / range.from, share) : range.from + (range.to - range.from) * share;
        number = i == steps ? range.to : number;  // not by a rounding beyond the bounds
        number = nearestTaken(knob, number);
        if (grid.empty() || number > grid.back()) {
            grid.push_back(number);
        }
    }
    return grid;
}

Expected<SearchRange> checkedRange(const Knob& knob, const std::optional<SearchRange>& asked) {
    SearchRange range = asked.value_or(searchRange(knob));
    const bool within = range.from >= knob.input->low && range.to <= knob.input->high;
    if (!within || !(range.from < range.to) || (range.logarithmic && range.from <= 0.0)) {
        return fail(ErrorCode::OutOfBounds, knob.path.text(), {"The range from {0} to {1} is empty or out of bounds.", {numberOf(knob, range.from), numberOf(knob, range.to)}},
                    {"Look between {0} and {1}.", {numberOf(knob, knob.input->low), numberOf(knob, knob.input->high)}});
    }
    return range;
}

}  // namespace

std::vector<std::vector<SurfacePoint>> zeroContours(std::span<const double> xs, std::span<const double> ys,
                                                    std::span<const std::optional<double>> values) {
    return Contours(xs, ys, values).run();
}

Expected<BreakEvenSurface> breakEvenSurface(Evaluator& evaluator, const SurfaceQuestion& question, const parallel::RunContext& context) {
    if (const auto target = checkTarget(question.target); !target) {
        return tl::unexpected(target.error());
    }
    auto x = evaluator.numericKnob(question.xInput);
    if (!x) {
        return tl::unexpected(x.error());
    }
    auto y = evaluator.numericKnob(question.yInput);
    if (!y) {
        return tl::unexpected(y.error());
    }
    if (x->path == y->path) {
        return fail(ErrorCode::Inconsistent, question.xInput, {"A map needs two different inputs.", {}}, {"Name another second input.", {}});
    }
    const auto xRange = checkedRange(*x, question.xRange);
    const auto yRange = checkedRange(*y, question.yRange);
    if (!xRange || !yRange) {
        return tl::unexpected(xRange ? yRange.error() : xRange.error());
    }
    const std::size_t steps = std::clamp(question.steps, kFewestSteps, kMostSteps);
    BreakEvenSurface surface;
    surface.figure = question.figure;
    surface.target = question.target;
    surface.xs = gridOf(*x, *xRange, steps);
    surface.ys = gridOf(*y, *yRange, steps);
    surface.standing = {x->number, y->number};
    surface.sizedDeals = evaluator.sizedDeals();
    std::string reason;
    for (const double yValue : surface.ys) {
        for (const double xValue : surface.xs) {
            if (context.stopRequested()) {
                return tl::unexpected(stoppedError());
            }
            const std::array settings{Setting{&*x, valueOf(xValue)}, Setting{&*y, valueOf(yValue)}};
            const auto outcome = evaluator.at(settings);
            const auto value = outcome ? evaluator.figureOf(*outcome, question.figure) : Expected<double>(tl::unexpected(outcome.error()));
            reason = value ? reason : value.error().english();
            surface.values.push_back(value ? std::optional(*value - question.target) : std::nullopt);
        }
    }
    if (std::none_of(surface.values.begin(), surface.values.end(), [](const auto& value) { return value.has_value(); })) {
        return fail(ErrorCode::NoSolution, question.xInput, {"The figure exists nowhere on the map: {0}", {reason}});
    }
    surface.contours = zeroContours(surface.xs, surface.ys, surface.values);
    surface.xKnob = std::move(*x);
    surface.yKnob = std::move(*y);
    return surface;
}

}  // namespace offtake::risk
