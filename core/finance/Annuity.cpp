#include "core/finance/Annuity.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/finance/FlowRoots.h"

namespace offtake::finance {

Expected<double> capitalRecoveryFactor(double rate, double years) {
    if (auto valid = requireRate(rate); !valid) {
        return tl::unexpected(valid.error());
    }
    if (!(years > 0.0)) {
        return fail(ErrorCode::OutOfBounds, "years", {"The life must be above zero.", {}});
    }
    if (std::isinf(years)) {
        return std::max(rate, 0.0);
    }
    if (rate == 0.0) {
        return 1.0 / years;
    }
    const long double exponent = -years * std::log1p(static_cast<long double>(rate));
    return representable(rate / -std::expm1(exponent), "capitalRecoveryFactor");
}

Expected<double> levelisedCost(const FixedChargeCost& cost) {
    const std::array<double, 4> values{cost.capitalCost, cost.fixedOperatingCost, cost.variableOperatingCost,
                                       cost.fixedChargeRate};
    if (auto finite = requireFinite(values, "cost"); !finite) {
        return tl::unexpected(finite.error());
    }
    if (!std::isfinite(cost.annualOutput) || cost.annualOutput <= 0.0) {
        return fail(ErrorCode::OutOfBounds, "annualOutput", {"The output must be above zero.", {}});
    }
    const double yearly = cost.fixedChargeRate * cost.capitalCost + cost.fixedOperatingCost;
    return representable(yearly / cost.annualOutput + cost.variableOperatingCost, "levelisedCost");
}

}  // namespace offtake::finance
