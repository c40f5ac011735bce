#include "core/forecast/Theta.h"

#include <algorithm>
#include <cmath>

#include <boost/math/tools/minima.hpp>

#include "core/forecast/Decompose.h"
#include "core/forecast/EtsFit.h"

namespace offtake::forecast {

namespace {

constexpr std::size_t kFewestValues = 5;

/// Below this a seasonal index of a positive series is no divisor.
constexpr double kLeastIndex = 1e-4;

struct Adjusted {
    ThetaModel model;
    std::vector<double> values;
};

Adjusted adjust(std::span<const double> values, int seasonLength) {
    Adjusted adjusted{{}, {values.begin(), values.end()}};
    if (!isSeasonal(values, seasonLength)) {
        return adjusted;
    }
    const bool positive = std::all_of(values.begin(), values.end(), [](double v) { return v > 0.0; });
    SeasonForm form = positive ? SeasonForm::Multiplicative : SeasonForm::Additive;
    std::vector<double> indices = seasonalIndices(values, seasonLength, form);
    if (positive && *std::min_element(indices.begin(), indices.end()) < kLeastIndex) {
        form = SeasonForm::Additive;
        indices = seasonalIndices(values, seasonLength, form);
    }
    adjusted.values = seasonallyAdjusted(values, indices, form);
    adjusted.model.seasonal = true;
    adjusted.model.additiveSeason = form == SeasonForm::Additive;
    adjusted.model.seasonIndices = std::move(indices);
    return adjusted;
}

double withSeason(const ThetaModel& model, std::size_t place, double value) {
    if (!model.seasonal) {
        return value;
    }
    const double index = model.seasonIndices[place % model.seasonIndices.size()];
    return model.additiveSeason ? value + index : value * index;
}

double seasonScale(const ThetaModel& model, std::size_t place) {
    return model.seasonal && !model.additiveSeason ? model.seasonIndices[place % model.seasonIndices.size()] : 1.0;
}

ThetaFit run(Adjusted adjusted, double alpha, double initialLevel) {
    ThetaFit fit;
    fit.model = std::move(adjusted.model);
    fit.model.alpha = alpha;
    fit.model.initialLevel = initialLevel;
    fit.model.drift = 0.5 * fitLine(adjusted.values).slope;
    fit.count = adjusted.values.size();
    double level = initialLevel;
    double squares = 0.0;
    for (std::size_t t = 0; t < fit.count; ++t) {
        fit.levels.push_back(level);
        const double error = adjusted.values[t] - level;
        fit.fitted.push_back(withSeason(fit.model, t, level));
        squares += error * error;
        level += alpha * error;
    }
    fit.levels.push_back(level);
    fit.adjusted = std::move(adjusted.values);
    fit.firstStep = (1.0 - std::pow(1.0 - alpha, static_cast<double>(fit.count))) / alpha;
    fit.variance = squares / static_cast<double>(std::max<std::size_t>(1, fit.count - 2));
    return fit;
}

/// Mean square of the errors h + 1 steps ahead within the series, with the degrees of freedom that the variance has.
double hindcastSquare(const ThetaFit& fit, std::size_t h) {
    const double rise = fit.model.drift * (static_cast<double>(h) + fit.firstStep);
    double sum = 0.0;
    for (std::size_t t = 0; t + h < fit.count; ++t) {
        sum += std::pow(fit.adjusted[t + h] - fit.levels[t] - rise, 2.0);
    }
    const double count = static_cast<double>(fit.count);
    return sum / static_cast<double>(fit.count - h) * count / (count - 3.0);
}

/// Simple smoothing with drift at a given alpha: the one-step forecast is linear in first level and drift.
struct DriftFit {
    double level = 0.0;
    double drift = 0.0;
    double squares = 0.0;
};

/// Least squares of one-step errors over the first level, and a drift between zero and the slope.
DriftFit smoothWithDrift(const std::vector<double>& values, double slope, double alpha) {
    // forecast_t = level p_t + share g_t + (smoothing of the values from zero)
    double pp = 0.0;
    double pg = 0.0;
    double gg = 0.0;
    double pr = 0.0;
    double gr = 0.0;
    double rr = 0.0;
    double p = 1.0;
    double smooth = 0.0;
    for (const double value : values) {
        const double g = slope * (1.0 - p * (1.0 - alpha)) / alpha;
        const double r = value - smooth;
        pp += p * p;
        pg += p * g;
        gg += g * g;
        pr += p * r;
        gr += g * r;
        rr += r * r;
        smooth += alpha * r;
        p *= 1.0 - alpha;
    }
    const double determinant = pp * gg - pg * pg;
    const double share = determinant > 1e-12 * pp * gg ? std::clamp((gr * pp - pr * pg) / determinant, 0.0, 1.0) : 0.0;
    const double level = (pr - share * pg) / pp;
    const double squares =
        rr - 2.0 * level * pr - 2.0 * share * gr + level * level * pp + 2.0 * level * share * pg + share * share * gg;
    return {level, share * slope, squares};
}

}  // namespace

Expected<ThetaFit> fitOptimisedTheta(std::span<const double> values, int seasonLength) {
    constexpr int kGrid = 64;  // the sum of squares over alpha may have several minima
    constexpr double kLeastAlpha = 1e-4;
    constexpr double kMostAlpha = 0.9999;
    constexpr int kBits = 20;  // of alpha near the minimum, where the sum of squares is flat
    if (values.size() < kFewestValues) {
        return fail(ErrorCode::NoSolution, "Theta",
                    {"The series has {0} values, Theta needs {1}.",
                     {static_cast<std::int64_t>(values.size()), static_cast<std::int64_t>(kFewestValues)}},
                    {"Use the naive method or the drift.", {}});
    }
    Adjusted adjusted = adjust(values, seasonLength);
    const double slope = fitLine(adjusted.values).slope;
    const auto squares = [&](double alpha) { return smoothWithDrift(adjusted.values, slope, alpha).squares; };
    const auto gridPoint = [&](int i) {
        return kLeastAlpha + (kMostAlpha - kLeastAlpha) * std::clamp(i, 0, kGrid) / kGrid;
    };
    int lowest = 0;
    for (int i = 1; i <= kGrid; ++i) {
        lowest = squares(gridPoint(i)) < squares(gridPoint(lowest)) ? i : lowest;
    }
    double alpha = gridPoint(lowest);
    const auto refined =
        boost::math::tools::brent_find_minima(squares, gridPoint(lowest - 1), gridPoint(lowest + 1), kBits);
    if (refined.second < squares(alpha)) {
        alpha = refined.first;
    }
    const DriftFit best = smoothWithDrift(adjusted.values, slope, alpha);
    ThetaFit fit;
    fit.model = std::move(adjusted.model);
    fit.model.alpha = alpha;
    fit.model.drift = best.drift;
    fit.model.initialLevel = best.level;
    fit.count = values.size();
    double level = best.level;
    double errors = 0.0;
    for (std::size_t t = 0; t < fit.count; ++t) {
        fit.levels.push_back(level);
        const double expected = level + best.drift;
        const double error = adjusted.values[t] - expected;
        fit.fitted.push_back(withSeason(fit.model, t, expected));
        errors += error * error;
        level = expected + alpha * error;
    }
    fit.levels.push_back(level);
    fit.adjusted = std::move(adjusted.values);
    fit.variance = errors / static_cast<double>(fit.count - 3);
    return fit;
}

ThetaFit runTheta(std::span<const double> values, int seasonLength, double alpha, double initialLevel) {
    return run(adjust(values, seasonLength), alpha, initialLevel);
}

Expected<ThetaFit> fitTheta(std::span<const double> values, int seasonLength) {
    Adjusted adjusted = adjust(values, seasonLength);
    const auto smoothing = fitEts({}, adjusted.values, 1);
    if (!smoothing) {
        return tl::unexpected<Error>(smoothing.error());
    }
    const EtsModel& model = smoothing->model;
    return run(std::move(adjusted), model.parameters.alpha, model.initial.level);
}

std::vector<double> thetaPath(const ThetaFit& fit, int horizon) {
    std::vector<double> path;
    for (int h = 0; h < horizon; ++h) {
        const double value = fit.levels.back() + fit.model.drift * (static_cast<double>(h) + fit.firstStep);
        path.push_back(withSeason(fit.model, fit.count + static_cast<std::size_t>(h), value));
    }
    return path;
}

std::vector<double> thetaSmoothingVariance(const ThetaFit& fit, int horizon) {
    std::vector<double> result;
    result.reserve(static_cast<std::size_t>(horizon));
    for (int h = 0; h < horizon; ++h) {
        result.push_back(fit.variance * (1.0 + static_cast<double>(h) * fit.model.alpha * fit.model.alpha));
    }
    return result;
}

std::vector<double> thetaVariance(const ThetaFit& fit, int horizon) {
    std::vector<double> result = thetaSmoothingVariance(fit, horizon);
    const double drift =
        fit.variance * fit.model.alpha * fit.model.alpha / static_cast<double>(std::max<std::size_t>(1, fit.count - 1));
    double raised = 1.0;
    for (std::size_t h = 0; h < result.size(); ++h) {
        const double steps = static_cast<double>(h + 1);
        result[h] += steps * steps * drift;
        if (2 * (h + 1) <= fit.count) {
            raised = std::max(1.0, hindcastSquare(fit, h) / result[h]);
        }
        const double scale = seasonScale(fit.model, fit.count + h);
        result[h] *= raised * scale * scale;
    }
    return result;
}

}  // namespace offtake::forecast
