#include "core/study/StatedLevel.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/study/Distribution.h"

namespace offtake::study {

namespace {

constexpr double kZ95 = 1.6448536269514722;  // 95 % quantile of the standard normal distribution

double weightedMean(const std::vector<double>& pairs) {
    double sum = 0.0;
    double weight = 0.0;
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
        sum += pairs[i] * pairs[i + 1];
        weight += pairs[i + 1];
    }
    return sum / weight;
}

double medianOf(const std::vector<double>& pairs) {
    std::size_t above = 0;  // the first pair at or above one half
    while (above + 2 < pairs.size() && pairs[above] < 0.5) {
        above += 2;
    }
    if (pairs[above] == 0.5) {
        return pairs[above + 1];
    }
    above = std::max<std::size_t>(above, 2);
    const bool logs = pairs[1] > 0.0;  // the values rise
    const double share = -normalQuantile(pairs[above - 2]) / (normalQuantile(pairs[above]) - normalQuantile(pairs[above - 2]));
    const double from = pairs[above - 1];
    const double to = pairs[above + 1];
    return logs ? from * std::exp(share * std::log(to / from)) : from + share * (to - from);
}

struct Range {
    double low = 0.0;
    double high = 0.0;
};

Range rangeOf(const Uncertainty& uncertainty) {
    const std::vector<double>& p = uncertainty.parameters;
    switch (uncertainty.family) {
        case Family::Normal: return {p[0] - p[1], p[0] + p[1]};
        case Family::Lognormal: {
            // Moments of the logarithm from those of the value: Johnson, Kotz & Balakrishnan (1994), chapter 14.
            const double variance = std::log1p(p[1] / p[0] * (p[1] / p[0]));
            const double median = p[0] * std::exp(-0.5 * variance);
            return {median * std::exp(-kZ95 * std::sqrt(variance)), median * std::exp(kZ95 * std::sqrt(variance))};
        }
        case Family::Triangular:
        case Family::Pert: return {p[0], p[2]};
        case Family::Uniform: return {p[0], p[1]};
        case Family::Beta: {
            const double sum = p[0] + p[1];
            const double deviation = (p[3] - p[2]) * std::sqrt(p[0] * p[1] / (sum * sum * (sum + 1.0)));
            const double mean = centralOf(uncertainty);
            return {std::max(p[2], mean - deviation), std::min(p[3], mean + deviation)};
        }
        case Family::Discrete: {
            Range range{p[0], p[0]};
            for (std::size_t i = 0; i < p.size(); i += 2) {
                range = {std::min(range.low, p[i]), std::max(range.high, p[i])};
            }
            return range;
        }
        case Family::Empirical: return {*std::min_element(p.begin(), p.end()), *std::max_element(p.begin(), p.end())};
        case Family::Quantiles: return {p[1], p.back()};
        case Family::Certain:
        case Family::Between: break;
    }
    return {};
}

}  // namespace

double centralOf(const Uncertainty& uncertainty) {
    const std::vector<double>& p = uncertainty.parameters;
    switch (uncertainty.family) {
        case Family::Triangular:
        case Family::Pert: return p[1];
        case Family::Uniform: return 0.5 * p[0] + 0.5 * p[1];
        case Family::Beta: return p[2] + (p[3] - p[2]) * p[0] / (p[0] + p[1]);
        case Family::Discrete: return weightedMean(p);
        case Family::Empirical: return std::accumulate(p.begin(), p.end(), 0.0) / static_cast<double>(p.size());
        case Family::Quantiles: return medianOf(p);
        case Family::Normal:
        case Family::Lognormal: return p[0];
        case Family::Certain:
        case Family::Between: break;
    }
    return 0.0;
}

void settle(const Input& input, Value& value) {
    Uncertainty& uncertainty = value.uncertainty;
    if (uncertainty.family == Family::Certain) {
        return;
    }
    if (uncertainty.family == Family::Between) {
        value.low = uncertainty.parameters[0];
        value.high = uncertainty.parameters[1];
        uncertainty.family = Family::Certain;
        uncertainty.parameters.clear();
        return;
    }
    const Range range = rangeOf(uncertainty);
    // Statements as text know no minus zero; adding zero takes its sign off.
    value.numbers = {centralOf(uncertainty) + 0.0};
    value.low = std::clamp(range.low, input.low, input.high) + 0.0;
    value.high = std::clamp(range.high, input.low, input.high) + 0.0;
}

}  // namespace offtake::study
