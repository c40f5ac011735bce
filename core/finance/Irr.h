#pragma once

#include <span>
#include <vector>

#include "core/base/Error.h"
#include "core/finance/FlowRoots.h"

namespace offtake::finance {

/// Internal rates of return of flows one period apart: every rate per period at which they are worth nothing.
/// The first is the one nearest zero in log(1 + rate). Zeros at either end change nothing.
/// Errors and guarantees: see ratesOfReturn; subjects are "flows" and "flows[3]".
[[nodiscard]] Expected<RatesOfReturn> irr(std::span<const double> flows);

/// Element k is irr(flows[0..k]): the return had the series ended there. Same length as `flows`.
[[nodiscard]] std::vector<Expected<RatesOfReturn>> runningIrr(std::span<const double> flows);

}  // namespace offtake::finance
