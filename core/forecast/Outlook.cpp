#include "core/forecast/Outlook.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/forecast/EnergyPrice.h"
#include "core/forecast/ForecastSeries.h"
#include "core/forecast/WrightsLaw.h"

namespace offtake::forecast {

namespace {

/// What a method is given: a series without gaps, unless it takes them.
using Work = Expected<Outlook> (*)(const Series& series, const OutlookOptions& options);

struct Row {
    OutlookMethod method;
    Work work;
    bool takesGaps = false;
};

/// Point and quantiles of a step from anything that has median() and quantile(p).
template <typename Predictive>
void addStep(Outlook& result, const OutlookOptions& options, const Predictive& predictive) {
    result.point.push_back(predictive.median());
    result.pointIsMedian = true;
    std::vector<double> quantiles;
    for (const double probability : options.probabilities) {
        quantiles.push_back(predictive.quantile(probability));
    }
    result.quantiles.push_back(std::move(quantiles));
}

double percent(double share) {
    return 100.0 * share;
}

Expected<Outlook> moore(const Series& series, const OutlookOptions& options) {
    const auto fit = fitMoore(series.values);
    if (!fit) {
        return tl::unexpected(fit.error());
    }
    Outlook result;
    result.model = "random walk of logarithms with drift and correlated errors (Farmer & Lafond 2016)";
    result.parameters = {{"drift per step", fit->drift},
                         {"change per step, %", percent(std::expm1(fit->drift))},
                         {"volatility per step", fit->volatility},
                         {"theta", options.theta},
                         {"changes", fit->differences}};
    for (int step = 1; step <= options.horizon; ++step) {
        addStep(result, options, predictMoore(*fit, step, options.theta));
    }
    return result;
}

Expected<Outlook> wright(const Series& series, const OutlookOptions& options) {
    if (options.experience.size() < series.values.size()) {
        return fail(
            ErrorCode::Inconsistent, "Wright's law",
            {"needs the cumulative production of each of the {0} values and has {1}.",
             {static_cast<std::int64_t>(series.values.size()), static_cast<std::int64_t>(options.experience.size())}},
            {"Name the column that holds it.", {}});
    }
    const auto fit = fitWright(series.values, std::span(options.experience).first(series.values.size()));
    if (!fit) {
        return tl::unexpected(fit.error());
    }
    const double mean =
        std::accumulate(fit->growth.begin(), fit->growth.end(), 0.0) / static_cast<double>(fit->growth.size());
    Outlook result;
    result.model = "experience curve in first differences with correlated errors (Lafond et al. 2018)";
    result.parameters = {{"exponent", fit->exponent},
                         {"learning rate, %", percent(learningRate(fit->exponent))},
                         {"volatility per step", fit->volatility},
                         {"rho", kWrightRho},
                         {"growth of experience per step, %", percent(std::expm1(mean))}};
    std::vector<double> ahead;
    for (int step = 1; step <= options.horizon; ++step) {
        const std::size_t next = series.values.size() + static_cast<std::size_t>(step) - 1;
        const bool given = next < options.experience.size();
        const double growth = given ? std::log(options.experience[next] / options.experience[next - 1]) : mean;
        if (!(growth >= 0.0)) {
            return fail(ErrorCode::Inconsistent, "Wright's law",
                        {"cumulative production falls {0} steps ahead.", {std::int64_t{step}}},
                        {"Give the total made so far.", {}});
        }
        ahead.push_back(growth);
        addStep(result, options, predictWright(*fit, ahead));
    }
    if (options.experience.size() < series.values.size() + static_cast<std::size_t>(options.horizon)) {
        result.notes.push_back(
            {"Cumulative production is taken to grow on by {0} % a step as in the past; Moore's law then says "
             "nearly the same and is no second opinion.",
             {std::round(1000.0 * std::expm1(mean)) / 10.0}});
    }
    return result;
}

Expected<Outlook> growth(GrowthCurve curve, const Series& series, const OutlookOptions& options) {
    GrowthOptions asked;
    asked.saturation = options.saturation;
    asked.firstTime = options.launch;
    const auto fit = fitGrowth(curve, series.values, asked);
    if (!fit) {
        return tl::unexpected(fit.error());
    }
    const bool bass = curve == GrowthCurve::Bass;
    Outlook result;
    result.model = std::string(nameOf(curve)) + " curve of logarithms, saturations weighed by likelihood";
    result.parameters = {{"saturation", fit->parameters.saturation},
                         {"saturation, 5 % quantile", fit->likely.low},
                         {"saturation, 95 % quantile", fit->likely.high},
                         {bass ? "innovation per step" : "rate per step", fit->parameters.shape[0]},
                         {bass ? "imitation per step" : "inflexion, steps after the last value",
                          bass ? fit->parameters.shape[1] : fit->parameters.shape[1] - fit->lastTime},
                         {"error of ln value", fit->residualSd},
                         {"error left a step later", fit->persistence}};
    for (int step = 1; step <= options.horizon; ++step) {
        addStep(result, options, predictGrowth(*fit, step));
    }
    if (!fit->identified) {
        result.notes.push_back(
            {"The data alone do not show where growth ends: the saturation is that of the range given, {0} to {1}.",
             {asked.saturation->low, asked.saturation->high}});
    }
    return result;
}

Expected<Outlook> logistic(const Series& series, const OutlookOptions& options) {
    return growth(GrowthCurve::Logistic, series, options);
}

Expected<Outlook> gompertz(const Series& series, const OutlookOptions& options) {
    return growth(GrowthCurve::Gompertz, series, options);
}

Expected<Outlook> bass(const Series& series, const OutlookOptions& options) {
    return growth(GrowthCurve::Bass, series, options);
}

/// What a fit of days or weeks says, and does not say, about the months of a deal.
Message aboutMonths(const EnergyFit& fit) {
    constexpr double kMonth = 1.0 / 12.0;
    const IntervalMean month = intervalMean(fit.process, kMonth);
    const double single = stationarySd(fit.process);
    return {
        "Deviations average out within a month: its mean varies {0} % as much as a single value and has {1} % in "
        "common with "
        "the next month's. What months of a deal cost depends on the level itself, which a short series cannot tell: "
        "give it a "
        "volatility of its own (the slow factor).",
        {std::round(100.0 * month.sd / single), std::round(100.0 * month.correlation)}};
}

Expected<Outlook> energy(const Series& series, const OutlookOptions& options) {
    const auto fit = fitEnergy(series);
    if (!fit) {
        return tl::unexpected(fit.error());
    }
    constexpr double kDaysOfYear = 365.25;
    Outlook result;
    result.model = fit->scale == PriceScale::Log
                       ? "mean reversion of ln price with seasons and jumps"
                       : "mean reversion of asinh((price − median) / MAD) with seasons and jumps";
    result.parameters = {{"level", fromScale(*fit, fit->level)},
                         {"left of a deviation a step later", fit->step.persistence},
                         {"half-life, days", halfLife(fit->process) * kDaysOfYear},
                         {"reversion per year", fit->process.reversion},
                         {"volatility per √year", fit->process.volatility},
                         {"jumps per year", fit->jumps.perYear},
                         {"mean jump", fit->jumps.mean},
                         {"deviation of jumps", fit->jumps.sd},
                         {"kurtosis of innovations", fit->kurtosis}};
    for (int step = 1; step <= options.horizon; ++step) {
        EnergyOutlook ahead;
        ahead.slowVolatility = options.slowVolatility;
        if (static_cast<std::size_t>(step) <= options.forward.size()) {
            ahead.forward = options.forward[static_cast<std::size_t>(step) - 1];
        }
        const auto predicted = predictEnergy(*fit, step, ahead);
        if (!predicted) {
            return tl::unexpected(predicted.error());
        }
        addStep(result, options, *predicted);
    }
    if (options.slowVolatility == 0.0 && fit->unitStep != Step::Month) {
        result.notes.push_back(aboutMonths(*fit));
    }
    return result;
}

constexpr std::array kRows = {
    Row{{"moore", "Moore's law",
         "A constant rate of change whose error grows with the horizon; for costs of technology."},
        moore},
    Row{{"wright", "Wright's law", "Change in proportion to cumulative production, which must be given."}, wright},
    Row{{"logistic", "Logistic growth",
         "Growth that ends, symmetric about its middle; give the saturation until half of it is reached."},
        logistic},
    Row{{"gompertz", "Gompertz growth",
         "Growth that ends, slowing down early; give the saturation until a third of it is reached."},
        gompertz},
    Row{{"bass", "Bass diffusion", "Cumulative adoption by innovation and imitation since a launch."}, bass},
    Row{{"ou", "Mean reversion",
         "Power prices: a level with seasons, deviations that fade, and jumps; dated days, weeks or months."},
        energy,
        true},
};

/// Methods of a series' own past come first, the default before all others.
constexpr auto kAll = [] {
    std::array<OutlookMethod, kMethods.size() + kRows.size()> all{};
    std::size_t at = 0;
    for (const MethodDescription& method : kMethods) {
        all[at++] = {method.key, method.label, method.help};
    }
    for (const Row& row : kRows) {
        all[at++] = row.method;
    }
    return all;
}();

Expected<Outlook> fromItsPast(Method method, const Series& series, const OutlookOptions& options) {
    ForecastOptions asked;
    asked.transform = options.transform;
    asked.form = options.form;
    const auto forecast = forecastSeries(series, method, options.horizon, asked);
    if (!forecast) {
        return tl::unexpected(forecast.error());
    }
    Outlook result;
    result.model = forecast->model.empty() ? std::string(describe(forecast->method).label) : forecast->model;
    for (const FittedParameter& parameter : forecast->parameters) {
        result.parameters.emplace_back(parameter.name, parameter.value);
    }
    result.point = forecast->point;
    result.pointIsMedian = forecast->transform.kind != TransformKind::None;
    result.fitted = forecast->fitted;
    result.notes = forecast->notes;
    for (std::size_t step = 0; step < forecast->horizon(); ++step) {
        std::vector<double> quantiles;
        for (const double probability : options.probabilities) {
            quantiles.push_back(forecast->quantile(probability, step));
        }
        result.quantiles.push_back(std::move(quantiles));
    }
    return result;
}

Expected<void> check(const Series& series, bool takesGaps, std::string_view label, const OutlookOptions& options) {
    if (options.horizon < 1 || options.horizon > kLongestOutlook) {
        return fail(ErrorCode::OutOfBounds, "horizon",
                    {"{0} steps ahead cannot be forecast.", {std::int64_t{options.horizon}}},
                    {"Give a number from 1 to {0}.", {std::int64_t{kLongestOutlook}}});
    }
    for (const double probability : options.probabilities) {
        if (!(probability > 0.0 && probability < 1.0)) {
            return fail(ErrorCode::OutOfBounds, "quantile", {"{0} is no probability between 0 and 1.", {probability}});
        }
    }
    const auto gaps =
        std::count_if(series.values.begin(), series.values.end(), [](double value) { return std::isnan(value); });
    if (gaps > 0 && !takesGaps) {
        return fail(ErrorCode::Inconsistent, std::string(label),
                    {"{0} of the {1} values are missing.",
                     {std::int64_t{gaps}, static_cast<std::int64_t>(series.values.size())}},
                    {"Fill them in, let them be interpolated, or average over longer periods.", {}});
    }
    return {};
}

/// Exponentials of a distant step can leave the range of numbers.
Expected<void> checkFinite(const Outlook& result, std::string_view label) {
    for (std::size_t step = 0; step < result.point.size(); ++step) {
        const auto& quantiles = result.quantiles[step];
        if (!std::isfinite(result.point[step]) ||
            !std::all_of(quantiles.begin(), quantiles.end(), [](double value) { return std::isfinite(value); })) {
            return fail(ErrorCode::OutOfBounds, std::string(label),
                        {"the forecast {0} steps ahead is beyond what a number can hold.",
                         {static_cast<std::int64_t>(step + 1)}},
                        {"Choose a shorter horizon.", {}});
        }
    }
    return {};
}

}  // namespace

std::span<const OutlookMethod> outlookMethods() {
    return kAll;
}

int customaryHorizon(Step step) {
    switch (step) {
        case Step::Year:
            return 5;
        case Step::Quarter:
            return 8;
        case Step::Week:
            return 26;
        case Step::Day:
            return 30;
        case Step::Hour:
            return 48;
        case Step::Month:
        case Step::Unknown:
            break;
    }
    return 12;
}

std::vector<double> tailsOf(std::span<const double> levels) {
    std::vector<double> tails;
    for (const double level : levels) {
        tails.push_back(0.5 * (1.0 - level));
        tails.push_back(0.5 * (1.0 + level));
    }
    return tails;
}

Expected<Outlook> outlook(const Series& series, std::string_view method, const OutlookOptions& options) {
    const auto known =
        std::find_if(kAll.begin(), kAll.end(), [&](const OutlookMethod& each) { return each.key == method; });
    if (known == kAll.end()) {
        std::string keys;
        for (const OutlookMethod& each : kAll) {
            keys += (keys.empty() ? "" : ", ") + std::string(each.key);
        }
        return fail(ErrorCode::UnknownName, "method", {"there is no method \"{0}\".", {std::string(method)}},
                    {"The methods are {0}.", {keys}});
    }
    const auto row =
        std::find_if(kRows.begin(), kRows.end(), [&](const Row& each) { return each.method.key == method; });
    const bool takesGaps = row != kRows.end() && row->takesGaps;
    if (const auto checked = check(series, takesGaps, known->label, options); !checked) {
        return tl::unexpected(checked.error());
    }
    const auto fromPast = parseMethod(method);
    auto result = fromPast ? fromItsPast(*fromPast, series, options) : row->work(series, options);
    if (result) {
        result->method = std::string(method);
        if (const auto checked = checkFinite(*result, known->label); !checked) {
            return tl::unexpected(checked.error());
        }
    }
    return result;
}

}  // namespace offtake::forecast
