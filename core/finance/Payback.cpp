#include "core/finance/Payback.h"

#include <cmath>
#include <vector>

#include "core/finance/FlowRoots.h"

namespace offtake::finance {

Expected<double> paybackOfTotals(std::span<const double> totals) {
    if (auto finite = requireFinite(totals, "totals"); !finite) {
        return tl::unexpected(finite.error());
    }
    for (std::size_t i = 0; i < totals.size(); ++i) {
        const bool owed = i > 0 && totals[i - 1] < 0.0;
        if (owed && totals[i] >= 0.0) {
            // Divided before added: the sum of two totals could exceed the largest number.
            const double share = 1.0 / (1.0 + totals[i] / -totals[i - 1]);
            return static_cast<double>(i - 1) + share;
        }
    }
    if (!totals.empty() && totals.back() < 0.0) {
        return fail(ErrorCode::NoSolution, "payback", {"Never: the flows do not pay back what was spent.", {}});
    }
    return 0.0;
}

Expected<double> discountedPayback(double rate, std::span<const double> flows) {
    auto valid = requireRate(rate).and_then([&] { return requireFinite(flows, "flows"); });
    if (!valid) {
        return tl::unexpected(valid.error());
    }
    const long double growth = std::log1p(static_cast<long double>(rate));
    std::vector<double> totals;
    long double total = 0;
    for (const double flow : flows) {
        total += flow * std::exp(-growth * static_cast<long double>(totals.size()));
        totals.push_back(static_cast<double>(total));
    }
    return paybackOfTotals(totals);
}

Expected<double> payback(std::span<const double> flows) {
    return discountedPayback(0.0, flows);
}

}  // namespace offtake::finance
