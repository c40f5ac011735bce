#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/Error.h"

namespace offtake::cli {

/// The most that is read from a file or from standard input.
inline constexpr std::size_t kLargestInput = std::size_t{256} << 20U;

struct Input {
    std::string name;  ///< what errors call it: a file name, "standard input", "the argument"
    std::string text;
};

/// The text that an argument means: "-" is standard input; what starts with { or [ is the text itself; anything else
/// is the name of a file. Errors: NotFound, NotReadable (folders too), TooLarge.
[[nodiscard]] Expected<Input> readInput(const std::string& argument);

/// Whether text is JSON rather than CSV, by its first character that is no blank.
[[nodiscard]] bool looksLikeJson(std::string_view text);

/// Errors: Syntax with line and column (empty text too); OutOfBounds for a number that no double holds (1e400).
[[nodiscard]] Expected<nlohmann::ordered_json> parseJson(const Input& input);

}  // namespace offtake::cli
