#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

namespace offtake {

/// What kind of thing went wrong. The command line maps each kind to an exit code; the window to an icon.
enum class ErrorCode : std::uint8_t {
    Syntax,        ///< text that cannot be read as what it should be
    UnknownName,   ///< a path, key, id, command or metric that does not exist
    OutOfBounds,   ///< a value outside the hard bounds of its input
    UnitMismatch,  ///< a unit of another dimension than the input's
    Inconsistent,  ///< inputs that contradict each other (an end before its start, a cycle of references)
    NotFound,      ///< a file that is not there
    NotReadable,   ///< a file that cannot be read
    NotWritable,   ///< a place that cannot be written, or is full
    Damaged,       ///< a document whose content does not match its hash, or is truncated
    Foreign,       ///< a file that is not an Offtake document
    TooNew,        ///< a document of a later version than this program reads
    TooLarge,      ///< more than the program's stated limits
    NoSolution,    ///< a calculation without a result, with the reason
    Internal,      ///< a defect of the program
};

using Argument = std::variant<std::string, double, std::int64_t>;

/// An English sentence with numbered holes ({0}, {1}, …) and what fills them. The template is the translation key:
/// the command line prints it, the window translates it.
struct Message {
    std::string text;
    std::vector<Argument> arguments;

    /// The sentence in English with its holes filled; numbers in C locale, shortest exact form.
    [[nodiscard]] std::string english() const;
    friend bool operator==(const Message&, const Message&) = default;
};

/// An error names the thing, the reason and the remedy.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string subject;  ///< the file, input path or option it concerns; may be empty
    Message reason;
    Message remedy;  ///< what the user can do; empty text when the reason says it

    /// "subject: reason Remedy." in one line.
    [[nodiscard]] std::string english() const;
    friend bool operator==(const Error&, const Error&) = default;
};

template <typename T>
using Expected = tl::expected<T, Error>;

/// Shorthand for returning an error: `return fail(ErrorCode::Syntax, path, {"\"{0}\" is not a number.", {text}}, …)`.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string subject, Message reason, Message remedy = {}) {
    return tl::unexpected<Error>(Error{code, std::move(subject), std::move(reason), std::move(remedy)});
}

}  // namespace offtake
