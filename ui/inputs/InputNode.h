#pragma once

#include <memory>
#include <string>
#include <vector>

#include <QString>

#include "core/study/Path.h"
#include "ui/inputs/InputTreeModel.h"

namespace offtake::ui {

/// A row of InputTreeModel.
struct InputNode {
    InputTreeModel::RowKind kind = InputTreeModel::RowKind::Section;
    InputNode* parent = nullptr;
    std::vector<std::unique_ptr<InputNode>> children;
    int row = 0;              ///< among the parent's children
    std::string key;          ///< stable name of the row: an element's path, with "#group" for a group of it
    QString label;            ///< sections and groups
    study::ElementPtr element;///< elements, and the section of the study itself: as last shown
    study::Path path;         ///< of `element`
    int deal = -1;            ///< index of the deal it stands in; -1: none
    bool perDeal = false;     ///< an input that every deal has, one column each
    int input = -1;           ///< inputs: index in the kind
    const study::Input* description = nullptr;

    InputNode& add(std::unique_ptr<InputNode> child);
    InputNode& insert(std::size_t at, std::unique_ptr<InputNode> child);
    std::unique_ptr<InputNode> take(std::size_t at);
    /// The nearest row at or above that has an element; nullptr for shared rows.
    [[nodiscard]] const InputNode* holder() const;
    void renumber(std::size_t from);
};

/// The rows below an element: its inputs (by group where there are many), then its children in the order of the kind.
void buildElement(InputNode& node);
/// A row for an element with all below it.
[[nodiscard]] std::unique_ptr<InputNode> elementNode(const study::ElementPtr& element, const study::Path& path, int deal);
/// How many of the first rows below an element are not elements.
[[nodiscard]] std::size_t ownRows(const InputNode& node);
/// The elements below one in the order in which they are shown: by role as the kind lists them.
[[nodiscard]] std::vector<study::ElementPtr> shownChildren(const study::Element& element);

}  // namespace offtake::ui
