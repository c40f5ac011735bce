#pragma once

#include <optional>

#include <QWidget>

#include "core/present/SpreadSketch.h"

namespace offtake::ui {

class Theme;

/// The curve of a distribution with its 5, 50 and 95 % quantiles, small enough for a panel.
class SpreadSketchView : public QWidget {
    Q_OBJECT
public:
    /// `theme` must outlive the widget.
    explicit SpreadSketchView(const Theme& theme, QWidget* parent = nullptr);

    /// Nothing hides the widget.
    void setSketch(const std::optional<present::SpreadSketch>& sketch);
    [[nodiscard]] const std::optional<present::SpreadSketch>& sketch() const { return m_sketch; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintMarks(QPainter& painter, const QRectF& plot) const;

    const Theme& m_theme;
    std::optional<present::SpreadSketch> m_sketch;
};

}  // namespace offtake::ui
