#pragma once

#include <functional>
#include <string>

#include "core/numbers/Recorded.h"

namespace offtake::explain {

/// The formula behind a named row as an expression of inputs and other named rows: "Price × Used · pod". A formula
/// that would be too long to read gives an empty text. `nameOf` names a leaf (an Input or a Row node).
[[nodiscard]] std::string expressionOf(const numbers::Tape& tape, std::int32_t row, const std::function<std::string(const numbers::Node&)>& nameOf);

}  // namespace offtake::explain
