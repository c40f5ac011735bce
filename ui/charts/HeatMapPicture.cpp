#include "ui/charts/HeatMapPicture.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>
#include <QStringList>

#include "core/present/ChartRead.h"

namespace offtake::ui {
namespace {

// Full colour would be louder than the words and the border on it.
constexpr double kDeepest = 0.78;
constexpr double kBorderWidth = 2.0;
constexpr double kDot = 10.0;
constexpr double kReadable = 4.5;  // contrast of words, WCAG 2.1
constexpr int kTries = 14;         // places across and down that are tried for the name of a side

QPolygonF polyline(const present::Run& run, const ChartLayout& layout) {
    QPolygonF line;
    for (const present::Point& point : run) {
        line << layout.at(point.x, point.y);
    }
    return line;
}

bool crosses(const QPolygonF& line, const QRectF& rect) {
    if (line.size() == 1) {
        return rect.contains(line.front());
    }
    const QLineF edges[] = {{rect.topLeft(), rect.topRight()}, {rect.topRight(), rect.bottomRight()},
                            {rect.bottomRight(), rect.bottomLeft()}, {rect.bottomLeft(), rect.topLeft()}};
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
        const QLineF part(line[i], line[i + 1]);
        if (rect.contains(part.p1()) || rect.contains(part.p2())) {
            return true;
        }
        for (const QLineF& edge : edges) {
            if (part.intersects(edge) == QLineF::BoundedIntersection) {
                return true;
            }
        }
    }
    return false;
}

/// Finds room for words one after the other.
class Places {
public:
    Places(const present::ChartSpec& spec, const ChartLayout& layout, const Tokens& tokens, const ChartFonts& fonts)
        : m_heat(spec.heat), m_layout(layout), m_tokens(tokens), m_fonts(fonts), m_largest(largestOf(spec)) {
        for (const present::Run& run : m_heat.border) {
            m_border.push_back(polyline(run, layout));
        }
    }

    std::vector<PlacedText> all() {
        if (m_heat.dot) {
            const QPointF at = m_layout.at(m_heat.dot->x, m_heat.dot->y);
            m_taken.push_back(QRectF(at.x() - kDot, at.y() - kDot, 2.0 * kDot, 2.0 * kDot));
            addDotName(at);
        }
        addBorderName();
        addSide(m_heat.negativeLabel, true);
        addSide(m_heat.positiveLabel, false);
        return m_words;
    }

private:
    [[nodiscard]] QSizeF sizeOf(const QString& text, const QFont& font) const {
        const QFontMetricsF metrics(font);
        return {std::ceil(metrics.horizontalAdvance(text)) + 2.0, std::ceil(metrics.height())};
    }

    [[nodiscard]] bool isFree(const QRectF& rect) const {
        if (!m_layout.plot.adjusted(2.0, 2.0, -2.0, -2.0).contains(rect)) {
            return false;
        }
        const auto meets = [&](const QRectF& other) { return other.intersects(rect); };
        const auto cuts = [&](const QPolygonF& line) { return crosses(line, rect.adjusted(-2.0, -1.0, 2.0, 1.0)); };
        return std::none_of(m_taken.begin(), m_taken.end(), meets) && std::none_of(m_border.begin(), m_border.end(), cuts);
    }

    [[nodiscard]] std::optional<double> valueAt(const QPointF& position) const {
        const auto cell = m_heat.cellAt({m_layout.xAt(position), m_layout.yAt(position)});
        return cell && std::isfinite(m_heat.values[*cell]) ? std::optional(m_heat.values[*cell]) : std::nullopt;
    }

    void put(const QRectF& rect, const QString& text, const QFont& font) {
        const auto value = valueAt(rect.center());
        const QColor ground = value ? heatColour(m_heat, *value, m_largest, m_tokens) : m_tokens.raised;
        const bool readable = contrast(m_tokens.text, ground) >= std::min(kReadable, contrast(m_tokens.raised, ground));
        m_taken.push_back(rect);
        m_words.push_back({rect, text, readable ? m_tokens.text : m_tokens.raised, font, Qt::AlignCenter});
    }

