#include "ui/tables/SpecTableModel.h"

#include <algorithm>
#include <utility>

#include "core/present/NumberText.h"

namespace offtake::ui {
namespace {

QString qs(const std::string& text) { return QString::fromStdString(text); }

bool sameFrame(const present::TableSpec& a, const present::TableSpec& b) {
    return std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                      [](const present::Column& p, const present::Column& q) { return p.id == q.id; }) &&
           std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(),
                      [](const present::Row& p, const present::Row& q) { return p.id == q.id && p.kind == q.kind; });
}

QString exactOf(const present::TableSpec& table, std::size_t row, std::size_t column) {
    const present::Cell& cell = present::cellAt(table, row, column);
    if (const auto* number = std::get_if<present::NumberCell>(&cell.value)) {
        const std::string unit = present::baseUnit(table, row, column);
        return qs(present::exactText(number->value) + (unit.empty() ? "" : " " + unit));
    }
    if (const auto* missing = std::get_if<present::MissingCell>(&cell.value)) {
        return qs(missing->reason);
    }
    return qs(present::cellText(table, row, column));
}

/// What a screen reader says, and what the colour says to others.
QString spoken(const present::TableSpec& table, std::size_t row, std::size_t column) {
    const present::Cell& cell = present::cellAt(table, row, column);
    if (const auto* missing = std::get_if<present::MissingCell>(&cell.value)) {
        return qs(missing->reason);
    }
    QString text = qs(present::cellText(table, row, column));
    const bool ofRow = table.rows[row].unit.has_value();  // a reader of single cells has not heard the row's head
    for (const std::string& more : {ofRow ? present::shownUnit(table, row, column) : present::cellUnit(table, row, column), present::meaningWord(cell.meaning)}) {
        if (!more.empty()) {
            text += (text.isEmpty() ? QString() : QStringLiteral(", ")) + qs(more);
        }
    }
    return text;
}

}  // namespace

void SpecTableModel::setSpec(present::TableSpec spec) {
    if (sameFrame(m_spec, spec)) {
        m_spec = std::move(spec);
        if (rowCount() > 0 && columnCount() > 0) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        }
        if (columnCount() > 0) {
            Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        }
        return;
    }
    beginResetModel();
    m_spec = std::move(spec);
    endResetModel();
}

int SpecTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_spec.rows.size());
}

int SpecTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_spec.columns.size());
}

QVariant SpecTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const auto row = static_cast<std::size_t>(index.row());
    const auto column = static_cast<std::size_t>(index.column());
    const present::Cell& cell = present::cellAt(m_spec, row, column);
    switch (role) {
        case Qt::DisplayRole:
            return qs(present::cellText(m_spec, row, column));
        case Qt::AccessibleTextRole:
            return spoken(m_spec, row, column);
        case Qt::ToolTipRole: {
            const QString exact = exactOf(m_spec, row, column);
            return cell.hint.empty() || qs(cell.hint) == exact ? exact : exact + QLatin1Char('\n') + qs(cell.hint);
        }
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(static_cast<int>(
                (m_spec.columns[column].alignment == present::Alignment::Right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
        case RowIdRole:
            return qs(m_spec.rows[row].id);
        case ColumnIdRole:
            return qs(m_spec.columns[column].id);
        case SortRole:
            if (const auto* number = std::get_if<present::NumberCell>(&cell.value)) {
                return number->value;
            }
            return qs(present::cellText(m_spec, row, column));
        case ExactRole:
            return exactOf(m_spec, row, column);
        default:
            return {};
    }
}

QVariant SpecTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const present::Column& column = m_spec.columns[static_cast<std::size_t>(section)];
    switch (role) {
        case Qt::DisplayRole:
            return qs(present::columnTitle(column));
        case Qt::TextAlignmentRole:
            return static_cast<int>((column.alignment == present::Alignment::Right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        case ColumnIdRole:
            return qs(column.id);
        default:
            return {};
    }
}

int SpecTableModel::rowOf(const QString& id) const {
    const std::string wanted = id.toStdString();
    const auto found = std::find_if(m_spec.rows.begin(), m_spec.rows.end(), [&](const present::Row& row) { return row.id == wanted; });
    return found == m_spec.rows.end() ? -1 : static_cast<int>(found - m_spec.rows.begin());
}

}  // namespace offtake::ui
