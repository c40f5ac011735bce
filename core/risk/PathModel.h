#pragma once

#include <cstdint>
#include <vector>

#include "core/economics/StudyResult.h"
#include "core/parallel/PointSet.h"
#include "core/risk/PathKernel.h"
#include "core/risk/Simulation.h"

namespace offtake::risk {

/// What the paths of a study share: every deal at the scale at which it was sized, and what is drawn under the seed,
/// processes in waves where points are those of Sobol'.
/// Precondition: the result outlives it. Errors: those of drawsOf.
[[nodiscard]] Expected<PathModel> pathModelOf(const economics::StudyResult& result, std::vector<economics::Metric> metrics, bool monthly, std::uint64_t seed, Sampler sampler);

[[nodiscard]] parallel::PointKind pointKindOf(Sampler sampler);

/// The rows of the draws, as points take them.
[[nodiscard]] std::vector<parallel::StreamRow> streamRowsOf(const Draws& draws);

}  // namespace offtake::risk
