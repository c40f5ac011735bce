#pragma once

#include "core/study/Edit.h"

/// The gestures of an editor as edits. None of them changes anything: `apply` does.
namespace offtake::study {

/// A new element of a kind at the end of its list below `parent`, every input at its default, called `name` (an empty
/// name leaves the default). The id is made from the name, else from the kind, and is free.
[[nodiscard]] Edit insertNew(const Element& parentElement, const Path& parent, const ElementKind& kind, std::string_view name);

/// A copy of an element with all that is in it, right after it, with a free id; "(copy)" is added to its name.
/// Errors: UnknownName; Inconsistent for the study itself.
[[nodiscard]] Expected<Edit> duplicate(const Study& study, const Path& path);

/// Gives an element another name. Errors: UnknownName; Inconsistent for a kind without names.
[[nodiscard]] Expected<Edit> rename(const Study& study, const Path& path, std::string_view name);

/// Moves an element `steps` places among its siblings of the same role, stopping at the ends.
/// Errors: UnknownName; Inconsistent for the study itself.
[[nodiscard]] Expected<Edit> shift(const Study& study, const Path& path, int steps);

/// Removes an element and whatever would point at nothing without it: references to it become empty, "= assumption"
/// becomes its value with its spread, figures lose the source, overrides and correlations of its inputs go. One batch.
/// Errors: UnknownName; Inconsistent for the study itself.
[[nodiscard]] Expected<Edit> removal(const Study& study, const Path& path);

/// Sets an input back to its default, source and note included. Errors: UnknownName.
[[nodiscard]] Expected<Edit> resetToDefault(const Study& study, const Path& path);

}  // namespace offtake::study
