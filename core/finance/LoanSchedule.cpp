#include "core/finance/LoanSchedule.h"

#include <algorithm>
#include <cstdint>

namespace offtake::finance {

namespace {

constexpr int kMostPeriods = 100'000;

}  // namespace

Expected<std::vector<LoanPeriod>> loanSchedule(double amount, double rate, int periods, double balloon, Due due) {
    if (periods < 1 || periods > kMostPeriods) {
        return fail(ErrorCode::OutOfBounds, "periods",
                    {"The number of periods must be from 1 to {0}.", {std::int64_t{kMostPeriods}}});
    }
    const auto payment = pmt(rate, periods, amount, -balloon, due);
    if (!payment) {
        return tl::unexpected(payment.error());
    }
    const double closingFactor = due == Due::Begin ? 1.0 / (1.0 + rate) : 1.0;
    std::vector<LoanPeriod> schedule;
    schedule.reserve(static_cast<std::size_t>(periods));
    double opening = amount;
    for (int k = 1; k <= periods; ++k) {
        const auto interest = ipmt(rate, k, periods, amount, -balloon, due);
        const auto principal = ppmt(rate, k, periods, amount, -balloon, due);
        const auto owed = balance(rate, k, periods, amount, -balloon);
        for (const auto* part : {&interest, &principal, &owed}) {
            if (!*part) {
                return tl::unexpected(part->error());
            }
        }
        // Adding zero turns the -0 of an interest-free loan into 0.
        schedule.push_back({k, opening, -*payment, 0.0 - *interest, 0.0 - *principal, *owed * closingFactor});
        opening = schedule.back().closingBalance;
    }
    return schedule;
}

}  // namespace offtake::finance
