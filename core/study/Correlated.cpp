#include "core/study/Correlated.h"

#include <algorithm>

#include "core/study/kinds/StudyInputs.h"

namespace offtake::study {

Expected<Path> correlatedInput(const Study& study, std::string_view text) {
    auto path = parsePath(text);
    if (path && path->key.empty() && path->steps.size() == 1 && path->steps[0].role == Role::Assumption) {
        path = path->input(kAssumptionValue.key);
    }
    const auto place = path ? findInput(study, *path) : Expected<InputPlace>(tl::unexpected(path.error()));
    if (!place) {
        return tl::unexpected(place.error());
    }
    return path;
}

RandomParts randomParts(const InputPlace& place) {
    const Value& value = place.value();
    if (!place.input().continuous() || !value.assumption.empty()) {
        return {};
    }
    const Uncertainty stated = uncertaintyOf(value);
    const bool moves = std::any_of(stated.process.begin(), stated.process.end(), [](const ProcessTerm& term) { return term.kind != ProcessKind::Season; });
    return {stated.family != Family::Certain && place.element->kind != &kForecastKind, moves && place.input().shape == Shape::Path};
}

}  // namespace offtake::study
