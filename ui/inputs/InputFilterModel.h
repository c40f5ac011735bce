#pragma once

#include <QHash>
#include <QSortFilterProxyModel>

#include "ui/inputs/InputTreeModel.h"

namespace offtake::ui {

/// The rows that a filter accepts, with the rows above them. What a row was found to be is kept until it changes, since
/// a row is asked about once for each level above it.
class InputFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit InputFilterModel(QObject* parent = nullptr);

    void setInputs(InputTreeModel* inputs);
    [[nodiscard]] InputTreeModel* inputs() const { return m_inputs; }
    void setFilter(const InputFilter& filter);
    [[nodiscard]] const InputFilter& filter() const { return m_filter; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    InputTreeModel* m_inputs = nullptr;
    void forget(const QModelIndex& first, const QModelIndex& last);

    InputFilter m_filter;
    mutable QHash<const void*, bool> m_found;  ///< by row of the source
};

}  // namespace offtake::ui
