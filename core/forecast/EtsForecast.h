#pragma once

#include <cstdint>
#include <vector>

#include "core/forecast/EtsFit.h"

namespace offtake::forecast {

/// Mean and variance of the value 1, 2, … steps ahead.
struct Moments {
    std::vector<double> mean;
    std::vector<double> variance;
};

/// What the model itself says of the next `horizon` values when its parameters are taken for certain and its errors for
/// normal with the given variance. Exact (Hyndman et al. 2008, ch. 6) but for an additive error with a multiplicative
/// season, which is simulated with a fixed seed. Under a multiplicative season the mean differs a little from the path
/// without errors, since level and season err together.
///
/// A multiplicative trend has moments that a few extreme paths decide, or none: its mean here is the path without
/// errors and its variance the square of half the width of the middle 68.27 % of simulated paths.
[[nodiscard]] Moments etsMoments(const EtsModel& model, const EtsState& last, double variance, int horizon);

/// The forecast when every future error is zero.
[[nodiscard]] std::vector<double> etsPath(const EtsModel& model, const EtsState& last, int horizon);

}  // namespace offtake::forecast