    void addDotName(const QPointF& at) {
        const QString text = QString::fromStdString(m_heat.dotLabel);
        if (text.isEmpty()) {
            return;
        }
        const QSizeF size = sizeOf(text, m_fonts.label);
        const QPointF corners[] = {{at.x() + kDot, at.y() - size.height() / 2.0}, {at.x() - kDot - size.width(), at.y() - size.height() / 2.0},
                                   {at.x() - size.width() / 2.0, at.y() - kDot - size.height()}, {at.x() - size.width() / 2.0, at.y() + kDot}};
        for (const QPointF& corner : corners) {
            if (const QRectF rect(corner, size); isFree(rect)) {
                put(rect, text, m_fonts.label);
                return;
            }
        }
    }

    /// Beside the border, from its ends inwards.
    void addBorderName() {
        const QString text = QString::fromStdString(m_heat.borderLabel);
        if (text.isEmpty() || m_border.empty()) {
            return;
        }
        const QSizeF size = sizeOf(text, m_fonts.strong);
        const QPolygonF& line = *std::max_element(m_border.begin(), m_border.end(), [](const QPolygonF& a, const QPolygonF& b) { return a.size() < b.size(); });
        for (const double share : {0.9, 0.1, 0.8, 0.2, 0.65, 0.35, 0.5}) {
            const QPointF at = line[static_cast<qsizetype>(share * static_cast<double>(line.size() - 1))];
            for (const double gap : {2.0 * kGrid, 5.0 * kGrid}) {
                for (const double x : {at.x() - gap - size.width(), at.x() + gap}) {
                    for (const double y : {at.y() - size.height() / 2.0, at.y() - size.height() - gap, at.y() + gap}) {
                        if (const QRectF rect(QPointF(x, y), size); isFree(rect)) {
                            put(rect, text, m_fonts.strong);
                            return;
                        }
                    }
                }
            }
        }
    }

    /// Where the name lies deepest inside its side: farthest from the border and not at the edge.
    void addSide(const std::string& label, bool negative) {
        const QString text = QString::fromStdString(label);
        if (text.isEmpty()) {
            return;
        }
        const QSizeF size = sizeOf(text, m_fonts.label);
        const QRectF room = m_layout.plot.adjusted(size.width() / 2.0 + 3.0, size.height() / 2.0 + 3.0, -size.width() / 2.0 - 3.0, -size.height() / 2.0 - 3.0);
        if (room.width() <= 0.0 || room.height() <= 0.0) {
            return;
        }
        std::optional<QRectF> best;
        double farthest = -1.0;
        for (int i = 0; i <= kTries; ++i) {
            for (int j = 0; j <= kTries; ++j) {
                const QPointF centre(room.left() + room.width() * i / kTries, room.top() + room.height() * j / kTries);
                const QRectF rect(centre - QPointF(size.width() / 2.0, size.height() / 2.0), size);
                if (!isFree(rect) || !isOf(rect, negative)) {
                    continue;
                }
                if (const double distance = distanceToOthers(centre); distance > farthest) {
                    farthest = distance;
                    best = rect;
                }
            }
        }
        if (best) {
            put(*best, text, m_fonts.label);
        }
    }

