#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/economics/StudyResult.h"
#include "core/study/Assign.h"

namespace offtake::economics {

/// The study with a scenario's overrides and then the assignments applied, so that an assignment wins over the scenario.
/// Assignments to the scenario's own overrides come before it. The scenarios stay in the study.
/// Errors: those of underScenario and assign; Inconsistent when the same input is assigned twice.
[[nodiscard]] Expected<study::Study> trialStudy(const study::Study& study, std::string_view scenario,
                                                std::span<const study::Assignment> assignments);

/// A result with changes that are not part of the document.
struct Trial {
    StudyResult result;
    std::vector<study::Assignment> withoutEffect;  ///< leaving one of them out gives the same figures, see changesResult
};

/// Evaluates trialStudy and finds the assignments without effect, each with all others in place.
/// Errors: those of trialStudy and evaluateStudy. Cost: one evaluation more for each assignment.
[[nodiscard]] Expected<Trial> evaluateTrial(const study::Study& study, std::string_view scenario,
                                            std::span<const study::Assignment> assignments);

}  // namespace offtake::economics
