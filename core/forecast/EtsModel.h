#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Error.h"

/// Exponential smoothing as innovations state-space models: Hyndman, Koehler, Ord & Snyder, "Forecasting with
/// Exponential Smoothing" (2008), in the parameterisation of R's package forecast, where beta and gamma act on the
/// errors themselves (a textbook's beta* is beta / alpha).
///
/// With q = level + phi trend, or level trend^phi when the trend is multiplicative, the one-step forecast is q, q +
/// season or q season; the error is e = y - forecast (additive) or (y - forecast) / forecast (multiplicative). These
/// are all thirty forms.
namespace offtake::forecast {

enum class ErrorForm : std::uint8_t { Additive, Multiplicative };
/// A multiplicative trend is a factor a step; damped, its logarithm fades.
enum class TrendForm : std::uint8_t { None, Additive, Damped, Multiplicative, DampedMultiplicative };
enum class SeasonForm : std::uint8_t { None, Additive, Multiplicative };

/// Which of the models: error, trend, season.
struct EtsForm {
    ErrorForm error = ErrorForm::Additive;
    TrendForm trend = TrendForm::None;
    SeasonForm season = SeasonForm::None;
    friend bool operator==(const EtsForm&, const EtsForm&) = default;
};

/// Whether phi is one of its parameters.
[[nodiscard]] bool isDamped(EtsForm form);
[[nodiscard]] bool multipliesTrend(EtsForm form);

/// "ETS(M,Ad,M)".
[[nodiscard]] std::string etsName(EtsForm form);

/// Reads "MAdM" or "ETS(M,Ad,M)". Errors: Syntax.
[[nodiscard]] Expected<EtsForm> parseEtsForm(std::string_view text);

/// Multiplicative errors, trends or seasons need a series above zero throughout.
[[nodiscard]] bool needsPositive(EtsForm form);

/// Whether the variance of its forecasts is finite: an additive error with a multiplicative season can pass zero, where
/// the season's update divides by the level; a multiplicative trend is a power of what errors make of it. Automatic
/// choice leaves such models out.
[[nodiscard]] bool hasFiniteVariance(EtsForm form);

/// Smoothing parameters; those that a form does not have keep these values, with which they do nothing.
struct EtsParameters {
    double alpha = 0.0;  ///< response of the level to an error
    double beta = 0.0;   ///< response of the trend
    double gamma = 0.0;  ///< response of the season
    double phi = 1.0;    ///< what is left of the trend one step later
};

/// Where the components stand after some step; `season[j]` is the effect that applies j + 1 steps later.
struct EtsState {
    double level = 0.0;
    double trend = 0.0;  ///< a difference a step, or a factor when it is multiplicative
    std::vector<double> season;
};

/// A model with everything that decides its likelihood. `initial` is the state before the first value.
struct EtsModel {
    EtsForm form;
    EtsParameters parameters;
    EtsState initial;
    int seasonLength = 1;
};

/// Numbers estimated for a form: smoothing parameters, free initial states (seasons: one fewer than their number) and
/// the variance. The k of AIC.
[[nodiscard]] int parameterCount(EtsForm form, int seasonLength);

/// What a model makes of a series.
struct EtsRun {
    std::vector<double> fitted;     ///< one-step forecasts
    std::vector<double> residuals;  ///< e: relative ones when the error is multiplicative
    EtsState last;                  ///< after the last value
    double logLikelihood = 0.0;     ///< -(n ln sum e^2 + 2 sum ln |fitted|) / 2, second sum for multiplicative errors
    double aic = 0.0;
    double aicc = 0.0;        ///< AIC + 2 k (k + 1) / (n - k - 1); infinite when n is too small for it
    double variance = 0.0;    ///< sum e^2 / (n - k + 1)
    double meanSquare = 0.0;  ///< mean of (y - fitted)^2
};

/// Errors: NoSolution when the model is not defined on the series (a one-step forecast, level or season at or below
/// zero where the form divides by it, or season states that do not number seasonLength).
[[nodiscard]] Expected<EtsRun> runEts(const EtsModel& model, std::span<const double> values);

/// Whether the model forgets its initial state (the roots of its characteristic polynomial lie within the unit circle;
/// Hyndman et al. 2008, ch. 10): outside that region an old error never fades.
[[nodiscard]] bool isAdmissible(EtsForm form, const EtsParameters& parameters, int seasonLength);

/// A smooth function of the parameters of a seasonal form that grows without limit towards the edge of the admissible
/// region and is infinite outside; 0 for forms without a season, whose customary region lies within.
[[nodiscard]] double admissibleBarrier(EtsForm form, const EtsParameters& parameters, int seasonLength);

}  // namespace offtake::forecast
