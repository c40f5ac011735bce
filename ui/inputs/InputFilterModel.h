#pragma once

#include <QSortFilterProxyModel>

#include "ui/inputs/InputTreeModel.h"

namespace offtake::ui {

/// The rows that a filter accepts, with the rows above them.
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
    InputFilter m_filter;
};

}  // namespace offtake::ui
