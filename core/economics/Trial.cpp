#include "core/economics/Trial.h"

#include <set>

#include "core/economics/Effect.h"

namespace offtake::economics {

using study::Assignment;
using study::Study;

namespace {

bool concernsScenarios(const Assignment& assignment) { return assignment.path.starts_with("scenario."); }

Expected<void> refuseRepeats(std::span<const Assignment> assignments) {
    std::set<std::string_view> seen;
    for (const Assignment& assignment : assignments) {
        if (!seen.insert(assignment.path).second) {
            return fail(ErrorCode::Inconsistent, assignment.path, {"is set twice.", {}}, {"Keep one of the two values.", {}});
        }
    }
    return {};
}

Expected<StudyResult> evaluated(const Study& study, std::string_view scenario, std::span<const Assignment> assignments) {
    const auto changed = trialStudy(study, scenario, assignments);
    if (!changed) {
        return tl::unexpected(changed.error());
    }
    auto result = evaluateStudy(*changed);
    if (result) {
        result->scenario = scenario;
    }
    return result;
}

}  // namespace

Expected<Study> trialStudy(const Study& study, std::string_view scenario, std::span<const Assignment> assignments) {
    if (auto checked = refuseRepeats(assignments); !checked) {
        return tl::unexpected(checked.error());
    }
    Expected<Study> current = study;
    for (const bool toScenarios : {true, false}) {
        for (const Assignment& assignment : assignments) {
            if (current && concernsScenarios(assignment) == toScenarios) {
                current = study::assign(*current, assignment);
            }
        }
        if (current && toScenarios) {
            current = study::underScenario(*current, scenario);
        }
    }
    return current;
}

Expected<Trial> evaluateTrial(const Study& study, std::string_view scenario, std::span<const Assignment> assignments) {
    auto result = evaluated(study, scenario, assignments);
    if (!result) {
        return tl::unexpected(result.error());
    }
    Trial trial{std::move(*result), {}};
    for (std::size_t left = 0; left < assignments.size(); ++left) {
        std::vector<Assignment> others(assignments.begin(), assignments.end());
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(left));
        const auto without = evaluated(study, scenario, others);
        // An assignment without which the study cannot be evaluated at all has an effect.
        if (without && !changesResult(*without, trial.result)) {
            trial.withoutEffect.push_back(assignments[left]);
        }
    }
    return trial;
}

}  // namespace offtake::economics
