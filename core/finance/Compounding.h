#pragma once

#include <string_view>

#include "core/base/Error.h"

namespace offtake::finance {

/// How often a nominal annual rate is credited.
enum class Compounding {
    Simple,  ///< once, at the end of the whole time: growth 1 + rate * years
    Annual,
    Semiannual,
    EveryFourthMonth,
    Quarterly,
    Bimonthly,
    Monthly,
    Weekly,
    Daily,  ///< 365 times a year
    Continuous,
};

/// "annual", "quarterly", "continuous" … in lower case. Error: UnknownName.
[[nodiscard]] Expected<Compounding> compoundingNamed(std::string_view name);

/// log of the growth of money over one year at a nominal annual rate. `years` only matters for Simple.
/// Error: OutOfBounds where the rate is not finite or leaves nothing (-100 % or less in a compounding period).
[[nodiscard]] Expected<double> logGrowthPerYear(double rate, Compounding compounding, double years = 1.0);

/// The nominal annual rate under `to` that grows money as `rate` under `from` does over `years`.
/// Error: OutOfBounds as logGrowthPerYear, or for years that are not above zero.
[[nodiscard]] Expected<double> convertRate(double rate, Compounding from, Compounding to, double years = 1.0);

/// (1 + real)(1 + inflation) - 1 (Fisher). Error: OutOfBounds for rates of -1 or less.
[[nodiscard]] Expected<double> nominalRate(double real, double inflation);

/// (1 + nominal)/(1 + inflation) - 1 (Fisher), without loss of digits. Error: as nominalRate.
[[nodiscard]] Expected<double> realRate(double nominal, double inflation);

}  // namespace offtake::finance
