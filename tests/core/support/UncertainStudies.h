#pragma once

#include "core/study/Element.h"

/// Studies whose outcome is known in closed form when their inputs are uncertain.
namespace offtake::testing {

/// A value with a spread.
study::Value spread(double central, study::Uncertainty uncertainty);

/// The study with a value set. Fails the program when that is not possible.
study::Study withValue(const study::Study& study, const char* path, const study::Value& value);

/// A thousand accelerators, fully used over 12 months of 720 hours, metered at a price of 2 $ an hour with this spread
/// (deal "a", tranche "t", clause "fee"): total cost is kMeteredHours × the mean of the monthly prices.
study::Study meteredStudy(const study::Uncertainty& price);
inline constexpr double kMeteredHours = 1000.0 * 720.0 * 12.0;
inline constexpr const char* kMeteredPricePath = "deal.a.tranche.t.clause.fee.price";

/// The same with a second deal "b" whose price is 2 $ with a spread of its own.
study::Study twoMeteredDeals(const study::Uncertainty& priceA, const study::Uncertainty& priceB);

}  // namespace offtake::testing
