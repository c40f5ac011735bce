#include "core/forecast/WrightsLaw.h"

#include <cmath>
#include <numeric>

namespace offtake::forecast {

namespace {

constexpr std::size_t kFewestValues = 3;  // two changes: one for the exponent, one for its error
constexpr std::string_view kModel = "Wright's law";

std::vector<double> differences(const std::vector<double>& logs) {
    std::vector<double> changes(logs.size() - 1);
    for (std::size_t i = 0; i + 1 < logs.size(); ++i) {
        changes[i] = logs[i + 1] - logs[i];
    }
    return changes;
}

double dot(std::span<const double> a, std::span<const double> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double square(double x) {
    return x * x;
}

/// Variance of the error of the forecast in units of the variance of the independent shocks behind the moving average.
/// `weight[j]` says how much the error of past period j moves the forecast, through the estimated exponent.
double errorVarianceInShocks(const std::vector<double>& weight, double steps, double rho) {
    double sum = square(rho * weight.front());
    for (std::size_t j = 0; j + 1 < weight.size(); ++j) {
        sum += square(weight[j] + rho * weight[j + 1]);
    }
    return sum + square(weight.back() + rho) + (steps - 1.0) * square(1.0 + rho) + 1.0;
}

}  // namespace

double learningRate(double exponent) {
    return 1.0 - std::exp2(exponent);
}

Expected<WrightFit> fitWright(std::span<const double> values, std::span<const double> experience) {
    if (values.size() != experience.size()) {
        return fail(ErrorCode::Inconsistent, std::string(kModel),
                    {"there are {0} values and {1} of experience.",
                     {static_cast<std::int64_t>(values.size()), static_cast<std::int64_t>(experience.size())}},
                    {"Give the cumulative production of every value.", {}});
    }
    const auto logs = logarithms(values, kFewestValues, kModel);
    if (!logs) {
        return tl::unexpected(logs.error());
    }
    const auto learned = logarithms(experience, kFewestValues, "Wright's law, cumulative production");
    if (!learned) {
        return tl::unexpected(learned.error());
    }
    WrightFit fit;
    fit.growth = differences(*learned);
    for (std::size_t i = 0; i < fit.growth.size(); ++i) {
        if (fit.growth[i] < 0.0) {
            return fail(ErrorCode::Inconsistent, std::string(kModel),
                        {"cumulative production falls at value {0}.", {static_cast<std::int64_t>(i + 2)}},
                        {"Give the total made so far, not the production of each period.", {}});
        }
    }
    const std::vector<double> changes = differences(*logs);
    fit.exponent = dot(fit.growth, changes) / dot(fit.growth, fit.growth);
    double squares = 0.0;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        squares += square(changes[i] - fit.exponent * fit.growth[i]);
    }
    fit.volatility = std::sqrt(squares / static_cast<double>(changes.size() - 1));
    fit.lastValue = values.back();
    return fit;
}

LogPredictive predictWright(const WrightFit& fit, std::span<const double> futureGrowth, double rho) {
    const double ahead = std::accumulate(futureGrowth.begin(), futureGrowth.end(), 0.0);
    const double past = dot(fit.growth, fit.growth);
    std::vector<double> weight(fit.growth);
    for (double& each : weight) {
        each *= -ahead / past;
    }
    const double inShocks = errorVarianceInShocks(weight, static_cast<double>(futureGrowth.size()), rho);
    return {std::log(fit.lastValue) + fit.exponent * ahead, fit.volatility * std::sqrt(inShocks / (1.0 + square(rho))),
            static_cast<double>(fit.growth.size() - 1)};
}

Expected<std::vector<double>> cumulativeProduction(std::span<const double> production) {
    const auto logs = logarithms(production, kFewestValues, "cumulative production");
    if (!logs) {
        return tl::unexpected(logs.error());
    }
    const double growth = std::expm1((logs->back() - logs->front()) / static_cast<double>(logs->size() - 1));
    if (growth <= 0.0) {
        return fail(ErrorCode::NoSolution, "cumulative production",
                    {"production did not grow, so what was made before the first period cannot be told from it.", {}},
                    {"Give cumulative production itself.", {}});
    }
    std::vector<double> total;
    double sum = production.front() / growth;
    for (const double made : production) {
        sum += made;
        total.push_back(sum);
    }
    return total;
}

}  // namespace offtake::forecast
