#pragma once

#include <optional>

#include <QScrollArea>

#include "core/present/UncertaintyCharts.h"
#include "core/study/Edit.h"
#include "ui/document/Sensitivities.h"
#include "ui/document/Simulations.h"

class QAction;
class QBoxLayout;
class QGridLayout;
class QLabel;
class QStackedWidget;

namespace offtake::ui {

class ChartCard;
class CorrelationEditor;
class Document;
class Indices;
class IndicesCard;
class FlatChoice;
class RiskPanel;
class SimulationBar;
class SimulationState;
class SpecTableView;
class TableCard;
class Theme;

/// What the deals come to when nobody knows the inputs for certain: cost by month with its spread, the distribution of
/// the difference, what moves it most, where both deals are equal, what each scenario does to them, and how inputs move
/// together. The finding in words stands first. Figures of an earlier state stay, drawn back and marked, while newer ones
/// are drawn.
class UncertaintyPage : public QScrollArea {
    Q_OBJECT
public:
    /// All must outlive the page.
    UncertaintyPage(const Document& document, Results& results, Simulations& simulations, Sensitivities& sensitivities, Indices& indices,
                    const Theme& theme, QWidget* parent = nullptr);

    /// The last line of exported pictures.
    void setExportFooter(const QString& footer);
    /// Whether the page is on the screen; it follows its services only then.
    void setShown(bool shown);
    /// Moves the keyboard to the first chart, or to the action of the present state.
    void focusFirst();

    /// What is asked: metric and deal.
    [[nodiscard]] const present::SimulatedFigure& figure() const { return m_figure; }
    /// Whether charts are shown, not one of the states without any.
    [[nodiscard]] bool showsCharts() const;

    /// What the number under the keyboard rests on: an input, or a metric of a deal.
    struct Traced {
        QString input;  ///< path; empty: the metric
        QString metric;
        QString deal;
    };
    [[nodiscard]] Traced traced() const;

    [[nodiscard]] SimulationBar* bar() const { return m_bar; }
    [[nodiscard]] FlatChoice* fanChoice() const { return m_fanOf; }
    [[nodiscard]] FlatChoice* xChoice() const { return m_xInput; }
    [[nodiscard]] FlatChoice* yChoice() const { return m_yInput; }
    [[nodiscard]] SimulationState* state() const { return m_state; }
    [[nodiscard]] QLabel* sentence() const { return m_sentence; }
    [[nodiscard]] QLabel* detail() const { return m_detail; }
    [[nodiscard]] QLabel* remarks() const { return m_remarks; }
    [[nodiscard]] QLabel* notice() const { return m_notice; }
    [[nodiscard]] RiskPanel* panel() const { return m_panel; }
    [[nodiscard]] CorrelationEditor* correlations() const { return m_correlations; }
    [[nodiscard]] ChartCard* fan() const { return m_fan; }
    [[nodiscard]] ChartCard* distribution() const { return m_distribution; }
    [[nodiscard]] ChartCard* tornado() const { return m_tornado; }
    [[nodiscard]] ChartCard* map() const { return m_map; }
    [[nodiscard]] IndicesCard* indices() const { return m_indicesCard; }
    [[nodiscard]] ChartCard* convergence() const { return m_convergence; }
    [[nodiscard]] TableCard* regret() const { return m_regret; }
    /// All charts in the order in which they stand.
    [[nodiscard]] const std::vector<ChartCard*>& charts() const { return m_charts; }
    /// Of the table that has the keyboard, else of the quantiles.
    [[nodiscard]] QAction* copyTableAction() const { return m_copyTable; }
    [[nodiscard]] QAction* exportTableAction() const { return m_exportTable; }
    /// Save the chart that has the keyboard (else the distribution): PNG, SVG, PDF, CSV.
    [[nodiscard]] const std::vector<QAction*>& exportChartActions() const { return m_exportCharts; }

public Q_SLOTS:
    /// Another seed, as an edit.
    void randomise();

Q_SIGNALS:
    void editRequested(const offtake::study::Edit& edit);
    /// Show the inputs; the path of one, or empty.
    void inputsRequested(const QString& path);
    void goalSeekRequested();
    /// A message for the window's banner.
    void failed(const QString& message);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeCharts();
    void makeActions();
    void connectParts();
    ChartCard* makeCard();
    void adopt(ChartCard* card);
    void update();
    void showState();
    [[nodiscard]] QString noticeText() const;
    void showStudy();
    void showFigures();
    void showErrors();
    void showSimulation();
    void showSensitivities();
    void showScenarios();
    void showIndices();
    void showFan();
    void askFigure();
    void arrange();
    void setMapPoint(double cell);
    [[nodiscard]] ChartCard* chosenChart() const;
    [[nodiscard]] SpecTableView* chosenTable() const;

    const Document& m_document;
    Results& m_results;
    Simulations& m_simulations;
    Sensitivities& m_sensitivities;
    Indices& m_indices;
    const Theme& m_theme;
    present::SimulatedFigure m_figure;
    bool m_hasFigure = false;  ///< whether m_figure was chosen for this document
    std::optional<economics::Metric> m_awaited;  ///< chosen, and not in a run yet
    bool m_shown = false;
    bool m_hasScenarios = false;
    int m_columns = 0;
    bool m_panelBeside = false;

    QStackedWidget* m_stack = nullptr;
    SimulationState* m_state = nullptr;
    SimulationBar* m_bar = nullptr;
    FlatChoice* m_fanOf = nullptr;
    FlatChoice* m_xInput = nullptr;
    FlatChoice* m_yInput = nullptr;
    QLabel* m_sentence = nullptr;
    QLabel* m_detail = nullptr;
    QLabel* m_remarks = nullptr;
    QLabel* m_notice = nullptr;
    QBoxLayout* m_body = nullptr;
    QGridLayout* m_grid = nullptr;
    ChartCard* m_fan = nullptr;
    ChartCard* m_distribution = nullptr;
    ChartCard* m_tornado = nullptr;
    ChartCard* m_map = nullptr;
    ChartCard* m_convergence = nullptr;
    IndicesCard* m_indicesCard = nullptr;
    std::vector<ChartCard*> m_charts;
    RiskPanel* m_panel = nullptr;
    CorrelationEditor* m_correlations = nullptr;
    TableCard* m_regret = nullptr;
    QAction* m_copyTable = nullptr;
    QAction* m_exportTable = nullptr;
    std::vector<QAction*> m_exportCharts;
};

}  // namespace offtake::ui
