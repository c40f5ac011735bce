#pragma once

#include <QObject>

#include "core/study/Edit.h"

namespace offtake::ui {

class AnswerStripView;
class Commands;
class GoalSeek;
class Results;
class Simulations;
class UncertaintyPage;

/// What the Run menu does, and what the window shows of simulations on every page: the spread in the answer strip.
class RunCommands : public QObject {
    Q_OBJECT
public:
    /// All must outlive it.
    RunCommands(const Results& results, Simulations& simulations, UncertaintyPage& page, AnswerStripView& strip, Commands& commands, QObject* parent);

    /// Whether there is a study to run.
    void setEnabled(bool enabled);

Q_SIGNALS:
    /// Show the page on which runs are seen.
    void pageRequested();
    void editRequested(const offtake::study::Edit& edit);

private:
    void update();
    void seekGoal();

    const Results& m_results;
    Simulations& m_simulations;
    const UncertaintyPage& m_page;
    AnswerStripView& m_strip;
    Commands& m_commands;
    GoalSeek* m_goalSeek = nullptr;  ///< of the page's window, made when it is first asked for
    bool m_enabled = false;
};

}  // namespace offtake::ui
