#include "core/forecast/SimpleMethods.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace offtake::forecast {

namespace {

double squaredErrors(std::span<const double> values, std::span<const double> fitted) {
    double sum = 0.0;
    for (std::size_t i = 0; i < fitted.size(); ++i) {
        sum += std::pow(values[values.size() - fitted.size() + i] - fitted[i], 2.0);
    }
    return sum;
}

/// Fills in the spread: residual variance on this many degrees of freedom, times growth(h) for h = 1, 2, …
template <typename Growth>
Forecast finish(Forecast forecast, std::span<const double> values, double freedom, Growth growth) {
    forecast.degreesOfFreedom = std::max(1.0, freedom);
    const double variance = squaredErrors(values, forecast.fitted) / forecast.degreesOfFreedom;
    for (std::size_t h = 1; h <= forecast.point.size(); ++h) {
        forecast.deviation.push_back(std::sqrt(variance * growth(static_cast<double>(h))));
    }
    return forecast;
}

}  // namespace

Forecast naiveForecast(std::span<const double> values, int horizon) {
    Forecast forecast;
    forecast.method = Method::Naive;
    forecast.model = "Naive";
    forecast.point.assign(static_cast<std::size_t>(horizon), values.back());
    forecast.fitted.assign(values.begin(), values.end() - 1);
    return finish(std::move(forecast), values, static_cast<double>(values.size() - 1), [](double h) { return h; });
}

Forecast seasonalNaiveForecast(std::span<const double> values, int seasonLength, int horizon) {
    const auto m = static_cast<std::size_t>(seasonLength);
    Forecast forecast;
    forecast.method = Method::SeasonalNaive;
    forecast.model = "Seasonal naive";
    for (std::size_t h = 0; h < static_cast<std::size_t>(horizon); ++h) {
        forecast.point.push_back(values[values.size() - m + h % m]);
    }
    forecast.fitted.assign(values.begin(), values.end() - seasonLength);
    return finish(std::move(forecast), values, static_cast<double>(values.size() - m),
                  [&](double h) { return std::ceil(h / static_cast<double>(m)); });
}

Forecast driftForecast(std::span<const double> values, int horizon) {
    const double steps = static_cast<double>(values.size() - 1);
    const double drift = (values.back() - values.front()) / steps;
    Forecast forecast;
    forecast.method = Method::Drift;
    forecast.model = "Drift";
    forecast.parameters = {{"drift", drift}};
    for (int h = 1; h <= horizon; ++h) {
        forecast.point.push_back(values.back() + drift * h);
    }
    for (std::size_t t = 0; t + 1 < values.size(); ++t) {
        forecast.fitted.push_back(values[t] + drift);
    }
    return finish(std::move(forecast), values, steps - 1.0, [&](double h) { return h * (1.0 + h / steps); });
}

Forecast meanForecast(std::span<const double> values, int horizon) {
    const double count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    Forecast forecast;
    forecast.method = Method::Mean;
    forecast.model = "Mean";
    forecast.parameters = {{"mean", mean}};
    forecast.point.assign(static_cast<std::size_t>(horizon), mean);
    forecast.fitted.assign(values.size(), mean);
    return finish(std::move(forecast), values, count - 1.0, [&](double) { return 1.0 + 1.0 / count; });
}

}  // namespace offtake::forecast
