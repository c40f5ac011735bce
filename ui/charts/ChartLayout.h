#pragma once

#include <optional>
#include <vector>

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>
#include <QStringList>

#include "core/present/ChartSpec.h"
#include "core/present/Ticks.h"
#include "ui/theme/Tokens.h"

namespace offtake::ui {

/// Words at a place in the chart.
struct PlacedText {
    QRectF rect;
    QString text;
    QColor colour;
    QFont font;
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
    bool wraps = false;
};

/// A name at the end of a line; moved away from its line when names would overlap.
struct EndLabel {
    PlacedText words;
    QPointF anchor;  ///< end of the line
    QColor line;
    bool moved = false;
};

struct LegendEntry {
    QRectF mark;
    present::Role role;
    PlacedText words;
};

/// Where everything of a chart lies in a picture of a given size: the only place with chart geometry. A plain value,
/// so that it can be tested without a chart.
struct ChartLayout {
    QRectF plot;
    present::Range x;  ///< of the plot, in axis units; rows or steps: −0.5 … n − 0.5
    present::Range y;  ///< of rows: the values, which run along the horizontal
    bool horizontal = false;
    present::Ticks valueTicks;
    std::vector<double> markedX;  ///< small ticks below the plot
    QRectF key;                   ///< of the colours of a heat map; null without one
    std::vector<PlacedText> texts;
    std::vector<EndLabel> endLabels;
    std::vector<LegendEntry> legend;

    /// Position of a point of the axes; of horizontal bars (row, value).
    [[nodiscard]] QPointF at(double xValue, double yValue) const;
    /// Axis x (or row) under a position.
    [[nodiscard]] double xAt(const QPointF& position) const;
    /// Axis y under a position; of horizontal bars the value.
    [[nodiscard]] double yAt(const QPointF& position) const;
};

/// Fonts of a chart, derived from the application's; nothing below 9 pt.
struct ChartFonts {
    QFont title;
    QFont label;
    QFont strong;
    [[nodiscard]] static ChartFonts from(const QFont& base);
};

/// Lays out a valid chart. `footer` is a last line below the caption (exports); `problem` stands in place of the plot.
[[nodiscard]] ChartLayout layOut(const present::ChartSpec& spec, const Tokens& tokens, const ChartFonts& fonts,
                                 const QSizeF& size, const QString& footer, const QString& problem);

/// Text broken into at most `most` lines of `width`; the last is elided.
[[nodiscard]] QStringList wrapped(const QString& text, const QFont& font, double width, int most);

}  // namespace offtake::ui
