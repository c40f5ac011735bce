#pragma once

#include "core/base/Date.h"
#include "core/base/Error.h"

/// Months of a contract: month 0 starts on the first day of the contract, month k on the same day k calendar months
/// later (clipped to the last day of a short month).
namespace offtake::finance {

/// Contract months begun from `start` to `lastDay`, both included: each is billed whole. 0 when lastDay is earlier.
[[nodiscard]] int monthsBilled(Date start, Date lastDay);

/// Contract months that are over at the end of `lastDay`.
[[nodiscard]] int monthsCompleted(Date start, Date lastDay);

/// First day on which a contract can end whose notice of `noticeDays` days may first be given when `monthsBefore`
/// contract months are over.
[[nodiscard]] Date earliestExit(Date start, int monthsBefore, int noticeDays);

/// What a contract is announced as and what of it is firm.
struct Commitment {
    int months = 0;          ///< billed over the full term
    double headline = 0.0;   ///< monthly price * months
    Date earliestExit;       ///< first day on which the customer can be out; the last day when that is earlier
    int firmMonths = 0;      ///< billed until then
    double firm = 0.0;       ///< monthly price * firm months
    double firmShare = 0.0;  ///< firm / headline, 0..1
};

/// A monthly price from `start` to `lastDay` (both included) that the customer can leave on `noticeDays` days' notice
/// once `monthsBefore` months are over. Errors: Inconsistent when lastDay is before start; OutOfBounds for a negative
/// count or a price that is not finite.
[[nodiscard]] Expected<Commitment> commitment(double monthlyPrice, Date start, Date lastDay, int monthsBefore,
                                              int noticeDays);

/// Price of one unit for one hour implied by a yearly revenue. Error: OutOfBounds unless units and hours are above
/// zero.
[[nodiscard]] Expected<double> pricePerUnitHour(double annualRevenue, double units, double hoursPerYear);

}  // namespace offtake::finance
