#include "ui/pages/DealsPage.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include "core/present/InputField.h"
#include "ui/document/Document.h"
#include "ui/document/Results.h"
#include "ui/inputs/InputTreeView.h"
#include "ui/pages/StudyActions.h"
#include "ui/pages/TimelineStrip.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {

namespace {

constexpr int kPageMargin = 4 * kGrid;
constexpr int kSpacing = 3 * kGrid;
constexpr int kFindDelay = 120;  // ms; while somebody types

}  // namespace

DealsPage::DealsPage(Document& document, const Results& results, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_document(document), m_results(results), m_theme(theme), m_model(new InputTreeModel(this)),
      m_view(new InputTreeView(theme, *m_model, this)), m_actions(new StudyActions(document, this)), m_timeline(new TimelineStrip(theme, this)) {
    m_model->setApply([this](const study::Edit& edit) { return m_document.apply(edit); });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kPageMargin, kPageMargin, kPageMargin, kPageMargin);
    layout->setSpacing(kSpacing);
    auto* card = new QFrame(this);
    setLook(card, Look::Card);
    auto* cardLayout = new QVBoxLayout(card);
    cardLayout->setContentsMargins(0, 0, 0, 0);
    cardLayout->addWidget(m_timeline);
    layout->addWidget(makeHead());
    layout->addWidget(card);
    layout->addWidget(makeTools());
    layout->addWidget(makeTable(), 1);
    m_message = new QLabel(this);
    m_message->setWordWrap(true);
    m_message->setAccessibleName(tr("Message"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->hide();
    layout->addWidget(m_message);

    connect(&document, &Document::replaced, this, [this] { m_isFresh = true; });
    connect(&document, &Document::changed, this, &DealsPage::showStudy);
    connect(&results, &Results::resultChanged, this, &DealsPage::showResult);
    connect(&results, &Results::staleChanged, m_timeline, &TimelineStrip::setStale);
    connect(&theme, &Theme::changed, this, [this] { say(m_message->text(), m_messageIsError); });
    connect(m_view, &InputTreeView::currentPathChanged, this, [this](const QString& path) {
        m_actions->setCurrentPath(path);
        Q_EMIT currentPathChanged(path);
    });
    connect(m_view, &InputTreeView::sourceRequested, this, [this](const QString& path) { Q_EMIT inspectorRequested(path, true); });
    connect(m_view, &InputTreeView::detailsRequested, this, [this](const QString& path) { Q_EMIT inspectorRequested(path, false); });
    connect(m_view, &InputTreeView::said, this, &DealsPage::say);
    connect(m_model, &InputTreeModel::rejected, this, [this](const QString&, const QString& typed, const QString& why) {
        say(tr("“%1” was not taken, the old value stays. %2").arg(typed, why), true);
    });
    connect(m_model, &InputTreeModel::accepted, this, [this] { say({}, false); });
    connect(m_actions, &StudyActions::said, this, &DealsPage::say);
    connect(m_actions, &StudyActions::added, this, [this](const QString& path) {
        say({}, false);
        // The table restores what was open after it was built anew; the new row comes after that.
        QTimer::singleShot(0, this, [this, path] {
            if (goTo(path)) {
                m_view->expand(m_view->currentIndex());
            }
        });
    });
    connect(m_actions, &StudyActions::renameRequested, this, [this](const QString& path) {
        for (const char* key : {".name", ".title"}) {
            if (goTo(path + QLatin1String(key))) {
                m_view->startEditing();
                return;
            }
        }
    });
    connect(m_timeline, &TimelineStrip::activated, this, [this](const QString& path) {
        goTo(path);
        m_view->setFocus();
    });
    showStudy();
    showResult();
}

QWidget* DealsPage::makeHead() {
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(3 * kGrid);
    auto* title = new QLabel(tr("Deals"), head);
    setLook(title, Look::PageTitle);
    m_counts = new QLabel(head);
    setLook(m_counts, Look::Muted);
    m_counts->setAccessibleName(tr("Counts"));
    row->addWidget(title, 0, Qt::AlignBaseline);
    row->addWidget(m_counts, 1, Qt::AlignBaseline);
    return head;
}

QWidget* DealsPage::makeTools() {
    auto* tools = new QWidget(this);
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * kGrid);
    m_find = new QLineEdit(tools);
    m_find->setPlaceholderText(tr("Find an input, a value or a source"));
    m_find->setAccessibleName(tr("Find"));
    m_find->setClearButtonEnabled(true);
    m_find->installEventFilter(this);
    m_changed = new QCheckBox(tr("changed"), tools);
    m_changed->setToolTip(tr("Only inputs that differ from their default"));
    m_unsourced = new QCheckBox(tr("no source"), tools);
    m_unsourced->setToolTip(tr("Only figures without a source that are not marked as an estimate"));
    auto* add = new QPushButton(tr("Add"), tools);
    add->setMenu(m_actions->addMenu());
    add->setAccessibleName(tr("Add to the study"));
    auto* change = new QPushButton(tr("Change"), tools);
    change->setMenu(m_actions->changeMenu());
    change->setAccessibleName(tr("Change the list"));
    row->addWidget(m_find, 1);
    row->addWidget(m_changed);
    row->addWidget(m_unsourced);
    row->addSpacing(2 * kGrid);
    row->addWidget(add);
    row->addWidget(change);
    auto* delay = new QTimer(this);
    delay->setSingleShot(true);
    delay->setInterval(kFindDelay);
    connect(m_find, &QLineEdit::textChanged, delay, qOverload<>(&QTimer::start));
    connect(delay, &QTimer::timeout, this, &DealsPage::filter);
    connect(m_changed, &QCheckBox::toggled, this, &DealsPage::filter);
    connect(m_unsourced, &QCheckBox::toggled, this, &DealsPage::filter);
    return tools;
}

QWidget* DealsPage::makeTable() {
    auto* card = new QFrame(this);
    setLook(card, Look::Card);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    m_nothing = new QLabel(tr("Nothing fits. Clear the find box to see every input."), card);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setMargin(8 * kGrid);
    setLook(m_nothing, Look::Muted);
    m_nothing->hide();
    layout->addWidget(m_nothing);
    layout->addWidget(m_view, 1);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        QMenu menu(m_view);
        const bool isInput = m_model->placeAt(m_view->filterModel().mapToSource(m_view->currentIndex())).has_value();
        if (isInput) {
            menu.addAction(tr("Set to default"), m_view, &InputTreeView::resetCurrent)->setShortcut(QKeySequence(Qt::Key_Delete));
            menu.addAction(tr("Take the baseline's value"), m_view, &InputTreeView::copyFromBaseline)->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_D));
            menu.addAction(tr("Copy value"), m_view, &InputTreeView::copyCells)->setShortcut(QKeySequence::Copy);
            menu.addAction(tr("Source and note"), this, [this] { Q_EMIT inspectorRequested(currentPath(), true); })
                ->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F2));
            menu.addSeparator();
        }
        menu.addMenu(m_actions->addMenu());
        menu.addMenu(m_actions->changeMenu());
        menu.exec(m_view->viewport()->mapToGlobal(at));
    });
    return card;
}

