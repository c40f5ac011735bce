#pragma once

#include <span>
#include <vector>

#include "core/base/Error.h"

namespace offtake::forecast {

/// The Theta method (Assimakopoulos & Nikolopoulos, Int. J. Forecasting 16 (2000)): exponential smoothing with a drift
/// that is a share of the slope of the trend line, on values freed of their season when they have one.
struct ThetaModel {
    double alpha = 0.0;
    double drift = 0.0;  ///< per step
    double initialLevel = 0.0;
    bool seasonal = false;              ///< whether the season was found significant and taken out
    bool additiveSeason = false;        ///< values at or below zero cannot be divided by their season
    std::vector<double> seasonIndices;  ///< of places 0 .. m - 1 of the series; empty without a season
};

struct ThetaFit {
    ThetaModel model;
    std::vector<double> fitted;    ///< one-step forecasts, with the season
    std::vector<double> adjusted;  ///< the values without their season
    std::vector<double> levels;    ///< before each value, and after the last
    double firstStep = 1.0;        ///< drifts from there to the first forecast
    std::size_t count = 0;
    double variance = 0.0;  ///< of the one-step errors on seasonally adjusted values
};

/// The standard method in its equivalent form (Hyndman & Billah, Int. J. Forecasting 19 (2003)): simple smoothing,
/// fitted by maximum likelihood without drift, and half the slope as drift of its forecasts only. Season test:
/// isSeasonal. Errors: NoSolution for fewer than five values.
[[nodiscard]] Expected<ThetaFit> fitTheta(std::span<const double> values, int seasonLength);

/// The same with parameters given (alpha, initialLevel); season and drift follow from the values.
[[nodiscard]] ThetaFit runTheta(std::span<const double> values, int seasonLength, double alpha, double initialLevel);

/// The optimised method (Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler, Int. J. Forecasting 32 (2016)): the
/// share 1 - 1 / theta of the slope, from none to all of it, is estimated together with alpha and the first level by
/// least squares of the one-step errors, which contain the drift. Given alpha the rest is linear, so the search is over
/// alpha alone. Errors: as fitTheta.
[[nodiscard]] Expected<ThetaFit> fitOptimisedTheta(std::span<const double> values, int seasonLength);

/// The value 1, 2, … steps ahead: level + drift (h - 1 + firstStep), with its season. For the standard method firstStep
/// is (1 - (1 - alpha)^n) / alpha, the drifts that smoothing without drift lags behind.
[[nodiscard]] std::vector<double> thetaPath(const ThetaFit& fit, int horizon);

/// variance (1 + (h - 1) alpha^2), on the scale of adjusted values: what R's thetaf gives for every season alike.
[[nodiscard]] std::vector<double> thetaSmoothingVariance(const ThetaFit& fit, int horizon);

/// The spread of forecasts with what the model leaves out, on the scale of each step's season:
/// - thetaSmoothingVariance, and that of the drift: the level moves by alpha e a step, so a drift seen over n - 1 steps
/// is
///   uncertain by alpha^2 variance / (n - 1), and h steps of it by h^2 times that;
/// - raised to the mean square of the errors that the same level and drift made h steps ahead within the series, where
///   that is larger (a drift that changes shows there); from half the series' length on by the same factor as there.
[[nodiscard]] std::vector<double> thetaVariance(const ThetaFit& fit, int horizon);

}  // namespace offtake::forecast
