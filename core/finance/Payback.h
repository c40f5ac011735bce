#pragma once

#include <span>

#include "core/base/Error.h"

namespace offtake::finance {

/// Periods until the running total of the flows first stops being negative, linear between flows; the first flow is
/// at t = 0. Later dips below zero do not count. 0 when the total is never negative.
/// Errors: NoSolution ("never") when it stays negative; OutOfBounds for a flow that is not finite ("flows[3]").
[[nodiscard]] Expected<double> payback(std::span<const double> flows);

/// payback of the flows discounted to t = 0. Error: as payback, and OutOfBounds for a rate of -1 or less.
[[nodiscard]] Expected<double> discountedPayback(double rate, std::span<const double> flows);

/// The same from running totals, as models print them (element t is the total at t).
[[nodiscard]] Expected<double> paybackOfTotals(std::span<const double> totals);

}  // namespace offtake::finance
