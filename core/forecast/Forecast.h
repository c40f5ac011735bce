#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "core/forecast/Method.h"
#include "core/forecast/Transform.h"

namespace offtake::forecast {

struct FittedParameter {
    std::string name;
    double value = 0.0;
};

struct Interval {
    double lower = 0.0;
    double upper = 0.0;
};

/// The predictive distribution of each of the next values of a series. Steps count from 0: `point[0]` is one step
/// ahead. On the scale of `transform` each is Student's t (normal for infinite degrees of freedom) around the
/// transformed point with the scale `deviation`. Every number is finite.
struct Forecast {
    Method method = Method::Combined;
    std::string model;  ///< what was fitted, in words: "ETS(M,Ad,M)"
    std::vector<FittedParameter> parameters;
    std::vector<double> point;      ///< the mean, or under a transform the median
    std::vector<double> deviation;  ///< standard error of the forecast, on the transform's scale
    double degreesOfFreedom = std::numeric_limits<double>::infinity();
    Transform transform;
    /// The series was above zero throughout, and so is what is known of its future: quantiles are those of what lies above
    /// zero. Only without a transform.
    bool staysPositive = false;
    /// One-step forecasts of the past, aligned with its end (a method may have none for the first values).
    std::vector<double> fitted;
    double residualDeviation = 0.0;  ///< root mean square of value less fitted, in the unit of the series
    std::vector<Message> notes;      ///< what the user should know: a fallback taken, intervals without width

    [[nodiscard]] std::size_t horizon() const { return point.size(); }
    /// The share of the distribution at `step` that lies below zero before staysPositive leaves it out.
    [[nodiscard]] double shareBelowZero(std::size_t step) const;
    /// The value below which the future one lies with this probability. Precondition: 0 < probability < 1.
    [[nodiscard]] double quantile(double probability, std::size_t step) const;
    /// The central interval of this level, such as 0.8. Precondition: 0 < level < 1.
    [[nodiscard]] Interval interval(double level, std::size_t step) const;
};

/// The mixture of forecasts of one series under the same transform, by weights that are brought to sum 1: points are
/// averaged; the variance is the mean of their variances and the variance of the points between them, so disagreement
/// widens the intervals. Errors: Inconsistent for lists that do not match, weights that are negative or sum to zero.
[[nodiscard]] Expected<Forecast> mixture(const std::vector<Forecast>& parts, const std::vector<double>& weights);

}  // namespace offtake::forecast
