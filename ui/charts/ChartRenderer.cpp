#include "ui/charts/ChartRenderer.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include <QGraphicsLayout>
#include <QGuiApplication>
#include <QLegend>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QBarSet>
#include <QtCharts/QHorizontalStackedBarSeries>
#include <QtCharts/QLineSeries>
#include <QtCharts/QStackedBarSeries>
#include <QtCharts/QValueAxis>

#include "core/present/ChartCheck.h"
#include "ui/charts/ChartOverlay.h"

namespace offtake::ui {
namespace {

using present::ChartKind;
using present::SeriesKind;

constexpr double kLineWidth = 2.0;
constexpr double kOuterBand = 0.22;
constexpr double kInnerBand = 0.42;
// Narrower bars touch each other: gaps of a fraction of a pixel shimmer.
constexpr double kLeastGap = 1.0;

/// Lines in the order in which buildXy() makes their series: per band lower, upper; per stacked area lower, upper; per
/// run of a line the run.
std::vector<QList<QPointF>> linesOf(const present::ChartSpec& spec) {
    std::vector<QList<QPointF>> lines;
    const auto add = [&lines](const std::vector<present::Point>& points) {
        QList<QPointF> line;
        line.reserve(static_cast<qsizetype>(points.size()));
        for (const present::Point& point : points) {
            line.append(QPointF(point.x, point.y));
        }
        lines.push_back(std::move(line));
    };
    for (const present::Band& band : spec.bands) {
        add(band.lower);
        add(band.upper);
    }
    std::vector<present::Point> base;
    for (const present::Series& series : spec.series) {
        if (series.kind != SeriesKind::StackedArea || series.runs.empty()) {
            continue;
        }
        std::vector<present::Point> top = series.runs.front();
        if (base.empty()) {
            base = top;
            for (present::Point& point : base) {
                point.y = 0.0;
            }
        }
        for (std::size_t i = 0; i < top.size(); ++i) {
            top[i].y += base[i].y;
        }
        add(base);
        add(top);
        base = std::move(top);
    }
    for (const present::Series& series : spec.series) {
        if (series.kind == SeriesKind::Line) {
            for (const present::Run& run : series.runs) {
                add(run);
            }
        } else if (series.kind == SeriesKind::Step) {
            for (const present::Run& run : series.runs) {
                std::vector<present::Point> stairs;
                for (const present::Point& point : run) {
                    if (!stairs.empty()) {
                        stairs.push_back({point.x, stairs.back().y});
                    }
                    stairs.push_back(point);
                }
                add(stairs);
            }
        }
    }
    return lines;
}

/// What must be equal for an update in place.
QString shapeOf(const present::ChartSpec& spec) {
    QString shape = QString::number(static_cast<int>(spec.kind));
    for (const present::Band& band : spec.bands) {
        shape += QStringLiteral("b%1").arg(band.inner ? 1 : 0);
    }
    for (const present::Series& series : spec.series) {
        shape += QStringLiteral("s%1.%2").arg(static_cast<int>(series.kind)).arg(series.runs.size());
    }
    return shape;
}

bool hasBars(const present::ChartSpec& spec) {
    return spec.kind != ChartKind::Xy || std::any_of(spec.series.begin(), spec.series.end(), [](const present::Series& s) {
               return s.kind == SeriesKind::StackedBars;
           });
}

QLineSeries* makeLine(const QList<QPointF>& points) {
    auto* line = new QLineSeries;
    line->replace(points);
    return line;
}

QBarSet* makeSet(const QString& name, const QList<qreal>& values, const QColor& colour) {
    auto* set = new QBarSet(name);
    set->append(values);
    set->setBrush(colour);
    set->setPen(Qt::NoPen);
    return set;
}

QColor withOpacity(QColor colour, double opacity) {
    colour.setAlphaF(static_cast<float>(opacity));
    return colour;
}

/// Ticks at multiples of the step. While the range changes ticks are counted, not stepped: a step of the old range could
/// ask for millions of them in the new one.
void setTicks(QValueAxis& axis, const ChartLayout& layout) {
    const bool same = axis.tickType() == QValueAxis::TicksDynamic && axis.tickInterval() == layout.valueTicks.step &&
                      axis.min() == layout.y.low && axis.max() == layout.y.high;
    if (same) {
        return;
    }
    axis.setTickType(QValueAxis::TicksFixed);
    axis.setRange(layout.y.low, layout.y.high);
    axis.setTickAnchor(0.0);
    axis.setTickInterval(layout.valueTicks.step);
    axis.setTickType(QValueAxis::TicksDynamic);
}

struct RoleOrder {
    bool operator()(const present::Role& a, const present::Role& b) const {
        return std::tuple(a.kind, a.index, a.muted) < std::tuple(b.kind, b.index, b.muted);
    }
};

/// One bar set per colour: values by role, then by slot.
using SetsByRole = std::map<present::Role, QList<qreal>, RoleOrder>;

QList<qreal>& slotsOf(SetsByRole& sets, const present::Role& role, std::size_t count) {
    return sets.try_emplace(role, QList<qreal>(static_cast<qsizetype>(count), 0.0)).first->second;
}

}  // namespace

ChartRenderer::ChartRenderer(QChart* chart)
    : QObject(chart),
      m_chart(chart),
      m_overlay(new ChartOverlay(chart)),
      m_tokens(lightTokens()),
      m_font(QGuiApplication::font()),
      m_fonts(ChartFonts::from(m_font)) {
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->legend()->setVisible(false);
    chart->setBackgroundRoundness(0.0);
    chart->setMargins(QMargins());
    chart->setMinimumSize(0.0, 0.0);
    chart->setDropShadowEnabled(false);
    m_xAxis = new QValueAxis;
    m_yAxis = new QValueAxis;
    m_slotAxis = new QValueAxis;
    for (QValueAxis* axis : {m_xAxis.data(), m_yAxis.data(), m_slotAxis.data()}) {
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
        axis->setTitleVisible(false);
        axis->setGridLineVisible(false);
        axis->setMinorGridLineVisible(false);
    }
    chart->addAxis(m_xAxis, Qt::AlignBottom);
    chart->addAxis(m_yAxis, Qt::AlignLeft);
    chart->addAxis(m_slotAxis, Qt::AlignTop);
    connect(chart, &QGraphicsWidget::geometryChanged, this, &ChartRenderer::relayout);
    relayout();
}

ChartRenderer::~ChartRenderer() = default;

void ChartRenderer::render(present::ChartSpec spec) {
    spec = present::decimated(std::move(spec));
    const auto checked = present::validate(spec);
    m_problem = checked ? QString() : QString::fromStdString(checked.error().english());
    const bool drawn = checked && !spec.isEmpty();
    const QString shape = drawn ? shapeOf(spec) : QString();
    const bool rebuilds = !drawn || shape != m_shape || hasBars(spec);
    m_spec = std::move(spec);
    m_shape = shape;
    if (rebuilds) {
        rebuild();
    } else {
        const auto lines = linesOf(m_spec);
        for (std::size_t i = 0; i < lines.size() && i < m_lines.size(); ++i) {
            if (m_lines[i] != nullptr) {
                m_lines[i]->replace(lines[i]);
            }
        }
    }
    applyColours();
    relayout();
    settle();
}

void ChartRenderer::setTokens(const Tokens& tokens) {
    m_tokens = tokens;
    if (!m_shape.isEmpty() && hasBars(m_spec)) {
        rebuild();
    }
    applyColours();
    relayout();
}

void ChartRenderer::setFont(const QFont& font) {
    m_font = font;
    m_fonts = ChartFonts::from(font);
    relayout();
}

void ChartRenderer::setFooter(const QString& footer) {
    m_footer = footer;
    relayout();
}

void ChartRenderer::setCrosshair(std::optional<double> x) {
    if (m_crosshair != x) {
        m_crosshair = x;
        relayout();
    }
}

void ChartRenderer::setStale(bool stale) {
    if (m_stale != stale) {
        m_stale = stale;
        relayout();
    }
}

void ChartRenderer::relayout() {
    const QSizeF size = m_chart->size();
    m_layout = layOut(m_spec, m_tokens, m_fonts, size, m_footer, m_problem);
    if (m_chart->plotArea() != m_layout.plot) {
        m_chart->setPlotArea(m_layout.plot);
        // The grid would stay where it was; not now, as we may be inside a change of the chart's geometry.
        QMetaObject::invokeMethod(this, &ChartRenderer::settle, Qt::QueuedConnection);
    }
    applyRanges();
    m_overlay->setContent({&m_spec, &m_layout, &m_tokens, &m_fonts, m_crosshair, m_stale, !m_shape.isEmpty()}, size);
}

void ChartRenderer::settle() {
    // Qt Charts places grid lines when its layout is next activated, which a chart without a window never is.
    if (m_chart->layout() != nullptr) {
        m_chart->layout()->invalidate();
        m_chart->layout()->activate();
    }
}

void ChartRenderer::applyRanges() {
    if (m_shape.isEmpty()) {
        return;
    }
    QValueAxis* values = m_layout.horizontal ? m_xAxis : m_yAxis;
    QValueAxis* places = m_layout.horizontal ? m_yAxis : m_xAxis;
    setTicks(*values, m_layout);
    if (places->tickType() != QValueAxis::TicksFixed) {
        places->setTickType(QValueAxis::TicksFixed);
    }
    places->setRange(m_layout.x.low, m_layout.x.high);
    if (m_layout.horizontal) {
        return;
    }
    double first = 0.0;
    const double step = m_spec.kind == ChartKind::Xy ? m_spec.barStep : 1.0;
    if (m_spec.kind == ChartKind::Xy) {
        bool any = false;
        for (const present::Series& series : m_spec.series) {
            if (series.kind == SeriesKind::StackedBars && !series.runs.empty() && !series.runs.front().empty()) {
                const double x = series.runs.front().front().x;
                first = any ? std::min(first, x) : x;
                any = true;
            }
        }
    }
    m_slotAxis->setRange((m_layout.x.low - first) / step, (m_layout.x.high - first) / step);
}

void ChartRenderer::clear() {
    m_chart->removeAllSeries();
    m_lines.clear();
}

void ChartRenderer::attach(QAbstractSeries* series) {
    m_chart->addSeries(series);
    series->attachAxis(m_xAxis);
    series->attachAxis(m_yAxis);
}

void ChartRenderer::rebuild() {
    clear();
    if (m_shape.isEmpty()) {
        m_xAxis->setGridLineVisible(false);
        m_yAxis->setGridLineVisible(false);
        return;
    }
    switch (m_spec.kind) {
        case ChartKind::Xy:
            buildXy();
            break;
        case ChartKind::HorizontalBars:
            buildRows();
            break;
        case ChartKind::Waterfall:
            buildSteps();
            break;
        case ChartKind::HeatMap:
            break;  // an image of the overlay: thousands of cells as series would be slow
    }
    m_xAxis->setGridLineVisible(m_spec.kind == ChartKind::HorizontalBars);
    m_yAxis->setGridLineVisible(m_spec.kind != ChartKind::HorizontalBars && m_spec.kind != ChartKind::HeatMap);
}

void ChartRenderer::buildXy() {
    const auto lines = linesOf(m_spec);
    std::size_t next = 0;
    const auto take = [&] {
        QLineSeries* line = makeLine(lines[next++]);
        m_lines.emplace_back(line);
        return line;
    };
    const auto addArea = [&](const std::string& name) {
        QLineSeries* lower = take();
        QLineSeries* upper = take();
        auto* area = new QAreaSeries(upper, lower);
        lower->setParent(area);
        upper->setParent(area);
        area->setName(QString::fromStdString(name));
        attach(area);
    };
    for (const present::Band& band : m_spec.bands) {
        addArea(band.name);
    }
    for (const present::Series& series : m_spec.series) {
        if (series.kind == SeriesKind::StackedArea && !series.runs.empty()) {
            addArea(series.name);
        }
    }
    buildStackedBars();
    for (const present::Series& series : m_spec.series) {
        if (series.kind == SeriesKind::Line || series.kind == SeriesKind::Step) {
            for (std::size_t run = 0; run < series.runs.size(); ++run) {
                QLineSeries* line = take();
                line->setName(QString::fromStdString(series.name));
                attach(line);
            }
        }
    }
}

void ChartRenderer::buildStackedBars() {
    double first = 0.0;
    double last = 0.0;
    bool any = false;
    for (const present::Series& series : m_spec.series) {
        if (series.kind != SeriesKind::StackedBars) {
            continue;
        }
        for (const present::Run& run : series.runs) {
            for (const present::Point& point : run) {
                first = any ? std::min(first, point.x) : point.x;
                last = any ? std::max(last, point.x) : point.x;
                any = true;
            }
        }
    }
    if (!any) {
        return;
    }
    const double span = std::round((last - first) / m_spec.barStep);
    // A step far too small for its x would ask for an endless row of empty bars.
    const auto count = static_cast<std::size_t>(std::min(span, static_cast<double>(present::kMaxPointsPerLine))) + 1;
    auto* bars = new QStackedBarSeries;
    for (const present::Series& series : m_spec.series) {
        if (series.kind != SeriesKind::StackedBars) {
            continue;
        }
        QList<qreal> values(static_cast<qsizetype>(count), 0.0);
        for (const present::Run& run : series.runs) {
            for (const present::Point& point : run) {
                const auto slot = static_cast<qsizetype>(std::round((point.x - first) / m_spec.barStep));
                if (slot < values.size()) {
                    values[slot] += point.y;
                }
            }
        }
        bars->append(makeSet(QString::fromStdString(series.name), values, m_tokens.fill(series.role)));
    }
    const double slotWidth = m_chart->size().width() / static_cast<double>(count);
    bars->setBarWidth(slotWidth * (1.0 - m_spec.barFill) < kLeastGap ? 1.0 : m_spec.barFill);
    m_chart->addSeries(bars);
    bars->attachAxis(m_slotAxis);
    bars->attachAxis(m_yAxis);
}

void ChartRenderer::buildRows() {
    SetsByRole sets;
    const std::size_t count = m_spec.rows.size();
    for (std::size_t i = 0; i < count; ++i) {
        for (const present::BarPart& part : m_spec.rows[i].parts) {
            // Qt counts rows from the bottom.
            slotsOf(sets, part.role, count)[static_cast<qsizetype>(count - 1 - i)] += part.value;
        }
    }
    auto* bars = new QHorizontalStackedBarSeries;
    for (const auto& [role, values] : sets) {
        bars->append(makeSet(QString(), values, m_tokens.fill(role)));
    }
    bars->setBarWidth(std::min(m_spec.barFill, 0.62));
    attach(bars);
}

void ChartRenderer::buildSteps() {
    // Stacked bars pile positive and negative values on either side of zero. An invisible part lifts each step to its
    // place; a step across zero has a part on each side and needs no lifting.
    const std::size_t count = m_spec.steps.size();
    QList<qreal> lift(static_cast<qsizetype>(count), 0.0);
    SetsByRole above;
    SetsByRole below;
    double level = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        const present::WaterfallStep& step = m_spec.steps[i];
        const double from = step.isTotal ? 0.0 : level;
        level = step.isTotal ? step.value : level + step.value;
        const double low = std::min(from, level);
        const double high = std::max(from, level);
        const auto slot = static_cast<qsizetype>(i);
        lift[slot] = low > 0.0 ? low : (high < 0.0 ? high : 0.0);
        slotsOf(above, step.role, count)[slot] = std::max(high, 0.0) - std::max(low, 0.0);
        slotsOf(below, step.role, count)[slot] = std::min(low, 0.0) - std::min(high, 0.0);
    }
    auto* bars = new QStackedBarSeries;
    bars->append(makeSet(QString(), lift, Qt::transparent));
    for (const auto* sets : {&above, &below}) {
        for (const auto& [role, values] : *sets) {
            bars->append(makeSet(QString(), values, m_tokens.fill(role)));
        }
    }
    bars->setBarWidth(m_spec.barFill);
    attach(bars);
}

