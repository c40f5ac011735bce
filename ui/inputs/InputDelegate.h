#pragma once

#include <QStyledItemDelegate>

namespace offtake::ui {

class InputTreeModel;
class Theme;

/// Paints and edits the cells of an InputTreeModel, also behind a proxy. Numbers, dates and texts are typed into a
/// FieldEditor; choices and references are chosen from a list. Text that cannot be taken keeps the field open on Enter.
class InputDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// Where the view goes after an entry.
    enum class Move { Stay, Down, Up, Right, Left };

    InputDelegate(const Theme& theme, InputTreeModel& inputs, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Paints what takes several columns, `option.rect`: a value that stands for all deals, or a heading.
    void paintSpanning(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index) override;

Q_SIGNALS:
    void moveRequested(offtake::ui::InputDelegate::Move move);

protected:
    bool eventFilter(QObject* editor, QEvent* event) override;

private:
    void paintLabel(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintValue(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintSource(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void finish(QWidget* editor, Move move);
    [[nodiscard]] QWidget* choiceEditor(QWidget* parent, const QModelIndex& source) const;

    const Theme& m_theme;
    InputTreeModel& m_inputs;
};

}  // namespace offtake::ui
