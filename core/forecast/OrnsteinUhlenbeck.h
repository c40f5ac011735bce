#pragma once

#include <vector>

namespace offtake::forecast {

/// A value that is pulled back to zero: dx = −κ x dt + σ dW. Time in years. All steps are exact, of any length.
/// Source: Uhlenbeck & Ornstein (1930); Glasserman (2004), Monte Carlo Methods in Financial Engineering, section 3.3.
struct OrnsteinUhlenbeck {
    double reversion = 1.0;   ///< κ, per year; above 0
    double volatility = 0.0;  ///< σ, per square root of a year
};

/// x' = persistence · x + sd · z with a standard normal z.
struct ExactStep {
    double persistence = 0.0;
    double sd = 0.0;
};

[[nodiscard]] ExactStep exactStep(const OrnsteinUhlenbeck& process, double years);

/// The process whose exact step over `years` is this one. Preconditions: 0 < persistence < 1, years > 0.
[[nodiscard]] OrnsteinUhlenbeck processOf(const ExactStep& step, double years);

/// Standard deviation in the long run: σ / √(2κ).
[[nodiscard]] double stationarySd(const OrnsteinUhlenbeck& process);

/// Years after which half of a deviation is left.
[[nodiscard]] double halfLife(const OrnsteinUhlenbeck& process);

/// Variance of x after `years` from a known start.
[[nodiscard]] double varianceAfter(const OrnsteinUhlenbeck& process, double years);

/// The mean over an interval of a process in its long run: how much it varies, and how much that of the next interval
/// has in common with it. For a daily κ and a month both are small: an hourly or daily κ says next to nothing about the
/// months of a deal, whose uncertainty needs a slow factor of its own (Schwartz & Smith 2000, Management Science 46).
struct IntervalMean {
    double sd = 0.0;
    double correlation = 0.0;  ///< with the next interval's
};

[[nodiscard]] IntervalMean intervalMean(const OrnsteinUhlenbeck& process, double years);

/// Rare sudden moves: as many as a Poisson process has, each normal (Merton 1976), or one of those that were seen.
struct Jumps {
    double perYear = 0.0;
    double mean = 0.0;
    double sd = 0.0;
    /// Equally likely sizes; none: normal with this mean and sd. On a scale that stretches far the exponential of a
    /// normal has a mean that no data support.
    std::vector<double> sizes = {};
};

/// E[e^(sum of jumps in `years`)], by which a price without mean reversion must be divided to keep its mean.
[[nodiscard]] double jumpFactor(const Jumps& jumps, double years);

/// E[e^(u x)] of x after `years` from `start`, with jumps that fade like any deviation. To twelve digits.
[[nodiscard]] double expectedExponential(const OrnsteinUhlenbeck& process, const Jumps& jumps, double start,
                                         double years, double u = 1.0);

/// x after `years` from `start`, with jumps that fade, and with an independent normal error on top. Quantiles follow
/// from the characteristic function by the cosine series of Fang & Oosterlee (2008), SIAM Journal on Scientific
/// Computing 31.
class DeviationDistribution {
public:
    DeviationDistribution(const OrnsteinUhlenbeck& process, const Jumps& jumps, double start, double years,
                          double extraVariance = 0.0);
    [[nodiscard]] double mean() const { return m_mean; }
    [[nodiscard]] double sd() const { return m_sd; }
    [[nodiscard]] double probabilityBelow(double x) const;
    /// To about 1e-6 of the standard deviation. Precondition: 0 < probability < 1.
    [[nodiscard]] double quantile(double probability) const;

private:
    double m_mean = 0.0;
    double m_sd = 0.0;
    double m_low = 0.0;  ///< of the interval on which the series stands
    double m_length = 0.0;
    std::vector<double> m_coefficients;  ///< of its cosines; none: the distribution is normal
};

}  // namespace offtake::forecast
