#pragma once

#include <string>
#include <string_view>

#include "core/study/Element.h"

namespace offtake::study {

/// How uncertain a value is as files hold it: "tri(0.8, 0.9, 0.95)" and "ou(1.5, 0.6) + season(0.15, 1)", numbers in the
/// stored unit. Each is empty where nothing is stated. Precondition: canonical, so that a range stands in low and high.
struct StoredSpread {
    std::string distribution;
    std::string process;
};
[[nodiscard]] StoredSpread storedSpread(const Input& input, const Value& value);

/// Reads both into a value whose numbers and range were read before. A distribution says what central value and range
/// are: `numbersGiven` tells that the file states numbers too, which then have to agree, as has a stated range.
/// Errors: those of parseValue; Inconsistent where they disagree.
[[nodiscard]] Expected<void> readSpread(const Input& input, std::string_view distribution, std::string_view process, bool numbersGiven,
                                        const std::string& subject, Value& value);

}  // namespace offtake::study