    [[nodiscard]] bool isOf(const QRectF& rect, bool negative) const {
        for (const QPointF& corner : {rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight(), rect.center()}) {
            const auto value = valueAt(corner);
            if (!value || (*value < 0.0) != negative) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] double distanceToOthers(const QPointF& centre) const {
        // The middle of the free room reads as the name of all of it; the frame counts less than the border.
        const QRectF& plot = m_layout.plot;
        double least = 2.0 * std::min({centre.x() - plot.left(), plot.right() - centre.x(), centre.y() - plot.top(), plot.bottom() - centre.y()});
        for (const QPolygonF& line : m_border) {
            for (const QPointF& point : line) {
                least = std::min(least, QLineF(centre, point).length());
            }
        }
        for (const QRectF& rect : m_taken) {
            least = std::min(least, QLineF(centre, rect.center()).length());
        }
        return least;
    }

    const present::HeatMap& m_heat;
    const ChartLayout& m_layout;
    const Tokens& m_tokens;
    const ChartFonts& m_fonts;
    double m_largest;
    std::vector<QPolygonF> m_border;
    std::vector<QRectF> m_taken;
    std::vector<PlacedText> m_words;
};

}  // namespace

QColor heatColour(const present::HeatMap& heat, double value, double largest, const Tokens& tokens) {
    const double share = largest > 0.0 ? std::min(std::abs(value) / largest, 1.0) : 0.0;
    return tokens.tint(tokens.fill(value < 0.0 ? heat.negative : heat.positive), kDeepest * share);
}

QImage heatImage(const present::HeatMap& heat, double largest, const Tokens& tokens) {
    const auto columns = static_cast<int>(heat.xs.size());
    const auto rows = static_cast<int>(heat.ys.size());
    QImage image(columns, rows, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const double value = heat.values[static_cast<std::size_t>(row) * heat.xs.size() + static_cast<std::size_t>(column)];
            if (std::isfinite(value)) {
                image.setPixelColor(column, rows - 1 - row, heatColour(heat, value, largest, tokens));
            }
        }
    }
    return image;
}

double largestOf(const present::ChartSpec& spec) {
    const present::Range range = present::valueRange(spec);
    return std::max(std::abs(range.low), std::abs(range.high));
}

HeatKey heatKey(const present::ChartSpec& spec, const QRectF& plot, double right, const Tokens& tokens, const ChartFonts& fonts) {
    const QFontMetricsF metrics(fonts.label);
    const double line = std::ceil(metrics.height());
    const double largest = largestOf(spec);
    const double values[] = {largest, 0.0, -largest};
    QStringList texts;
    double widest = 0.0;
    for (const double value : values) {
        texts << QString::fromStdString(present::valueText(spec, value, 0, true));
        widest = std::max(widest, std::ceil(metrics.horizontalAdvance(texts.last())) + 1.0);
    }
    const double bar = line * 0.8;
    HeatKey key;
    key.plotRight = std::max(plot.left() + 1.0, right - widest - bar - 5.0 * kGrid);
    key.rect = QRectF(key.plotRight + 3.0 * kGrid, plot.top(), bar, plot.height());
    double centre = key.rect.top() + line / 2.0;
    for (const QString& text : texts) {
        key.labels.push_back({QRectF(key.rect.right() + 2.0 * kGrid, centre - line / 2.0, widest, line), text, tokens.muted, fonts.label});
        centre += (key.rect.height() - line) / 2.0;
    }
    return key;
}

std::vector<PlacedText> heatWords(const present::ChartSpec& spec, const ChartLayout& layout, const Tokens& tokens, const ChartFonts& fonts) {
    return Places(spec, layout, tokens, fonts).all();
}

void paintHeat(QPainter& painter, const present::ChartSpec& spec, const ChartLayout& layout, const Tokens& tokens) {
    const present::HeatMap& heat = spec.heat;
    const double largest = largestOf(spec);
    painter.save();
    // Cells, not a smooth surface: between them nothing was computed.
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    const present::Range x = heat.xCover();
    const present::Range y = heat.yCover();
    painter.setClipRect(layout.plot);
    painter.drawImage(QRectF(layout.at(x.low, y.high), layout.at(x.high, y.low)), heatImage(heat, largest, tokens));
    painter.setPen(QPen(tokens.text, kBorderWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    for (const present::Run& run : heat.border) {
        painter.drawPolyline(polyline(run, layout));
    }
    if (heat.dot) {
        const QPointF at = layout.at(heat.dot->x, heat.dot->y);
        painter.setBrush(tokens.raised);
        painter.drawEllipse(at, kDot / 2.0, kDot / 2.0);
    }
    painter.setClipping(false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(tokens.line, 1.0));
    painter.drawRect(layout.plot);
    if (!layout.key.isNull()) {
        QLinearGradient colours(layout.key.bottomLeft(), layout.key.topLeft());
        for (const double share : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
            colours.setColorAt((share + 1.0) / 2.0, heatColour(heat, share * largest, largest, tokens));
        }
        painter.fillRect(layout.key, colours);
        painter.drawRect(layout.key);
    }
    painter.restore();
}

}  // namespace offtake::ui
