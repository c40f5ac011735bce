#include "ui/inputs/InputDelegate.h"

#include <cmath>

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QSortFilterProxyModel>
#include <QTimer>
#include <QToolTip>

#include "core/study/ValueText.h"
#include "ui/inputs/FieldEditor.h"
#include "ui/inputs/InputTreeModel.h"
#include "ui/text/Text.h"
#include "ui/theme/Marks.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {

using namespace study;
using Roles = InputTreeModel::Roles;

namespace {

constexpr int kPadding = 2 * kGrid;
constexpr double kMarkSize = 10.0;
constexpr int kCurveWidth = 36;
constexpr int kCurveHeight = 12;
constexpr int kRowAir = 3 * kGrid;
constexpr double kBadgeScale = 0.85;

QModelIndex sourceOf(const QModelIndex& index) {
    const auto* proxy = qobject_cast<const QSortFilterProxyModel*>(index.model());
    return proxy != nullptr ? proxy->mapToSource(index) : index;
}

QFont badgeFont(QFont font) {
    // Nothing below 9 pt, unless the system's own font is smaller.
    font.setPointSizeF(std::max(std::min(9.0, font.pointSizeF()), font.pointSizeF() * kBadgeScale));
    font.setBold(false);
    return font;
}

int paintBadge(QPainter& painter, const Tokens& tokens, const QString& text, int left, const QRect& row) {
    const QFont font = badgeFont(painter.font());
    const QFontMetrics metrics(font);
    const QRect box(left, row.center().y() - metrics.height() / 2 - 1, metrics.horizontalAdvance(text) + 3 * kGrid, metrics.height() + 2);
    painter.save();
    painter.setFont(font);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.sunken);
    painter.drawRoundedRect(box, kRadius, kRadius);
    painter.setPen(tokens.muted);
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
    return box.right() + 1;
}

int badgeWidth(const QFont& font, const QString& text) {
    return text.isEmpty() ? 0 : QFontMetrics(badgeFont(font)).horizontalAdvance(text) + 3 * kGrid;
}

/// A small bell that leans as the value leans in its range.
void paintCurve(QPainter& painter, const Tokens& tokens, const QRectF& box, double mode) {
    QPainterPath curve;
    const double peak = std::clamp(mode, 0.15, 0.85);
    constexpr int kSteps = 24;
    for (int i = 0; i <= kSteps; ++i) {
        const double x = static_cast<double>(i) / kSteps;
        const double width = (x < peak ? peak : 1.0 - peak) / 2.2;
        const double y = std::exp(-0.5 * std::pow((x - peak) / width, 2.0));
        const QPointF at(box.left() + x * box.width(), box.bottom() - y * box.height());
        i == 0 ? curve.moveTo(at) : curve.lineTo(at);
    }
    painter.setPen(QPen(tokens.muted, 1.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(curve);
}

void paintUnderline(QPainter& painter, const QColor& colour, int left, int right, int y) {
    QPainterPath wave;
    wave.moveTo(left, y);
    for (int x = left; x < right; x += 4) {
        wave.lineTo(std::min(x + 2, right), y + 2);
        wave.lineTo(std::min(x + 4, right), y);
    }
    painter.setPen(QPen(colour, 1.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(wave);
}

}  // namespace

InputDelegate::InputDelegate(const Theme& theme, InputTreeModel& inputs, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_inputs(inputs) {}

QSize InputDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {option.fontMetrics.averageCharWidth() * 8, option.fontMetrics.height() + kRowAir};
}

void InputDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    if ((option.state & QStyle::State_Selected) != 0) {
        painter->fillRect(option.rect, m_theme.tokens().selection);
    }
    const bool isInput = index.data(Roles::RowKindRole).toInt() == static_cast<int>(InputTreeModel::RowKind::Input);
    if (!isInput) {
        painter->restore();
        return;  // the view paints the heading over all columns
    }
    if (index.column() == InputTreeModel::kLabelColumn) {
        paintLabel(*painter, option, index);
    } else if (index.column() == m_inputs.sourceColumn()) {
        paintSource(*painter, option, index);
    } else if (index.column() == m_inputs.unitColumn()) {
        painter->setPen(m_theme.tokens().muted);
        const QRect box = option.rect.adjusted(kPadding, 0, -kGrid, 0);
        painter->drawText(box, Qt::AlignVCenter | Qt::AlignLeft, option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, box.width()));
    } else if (!index.data(Roles::SpanRole).toBool()) {
        paintValue(*painter, option, index);
    } else {
        painter->restore();
        return;  // the view paints it over all value columns
    }
    if ((option.state & QStyle::State_HasFocus) != 0) {
        painter->setPen(QPen(m_theme.tokens().focus, 2.0));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -2), kRadius, kRadius);
    }
    painter->restore();
}

