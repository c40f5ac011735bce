#pragma once

#include "core/study/Distribution.h"
#include "core/study/Plan.h"

/// How far the months of a plan reach beyond the horizon. A contract whose start, delay or term is uncertain ends in
/// another month on each path; the plan has months for the furthest of these, and draws go no further.
namespace offtake::study {

/// Whether the input decides when a contract ends.
[[nodiscard]] bool movesTimeline(const Input& input);

/// A number of a value as its slot holds it: dates in months from the start of the timeline.
[[nodiscard]] double slotNumber(const Timeline& timeline, const Input& input, double stored);

/// How many months a plan of the study needs: the horizon, or those that the longest contract schedules beyond it when
/// start, delay and term all are drawn as far as Distribution::reach. Precondition: a study that checkStudy accepts.
[[nodiscard]] int columnsNeeded(const Study& study);

/// The largest draw of a level for which the plan has months; infinite where the level moves no contract's end.
[[nodiscard]] double furthestDraw(const Plan& plan, const RandomInput& random, const Distribution& law);

}  // namespace offtake::study
