#pragma once

#include <string_view>
#include <vector>

#include "core/base/Error.h"
#include "core/units/Unit.h"

/// Reading "name(5, 6, 9) $/GPU-h": the form of distributions and processes.
namespace offtake::units {

/// Longest text that is read as one call; a list of values beyond it belongs into a file.
inline constexpr std::size_t kLongestCall = 20'000;

/// A call taken apart. The text must outlive it.
struct Call {
    std::string_view name;
    std::vector<std::string_view> arguments;  ///< without the blanks around them
    std::string_view unit;                    ///< what stood behind the bracket
};

/// Whether the text starts with a name and an opening bracket.
[[nodiscard]] bool looksLikeCall(std::string_view text);

/// Arguments are parted by ";" where there is one, else by ",", so that "tri(5,000; 6,000; 9,000)" can be written.
/// Errors: Syntax when a bracket is missing; TooLarge.
[[nodiscard]] Expected<Call> scanCall(std::string_view text);

/// Exact values in the stored unit of `named`. A unit behind the bracket, or behind the last value only, holds for all.
/// With `bareIsStored` numbers without any unit are in the stored unit (0.12 for 12 %), else in the shown one.
/// Errors: those of parseQuantity; Syntax for a unit behind the bracket and another behind a value.
[[nodiscard]] Expected<std::vector<double>> callValues(const std::vector<std::string_view>& texts, std::string_view unitBehind,
                                                       const NamedUnit& named, bool bareIsStored);

}  // namespace offtake::units
