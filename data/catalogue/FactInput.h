#pragma once

#include <string_view>
#include <vector>

#include "core/study/Edit.h"
#include "data/catalogue/Catalogue.h"

/// Facts as values of inputs.
namespace offtake::catalogue {

/// The fact's figure and range as a value of the input; shares are fractions, other units are converted.
/// Errors: those of study::parseValue (another dimension, out of bounds); Inconsistent for a statement in words, a
/// figure that is only a lower or upper end, and the fee of a whole bundle, which is no rent.
[[nodiscard]] Expected<study::Value> valueOf(const Fact& fact, const study::Input& input);

/// The facts whose figure could stand in the input, best first: those that hold most of the words (of `words`, or of
/// the input's label when that is empty), later ones first. At most `limit`.
[[nodiscard]] std::vector<const Fact*> factsFor(const Catalogue& catalogue, const study::Input& input, std::string_view words, std::size_t limit);

/// Copies a fact into an input: its value, its source (added to the study unless it is there, by address) and what it
/// is about as the note. One batch. Errors: those of valueOf; UnknownName for the path.
[[nodiscard]] Expected<study::Edit> takeFact(const study::Study& study, const study::Path& path, const Fact& fact);

}  // namespace offtake::catalogue
