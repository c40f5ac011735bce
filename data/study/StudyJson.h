#pragma once

#include <string>
#include <string_view>

#include "core/study/Element.h"

namespace offtake::study {

/// A study as JSON text (docs/file-format.md, "Studies as text"): what the examples are written in, what the command
/// line reads and prints, and what a version-control system can compare line by line.
inline constexpr std::string_view kJsonFormat = "offtake-study";
inline constexpr int kJsonVersion = 1;

/// The key under which the elements of a role stand in the text: "parties", "tranches".
[[nodiscard]] std::string_view listKey(Role role);

/// Whether elements of a role say their kind: those that have several, and those whose only kind has its own name.
[[nodiscard]] bool saysKind(const ElementKind& kind);

/// Reads a study. Inputs that are left out take what an older file without them means (Input::whenAbsent), else their
/// default. Numbers are in the unit of the input, shares as fractions; text is read as typed, with unit.
/// Every error names the line and the place, "deals[0].tranches[1].clauses[0].pric", after `subject` (a file name):
/// Syntax (no JSON, a key twice, a wrong type, a missing id), UnknownName (key, kind, choice; with what exists and what
/// was probably meant), Inconsistent (an id twice), OutOfBounds, UnitMismatch, TooLarge, Foreign (another format),
/// TooNew (a later version). References to parties, sources and assumptions are for `validate` to check.
[[nodiscard]] Expected<Study> studyFromJson(std::string_view text, const std::string& subject);

/// Writes every value, defaults included, each on its own line in the order of the descriptions. The same study gives
/// the same bytes, and reading them gives canonical(study).
[[nodiscard]] std::string studyToJson(const Study& study);

}  // namespace offtake::study
