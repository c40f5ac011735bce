#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace offtake::ui {

class Results;
class Simulations;

/// In place of the page Uncertainty while there is no run to show: what is missing in a sentence, and one action.
class SimulationState : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive the widget.
    SimulationState(const Results& results, Simulations& simulations, QWidget* parent = nullptr);

    /// Shows the present state of both.
    void refresh();

    [[nodiscard]] QLabel* text() const { return m_text; }
    [[nodiscard]] QPushButton* action() const { return m_action; }

Q_SIGNALS:
    /// Show the inputs; the path of one, or empty.
    void inputsRequested(const QString& path);

private:
    void act();
    void say(const QString& title, const QString& text, const QString& action);

    const Results& m_results;
    Simulations& m_simulations;
    QLabel* m_title;
    QLabel* m_text;
    QProgressBar* m_progress;
    QPushButton* m_action;
};

}  // namespace offtake::ui
