#pragma once

#include <span>
#include <vector>

#include "core/forecast/EtsModel.h"

namespace offtake::forecast {

/// A model fitted by maximum likelihood, and what it makes of the series.
struct EtsFit {
    EtsModel model;
    EtsRun run;
};

/// Longest season whose effects are estimated; longer ones are treated as none.
inline constexpr int kLongestSeason = 24;

/// The best of one form: smoothing parameters in the customary region (0.0001 <= alpha <= 0.9999, 0.0001 <= beta <=
/// alpha, 0.0001 <= gamma <= 1 - alpha, 0.8 <= phi <= 0.98, as in R's forecast) that are also admissible, initial
/// states free (seasons sum to 0, or to their number), both estimated together with exact derivatives from several
/// starts. Errors: NoSolution when the series is too short for the form (AICc needs n > k + 1; a season needs two
/// rounds), or not positive where the form needs it.
[[nodiscard]] Expected<EtsFit> fitEts(EtsForm form, std::span<const double> values, int seasonLength);

/// The forms that automatic choice tries on the values: those with a finite variance (see hasFiniteVariance), defined
/// on them, with a season when there is one. A growth that compounds for good is left to the user, as in R.
[[nodiscard]] std::vector<EtsForm> candidateForms(std::span<const double> values, int seasonLength);

/// All candidates fitted, the lowest AICc first; a form that cannot be fitted is left out.
/// Errors: NoSolution when no form can be.
[[nodiscard]] Expected<std::vector<EtsFit>> fitAllEts(std::span<const double> values, int seasonLength);

}  // namespace offtake::forecast
