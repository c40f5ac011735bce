#include "core/forecast/EtsKernel.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <type_traits>

namespace offtake::forecast {

namespace {

/// Relative size of errors that are only the rounding of the recursion. A series that a model follows exactly would
/// otherwise have an infinite likelihood.
constexpr double kRoundingError = 1e-10;

/// Sum of ln(x): products are collected as long as they are far from the limits of a double, since a logarithm costs as
/// much as the rest of a step.
class LogSum {
public:
    void add(double positive) {
        m_product *= positive;
        if (m_product > 1e100 || m_product < 1e-100) {
            m_sum += std::log(m_product);
            m_product = 1.0;
        }
    }
    [[nodiscard]] double value() const { return m_sum + std::log(m_product); }

private:
    double m_product = 1.0;
    double m_sum = 0.0;
};

double floorOfSquares(EtsForm form, std::span<const double> values) {
    const double count = static_cast<double>(values.size());
    const double relative = kRoundingError * kRoundingError;
    if (form.error == ErrorForm::Multiplicative) {
        return relative * count;
    }
    return std::max(relative * std::inner_product(values.begin(), values.end(), values.begin(), 0.0),
                    std::numeric_limits<double>::min());
}

}  // namespace

EtsKernel::EtsKernel(EtsForm form, int seasonLength, std::span<const double> values)
    : m_form(form),
      m_seasonLength(form.season == SeasonForm::None ? 0 : static_cast<std::size_t>(seasonLength)),
      m_values(values),
      m_forecast(values.size()),
      m_difference(values.size()),
      m_base(values.size()),
      m_trend(values.size() + 1),
      m_growth(multipliesTrend(form) ? values.size() : 0),
      m_season(values.size() + m_seasonLength),
      m_seasonAdjoint(values.size() + m_seasonLength),
      m_floor(floorOfSquares(form, values)) {}

template <EtsKernel::Trend trendKind, SeasonForm season>
bool EtsKernel::forward(const EtsParameters& parameters, const EtsState& initial) {
    const auto [alpha, beta, gamma, phi] = parameters;
    const std::size_t count = m_values.size();
    double level = initial.level;
    double trend = trendKind == Trend::None ? 0.0 : initial.trend;
    std::copy(initial.season.begin(), initial.season.end(), m_season.begin());
    for (std::size_t t = 0; t < count; ++t) {
        double base = level;
        double growth = 1.0;
        if constexpr (trendKind == Trend::Sum) {
            base = level + phi * trend;
        } else if constexpr (trendKind == Trend::Factor) {
            if (!(level > 0.0 && trend > 0.0)) {
                return false;
            }
            growth = phi == 1.0 ? trend : std::pow(trend, phi);
            base = level * growth;
            m_growth[t] = growth;
        }
        const double effect = season == SeasonForm::None ? 0.0 : m_season[t];
        const double forecast = season == SeasonForm::Multiplicative ? base * effect : base + effect;
        const double difference = m_values[t] - forecast;
        m_base[t] = base;
        m_forecast[t] = forecast;
        m_difference[t] = difference;
        m_trend[t] = trend;
        double response = difference;
        if constexpr (season == SeasonForm::Multiplicative) {
            if (!(base > 0.0 && effect > 0.0)) {
                return false;
            }
            response = difference / effect;
            m_season[t + m_seasonLength] = effect + gamma * difference / base;
        } else if constexpr (season == SeasonForm::Additive) {
            m_season[t + m_seasonLength] = effect + gamma * difference;
        }
        if constexpr (trendKind == Trend::Sum) {
            trend = phi * trend + beta * response;
        } else if constexpr (trendKind == Trend::Factor) {
            trend = growth + beta * response / level;
        }
        level = base + alpha * response;
    }
    m_level = level;
    m_trend[count] = trend;
    return true;
}

template <EtsKernel::Trend trendKind, SeasonForm season>
void EtsKernel::backward(const EtsParameters& parameters, EtsGradient& result) {
    const auto [alpha, beta, gamma, phi] = parameters;
    const std::size_t count = m_values.size();
    const double weight = -2.0 * static_cast<double>(count) / m_squares;
    const bool flat = m_squares <= m_floor;
    const bool relative = m_form.error == ErrorForm::Multiplicative;
    double byLevel = 0.0;  // adjoints of level and trend after the step at hand
    double byTrend = 0.0;
    EtsGradient sum;
    std::fill(m_seasonAdjoint.begin(), m_seasonAdjoint.end(), 0.0);
    for (std::size_t t = count; t-- > 0;) {
        const double difference = m_difference[t];
        const double base = m_base[t];
        const double forecast = m_forecast[t];
        double direct = flat ? 0.0 : weight * difference;
        if (relative) {
            // e = y / f - 1, so de/df = -y / f^2 = -(1 + e) / f.
            const double inverse = 1.0 / forecast;
            const double error = difference * inverse;
            direct = ((flat ? 0.0 : weight * error * (1.0 + error)) + 2.0) * inverse;
        }
        double byResponse = alpha * byLevel;
        double perLevel = 1.0;
        if constexpr (trendKind == Trend::Sum) {
            byResponse += beta * byTrend;
        } else if constexpr (trendKind == Trend::Factor) {
            perLevel = m_growth[t] / base;
            byResponse += beta * byTrend * perLevel;
        }
        double response = difference;
        double byDifference = byResponse;
        double byBase = byLevel;
        if constexpr (season == SeasonForm::Multiplicative) {
            const double effect = m_season[t];
            const double bySeason = m_seasonAdjoint[t + m_seasonLength];
            const double perEffect = 1.0 / effect;
            const double perBase = 1.0 / base;
            response = difference * perEffect;
            byDifference = byResponse * perEffect + gamma * bySeason * perBase;
            const double byForecast = direct - byDifference;
            sum.gamma += bySeason * difference * perBase;
            byBase += byForecast * effect - gamma * bySeason * difference * perBase * perBase;
            m_seasonAdjoint[t] += bySeason + byForecast * base - byResponse * response * perEffect;
        } else if constexpr (season == SeasonForm::Additive) {
            const double bySeason = m_seasonAdjoint[t + m_seasonLength];
            byDifference += gamma * bySeason;
            const double byForecast = direct - byDifference;
            sum.gamma += bySeason * difference;
            byBase += byForecast;
            m_seasonAdjoint[t] += bySeason + byForecast;
        } else {
            byBase += direct - byDifference;
        }
        sum.alpha += byLevel * response;
        byLevel = byBase;
        if constexpr (trendKind == Trend::Sum) {
            sum.beta += byTrend * response;
            sum.phi += (byBase + byTrend) * m_trend[t];
            byTrend = phi * (byBase + byTrend);
        } else if constexpr (trendKind == Trend::Factor) {
            const double growth = m_growth[t];
            const double byGrowth = byTrend + byBase / perLevel;
            sum.beta += byTrend * response * perLevel;
            sum.phi += byGrowth * growth * std::log(m_trend[t]);
            byLevel = byBase * growth - byTrend * beta * response * perLevel * perLevel;
            byTrend = byGrowth * phi * growth / m_trend[t];
        }
    }
    sum.level = byLevel;
    sum.trend = byTrend;
    result.season.assign(m_seasonAdjoint.begin(),
                         m_seasonAdjoint.begin() + static_cast<std::ptrdiff_t>(m_seasonLength));
    sum.season = std::move(result.season);
    result = std::move(sum);
}

double EtsKernel::additiveCriterion() {
    m_squares =
        std::max(m_floor, std::inner_product(m_difference.begin(), m_difference.end(), m_difference.begin(), 0.0));
    return static_cast<double>(m_values.size()) * std::log(m_squares);
}

double EtsKernel::multiplicativeCriterion() {
    LogSum logs;
    m_squares = 0.0;
    for (std::size_t t = 0; t < m_values.size(); ++t) {
        if (!(m_forecast[t] > 0.0)) {
            return std::numeric_limits<double>::infinity();
        }
        const double error = m_difference[t] / m_forecast[t];
        m_squares += error * error;
        logs.add(m_forecast[t]);
    }
    m_squares = std::max(m_floor, m_squares);
    return static_cast<double>(m_values.size()) * std::log(m_squares) + 2.0 * logs.value();
}

template <typename Work>
auto EtsKernel::dispatch(Work work) {
    const auto withTrend = [&](auto trend) {
        switch (m_form.season) {
            case SeasonForm::Additive:
                return work(trend, std::integral_constant<SeasonForm, SeasonForm::Additive>{});
            case SeasonForm::Multiplicative:
                return work(trend, std::integral_constant<SeasonForm, SeasonForm::Multiplicative>{});
            case SeasonForm::None:
                break;
        }
        return work(trend, std::integral_constant<SeasonForm, SeasonForm::None>{});
    };
    if (m_form.trend == TrendForm::None) {
        return withTrend(std::integral_constant<Trend, Trend::None>{});
    }
    return multipliesTrend(m_form) ? withTrend(std::integral_constant<Trend, Trend::Factor>{})
                                   : withTrend(std::integral_constant<Trend, Trend::Sum>{});
}

double EtsKernel::criterion(const EtsParameters& parameters, const EtsState& initial) {
    const bool defined = dispatch([&](auto trend, auto season) {
        return forward<decltype(trend)::value, decltype(season)::value>(parameters, initial);
    });
    if (!defined) {
        return std::numeric_limits<double>::infinity();
    }
    const double value = m_form.error == ErrorForm::Multiplicative ? multiplicativeCriterion() : additiveCriterion();
    return std::isfinite(value) ? value : std::numeric_limits<double>::infinity();
}

void EtsKernel::gradient(const EtsParameters& parameters, EtsGradient& result) {
    dispatch([&](auto trend, auto season) {
        backward<decltype(trend)::value, decltype(season)::value>(parameters, result);
    });
}

EtsState EtsKernel::last() const {
    return {m_level, m_trend.back(), {m_season.end() - static_cast<std::ptrdiff_t>(m_seasonLength), m_season.end()}};
}

}  // namespace offtake::forecast
