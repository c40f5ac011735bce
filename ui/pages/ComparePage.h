#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QScrollArea>
#include <QString>

#include "core/base/Error.h"
#include "core/economics/StudyResult.h"
#include "core/present/ComparisonTable.h"
#include "core/study/Edit.h"
#include "ui/charts/HoverModel.h"

class QAction;
class QGraphicsOpacityEffect;
class QGridLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace offtake::ui {

class ChartCard;
class FlatChoice;
class SpecTableView;
class Theme;

/// All deals side by side: the figures of a metric set with their differences, and below them charts of money, parties
/// and capacity. What is compared (baseline, party, size) is part of the study, so choosing it asks for an edit; what
/// is shown (metrics, differences, whose charts) is not.
class ComparePage : public QScrollArea {
    Q_OBJECT
public:
    /// `theme` must outlive the page.
    explicit ComparePage(const Theme& theme, QWidget* parent = nullptr);

    /// Null: there is no result yet. A result takes an earlier error away.
    void setResult(const std::shared_ptr<const economics::StudyResult>& result);
    /// A newer result is on its way: the old one stays, drawn back, with a word that says so.
    void setStale(bool stale);
    /// Why the study has no result now. An older result stays below the reason.
    void setError(const std::optional<Error>& error);
    /// Key of present::audiences; empty for all metrics.
    void setAudience(const QString& key);
    [[nodiscard]] QString audience() const;
    /// The deal of the charts of one deal; ignored when there is none of this id.
    void setCurrentDeal(const QString& id);
    /// The last line of exported pictures.
    void setExportFooter(const QString& footer);

    [[nodiscard]] SpecTableView* table() const { return m_table; }
    [[nodiscard]] FlatChoice* baseline() const { return m_baseline; }
    [[nodiscard]] FlatChoice* metrics() const { return m_metrics; }
    [[nodiscard]] FlatChoice* perspective() const { return m_perspective; }
    [[nodiscard]] FlatChoice* sizing() const { return m_sizing; }
    [[nodiscard]] FlatChoice* differences() const { return m_differences; }
    [[nodiscard]] FlatChoice* chartDeal() const { return m_chartDeal; }
    [[nodiscard]] const std::vector<ChartCard*>& charts() const { return m_charts; }
    [[nodiscard]] QLabel* staleNote() const { return m_staleNote; }
    [[nodiscard]] QLabel* problem() const { return m_problem; }
    [[nodiscard]] QPushButton* stateAction() const { return m_stateAction; }
    /// Whether figures are shown, not one of the states without any.
    [[nodiscard]] bool showsFigures() const;
    /// Asks for the explanation of the figure in the current cell.
    void explainCurrent();
    [[nodiscard]] QAction* copyTableAction() const { return m_copyTable; }
    [[nodiscard]] QAction* exportTableAction() const { return m_exportTable; }
    /// Save the chart that has the keyboard (else the first): PNG, SVG, PDF.
    [[nodiscard]] const std::vector<QAction*>& exportChartActions() const { return m_exportCharts; }

Q_SIGNALS:
    void editRequested(const offtake::study::Edit& edit);
    /// A figure was chosen by mouse or keyboard: the key of its metric and the id of its deal.
    void metricChosen(const QString& metric, const QString& deal);
    /// Explain the figure (Enter, double click).
    void explainRequested(const QString& metric, const QString& deal);
    /// Show the inputs; the path of one, or empty.
    void inputsRequested(const QString& path);
    void addDealRequested();
    void audienceChanged(const QString& key);
    /// A message for the window's banner.
    void failed(const QString& message);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class State { Waiting, NoDeal, Failed, Figures };

    QWidget* makeFigures();
    QWidget* makeHead();
    QWidget* makeState();
    void makeActions();
    void showState();
    void showResult();
    void showChoices();
    void showTable();
    void fillTable();
    void fitTable();
    void showCharts();
    void arrange();
    void requestChoice(const char* key, const QString& value);
    [[nodiscard]] QString dealOfColumn(int column) const;
    [[nodiscard]] std::size_t chartDealIndex() const;
    [[nodiscard]] ChartCard* chosenChart() const;

    const Theme& m_theme;
    std::shared_ptr<const economics::StudyResult> m_result;
    std::optional<Error> m_error;
    HoverModel m_months;
    bool m_filling = false;  ///< the choices are being set, not made
    int m_columns = 1;       ///< of the grid of charts
    bool m_lettersOnly = false;  ///< the table has no room for names of deals

    QStackedWidget* m_stack = nullptr;
    QLabel* m_stateTitle = nullptr;
    QLabel* m_stateText = nullptr;
    QPushButton* m_stateAction = nullptr;
    QLabel* m_staleNote = nullptr;
    QLabel* m_problem = nullptr;
    QLabel* m_notes = nullptr;
    QGraphicsOpacityEffect* m_faded = nullptr;  ///< of the table while it is stale
    FlatChoice* m_baseline = nullptr;
    FlatChoice* m_metrics = nullptr;
    FlatChoice* m_perspective = nullptr;
    FlatChoice* m_sizing = nullptr;
    FlatChoice* m_differences = nullptr;
    FlatChoice* m_chartDeal = nullptr;
    SpecTableView* m_table = nullptr;
    QGridLayout* m_comparing = nullptr;
    QGridLayout* m_single = nullptr;
    ChartCard* m_cumulative = nullptr;
    ChartCard* m_parties = nullptr;
    ChartCard* m_net = nullptr;
    ChartCard* m_useful = nullptr;
    ChartCard* m_idle = nullptr;
    ChartCard* m_monthly = nullptr;
    ChartCard* m_capacity = nullptr;
    std::vector<ChartCard*> m_charts;
    QAction* m_copyTable = nullptr;
    QAction* m_exportTable = nullptr;
    std::vector<QAction*> m_exportCharts;
};

}  // namespace offtake::ui