QString DealsPage::currentPath() const { return m_view->currentPath(); }

QString DealsPage::message() const { return m_message->isHidden() ? QString() : m_message->text(); }

bool DealsPage::goTo(const QString& path) {
    if (!m_model->indexOf(path).isValid()) {
        return false;
    }
    if (!m_view->filterModel().mapFromSource(m_model->indexOf(path)).isValid()) {
        m_find->clear();
        m_changed->setChecked(false);
        m_unsourced->setChecked(false);
        filter();
    }
    return m_view->goTo(path);
}

void DealsPage::startFinding() {
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

void DealsPage::filter() {
    m_view->setFilter({m_find->text(), m_changed->isChecked(), m_unsourced->isChecked()});
    const bool nothing = m_view->filterModel().rowCount() == 0;
    m_nothing->setVisible(nothing);
    m_view->setVisible(!nothing);
}

void DealsPage::showStudy() {
    m_model->setStudy(m_document.study());
    m_model->setProblems(m_document.problems());
    showCounts();
    m_actions->setCurrentPath(m_view->currentPath());
    if (m_isFresh) {
        m_isFresh = false;
        m_view->openFirstLevels();
        say({}, false);
    }
    m_view->viewport()->update();
}

void DealsPage::showCounts() {
    const present::InputCounts counts = present::countInputs(m_document.study());
    QStringList parts{counts.deals == 1 ? tr("1 deal") : tr("%1 deals").arg(counts.deals), tr("%1 inputs").arg(counts.inputs),
                      tr("%1 with a source").arg(counts.sourced)};
    if (counts.estimates > 0) {
        parts << tr("%1 estimated").arg(counts.estimates);
    }
    parts << tr("%1 changed from default").arg(counts.changed);
    m_counts->setText(parts.join(QStringLiteral(" · ")));
}

void DealsPage::showResult() {
    if (const ResultPointer& result = m_results.result()) {
        m_timeline->setTimeline(present::dealTimeline(*result));
    } else {
        m_timeline->setTimeline({});
    }
    m_timeline->setStale(m_results.isStale());
}

void DealsPage::say(const QString& text, bool isError) {
    m_messageIsError = isError;
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
    QPalette palette = m_message->palette();
    palette.setColor(QPalette::WindowText, isError ? m_theme.tokens().negative : m_theme.tokens().muted);
    m_message->setPalette(palette);
}

bool DealsPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_find && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape && !m_find->text().isEmpty()) {
            m_find->clear();
            return true;
        }
        const bool enters = key->key() == Qt::Key_Down || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enters) {
            filter();
            m_view->setFocus();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace offtake::ui
