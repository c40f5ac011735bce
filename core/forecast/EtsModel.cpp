#include "core/forecast/EtsModel.h"

#include <array>
#include <cmath>
#include <limits>

#include "core/forecast/EtsKernel.h"

namespace offtake::forecast {

namespace {

constexpr std::array<std::string_view, 2> kErrorLetters{"A", "M"};
constexpr std::array<std::string_view, 5> kTrendLetters{"N", "A", "Ad", "M", "Md"};
constexpr std::array<std::string_view, 3> kSeasonLetters{"N", "A", "M"};

/// How near the roots of the polynomial (lowest power first) come to the circle of this radius from within: the sum of
/// -ln(1 - k^2) over the reflection coefficients k of Schur and Cohn's recursion on the polynomial stretched to the
/// unit circle, which all lie within (-1, 1) when the roots do; infinite when one does not.
double nearnessToCircle(std::vector<double> coefficients, double radius) {
    double power = 1.0;
    for (double& coefficient : coefficients) {
        coefficient *= power;
        power *= radius;
    }
    std::vector<double> next(coefficients.size());
    double product = 1.0;
    for (std::size_t degree = coefficients.size() - 1; degree > 0; --degree) {
        const double reflection = coefficients[0] / coefficients[degree];
        if (!(std::abs(reflection) < 1.0)) {
            return std::numeric_limits<double>::infinity();
        }
        product *= 1.0 - reflection * reflection;
        for (std::size_t i = 0; i < degree; ++i) {
            next[i] = coefficients[i + 1] - reflection * coefficients[degree - 1 - i];
        }
        coefficients.swap(next);
    }
    return -std::log(product);
}

/// Quotient of a polynomial (lowest power first) by z - 1, which divides it.
std::vector<double> withoutUnitRoot(const std::vector<double>& coefficients) {
    std::vector<double> quotient(coefficients.size() - 1);
    double carried = 0.0;
    for (std::size_t i = coefficients.size(); i-- > 1;) {
        carried += coefficients[i];
        quotient[i - 1] = carried;
    }
    return quotient;
}

}  // namespace

bool isDamped(EtsForm form) {
    return form.trend == TrendForm::Damped || form.trend == TrendForm::DampedMultiplicative;
}

bool multipliesTrend(EtsForm form) {
    return form.trend == TrendForm::Multiplicative || form.trend == TrendForm::DampedMultiplicative;
}

std::string etsName(EtsForm form) {
    std::string name = "ETS(";
    name += kErrorLetters[static_cast<std::size_t>(form.error)];
    name += ',';
    name += kTrendLetters[static_cast<std::size_t>(form.trend)];
    name += ',';
    name += kSeasonLetters[static_cast<std::size_t>(form.season)];
    return name + ')';
}

Expected<EtsForm> parseEtsForm(std::string_view text) {
    for (std::size_t e = 0; e < kErrorLetters.size(); ++e) {
        for (std::size_t t = 0; t < kTrendLetters.size(); ++t) {
            for (std::size_t s = 0; s < kSeasonLetters.size(); ++s) {
                const EtsForm form{static_cast<ErrorForm>(e), static_cast<TrendForm>(t), static_cast<SeasonForm>(s)};
                const std::string plain =
                    std::string(kErrorLetters[e]) + std::string(kTrendLetters[t]) + std::string(kSeasonLetters[s]);
                if (text == plain || text == etsName(form)) {
                    return form;
                }
            }
        }
    }
    return fail(ErrorCode::Syntax, "model", {"\"{0}\" is not a form of exponential smoothing.", {std::string(text)}},
                {"Write error, trend and season, such as \"MAdM\": A or M; N, A, Ad, M or Md; N, A or M.", {}});
}

bool needsPositive(EtsForm form) {
    return form.error == ErrorForm::Multiplicative || form.season == SeasonForm::Multiplicative ||
           multipliesTrend(form);
}

bool hasFiniteVariance(EtsForm form) {
    return (form.error == ErrorForm::Multiplicative || form.season != SeasonForm::Multiplicative) &&
           !multipliesTrend(form);
}

int parameterCount(EtsForm form, int seasonLength) {
    const int trend = form.trend == TrendForm::None ? 0 : isDamped(form) ? 3 : 2;
    const int season = form.season == SeasonForm::None ? 0 : seasonLength;  // gamma and seasonLength - 1 states
    return 3 + trend + season;                                              // alpha, level, variance
}

Expected<EtsRun> runEts(const EtsModel& model, std::span<const double> values) {
    const std::size_t seasons =
        model.form.season == SeasonForm::None ? 0 : static_cast<std::size_t>(model.seasonLength);
    if (model.initial.season.size() != seasons) {
        return fail(ErrorCode::NoSolution, etsName(model.form),
                    {"The model needs {0} initial seasonal effects.", {static_cast<std::int64_t>(seasons)}});
    }
    EtsKernel kernel(model.form, model.seasonLength, values);
    const double criterion = kernel.criterion(model.parameters, model.initial);
    if (!std::isfinite(criterion)) {
        return fail(
            ErrorCode::NoSolution, etsName(model.form),
            {"The model's level, trend, season or forecast reaches zero on this series, where it is not defined.", {}},
            {"Use a model with additive error, trend and season.", {}});
    }
    EtsRun run;
    run.fitted.assign(kernel.forecasts().begin(), kernel.forecasts().end());
    double squares = 0.0;
    for (std::size_t t = 0; t < values.size(); ++t) {
        const double difference = values[t] - run.fitted[t];
        run.meanSquare += difference * difference;
        run.residuals.push_back(model.form.error == ErrorForm::Multiplicative ? difference / run.fitted[t]
                                                                              : difference);
        squares += run.residuals.back() * run.residuals.back();
    }
    const double count = static_cast<double>(values.size());
    const double parameters = parameterCount(model.form, model.seasonLength);
    run.meanSquare /= count;
    run.last = kernel.last();
    run.logLikelihood = -0.5 * criterion;
    run.aic = criterion + 2.0 * parameters;
    const double spare = count - parameters - 1.0;
    run.aicc =
        spare > 0.0 ? run.aic + 2.0 * parameters * (parameters + 1.0) / spare : std::numeric_limits<double>::infinity();
    run.variance = squares / std::max(1.0, count - parameters + 1.0);
    return run;
}

bool isAdmissible(EtsForm form, const EtsParameters& parameters, int seasonLength) {
    const auto [alpha, beta, gamma, phi] = parameters;
    if (form.season != SeasonForm::None) {
        return std::isfinite(admissibleBarrier(form, parameters, seasonLength));
    }
    if (form.trend == TrendForm::None) {
        return alpha >= 0.0 && alpha <= 2.0;
    }
    return alpha >= 1.0 - 1.0 / phi && alpha <= 1.0 + 1.0 / phi && beta >= alpha * (phi - 1.0) &&
           beta <= (1.0 + phi) * (2.0 - alpha);
}

double admissibleBarrier(EtsForm form, const EtsParameters& parameters, int seasonLength) {
    // Roots on the circle itself (an effect that never changes) are allowed up to rounding.
    constexpr double kRadius = 1.0 + 1e-10;
    if (form.season == SeasonForm::None) {
        return 0.0;
    }
    const auto [alpha, beta, gamma, phi] = parameters;
    const auto m = static_cast<std::size_t>(seasonLength);
    std::vector<double> polynomial(m + 2, alpha + beta - alpha * phi);
    polynomial[0] = phi * (1.0 - alpha - gamma);
    polynomial[1] = alpha + beta - alpha * phi + gamma - 1.0;
    polynomial[m] = alpha + beta - phi;
    polynomial[m + 1] = 1.0;
    const bool trend = form.trend != TrendForm::None;
    return nearnessToCircle(trend ? std::move(polynomial) : withoutUnitRoot(polynomial), kRadius);
}

}  // namespace offtake::forecast
