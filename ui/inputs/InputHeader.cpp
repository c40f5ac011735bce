#include "ui/inputs/InputHeader.h"

#include <QPainter>

#include "ui/inputs/InputTreeModel.h"
#include "ui/theme/Marks.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {

namespace {
constexpr int kPadding = 2 * kGrid;
constexpr double kMarkSize = 10.0;
}  // namespace

InputHeader::InputHeader(const Theme& theme, QWidget* parent) : QHeaderView(Qt::Horizontal, parent), m_theme(theme) {
    setHighlightSections(false);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

// The width of the base class measures every column, and is asked for whenever a row opens.
QSize InputHeader::sizeHint() const { return {length(), fontMetrics().height() + 4 * kGrid}; }

void InputHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    const Tokens& tokens = m_theme.tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(rect, tokens.raised);
    painter->setPen(tokens.line);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    const QString full = model()->headerData(section, Qt::Horizontal).toString();
    const QVariant deal = model()->headerData(section, Qt::Horizontal, InputTreeModel::DealRole);
    const QRect box = rect.adjusted(section == 0 ? 3 * kGrid : kPadding, 0, -kPadding, 0);
    const int mark = deal.isValid() ? static_cast<int>(kMarkSize) + kPadding : 0;
    const QString text = fontMetrics().elidedText(full, Qt::ElideRight, box.width() - mark);
    painter->setPen(tokens.muted);
    if (!deal.isValid()) {
        painter->drawText(box, Qt::AlignVCenter | Qt::AlignLeft, text);
    } else {
        painter->drawText(box, Qt::AlignVCenter | Qt::AlignRight, text);
        const auto role = present::Role::deal(deal.toInt());
        const double x = box.right() - fontMetrics().horizontalAdvance(text) - kPadding - kMarkSize / 2.0;
        painter->fillPath(markOf(role, QPointF(x, rect.center().y()), kMarkSize), tokens.fill(role));
    }
    painter->restore();
}

}  // namespace offtake::ui
