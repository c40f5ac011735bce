#include "core/finance/ForwardPrice.h"

#include <cmath>

#include "core/finance/FlowRoots.h"

namespace offtake::finance {

Expected<double> forwardPrice(double price1, double years1, double price2, double years2) {
    auto valid = requireFinite(price1, "price1").and_then([&] { return requireFinite(price2, "price2"); });
    if (!valid) {
        return tl::unexpected(valid.error());
    }
    if (!(years1 > 0.0 && years1 < years2 && std::isfinite(years2))) {
        return fail(ErrorCode::OutOfBounds, "years2", {"The second reservation must be longer than the first.", {}});
    }
    return representable(
        (static_cast<long double>(years2) * price2 - static_cast<long double>(years1) * price1) / (years2 - years1),
        "forwardPrice");
}

Expected<PricePath> impliedPricePath(double oneYearPrice, double averagePrice, int years) {
    constexpr int kMostYears = 100;
    const bool positive = oneYearPrice > 0.0 && averagePrice > 0.0;
    if (!positive || !std::isfinite(oneYearPrice) || !std::isfinite(averagePrice)) {
        return fail(ErrorCode::OutOfBounds, "price", {"Prices must be above zero.", {}});
    }
    if (years < 2 || years > kMostYears) {
        return fail(ErrorCode::OutOfBounds, "years", {"The path must have from 2 to 100 years.", {}});
    }
    // 1 + q + … + q^(n-1) = n average/first: with q = 1/(1+r) that is the IRR of paying the excess over the first year.
    std::vector<TimedAmount> flows{{0.0, oneYearPrice - years * averagePrice}};
    for (int year = 1; year < years; ++year) {
        flows.push_back({static_cast<double>(year), oneYearPrice});
    }
    const auto decay = ratesOfReturn(flows, "averagePrice");
    if (!decay) {
        return fail(ErrorCode::NoSolution, "averagePrice",
                    {"The average is too low: even free years after the first would cost more.", {}});
    }
    PricePath path;
    path.ratio = std::exp(-decay->logGrowth.front());
    for (int year = 0; year < years; ++year) {
        path.prices.push_back(oneYearPrice * std::pow(path.ratio, year));
    }
    return path;
}

}  // namespace offtake::finance
