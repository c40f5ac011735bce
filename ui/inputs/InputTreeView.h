#pragma once

#include <QSet>
#include <QTreeView>

#include "ui/inputs/InputDelegate.h"
#include "ui/inputs/InputFilterModel.h"

namespace offtake::ui {

/// The tree of inputs on the screen, with its keys. Keeps what is open and what is current by path when the rows are
/// built anew. Needs an InputFilterModel over an InputTreeModel.
///
/// Keys: F2 or typing edits, Enter down, Tab right, Esc gives back; Del sets to default, Ctrl+D takes the baseline
/// deal's value, Ctrl+Up and Ctrl+Down step, Ctrl+C and Ctrl+V copy and paste a block, Shift+F2 and Alt+Enter ask for
/// source and details.
class InputTreeView : public QTreeView {
    Q_OBJECT
public:
    InputTreeView(const Theme& theme, InputTreeModel& inputs, QWidget* parent = nullptr);

    [[nodiscard]] InputFilterModel& filterModel() { return *m_filter; }
    void setFilter(const InputFilter& filter);

    /// Path of the current input or element; empty in a section.
    [[nodiscard]] QString currentPath() const;
    /// Opens what is above it, makes it current and scrolls to it. False when it is not in the tree.
    bool goTo(const QString& pathOrKey);
    /// What is open when a study is first shown: deals and their first tranche.
    void openFirstLevels();

    /// Opens the field of the current input.
    void startEditing();
    void resetCurrent();
    void copyFromBaseline();
    void step(int direction);
    void copyCells() const;
    void pasteCells();

Q_SIGNALS:
    void currentPathChanged(const QString& path);
    void sourceRequested(const QString& path);
    void detailsRequested(const QString& path);
    /// Why something was not done, or what was done with a block.
    void said(const QString& message, bool isError);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void resizeEvent(QResizeEvent* event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    bool edit(const QModelIndex& index, EditTrigger trigger, QEvent* event) override;

private:
    void rememberState();
    void restoreState();
    void fitColumns();
    void move(InputDelegate::Move where);
    /// From a row, the next one below or above that can be edited in its value column.
    [[nodiscard]] QModelIndex nextInput(const QModelIndex& from, int direction) const;
    [[nodiscard]] QModelIndex toSource(const QModelIndex& index) const { return m_filter->mapToSource(index); }
    [[nodiscard]] QModelIndex currentCell() const;
    /// A short group of numbers, worth seeing at once.
    [[nodiscard]] bool decides(const QModelIndex& group) const;
    void tell(const Expected<void>& done);

    const Theme& m_theme;
    InputTreeModel& m_inputs;
    InputFilterModel* m_filter;
    InputDelegate* m_delegate;
    QSet<QString> m_open;   ///< keys of open rows, kept over resets and filters
    QString m_currentKey;
    int m_currentColumn = 0;
    bool m_restoring = false;
    QSet<QString> m_openBeforeFilter;
};

}  // namespace offtake::ui
