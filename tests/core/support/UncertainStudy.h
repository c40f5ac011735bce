#pragma once

#include <cstdint>

#include "core/study/Element.h"

namespace offtake::testing {

/// randomStudy(seed) in which about a third of the continuous inputs is uncertain: every family, ranges whose central
/// value is anywhere in them, processes on inputs by month, forecasts and correlations. Valid; the same seed gives the
/// same study.
[[nodiscard]] study::Study uncertainStudy(std::uint64_t seed);

}  // namespace offtake::testing
