#pragma once

#include <functional>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include <QAbstractItemModel>

#include "core/study/Edit.h"
#include "core/study/Validate.h"

namespace offtake::ui {

struct InputNode;

/// What the find box and its two boxes ask for.
struct InputFilter {
    QString words;  ///< every word occurs in label, key, help, value, unit, source or the names of what the row stands in
    bool onlyChanged = false;
    bool onlyWithoutSource = false;
    [[nodiscard]] bool isActive() const { return !words.trimmed().isEmpty() || onlyChanged || onlyWithoutSource; }
};

/// The inputs of a study as a tree: the inputs that deals share, each deal with its tranches, clauses and loans, then
/// the study's settings, parties, assumptions, sources and scenarios. Columns: label, one value per deal (at least
/// one), unit, source. Inputs below a deal stand in that deal's column; inputs that belong to no deal stand in the
/// first value column and are meant to be drawn across all of them (SpanRole).
///
/// Paths are texts as study::Path writes them. The model never changes a study: setData makes an Edit and hands it to
/// the function given to setApply. GUI thread only.
class InputTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    using ApplyEdit = std::function<Expected<void>(const study::Edit&)>;

    enum Roles {
        PathRole = Qt::UserRole + 1,  ///< QString: of the input, or of the element of a row
        KeyRole,                      ///< QString: of the row, for expansion and selection; paths and section names
        RowKindRole,                  ///< RowKind
        SpanRole,                     ///< bool: the value stands for all deals
        ChangedRole,                  ///< bool: differs from the default
        RejectedRole,                 ///< QString: why the last typed text was not taken
        ProblemRole,                  ///< QString: what study::validate says of it
        SeverityRole,                 ///< 0 none, 1 note, 2 error
        BadgeRole,                    ///< QString, source column: "high", "estimate"
        SpreadRole,                   ///< double: position of the value in its range, 0..1; invalid without a range
        NumericRole,                  ///< bool: right-aligned
        SortRole,                     ///< double or QString
        DealRole,                     ///< int: which deal's mark belongs to the row or column
    };
    enum class RowKind { Section, Element, Group, Input };
    static constexpr int kLabelColumn = 0;
    static constexpr int kFirstValueColumn = 1;

    explicit InputTreeModel(QObject* parent = nullptr);
    ~InputTreeModel() override;

    void setApply(ApplyEdit apply) { m_apply = std::move(apply); }

    /// Shows another state of the study. Only what differs is signalled; other deals or another order of them resets
    /// the model (the columns change).
    void setStudy(const study::Study& study);
    [[nodiscard]] const study::Study& study() const { return m_study; }
    void setProblems(const std::vector<study::Problem>& problems);

    [[nodiscard]] int valueColumns() const;
    [[nodiscard]] int unitColumn() const { return kFirstValueColumn + valueColumns(); }
    [[nodiscard]] int sourceColumn() const { return unitColumn() + 1; }

    /// The input or element at an index; for a row that deals share, the column says which deal's. Empty for sections.
    [[nodiscard]] study::Path pathAt(const QModelIndex& index) const;
    [[nodiscard]] QString keyAt(const QModelIndex& index) const;
    /// The index of a path (with the column of its deal) or of a row's key; invalid when it is not in the tree.
    [[nodiscard]] QModelIndex indexOf(const QString& pathOrKey) const;
    /// The value column in which the row's value stands: the column itself where it holds one.
    [[nodiscard]] int valueColumnFor(const QModelIndex& index) const;

    /// The input that a value cell shows; nothing on other cells.
    [[nodiscard]] std::optional<study::InputPlace> placeAt(const QModelIndex& index) const;
    /// The power of ten of the row's unit.
    [[nodiscard]] int magnitudeAt(const QModelIndex& index) const;
    /// What the text would mean in this cell, without changing anything.
    [[nodiscard]] Expected<study::Value> read(const QModelIndex& index, const QString& typed) const;
    /// Puts a value into a cell as an edit. Errors: those of the edit.
    [[nodiscard]] Expected<void> write(const QModelIndex& index, const study::Value& value);
    [[nodiscard]] Expected<void> submit(const study::Edit& edit);
    /// Forgets a typed text that was not taken.
    void clearRejection(const QModelIndex& index);

    [[nodiscard]] bool accepts(const QModelIndex& index, const InputFilter& filter) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Text as typed. False when it was refused: the old value stays and RejectedRole says why.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

Q_SIGNALS:
    /// A typed text was refused; the message names reason and remedy.
    void rejected(const QString& path, const QString& typed, const QString& message);
    /// A value was set by typing.
    void accepted(const QString& path);

private:
    struct Rejection {
        QString typed;
        QString message;
    };
    [[nodiscard]] InputNode* nodeAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOfNode(const InputNode& node, int column) const;
    [[nodiscard]] const study::Element* holderOf(const InputNode& node, int column) const;
    [[nodiscard]] QVariant valueData(const InputNode& node, int column, int role) const;
    [[nodiscard]] QVariant unitData(const InputNode& node, int role) const;
    [[nodiscard]] QVariant sourceData(const InputNode& node, int role) const;
    [[nodiscard]] QVariant labelData(const InputNode& node, int role) const;
    [[nodiscard]] std::vector<const study::Value*> rowValues(const InputNode& node) const;
    [[nodiscard]] bool inputAccepted(const InputNode& node, const InputFilter& filter) const;
    void rebuild();
    void update(InputNode& node, const study::ElementPtr& element);
    void updateChildren(InputNode& node);
    void updateSharedRows(const std::vector<study::ElementPtr>& before);
    void updateSection(InputNode& section);
    void mergeElements(InputNode& holder, const std::vector<study::ElementPtr>& elements, int firstRow);
    void rowChanged(const InputNode& node);
    void forget(const InputNode& node);
    void remember(InputNode& node);

    study::Study m_study;
    std::vector<study::ElementPtr> m_deals;
    std::unique_ptr<InputNode> m_root;
    std::unordered_map<std::string, InputNode*> m_byKey;  ///< every row but inputs
    std::map<std::string, Rejection> m_rejections;        ///< by path
    std::map<std::string, study::Problem> m_problems;     ///< the gravest of each path
    mutable std::unordered_map<const study::Input*, QString> m_descriptions;  ///< what the find box looks at, by input
    ApplyEdit m_apply;
};

}  // namespace offtake::ui
