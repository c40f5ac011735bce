#pragma once

#include <QStyledItemDelegate>

namespace offtake::ui {

class Theme;

/// Paints the cells of a SpecTableModel (also behind a proxy).
class SpecDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit SpecDelegate(const Theme& theme, QObject* parent = nullptr);

    /// Rows as low as text allows, for a few figures beside charts; long names are then cut in their middle.
    void setTight(bool tight) { m_tight = tight; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
    bool m_tight = false;
};

}  // namespace offtake::ui
