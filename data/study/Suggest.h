#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/Error.h"

namespace offtake::study {

/// The name that was probably meant: the nearest by insertions, deletions, replacements and swaps of neighbours, if
/// no more than a third of the letters differ. Cost: the product of the lengths for each name.
[[nodiscard]] std::optional<std::string> nearestName(std::string_view typed, std::span<const std::string> names);

/// A name for an error message: beyond 64 characters cut off, at the start of one, with "…".
[[nodiscard]] std::string shortened(std::string_view name);

/// What to do about an unknown name: "Did you mean "price"? Possible are: id, kind, price."
[[nodiscard]] Message possibleNames(std::string_view typed, std::span<const std::string> names);

}  // namespace offtake::study
