#include "data/study/Canonical.h"

#include "core/study/CheckUncertainty.h"
#include "core/study/StatedLevel.h"

namespace offtake::study {

namespace {

void trim(const Input& input, Value& value) {
    if (!input.numeric()) {
        value.numbers.clear();
        value.low.reset();
        value.high.reset();
        value.uncertainty = {};
        return;
    }
    value.text.clear();
    if (value.numbers.empty()) {  // where an assumption takes its place
        value.numbers = {input.fallback};
    }
    if (checkUncertainty(input, value, {})) {
        settle(input, value);
    }
}

ElementPtr canonicalElement(const Element& element) {
    Element copy = element;
    copy.children.clear();
    for (std::size_t i = 0; i < copy.values.size(); ++i) {
        trim(*copy.kind->inputs[i], copy.values[i]);
    }
    for (const Role role : element.kind->contains) {
        for (const ElementPtr& child : element.childrenOf(role)) {
            copy.children.push_back(canonicalElement(*child));
        }
    }
    return std::make_shared<const Element>(std::move(copy));
}

}  // namespace

Study canonical(const Study& study) { return Study(canonicalElement(study.root())); }

}  // namespace offtake::study
