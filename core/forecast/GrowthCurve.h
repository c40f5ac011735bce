#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/forecast/Predictive.h"

/// Growth that ends: demand as a share f(t) of a saturation M. Fitted by least squares of logarithms, so that errors
/// are relative and no interval reaches below zero.
///
/// Before its inflexion an S-curve looks like plain exponential growth, and the saturation cannot be told from the
/// data: every M far enough away fits as well. Then a range for M must be given, and the intervals are as wide as it
/// makes them.
namespace offtake::forecast {

enum class GrowthCurve : std::uint8_t {
    Logistic,  ///< f = 1 / (1 + e^(−k(t − t0)))
    Gompertz,  ///< f = exp(−e^(−k(t − t0)))
    Bass,  ///< f = (1 − e^(−(p+q)t)) / (1 + (q/p) e^(−(p+q)t)), cumulative adoption; Bass (1969), Management Science 15
};

struct GrowthParameters {
    double saturation = 1.0;
    /// Logistic and Gompertz: rate k per period, inflexion t0. Bass: innovation p, imitation q, both per period.
    std::array<double, 2> shape{};
};

/// The level at `time`, in periods; Bass counts them from the launch, where the level is 0.
[[nodiscard]] double growthLevel(GrowthCurve curve, const GrowthParameters& parameters, double time);

/// When growth per period is largest. For Bass ln(q/p) / (p + q), which is negative when imitation is the weaker part.
[[nodiscard]] double inflexionTime(GrowthCurve curve, const GrowthParameters& parameters);

/// What is known of the saturation before looking at the data; every order of magnitude within is as likely as the
/// other.
struct SaturationRange {
    double low = 0.0;
    double high = 0.0;  ///< equal to `low`: it is known
};

struct GrowthOptions {
    std::optional<SaturationRange> saturation;  ///< none: only the data say
    double firstTime = 1.0;                     ///< periods from the launch to the first value
};

struct GrowthFit {
    /// One saturation, the best curve that reaches it, and how likely it is next to the others.
    struct Candidate {
        GrowthParameters parameters;
        double weight = 0.0;                 ///< all sum to 1
        std::array<double, 3> covariance{};  ///< of ln shape (logistic and Gompertz: of ln k and t0): 11, 12, 22
        double squares = 0.0;                ///< sum of squared residuals of ln value
        double lastResidual = 0.0;           ///< of the last value
    };
    GrowthCurve curve = GrowthCurve::Logistic;
    GrowthParameters parameters;        ///< of the likeliest candidate
    std::vector<Candidate> candidates;  ///< by rising saturation
    double residualSd = 0.0;            ///< of ln value; divisor n − parameters
    double persistence = 0.0;           ///< share of a residual that is left a period later, 0 to 0.95
    double lastTime = 0.0;
    double degreesOfFreedom = 1.0;
    SaturationRange likely;  ///< the middle 90 % of the saturations that fit
    /// Whether the data alone bound the saturation: they reach beyond the inflexion of every curve that fits.
    bool identified = false;
};

/// Fits values at times firstTime, firstTime + 1, …
/// Errors: NoSolution for fewer than five values, values that are all equal or do not grow, and without a range when
/// the data do not bound the saturation; OutOfBounds for a value that is not positive; Inconsistent for a range that is
/// not one or lies below what was reached already.
[[nodiscard]] Expected<GrowthFit> fitGrowth(GrowthCurve curve, std::span<const double> values,
                                            const GrowthOptions& options = {});

/// What is known of the value `steps` periods after the last: a mixture over the saturations that fit, each with the
/// error of its parameters (first order) and of the value around the curve, whose residuals fade by `persistence`.
[[nodiscard]] LogMixture predictGrowth(const GrowthFit& fit, double steps);

/// "logistic", "Gompertz", "Bass".
[[nodiscard]] std::string_view nameOf(GrowthCurve curve);

}  // namespace offtake::forecast
