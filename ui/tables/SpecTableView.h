#pragma once

#include <functional>

#include <QTableView>

#include "core/base/Error.h"
#include "core/present/TableSpec.h"

namespace offtake::ui {

class SpecDelegate;
class SpecTableModel;
class Theme;

/// A TableSpec on the screen. Rows are selected whole; Ctrl+C copies the selected rows (all when none is), Enter or a
/// double click activates a row by its id.
class SpecTableView : public QTableView {
    Q_OBJECT
public:
    /// `theme` must outlive the view.
    explicit SpecTableView(const Theme& theme, QWidget* parent = nullptr);

    /// Shows the table; the selected row stays selected when its id is still there.
    void setSpec(const present::TableSpec& spec);
    [[nodiscard]] const present::TableSpec& spec() const;

    /// The id of the current row; empty without one.
    [[nodiscard]] QString currentRowId() const;
    void selectRowId(const QString& id);

    /// The chosen rows (all when none is) as TSV and HTML to the clipboard.
    void copy() const;
    void copyAll() const;
    /// Asks for a name by `askPath` (a file dialog unless a test replaced it) and writes CSV; failures go to `failed`.
    void saveAs();
    std::function<QString(const QString& title, const QString& suggested, const QString& filter)> askPath;
    /// Writes CSV in full precision, in one step. Errors: NotWritable.
    [[nodiscard]] Expected<void> saveCsv(const QString& path) const;

    /// Makes the view exactly as tall as its rows, for pages that scroll as a whole.
    void setFitsRows(bool fits);
    /// See SpecDelegate::setTight.
    void setTight(bool tight);
    /// How narrow the first column may become before the table is wider than its place.
    void setLeastFirstColumn(int width) { m_leastFirstColumn = width; }
    [[nodiscard]] QSize sizeHint() const override;
    /// Width at which nothing that is shown is cut.
    [[nodiscard]] int neededWidth() const;
    /// Gives the columns their widths; after columns were hidden or shown.
    void fitColumns();

Q_SIGNALS:
    void rowActivated(const QString& id);
    void currentRowChanged(const QString& id);
    /// A message for the window's banner.
    void failed(const QString& message);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    SpecTableModel* m_model;
    SpecDelegate* m_delegate;
    const Theme& m_theme;
    bool m_fitsRows = false;
    bool m_tight = false;
    int m_leastFirstColumn = 180;
};

}  // namespace offtake::ui
