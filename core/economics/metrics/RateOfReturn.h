#pragma once

#include <span>

#include "core/finance/LaneRates.h"
#include "core/numbers/Lanes.h"
#include "core/numbers/Recorded.h"

namespace offtake::economics {

/// A rate, and whether there is one (1 or 0).
template <typename Real>
struct MaybeRate {
    Real value{0.0};
    Real exists{0.0};
    Real several{0.0};  ///< whether it is one of several; known of lanes only
};

/// A hundredfold a year. A rate above it says how little was put in rather than what it earned, and a single one such
/// would rule every mean over paths.
inline constexpr double kHighestRate = 100.0;

/// The effective annual rate at which amounts at times (years) are worth nothing: of several roots the one nearest
/// zero in log(1 + rate). Does not exist when the amounts never change sign, nor above kHighestRate. Times do not
/// decrease.
[[nodiscard]] MaybeRate<double> rateOfReturn(std::span<const double> amounts, std::span<const double> years);
/// One node over all amounts, followed by their times; its derivative follows implicitly from the present value's.
[[nodiscard]] MaybeRate<numbers::Recorded> rateOfReturn(std::span<const numbers::Recorded> amounts, std::span<const double> years);

/// All lanes at once, see LaneRates.
template <typename Arch>
[[nodiscard]] MaybeRate<numbers::LanesOn<Arch>> rateOfReturn(std::span<const numbers::LanesOn<Arch>> amounts, std::span<const double> years) {
    const finance::LaneRates<numbers::LanesOn<Arch>> rates = finance::ratesOfReturn(amounts, years);
    const numbers::LanesOn<Arch> rate = expm1(rates.logGrowth);
    const numbers::LanesOn<Arch> none(0.0);
    const auto told = rate <= numbers::LanesOn<Arch>(kHighestRate);
    return {select(told, rate, none), select(told, rates.exists, none), select(told, rates.several, none)};
}

}  // namespace offtake::economics
