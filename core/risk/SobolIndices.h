#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/Error.h"

namespace offtake::risk {

/// An estimate with the interval that its sampling error leaves.
struct IntervalEstimate {
    double value = 0.0;
    double low = 0.0;
    double high = 0.0;
};

/// How much of the variance of a figure one factor explains: alone (first order), and with everything that it takes
/// part in (total). Inputs that are correlated, and the months of one process, form one factor.
struct SobolIndex {
    IntervalEstimate first;
    IntervalEstimate total;
};

struct SobolIndices {
    double mean = 0.0;
    double variance = 0.0;
    std::vector<SobolIndex> factors;
    std::size_t evaluations = 0;  ///< n · (2 · factors + 2)
};

struct SobolOptions {
    double confidence = 0.95;
    std::size_t resamples = 400;  ///< of the bootstrap
    std::uint64_t seed = 1;       ///< of the bootstrap
};

/// A figure as a function of uniform numbers in (0, 1).
using UnitFunction = std::function<double(std::span<const double>)>;

/// Sobol' indices of a function of factors that are independent of each other.
///
/// factors: for each factor the coordinates (below `dimension`) that belong to it; coordinates of no factor are drawn
/// too and count as noise. points: n rows of 2 · dimension numbers in (0, 1); the two halves are the matrices A and B of
/// IndexSums, which says how indices are estimated. Intervals: percentile bootstrap over rows, which for points of low
/// discrepancy errs on the wide side.
/// Errors: Inconsistent for fewer than two rows, a length that does not fit, or a figure that does not vary; NoSolution
/// when the function has no value at some point.
[[nodiscard]] Expected<SobolIndices> sobolIndices(const UnitFunction& function, std::size_t dimension,
                                                  const std::vector<std::vector<std::size_t>>& factors, std::span<const double> points,
                                                  const SobolOptions& options = {});

/// One factor for each coordinate.
[[nodiscard]] std::vector<std::vector<std::size_t>> singleFactors(std::size_t dimension);

/// rows × columns independent uniform numbers in (0, 1), by Philox.
[[nodiscard]] std::vector<double> independentPoints(std::size_t rows, std::size_t columns, std::uint64_t seed);

}  // namespace offtake::risk
