#pragma once

#include <span>

#include "core/base/Date.h"
#include "core/base/Error.h"
#include "core/finance/DayCount.h"
#include "core/finance/FlowRoots.h"

namespace offtake::finance {

/// An amount of money on a day: received positive, paid negative.
struct DatedFlow {
    Date date;
    double amount = 0.0;
};

/// Effective annual internal rates of return of dated flows, in any order, the one nearest zero first. Flows of zero
/// change nothing, wherever they stand. Errors and guarantees: see ratesOfReturn.
[[nodiscard]] Expected<RatesOfReturn> xirr(std::span<const DatedFlow> flows,
                                           DayCount convention = DayCount::Actual365Fixed);

/// Present value on the earliest date (not that of the first row) at an effective annual rate; 0 without flows.
/// Errors: OutOfBounds for a rate of -1 or less, a flow that is not finite ("flows[3]"), or an overflow.
[[nodiscard]] Expected<double> xnpv(double rate, std::span<const DatedFlow> flows,
                                    DayCount convention = DayCount::Actual365Fixed);

/// Value on the latest date at an effective annual rate; 0 without flows. Errors as xnpv.
[[nodiscard]] Expected<double> xnfv(double rate, std::span<const DatedFlow> flows,
                                    DayCount convention = DayCount::Actual365Fixed);

}  // namespace offtake::finance
