#include "core/study/EditBuilders.h"

#include "core/study/Assumption.h"

#include <algorithm>

#include "core/study/kinds/StudyInputs.h"

namespace offtake::study {

namespace {

const Input* nameOf(const ElementKind& kind) {
    for (const Input* input : {&kName, &kTitle}) {
        if (kind.indexOf(*input) >= 0) {
            return input;
        }
    }
    return nullptr;
}

Expected<const Element*> inList(const Study& study, const Path& path) {
    if (path.steps.empty() || !path.key.empty()) {
        return fail(ErrorCode::Inconsistent, path.text(), {"Only an element of a list can be copied, moved or removed.", {}});
    }
    return findElement(study, path);
}

std::size_t positionOf(const Element& parent, const Element& element) {
    std::size_t position = 0;
    for (const ElementPtr& sibling : parent.children) {
        if (sibling.get() == &element) {
            break;
        }
        position += sibling->kind->role == element.kind->role ? 1U : 0U;
    }
    return position;
}

bool startsWith(const Path& path, const Path& prefix) {
    return path.steps.size() >= prefix.steps.size() && std::equal(prefix.steps.begin(), prefix.steps.end(), path.steps.begin());
}

/// The value without what points at `removed`; nothing when it does not.
std::optional<Value> released(const Input& input, const Value& value, const Element& removed, bool topLevel) {
    Value next = value;
    const Role role = removed.kind->role;
    if (topLevel && input.shape == Shape::Reference && input.refersTo == roleName(role) && value.text == removed.id) {
        next.text.clear();
    }
    if (role == Role::Source && value.source == removed.id) {
        next.source.clear();
    }
    if (role == Role::Assumption && value.assumption == removed.id) {
        const Value& assumed = assumedValue(removed);
        next.assumption.clear();
        next.numbers = assumed.numbers;
        next.low = assumed.low;
        next.high = assumed.high;
        next.uncertainty = assumed.uncertainty;
        if (input.shape != Shape::Path) {
            next.uncertainty.process.clear();
        }
    }
    return next == value ? std::nullopt : std::optional(std::move(next));
}

}  // namespace

Edit insertNew(const Element& parentElement, const Path& parent, const ElementKind& kind, std::string_view name) {
    Element element = makeElement(kind, freeId(parentElement, kind.role, name.empty() ? kind.key : name));
    const Input* nameInput = nameOf(kind);
    if (nameInput != nullptr && !name.empty()) {
        with(element, *nameInput, name);
    }
    const std::size_t end = parentElement.childrenOf(kind.role).size();
    return {InsertElement{parent, end, std::make_shared<const Element>(std::move(element))}};
}

Expected<Edit> duplicate(const Study& study, const Path& path) {
    const auto element = inList(study, path);
    if (!element) {
        return tl::unexpected(element.error());
    }
    const Element& parent = **findElement(study, path.parent());
    Element copy = **element;
    copy.id = freeId(parent, copy.kind->role, copy.id);
    if (const Input* nameInput = nameOf(*copy.kind)) {
        with(copy, *nameInput, (*element)->displayName() + " (copy)");
    }
    return Edit{InsertElement{path.parent(), positionOf(parent, **element) + 1, std::make_shared<const Element>(std::move(copy))}};
}

Expected<Edit> rename(const Study& study, const Path& path, std::string_view name) {
    const auto element = findElement(study, path);
    if (!element) {
        return tl::unexpected(element.error());
    }
    const Input* nameInput = nameOf(*(*element)->kind);
    if (nameInput == nullptr) {
        return fail(ErrorCode::Inconsistent, path.text(), {"A {0} has no name of its own.", {std::string((*element)->kind->label)}});
    }
    Value value = (*element)->get(*nameInput);
    value.text = name;
    return Edit{SetValue{path.input(nameInput->key), std::move(value)}};
}

Expected<Edit> shift(const Study& study, const Path& path, int steps) {
    const auto element = inList(study, path);
    if (!element) {
        return tl::unexpected(element.error());
    }
    const Element& parent = **findElement(study, path.parent());
    const auto last = static_cast<long>(parent.childrenOf((*element)->kind->role).size()) - 1;
    const long target = std::clamp(static_cast<long>(positionOf(parent, **element)) + steps, 0L, last);
    return Edit{MoveElement{path, static_cast<std::size_t>(target)}};
}

Expected<Edit> removal(const Study& study, const Path& path) {
    const auto found = inList(study, path);
    if (!found) {
        return tl::unexpected(found.error());
    }
    const Element& removed = **found;
    const bool topLevel = path.steps.size() == 1;
    Batch batch{"Remove " + removed.displayName(), {}};
    std::vector<Edit> removals{{RemoveElement{path}}};
    walk(study.root(), {}, [&](const Path& at, const Element& element) {
        if (startsWith(at, path)) {
            return;
        }
        for (const Input* target : {&kTarget, &kCorrelated, &kCorrelatedWith}) {
            const auto named = element.has(*target) ? parsePath(element.get(*target).text) : tl::unexpected(Error{});
            if (named && startsWith(*named, path)) {
                removals.push_back({RemoveElement{at}});
                return;
            }
        }
        for (std::size_t i = 0; i < element.values.size(); ++i) {
            const Input& input = *element.kind->inputs[i];
            if (auto next = released(input, element.values[i], removed, topLevel)) {
                batch.edits.push_back({SetValue{at.input(input.key), std::move(*next)}});
            }
        }
    });
    batch.edits.insert(batch.edits.end(), removals.begin(), removals.end());
    return Edit{std::move(batch)};
}

Expected<Edit> resetToDefault(const Study& study, const Path& path) {
    const auto place = findInput(study, path);
    if (!place) {
        return tl::unexpected(place.error());
    }
    return Edit{SetValue{path, fallbackOf(place->input())}};
}

}  // namespace offtake::study
