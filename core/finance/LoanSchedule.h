#pragma once

#include <vector>

#include "core/base/Error.h"
#include "core/finance/TimeValue.h"

namespace offtake::finance {

/// One payment of a loan. Amounts are positive as the borrower pays them.
struct LoanPeriod {
    int period = 0;  ///< 1 is the first
    double openingBalance = 0.0;
    double payment = 0.0;
    double interest = 0.0;
    double principal = 0.0;
    double closingBalance = 0.0;  ///< after the payment
};

/// A loan repaid by level payments down to `balloon`, which falls due at the end of the last period. Each amount comes
/// from its closed form, so errors do not accumulate over thousands of periods: interest + principal = payment and
/// opening - principal = closing hold to rounding, and the last balance is exactly what is due. With payments at the
/// beginning the first carries no interest and the last leaves balloon / (1 + rate).
/// Errors: OutOfBounds unless rate > -1, 1 <= periods <= 100 000 and the amounts are finite.
[[nodiscard]] Expected<std::vector<LoanPeriod>> loanSchedule(double amount, double rate, int periods,
                                                             double balloon = 0.0, Due due = Due::End);

}  // namespace offtake::finance
