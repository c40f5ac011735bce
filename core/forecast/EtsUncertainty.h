#pragma once

#include <span>
#include <vector>

#include "core/forecast/EtsFit.h"

/// What a model's own variance leaves out: it takes its parameters, and itself, for certain.
namespace offtake::forecast {

/// What estimating parameters and initial states adds to the variance 1, 2, … steps ahead: the slope of the forecast by
/// each times their covariance, the inverse of half the second derivatives of -2 ln L at the optimum. Numbers that lie
/// in a range (alpha; beta and gamma as shares of theirs; phi) are at most as uncertain as a uniform distribution over
/// it, which is added as prior curvature; those at a bound count as known.
[[nodiscard]] std::vector<double> etsParameterVariance(const EtsFit& fit, std::span<const double> values, int horizon);

/// What choosing among models adds: the mean square distance of the candidates' forecasts from the first one's,
/// weighted by exp(-(AICc - lowest AICc) / 2) (Burnham & Anderson, "Model Selection and Multimodel Inference", 2002,
/// ch. 4). Precondition: sorted by AICc, as fitAllEts gives them.
[[nodiscard]] std::vector<double> etsChoiceVariance(const std::vector<EtsFit>& candidates, int horizon);

}  // namespace offtake::forecast
