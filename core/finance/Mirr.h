#pragma once

#include <span>

#include "core/base/Error.h"

namespace offtake::finance {

/// Modified internal rate of return per period: what is paid is financed at financeRate and what is received is
/// reinvested at reinvestRate to the last period. Flows one period apart, the first at t = 0. Unlike the IRR it is
/// unique. Errors: NoSolution unless there are both positive and negative flows; OutOfBounds for a rate of -1 or less
/// or a flow that is not finite ("flows[3]").
[[nodiscard]] Expected<double> mirr(std::span<const double> flows, double financeRate, double reinvestRate);

}  // namespace offtake::finance
