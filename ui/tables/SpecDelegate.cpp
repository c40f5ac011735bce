#include "ui/tables/SpecDelegate.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QAbstractItemView>
#include <QAbstractProxyModel>
#include <QPainter>
#include <QPainterPath>

#include "ui/tables/SpecTableModel.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {
namespace {

constexpr int kPad = 3 * kGrid;
constexpr int kGridLine = 2;  // the view takes it off the cell; words as wide as the cell would be elided
constexpr int kRowPad = 2 * kGrid;
constexpr int kTightRowPad = kGrid;
constexpr int kIndent = 4 * kGrid;
constexpr int kSign = 8;
constexpr int kBarHeight = 8;
constexpr int kBarWidth = 100;
constexpr double kSmallestPoints = 9.0;

struct Source {
    const present::TableSpec* table = nullptr;
    std::size_t row = 0;
    std::size_t column = 0;
};

Source sourceOf(QModelIndex index) {
    while (const auto* proxy = qobject_cast<const QAbstractProxyModel*>(index.model())) {
        index = proxy->mapToSource(index);
    }
    const auto* model = qobject_cast<const SpecTableModel*>(index.model());
    if (model == nullptr || !index.isValid()) {
        return {};
    }
    return {&model->spec(), static_cast<std::size_t>(index.row()), static_cast<std::size_t>(index.column())};
}

QFont mutedFont(const QFont& font) {
    QFont smaller = font;
    if (font.pointSizeF() > 0.0) {
        smaller.setPointSizeF(std::max(kSmallestPoints, font.pointSizeF() * 0.92));
    }
    smaller.setBold(false);
    return smaller;
}

/// A tick for better, a cross for worse: read without colour and without language.
void paintSign(QPainter& painter, const QRectF& box, present::Meaning meaning, const QColor& colour) {
    QPainterPath path;
    if (meaning == present::Meaning::Better) {
        path.moveTo(box.left(), box.center().y());
        path.lineTo(box.left() + box.width() * 0.38, box.bottom() - 1.0);
        path.lineTo(box.right(), box.top() + 1.0);
    } else {
        path.moveTo(box.topLeft() + QPointF(1.0, 1.0));
        path.lineTo(box.bottomRight() - QPointF(1.0, 1.0));
        path.moveTo(box.topRight() + QPointF(-1.0, 1.0));
        path.lineTo(box.bottomLeft() + QPointF(1.0, -1.0));
    }
    painter.strokePath(path, QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

bool hasSign(const present::Cell& cell) {
    return !cell.bar && (cell.meaning == present::Meaning::Better || cell.meaning == present::Meaning::Worse);
}

/// Where negative bars are possible in the column, zero is in the middle.
bool isDiverging(const Source& at) {
    return std::any_of(at.table->rows.begin(), at.table->rows.end(), [&](const present::Row& row) {
        return at.column < row.cells.size() && row.cells[at.column].bar.value_or(0.0) < 0.0;
    });
}

void paintBar(QPainter& painter, const QRect& rect, const Source& at, const present::Cell& cell, const Tokens& tokens, const QFont& font) {
    const QString word = cell.meaning == present::Meaning::Worse ? QString::fromStdString(present::meaningWord(cell.meaning)) : QString();
    const QFont small = mutedFont(font);
    const int wordWidth = QFontMetrics(small).horizontalAdvance(QStringLiteral("worse")) + kGrid;
    QRectF room = QRectF(rect).adjusted(kPad, 0, -kPad - wordWidth, 0);
    const double length = *cell.bar;
    const bool diverging = isDiverging(at);
    const double whole = diverging ? room.width() / 2.0 : room.width();
    const double zero = diverging ? room.center().x() : room.left();
    const double end = zero + length * whole;
    const QRectF bar(std::min(zero, end), room.center().y() - kBarHeight / 2.0, std::abs(end - zero), kBarHeight);
    const QColor colour = cell.meaning == present::Meaning::Better  ? tokens.positiveSoft
                          : cell.meaning == present::Meaning::Worse ? tokens.negativeSoft
                                                                    : tokens.line;
    QPainterPath path;
    path.addRoundedRect(bar, 1.5, 1.5);
    painter.fillPath(path, colour);
    if (!word.isEmpty()) {
        painter.setFont(small);
        painter.setPen(tokens.words(cell.meaning));
        painter.drawText(QRectF(room.right() + kGrid, rect.top(), wordWidth, rect.height()), Qt::AlignLeft | Qt::AlignVCenter, word);
    }
}

}  // namespace

SpecDelegate::SpecDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

void SpecDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Source at = sourceOf(index);
    if (at.table == nullptr) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    const Tokens& tokens = m_theme.tokens();
    const present::Cell& cell = present::cellAt(*at.table, at.row, at.column);
    const present::Row& row = at.table->rows[at.row];
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    painter->fillRect(option.rect, selected ? tokens.selection : tokens.raised);
    if (index.row() + 1 < index.model()->rowCount()) {
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), tokens.line);
    }

    QFont font = option.font;
    font.setBold(cell.bold || row.kind != present::Row::Kind::Normal);
    const QFont small = mutedFont(option.font);
    QRect room = option.rect.adjusted(kPad, 0, -kPad, -1);
    if (at.column == 0) {
        room.setLeft(room.left() + row.indent * kIndent);
    }
    if (cell.bar) {
        paintBar(*painter, option.rect, at, cell, tokens, option.font);
    }
    const QString text = QString::fromStdString(present::cellText(*at.table, at.row, at.column));
    QString note = QString::fromStdString(present::cellUnit(*at.table, at.row, at.column));
    if (const auto* words = std::get_if<present::TextCell>(&cell.value)) {
        note = QString::fromStdString(words->note);
    }
    // A unit belongs to its number; a note stands apart from its words.
    const int gap = std::holds_alternative<present::NumberCell>(cell.value) ? kGrid : 2 * kGrid;
    const int noteWidth = note.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(note) + gap;
    const QFontMetrics metrics(font);
    const QColor colour = tokens.words(cell.meaning);
    const bool right = at.table->columns[at.column].alignment == present::Alignment::Right;
    const int most = std::max(0, right ? room.width() - noteWidth : room.width());
    const QString shown = metrics.elidedText(text, m_tight ? Qt::ElideMiddle : Qt::ElideRight, most);
    const int width = metrics.horizontalAdvance(shown);
    const int left = right ? room.right() + 1 - noteWidth - width : room.left();
    painter->setFont(font);
    painter->setPen(colour);
    painter->drawText(QRect(left, room.top(), width + 1, room.height()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    if (hasSign(cell) && !text.isEmpty() && left - kSign - 2 * kGrid >= option.rect.left()) {
        paintSign(*painter, QRectF(left - kSign - 2 * kGrid, room.center().y() - kSign / 2.0, kSign, kSign), cell.meaning, colour);
    }
    if (!note.isEmpty()) {
        const int from = left + width + gap;
        const int noteRoom = std::max(0, room.right() + 1 - from);
        painter->setFont(small);
        painter->setPen(tokens.muted);
        painter->drawText(QRect(from, room.top(), noteRoom, room.height()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          QFontMetrics(small).elidedText(note, Qt::ElideRight, noteRoom));
    }
    if ((option.state & QStyle::State_HasFocus) != 0 && (option.state & QStyle::State_KeyboardFocusChange) != 0) {
        painter->setPen(QPen(tokens.focus, 2.0));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1.0, 1.0, -1.0, -2.0), kRadius, kRadius);
    }
    painter->restore();
}

