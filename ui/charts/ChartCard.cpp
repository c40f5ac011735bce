#include "ui/charts/ChartCard.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedLayout>
#include <QStyle>

#include "core/present/ChartRead.h"
#include "ui/charts/ChartView.h"
#include "ui/tables/SpecTableView.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {

ChartCard::ChartCard(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_view(new ChartView(theme)), m_table(new SpecTableView(theme)), m_stack(new QStackedLayout) {
    setLook(this, Look::Card);
    auto* column = new QVBoxLayout(this);
    // Room for the card's own line.
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addLayout(m_stack, 1);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_table);
    setFocusProxy(m_view);
    auto* shortcut = new QShortcut(QKeySequence(QStringLiteral("Ctrl+T")), this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, &ChartCard::toggleTable);
    connect(m_view, &ChartView::tableRequested, this, &ChartCard::toggleTable);
}

void ChartCard::setSpec(const present::ChartSpec& spec) {
    m_view->setSpec(spec);
    m_table->setSpec(present::tableOf(spec));
}

void ChartCard::setHoverModel(HoverModel* model) { m_view->setHoverModel(model); }

void ChartCard::setStale(bool stale) { m_view->setStale(stale); }

void ChartCard::setFrameless() {
    setProperty("look", QString());
    style()->unpolish(this);
    style()->polish(this);
}

void ChartCard::addControl(QWidget* control) {
    if (m_controls == nullptr) {
        m_controls = new QHBoxLayout;
        m_controls->setContentsMargins(kGrid, 0, kGrid, kGrid);
        m_controls->setSpacing(kGrid);
        m_controls->addStretch(1);
        static_cast<QVBoxLayout*>(layout())->addLayout(m_controls);
    }
    m_controls->insertWidget(m_controls->count() - 1, control);
}

void ChartCard::addFoot(QWidget* foot) {
    foot->setContentsMargins(3 * kGrid, 0, 3 * kGrid, 2 * kGrid);
    layout()->addWidget(foot);
}

bool ChartCard::showsTable() const { return m_stack->currentWidget() == m_table; }

void ChartCard::setTableShown(bool shown) {
    if (shown == showsTable()) {
        return;
    }
    const bool hadFocus = m_view->hasFocus() || m_table->hasFocus();
    QWidget* now = shown ? static_cast<QWidget*>(m_table) : m_view;
    m_stack->setCurrentWidget(now);
    setFocusProxy(now);
    if (hadFocus) {
        now->setFocus(Qt::OtherFocusReason);
    }
    Q_EMIT tableShownChanged(shown);
}

void ChartCard::toggleTable() { setTableShown(!showsTable()); }

}  // namespace offtake::ui
