#pragma once

#include <charconv>
#include <string>

#include "core/base/Error.h"

namespace offtake::cli {

/// The number that an option was given, in C locale. Errors: Syntax when it is not one; OutOfBounds when it is too large.
template <typename Number>
[[nodiscard]] Expected<Number> numberFrom(const std::string& option, const std::string& text) {
    Number number{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem == std::errc::result_out_of_range) {
        return fail(ErrorCode::OutOfBounds, option, {"{0} is a larger number than this program counts to.", {text}}, {});
    }
    if (problem != std::errc() || end != text.data() + text.size()) {
        return fail(ErrorCode::Syntax, option, {"\"{0}\" is not a number of this kind.", {text}}, {"Write digits only, for example 100000.", {}});
    }
    return number;
}

}  // namespace offtake::cli
