#include "core/forecast/OutlookTest.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/forecast/Accuracy.h"
#include "core/forecast/Backtest.h"

namespace offtake::forecast {

namespace {

constexpr std::array kProbabilities = {0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975};
constexpr std::size_t kLower95 = 0;
constexpr std::size_t kLower80 = 1;  // also the first decile
constexpr std::size_t kUpper80 = 9;  // also the last
constexpr std::size_t kUpper95 = 10;

OutlookScore converted(const BacktestScore& score) {
    return {std::string(describe(score.method).key),
            score.failure,
            score.mase,
            score.rmsse,
            score.smape,
            score.rmse,
            score.coverage80,
            score.coverage95,
            score.msis,
            score.pinball};
}

std::vector<double> quantilesOf(const Outlook& outlook, std::size_t index) {
    std::vector<double> values;
    for (const auto& quantiles : outlook.quantiles) {
        values.push_back(quantiles[index]);
    }
    return values;
}

double decileLoss(const Outlook& outlook, std::span<const double> actual) {
    double sum = 0.0;
    for (std::size_t step = 0; step < actual.size(); ++step) {
        for (std::size_t decile = kLower80; decile <= kUpper80; ++decile) {
            sum += pinballLoss(kProbabilities[decile], actual[step], outlook.quantiles[step][decile]);
        }
    }
    return sum / static_cast<double>((kUpper80 - kLower80 + 1) * actual.size());
}

/// Adds the measures of one origin. Errors: those of the measures.
Expected<void> add(OutlookScore& score, const Outlook& outlook, std::span<const double> training, int season,
                   std::span<const double> actual) {
    const auto scale = seasonalNaiveError(training, season);
    if (!scale) {
        return tl::unexpected(scale.error());
    }
    score.pinball += decileLoss(outlook, actual) / *scale;
    const auto lower = quantilesOf(outlook, kLower95);
    const auto upper = quantilesOf(outlook, kUpper95);
    const std::pair<double*, Expected<double>> measures[] = {
        {&score.mase, mase(training, season, actual, outlook.point)},
        {&score.rmsse, rmsse(training, actual, outlook.point)},
        {&score.smape, smape(actual, outlook.point)},
        {&score.rmse, rmse(actual, outlook.point)},
        {&score.coverage80, coverage(actual, quantilesOf(outlook, kLower80), quantilesOf(outlook, kUpper80))},
        {&score.coverage95, coverage(actual, lower, upper)},
        {&score.msis, msis(training, season, actual, lower, upper, 0.95)}};
    for (const auto& [sum, measure] : measures) {
        if (!measure) {
            return tl::unexpected(measure.error());
        }
        *sum += *measure;
    }
    return {};
}

OutlookScore failed(const std::string& method, Error error) {
    OutlookScore score;
    score.method = method;
    score.failure = std::move(error);
    return score;
}

/// The score of a method, incomplete when it was stopped.
OutlookScore scoreOf(const Series& series, const std::string& method, const Backtest& plan, OutlookOptions options,
                     const parallel::RunContext& context) {
    options.horizon = plan.horizon;
    options.probabilities.assign(kProbabilities.begin(), kProbabilities.end());
    options.forward.clear();
    const std::vector<double> experience = options.experience;
    OutlookScore score;
    score.method = method;
    const std::span<const double> values(series.values);
    for (const std::size_t origin : plan.origins) {
        if (context.stopRequested()) {
            break;
        }
        Series known = series;
        known.values.resize(origin);
        options.experience.assign(
            experience.begin(), experience.begin() + static_cast<std::ptrdiff_t>(std::min(origin, experience.size())));
        const auto forecast = outlook(known, method, options);
        if (!forecast) {
            return failed(method, forecast.error());
        }
        const auto added = add(score, *forecast, values.first(origin), series.seasonLength,
                               values.subspan(origin, static_cast<std::size_t>(plan.horizon)));
        if (!added) {
            return failed(method, added.error());
        }
    }
    const auto count = static_cast<double>(plan.origins.size());
    for (double* sum : {&score.mase, &score.rmsse, &score.smape, &score.rmse, &score.coverage80, &score.coverage95,
                        &score.msis, &score.pinball}) {
        *sum /= count;
    }
    return score;
}

}  // namespace

std::optional<OutlookTestSize> customaryTest(const Series& series) {
    constexpr int kMostOrigins = 10;
    constexpr int kMostFitted = 60'000;  // values in all fits together: minutes of work beyond
    constexpr int kFewestKnown = 5;
    const int count = static_cast<int>(series.values.size());
    const int known = std::max({kFewestKnown, series.seasonLength + 2, count - count / 3});
    const int left = count - known;  // origins + horizon − 1
    if (left < 1) {
        return std::nullopt;
    }
    const int horizon = std::clamp((left + 1) / 2, 1, customaryHorizon(series.step));
    const int affordable = std::clamp(kMostFitted / count, 1, kMostOrigins);
    return OutlookTestSize{std::min(left - horizon + 1, affordable), horizon};
}

std::vector<std::string> customaryMethods(const Series& series) {
    std::vector<std::string> keys;
    for (const MethodDescription& method : kMethods) {
        if (method.method != Method::SeasonalNaive || series.seasonLength > 1) {
            keys.emplace_back(method.key);
        }
    }
    if (std::all_of(series.values.begin(), series.values.end(), [](double value) { return value > 0.0; })) {
        keys.emplace_back("moore");
    }
    return keys;
}

Expected<OutlookTest> testOutlooks(const Series& series, std::span<const std::string> methods,
                                   const OutlookTestSize& size, const OutlookOptions& options,
                                   const parallel::RunContext& context) {
    std::vector<Method> fromPast;
    for (const std::string& key : methods) {
        const auto& all = outlookMethods();
        if (std::none_of(all.begin(), all.end(), [&](const OutlookMethod& each) { return each.key == key; })) {
            return tl::unexpected(outlook(series, key, options).error());
        }
        if (const auto method = parseMethod(key)) {
            fromPast.push_back(*method);
        }
    }
    ForecastOptions asked;
    asked.transform = options.transform;
    asked.form = options.form;
    const auto plan = backtest(series, fromPast, size.origins, size.horizon, asked, context);
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    OutlookTest test;
    test.origins = static_cast<int>(plan->origins.size());
    test.horizon = plan->horizon;
    std::size_t next = 0;
    for (const std::string& key : methods) {
        test.scores.push_back(parseMethod(key) ? converted(plan->scores[next++])
                                               : scoreOf(series, key, *plan, options, context));
    }
    if (context.stopRequested()) {
        return fail(ErrorCode::Internal, "back-test", {"The back-test was stopped.", {}});
    }
    return test;
}

std::optional<std::string> bestMethod(const OutlookTest& test) {
    const OutlookScore* best = nullptr;
    for (const OutlookScore& score : test.scores) {
        if (!score.failure && (best == nullptr || score.mase < best->mase)) {
            best = &score;
        }
    }
    return best == nullptr ? std::nullopt : std::optional(best->method);
}

}  // namespace offtake::forecast
