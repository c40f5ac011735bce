#include "ui/pages/SimulationState.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/document/Results.h"
#include "ui/document/Simulations.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Tokens.h"

namespace offtake::ui {
namespace {

constexpr int kProgressWidth = 292;
constexpr double kPercent = 100.0;

using State = Simulations::State;

}  // namespace

SimulationState::SimulationState(const Results& results, Simulations& simulations, QWidget* parent)
    : QWidget(parent), m_results(results), m_simulations(simulations), m_title(new QLabel), m_text(new QLabel), m_progress(new QProgressBar),
      m_action(new QPushButton) {
    setLook(m_title, Look::PageTitle);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(kProgressWidth);
    m_progress->setAccessibleName(tr("Progress of the simulation"));
    setLook(m_action, Look::Primary);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8 * kGrid, 16 * kGrid, 8 * kGrid, 4 * kGrid);
    column->setSpacing(3 * kGrid);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addWidget(m_progress);
    column->addWidget(m_action, 0, Qt::AlignLeft);
    column->addStretch(1);
    connect(m_action, &QPushButton::clicked, this, &SimulationState::act);
    refresh();
}

void SimulationState::act() {
    switch (m_simulations.state()) {
        case State::Running:
            m_simulations.stop();
            break;
        case State::Stopped:
        case State::Failed:
            m_simulations.start();
            break;
        default:
            Q_EMIT inputsRequested(m_results.error() ? toQt(m_results.error()->subject) : QString());
            break;
    }
}

void SimulationState::say(const QString& title, const QString& text, const QString& action) {
    m_title->setText(title);
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
}

void SimulationState::refresh() {
    const State state = m_simulations.state();
    m_progress->setVisible(state == State::Running);
    m_progress->setValue(static_cast<int>(m_simulations.progress() * kPercent));
    if (m_results.error()) {
        say(tr("The study cannot be computed"), said(*m_results.error()), tr("Show the input"));
    } else if (state == State::Running) {
        say(tr("Drawing the first paths"), tr("What the deals come to appears here in a moment."), tr("Stop  Esc"));
    } else if (state == State::Failed) {
        say(tr("The study cannot be simulated"), said(*m_simulations.error()), tr("Run again  F5"));
    } else if (state == State::Stopped) {
        say(tr("The run was stopped"), tr("There is no complete run of this study yet."), tr("Run  F5"));
    } else if (state == State::Certain) {
        say(tr("Nothing is uncertain yet"), tr("Give an input a range: type 5 to 9 in its cell, and this page shows what it does to the deals."),
            tr("Show the inputs"));
    } else {
        say(tr("Computing the deals"), tr("The simulation starts in a moment."), {});
    }
}

}  // namespace offtake::ui