void ChartRenderer::applyColours() {
    m_chart->setBackgroundBrush(m_tokens.raised);
    m_chart->setBackgroundPen(Qt::NoPen);
    m_chart->setPlotAreaBackgroundVisible(false);
    for (QValueAxis* axis : {m_xAxis.data(), m_yAxis.data()}) {
        axis->setGridLinePen(QPen(m_tokens.line, 1.0));
    }
    if (m_shape.isEmpty() || m_spec.kind != ChartKind::Xy) {
        return;
    }
    qsizetype next = 0;
    const QList<QAbstractSeries*> built = m_chart->series();
    const auto paintArea = [&](const QColor& colour, const QPen& pen) {
        if (auto* area = next < built.size() ? qobject_cast<QAreaSeries*>(built[next++]) : nullptr) {
            area->setBrush(colour);
            area->setPen(pen);
        }
    };
    for (const present::Band& band : m_spec.bands) {
        paintArea(withOpacity(m_tokens.fill(band.role), band.inner ? kInnerBand : kOuterBand), Qt::NoPen);
    }
    for (const present::Series& series : m_spec.series) {
        if (series.kind == SeriesKind::StackedArea && !series.runs.empty()) {
            paintArea(m_tokens.area(series.role), QPen(m_tokens.raised, 1.0));
        }
    }
    if (next < built.size() && qobject_cast<QStackedBarSeries*>(built[next]) != nullptr) {
        ++next;
    }
    for (const present::Series& series : m_spec.series) {
        if (series.kind != SeriesKind::Line && series.kind != SeriesKind::Step) {
            continue;
        }
        for (std::size_t run = 0; run < series.runs.size(); ++run) {
            if (auto* line = next < built.size() ? qobject_cast<QLineSeries*>(built[next++]) : nullptr) {
                // Not cosmetic: two device pixels would be a hairline at double resolution.
                const QPen pen(m_tokens.stroke(series.role), kLineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
                line->setPen(pen);
                // A run of one point has no length; a dot shows it.
                line->setPointsVisible(line->count() == 1);
                line->setColor(m_tokens.stroke(series.role));
            }
        }
    }
}

}  // namespace offtake::ui
