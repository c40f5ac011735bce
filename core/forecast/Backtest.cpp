#include "core/forecast/Backtest.h"

#include <algorithm>
#include <cmath>

#include "core/forecast/Accuracy.h"

namespace offtake::forecast {

namespace {

struct Bounds {
    std::vector<double> lower;
    std::vector<double> upper;
};

Bounds boundsOf(const Forecast& forecast, double level) {
    Bounds bounds;
    for (std::size_t h = 0; h < forecast.horizon(); ++h) {
        const Interval interval = forecast.interval(level, h);
        bounds.lower.push_back(interval.lower);
        bounds.upper.push_back(interval.upper);
    }
    return bounds;
}

double meanPinball(const Forecast& forecast, std::span<const double> actual) {
    constexpr int kDeciles = 9;
    double sum = 0.0;
    for (std::size_t h = 0; h < actual.size(); ++h) {
        for (int decile = 1; decile <= kDeciles; ++decile) {
            const double probability = 0.1 * decile;
            sum += pinballLoss(probability, actual[h], forecast.quantile(probability, h));
        }
    }
    return sum / static_cast<double>(kDeciles * actual.size());
}

/// Adds value() of a measure, or keeps its error.
void add(double& sum, const Expected<double>& measure, std::optional<Error>& failure) {
    if (measure) {
        sum += *measure;
    } else if (!failure) {
        failure = measure.error();
    }
}

void addOrigin(BacktestScore& score, const Forecast& forecast, std::span<const double> training, int seasonLength,
               std::span<const double> actual) {
    constexpr double kWide = 0.95;
    const Bounds narrow = boundsOf(forecast, 0.8);
    const Bounds wide = boundsOf(forecast, kWide);
    auto& failure = score.failure;
    add(score.mase, mase(training, seasonLength, actual, forecast.point), failure);
    add(score.rmsse, rmsse(training, actual, forecast.point), failure);
    add(score.smape, smape(actual, forecast.point), failure);
    add(score.rmse, rmse(actual, forecast.point), failure);
    add(score.coverage80, coverage(actual, narrow.lower, narrow.upper), failure);
    add(score.coverage95, coverage(actual, wide.lower, wide.upper), failure);
    add(score.msis, msis(training, seasonLength, actual, wide.lower, wide.upper, kWide), failure);
    add(score.pinball, seasonalNaiveError(training, seasonLength).map([&](double scale) {
        return meanPinball(forecast, actual) / scale;
    }),
        failure);
    for (std::size_t h = 0; h < actual.size(); ++h) {
        score.meanAbsoluteError[h] += std::abs(actual[h] - forecast.point[h]);
    }
}

void divide(BacktestScore& score, double count) {
    for (double* sum : {&score.mase, &score.rmsse, &score.smape, &score.rmse, &score.coverage80, &score.coverage95,
                        &score.msis, &score.pinball}) {
        *sum /= count;
    }
    for (double& error : score.meanAbsoluteError) {
        error /= count;
    }
}

/// The score of a method, incomplete when it was stopped.
BacktestScore scoreOf(const Series& series, Method method, const Backtest& plan, const ForecastOptions& options,
                      const parallel::RunContext& context) {
    BacktestScore score;
    score.method = method;
    score.meanAbsoluteError.assign(static_cast<std::size_t>(plan.horizon), 0.0);
    const std::span<const double> values(series.values);
    for (const std::size_t origin : plan.origins) {
        if (context.stopRequested()) {
            break;
        }
        Series known = series;
        known.values.resize(origin);
        const auto forecast = forecastSeries(known, method, plan.horizon, options);
        if (!forecast) {
            score.failure = forecast.error();
        } else {
            addOrigin(score, *forecast, values.first(origin), series.seasonLength,
                      values.subspan(origin, static_cast<std::size_t>(plan.horizon)));
        }
        if (score.failure) {
            BacktestScore failed;
            failed.method = method;
            failed.failure = std::move(score.failure);
            return failed;
        }
    }
    divide(score, static_cast<double>(plan.origins.size()));
    return score;
}

Error allFailed(const Backtest& results) {
    for (const BacktestScore& score : results.scores) {
        if (score.failure) {
            return *score.failure;
        }
    }
    return {ErrorCode::NoSolution, "back-test", {"No method was tested.", {}}, {"Name at least one method.", {}}};
}

}  // namespace

Expected<Backtest> backtest(const Series& series, std::span<const Method> methods, int origins, int horizon,
                            const ForecastOptions& options, const parallel::RunContext& context) {
    if (origins < 1 || horizon < 1 || horizon > kLongestHorizon) {
        return fail(ErrorCode::OutOfBounds, "back-test", {"A back-test needs at least one origin and one step.", {}},
                    {"Choose at most {0} steps.", {static_cast<std::int64_t>(kLongestHorizon)}});
    }
    auto values = usableValues(series, options.fillGaps);
    if (!values) {
        return tl::unexpected<Error>(values.error());
    }
    Series whole = series;
    whole.values = *std::move(values);
    const auto count = static_cast<std::int64_t>(whole.values.size());
    const std::int64_t first = count - horizon - origins + 1;
    const std::int64_t needed = std::max(3, series.seasonLength + 1);
    if (first < needed) {
        return fail(ErrorCode::NoSolution, series.name.empty() ? "series" : series.name,
                    {"{0} values leave {1} before the first of {2} origins with {3} steps each; {4} are needed.",
                     {count, std::max<std::int64_t>(0, first), static_cast<std::int64_t>(origins),
                      static_cast<std::int64_t>(horizon), needed}},
                    {"Use fewer origins or a shorter horizon.", {}});
    }
    if (const auto scale =
            seasonalNaiveError(std::span(whole.values).first(static_cast<std::size_t>(first)), series.seasonLength);
        !scale) {
        return tl::unexpected<Error>(scale.error());
    }
    Backtest results;
    results.horizon = horizon;
    for (std::int64_t origin = first; origin <= count - horizon; ++origin) {
        results.origins.push_back(static_cast<std::size_t>(origin));
    }
    for (const Method method : methods) {
        results.scores.push_back(scoreOf(whole, method, results, options, context));
        if (context.stopRequested()) {
            return fail(ErrorCode::Internal, "back-test", {"The back-test was stopped.", {}});
        }
        if (context.progress) {
            context.progress(static_cast<double>(results.scores.size()) / static_cast<double>(methods.size()));
        }
    }
    return results;
}

Expected<Method> bestMethod(const Backtest& results) {
    const BacktestScore* best = nullptr;
    for (const BacktestScore& score : results.scores) {
        if (!score.failure && (!best || score.mase < best->mase)) {
            best = &score;
        }
    }
    if (!best) {
        return tl::unexpected<Error>(allFailed(results));
    }
    return best->method;
}

Expected<std::vector<double>> weightsByError(const Backtest& results) {
    std::vector<double> weights;
    const bool perfect = std::any_of(results.scores.begin(), results.scores.end(),
                                     [](const BacktestScore& score) { return !score.failure && score.rmse == 0.0; });
    double total = 0.0;
    for (const BacktestScore& score : results.scores) {
        double weight = 0.0;
        if (!score.failure) {
            weight = perfect ? (score.rmse == 0.0 ? 1.0 : 0.0) : 1.0 / (score.rmse * score.rmse);
        }
        weights.push_back(weight);
        total += weight;
    }
    if (!(total > 0.0)) {
        return tl::unexpected<Error>(allFailed(results));
    }
    for (double& weight : weights) {
        weight /= total;
    }
    return weights;
}

Expected<Forecast> forecastByWeights(const Series& series, const Backtest& results, int horizon,
                                     const ForecastOptions& options) {
    const auto weights = weightsByError(results);
    if (!weights) {
        return tl::unexpected<Error>(weights.error());
    }
    std::vector<Forecast> parts;
    std::vector<double> shares;
    for (std::size_t i = 0; i < weights->size(); ++i) {
        if ((*weights)[i] > 0.0) {
            auto part = forecastSeries(series, results.scores[i].method, horizon, options);
            if (!part) {
                return part;
            }
            parts.push_back(*std::move(part));
            shares.push_back((*weights)[i]);
        }
    }
    const bool alike = std::all_of(parts.begin(), parts.end(), [&](const Forecast& part) {
        return part.transform.kind == parts.front().transform.kind;
    });
    if (!alike && options.transform == TransformKind::None) {  // some had to go over to logarithms
        ForecastOptions logarithmic = options;
        logarithmic.transform = TransformKind::Log;
        return forecastByWeights(series, results, horizon, logarithmic);
    }
    return mixture(parts, shares);
}

}  // namespace offtake::forecast
