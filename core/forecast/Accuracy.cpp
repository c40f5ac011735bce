#include "core/forecast/Accuracy.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace offtake::forecast {

namespace {

std::int64_t length(std::span<const double> values) {
    return static_cast<std::int64_t>(values.size());
}

Expected<void> sameLength(std::span<const double> actual, std::span<const double> other) {
    if (actual.empty()) {
        return fail(ErrorCode::Inconsistent, "accuracy", {"There are no values to compare forecasts with.", {}});
    }
    if (actual.size() != other.size()) {
        return fail(ErrorCode::Inconsistent, "accuracy",
                    {"There are {0} values but {1} forecasts.", {length(actual), length(other)}});
    }
    return {};
}

/// Mean of term(i) over the actual values, when both lists match them.
template <typename Term>
Expected<double> meanOf(std::span<const double> actual, std::span<const double> first, std::span<const double> second,
                        Term term) {
    for (const std::span<const double> other : {first, second}) {
        if (auto same = sameLength(actual, other); !same) {
            return tl::unexpected<Error>(same.error());
        }
    }
    double sum = 0.0;
    for (std::size_t i = 0; i < actual.size(); ++i) {
        sum += term(i);
    }
    return sum / static_cast<double>(actual.size());
}

Expected<double> positiveScale(double scale) {
    if (!(scale > 0.0)) {
        return fail(ErrorCode::NoSolution, "accuracy",
                    {"The past values do not change, so errors have no scale to be measured by.", {}},
                    {"Use RMSE or sMAPE.", {}});
    }
    return scale;
}

Expected<double> meanChange(std::span<const double> training, std::size_t lag, double power) {
    if (training.size() <= lag) {
        return fail(ErrorCode::NoSolution, "accuracy",
                    {"The scale of errors needs more than {0} past values; there are {1}.",
                     {static_cast<std::int64_t>(lag), length(training)}});
    }
    double sum = 0.0;
    for (std::size_t t = lag; t < training.size(); ++t) {
        sum += std::pow(std::abs(training[t] - training[t - lag]), power);
    }
    return positiveScale(sum / static_cast<double>(training.size() - lag));
}

}  // namespace

Expected<double> smape(std::span<const double> actual, std::span<const double> forecast) {
    return meanOf(actual, forecast, forecast, [&](std::size_t i) {
        const double size = std::abs(actual[i]) + std::abs(forecast[i]);
        return size > 0.0 ? 200.0 * std::abs(actual[i] - forecast[i]) / size : 0.0;
    });
}

Expected<double> mape(std::span<const double> actual, std::span<const double> forecast) {
    if (std::any_of(actual.begin(), actual.end(), [](double value) { return value == 0.0; })) {
        return fail(ErrorCode::NoSolution, "accuracy", {"An error in percent of zero does not exist.", {}},
                    {"Use sMAPE or MASE.", {}});
    }
    return meanOf(actual, forecast, forecast,
                  [&](std::size_t i) { return 100.0 * std::abs((actual[i] - forecast[i]) / actual[i]); });
}

Expected<double> mae(std::span<const double> actual, std::span<const double> forecast) {
    return meanOf(actual, forecast, forecast, [&](std::size_t i) { return std::abs(actual[i] - forecast[i]); });
}

Expected<double> rmse(std::span<const double> actual, std::span<const double> forecast) {
    return meanOf(actual, forecast, forecast, [&](std::size_t i) { return std::pow(actual[i] - forecast[i], 2.0); })
        .map([](double mean) { return std::sqrt(mean); });
}

Expected<double> seasonalNaiveError(std::span<const double> training, int seasonLength) {
    return meanChange(training, static_cast<std::size_t>(std::max(1, seasonLength)), 1.0);
}

Expected<double> mase(std::span<const double> training, int seasonLength, std::span<const double> actual,
                      std::span<const double> forecast) {
    const auto scale = seasonalNaiveError(training, seasonLength);
    if (!scale) {
        return scale;
    }
    return meanOf(actual, forecast, forecast,
                  [&](std::size_t i) { return std::abs(actual[i] - forecast[i]) / *scale; });
}

Expected<double> rmsse(std::span<const double> training, std::span<const double> actual,
                       std::span<const double> forecast) {
    const auto scale = meanChange(training, 1, 2.0);
    if (!scale) {
        return scale;
    }
    return rmse(actual, forecast).map([&](double root) { return root / std::sqrt(*scale); });
}

Expected<double> coverage(std::span<const double> actual, std::span<const double> lower,
                          std::span<const double> upper) {
    return meanOf(actual, lower, upper,
                  [&](std::size_t i) { return actual[i] >= lower[i] && actual[i] <= upper[i] ? 1.0 : 0.0; });
}

Expected<double> intervalScore(std::span<const double> actual, std::span<const double> lower,
                               std::span<const double> upper, double level) {
    const double penalty = 2.0 / (1.0 - level);
    return meanOf(actual, lower, upper, [&](std::size_t i) {
        const double outside = std::max({lower[i] - actual[i], actual[i] - upper[i], 0.0});
        return upper[i] - lower[i] + penalty * outside;
    });
}

Expected<double> msis(std::span<const double> training, int seasonLength, std::span<const double> actual,
                      std::span<const double> lower, std::span<const double> upper, double level) {
    const auto scale = seasonalNaiveError(training, seasonLength);
    if (!scale) {
        return scale;
    }
    return intervalScore(actual, lower, upper, level).map([&](double score) { return score / *scale; });
}

double pinballLoss(double probability, double actual, double forecast) {
    const double difference = actual - forecast;
    return difference >= 0.0 ? probability * difference : (probability - 1.0) * difference;
}

namespace {

/// Mean distance of the members to the value, and half the sum of the distances between all pairs of them.
struct EnsembleDistances {
    double toValue = 0.0;
    double between = 0.0;
};

Expected<EnsembleDistances> distances(std::span<const double> ensemble, double actual) {
    if (ensemble.empty()) {
        return fail(ErrorCode::Inconsistent, "accuracy", {"The ensemble has no members.", {}});
    }
    std::vector<double> sorted(ensemble.begin(), ensemble.end());
    std::sort(sorted.begin(), sorted.end());
    const double count = static_cast<double>(sorted.size());
    EnsembleDistances found;  // of pairs i < j each x_j - x_i, by the rank of each member
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        found.toValue += std::abs(sorted[i] - actual) / count;
        found.between += sorted[i] * (2.0 * static_cast<double>(i) - count + 1.0);
    }
    return found;
}

}  // namespace

Expected<double> crps(std::span<const double> ensemble, double actual) {
    const double count = static_cast<double>(ensemble.size());
    return distances(ensemble, actual).map([&](const EnsembleDistances& found) {
        return found.toValue - found.between / (count * count);
    });
}

Expected<double> fairCrps(std::span<const double> ensemble, double actual) {
    if (ensemble.size() == 1) {
        return fail(ErrorCode::NoSolution, "accuracy", {"One member has no spread to judge.", {}},
                    {"Give two or more.", {}});
    }
    const double count = static_cast<double>(ensemble.size());
    return distances(ensemble, actual).map([&](const EnsembleDistances& found) {
        return found.toValue - found.between / (count * (count - 1.0));
    });
}

double normalCrps(double mean, double deviation, double actual) {
    const double z = (actual - mean) / deviation;
    const double density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
    return deviation * (z * std::erf(z / std::numbers::sqrt2) + 2.0 * density - std::numbers::inv_sqrtpi);
}

}  // namespace offtake::forecast
