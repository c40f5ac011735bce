#include "core/study/Element.h"

#include <cassert>

#include "core/study/kinds/StudyInputs.h"

namespace offtake::study {

Value fallbackOf(const Input& input) {
    Value value;
    if (input.numeric()) {
        value.numbers = {input.fallback};
    } else {
        value.text = input.fallbackText;
    }
    return value;
}

Uncertainty uncertaintyOf(const Value& value) {
    Uncertainty stated = value.uncertainty;
    const bool range = value.low && value.high && *value.low < *value.high;
    if (stated.family == Family::Certain && range && value.numbers.size() == 1) {
        stated.family = Family::Between;
        stated.parameters = {*value.low, *value.high};
    }
    return stated;
}

bool sameContent(const Value& a, const Value& b) {
    return a.numbers == b.numbers && a.text == b.text && a.assumption == b.assumption && a.low == b.low && a.high == b.high &&
           a.uncertainty == b.uncertainty;
}

const Value& Element::get(const Input& input) const {
    const int index = kind->indexOf(input);
    assert(index >= 0);
    return values[static_cast<std::size_t>(index)];
}

std::vector<ElementPtr> Element::childrenOf(Role role) const {
    std::vector<ElementPtr> found;
    for (const ElementPtr& item : children) {
        if (item->kind->role == role) {
            found.push_back(item);
        }
    }
    return found;
}

const Element* Element::child(Role role, std::string_view childId) const {
    for (const ElementPtr& item : children) {
        if (item->kind->role == role && item->id == childId) {
            return item.get();
        }
    }
    return nullptr;
}

std::string Element::displayName() const {
    for (const Input* input : {&kName, &kTitle}) {
        if (has(*input) && !get(*input).text.empty()) {
            return get(*input).text;
        }
    }
    if (kind == &kCorrelationKind && !get(kCorrelated).text.empty() && !get(kCorrelatedWith).text.empty()) {
        return get(kCorrelated).text + " with " + get(kCorrelatedWith).text;
    }
    return kind->role == Role::Clause ? std::string(kind->label) : id;
}

bool equal(const Element& a, const Element& b) {
    if (a.kind != b.kind || a.id != b.id || a.values != b.values || a.children.size() != b.children.size()) {
        return false;
    }
    for (std::size_t i = 0; i < a.children.size(); ++i) {
        if (a.children[i] != b.children[i] && !equal(*a.children[i], *b.children[i])) {
            return false;
        }
    }
    return true;
}

Element makeElement(const ElementKind& kind, std::string id) {
    Element element;
    element.kind = &kind;
    element.id = std::move(id);
    element.values.reserve(kind.inputs.size());
    for (const Input* input : kind.inputs) {
        element.values.push_back(fallbackOf(*input));
    }
    return element;
}

namespace {

Value& valueOf(Element& element, const Input& input) {
    const int index = element.kind->indexOf(input);
    assert(index >= 0);
    return element.values[static_cast<std::size_t>(index)];
}

}  // namespace

Element& with(Element& element, const Input& input, double number) {
    valueOf(element, input).numbers = {number};
    return element;
}

Element& with(Element& element, const Input& input, std::string_view text) {
    valueOf(element, input).text = text;
    return element;
}

Element& with(Element& element, const Input& input, Date date) {
    return with(element, input, static_cast<double>(date.time_since_epoch().count()));
}

void add(Element& parent, Element child) { parent.children.push_back(std::make_shared<const Element>(std::move(child))); }

Study::Study() : m_root(std::make_shared<const Element>(makeElement(kStudyKind, ""))) {}

}  // namespace offtake::study
