#pragma once

#include <string>

#include "core/study/Element.h"

namespace offtake::present {

/// How uncertain a value is, in words: "90 % between 17,900 and 51,900 GPU, median 30,500 GPU; lognormal", "triangular:
/// lowest 5, most likely 6, highest 9"; a process follows: "by month: random walk with a volatility of 30 % a year".
/// Empty when nothing is stated. English, in the words of docs/model.md.
[[nodiscard]] std::string spreadText(const study::Input& input, const study::Value& value);

}  // namespace offtake::present
