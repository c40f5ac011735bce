#include "ui/pages/IndicesCard.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "core/present/IndicesCharts.h"
#include "ui/document/Indices.h"
#include "ui/tables/SpecTableView.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {
namespace {

QString percentDone(double progress) { return QString::number(static_cast<int>(progress * 100.0)); }

}  // namespace

IndicesCard::IndicesCard(const Theme& theme, Indices& indices, QWidget* parent)
    : ChartCard(theme, parent), m_indices(indices), m_note(new QLabel), m_action(new QPushButton) {
    setLook(m_note, Look::Muted);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    setLook(m_action, Look::Link);
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->addWidget(m_note, 1);
    row->addWidget(m_action, 0, Qt::AlignTop);
    addFoot(foot);
    connect(m_action, &QPushButton::clicked, this, [this] {
        if (m_indices.state() == Indices::State::Running) {
            m_indices.stop();
        } else {
            m_indices.start();
        }
    });
}

void IndicesCard::refresh() {
    using State = Indices::State;
    const State state = m_indices.state();
    const bool running = state == State::Running;
    m_action->setText(running ? tr("Stop") : tr("Compute"));
    m_action->setAccessibleName(running ? tr("Stop computing what the variance comes from") : tr("Compute what the variance comes from"));
    m_action->setVisible(running || state == State::Stopped || state == State::Outdated || state == State::Failed);
    const auto found = m_indices.found();
    if (!found) {
        showWaiting();
        return;
    }
    const risk::StudyIndices& indices = *found->answer;
    const risk::FigureIndices& figure = indices.figures[found->figure];
    if (m_drawn != std::pair(found->answer, found->figure)) {
        m_drawn = {found->answer, found->figure};
        setSpec(present::indicesChart(*found->of, indices, figure));
        table()->setSpec(present::indicesTable(*found->of, indices, figure));
    }
    setStale(state != State::Current);
    QStringList notes{toQt(present::indicesSentence(indices, figure))};
    for (const std::string& note : present::indicesNotes(*found->of, indices, figure)) {
        notes << toQt(note);
    }
    const QString now = running                   ? tr("Updating, %1 % done. ").arg(percentDone(m_indices.progress()))
                        : state == State::Current ? QString()
                                                  : tr("Of an earlier state of the study. ");
    m_note->setText(now + notes.join(QLatin1Char(' ')));
}

void IndicesCard::showWaiting() {
    m_drawn = {};
    present::ChartSpec waiting;
    waiting.id = "indices";
    waiting.title = toStd(tr("Where the uncertainty comes from"));
    const bool stopped = m_indices.state() == Indices::State::Stopped;
    waiting.emptyText = toStd(m_indices.error() ? said(*m_indices.error())
                              : stopped         ? tr("Stopped.")
                                                : tr("Every uncertain input is drawn again by itself, which takes a while…"));
    setSpec(waiting);
    setStale(false);
    m_note->setText(m_indices.state() == Indices::State::Running ? tr("%1 % done").arg(percentDone(m_indices.progress())) : QString());
}

}  // namespace offtake::ui
