#pragma once

#include "core/base/Error.h"

namespace offtake::finance {

/// Capital recovery factor: the level yearly payment, at the ends of years, per unit of capital,
/// r / (1 - (1+r)^-n). It is 1/n at a rate of zero; over an infinite life (`years` = infinity) it is the rate, or 0
/// for rates of zero and below. Errors: OutOfBounds for a rate of -1 or less or years that are not above zero.
[[nodiscard]] Expected<double> capitalRecoveryFactor(double rate, double years);

/// Levelised cost per unit of output by the fixed charge rate method:
/// (fixedChargeRate * capitalCost + fixedOperatingCost) / annualOutput + variableOperatingCost.
/// Output is energy or, for compute, delivered accelerator-hours; costs are money, money a year and money a unit.
struct FixedChargeCost {
    double capitalCost = 0.0;
    double fixedOperatingCost = 0.0;     ///< a year
    double variableOperatingCost = 0.0;  ///< per unit of output
    double fixedChargeRate = 0.0;        ///< share of the capital charged each year
    double annualOutput = 0.0;           ///< units a year
};

/// Error: OutOfBounds unless the output is above zero and every number finite.
[[nodiscard]] Expected<double> levelisedCost(const FixedChargeCost& cost);

}  // namespace offtake::finance
