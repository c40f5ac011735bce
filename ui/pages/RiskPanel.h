#pragma once

#include <QFrame>

#include "core/present/TableSpec.h"
#include "core/present/UncertaintyText.h"

class QLabel;
class QPushButton;

namespace offtake::ui {

class SpecTableView;
class Theme;

/// What a simulation comes to, beside its charts: mean and spread, risk, where single inputs make both deals equal, and
/// how it was sampled.
class RiskPanel : public QFrame {
    Q_OBJECT
public:
    explicit RiskPanel(const Theme& theme, QWidget* parent = nullptr);

    void setHead(const present::SimulatedHead& head);
    void setRisk(const present::TableSpec& table);
    /// Rows whose ids are paths of inputs.
    void setBreakEvens(const present::TableSpec& table);
    void setConvergence(const QString& sentence);
    void setStale(bool stale);

    [[nodiscard]] QLabel* mean() const { return m_mean; }
    [[nodiscard]] SpecTableView* risk() const { return m_risk; }
    [[nodiscard]] SpecTableView* breakEvens() const { return m_breakEvens; }

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
    QLabel* m_note;
    QLabel* m_convergence;
    QLabel* m_goalTitle;
    SpecTableView* m_risk;
    SpecTableView* m_breakEvens;
    QPushButton* m_goalSeek;
};

}  // namespace offtake::ui
