#pragma once

#include <optional>

#include <QScrollArea>

#include "core/present/UncertaintyCharts.h"
#include "core/study/Edit.h"
#include "ui/document/Sensitivities.h"
#include "ui/document/Simulations.h"

class QBoxLayout;
class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace offtake::ui {

class ChartCard;
class CorrelationEditor;
class Document;
class FlatChoice;
class RiskPanel;
class Theme;

/// What the deals come to when nobody knows the inputs for certain: cost by month with its spread, the distribution of
/// the difference, what moves it most, where both deals are equal, and how inputs move together. Figures of an earlier
/// state stay, drawn back and marked, while newer ones are drawn.
class UncertaintyPage : public QScrollArea {
    Q_OBJECT
public:
    /// All must outlive the page.
    UncertaintyPage(const Document& document, Results& results, Simulations& simulations, Sensitivities& sensitivities, const Theme& theme,
                    QWidget* parent = nullptr);

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

    [[nodiscard]] FlatChoice* metricChoice() const { return m_metric; }
    [[nodiscard]] FlatChoice* dealChoice() const { return m_deal; }
    [[nodiscard]] FlatChoice* pathsChoice() const { return m_paths; }
    [[nodiscard]] FlatChoice* fanChoice() const { return m_fanOf; }
    [[nodiscard]] FlatChoice* xChoice() const { return m_xInput; }
    [[nodiscard]] FlatChoice* yChoice() const { return m_yInput; }
    [[nodiscard]] QPushButton* runButton() const { return m_run; }
    [[nodiscard]] QPushButton* randomiseButton() const { return m_randomise; }
    [[nodiscard]] QPushButton* stateAction() const { return m_stateAction; }
    [[nodiscard]] QLabel* stateText() const { return m_stateText; }
    [[nodiscard]] QLabel* sentence() const { return m_sentence; }
    [[nodiscard]] QLabel* notice() const { return m_notice; }
    [[nodiscard]] QLabel* staleNote() const { return m_staleNote; }
    [[nodiscard]] RiskPanel* panel() const { return m_panel; }
    [[nodiscard]] CorrelationEditor* correlations() const { return m_correlations; }
    [[nodiscard]] ChartCard* fan() const { return m_fan; }
    [[nodiscard]] ChartCard* distribution() const { return m_distribution; }
    [[nodiscard]] ChartCard* tornado() const { return m_tornado; }
    [[nodiscard]] ChartCard* map() const { return m_map; }
    [[nodiscard]] ChartCard* convergence() const { return m_convergence; }
    /// All charts in the order in which they stand.
    [[nodiscard]] const std::vector<ChartCard*>& charts() const { return m_charts; }

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
    QWidget* makeState();
    QWidget* makeCharts();
    QWidget* makeHead();
    QWidget* makeChoices(QList<QWidget*> parts);
    ChartCard* makeCard();
    void update();
    void showState();
    void showStudy();
    void showSimulation();
    void showSensitivities();
    void showFan();
    void askFigure();
    void arrange();
    void setMapPoint(double cell);
    void requestNumber(const char* key, double number);

    const Document& m_document;
    Results& m_results;
    Simulations& m_simulations;
    Sensitivities& m_sensitivities;
    const Theme& m_theme;
    present::SimulatedFigure m_figure;
    bool m_hasFigure = false;  ///< whether m_figure was chosen for this document
    bool m_shown = false;
    int m_columns = 0;
    bool m_panelBeside = false;

    QStackedWidget* m_stack = nullptr;
    QLabel* m_stateTitle = nullptr;
    QLabel* m_stateText = nullptr;
    QProgressBar* m_stateProgress = nullptr;
    QPushButton* m_stateAction = nullptr;
    FlatChoice* m_metric = nullptr;
    FlatChoice* m_deal = nullptr;
    FlatChoice* m_paths = nullptr;
    FlatChoice* m_fanOf = nullptr;
    FlatChoice* m_xInput = nullptr;
    FlatChoice* m_yInput = nullptr;
    QLabel* m_seed = nullptr;
    QPushButton* m_randomise = nullptr;
    QPushButton* m_run = nullptr;
    QLabel* m_staleNote = nullptr;
    QLabel* m_sentence = nullptr;
    QLabel* m_notice = nullptr;
    QBoxLayout* m_body = nullptr;
    QGridLayout* m_grid = nullptr;
    QWidget* m_fanRow = nullptr;
    QWidget* m_mapRow = nullptr;
    ChartCard* m_fan = nullptr;
    ChartCard* m_distribution = nullptr;
    ChartCard* m_tornado = nullptr;
    ChartCard* m_map = nullptr;
    ChartCard* m_convergence = nullptr;
    std::vector<ChartCard*> m_charts;
    RiskPanel* m_panel = nullptr;
    CorrelationEditor* m_correlations = nullptr;
};

}  // namespace offtake::ui
