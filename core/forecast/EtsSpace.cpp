#include "core/forecast/EtsSpace.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/forecast/Decompose.h"

namespace offtake::forecast {

namespace {

constexpr double kLeast = 1e-4;   // of alpha, beta and gamma
constexpr double kMost = 0.9999;  // of alpha
constexpr double kLeastPhi = 0.8;
constexpr double kMostPhi = 0.98;
constexpr double kUnbounded = std::numeric_limits<double>::infinity();

/// Mean size of the step from one value to the next: the unit in which a level is known.
double typicalStep(std::span<const double> values) {
    double sum = 0.0;
    double size = 0.0;
    for (std::size_t t = 1; t < values.size(); ++t) {
        sum += std::abs(values[t] - values[t - 1]);
        size = std::max(size, std::abs(values[t]));
    }
    const double step = sum / static_cast<double>(std::max<std::size_t>(1, values.size() - 1));
    return std::max({step, 1e-8 * size, std::numeric_limits<double>::min()});
}

}  // namespace

EtsSpace::EtsSpace(EtsForm form, int seasonLength, std::span<const double> values)
    : m_form(form),
      m_seasonLength(seasonLength),
      m_hasTrend(form.trend != TrendForm::None),
      m_hasSeason(form.season != SeasonForm::None) {
    constexpr double kShareScale = 0.1;
    m_box.lower.push_back(kLeast);
    m_box.upper.push_back(kMost);
    m_box.scale.push_back(kShareScale);
    for (std::size_t share = 0; share < (m_hasTrend ? 1U : 0U) + (m_hasSeason ? 1U : 0U); ++share) {
        m_box.lower.push_back(0.0);
        m_box.upper.push_back(1.0);
        m_box.scale.push_back(kShareScale);
    }
    if (isDamped(form)) {
        m_box.lower.push_back(kLeastPhi);
        m_box.upper.push_back(kMostPhi);
        m_box.scale.push_back(0.2 * kShareScale);
    }

    std::vector<double> indices;
    std::vector<double> adjusted(values.begin(), values.end());
    if (m_hasSeason) {
        indices = seasonalIndices(values, seasonLength, form.season);
        if (form.season == SeasonForm::Multiplicative) {
            for (double& index : indices) {
                index = std::max(index, 0.01);
            }
        }
        adjusted = seasonallyAdjusted(values, indices, form.season);
    }
    const double step = typicalStep(adjusted);
    const std::size_t first = std::min(
        adjusted.size(), std::max<std::size_t>(10, m_hasSeason ? 2 * static_cast<std::size_t>(seasonLength) : 0));
    Line line = fitLine(std::span(adjusted).first(first));
    if (!m_hasTrend) {
        line.intercept += line.slope * 0.5 * static_cast<double>(first + 1);
    }
    const double lowest = *std::min_element(adjusted.begin(), adjusted.end());
    if (needsPositive(form) && !(line.intercept > 0.0 && line.intercept + line.slope > 0.0)) {
        line = {lowest > 0.0 ? lowest : adjusted.front(), 0.0};
    }
    addVariable(-kUnbounded, kUnbounded, step, line.intercept);
    if (multipliesTrend(form)) {
        constexpr double kLeastFactor = 0.01;
        addVariable(kLeastFactor, kUnbounded, std::min(0.1, 0.2 * step / std::abs(line.intercept)),
                    std::max(kLeastFactor, 1.0 + line.slope / line.intercept));
    } else if (m_hasTrend) {
        addVariable(-kUnbounded, kUnbounded, 0.2 * step, line.slope);
    }
    const double effectScale =
        form.season == SeasonForm::Multiplicative ? std::min(0.1, step / std::abs(line.intercept)) : step;
    for (std::size_t j = 0; j + 1 < indices.size(); ++j) {
        addVariable(-kUnbounded, kUnbounded, effectScale, indices[j]);
    }
}

void EtsSpace::addVariable(double lower, double upper, double scale, double start) {
    m_box.lower.push_back(lower);
    m_box.upper.push_back(upper);
    m_box.scale.push_back(scale);
    m_states.push_back(start);
}

EtsModel EtsSpace::model(std::span<const double> x) const {
    EtsModel model{m_form, {}, {}, m_seasonLength};
    std::size_t i = 0;
    const double alpha = x[i++];
    model.parameters.alpha = alpha;
    if (m_hasTrend) {
        model.parameters.beta = kLeast + x[i++] * (alpha - kLeast);
    }
    if (m_hasSeason) {
        model.parameters.gamma = kLeast + x[i++] * (1.0 - alpha - kLeast);
    }
    if (isDamped(m_form)) {
        model.parameters.phi = x[i++];
    }
    model.initial.level = x[i++];
    if (m_hasTrend) {
        model.initial.trend = x[i++];
    }
    if (m_hasSeason) {
        double last = m_form.season == SeasonForm::Multiplicative ? static_cast<double>(m_seasonLength) : 0.0;
        for (; i < x.size(); ++i) {
            model.initial.season.push_back(x[i]);
            last -= x[i];
        }
        model.initial.season.push_back(last);
    }
    return model;
}

std::vector<double> EtsSpace::coordinates(const EtsModel& model) const {
    const auto share = [](double value, double upper) {
        return upper > kLeast ? (value - kLeast) / (upper - kLeast) : 0.0;
    };
    const auto [alpha, beta, gamma, phi] = model.parameters;
    std::vector<double> x{alpha};
    if (m_hasTrend) {
        x.push_back(share(beta, alpha));
    }
    if (m_hasSeason) {
        x.push_back(share(gamma, 1.0 - alpha));
    }
    if (isDamped(m_form)) {
        x.push_back(phi);
    }
    x.push_back(model.initial.level);
    if (m_hasTrend) {
        x.push_back(model.initial.trend);
    }
    if (m_hasSeason) {
        x.insert(x.end(), model.initial.season.begin(), model.initial.season.end() - 1);
    }
    return x;
}

void EtsSpace::pullBack(std::span<const double> x, const EtsGradient& byState, std::span<double> gradient) const {
    std::size_t i = 1;
    const double alpha = x[0];
    gradient[0] = byState.alpha;
    if (m_hasTrend) {
        gradient[0] += byState.beta * x[i];
        gradient[i++] = byState.beta * (alpha - kLeast);
    }
    if (m_hasSeason) {
        gradient[0] -= byState.gamma * x[i];
        gradient[i++] = byState.gamma * (1.0 - alpha - kLeast);
    }
    if (isDamped(m_form)) {
        gradient[i++] = byState.phi;
    }
    gradient[i++] = byState.level;
    if (m_hasTrend) {
        gradient[i++] = byState.trend;
    }
    for (std::size_t j = 0; i < x.size(); ++i, ++j) {
        gradient[i] = byState.season[j] - byState.season.back();
    }
}

std::vector<double> EtsSpace::start(double alpha, double beta, double gamma, double phi) const {
    std::vector<double> x{alpha};
    if (m_hasTrend) {
        x.push_back(beta);
    }
    if (m_hasSeason) {
        x.push_back(gamma);
    }
    if (isDamped(m_form)) {
        x.push_back(phi);
    }
    x.insert(x.end(), m_states.begin(), m_states.end());
    return x;
}

}  // namespace offtake::forecast
