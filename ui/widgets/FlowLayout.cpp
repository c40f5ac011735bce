#include "ui/widgets/FlowLayout.h"

#include <algorithm>

#include <QWidget>

namespace offtake::ui {

FlowLayout::FlowLayout(int horizontalGap, int verticalGap, QWidget* parent)
    : QLayout(parent), m_horizontalGap(horizontalGap), m_verticalGap(verticalGap) {
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() {
    for (QLayoutItem* item : m_items) {
        delete item;
    }
}

void FlowLayout::addItem(QLayoutItem* item) { m_items.push_back(item); }

int FlowLayout::count() const { return static_cast<int>(m_items.size()); }

QLayoutItem* FlowLayout::itemAt(int index) const {
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)] : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index) {
    QLayoutItem* item = itemAt(index);
    if (item != nullptr) {
        m_items.erase(m_items.begin() + index);
    }
    return item;
}

int FlowLayout::heightForWidth(int width) const { return place(QRect(0, 0, width, 0), false); }

QSize FlowLayout::sizeHint() const {
    int width = 0;
    int height = 0;
    for (const QLayoutItem* item : m_items) {
        width += item->sizeHint().width() + (width > 0 ? m_horizontalGap : 0);
        height = std::max(height, item->sizeHint().height());
    }
    const QMargins margins = contentsMargins();
    return {width + margins.left() + margins.right(), height + margins.top() + margins.bottom()};
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const QLayoutItem* item : m_items) {
        size = size.expandedTo(item->minimumSize());
    }
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    place(rect, true);
}

int FlowLayout::place(const QRect& rect, bool moves) const {
    const QRect room = rect.marginsRemoved(contentsMargins());
    int y = room.top();
    std::size_t begin = 0;
    while (begin < m_items.size()) {
        // One row: as many as fit, at least one.
        std::size_t end = begin;
        int width = 0;
        int height = 0;
        while (end < m_items.size()) {
            const QSize size = m_items[end]->isEmpty() ? QSize(0, 0) : m_items[end]->sizeHint();
            const int next = width + (width > 0 && size.width() > 0 ? m_horizontalGap : 0) + size.width();
            if (end > begin && next > room.width()) {
                break;
            }
            width = next;
            height = std::max(height, size.height());
            ++end;
        }
        int x = room.left();
        for (std::size_t i = begin; moves && i < end; ++i) {
            if (m_items[i]->isEmpty()) {
                continue;
            }
            const QSize size = m_items[i]->sizeHint();
            m_items[i]->setGeometry(QRect(x, y + (height - size.height()) / 2, std::min(size.width(), room.width()), size.height()));
            x += size.width() + m_horizontalGap;
        }
        y += height;
        begin = end;
        y += begin < m_items.size() ? m_verticalGap : 0;
    }
    return y + contentsMargins().bottom() - rect.top();
}

}  // namespace offtake::ui
