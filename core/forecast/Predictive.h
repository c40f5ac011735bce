#pragma once

#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/Error.h"

namespace offtake::forecast {

/// What a model knows about the logarithm of one future value: Student's t, or the normal for infinite degrees of
/// freedom. The value itself is then always positive, so its intervals need no clipping at zero. A log-Student value
/// has no mean; the median is the point forecast.
struct LogPredictive {
    double location = 0.0;  ///< ln of the median
    double spread = 0.0;    ///< scale of the t distribution; the standard deviation when it is normal
    double degreesOfFreedom = std::numeric_limits<double>::infinity();

    [[nodiscard]] double median() const;
    /// The value below which the future one lies with this probability. Precondition: 0 < probability < 1.
    [[nodiscard]] double quantile(double probability) const;
    /// The probability that the value lies below `value`; 0 for values that are not positive.
    [[nodiscard]] double probabilityBelow(double value) const;
};

/// One of several distributions, of which it is not known which holds.
struct LogMixture {
    struct Part {
        LogPredictive distribution;
        double weight = 1.0;  ///< all sum to 1
    };
    std::vector<Part> parts;  ///< at least one

    [[nodiscard]] double median() const { return quantile(0.5); }
    /// To nine digits. Precondition: 0 < probability < 1.
    [[nodiscard]] double quantile(double probability) const;
    [[nodiscard]] double probabilityBelow(double value) const;
};

/// The natural logarithms of a series.
/// Errors: OutOfBounds for the first value that is zero, negative or not finite, with its place counted from 1;
/// NoSolution for fewer values than `fewest` or when all are equal, from which no error can be learned. `model` is the
/// subject.
[[nodiscard]] Expected<std::vector<double>> logarithms(std::span<const double> values, std::size_t fewest,
                                                       std::string_view model);

}  // namespace offtake::forecast
