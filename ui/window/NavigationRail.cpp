#include "ui/window/NavigationRail.h"

#include <algorithm>

#include <QAction>
#include <QLabel>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "core/study/Edit.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/document/Document.h"
#include "ui/document/Results.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Marks.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kHintRole = Qt::UserRole + 1;
constexpr int kLetterRole = Qt::UserRole + 2;
constexpr int kMark = 10;
constexpr int kRowPadding = 2 * kGrid;
constexpr int kLeastRows = 3;
constexpr int kWidthInLetters = 32;

/// A row with a muted hint at its right end.
class RailDelegate : public QStyledItemDelegate {
public:
    RailDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return {QStyledItemDelegate::sizeHint(option, index).width(), option.fontMetrics.height() + kRowPadding};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Tokens& tokens = m_theme.tokens();
        const bool current = option.state.testFlag(QStyle::State_Selected);
        const QRect row = option.rect.adjusted(1, 1, -1, -1);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
        if (current || hovered) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(current ? tokens.selection : tokens.sunken);
            painter->drawRoundedRect(row, kRadius, kRadius);
        }
        if (option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(QPen(tokens.focus, 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(row, kRadius, kRadius);
        }
        QRect inside = row.adjusted(2 * kGrid, 0, -2 * kGrid, 0);
        const auto mark = index.data(Qt::DecorationRole).value<QPixmap>();
        if (!mark.isNull()) {
            painter->drawPixmap(inside.left(), inside.center().y() - kMark / 2, mark);
            inside.setLeft(inside.left() + kMark + 2 * kGrid);
        }
        const QString hint = index.data(kHintRole).toString();
        if (!hint.isEmpty()) {
            QFont small = option.font;
            small.setPointSizeF(std::max(9.0, option.font.pointSizeF() * 0.92));
            painter->setFont(small);
            painter->setPen(tokens.muted);
            painter->drawText(inside, Qt::AlignRight | Qt::AlignVCenter, hint);
            inside.setRight(inside.right() - QFontMetrics(small).horizontalAdvance(hint) - 2 * kGrid);
        }
        QFont font = option.font;
        font.setBold(current);
        painter->setFont(font);
        painter->setPen(tokens.text);
        const QString letter = index.data(kLetterRole).toString();
        if (!letter.isEmpty()) {
            painter->drawText(inside, Qt::AlignLeft | Qt::AlignVCenter, letter);
            inside.setLeft(inside.left() + QFontMetrics(font).horizontalAdvance(letter + QLatin1Char(' ')));
        }
        const QString text = QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, inside.width());
        painter->drawText(inside, Qt::AlignLeft | Qt::AlignVCenter, text);
        painter->restore();
    }

private:
    const Theme& m_theme;
};

QLabel* sectionTitle(const QString& text) {
    auto* label = new QLabel(text);
    setLook(label, Look::Section);
    label->setContentsMargins(2 * kGrid, 3 * kGrid, 0, kGrid);
    return label;
}

QString letterOf(int deal) {
    QString letters;
    for (int rest = deal + 1; rest > 0; rest = (rest - 1) / 26) {
        letters.prepend(QChar('A' + (rest - 1) % 26));
    }
    return letters;
}

}  // namespace

RailList::RailList(QWidget* parent) : QListWidget(parent) {
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    viewport()->setAutoFillBackground(false);
    setProperty("look", "rail-list");
}

QSize RailList::sizeHint() const {
    return {fontMetrics().averageCharWidth() * kWidthInLetters, count() == 0 ? 0 : count() * sizeHintForRow(0) + 2};
}

QSize RailList::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * kWidthInLetters / 2,
            count() == 0 ? 0 : std::min(count(), kLeastRows) * sizeHintForRow(0) + 2};
}

void RailList::fitRows() {
    setMaximumHeight(sizeHint().height());
    updateGeometry();
}

NavigationRail::NavigationRail(Document& document, Results& results, const Theme& theme, QWidget* parent)
    : QFrame(parent), m_document(document), m_results(results), m_theme(theme), m_pages(new RailList), m_deals(new RailList),
      m_scenarios(new RailList) {
    setLook(this, Look::Rail);
    m_pages->setAccessibleName(tr("Pages"));
    m_deals->setAccessibleName(tr("Deals of the study"));
    m_scenarios->setAccessibleName(tr("Scenarios"));
    m_dealsTitle = sectionTitle(tr("DEALS"));
    m_scenariosTitle = sectionTitle(tr("SCENARIO"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * kGrid, 3 * kGrid, 2 * kGrid, 2 * kGrid);
    layout->setSpacing(0);
    for (QWidget* widget : {static_cast<QWidget*>(m_pages), static_cast<QWidget*>(m_dealsTitle),
                            static_cast<QWidget*>(m_deals), static_cast<QWidget*>(m_scenariosTitle),
                            static_cast<QWidget*>(m_scenarios)}) {
        layout->addWidget(widget);
    }
    layout->addStretch(1);
    for (RailList* list : {m_pages, m_deals, m_scenarios}) {
        list->setItemDelegate(new RailDelegate(theme, list));
    }
    connect(m_pages, &QListWidget::itemActivated, this, [](const QListWidgetItem* item) {
        item->data(kIdRole).value<QAction*>()->trigger();
    });
    connect(m_pages, &QListWidget::itemClicked, m_pages, &QListWidget::itemActivated);
    connect(m_deals, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (!m_filling && item != nullptr) {
            Q_EMIT currentDealChanged(item->data(kIdRole).toString());
        }
    });
    const auto activate = [this](const QListWidgetItem* item) { Q_EMIT dealActivated(item->data(kIdRole).toString()); };
    connect(m_deals, &QListWidget::itemClicked, this, activate);
    connect(m_deals, &QListWidget::itemActivated, this, activate);
    connect(m_deals, &QListWidget::itemChanged, this, [this](const QListWidgetItem* item) {
        if (!m_filling) {
            // Later: the list is filled anew by the edit, which must not happen under the editor's feet.
            QMetaObject::invokeMethod(
                this, [this, id = item->data(kIdRole).toString(), name = item->text()] { renameDeal(id, name); },
                Qt::QueuedConnection);
        }
    });
    connect(m_scenarios, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (!m_filling && item != nullptr) {
            m_results.setScenario(toStd(item->data(kIdRole).toString()));
        }
    });
    connect(&m_document, &Document::changed, this, &NavigationRail::fill);
    connect(&m_results, &Results::scenarioChanged, this, &NavigationRail::fillScenarios);
    connect(&theme, &Theme::changed, this, &NavigationRail::fillDeals);
    fill();
}

