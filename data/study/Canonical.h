#pragma once

#include "core/study/Element.h"

namespace offtake::study {

/// The study as files hold it: the children of each element grouped by role in the order of ElementKind::contains
/// (the order within a role is kept), and of each value only what its input's shape has. Calculates the same.
[[nodiscard]] Study canonical(const Study& study);

}  // namespace offtake::study
