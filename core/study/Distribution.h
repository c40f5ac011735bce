#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/base/Error.h"
#include "core/study/Input.h"
#include "core/study/Uncertainty.h"

/// The families of Uncertainty as random numbers.
namespace offtake::study {

/// What the bounds of an input mean for its spread.
struct Bounds {
    double low = 0.0;
    double high = 0.0;
    bool share = false;  ///< a number between 0 and 1: spreads between two numbers are taken in log odds
};
/// Those of an input; none for a date, since slots hold months and no date of the calendar is out of reach.
[[nodiscard]] Bounds boundsOf(const Input& input);

/// A standard normal number z, made into a number of the distribution: plain, or by exp, or by the logistic function, of
/// centre + z · (below when z < 0, above otherwise).
struct NormalForm {
    enum class Scale : std::uint8_t { Plain, Log, Odds };
    Scale scale = Scale::Plain;
    double centre = 0.0;
    double below = 0.0;
    double above = 0.0;
};

/// The share of draws beyond Distribution::reach: at 10,000 paths a single one.
inline constexpr double kBeyondReach = 1e-4;

/// A distribution by its quantile function. Values are not yet stopped at hard bounds.
class Distribution {
public:
    /// `central`: the number beside the uncertainty, the median of Between. `name`: what errors call it.
    /// Errors: Inconsistent when the parameters are too few or no distribution (a negative deviation, an end before its
    /// start, probabilities that do not sum to 1, quantiles that cross or that no metalog follows); each with a remedy.
    [[nodiscard]] static Expected<Distribution> of(const Uncertainty& uncertainty, double central, const Bounds& bounds,
                                                   std::string_view name);

    /// The number below which a share p of the distribution lies; 0 < p < 1. Non-decreasing.
    [[nodiscard]] double quantile(double p) const;
    /// The share at or below x.
    [[nodiscard]] double cdf(double x) const;
    [[nodiscard]] double mean() const;
    [[nodiscard]] double variance() const;
    /// The highest number of a distribution that has one; else the quantile above which kBeyondReach of the draws lie.
    [[nodiscard]] double reach() const;

    /// The form of those that a normal number is made into; nullptr of all others.
    [[nodiscard]] const NormalForm* normalForm() const;
    /// Whether the quantile function has no steps.
    [[nodiscard]] bool continuous() const;

    struct Law;  ///< the family's own numbers; in the source file

private:
    explicit Distribution(std::shared_ptr<const Law> law) : m_law(std::move(law)) {}
    std::shared_ptr<const Law> m_law;
};

/// ln x = mu + sigma z.
struct LognormalParameters {
    double mu = 0.0;
    double sigma = 0.0;
};
[[nodiscard]] LognormalParameters lognormalFromMoments(double mean, double deviation);
/// The lognormal with two given quantiles: sigma = ln(x2/x1) / (z2 − z1).
[[nodiscard]] LognormalParameters lognormalFromQuantiles(double p1, double x1, double p2, double x2);

/// A beta distribution stretched over [lowest, highest].
struct BetaParameters {
    double alpha = 1.0;
    double beta = 1.0;
    double lowest = 0.0;
    double highest = 1.0;
};
/// alpha = 1 + weight (mode − lowest) / (highest − lowest), beta = 1 + weight (highest − mode) / (highest − lowest). Vose (2008).
[[nodiscard]] BetaParameters pertParameters(double lowest, double mode, double highest, double weight = 4.0);

/// A normal distribution of which only what lies between two bounds counts.
struct TruncatedNormal {
    double mu = 0.0;
    double sigma = 1.0;
    double low = 0.0;
    double high = 0.0;
    [[nodiscard]] double quantile(double p) const;
    [[nodiscard]] double mean() const;
    [[nodiscard]] double variance() const;
};

/// The metalog: Q(y) = a1 + a2 L + a3 (y − ½) L + a4 (y − ½) + a5 (y − ½)² + a6 (y − ½)² L + …, L = ln(y / (1 − y)).
/// T. Keelin, "The metalog distributions", Decision Analysis 13 (2016), eq. 6 to 8.
struct Metalog {
    std::vector<double> coefficients;
    [[nodiscard]] double quantile(double y) const;
    /// Q'(y): one over the density.
    [[nodiscard]] double slope(double y) const;
    /// Whether Q rises throughout, looked at from 1e-9 to 1 − 1e-9, closer together towards both ends.
    [[nodiscard]] bool feasible() const;
};
/// Ordinary least squares through (probability, value) with this many terms; an interpolation when there are as many points.
[[nodiscard]] Metalog metalogThrough(const std::vector<double>& probabilities, const std::vector<double>& values, std::size_t terms);
/// The symmetric-percentile triplet of Keelin (2016), section 5.1: quantiles at p, ½ and 1 − p.
[[nodiscard]] Metalog metalogOfTriplet(double p, double low, double median, double high);

/// Standard normal quantile and distribution function.
[[nodiscard]] double normalQuantile(double p);
[[nodiscard]] double normalShare(double z);

}  // namespace offtake::study
