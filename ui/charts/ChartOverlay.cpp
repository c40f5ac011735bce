#include "ui/charts/ChartOverlay.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

#include "core/present/ChartRead.h"
#include "ui/charts/HeatMapPicture.h"
#include "ui/theme/Marks.h"

namespace offtake::ui {
namespace {

constexpr double kAboveSeries = 1000.0;
constexpr double kTickLength = 4.0;
constexpr double kDot = 7.0;
constexpr double kStaleOpacity = 0.45;

/// Lines of one pixel lie on pixel centres, else they blur.
double crisp(double value) { return std::floor(value) + 0.5; }

void drawText(QPainter& painter, const PlacedText& words) {
    painter.setFont(words.font);
    painter.setPen(words.colour);
    const int wrapping = words.wraps ? Qt::TextWordWrap : Qt::TextSingleLine;
    painter.drawText(words.rect, static_cast<int>(words.alignment) | wrapping | Qt::TextDontClip, words.text);
}

}  // namespace

ChartOverlay::ChartOverlay(QGraphicsItem* parent) : QGraphicsItem(parent) {
    setZValue(kAboveSeries);
    setAcceptedMouseButtons(Qt::NoButton);
}

void ChartOverlay::setContent(const OverlayContent& content, const QSizeF& size) {
    prepareGeometryChange();
    m_content = content;
    m_bounds = QRectF(QPointF(), size);
    update();
}

void ChartOverlay::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (m_content.layout == nullptr) {
        return;
    }
    painter->save();
    if (m_content.drawsPlot) {
        if (m_content.spec->kind == present::ChartKind::HeatMap) {
            paintHeat(*painter, *m_content.spec, *m_content.layout, *m_content.tokens);
        }
        paintAxes(*painter);
        paintConnectors(*painter);
        paintMarkers(*painter);
    }
    if (m_content.stale) {
        QColor veil = m_content.tokens->raised;
        veil.setAlphaF(static_cast<float>(1.0 - kStaleOpacity));
        painter->fillRect(m_content.layout->plot, veil);
    }
    paintLabels(*painter);
    if (m_content.drawsPlot) {
        paintCrosshair(*painter);
    }
    painter->restore();
}

void ChartOverlay::paintAxes(QPainter& painter) const {
    const ChartLayout& layout = *m_content.layout;
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(m_content.tokens->baseline, 1.0));
    const bool hasZeroLine = m_content.spec->kind != present::ChartKind::HeatMap && layout.y.low <= 0.0 && layout.y.high >= 0.0;
    if (hasZeroLine) {
        const QPointF zero = layout.at(layout.x.low, 0.0);
        if (layout.horizontal) {
            painter.drawLine(QPointF(crisp(zero.x()), layout.plot.top()), QPointF(crisp(zero.x()), layout.plot.bottom()));
        } else {
            painter.drawLine(QPointF(layout.plot.left(), crisp(zero.y())), QPointF(layout.plot.right(), crisp(zero.y())));
        }
    }
    for (const double x : layout.markedX) {
        const double at = crisp(layout.at(x, layout.y.low).x());
        painter.drawLine(QPointF(at, layout.plot.bottom()), QPointF(at, layout.plot.bottom() + kTickLength));
    }
}

void ChartOverlay::paintConnectors(QPainter& painter) const {
    const present::ChartSpec& spec = *m_content.spec;
    if (spec.kind != present::ChartKind::Waterfall) {
        return;
    }
    painter.setPen(QPen(m_content.tokens->baseline, 1.0));
    double level = 0.0;
    const double half = spec.barFill / 2.0;
    for (std::size_t i = 0; i + 1 < spec.steps.size(); ++i) {
        level = spec.steps[i].isTotal ? spec.steps[i].value : level + spec.steps[i].value;
        const double x = static_cast<double>(i);
        const double y = crisp(m_content.layout->at(x, level).y());
        painter.drawLine(QPointF(m_content.layout->at(x + half, level).x(), y), QPointF(m_content.layout->at(x + 1.0 - half, level).x(), y));
    }
}

void ChartOverlay::paintMarkers(QPainter& painter) const {
    const ChartLayout& layout = *m_content.layout;
    const Tokens& tokens = *m_content.tokens;
    for (const present::Marker& marker : m_content.spec->markers) {
        const bool vertical = marker.kind == present::Marker::Kind::Vertical;
        const present::Range& range = vertical ? layout.x : layout.y;
        if (marker.at < range.low || marker.at > range.high) {
            continue;
        }
        painter.setPen(QPen(tokens.baseline, 1.0, Qt::DashLine));
        const QPointF at = vertical ? layout.at(marker.at, layout.y.low) : layout.at(layout.x.low, marker.at);
        if (vertical) {
            painter.drawLine(QPointF(crisp(at.x()), layout.plot.top() - 2.0), QPointF(crisp(at.x()), layout.plot.bottom()));
        } else {
            painter.drawLine(QPointF(layout.plot.left(), crisp(at.y())), QPointF(layout.plot.right(), crisp(at.y())));
        }
        if (marker.dot) {
            const QPointF dot = vertical ? layout.at(marker.at, *marker.dot) : layout.at(*marker.dot, marker.at);
            painter.setPen(QPen(tokens.raised, 1.0));
            painter.setBrush(tokens.text);
            painter.drawEllipse(dot, kDot / 2.0, kDot / 2.0);
        }
    }
}

