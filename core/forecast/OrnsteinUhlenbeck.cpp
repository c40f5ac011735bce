#include "core/forecast/OrnsteinUhlenbeck.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/quadrature/gauss.hpp>

namespace offtake::forecast {

namespace {

/// ∫ of f(what is left of a jump of size 1) over the time since it, from 0 to `years`: piece by piece between halvings,
/// on each of which f is smooth enough for a few nodes.
template <typename F>
auto overAges(double reversion, double years, const F& f) {
    constexpr int kNodes = 15;
    constexpr int kMostPieces = 30;  // what is left after thirty halvings is 1e-9 of a jump
    const auto ofAge = [&](double age) { return f(std::exp(-reversion * age)); };
    const double life = std::numbers::ln2 / reversion;
    decltype(ofAge(0.0)) sum{};
    double from = 0.0;
    for (int piece = 0; piece < kMostPieces && from < years; ++piece) {
        const double to = std::min(from + life, years);
        sum += boost::math::quadrature::gauss<double, kNodes>::integrate(ofAge, from, to);
        from = to;
    }
    return sum;
}

/// E[e^(s J)] − 1 of a jump J, for a real or imaginary s.
template <typename S>
S momentLessOne(const Jumps& jumps, S s) {
    if (jumps.sizes.empty()) {
        return std::exp(s * jumps.mean + 0.5 * s * s * jumps.sd * jumps.sd) - 1.0;
    }
    S sum{};
    for (const double size : jumps.sizes) {
        sum += std::exp(s * size) - 1.0;
    }
    return sum / static_cast<double>(jumps.sizes.size());
}

/// Mean and variance that the jumps add.
struct Moments {
    double mean = 0.0;
    double variance = 0.0;
};

Moments momentsOf(const OrnsteinUhlenbeck& process, const Jumps& jumps, double years) {
    const double kappa = process.reversion;
    return {jumps.perYear * jumps.mean * -std::expm1(-kappa * years) / kappa,
            jumps.perYear * (jumps.mean * jumps.mean + jumps.sd * jumps.sd) * -std::expm1(-2.0 * kappa * years) /
                (2.0 * kappa)};
}

}  // namespace

ExactStep exactStep(const OrnsteinUhlenbeck& process, double years) {
    return {std::exp(-process.reversion * years), std::sqrt(varianceAfter(process, years))};
}

OrnsteinUhlenbeck processOf(const ExactStep& step, double years) {
    const double reversion = -std::log(step.persistence) / years;
    return {reversion, step.sd * std::sqrt(2.0 * reversion / (1.0 - step.persistence * step.persistence))};
}

double stationarySd(const OrnsteinUhlenbeck& process) {
    return process.volatility / std::sqrt(2.0 * process.reversion);
}

double halfLife(const OrnsteinUhlenbeck& process) {
    return std::numbers::ln2 / process.reversion;
}

double varianceAfter(const OrnsteinUhlenbeck& process, double years) {
    return process.volatility * process.volatility * -std::expm1(-2.0 * process.reversion * years) /
           (2.0 * process.reversion);
}

IntervalMean intervalMean(const OrnsteinUhlenbeck& process, double years) {
    const double length = process.reversion * years;
    const double decayed = -std::expm1(-length);
    const double variance = 2.0 * (length - decayed);  // in units of (stationary sd / length)²
    return {stationarySd(process) / length * std::sqrt(variance), decayed * decayed / variance};
}

double jumpFactor(const Jumps& jumps, double years) {
    return std::exp(jumps.perYear * years * momentLessOne(jumps, 1.0));
}

double expectedExponential(const OrnsteinUhlenbeck& process, const Jumps& jumps, double start, double years, double u) {
    double exponent = u * start * std::exp(-process.reversion * years) + 0.5 * u * u * varianceAfter(process, years);
    if (jumps.perYear > 0.0) {
        exponent += jumps.perYear *
                    overAges(process.reversion, years, [&](double left) { return momentLessOne(jumps, u * left); });
    }
    return std::exp(exponent);
}

DeviationDistribution::DeviationDistribution(const OrnsteinUhlenbeck& process, const Jumps& jumps, double start,
                                             double years, double extraVariance) {
    const double location = start * std::exp(-process.reversion * years);
    const double variance = varianceAfter(process, years) + extraVariance;
    const Moments added = momentsOf(process, jumps, years);
    m_mean = location + added.mean;
    m_sd = std::sqrt(variance + added.variance);
    if (!(jumps.perYear > 0.0)) {
        return;
    }
    // Room for several jumps at once. Terms beyond the last matter only where the diffusion is narrower than a
    // thousandth of this interval.
    constexpr int kTerms = 2048;
    constexpr double kVanished = -40.0;
    const double reach = 10.0 * m_sd + 6.0 * (std::abs(jumps.mean) + jumps.sd);
    m_low = m_mean - reach;
    m_length = 2.0 * reach;
    for (int k = 1; k < kTerms; ++k) {
        const double u = k * std::numbers::pi / m_length;
        std::complex<double> exponent(-0.5 * u * u * variance, u * (location - m_low));
        if (exponent.real() < kVanished) {
            break;
        }
        exponent += jumps.perYear * overAges(process.reversion, years, [&](double left) {
                        return momentLessOne(jumps, std::complex<double>(0.0, u * left));
                    });
        m_coefficients.push_back(2.0 / m_length * std::exp(exponent).real());
    }
}

double DeviationDistribution::probabilityBelow(double x) const {
    if (m_coefficients.empty()) {
        return boost::math::cdf(boost::math::normal(), (x - m_mean) / m_sd);
    }
    double sum = (x - m_low) / m_length;
    for (std::size_t i = 0; i < m_coefficients.size(); ++i) {
        const double u = static_cast<double>(i + 1) * std::numbers::pi / m_length;
        sum += m_coefficients[i] * std::sin(u * (x - m_low)) / u;
    }
    return std::clamp(sum, 0.0, 1.0);
}

double DeviationDistribution::quantile(double probability) const {
    if (m_coefficients.empty()) {
        return m_mean + m_sd * boost::math::quantile(boost::math::normal(), probability);
    }
    constexpr double kPrecision = 1e-7;  // of the standard deviation
    double from = m_low;
    double to = m_low + m_length;
    while (to - from > kPrecision * m_sd) {
        const double middle = 0.5 * (from + to);
        (probabilityBelow(middle) < probability ? from : to) = middle;
    }
    return 0.5 * (from + to);
}

}  // namespace offtake::forecast
