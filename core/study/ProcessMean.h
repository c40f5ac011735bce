#pragma once

#include <span>
#include <vector>

#include "core/study/Input.h"
#include "core/study/Timeline.h"
#include "core/study/Uncertainty.h"

namespace offtake::study {

/// What a process multiplies a value by on average, for each of `columns` months from the study's start: drift, season
/// and the mean share of an on/off process. Months are taken at their middle. A process without any of these gives 1.
[[nodiscard]] std::vector<double> meanFactors(std::span<const ProcessTerm> process, const Timeline& timeline, int columns);

/// Whether a process multiplies the odds of a value and not the value itself: that of a share, so that it stays between 0 and
/// 1. One that goes off and on alone never multiplies by more than 1 and leaves the share its mean.
[[nodiscard]] bool movesOdds(const Input& input, std::span<const ProcessTerm> process);

}  // namespace offtake::study
