#pragma once

#include <vector>

#include <QImage>

#include "core/present/ChartSpec.h"
#include "ui/charts/ChartLayout.h"

class QPainter;

namespace offtake::ui {

/// The colour of a value: the role of its sign over the ground, the deeper the nearer it is to `largest`.
[[nodiscard]] QColor heatColour(const present::HeatMap& heat, double value, double largest, const Tokens& tokens);

/// One pixel per cell, the highest row first; cells without a value are transparent.
[[nodiscard]] QImage heatImage(const present::HeatMap& heat, double largest, const Tokens& tokens);

/// The value of the deepest colour.
[[nodiscard]] double largestOf(const present::ChartSpec& spec);

/// The key of colours at the right of a plot that gives up some of its width for it.
struct HeatKey {
    double plotRight = 0.0;
    QRectF rect;
    std::vector<PlacedText> labels;
};
[[nodiscard]] HeatKey heatKey(const present::ChartSpec& spec, const QRectF& plot, double right, const Tokens& tokens, const ChartFonts& fonts);

/// Words inside the map, where they overlap neither each other nor the border: names of both sides, of the border and of
/// the dot. What finds no room is left out. Preconditions: a valid map, and a layout whose plot and ranges are set.
[[nodiscard]] std::vector<PlacedText> heatWords(const present::ChartSpec& spec, const ChartLayout& layout, const Tokens& tokens,
                                                const ChartFonts& fonts);

/// Cells, frame, border, dot and the key of colours in layout.key.
void paintHeat(QPainter& painter, const present::ChartSpec& spec, const ChartLayout& layout, const Tokens& tokens);

}  // namespace offtake::ui
