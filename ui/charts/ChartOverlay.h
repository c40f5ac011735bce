#pragma once

#include <optional>

#include <QGraphicsItem>

#include "core/present/ChartSpec.h"
#include "ui/charts/ChartLayout.h"

namespace offtake::ui {

/// What ChartOverlay paints; borrowed from the renderer, which outlives it.
struct OverlayContent {
    const present::ChartSpec* spec = nullptr;
    const ChartLayout* layout = nullptr;
    const Tokens* tokens = nullptr;
    const ChartFonts* fonts = nullptr;
    std::optional<double> crosshair;
    bool stale = false;
    bool drawsPlot = true;  ///< false when a problem stands in place of the plot
};

/// Words, tick marks, markers, waterfall connectors, direct labels, legend and the crosshair, above the series.
class ChartOverlay : public QGraphicsItem {
public:
    explicit ChartOverlay(QGraphicsItem* parent);

    void setContent(const OverlayContent& content, const QSizeF& size);
    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintAxes(QPainter& painter) const;
    void paintMarkers(QPainter& painter) const;
    void paintConnectors(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;
    void paintCrosshair(QPainter& painter) const;
    [[nodiscard]] QPointF centreOfCell(double index) const;

    OverlayContent m_content;
    QRectF m_bounds;
};

}  // namespace offtake::ui
