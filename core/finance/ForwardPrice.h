#pragma once

#include <vector>

#include "core/base/Error.h"

namespace offtake::finance {

/// Average price that two reservations imply for the time between their ends: (T2 p2 - T1 p1) / (T2 - T1), for flat
/// prices p1 over T1 years and p2 over T2. May be negative, which says that the prices contradict each other.
/// Errors: OutOfBounds unless 0 < T1 < T2 and the prices are finite.
[[nodiscard]] Expected<double> forwardPrice(double price1, double years1, double price2, double years2);

/// Yearly prices that start at a one-year price and change by one constant ratio each year.
struct PricePath {
    double ratio = 0.0;          ///< of each year's price to the one before
    std::vector<double> prices;  ///< one a year, the first is the one-year price
};

/// The path over `years` years whose average is the flat price of a reservation of that length: the compute market's
/// bootstrap. Errors: OutOfBounds unless the prices are above zero and 2 <= years <= 100; NoSolution when the average
/// is below oneYearPrice / years, which no ratio above zero gives.
[[nodiscard]] Expected<PricePath> impliedPricePath(double oneYearPrice, double averagePrice, int years);

}  // namespace offtake::finance
