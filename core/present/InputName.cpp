#include "core/present/InputName.h"

namespace offtake::present {

std::string inputName(const study::Study& study, const study::Path& path) {
    const auto place = study::findInput(study, path);
    if (!place) {
        // An assumption is named without the key of its value.
        const auto element = path.key.empty() && !path.steps.empty() ? study::findElement(study, path) : Expected<const study::Element*>(nullptr);
        return element && *element != nullptr ? (*element)->displayName() : path.text();
    }
    if (!path.steps.empty() && path.steps.back().role == study::Role::Assumption) {
        return place->element->displayName();
    }
    std::string name(place->input().label);
    // The clause is plain from the input; whose contract it is in, is not.
    study::Path owner = path.parent();
    while (!owner.steps.empty() && owner.steps.back().role == study::Role::Clause) {
        owner.steps.pop_back();
    }
    if (owner.steps.empty()) {
        return name;
    }
    const auto element = study::findElement(study, owner);
    return element ? name + " · " + (*element)->displayName() : name;
}

}  // namespace offtake::present
