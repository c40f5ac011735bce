#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/forecast/Predictive.h"

/// What used hardware is worth as a share of its price when new, by its age and by how many newer generations are sold
/// beside it: ln share = start − decay · age − step · newer + error. Geometric decay with age is what Hulten & Wykoff
/// (1981) found for most equipment; the step says what a successor does to it at once. Both may come out negative: in a
/// shortage used hardware gains value.
namespace offtake::forecast {

struct ResaleObservation {
    double ageYears = 0.0;
    double share = 0.0;  ///< price over the price when new
    double newer = 0.0;  ///< generations that came out since its own
};

struct ResaleFit {
    double start = 0.0;  ///< ln share at age 0: what is lost by being used at all
    double decayPerYear = 0.0;
    std::optional<double> perGeneration;  ///< none: the observations cannot tell it from age
    double residualSd = 0.0;              ///< of ln share
    double degreesOfFreedom = 1.0;
    std::vector<double> covariance;  ///< of start, −decay (and −step), row by row
    int observations = 0;
    double oldest = 0.0;  ///< years; beyond it the curve is carried on
};

/// Least squares of logarithms. Errors: NoSolution for fewer than five observations or ages that are all the same;
/// OutOfBounds for shares that are not positive, and for ages or generations below zero.
[[nodiscard]] Expected<ResaleFit> fitResale(std::span<const ResaleObservation> observations);

/// What is known of the share of one piece sold at this age: Student's t of its logarithm, with the error of the curve
/// and of single prices around it.
[[nodiscard]] LogPredictive predictResale(const ResaleFit& fit, double ageYears, double newer);

}  // namespace offtake::forecast
