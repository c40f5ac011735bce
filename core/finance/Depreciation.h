#pragma once

#include <span>
#include <vector>

#include "core/base/Error.h"

namespace offtake::finance {

/// What part of a year the first year of a straight line counts as; the rest falls into an extra last year.
enum class FirstYear { Full, Half };

/// Equal charges of (cost - salvage) over a life in years; a fractional life ends with a part of a charge.
/// Errors: OutOfBounds unless the amounts are finite and 0 < life <= 1000.
[[nodiscard]] Expected<std::vector<double>> straightLine(double cost, double salvage, double life_years,
                                                         FirstYear first = FirstYear::Full);

/// When in its year property is taken to be placed in service.
enum class MacrsConvention { HalfYear, MidQuarter1, MidQuarter2, MidQuarter3, MidQuarter4 };

/// Yearly shares of the basis under the general depreciation system for property of 3, 5, 7, 10 (200 % declining
/// balance), 15 and 20 (150 %) years, as the IRS rounds them: Publication 946, Tables A-1 (half-year) and
/// (mid-quarter, by the quarter). Class years + 1 entries that sum to 1. Computers are 5-year property.
/// Error: UnknownName for another class.
[[nodiscard]] Expected<std::span<const double>> macrsShares(int classYears,
                                                            MacrsConvention convention = MacrsConvention::HalfYear);

/// Yearly deductions of a basis: the bonus share (0..1) in the first year, the rest by macrsShares. Under the law of
/// 2025 (property acquired after 2025-01-19) the bonus share is 1.
/// Errors: UnknownName as macrsShares; OutOfBounds for a basis that is not finite or a bonus outside 0..1.
[[nodiscard]] Expected<std::vector<double>> macrs(double basis, int classYears,
                                                  MacrsConvention convention = MacrsConvention::HalfYear,
                                                  double bonus = 0.0);

}  // namespace offtake::finance
