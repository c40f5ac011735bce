#include "ui/inputs/InputFilterModel.h"

namespace offtake::ui {

InputFilterModel::InputFilterModel(QObject* parent) : QSortFilterProxyModel(parent) {
    setRecursiveFilteringEnabled(true);
    setSortRole(InputTreeModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void InputFilterModel::setInputs(InputTreeModel* inputs) {
    m_inputs = inputs;
    // Before the base class hears of it, which asks about the rows again.
    connect(inputs, &QAbstractItemModel::dataChanged, this, &InputFilterModel::forget);
    connect(inputs, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_found.clear(); });
    connect(inputs, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_found.clear(); });
    setSourceModel(inputs);
}

void InputFilterModel::setFilter(const InputFilter& filter) {
    m_filter = filter;
    m_found.clear();
    invalidateFilter();
}

void InputFilterModel::forget(const QModelIndex& first, const QModelIndex& last) {
    const bool isInput = first.data(InputTreeModel::RowKindRole).toInt() == static_cast<int>(InputTreeModel::RowKind::Input);
    if (!isInput || first.row() != last.row()) {
        m_found.clear();  // the name of a heading belongs to all rows below it
        return;
    }
    m_found.remove(first.internalPointer());
}

bool InputFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (!m_filter.isActive()) {
        return true;
    }
    const QModelIndex index = m_inputs->index(row, 0, parent);
    const auto known = m_found.constFind(index.internalPointer());
    if (known != m_found.constEnd()) {
        return *known;
    }
    return m_found[index.internalPointer()] = m_inputs->accepts(index, m_filter);
}

}  // namespace offtake::ui
