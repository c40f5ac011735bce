#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/numbers/Lanes.h"
#include "core/numbers/Recorded.h"

namespace offtake::economics {

/// A rate, and whether there is one (1 or 0).
template <typename Real>
struct MaybeRate {
    Real value{0.0};
    Real exists{0.0};
};

/// The effective annual rate at which amounts at times (years) are worth nothing: of several roots the one nearest
/// zero in log(1 + rate). Does not exist when the amounts never change sign. Times do not decrease.
[[nodiscard]] MaybeRate<double> rateOfReturn(std::span<const double> amounts, std::span<const double> years);
/// One node over all amounts, followed by their times; its derivative follows implicitly from the present value's.
[[nodiscard]] MaybeRate<numbers::Recorded> rateOfReturn(std::span<const numbers::Recorded> amounts, std::span<const double> years);

/// Lane by lane through the same solver.
template <typename Arch>
[[nodiscard]] MaybeRate<numbers::LanesOn<Arch>> rateOfReturn(std::span<const numbers::LanesOn<Arch>> amounts, std::span<const double> years) {
    using Real = numbers::LanesOn<Arch>;
    std::array<double, Real::kWidth> values{};
    std::array<double, Real::kWidth> exists{};
    std::vector<double> lane(amounts.size());
    for (std::size_t k = 0; k < Real::kWidth; ++k) {
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            lane[i] = amounts[i].lane(k);
        }
        const MaybeRate<double> rate = rateOfReturn(lane, years);
        values[k] = rate.value;
        exists[k] = rate.exists;
    }
    return {Real::load(values.data()), Real::load(exists.data())};
}

}  // namespace offtake::economics
