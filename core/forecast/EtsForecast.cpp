#include "core/forecast/EtsForecast.h"

#include <algorithm>
#include <cmath>

#include <boost/math/special_functions/erf.hpp>

#include "core/parallel/Stream.h"

namespace offtake::forecast {

namespace {

/// Level and trend as a vector, which one step takes to (F + G e) x: F without error, G by it. Products with a vector
/// and with the second moments of one.
struct Transition {
    double ll, lt, tl, tt;
};
struct Pair {
    double level, trend;
};
struct SecondMoments {
    double ll, lt, tt;
};

Transition steady(double phi) {
    return {1.0, phi, 0.0, phi};
}
Transition responding(const EtsParameters& p) {
    return {p.alpha, p.alpha * p.phi, p.beta, p.beta * p.phi};
}

Transition sum(const Transition& a, const Transition& b, double weight) {
    return {a.ll + weight * b.ll, a.lt + weight * b.lt, a.tl + weight * b.tl, a.tt + weight * b.tt};
}
Pair apply(const Transition& a, const Pair& x) {
    return {a.ll * x.level + a.lt * x.trend, a.tl * x.level + a.tt * x.trend};
}
/// (A V B' + B V A') / 2.
SecondMoments apply(const Transition& a, const Transition& b, const SecondMoments& v) {
    const double all = a.ll * v.ll + a.lt * v.lt;
    const double alt = a.ll * v.lt + a.lt * v.tt;
    const double atl = a.tl * v.ll + a.tt * v.lt;
    const double att = a.tl * v.lt + a.tt * v.tt;
    const double cross = all * b.tl + alt * b.tt;
    const double crossBack = atl * b.ll + att * b.lt;
    return {all * b.ll + alt * b.lt, 0.5 * (cross + crossBack), atl * b.tl + att * b.tt};
}
SecondMoments sum(const SecondMoments& a, double wa, const SecondMoments& b, double wb, const SecondMoments& c,
                  double wc) {
    return {wa * a.ll + wb * b.ll + wc * c.ll, wa * a.lt + wb * b.lt + wc * c.lt, wa * a.tt + wb * b.tt + wc * c.tt};
}

/// Response of the value j steps later to an error now (j >= 1).
std::vector<double> responses(const EtsModel& model, int horizon) {
    const auto [alpha, beta, gamma, phi] = model.parameters;
    std::vector<double> c;
    double damping = 0.0;
    double power = 1.0;
    for (int j = 1; j < horizon; ++j) {
        power *= phi;
        damping += power;
        const bool sameSeason = model.form.season == SeasonForm::Additive && j % model.seasonLength == 0;
        c.push_back(alpha + beta * damping + (sameSeason ? gamma : 0.0));
    }
    return c;
}

/// Class 1: additive throughout.
std::vector<double> additiveVariance(const EtsModel& model, double variance, int horizon) {
    const std::vector<double> c = responses(model, horizon);
    std::vector<double> result{variance};
    for (const double response : c) {
        result.push_back(result.back() + variance * response * response);
    }
    return result;
}

/// Class 2: errors in proportion to forecasts that are sums.
std::vector<double> proportionalVariance(const EtsModel& model, const std::vector<double>& mean, double variance) {
    const std::vector<double> c = responses(model, static_cast<int>(mean.size()));
    std::vector<double> square;  // expected square of the one-step forecast
    std::vector<double> result;
    for (std::size_t h = 0; h < mean.size(); ++h) {
        double theta = mean[h] * mean[h];
        for (std::size_t j = 1; j <= h; ++j) {
            theta += variance * c[j - 1] * c[j - 1] * square[h - j];
        }
        square.push_back(theta);
        result.push_back((1.0 + variance) * theta - mean[h] * mean[h]);
    }
    return result;
}

/// Class 3: errors and season multiply. The seasonal effect that meets the level after h steps was changed only at the
/// steps a whole number of seasons earlier, each time by the factor 1 + gamma e of the same e that moved the level; so
/// the first and second moments of (level, trend) times that effect follow step by step. Fourth moment of e: 3 v^2.
Moments multiplicativeMoments(const EtsModel& model, const EtsState& last, double variance, int horizon) {
    const double gamma = model.parameters.gamma;
    const Transition f = steady(model.parameters.phi);
    const Transition g = responding(model.parameters);
    const double phi = model.parameters.phi;
    Moments moments;
    for (int h = 1; h <= horizon; ++h) {
        Pair mean{last.level, last.trend};
        SecondMoments square{mean.level * mean.level, mean.level * mean.trend, mean.trend * mean.trend};
        for (int t = 1; t < h; ++t) {
            const SecondMoments ff = apply(f, f, square);
            const SecondMoments fg = apply(f, g, square);
            const SecondMoments gg = apply(g, g, square);
            if ((h - t) % model.seasonLength == 0) {
                mean = apply(sum(f, g, gamma * variance), mean);
                square = sum(ff, 1.0 + gamma * gamma * variance, fg, 4.0 * gamma * variance, gg,
                             variance + 3.0 * gamma * gamma * variance * variance);
            } else {
                mean = apply(f, mean);
                square = sum(ff, 1.0, fg, 0.0, gg, variance);
            }
        }
        const double effect = last.season[static_cast<std::size_t>((h - 1) % model.seasonLength)];
        const double expected = effect * (mean.level + phi * mean.trend);
        const double expectedSquare =
            effect * effect * (square.ll + 2.0 * phi * square.lt + phi * phi * square.tt) * (1.0 + variance);
        moments.mean.push_back(expected);
        moments.variance.push_back(expectedSquare - expected * expected);
    }
    return moments;
}

/// Takes a state on by one step, the h-th from 0, in which the error is e; returns the value.
double advance(const EtsModel& model, EtsState& state, int h, double e) {
    const auto [alpha, beta, gamma, phi] = model.parameters;
    const bool multiplies = model.form.season == SeasonForm::Multiplicative;
    const bool compounds = multipliesTrend(model.form);
    const double growth = compounds ? std::pow(state.trend, phi) : phi * state.trend;
    const double base = compounds ? state.level * growth : state.level + growth;
    double none = multiplies ? 1.0 : 0.0;
    double& effect = state.season.empty() ? none : state.season[static_cast<std::size_t>(h) % state.season.size()];
    const double forecast = multiplies ? base * effect : base + effect;
    const double difference = model.form.error == ErrorForm::Multiplicative ? forecast * e : e;
    const double response = multiplies ? difference / effect : difference;
    effect += multiplies ? gamma * difference / base : gamma * difference;
    const double before = state.level;
    state.level = base + alpha * response;
    state.trend = growth + beta * response / (compounds ? before : 1.0);
    if (compounds) {
        // What powers are taken of has to stay positive: no step takes all of it.
        constexpr double kLeft = 1e-6;
        state.level = std::max(state.level, kLeft * base);
        state.trend = std::max(state.trend, kLeft * growth);
        effect = multiplies ? std::max(effect, kLeft) : effect;
    }
    return forecast + difference;
}

/// One path from the last state; `error` gives e of each step.
template <typename Error>
void walk(const EtsModel& model, EtsState state, int horizon, Error error, std::vector<double>& path) {
    path.clear();
    for (int h = 0; h < horizon; ++h) {
        path.push_back(advance(model, state, h, error()));
    }
}

/// The e of one step of a simulated path.
double simulatedError(double variance, int pair, std::size_t step) {
    static const parallel::Stream stream = parallel::streamOf(0, "exponential smoothing");
    const double uniform = parallel::uniform(stream, static_cast<std::uint64_t>(pair), step);
    return -std::sqrt(2.0 * variance) * boost::math::erfc_inv(2.0 * uniform);
}

/// The path without errors, and half the width of the middle 68.27 % of simulated ones as standard deviation. Paths go
/// on side by side, so that a long horizon needs no more memory than a short one.
Moments middleOfPaths(const EtsModel& model, const EtsState& last, double variance, int horizon) {
    constexpr int kPairs = 5'000;
    constexpr double kTail = 0.15865525393145707;  // below one standard deviation of a normal distribution
    std::vector<EtsState> states(2 * static_cast<std::size_t>(kPairs), last);
    std::vector<double> values(states.size());
    const auto low = static_cast<std::ptrdiff_t>(kTail * static_cast<double>(states.size()));
    const auto high = static_cast<std::ptrdiff_t>(states.size()) - 1 - low;
    Moments moments{etsPath(model, last, horizon), {}};
    for (int h = 0; h < horizon; ++h) {
        for (std::size_t pair = 0; pair < static_cast<std::size_t>(kPairs); ++pair) {
            const double e = simulatedError(variance, static_cast<int>(pair), static_cast<std::size_t>(h));
            values[2 * pair] = advance(model, states[2 * pair], h, e);
            values[2 * pair + 1] = advance(model, states[2 * pair + 1], h, -e);
        }
        std::nth_element(values.begin(), values.begin() + low, values.end());
        const double lower = values[static_cast<std::size_t>(low)];
        std::nth_element(values.begin(), values.begin() + high, values.end());
        const double half = 0.5 * (values[static_cast<std::size_t>(high)] - lower);
        moments.variance.push_back(half * half);
    }
    return moments;
}

/// Mean and variance over simulated paths, each with its mirror image.
Moments simulatedMoments(const EtsModel& model, const EtsState& last, double variance, int horizon) {
    constexpr int kPairs = 10'000;
    const auto size = static_cast<std::size_t>(horizon);
    std::vector<double> errors(size);
    std::vector<double> path;
    const std::vector<double> centre = etsPath(model, last, horizon);
    std::vector<double> sum(size, 0.0);
    std::vector<double> squares(size, 0.0);
    for (int pair = 0; pair < kPairs; ++pair) {
        for (std::size_t h = 0; h < size; ++h) {
            errors[h] = simulatedError(variance, pair, h);
        }
        for (const double sign : {1.0, -1.0}) {
            std::size_t next = 0;
            walk(
                model, last, horizon, [&] { return sign * errors[next++]; }, path);
            for (std::size_t h = 0; h < size; ++h) {
                const double shift = path[h] - centre[h];
                sum[h] += shift;
                squares[h] += shift * shift;
            }
        }
    }
    Moments moments;
    for (std::size_t h = 0; h < size; ++h) {
        const double shift = sum[h] / (2.0 * kPairs);
        moments.mean.push_back(centre[h] + shift);
        moments.variance.push_back(squares[h] / (2.0 * kPairs) - shift * shift);
    }
    return moments;
}

}  // namespace

std::vector<double> etsPath(const EtsModel& model, const EtsState& last, int horizon) {
    std::vector<double> path;
    walk(
        model, last, horizon, [] { return 0.0; }, path);
    return path;
}

Moments etsMoments(const EtsModel& model, const EtsState& last, double variance, int horizon) {
    if (multipliesTrend(model.form)) {
        return middleOfPaths(model, last, variance, horizon);
    }
    const bool proportional = model.form.error == ErrorForm::Multiplicative;
    if (model.form.season == SeasonForm::Multiplicative) {
        return proportional ? multiplicativeMoments(model, last, variance, horizon)
                            : simulatedMoments(model, last, variance, horizon);
    }
    std::vector<double> mean = etsPath(model, last, horizon);
    std::vector<double> spread =
        proportional ? proportionalVariance(model, mean, variance) : additiveVariance(model, variance, horizon);
    return {std::move(mean), std::move(spread)};
}

}  // namespace offtake::forecast
