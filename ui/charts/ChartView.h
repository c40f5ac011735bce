#pragma once

#include <functional>

#include <QtCharts/QChartView>

#include "core/present/ChartSpec.h"
#include "ui/charts/ChartRenderer.h"
#include "ui/charts/HoverModel.h"

namespace offtake::ui {

class Theme;

/// A chart that can be read by mouse, keyboard and screen reader. Pages use ChartCard, which adds the frame and the
/// table. Keys: Left, Right (Up, Down in horizontal bars, all four in a map) step through the values, Home and End jump, Esc hides them.
/// The wheel scrolls what lies around the chart.
class ChartView : public QChartView {
    Q_OBJECT
public:
    /// `theme` must outlive the view.
    explicit ChartView(const Theme& theme, QWidget* parent = nullptr);
    ~ChartView() override;

    void setSpec(const present::ChartSpec& spec);
    [[nodiscard]] const present::ChartSpec& spec() const { return m_renderer->spec(); }
    [[nodiscard]] ChartRenderer& renderer() { return *m_renderer; }

    /// Links this chart's crosshair with the others that have the same model, which must be of the same time axis.
    /// Without one the view has its own.
    void setHoverModel(HoverModel* model);
    [[nodiscard]] HoverModel* hoverModel() const { return m_hover; }

    /// Newer results are on their way.
    void setStale(bool stale) { m_renderer->setStale(stale); }
    /// The last line of exported pictures.
    void setFooter(const QString& footer) { m_footer = footer; }

    /// What a screen reader says of the values under the crosshair; empty without one.
    [[nodiscard]] QString readingText() const;

    void copyPicture() const;
    void copyData() const;
    /// Asks for a name by `askPath` (a file dialog unless a test replaced it) and writes the file; failures go to `failed`.
    void saveAs(const QString& suffix);
    std::function<QString(const QString& title, const QString& suggested, const QString& filter)> askPath;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// "Show as table" of the context menu.
    void tableRequested();
    /// A click on a sample: x, or index of row, step or cell.
    void sampleActivated(double x);
    /// A message for the window's banner.
    void failed(const QString& message);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();
    void followHover();
    void moveSample(int by);
    void jumpSample(bool toEnd);
    bool moveInMap(int key);

    const Theme& m_theme;
    ChartRenderer* m_renderer;
    HoverModel* m_hover;
    HoverModel m_ownHover;
    QString m_footer;
    bool m_keyboardFocus = false;
};

}  // namespace offtake::ui
