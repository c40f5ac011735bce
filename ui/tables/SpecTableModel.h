#pragma once

#include <QAbstractTableModel>

#include "core/present/TableSpec.h"

namespace offtake::ui {

/// A TableSpec as an item model, read only. Rows keep the order of the spec; sorting is a proxy's task, with SortRole.
class SpecTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Roles {
        RowIdRole = Qt::UserRole + 1,  ///< QString: what an action on the row is about
        ColumnIdRole,                  ///< QString
        SortRole,                      ///< double or QString
        ExactRole,                     ///< QString: full precision with unit, for hover and copying one cell
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Shows another table. With the same columns and row ids only cells change: selection and scrolling stay.
    void setSpec(present::TableSpec spec);
    [[nodiscard]] const present::TableSpec& spec() const { return m_spec; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// The row with this id, or -1.
    [[nodiscard]] int rowOf(const QString& id) const;

private:
    present::TableSpec m_spec;
};

}  // namespace offtake::ui
