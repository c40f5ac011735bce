#pragma once

#include <optional>
#include <string>

#include "core/study/Element.h"

namespace offtake::study {

/// Whether an input may be uncertain in the way that a value states: family and process suit the input, parameters are
/// finite, in order and within the hard bounds, probabilities add to 1, quantiles do not cross and a smooth curve follows them.
/// Errors: Inconsistent, OutOfBounds, Syntax; each with the remedy.
[[nodiscard]] Expected<void> checkUncertainty(const Input& input, const Value& value, const std::string& subject);

/// The share of draws of its level that a value has outside of the hard bounds of the input: below and above. What lies
/// there stops at the bound. A range that ends at the bound itself is taken as meant so: its outer 5 % are not counted.
/// Precondition: a value that checkUncertainty accepts.
struct ShareOutside {
    double below = 0.0;
    double above = 0.0;
};
[[nodiscard]] ShareOutside shareOutside(const Input& input, const Value& value);

}  // namespace offtake::study
