#include "core/finance/Mirr.h"

#include <cmath>

#include "core/finance/FlowRoots.h"

namespace offtake::finance {

Expected<double> mirr(std::span<const double> flows, double financeRate, double reinvestRate) {
    auto valid =
        requireFinite(flows, "flows").and_then([&] { return requireRate(financeRate, "financeRate"); }).and_then([&] {
            return requireRate(reinvestRate, "reinvestRate");
        });
    if (!valid) {
        return tl::unexpected(valid.error());
    }
    const long double financeGrowth = 1 + static_cast<long double>(financeRate);
    const long double reinvestGrowth = 1 + static_cast<long double>(reinvestRate);
    long double paid = 0;
    long double received = 0;
    for (auto flow = flows.rbegin(); flow != flows.rend(); ++flow) {
        paid = paid / financeGrowth + (*flow < 0.0 ? -*flow : 0.0);
        received = received / reinvestGrowth + (*flow > 0.0 ? *flow : 0.0);
    }
    if (paid == 0 || received == 0) {
        return fail(ErrorCode::NoSolution, "flows", {"No modified rate of return: the flows never change sign.", {}},
                    {"Include both what is paid and what is received.", {}});
    }
    const auto periods = static_cast<long double>(flows.size() - 1);
    const long double logGrowth = std::log(received / paid) / periods + std::log(reinvestGrowth);
    return representable(std::expm1(logGrowth), "mirr");
}

}  // namespace offtake::finance