void NavigationRail::addPage(QAction* action) {
    auto* item = new QListWidgetItem(action->iconText(), m_pages);
    item->setData(kIdRole, QVariant::fromValue(action));
    item->setData(kHintRole, action->shortcut().toString(QKeySequence::NativeText));
    m_pages->fitRows();
    const auto follow = [this, action, item] {
        if (action->isChecked()) {
            m_pages->setCurrentItem(item);
        }
    };
    connect(action, &QAction::toggled, this, follow);
    follow();
}

std::string NavigationRail::currentDeal() const {
    const QListWidgetItem* item = m_deals->currentItem();
    return item == nullptr ? std::string() : toStd(item->data(kIdRole).toString());
}

void NavigationRail::setCurrentDeal(const std::string& id) {
    for (int row = 0; row < m_deals->count(); ++row) {
        if (m_deals->item(row)->data(kIdRole).toString() == toQt(id)) {
            m_deals->setCurrentRow(row);
        }
    }
}

void NavigationRail::editDealName() {
    if (m_deals->currentItem() != nullptr) {
        m_deals->editItem(m_deals->currentItem());
    }
}

void NavigationRail::renameDeal(const QString& id, const QString& text) {
    study::Value name;
    name.text = toStd(text.trimmed());
    const study::Path deal = study::Path{}.child(study::Role::Deal, toStd(id));
    const auto place = study::findElement(m_document.study(), deal);
    if (name.text.empty() || !place || (*place)->displayName() == name.text ||
        !m_document.apply({study::SetValue{deal.input(study::kName.key), name}})) {
        fillDeals();  // back to what the document says
    }
}

void NavigationRail::fill() {
    fillDeals();
    fillScenarios();
}

void NavigationRail::fillDeals() {
    m_filling = true;
    const std::string current = currentDeal();
    m_deals->clear();
    int number = 0;
    for (const study::ElementPtr& deal : m_document.study().deals()) {
        auto* item = new QListWidgetItem(toQt(deal->displayName()), m_deals);
        item->setData(kIdRole, toQt(deal->id));
        item->setData(Qt::DecorationRole,
                      markPixmap({present::Role::Kind::Deal, number}, m_theme.tokens(), kMark, devicePixelRatioF()));
        item->setData(kLetterRole, letterOf(number));
        item->setData(Qt::AccessibleTextRole, tr("Deal %1: %2").arg(letterOf(number), item->text()));
        item->setToolTip(item->text());
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        ++number;
    }
    setCurrentDeal(current);
    if (m_deals->currentItem() == nullptr) {
        m_deals->setCurrentRow(0);
    }
    m_deals->fitRows();
    m_deals->setVisible(number > 0);
    m_dealsTitle->setVisible(number > 0);
    m_filling = false;
    if (currentDeal() != current) {
        Q_EMIT currentDealChanged(toQt(currentDeal()));
    }
}

void NavigationRail::fillScenarios() {
    m_filling = true;
    m_scenarios->clear();
    auto* base = new QListWidgetItem(tr("Base"), m_scenarios);
    base->setData(kIdRole, QString());
    base->setToolTip(tr("The study as it stands"));
    m_scenarios->setCurrentItem(base);
    const auto scenarios = m_document.study().root().childrenOf(study::Role::Scenario);
    for (const study::ElementPtr& scenario : scenarios) {
        auto* item = new QListWidgetItem(toQt(scenario->displayName()), m_scenarios);
        item->setData(kIdRole, toQt(scenario->id));
        const QString notes = toQt(scenario->get(study::kNotes).text);
        item->setToolTip(notes.isEmpty() ? item->text() : notes);
        if (scenario->id == m_results.scenario()) {
            m_scenarios->setCurrentItem(item);
        }
    }
    m_scenarios->fitRows();
    m_scenarios->setVisible(!scenarios.empty());
    m_scenariosTitle->setVisible(!scenarios.empty());
    m_filling = false;
}

}  // namespace offtake::ui
