#include "ui/window/HistoryPanel.h"

#include "ui/document/Document.h"

namespace offtake::ui {

HistoryPanel::HistoryPanel(Document& document, QWidget* parent) : QListWidget(parent), m_document(document) {
    setAccessibleName(tr("History of changes"));
    setWordWrap(true);
    setFrameShape(NoFrame);
    setTabKeyNavigation(false);
    connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
        if (!m_filling && row >= 0) {
            // Later: going there fills the list anew.
            QMetaObject::invokeMethod(
                this, [this, row] { m_document.goTo(static_cast<std::size_t>(row)); }, Qt::QueuedConnection);
        }
    });
    connect(&document, &Document::historyChanged, this, &HistoryPanel::fill);
    fill();
}

void HistoryPanel::fill() {
    m_filling = true;
    clear();
    const auto& states = m_document.history();
    for (std::size_t i = 0; i < states.size(); ++i) {
        QString text = i == 0 ? tr("Opened") : states[i].text;
        if (m_document.isCleanState(i) && !m_document.path().isEmpty()) {
            text = tr("%1 (as saved)").arg(text);
        }
        auto* item = new QListWidgetItem(text, this);
        if (i > m_document.currentState()) {
            item->setForeground(palette().color(QPalette::Disabled, QPalette::Text));
            item->setToolTip(tr("Undone"));
        }
    }
    setCurrentRow(static_cast<int>(m_document.currentState()));
    scrollToItem(currentItem());
    m_filling = false;
}

}  // namespace offtake::ui
