#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Error.h"

namespace offtake::json {

/// Bounds that keep a hostile text from taking the memory of the machine.
struct Limits {
    std::size_t bytes = std::size_t{256} << 20U;  ///< of the whole text
    std::size_t values = 4'000'000;               ///< of any kind, in all
    std::size_t depth = 32;                       ///< lists and objects inside one another
};

/// One value of a JSON text, and the line it ends on (lists and objects: begins on), from 1.
struct Node {
    enum class Kind : std::uint8_t { Null, Truth, Number, Text, List, Object };
    Kind kind = Kind::Null;
    bool truth = false;
    std::size_t line = 0;
    double number = 0.0;  ///< finite
    std::string text;
    std::vector<std::string> keys;  ///< of an object, in the order of the text; each once
    std::vector<Node> items;        ///< of a list, or of an object: one for each of `keys`

    /// The member of an object with this key; nullptr when there is none.
    [[nodiscard]] const Node* find(std::string_view key) const;
};

/// What a value is called in errors: "a number", "a list".
[[nodiscard]] std::string_view nameOf(Node::Kind kind);

/// Reads a text (RFC 8259, UTF-8, a byte order mark is allowed). Nothing is repaired or guessed.
/// Errors, with line and column: Syntax (also for a key that an object has twice, for NaN and Infinity, and for numbers
/// that a double cannot hold); TooLarge beyond the limits. `subject` is what errors call the text.
[[nodiscard]] Expected<Node> parse(std::string_view text, const std::string& subject, const Limits& limits = {});

/// Text in quotes, escaped; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string quoted(std::string_view text);

/// The shortest number that reads back as the same double. Precondition: finite.
[[nodiscard]] std::string numeral(double number);

}  // namespace offtake::json
