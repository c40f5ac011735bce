#pragma once

#include <QFrame>

#include "core/present/TableSpec.h"
#include "core/present/UncertaintyText.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace offtake::ui {

class ChartCard;
class SpecTableView;
class Theme;

/// What a simulation comes to, beside its charts: mean, risk, where single inputs make both deals equal, quantiles, how it
/// was sampled and how the mean settled.
class RiskPanel : public QFrame {
    Q_OBJECT
public:
    /// `convergence` is shown at the foot and taken over. `theme` must outlive the panel.
    RiskPanel(const Theme& theme, ChartCard* convergence, QWidget* parent = nullptr);

    void setHead(const present::SimulatedHead& head);
    void setRisk(const present::TableSpec& table, const QString& dominance);
    /// Rows whose ids are paths of inputs.
    void setBreakEvens(const present::TableSpec& table);
    /// Columns of deals have their ids.
    void setQuantiles(const present::TableSpec& table);
    void setSampling(const present::TableSpec& table, const QString& convergence);
    void setStale(bool stale);

    [[nodiscard]] QLabel* mean() const { return m_mean; }
    [[nodiscard]] QLabel* dominance() const { return m_dominance; }
    [[nodiscard]] SpecTableView* risk() const { return m_risk; }
    [[nodiscard]] SpecTableView* breakEvens() const { return m_breakEvens; }
    [[nodiscard]] SpecTableView* quantiles() const { return m_quantiles; }
    [[nodiscard]] SpecTableView* sampling() const { return m_sampling; }
    [[nodiscard]] QPushButton* goalSeekButton() const { return m_goalSeek; }

Q_SIGNALS:
    /// Show the input with this path.
    void inputRequested(const QString& path);
    void goalSeekRequested();
    void failed(const QString& message);

private:
    void applyColours();

    const Theme& m_theme;
    present::Meaning m_meaning = present::Meaning::None;
    bool m_stale = false;
    QLabel* m_heading;
    QLabel* m_measure;
    QLabel* m_mean;
    QLabel* m_spread;
    QLabel* m_dominance;
    QLabel* m_goalTitle;
    QLabel* m_quantilesTitle;
    QLabel* m_convergence;
    SpecTableView* m_risk;
    SpecTableView* m_breakEvens;
    SpecTableView* m_quantiles;
    SpecTableView* m_sampling;
    QPushButton* m_goalSeek;
};

}  // namespace offtake::ui
