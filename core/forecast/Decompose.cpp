#include "core/forecast/Decompose.h"

#include <cmath>
#include <numeric>

namespace offtake::forecast {

namespace {

double mean(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Mean of one season around t; an even season takes half of either end.
double centredMean(std::span<const double> values, std::size_t t, std::size_t m) {
    const std::size_t half = m / 2;
    double sum = 0.0;
    for (std::size_t i = t - half; i <= t + half; ++i) {
        const bool end = m % 2 == 0 && (i == t - half || i == t + half);
        sum += end ? 0.5 * values[i] : values[i];
    }
    return sum / static_cast<double>(m);
}

}  // namespace

std::vector<double> seasonalIndices(std::span<const double> values, int seasonLength, SeasonForm form) {
    const auto m = static_cast<std::size_t>(seasonLength);
    const std::size_t half = m / 2;
    std::vector<double> indices(m, 0.0);
    std::vector<double> counts(m, 0.0);
    for (std::size_t t = half; t + half < values.size(); ++t) {
        const double middle = centredMean(values, t, m);
        indices[t % m] += form == SeasonForm::Multiplicative ? values[t] / middle : values[t] - middle;
        counts[t % m] += 1.0;
    }
    for (std::size_t j = 0; j < m; ++j) {
        indices[j] /= counts[j];
    }
    const double centre = mean(indices);
    for (double& index : indices) {
        index = form == SeasonForm::Multiplicative ? index / centre : index - centre;
    }
    return indices;
}

std::vector<double> seasonallyAdjusted(std::span<const double> values, std::span<const double> indices,
                                       SeasonForm form) {
    std::vector<double> adjusted(values.begin(), values.end());
    for (std::size_t t = 0; t < adjusted.size(); ++t) {
        const double index = indices[t % indices.size()];
        adjusted[t] = form == SeasonForm::Multiplicative ? adjusted[t] / index : adjusted[t] - index;
    }
    return adjusted;
}

bool isSeasonal(std::span<const double> values, int seasonLength) {
    constexpr double kNormal90 = 1.6448536269514722;  // 95 % quantile of the normal distribution: 90 % on two sides
    const auto m = static_cast<std::size_t>(seasonLength);
    const std::size_t count = values.size();
    if (seasonLength < 2 || count < 2 * m + 1) {
        return false;
    }
    const double centre = mean(values);
    const auto covariance = [&](std::size_t lag) {
        double sum = 0.0;
        for (std::size_t t = lag; t < count; ++t) {
            sum += (values[t] - centre) * (values[t - lag] - centre);
        }
        return sum;
    };
    const double variance = covariance(0);
    if (!(variance > 0.0)) {
        return false;
    }
    double squares = 0.0;
    for (std::size_t lag = 1; lag < m; ++lag) {
        squares += std::pow(covariance(lag) / variance, 2);
    }
    const double limit = kNormal90 * std::sqrt((1.0 + 2.0 * squares) / static_cast<double>(count));
    return std::abs(covariance(m) / variance) > limit;
}

Line fitLine(std::span<const double> values) {
    const double count = static_cast<double>(values.size());
    const double centre = 0.5 * (count + 1.0);
    const double average = mean(values);
    double product = 0.0;
    double squares = 0.0;
    for (std::size_t t = 0; t < values.size(); ++t) {
        const double time = static_cast<double>(t + 1) - centre;
        product += time * (values[t] - average);
        squares += time * time;
    }
    const double slope = squares > 0.0 ? product / squares : 0.0;
    return {average - slope * centre, slope};
}

}  // namespace offtake::forecast