void InputDelegate::paintSpanning(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    if (index.column() == InputTreeModel::kLabelColumn) {
        paintLabel(*painter, option, index);
    } else {
        paintValue(*painter, option, index);
    }
    if ((option.state & QStyle::State_HasFocus) != 0) {
        painter->setPen(QPen(m_theme.tokens().focus, 2.0));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -2), kRadius, kRadius);
    }
    painter->restore();
}

void InputDelegate::paintLabel(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto kind = static_cast<InputTreeModel::RowKind>(index.data(Roles::RowKindRole).toInt());
    const Tokens& tokens = m_theme.tokens();
    QFont font = option.font;
    const bool isInput = kind == InputTreeModel::RowKind::Input;
    font.setWeight(isInput ? QFont::Normal : kind == InputTreeModel::RowKind::Group ? QFont::Medium : QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(kind == InputTreeModel::RowKind::Group ? tokens.muted : tokens.text);
    const QString badge = index.data(Roles::BadgeRole).toString();
    QRect box = option.rect.adjusted(kGrid, 0, -kGrid, 0);
    if (const QVariant deal = index.data(Roles::DealRole); deal.isValid()) {
        const auto role = present::Role::deal(deal.toInt());
        painter.fillPath(markOf(role, QPointF(box.left() + kMarkSize / 2.0, box.center().y() + 0.5), kMarkSize), tokens.fill(role));
        box.setLeft(box.left() + static_cast<int>(kMarkSize) + 2 * kGrid);
    }
    const QFontMetrics metrics(font);
    const int room = box.width() - (badge.isEmpty() ? 0 : badgeWidth(font, badge) + 2 * kGrid);
    const bool badgeFits = room > box.width() / 2;
    const QString text = metrics.elidedText(index.data().toString(), Qt::ElideRight, badgeFits ? room : box.width());
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, text);
    if (!badge.isEmpty() && badgeFits) {
        paintBadge(painter, tokens, badge, box.left() + metrics.horizontalAdvance(text) + 2 * kGrid, box);
    }
}

void InputDelegate::paintValue(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QString full = index.data().toString();
    const int severity = index.data(Roles::SeverityRole).toInt();
    if (full.isEmpty() && severity == 0) {
        return;
    }
    const Tokens& tokens = m_theme.tokens();
    const bool spans = index.data(Roles::SpanRole).toBool();
    QFont font = option.font;
    font.setWeight(index.data(Roles::ChangedRole).toBool() ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    painter.setPen(full.startsWith(QLatin1Char('=')) ? tokens.muted : tokens.text);
    QRect box = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    const QVariant spread = index.data(Roles::SpreadRole);
    const QFontMetrics metrics(font);
    // Where "30,500 (17,900 to 51,900)" does not fit, the value and the curve stand for it; the whole is told on hover.
    if (spread.isValid() && metrics.horizontalAdvance(full) > box.width()) {
        full = full.section(QLatin1String(" ("), 0, 0);
    }
    if (spread.isValid() && metrics.horizontalAdvance(full) + kCurveWidth + 2 * kGrid <= box.width()) {
        const QRectF curve(box.right() - kCurveWidth, box.center().y() - kCurveHeight / 2 + 1, kCurveWidth, kCurveHeight);
        painter.save();
        paintCurve(painter, tokens, curve, spread.toDouble());
        painter.restore();
        box.setRight(box.right() - kCurveWidth - 2 * kGrid);
    }
    const QString text = metrics.elidedText(full, Qt::ElideRight, box.width());
    const Qt::AlignmentFlag side = spans ? Qt::AlignLeft : Qt::AlignRight;
    painter.drawText(box, static_cast<int>(Qt::AlignVCenter) | static_cast<int>(side), text);
    if (severity > 0) {
        const int width = std::max(metrics.horizontalAdvance(text), 4 * kGrid);
        const int left = side == Qt::AlignRight ? box.right() - width : box.left();
        paintUnderline(painter, severity > 1 ? tokens.negative : tokens.warning, left, left + width, box.center().y() + metrics.ascent() / 2 + 3);
    }
}

void InputDelegate::paintSource(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Tokens& tokens = m_theme.tokens();
    const QString badge = index.data(Roles::BadgeRole).toString();
    const QString full = index.data().toString();
    const QRect box = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    const int room = box.width() - (badge.isEmpty() ? 0 : badgeWidth(option.font, badge) + 2 * kGrid);
    const QString text = option.fontMetrics.elidedText(full, Qt::ElideRight, room);
    painter.setPen(tokens.muted);
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, text);
    if (!badge.isEmpty()) {
        const int left = text.isEmpty() ? box.left() : box.left() + option.fontMetrics.horizontalAdvance(text) + 2 * kGrid;
        paintBadge(painter, tokens, badge, left, box);
    }
}

