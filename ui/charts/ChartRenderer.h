#pragma once

#include <optional>
#include <vector>

#include <QObject>
#include <QPointer>
#include <QString>

#include <QtCharts/QChart>

#include "core/present/ChartSpec.h"
#include "ui/charts/ChartLayout.h"

class QAbstractAxis;
class QLineSeries;
class QValueAxis;

namespace offtake::ui {

class ChartOverlay;

/// Draws a ChartSpec into a QChart. Qt Charts draws series and grid; words, markers, legend and crosshair are one item
/// above them, because Qt's own titles and labels are elided, centred and overlap. Owned by the chart. Ranges, ticks
/// and places are ours (ChartLayout) and follow the size of the chart.
///
/// What cannot be drawn (see present::validate) shows its reason in place of the plot; long lines are decimated. No
/// number that is not finite ever reaches Qt Charts.
class ChartRenderer : public QObject {
    Q_OBJECT
public:
    explicit ChartRenderer(QChart* chart);
    ~ChartRenderer() override;

    /// Shows the chart. Lines that were there before are updated in place.
    void render(present::ChartSpec spec);
    void setTokens(const Tokens& tokens);
    void setFont(const QFont& font);
    /// A last line below the caption, for exports: program, file, seed.
    void setFooter(const QString& footer);
    /// The sample (x, or index of row or step) whose values are shown in a box; nothing hides it.
    void setCrosshair(std::optional<double> x);
    /// Draws the chart back while newer results are on their way.
    void setStale(bool stale);

    [[nodiscard]] const present::ChartSpec& spec() const { return m_spec; }
    [[nodiscard]] const ChartLayout& layout() const { return m_layout; }
    [[nodiscard]] const Tokens& tokens() const { return m_tokens; }
    [[nodiscard]] std::optional<double> crosshair() const { return m_crosshair; }
    /// Why the chart cannot be drawn; empty when it is.
    [[nodiscard]] QString problem() const { return m_problem; }

private:
    void relayout();
    void rebuild();
    void settle();
    void applyRanges();
    void applyColours();
    void buildXy();
    void buildStackedBars();
    void buildRows();
    void buildSteps();
    void attach(QAbstractSeries* series);
    void clear();

    QChart* m_chart;
    ChartOverlay* m_overlay;
    present::ChartSpec m_spec;
    QString m_problem;
    QString m_footer;
    QString m_shape;  ///< kinds and counts of what is built: equal shapes are updated in place
    Tokens m_tokens;
    QFont m_font;
    ChartFonts m_fonts;
    ChartLayout m_layout;
    std::optional<double> m_crosshair;
    bool m_stale = false;
    QPointer<QValueAxis> m_xAxis;
    QPointer<QValueAxis> m_yAxis;
    QPointer<QValueAxis> m_slotAxis;  ///< bars count from 0; this hidden axis puts bar i where it belongs
    std::vector<QPointer<QLineSeries>> m_lines;  ///< in the order of linesOf()
};

}  // namespace offtake::ui
