#include "core/forecast/EtsFit.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/forecast/Decompose.h"
#include "core/forecast/EtsKernel.h"
#include "core/forecast/EtsSpace.h"
#include "core/forecast/Minimise.h"

namespace offtake::forecast {

namespace {

/// In -2 ln L. The likelihood of R's own optimum is itself good to about 0.01.
constexpr double kTolerance = 1e-5;
constexpr int kMaxSteps = 400;

/// Where the search for the smoothing parameters begins. `beta` and `gamma` are shares of their ranges.
struct Start {
    double alpha, beta, gamma, phi;
};
constexpr Start kStarts[] = {{0.2, 0.1, 0.05, 0.978}, {0.85, 0.3, 0.3, 0.9}, {0.5, 0.9, 0.02, 0.95}};

EtsModel minimum(EtsForm form, std::span<const double> values, int seasonLength) {
    EtsKernel kernel(form, seasonLength, values);
    const EtsSpace space(form, seasonLength, values);
    EtsGradient workspace;
    bool onlyAdmissible = false;
    const Objective criterion = [&](std::span<const double> x, std::span<double> gradient) {
        const EtsModel model = space.model(x);
        if (onlyAdmissible && !isAdmissible(form, model.parameters, seasonLength)) {
            return std::numeric_limits<double>::infinity();
        }
        const double value = kernel.criterion(model.parameters, model.initial);
        if (!gradient.empty() && std::isfinite(value)) {
            kernel.gradient(model.parameters, workspace);
            space.pullBack(x, workspace, gradient);
        }
        return value;
    };
    Minimum best;
    best.value = std::numeric_limits<double>::infinity();
    for (const Start& start : kStarts) {
        const std::vector<double> from = space.start(start.alpha, start.beta, start.gamma, start.phi);
        onlyAdmissible = false;
        Minimum found = minimise(criterion, space.box(), from, kTolerance, kMaxSteps);
        if (!isAdmissible(form, space.model(found.x).parameters, seasonLength)) {
            // The customary region reaches a little beyond the admissible one when there is a season.
            onlyAdmissible = true;
            found = minimise(criterion, space.box(), from, kTolerance, kMaxSteps);
        }
        if (found.value < best.value) {
            best = std::move(found);
        }
    }
    return best.x.empty() ? EtsModel{form, {}, {}, seasonLength} : space.model(best.x);
}

}  // namespace

Expected<EtsFit> fitEts(EtsForm form, std::span<const double> values, int seasonLength) {
    const auto count = static_cast<int>(values.size());
    const int needed = std::max(parameterCount(form, seasonLength) + 2,
                                form.season == SeasonForm::None ? 0 : 2 * seasonLength);
    if (count < needed) {
        return fail(ErrorCode::NoSolution, etsName(form),
                    {"The series has {0} values, this model needs {1}.",
                     {static_cast<std::int64_t>(count), static_cast<std::int64_t>(needed)}},
                    {"Choose a simpler model.", {}});
    }
    if (needsPositive(form) && !std::all_of(values.begin(), values.end(), [](double v) { return v > 0.0; })) {
        return fail(ErrorCode::NoSolution, etsName(form), {"The series has values at or below zero.", {}},
                    {"Choose a model with additive error and season.", {}});
    }
    EtsModel model = minimum(form, values, seasonLength);
    auto run = runEts(model, values);
    if (!run) {
        return tl::unexpected<Error>(run.error());
    }
    return EtsFit{std::move(model), *std::move(run)};
}

std::vector<EtsForm> candidateForms(std::span<const double> values, int seasonLength, EtsOptions options) {
    const bool positive = std::all_of(values.begin(), values.end(), [](double v) { return v > 0.0; });
    const bool season = seasonLength > 1 && seasonLength <= kLongestSeason;
    std::vector<EtsForm> forms;
    for (const SeasonForm seasonForm : {SeasonForm::None, SeasonForm::Additive, SeasonForm::Multiplicative}) {
        for (const TrendForm trend : {TrendForm::None, TrendForm::Additive, TrendForm::Damped}) {
            for (const ErrorForm error : {ErrorForm::Additive, ErrorForm::Multiplicative}) {
                const EtsForm form{error, trend, seasonForm};
                const bool fits = (seasonForm == SeasonForm::None || season) && (positive || !needsPositive(form)) &&
                                  (options.damped || trend != TrendForm::Damped) &&
                                  (options.infiniteVariance || hasFiniteVariance(form));
                if (fits) {
                    forms.push_back(form);
                }
            }
        }
    }
    return forms;
}

Expected<std::vector<EtsFit>> fitAllEts(std::span<const double> values, int seasonLength, EtsOptions options) {
    std::vector<EtsFit> fits;
    for (const EtsForm form : candidateForms(values, seasonLength, options)) {
        if (auto fit = fitEts(form, values, seasonLength)) {
            fits.push_back(*std::move(fit));
        }
    }
    if (fits.empty()) {
        return fail(ErrorCode::NoSolution, "ETS",
                    {"The series has {0} values, too few for any model of exponential smoothing.",
                     {static_cast<std::int64_t>(values.size())}},
                    {"Use the naive method or the drift, or give at least 5 values.", {}});
    }
    std::stable_sort(fits.begin(), fits.end(), [](const EtsFit& a, const EtsFit& b) { return a.run.aicc < b.run.aicc; });
    return fits;
}

}  // namespace offtake::forecast
