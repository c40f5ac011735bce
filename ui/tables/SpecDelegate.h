#pragma once

#include <QStyledItemDelegate>

namespace offtake::ui {

class Theme;

/// Paints the cells of a SpecTableModel (also behind a proxy).
class SpecDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit SpecDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

}  // namespace offtake::ui