void ChartOverlay::paintLabels(QPainter& painter) const {
    const Tokens& tokens = *m_content.tokens;
    for (const PlacedText& words : m_content.layout->texts) {
        drawText(painter, words);
    }
    for (const EndLabel& label : m_content.layout->endLabels) {
        if (label.moved) {
            painter.setPen(QPen(label.line, 1.0));
            painter.drawLine(label.anchor + QPointF(2.0, 0.0), QPointF(label.words.rect.left() - 3.0, label.words.rect.center().y()));
        }
        drawText(painter, label.words);
    }
    for (const LegendEntry& entry : m_content.layout->legend) {
        painter.fillPath(markOf(entry.role, entry.mark.center(), entry.mark.width()), tokens.fill(entry.role));
        drawText(painter, entry.words);
    }
}

QPointF ChartOverlay::centreOfCell(double index) const {
    const present::Point centre = m_content.spec->heat.centreOf(static_cast<std::size_t>(index));
    return m_content.layout->at(centre.x, centre.y);
}

void ChartOverlay::paintCrosshair(QPainter& painter) const {
    if (!m_content.crosshair || m_content.spec->isEmpty()) {
        return;
    }
    const ChartLayout& layout = *m_content.layout;
    const Tokens& tokens = *m_content.tokens;
    const present::Reading reading = present::readAt(*m_content.spec, *m_content.crosshair);
    const bool isHeat = m_content.spec->kind == present::ChartKind::HeatMap;
    const QPointF at = isHeat ? centreOfCell(reading.x) : layout.at(reading.x, layout.y.low);
    painter.setPen(QPen(tokens.baseline, 1.0));
    if (m_content.spec->kind == present::ChartKind::Xy) {
        painter.drawLine(QPointF(crisp(at.x()), layout.plot.top()), QPointF(crisp(at.x()), layout.plot.bottom()));
    } else if (isHeat) {
        const QSizeF cell(layout.plot.width() / static_cast<double>(m_content.spec->heat.xs.size()),
                          layout.plot.height() / static_cast<double>(m_content.spec->heat.ys.size()));
        painter.setPen(QPen(tokens.text, 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(at - QPointF(cell.width(), cell.height()) / 2.0, cell));
    }

    constexpr double kPad = 8.0;
    const QFontMetricsF metrics(m_content.fonts->label);
    const QFontMetricsF strong(m_content.fonts->strong);
    const double line = std::ceil(metrics.height());
    const QString place = QString::fromStdString(reading.place);
    double names = 0.0;
    double values = 0.0;
    for (const present::Reading::Line& row : reading.lines) {
        names = std::max(names, metrics.horizontalAdvance(QString::fromStdString(row.name)));
        values = std::max(values, strong.horizontalAdvance(QString::fromStdString(row.text)));
    }
    const double width = std::max(metrics.horizontalAdvance(place), line + names + 2.0 * kPad + values) + 2.0 * kPad;
    const double height = line * (1.0 + static_cast<double>(reading.lines.size())) + 2.0 * kPad;
    // Beside the line, on the side with more room, inside the picture.
    double left = at.x() + kPad;
    if (left + width > m_bounds.width() - 2.0 && at.x() - kPad - width > 2.0) {
        left = at.x() - kPad - width;
    }
    left = std::clamp(left, 2.0, std::max(2.0, m_bounds.width() - width - 2.0));
    double top = layout.horizontal || isHeat ? at.y() + line : layout.plot.top() + kPad;
    if (isHeat && top + height > m_bounds.height() - 2.0) {
        top = at.y() - line - height;
    }
    top = std::clamp(top, 2.0, std::max(2.0, m_bounds.height() - height - 2.0));
    const QRectF box(left, top, width, height);
    painter.setPen(QPen(tokens.baseline, 1.0));
    painter.setBrush(tokens.raised);
    painter.drawRoundedRect(box, kRadius, kRadius);
    double y = box.top() + kPad;
    drawText(painter, {QRectF(box.left() + kPad, y, width, line), place, tokens.muted, m_content.fonts->label});
    for (const present::Reading::Line& row : reading.lines) {
        y += line;
        painter.fillPath(markOf(row.role, QPointF(box.left() + kPad + line * 0.3, y + line / 2.0), line * 0.5), tokens.fill(row.role));
        drawText(painter, {QRectF(box.left() + kPad + line, y, names, line), QString::fromStdString(row.name), tokens.text,
                           m_content.fonts->label});
        drawText(painter, {QRectF(box.right() - kPad - values, y, values, line), QString::fromStdString(row.text), tokens.text,
                           m_content.fonts->strong, Qt::AlignRight | Qt::AlignVCenter});
    }
    for (const present::Series& series : m_content.spec->series) {
        if (series.kind != present::SeriesKind::Line && series.kind != present::SeriesKind::Step) {
            continue;
        }
        for (const present::Run& run : series.runs) {
            for (const present::Point& point : run) {
                if (point.x == reading.x) {
                    const QPainterPath mark = markOf(series.role, layout.at(point.x, point.y), kDot + 1.0);
                    if (!box.contains(layout.at(point.x, point.y))) {
                        painter.strokePath(mark, QPen(tokens.raised, 2.0));
                        painter.fillPath(mark, tokens.stroke(series.role));
                    }
                }
            }
        }
    }
}

}  // namespace offtake::ui