QSize SpecDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Source at = sourceOf(index);
    if (at.table == nullptr) {
        return QStyledItemDelegate::sizeHint(option, index);
    }
    const present::Cell& cell = present::cellAt(*at.table, at.row, at.column);
    QFont font = option.font;
    font.setBold(cell.bold || at.table->rows[at.row].kind != present::Row::Kind::Normal);
    int width = QFontMetrics(font).horizontalAdvance(QString::fromStdString(present::cellText(*at.table, at.row, at.column))) + 2 * kPad;
    std::string note = present::cellUnit(*at.table, at.row, at.column);
    if (const auto* words = std::get_if<present::TextCell>(&cell.value)) {
        note = words->note;
    }
    if (!note.empty()) {
        width += QFontMetrics(mutedFont(option.font)).horizontalAdvance(QString::fromStdString(note)) + 2 * kGrid;
    }
    width += hasSign(cell) ? kSign + 2 * kGrid : 0;
    width += at.column == 0 ? at.table->rows[at.row].indent * kIndent : 0;
    if (cell.bar) {
        width = std::max(width, kBarWidth + 2 * kPad);
    }
    return {width + kGridLine, QFontMetrics(option.font).height() + 2 * (m_tight ? kTightRowPad : kRowPad)};
}

}  // namespace offtake::ui
