#include "core/forecast/ForecastSeries.h"

#include <algorithm>
#include <cmath>

#include "core/forecast/EtsFit.h"
#include "core/forecast/EtsForecast.h"
#include "core/forecast/EtsUncertainty.h"
#include "core/forecast/SimpleMethods.h"
#include "core/forecast/Theta.h"

namespace offtake::forecast {

namespace {

/// A method's work: values on the scale of the transform.
struct Task {
    std::span<const double> values;
    int seasonLength;
    int horizon;
    const ForecastOptions& options;
};

std::vector<double> rootsOf(const std::vector<double>& variance) {
    std::vector<double> roots;
    roots.reserve(variance.size());
    for (const double value : variance) {
        roots.push_back(std::sqrt(std::max(0.0, value)));
    }
    return roots;
}

std::vector<FittedParameter> parametersOf(const EtsModel& model) {
    std::vector<FittedParameter> parameters{{"alpha", model.parameters.alpha}};
    if (model.form.trend != TrendForm::None) {
        parameters.push_back({"beta", model.parameters.beta});
    }
    if (model.form.season != SeasonForm::None) {
        parameters.push_back({"gamma", model.parameters.gamma});
    }
    if (isDamped(model.form)) {
        parameters.push_back({"phi", model.parameters.phi});
    }
    return parameters;
}

Expected<std::vector<EtsFit>> smoothingFits(const Task& task) {
    if (!task.options.form) {
        return fitAllEts(task.values, task.seasonLength);
    }
    return fitEts(*task.options.form, task.values, task.seasonLength).map([](EtsFit fit) {
        return std::vector{std::move(fit)};
    });
}

Expected<Forecast> smoothing(const Task& task) {
    const auto fits = smoothingFits(task);
    if (!fits) {
        return tl::unexpected<Error>(fits.error());
    }
    const EtsFit& best = fits->front();
    Moments moments = etsMoments(best.model, best.run.last, best.run.variance, task.horizon);
    Forecast forecast;
    forecast.method = Method::Smoothing;
    forecast.model = etsName(best.model.form);
    forecast.parameters = parametersOf(best.model);
    if (std::isfinite(best.run.aicc)) {
        forecast.parameters.push_back({"AICc", best.run.aicc});
    }
    forecast.fitted = best.run.fitted;
    if (task.options.intervals == Intervals::Full) {
        const std::vector<double> parameters = etsParameterVariance(best, task.values, task.horizon);
        const std::vector<double> choice = etsChoiceVariance(*fits, task.horizon);
        for (std::size_t h = 0; h < moments.variance.size(); ++h) {
            moments.variance[h] += parameters[h] + choice[h];
        }
        const int estimated = parameterCount(best.model.form, task.seasonLength) - 1;
        forecast.degreesOfFreedom = std::max(1.0, static_cast<double>(task.values.size()) - estimated);
    }
    if (task.seasonLength > kLongestSeason) {
        forecast.notes.push_back({"Smoothing does not model a season of {0} steps; it forecasts without season.",
                                  {static_cast<std::int64_t>(task.seasonLength)}});
    }
    forecast.point = std::move(moments.mean);
    forecast.deviation = rootsOf(moments.variance);
    return forecast;
}

Expected<Forecast> theta(Method method, const Task& task) {
    const bool optimised = method == Method::OptimisedTheta;
    const auto fit =
        optimised ? fitOptimisedTheta(task.values, task.seasonLength) : fitTheta(task.values, task.seasonLength);
    if (!fit) {
        return tl::unexpected<Error>(fit.error());
    }
    Forecast forecast;
    forecast.method = method;
    forecast.model = optimised ? "Optimised Theta" : "Theta";
    forecast.model += fit->model.seasonal ? ", seasonally adjusted" : "";
    forecast.parameters = {{"theta alpha", fit->model.alpha}, {"theta drift", fit->model.drift}};
    forecast.point = thetaPath(*fit, task.horizon);
    forecast.fitted = fit->fitted;
    if (task.options.intervals == Intervals::Full) {
        forecast.deviation = rootsOf(thetaVariance(*fit, task.horizon));
        const double estimated =
            3.0 + static_cast<double>(std::max<std::size_t>(1, fit->model.seasonIndices.size()) - 1);
        forecast.degreesOfFreedom = std::max(1.0, static_cast<double>(task.values.size()) - estimated);
    } else {
        forecast.deviation = rootsOf(thetaSmoothingVariance(*fit, task.horizon));
    }
    return forecast;
}

Expected<Forecast> combined(const Task& task) {
    if (static_cast<int>(task.values.size()) < describe(Method::Combined).fewestValues) {
        const bool few = static_cast<int>(task.values.size()) < describe(Method::Drift).fewestValues;
        Forecast forecast = few ? naiveForecast(task.values, task.horizon) : driftForecast(task.values, task.horizon);
        forecast.notes.push_back(
            {"{0} values are too few for smoothing; forecast by the method \"{1}\".",
             {static_cast<std::int64_t>(task.values.size()), std::string(describe(forecast.method).label)}});
        return forecast;
    }
    auto first = smoothing(task);
    auto second = theta(Method::OptimisedTheta, task);
    if (!first || !second) {
        return first ? second : first;
    }
    auto forecast = mixture({*std::move(first), *std::move(second)}, {1.0, 1.0});
    if (forecast) {
        forecast->method = Method::Combined;
    }
    return forecast;
}

Expected<Forecast> byMethod(Method method, const Task& task) {
    switch (method) {
        case Method::Combined:
            return combined(task);
        case Method::Smoothing:
            return smoothing(task);
        case Method::OptimisedTheta:
        case Method::Theta:
            return theta(method, task);
        case Method::SeasonalNaive:
            if (static_cast<int>(task.values.size()) > task.seasonLength) {
                return seasonalNaiveForecast(task.values, task.seasonLength, task.horizon);
            } else {
                Forecast forecast = naiveForecast(task.values, task.horizon);
                forecast.notes.push_back(
                    {"The series is not longer than one season; forecast by the naive method.", {}});
                return forecast;
            }
        case Method::Naive:
            return naiveForecast(task.values, task.horizon);
        case Method::Drift:
            return driftForecast(task.values, task.horizon);
        case Method::Mean:
            return meanForecast(task.values, task.horizon);
    }
    return fail(ErrorCode::Internal, "method", {"There is no such method of forecasting.", {}});
}

Forecast constantForecast(Method method, std::span<const double> values, int horizon) {
    Forecast forecast;
    forecast.method = method;
    forecast.model = "Constant";
    forecast.point.assign(static_cast<std::size_t>(horizon), values.back());
    forecast.deviation.assign(static_cast<std::size_t>(horizon), 0.0);
    forecast.fitted.assign(values.begin(), values.end());
    forecast.notes.push_back(
        {"All values are equal: nothing tells how far the future may differ, so the intervals have no width.", {}});
    return forecast;
}

/// Errors that the method itself does not see.
Expected<void> check(const Series& series, std::span<const double> values, Method method, int horizon) {
    const std::string subject = series.name.empty() ? "series" : series.name;
    if (horizon < 1 || horizon > kLongestHorizon) {
        return fail(ErrorCode::OutOfBounds, "horizon",
                    {"{0} steps cannot be forecast.", {static_cast<std::int64_t>(horizon)}},
                    {"Choose 1 to {0} steps.", {static_cast<std::int64_t>(kLongestHorizon)}});
    }
    if (series.seasonLength < 1) {
        return fail(ErrorCode::OutOfBounds, subject,
                    {"A season of {0} steps does not exist.", {static_cast<std::int64_t>(series.seasonLength)}},
                    {"Use 1 for a series without seasons.", {}});
    }
    // Squares of values must stay within the range of numbers, or deviations come out as nothing.
    constexpr double kLargest = 1e100;
    double size = 0.0;
    for (const double value : values) {
        size = std::max(size, std::abs(value));
    }
    if (size > kLargest || (size > 0.0 && size < 1.0 / kLargest)) {
        return fail(ErrorCode::OutOfBounds, subject,
                    {"The largest value is {0}, whose square no number holds well.", {size}},
                    {"Give the series in another unit.", {}});
    }
    // The combination turns to simpler methods, down to the naive one.
    const int needed = describe(method == Method::Combined ? Method::Naive : method).fewestValues;
    if (static_cast<int>(values.size()) < needed) {
        return fail(ErrorCode::NoSolution, subject,
                    {"The length of the series is {0}; the method \"{1}\" needs {2} values.",
                     {static_cast<std::int64_t>(values.size()), std::string(describe(method).label),
                      static_cast<std::int64_t>(needed)}},
                    {"Supply more of its past, or state a range instead of a forecast.", {}});
    }
    return {};
}

/// Brings fitted values back to the series' own scale and measures them against it.
void finish(Forecast& forecast, const Transform& transform, std::span<const double> values) {
    forecast.transform = transform;
    for (double& point : forecast.point) {
        point = transform.back(point);
    }
    double squares = 0.0;
    for (std::size_t i = 0; i < forecast.fitted.size(); ++i) {
        forecast.fitted[i] = transform.back(forecast.fitted[i]);
        squares += std::pow(values[values.size() - forecast.fitted.size() + i] - forecast.fitted[i], 2.0);
    }
    forecast.residualDeviation =
        std::sqrt(squares / static_cast<double>(std::max<std::size_t>(1, forecast.fitted.size())));
}

/// Conditions the forecast of a positive series on staying positive, and says so where that is more than a trifle.
void keepPositive(Forecast& forecast) {
    constexpr double kTrifle = 0.005;
    double most = 0.0;
    for (std::size_t h = 0; h < forecast.horizon(); ++h) {
        most = std::max(most, forecast.shareBelowZero(h));
    }
    forecast.staysPositive = true;
    if (most > kTrifle) {
        forecast.notes.push_back(
            {"Up to {0} % of what the model expects lies below zero, where the series never was; the intervals are "
             "those of "
             "the rest. A logarithmic scale may suit the series better.",
             {std::round(1000.0 * most) / 10.0}});
    }
}

bool isFinite(const Forecast& forecast) {
    const auto finite = [](double value) { return std::isfinite(value); };
    return std::all_of(forecast.point.begin(), forecast.point.end(), finite) &&
           std::all_of(forecast.deviation.begin(), forecast.deviation.end(), finite);
}

}  // namespace

Expected<Forecast> forecastSeries(const Series& series, Method method, int horizon, const ForecastOptions& options) {
    const auto values = usableValues(series, options.fillGaps);
    if (!values) {
        return tl::unexpected<Error>(values.error());
    }
    if (auto checked = check(series, *values, method, horizon); !checked) {
        return tl::unexpected<Error>(checked.error());
    }
    const auto transform = makeTransform(options.transform, *values);
    if (!transform) {
        return tl::unexpected<Error>(transform.error());
    }
    if (std::all_of(values->begin(), values->end(), [&](double v) { return v == values->front(); })) {
        return constantForecast(method, *values, horizon);
    }
    std::vector<double> scaled;
    for (const double value : *values) {
        scaled.push_back(transform->forward(value));
    }
    auto forecast = byMethod(method, {scaled, series.seasonLength, horizon, options});
    if (!forecast) {
        return forecast;
    }
    finish(*forecast, *transform, *values);
    if (!isFinite(*forecast)) {
        return fail(ErrorCode::NoSolution, series.name.empty() ? "series" : series.name,
                    {"The forecast grows beyond all numbers within {0} steps.", {static_cast<std::int64_t>(horizon)}},
                    {"Shorten the horizon or forecast without a transform.", {}});
    }
    const bool conditions = options.transform == TransformKind::None && options.intervals == Intervals::Full &&
                            std::all_of(values->begin(), values->end(), [](double value) { return value > 0.0; });
    if (conditions &&
        std::any_of(forecast->point.begin(), forecast->point.end(), [](double point) { return point <= 0.0; })) {
        ForecastOptions logarithmic = options;
        logarithmic.transform = TransformKind::Log;
        auto instead = forecastSeries(series, method, horizon, logarithmic);
        if (instead) {
            instead->notes.push_back(
                {"The forecast would fall to zero or below, where the series never was; it was made of logarithms "
                 "instead.",
                 {}});
        }
        return instead;
    }
    if (conditions) {
        keepPositive(*forecast);
    }
    if (options.fillGaps &&
        std::any_of(series.values.begin(), series.values.end(), [](double v) { return std::isnan(v); })) {
        forecast->notes.push_back({"Gaps were filled by straight lines.", {}});
    }
    return forecast;
}

}  // namespace offtake::forecast
