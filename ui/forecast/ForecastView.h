#pragma once

#include <memory>

#include <QScrollArea>

#include "ui/document/Forecasts.h"

class QBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace offtake::ui {

class ChartCard;
class SpecTableView;
class Theme;

/// A forecast on the screen: history, fit and fan; model and back-test; or why there is none, and what to do. What is
/// not of the present choices any more is drawn back and says so.
class ForecastView : public QScrollArea {
    Q_OBJECT
public:
    /// Both must outlive the view.
    ForecastView(Forecasts& forecasts, const Theme& theme, QWidget* parent = nullptr);

    void setExportFooter(const QString& footer);

    [[nodiscard]] ChartCard* chart() const { return m_chart; }
    [[nodiscard]] SpecTableView* model() const { return m_model; }
    [[nodiscard]] SpecTableView* backtest() const { return m_backtest; }
    [[nodiscard]] QLabel* reason() const { return m_reason; }
    [[nodiscard]] QLabel* status() const { return m_status; }
    [[nodiscard]] QLabel* sentence() const { return m_sentence; }
    [[nodiscard]] QPushButton* stopButton() const { return m_stop; }

Q_SIGNALS:
    /// A message about an export.
    void failed(const QString& message);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void update();
    void showStatus();
    void showForecast();
    void showTest();
    [[nodiscard]] QWidget* makeCard(SpecTableView* table);

    Forecasts& m_forecasts;
    std::shared_ptr<const ForecastFound> m_shownForecast;
    std::shared_ptr<const forecast::OutlookTest> m_shownTest;
    ChartCard* m_chart;
    SpecTableView* m_model;
    SpecTableView* m_backtest;
    QLabel* m_status;
    QProgressBar* m_progress;
    QPushButton* m_stop;
    QLabel* m_reason;
    QLabel* m_sentence;
    QLabel* m_notes;
    QWidget* m_modelCard;
    QWidget* m_backtestCard;
    QBoxLayout* m_tables;
};

}  // namespace offtake::ui
