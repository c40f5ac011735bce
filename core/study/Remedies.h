#pragma once

#include <string>
#include <vector>

#include "core/study/Element.h"

namespace offtake::study {

/// A value that does not have the fault of another one, offered in one step.
struct Remedy {
    std::string words;  ///< what it is, as typed: "Use lognormal(2.5 $/GPU-h, 1.2 $/GPU-h)"
    Value value;        ///< source, estimate and note are those of the faulty value
};

/// What can be put in place of a value whose distribution reaches beyond the bounds of its input: a lognormal of the same
/// mean and deviation where only negative draws are the fault, and a PERT distribution that ends at the bounds. Empty for
/// values without the fault.
/// Precondition: a value that checkUncertainty accepts.
[[nodiscard]] std::vector<Remedy> remediesOf(const Input& input, const Value& value);

}  // namespace offtake::study
