#include "ui/window/CommandPalette.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/theme/Look.h"
#include "ui/theme/Tokens.h"

namespace offtake::ui {

namespace {

constexpr std::size_t kMostShown = 12;
constexpr int kWidth = 640;
constexpr int kTop = 64;
constexpr int kPlaceRole = Qt::UserRole;
constexpr int kHintRole = Qt::UserRole + 1;
constexpr double kHintShare = 0.35;

/// Title, place in muted letters, hint at the right.
class EntryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return {QStyledItemDelegate::sizeHint(option, index).width(), option.fontMetrics.height() + 3 * kGrid};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(option.palette.color(QPalette::Midlight));
            painter->drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), kRadius, kRadius);
        }
        const QColor muted = option.palette.color(QPalette::PlaceholderText);
        const QRect inside = option.rect.adjusted(3 * kGrid, 0, -3 * kGrid, 0);
        const QFontMetrics metrics(option.font);
        const int widest = static_cast<int>(inside.width() * kHintShare);
        const QString hint = metrics.elidedText(index.data(kHintRole).toString(), Qt::ElideRight, widest);
        painter->setPen(muted);
        painter->drawText(inside, Qt::AlignRight | Qt::AlignVCenter, hint);
        QRect rest = inside.adjusted(0, 0, -metrics.horizontalAdvance(hint) - 4 * kGrid, 0);
        const QString title = metrics.elidedText(index.data().toString(), Qt::ElideRight, rest.width());
        painter->setPen(option.palette.color(QPalette::Text));
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, title);
        rest.setLeft(rest.left() + metrics.horizontalAdvance(title) + 3 * kGrid);
        painter->setPen(muted);
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(index.data(kPlaceRole).toString(), Qt::ElideMiddle, std::max(0, rest.width())));
        painter->restore();
    }
};

}  // namespace

CommandPalette::CommandPalette(QWidget* parent) : QFrame(parent), m_field(new QLineEdit), m_list(new QListWidget) {
    setLook(this, Look::Card);
    m_field->setAccessibleName(tr("Search"));
    m_field->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Found"));
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);  // the field keeps the keyboard; arrows move in the list
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    m_field->installEventFilter(this);
    parent->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::choose);
    hide();
}

void CommandPalette::open(const Supply& supply, const QString& prompt) {
    if (!isVisible()) {
        m_before = QApplication::focusWidget();
    }
    m_entries = supply();
    m_field->setPlaceholderText(prompt);
    m_field->clear();
    fill();
    place();
    raise();
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::close() {
    if (!isVisible()) {
        return;
    }
    hide();
    if (m_before != nullptr && m_before->isVisible()) {
        m_before->setFocus(Qt::OtherFocusReason);
    }
}

void CommandPalette::fill() {
    m_shown = bestMatches(m_entries, m_field->text(), kMostShown);
    m_list->clear();
    for (const std::size_t index : m_shown) {
        const PaletteEntry& entry = m_entries[index];
        auto* item = new QListWidgetItem(entry.title, m_list);
        item->setData(kPlaceRole, entry.place);
        item->setData(kHintRole, entry.hint);
        item->setToolTip(entry.place.isEmpty() ? entry.hint : entry.place + QStringLiteral(" · ") + entry.hint);
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2, %3").arg(entry.title, entry.place, entry.hint));
    }
    if (m_shown.empty()) {
        auto* nothing = new QListWidgetItem(tr("Nothing has these words"), m_list);
        nothing->setFlags(Qt::NoItemFlags);
    }
    m_list->setCurrentRow(m_shown.empty() ? -1 : 0);
    const int row = m_list->sizeHintForRow(0);
    m_list->setFixedHeight(row * m_list->count() + 2);
    place();
}

void CommandPalette::place() {
    const int width = std::min(kWidth, parentWidget()->width() - 4 * kGrid);
    setGeometry((parentWidget()->width() - width) / 2, kTop, width, sizeHint().height());
}

void CommandPalette::choose() {
    const int row = m_list->currentRow();
    if (row < 0 || static_cast<std::size_t>(row) >= m_shown.size()) {
        return;
    }
    const auto work = m_entries[m_shown[static_cast<std::size_t>(row)]].choose;
    close();
    work();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    if (watched == m_field && event->type() == QEvent::FocusOut && isVisible() && QApplication::activePopupWidget() == nullptr) {
        hide();
    }
    if (watched == m_field && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool ours = key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Up ||
                          key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown || key == Qt::Key_Tab;
        if (!ours) {
            return false;
        }
        if (event->type() == QEvent::ShortcutOverride) {
            event->accept();
            return true;
        }
        if (key == Qt::Key_Escape) {
            close();
        } else if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            choose();
        } else if (key != Qt::Key_Tab) {
            QCoreApplication::sendEvent(m_list, event);
        }
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace offtake::ui
