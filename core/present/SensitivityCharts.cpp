#include "core/present/SensitivityCharts.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "core/present/DealNames.h"
#include "core/present/FigureScale.h"
#include "core/present/UncertaintyText.h"

namespace offtake::present {

using economics::Better;
using economics::StudyResult;

namespace {

constexpr double kTenths = 10.0;
constexpr double kDaysPerYear = 365.25;
constexpr double kEpochYear = 1970.0;

Role roleOf(std::size_t deal) { return Role::deal(static_cast<int>(deal)); }

/// "B − A", or "B" where it is no difference.
std::string subjectOf(const risk::Figure& figure) {
    return figure.against ? dealLetter(figure.deal) + " − " + dealLetter(*figure.against) : dealLetter(figure.deal);
}

/// Whom a change of the figure favours, by its sign.
Role favouredBy(const risk::Figure& figure, double change) {
    const Better better = economics::infoOf(figure.metric).better;
    if (better == Better::Neither) {
        return Role::neutral();
    }
    const bool improves = (change < 0.0) == (better == Better::Lower);
    if (!figure.against) {
        return improves ? Role::better() : Role::worse();
    }
    return roleOf(improves ? figure.deal : *figure.against);
}

std::string unitSuffix(const FigureScale& scale) {
    const std::string unit = scale.unit();
    return unit.empty() ? "" : ", " + unit;
}

void addCurrency(ChartSpec& chart, const StudyResult& result) {
    if (const std::string currency = currencyNote(result); !currency.empty()) {
        chart.subtitle += "; " + currency;
    }
}

std::string tornadoTitle(const StudyResult& result, const risk::Tornado& tornado) {
    const std::string first = letteredLabel(result, tornado.bars.front().knob);
    if (tornado.bars.size() == 1) {
        return fmt::format("Only one input moves it: {}", first);
    }
    double others = 0.0;
    for (std::size_t i = 1; i < tornado.bars.size(); ++i) {
        others += tornado.bars[i].width;
    }
    return tornado.bars.front().width > others ? fmt::format("{} decides more than all the rest", first) : fmt::format("{} moves it most", first);
}

/// The number without its unit, which the row's input has, but for percent: beside a bar there is little room.
std::string shortNumber(const risk::Knob& knob, double number) {
    std::string text = risk::numberOf(knob, number);
    const std::string unit(knob.unit.symbol);
    if (!unit.empty() && !unit.starts_with('%') && text.ends_with(unit)) {
        text.erase(text.size() - unit.size());
        text.erase(text.find_last_not_of(' ') + 1);
    }
    return text;
}

/// Whether both ends move the figure the same way, as where it is best or worst in between.
bool movesOneWay(const BarRow& row) { return row.parts.size() == 2 && row.parts[0].value * row.parts[1].value > 0.0; }

BarRow rowOf(const StudyResult& result, const risk::Tornado& tornado, const risk::TornadoBar& bar, const FigureScale& scale) {
    BarRow row;
    row.id = bar.knob.path.text();
    row.label = letteredLabel(result, bar.knob);
    for (const risk::TornadoEnd* end : {&bar.low, &bar.high}) {
        if (end->figure) {
            const double change = *end->figure - tornado.standing;
            row.parts.push_back({scale.shown(change), favouredBy(tornado.figure, change), shortNumber(bar.knob, end->input)});
        }
    }
    if (movesOneWay(row)) {
        // From zero to the nearer end, and drawn back from there to the farther one.
        if (std::abs(row.parts[0].value) > std::abs(row.parts[1].value)) {
            std::swap(row.parts[0], row.parts[1]);
        }
        BarPart& beyond = row.parts[1];
        beyond.told = beyond.value;
        beyond.value -= row.parts[0].value;
        beyond.role.muted = true;
    }
    return row;
}

/// An axis of the map in numbers that people read.
class MapAxis {
public:
    MapAxis(const StudyResult& result, const risk::Knob& knob, const std::vector<double>& values)
        : m_knob(knob), m_label(letteredLabel(result, knob)), m_isDate(knob.input->shape == study::Shape::Date) {
        if (!m_isDate && knob.unit.scaling != units::Scaling::None && !values.empty()) {
            m_magnitude = magnitudeFor(std::max(std::abs(knob.unit.shown(values.front())), std::abs(knob.unit.shown(values.back()))));
        }
    }
    [[nodiscard]] double shown(double stored) const {
        return m_isDate ? kEpochYear + stored / kDaysPerYear : m_knob.unit.shown(stored) / m_magnitude.divisor;
    }
    [[nodiscard]] std::string title() const {
        const std::string unit = m_isDate ? "year" : unitWithMagnitude(m_knob.unit.symbol, m_magnitude);
        return m_label + (unit.empty() ? "" : ", " + unit);
    }
    [[nodiscard]] std::vector<double> shown(const std::vector<double>& stored) const {
        std::vector<double> read;
        for (const double value : stored) {
            read.push_back(shown(value));
        }
        return read;
    }

private:
    const risk::Knob& m_knob;
    std::string m_label;
    Magnitude m_magnitude;
    bool m_isDate = false;
};

/// "B is cheaper on 7 tenths of the map".
std::string mapTitle(const risk::BreakEvenSurface& surface) {
    double known = 0.0;
    double won = 0.0;
    for (const std::optional<double>& value : surface.values) {
        known += value ? 1.0 : 0.0;
        won += value && favouredBy(surface.figure, *value) == roleOf(surface.figure.deal) ? 1.0 : 0.0;
    }
    const bool deal = won >= known - won;
    const double share = deal ? won / known : 1.0 - won / known;
    const std::string winner = dealLetter(deal ? surface.figure.deal : *surface.figure.against);
    const std::string word = favouredWord(surface.figure.metric);
    if (share == 1.0) {
        return fmt::format("{} is {} all over the map", winner, word);
    }
    const long tenths = std::lround(kTenths * share);
    if (tenths == std::lround(kTenths / 2.0)) {
        return fmt::format("{} is {} on half of the map", winner, word);
    }
    return tenths == std::lround(kTenths) ? fmt::format("{} is {} nearly all over the map", winner, word)
                                          : fmt::format("{} is {} on {} tenths of the map", winner, word, tenths);
}

}  // namespace

std::string letteredLabel(const StudyResult& result, const risk::Knob& knob) {
    if (knob.path.steps.empty() || knob.path.steps.front().role != study::Role::Deal) {
        return knob.label;
    }
    const auto deal = std::find_if(result.deals.begin(), result.deals.end(), [&](const economics::DealResult& one) { return one.id == knob.path.steps.front().id; });
    if (deal == result.deals.end()) {
        return knob.label;
    }
    const std::string of = " · ";
    const std::string letter = dealLetter(static_cast<std::size_t>(deal - result.deals.begin()));
    const std::size_t dot = knob.label.find(of);
    return dot == std::string::npos ? knob.label + of + letter : knob.label.substr(0, dot) + of + letter + " " + knob.label.substr(dot + of.size());
}

ChartSpec tornadoChart(const StudyResult& result, const risk::Tornado& tornado) {
    ChartSpec chart;
    chart.id = "tornado";
    chart.kind = ChartKind::HorizontalBars;
    if (tornado.bars.empty()) {
        chart.title = "What moves it most";
        chart.emptyText = "None of the uncertain inputs moves this figure.";
        return chart;
    }
    const FigureScale scale(tornado.figure.metric, tornado.bars.front().width);
    chart.y.unit = scale.unit();
    for (std::size_t i = 0; i < std::min(tornado.bars.size(), kTornadoRows); ++i) {
        chart.rows.push_back(rowOf(result, tornado, tornado.bars[i], scale));
    }
    chart.title = tornadoTitle(result, tornado);
    const std::string deal = dealLetter(tornado.figure.deal);
    const std::string favour = tornado.figure.against ? fmt::format("; {}’s colour favours {}", deal, deal) : "";
    chart.subtitle = fmt::format("Change of {} when one input goes to the ends of its range{}{}", subjectOf(tornado.figure), unitSuffix(scale), favour);
    addCurrency(chart, result);
    if (tornado.bars.size() > kTornadoRows) {
        chart.caption = fmt::format("{} more inputs move it less.", tornado.bars.size() - kTornadoRows);
    }
    const auto told = [](const BarRow& row) { return row.parts.size() == 2 && row.parts[1].told.has_value(); };
    if (std::any_of(chart.rows.begin(), chart.rows.end(), told)) {
        chart.caption += chart.caption.empty() ? "" : " ";
        chart.caption += "Where both ends move it one way, the nearer end is in brackets.";
    }
    return chart;
}

ChartSpec breakEvenMap(const StudyResult& result, const risk::BreakEvenSurface& surface) {
    ChartSpec chart;
    chart.id = "map";
    chart.kind = ChartKind::HeatMap;
    chart.x.kind = XAxis::Kind::Numeric;
    double largest = 0.0;
    bool any = false;
    for (const std::optional<double>& value : surface.values) {
        largest = std::max(largest, std::abs(value.value_or(0.0)));
        any = any || value;
    }
    if (!surface.figure.against || !any) {
        chart.title = "Break-even map";
        chart.emptyText = surface.figure.against ? "The figure exists nowhere on this map." : "A map compares two deals.";
        return chart;
    }
    const MapAxis x(result, surface.xKnob, surface.xs);
    const MapAxis y(result, surface.yKnob, surface.ys);
    const FigureScale scale(surface.figure.metric, largest);
    HeatMap& heat = chart.heat;
    heat.xs = x.shown(surface.xs);
    heat.ys = y.shown(surface.ys);
    heat.yTitle = y.title();
    chart.x.title = x.title();
    chart.y.unit = scale.unit();
    for (const std::optional<double>& value : surface.values) {
        heat.values.push_back(value ? scale.shown(*value) : std::numeric_limits<double>::quiet_NaN());
    }
    heat.negative = favouredBy(surface.figure, -1.0);
    heat.positive = favouredBy(surface.figure, 1.0);
    const std::string deal = dealLetter(surface.figure.deal);
    const std::string against = dealLetter(*surface.figure.against);
    const bool dealBelow = heat.negative == roleOf(surface.figure.deal);
    heat.negativeLabel = (dealBelow ? deal : against) + " " + favouredWord(surface.figure.metric);
    heat.positiveLabel = (dealBelow ? against : deal) + " " + favouredWord(surface.figure.metric);
    for (const std::vector<risk::SurfacePoint>& contour : surface.contours) {
        Run& run = heat.border.emplace_back();
        for (const risk::SurfacePoint& point : contour) {
            run.push_back({x.shown(point.x), y.shown(point.y)});
        }
    }
    heat.borderLabel = against + " = " + deal;
    heat.dot = Point{x.shown(surface.standing.x), y.shown(surface.standing.y)};
    heat.dotLabel = "this study";
    chart.title = mapTitle(surface);
    chart.subtitle = fmt::format("{} over two inputs{}; a click sets both", subjectOf(surface.figure), unitSuffix(scale));
    addCurrency(chart, result);
    return chart;
}

TableSpec breakEvenTable(const StudyResult& result, const std::vector<risk::BreakEven>& answers) {
    TableSpec table;
    table.id = "break-even";
    Column input;
    input.id = "input";
    input.alignment = Alignment::Left;
    Column value;
    value.id = "value";
    table.columns = {input, value};
    for (const risk::BreakEven& answer : answers) {
        const risk::Figure& figure = answer.question.figure;
        table.title = fmt::format("{} = {}", dealLetter(figure.against.value_or(figure.deal)), dealLetter(figure.deal));
        std::string roots;
        for (const risk::BreakEvenRoot& root : answer.roots) {
            roots += (roots.empty() ? "" : "; ") + risk::numberOf(answer.knob, root.input);
        }
        Row row;
        row.id = answer.knob.path.text();
        row.cells = {Cell::words(letteredLabel(result, answer.knob)), Cell::words(roots.empty() ? "nowhere" : roots)};
        row.cells.front().hint = letteredLabel(result, answer.knob);
        row.cells.back().hint =
            fmt::format("looked for between {} and {}", risk::numberOf(answer.knob, answer.range.from), risk::numberOf(answer.knob, answer.range.to));
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace offtake::present
