#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/study/Path.h"

namespace offtake::study {

struct Edit;

/// Gives an input another value, with its source and note.
struct SetValue {
    Path path;
    Value value;
};
/// Puts a new element into the list of its role below `parent`; `position` counts siblings of that role.
struct InsertElement {
    Path parent;
    std::size_t position = 0;
    ElementPtr element;
};
struct RemoveElement {
    Path path;
};
/// Moves an element among its siblings of the same role.
struct MoveElement {
    Path path;
    std::size_t position = 0;
};
/// Several edits as one; applied in order, all or none.
struct Batch {
    std::string text;  ///< what the undo history says
    std::vector<Edit> edits;
};

/// One change of a study, as a value.
struct Edit {
    std::variant<SetValue, InsertElement, RemoveElement, MoveElement, Batch> change;
};

/// The study after the edit; the old one is untouched. Errors: UnknownName, OutOfBounds, Inconsistent; then nothing
/// has changed. Cost: the depth of the change times the number of siblings.
[[nodiscard]] Expected<Study> apply(const Study& study, const Edit& edit);

/// What the edit does, for the undo history: "Set Utilisation of A lease to 62 %".
[[nodiscard]] std::string describe(const Study& before, const Edit& edit);

}  // namespace offtake::study
