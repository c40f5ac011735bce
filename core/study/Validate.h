#pragma once

#include <string>
#include <vector>

#include "core/study/Path.h"

namespace offtake::study {

/// What is said of an input that is wrong or looks wrong.
struct Problem {
    enum class Severity { Error, Note };
    Severity severity = Severity::Error;
    Path path;
    Error error;  ///< subject is the path
};

/// Whether a value may stand at an input: shape, finite, bounds, known choice. Errors: OutOfBounds, Syntax, UnknownName.
[[nodiscard]] Expected<void> checkValue(const Input& input, const Value& value, const std::string& subject);

/// Everything that is wrong (evaluation refuses) or implausible (a note) in a study: bounds, references, assumption
/// units, start of month, contract beyond the horizon, inputs without effect, draws beyond the bounds of their input,
/// correlations without effect. In document order.
[[nodiscard]] std::vector<Problem> validate(const Study& study);

/// The first error of `validate`, if any.
[[nodiscard]] Expected<void> checkStudy(const Study& study);

}  // namespace offtake::study
