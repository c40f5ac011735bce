#pragma once

#include <string>

#include "core/study/Element.h"

namespace offtake::study {

/// What an input of an element is called in lists that mix elements: "Accelerators · Colossus 2, GB300"; of an assumption its
/// name, of the study the input's own.
[[nodiscard]] std::string inputLabel(const Input& input, const Element& element);

}  // namespace offtake::study
