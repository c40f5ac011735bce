#include "ui/window/RunCommands.h"

#include <QAction>

#include "ui/commands/Commands.h"
#include "ui/document/Simulations.h"
#include "ui/pages/GoalSeek.h"
#include "ui/pages/UncertaintyPage.h"
#include "ui/widgets/AnswerStripView.h"
#include "ui/widgets/FlatChoice.h"

namespace offtake::ui {

RunCommands::RunCommands(const Results& results, Simulations& simulations, UncertaintyPage& page, AnswerStripView& strip, Commands& commands, QObject* parent)
    : QObject(parent), m_results(results), m_simulations(simulations), m_page(page), m_strip(strip), m_commands(commands) {
    commands.does(CommandId::RunSimulation, [this] {
        Q_EMIT pageRequested();
        if (m_simulations.state() != Simulations::State::Running) {
            m_simulations.start();
        }
    });
    commands.does(CommandId::StopSimulation, [this] { m_simulations.stop(); });
    commands.does(CommandId::RandomiseSeed, [&page] { page.randomise(); });
    commands.does(CommandId::GoalSeek, [this] {
        Q_EMIT pageRequested();
        seekGoal();
    });
    connect(&page, &UncertaintyPage::goalSeekRequested, this, &RunCommands::seekGoal);
    connect(&m_simulations, &Simulations::changed, this, &RunCommands::update);
    connect(&m_results, &Results::resultChanged, this, &RunCommands::update);
    update();
}

void RunCommands::setEnabled(bool enabled) {
    m_enabled = enabled;
    update();
}

void RunCommands::seekGoal() {
    const ResultPointer result = m_results.result();
    if (!result || result->deals.size() < 2) {
        return;
    }
    if (m_goalSeek == nullptr) {
        m_goalSeek = new GoalSeek(m_results, m_page.window());
        connect(m_goalSeek, &GoalSeek::editRequested, this, &RunCommands::editRequested);
    }
    present::SimulatedFigure figure = m_page.figure();
    if (figure.deal == result->baseline || figure.deal >= result->deals.size()) {
        figure.deal = result->baseline == 0 ? 1 : 0;
    }
    const QString first = m_page.xChoice()->chosen();
    m_goalSeek->ask({figure.metric, figure.deal, result->baseline}, first);
}

void RunCommands::update() {
    const bool running = m_simulations.state() == Simulations::State::Running;
    m_commands.action(CommandId::RunSimulation)->setEnabled(m_enabled);
    m_commands.action(CommandId::RandomiseSeed)->setEnabled(m_enabled);
    m_commands.action(CommandId::GoalSeek)->setEnabled(m_enabled && m_results.result() && m_results.result()->deals.size() > 1);
    // Only then: Esc has its own meaning everywhere else.
    m_commands.action(CommandId::StopSimulation)->setEnabled(m_enabled && running);
    // The spread of an earlier study beside its present figures would contradict them, but for the moment of a run.
    const bool shown = m_simulations.run() && (running || !m_simulations.isStale());
    m_strip.setSimulation(shown ? m_simulations.run()->simulation : nullptr, shown && m_simulations.isStale());
}

}  // namespace offtake::ui
