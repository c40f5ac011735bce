#include "ui/tables/SpecTableView.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <QPainter>

#include "core/present/TableText.h"
#include "data/file/AtomicFile.h"
#include "ui/tables/SpecDelegate.h"
#include "ui/tables/SpecTableModel.h"
#include "ui/theme/Marks.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {
namespace {

constexpr int kMark = 10;

void toClipboard(const present::TableSpec& table) {
    auto* mime = new QMimeData;
    mime->setText(QString::fromStdString(present::tsvText(table)));
    mime->setHtml(QString::fromStdString(present::htmlText(table)));
    QApplication::clipboard()->setMimeData(mime);
}

/// Draws the mark of a deal before its title.
class SpecHeader : public QHeaderView {
public:
    SpecHeader(const SpecTableModel& model, const Theme& theme, QWidget* parent)
        : QHeaderView(Qt::Horizontal, parent), m_model(model), m_theme(theme) {
        setSectionsClickable(false);
        setHighlightSections(false);
        setMinimumSectionSize(24);
    }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override {
        painter->save();
        QHeaderView::paintSection(painter, rect, section);
        painter->restore();
        const present::Column& column = m_model.spec().columns[static_cast<std::size_t>(section)];
        if (!column.role) {
            return;
        }
        const int text = fontMetrics().horizontalAdvance(QString::fromStdString(present::columnTitle(column)));
        const int x = column.alignment == present::Alignment::Right ? rect.right() - 3 * kGrid - text - kMark : rect.left() + kGrid;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QPointF centre(std::max(x, rect.left() + kMark), rect.center().y());
        painter->fillPath(markOf(*column.role, centre, kMark), m_theme.tokens().fill(*column.role));
        painter->restore();
    }
    [[nodiscard]] QSize sectionSizeFromContents(int section) const override {
        const QSize size = QHeaderView::sectionSizeFromContents(section);
        const bool marked = m_model.spec().columns[static_cast<std::size_t>(section)].role.has_value();
        return size + QSize(marked ? kMark + 2 * kGrid : 0, 0);
    }

private:
    const SpecTableModel& m_model;
    const Theme& m_theme;
};

}  // namespace

SpecTableView::SpecTableView(const Theme& theme, QWidget* parent)
    : QTableView(parent), m_model(new SpecTableModel(this)), m_delegate(new SpecDelegate(theme, this)), m_theme(theme) {
    setModel(m_model);
    setHorizontalHeader(new SpecHeader(*m_model, theme, this));
    setItemDelegate(m_delegate);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    askPath = [this](const QString& title, const QString& suggested, const QString& filter) {
        return QFileDialog::getSaveFileName(this, title, suggested, filter);
    };
    connect(&theme, &Theme::changed, this, [this] {
        viewport()->update();
        horizontalHeader()->viewport()->update();
    });
    connect(this, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT rowActivated(index.data(SpecTableModel::RowIdRole).toString()); });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& now) { Q_EMIT currentRowChanged(now.data(SpecTableModel::RowIdRole).toString()); });
}

void SpecTableView::setSpec(const present::TableSpec& spec) {
    const QString id = currentRowId();
    m_model->setSpec(spec);
    setAccessibleName(QString::fromStdString(spec.title));
    setAccessibleDescription(QString::fromStdString(spec.subtitle));
    fitColumns();
    if (!id.isEmpty() && currentRowId() != id) {
        selectRowId(id);
    }
    if (m_fitsRows) {
        setFixedHeight(sizeHint().height());
    }
}

const present::TableSpec& SpecTableView::spec() const { return m_model->spec(); }

QString SpecTableView::currentRowId() const { return currentIndex().data(SpecTableModel::RowIdRole).toString(); }

void SpecTableView::selectRowId(const QString& id) {
    const int row = m_model->rowOf(id);
    if (row >= 0) {
        setCurrentIndex(m_model->index(row, 0));
    }
}

void SpecTableView::copy() const {
    present::TableSpec table = spec();
    const QModelIndexList chosen = selectionModel()->selectedRows();
    if (!chosen.isEmpty()) {
        std::vector<int> rows;
        for (const QModelIndex& index : chosen) {
            rows.push_back(index.row());
        }
        std::sort(rows.begin(), rows.end());
        table.rows.clear();
        for (const int row : rows) {
            table.rows.push_back(spec().rows[static_cast<std::size_t>(row)]);
        }
    }
    toClipboard(table);
}

void SpecTableView::copyAll() const { toClipboard(spec()); }

void SpecTableView::saveAs() {
    const QString name = QString::fromStdString(spec().id.empty() ? "table" : spec().id) + QStringLiteral(".csv");
    const QString path = askPath(tr("Save table"), name, QStringLiteral("CSV (*.csv)"));
    if (path.isEmpty()) {
        return;
    }
    if (const auto saved = saveCsv(path); !saved) {
        Q_EMIT failed(QString::fromStdString(saved.error().english()));
    }
}

Expected<void> SpecTableView::saveCsv(const QString& path) const {
    const auto written = file::writeAtomically(path.toStdString(), present::csvText(spec()));
    if (!written) {
        return tl::unexpected<Error>(written.error());
    }
    return {};
}

void SpecTableView::setFitsRows(bool fits) {
    m_fitsRows = fits;
    setVerticalScrollBarPolicy(fits ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    if (fits) {
        setFixedHeight(sizeHint().height());
    }
}

void SpecTableView::setTight(bool tight) {
    m_tight = tight;
    m_delegate->setTight(tight);
    verticalHeader()->setMinimumSectionSize(tight ? 1 : -1);
    fitColumns();
}

QSize SpecTableView::sizeHint() const {
    const int rows = verticalHeader()->length();
    const int head = horizontalHeader()->isHidden() ? 0 : horizontalHeader()->sizeHint().height();
    return {480, head + rows + 2 * frameWidth()};
}

void SpecTableView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copy();
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void SpecTableView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

void SpecTableView::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    if (selectionModel()->hasSelection()) {
        menu.addAction(tr("Copy chosen rows"), this, &SpecTableView::copy);
    }
    menu.addAction(tr("Copy table"), this, &SpecTableView::copyAll);
    menu.addAction(tr("Save table as CSV…"), this, &SpecTableView::saveAs);
    menu.exec(event->globalPos());
}

int SpecTableView::neededWidth() const {
    int width = 0;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        if (!isColumnHidden(column)) {
            width += std::max(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column));
        }
    }
    return width;
}

void SpecTableView::fitColumns() {
    if (m_model->columnCount() == 0) {
        return;
    }
    resizeColumnsToContents();
    if (m_tight) {
        // Not by Qt's own measure, which counts the hidden header of rows with its padding.
        for (int row = 0; row < m_model->rowCount(); ++row) {
            setRowHeight(row, sizeHintForRow(row));
        }
    } else {
        resizeRowsToContents();
    }
    // What is left over goes to the first column, and what is missing comes from it: numbers stay together at the right
    // and are never cut.
    const int spare = viewport()->width() - horizontalHeader()->length();
    setColumnWidth(0, std::max(std::min(columnWidth(0), m_leastFirstColumn), columnWidth(0) + spare));
}

}  // namespace offtake::ui
