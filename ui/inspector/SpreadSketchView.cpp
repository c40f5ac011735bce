#include "ui/inspector/SpreadSketchView.h"

#include <algorithm>

#include <QPainter>
#include <QPainterPath>

#include "ui/text/Text.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {
namespace {

constexpr int kPlotHeight = 56;
constexpr int kLeastWidth = 160;

}  // namespace

SpreadSketchView::SpreadSketchView(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { update(); });
    hide();
}

void SpreadSketchView::setSketch(const std::optional<present::SpreadSketch>& sketch) {
    m_sketch = sketch;
    setVisible(sketch.has_value());
    if (sketch) {
        const auto withUnit = [&](const std::string& number) { return toQt(sketch->unit.empty() ? number : number + " " + sketch->unit); };
        setAccessibleName(tr("Distribution: 5 % below %1, half below %2, 5 % above %3").arg(withUnit(sketch->p5Text), withUnit(sketch->p50Text), withUnit(sketch->p95Text)));
        setToolTip(accessibleName());
    }
    update();
}

QSize SpreadSketchView::sizeHint() const { return {2 * kLeastWidth, kPlotHeight + kGrid + 2 * fontMetrics().height()}; }

QSize SpreadSketchView::minimumSizeHint() const { return {kLeastWidth, sizeHint().height()}; }

void SpreadSketchView::paintEvent(QPaintEvent*) {
    if (!m_sketch) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF plot(0.0, 1.0, width(), kPlotHeight);
    const Tokens& tokens = m_theme.tokens();
    const double step = plot.width() / static_cast<double>(m_sketch->heights.size());
    QPainterPath area(plot.bottomLeft());
    for (std::size_t i = 0; i < m_sketch->heights.size(); ++i) {
        area.lineTo(plot.left() + step * (static_cast<double>(i) + 0.5), plot.bottom() - m_sketch->heights[i] * (plot.height() - 2.0));
    }
    area.lineTo(plot.bottomRight());
    area.closeSubpath();
    painter.fillPath(area, tokens.selection);
    painter.setPen(QPen(tokens.accent, 1.0));
    painter.drawPath(area);
    paintMarks(painter, plot);
}

void SpreadSketchView::paintMarks(QPainter& painter, const QRectF& plot) const {
    const Tokens& tokens = m_theme.tokens();
    const double range = m_sketch->high - m_sketch->low;
    struct Mark {
        double at;
        QString name;
        QString number;
    };
    const Mark marks[] = {{m_sketch->p5, QStringLiteral("P5"), toQt(m_sketch->p5Text)},
                          {m_sketch->p95, QStringLiteral("P95"), toQt(m_sketch->p95Text)},
                          {m_sketch->p50, tr("median"), toQt(m_sketch->p50Text)}};
    std::vector<QRectF> taken;
    for (const Mark& mark : marks) {
        const double x = plot.left() + (mark.at - m_sketch->low) / range * plot.width();
        painter.setPen(QPen(tokens.muted, 1.0));
        painter.drawLine(QPointF(x, plot.bottom() - 6.0), QPointF(x, plot.bottom() + 3.0));
        const double room = std::max(fontMetrics().horizontalAdvance(mark.number), fontMetrics().horizontalAdvance(mark.name)) + 2.0;
        QRectF place(x - room / 2.0, plot.bottom() + kGrid, room, 2.0 * fontMetrics().height());
        place.moveLeft(std::clamp(place.left(), 0.0, std::max(0.0, width() - room)));
        // The ends are placed first; a median between two that are near each other keeps its mark alone.
        if (std::any_of(taken.begin(), taken.end(), [&](const QRectF& other) { return other.intersects(place); })) {
            continue;
        }
        taken.push_back(place);
        painter.drawText(place, Qt::AlignHCenter | Qt::AlignTop, mark.name + QLatin1Char('\n') + mark.number);
    }
}

}  // namespace offtake::ui
