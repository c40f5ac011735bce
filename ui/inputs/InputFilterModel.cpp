#include "ui/inputs/InputFilterModel.h"

namespace offtake::ui {

InputFilterModel::InputFilterModel(QObject* parent) : QSortFilterProxyModel(parent) {
    setRecursiveFilteringEnabled(true);
    setSortRole(InputTreeModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void InputFilterModel::setInputs(InputTreeModel* inputs) {
    m_inputs = inputs;
    setSourceModel(inputs);
}

void InputFilterModel::setFilter(const InputFilter& filter) {
    m_filter = filter;
    invalidateFilter();
}

bool InputFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const {
    return !m_filter.isActive() || m_inputs->accepts(m_inputs->index(row, 0, parent), m_filter);
}

}  // namespace offtake::ui
