#pragma once

#include <cstdint>

#include "core/study/Element.h"

namespace offtake::testing {

/// A valid study drawn from a seed: one to three parties and deals, one to four tranches of every kind with any clauses,
/// loans, taxes, shared assumptions, and every study setting. The same seed gives the same study on every machine.
study::Study randomStudy(std::uint64_t seed);

}  // namespace offtake::testing
