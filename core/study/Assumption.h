#pragma once

#include "core/study/Element.h"

namespace offtake::study {

/// What an element of the role Assumption stands for: a number, or a forecast by month.
/// Precondition: the element has that role.
[[nodiscard]] const Value& assumedValue(const Element& assumption);

/// Whether it is a path in calendar time, which only Path inputs can refer to.
[[nodiscard]] bool isForecast(const Element& assumption);

}  // namespace offtake::study