bool InputDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index) {
    return QStyledItemDelegate::helpEvent(event, view, option, index);
}

QWidget* InputDelegate::choiceEditor(QWidget* parent, const QModelIndex& source) const {
    const InputPlace place = *m_inputs.placeAt(source);
    auto* box = new QComboBox(parent);
    if (place.input().shape == Shape::Choice) {
        for (const Choice& option : place.input().choices) {
            box->addItem(toQt(option.label), toQt(option.key));
        }
    } else {
        box->addItem(tr("(none)"), QString());
        for (const ElementPtr& element : m_inputs.study().root().children) {
            if (roleName(element->kind->role) == place.input().refersTo) {
                box->addItem(QString::fromStdString(element->displayName()), QString::fromStdString(element->id));
            }
        }
    }
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(box, &QComboBox::activated, this, [this, box] { const_cast<InputDelegate*>(this)->finish(box, Move::Stay); });
    return box;
}

QWidget* InputDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const {
    const QModelIndex source = sourceOf(index);
    const auto place = m_inputs.placeAt(source);
    if (!place) {
        return nullptr;
    }
    QWidget* editor = nullptr;
    if (place->input().shape == Shape::Choice || place->input().shape == Shape::Reference) {
        editor = choiceEditor(parent, source);
    } else {
        const QPersistentModelIndex kept(source);
        const auto judge = [this, kept](const QString& typed) -> FieldEditor::Verdict {
            const auto at = m_inputs.placeAt(kept);
            const auto value = m_inputs.read(kept, typed);
            if (!value) {
                return {false, saidWithoutSubject(value.error())};
            }
            // Said only where it is not plain from what was typed.
            const bool plain = !at || at->input().shape == Shape::Text || toQt(numberText(at->input(), *value)).remove(QLatin1Char(',')) == typed.trimmed().remove(QLatin1Char(','));
            const QString meaning = toQt(valueText(at->input(), *value));
            return {true, plain || meaning == typed.trimmed() ? QString() : tr("means %1").arg(meaning)};
        };
        auto* field = new FieldEditor(m_theme, judge, parent);
        field->setAlignment(place->input().numeric() ? Qt::AlignRight : Qt::AlignLeft);
        editor = field;
    }
    editor->setAccessibleName(m_inputs.data(source, Qt::AccessibleTextRole).toString());
    editor->setObjectName(QStringLiteral("inputEditor"));
    return editor;
}

void InputDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    const QString text = index.data(Qt::EditRole).toString();
    if (auto* box = qobject_cast<QComboBox*>(editor)) {
        const QModelIndex source = sourceOf(index);
        const auto place = m_inputs.placeAt(source);
        box->setCurrentIndex(place ? std::max(0, box->findData(toQt(place->value().text))) : 0);
        return;
    }
    if (auto* field = qobject_cast<FieldEditor*>(editor); field != nullptr && !field->isModified()) {
        field->setText(text);
        field->selectAll();
    }
}

void InputDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
    if (const auto* box = qobject_cast<const QComboBox*>(editor)) {
        model->setData(index, box->currentData().toString());
    } else if (const auto* field = qobject_cast<const FieldEditor*>(editor)) {
        model->setData(index, field->text());
    }
}

void InputDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QRect box = option.rect;
    if (index.data(Roles::SpanRole).toBool()) {
        if (const auto* view = qobject_cast<const QAbstractItemView*>(option.widget)) {
            box = box.united(view->visualRect(index.siblingAtColumn(m_inputs.unitColumn() - 1)));
        }
    }
    editor->setGeometry(box.adjusted(0, 0, 0, -1));
}

void InputDelegate::finish(QWidget* editor, Move move) {
    Q_EMIT commitData(editor);
    Q_EMIT closeEditor(editor, NoHint);
    Q_EMIT moveRequested(move);
}

bool InputDelegate::eventFilter(QObject* object, QEvent* event) {
    auto* editor = qobject_cast<QWidget*>(object);
    if (editor == nullptr || event->type() != QEvent::KeyPress) {
        return QStyledItemDelegate::eventFilter(object, event);
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const bool tab = key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab;
    if (!enter && !tab) {
        return QStyledItemDelegate::eventFilter(object, event);
    }
    if (auto* field = qobject_cast<FieldEditor*>(editor)) {
        if (field->isModified()) {
            field->showVerdict();
        }
        if (field->isModified() && !field->verdict().ok) {
            return true;  // stays open, with the reason below it; Esc gives the old value back
        }
    }
    finish(editor, enter ? ((key->modifiers() & Qt::ShiftModifier) != 0 ? Move::Up : Move::Down) : key->key() == Qt::Key_Tab ? Move::Right : Move::Left);
    return true;
}

}  // namespace offtake::ui
