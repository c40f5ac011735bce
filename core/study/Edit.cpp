#include "core/study/Edit.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/study/Validate.h"
#include "core/study/ValueText.h"

namespace offtake::study {

namespace {

/// Rebuilds the nodes from `element` down to the end of `path`; `change` turns the last one into its successor.
template <typename Change>
Expected<ElementPtr> rebuilt(const Element& element, const Path& path, std::size_t depth, const Change& change) {
    Element copy = element;
    if (depth == path.steps.size()) {
        const Expected<void> done = change(copy);
        if (!done) {
            return tl::unexpected(done.error());
        }
        return std::make_shared<const Element>(std::move(copy));
    }
    const Path::Step& step = path.steps[depth];
    for (ElementPtr& child : copy.children) {
        if (child->kind->role == step.role && child->id == step.id) {
            Expected<ElementPtr> next = rebuilt(*child, path, depth + 1, change);
            if (!next) {
                return next;
            }
            child = *next;
            return std::make_shared<const Element>(std::move(copy));
        }
    }
    return fail(ErrorCode::UnknownName, path.text(), {"There is no {0} \"{1}\".", {std::string(roleName(step.role)), step.id}},
                {"It may have been removed by an earlier change.", {}});
}

template <typename Change>
Expected<Study> changed(const Study& study, const Path& path, const Change& change) {
    auto root = rebuilt(study.root(), path, 0, change);
    if (!root) {
        return tl::unexpected(root.error());
    }
    return Study(*root);
}

/// Where the child list has the `position`-th element of a role; its end when there are fewer.
std::vector<ElementPtr>::iterator placeOf(Element& parent, Role role, std::size_t position) {
    std::size_t seen = 0;
    auto lastOfRole = parent.children.end();
    for (auto it = parent.children.begin(); it != parent.children.end(); ++it) {
        if ((*it)->kind->role == role) {
            if (seen == position) {
                return it;
            }
            ++seen;
            lastOfRole = it + 1;
        }
    }
    return lastOfRole;
}

Expected<void> insertInto(Element& parent, const InsertElement& insert) {
    const Role role = insert.element->kind->role;
    const auto& allowed = parent.kind->contains;
    const std::string subject = insert.parent.text();
    if (std::find(allowed.begin(), allowed.end(), role) == allowed.end()) {
        return fail(ErrorCode::Inconsistent, subject,
                    {"A {0} cannot stand in a {1}.", {std::string(roleName(role)), std::string(parent.kind->label)}});
    }
    if (!isId(insert.element->id)) {
        return fail(ErrorCode::Syntax, subject, {"\"{0}\" cannot be an id.", {insert.element->id}},
                    {"Use lower-case letters, digits and hyphens.", {}});
    }
    if (parent.child(role, insert.element->id) != nullptr) {
        return fail(ErrorCode::Inconsistent, subject, {"There is already a {0} \"{1}\".", {std::string(roleName(role)), insert.element->id}},
                    {"Choose another id.", {}});
    }
    parent.children.insert(placeOf(parent, role, insert.position), insert.element);
    return {};
}

Expected<Study> applyTo(const Study& study, const SetValue& set) {
    const auto place = findInput(study, set.path);
    if (!place) {
        return tl::unexpected(place.error());
    }
    if (const auto checked = checkValue(place->input(), set.value, set.path.text()); !checked) {
        return tl::unexpected(checked.error());
    }
    const auto index = static_cast<std::size_t>(place->index);
    return changed(study, set.path, [&](Element& element) -> Expected<void> {
        element.values[index] = set.value;
        return {};
    });
}

Expected<Study> applyTo(const Study& study, const InsertElement& insert) {
    return changed(study, insert.parent, [&](Element& parent) { return insertInto(parent, insert); });
}

Expected<void> removeFrom(Element& parent, const Path::Step& step, const std::string& subject, ElementPtr* removed = nullptr) {
    for (auto it = parent.children.begin(); it != parent.children.end(); ++it) {
        if ((*it)->kind->role == step.role && (*it)->id == step.id) {
            if (removed != nullptr) {
                *removed = *it;
            }
            parent.children.erase(it);
            return {};
        }
    }
    return fail(ErrorCode::UnknownName, subject, {"There is no {0} \"{1}\".", {std::string(roleName(step.role)), step.id}});
}

Expected<void> refuseRoot(const Path& path) {
    if (path.steps.empty() || !path.key.empty()) {
        return fail(ErrorCode::Inconsistent, path.text(), {"Only an element of a list can be removed or moved.", {}});
    }
    return {};
}

Expected<Study> applyTo(const Study& study, const RemoveElement& remove) {
    if (const auto allowed = refuseRoot(remove.path); !allowed) {
        return tl::unexpected(allowed.error());
    }
    return changed(study, remove.path.parent(),
                   [&](Element& parent) { return removeFrom(parent, remove.path.steps.back(), remove.path.text()); });
}

Expected<Study> applyTo(const Study& study, const MoveElement& move) {
    if (const auto allowed = refuseRoot(move.path); !allowed) {
        return tl::unexpected(allowed.error());
    }
    return changed(study, move.path.parent(), [&](Element& parent) -> Expected<void> {
        ElementPtr moved;
        const Path::Step& step = move.path.steps.back();
        if (auto removed = removeFrom(parent, step, move.path.text(), &moved); !removed) {
            return removed;
        }
        parent.children.insert(placeOf(parent, step.role, move.position), moved);
        return {};
    });
}

Expected<Study> applyTo(const Study& study, const Batch& batch) {
    Study current = study;
    for (const Edit& edit : batch.edits) {
        auto next = apply(current, edit);
        if (!next) {
            return next;
        }
        current = *next;
    }
    return current;
}

std::string nameAt(const Study& study, const Path& path) {
    const auto element = findElement(study, path);
    return element ? (*element)->displayName() : path.text();
}

std::string described(const Study& before, const SetValue& set) {
    const auto place = findInput(before, set.path);
    if (!place) {
        return "Set " + set.path.text();
    }
    const std::string owner = set.path.steps.empty() ? "the study" : nameAt(before, set.path);
    if (sameContent(place->value(), set.value)) {
        return fmt::format("Change the source of {} of {}", place->input().label, owner);
    }
    return fmt::format("Set {} of {} to {}", place->input().label, owner, valueText(place->input(), set.value));
}
std::string described(const Study&, const InsertElement& insert) {
    return fmt::format("Add {} {}", roleName(insert.element->kind->role), insert.element->displayName());
}
std::string described(const Study& before, const RemoveElement& remove) {
    return "Remove " + nameAt(before, remove.path);
}
std::string described(const Study& before, const MoveElement& move) { return "Move " + nameAt(before, move.path); }
std::string described(const Study&, const Batch& batch) { return batch.text; }

}  // namespace

Expected<Study> apply(const Study& study, const Edit& edit) {
    return std::visit([&](const auto& change) { return applyTo(study, change); }, edit.change);
}

std::string describe(const Study& before, const Edit& edit) {
    return std::visit([&](const auto& change) { return described(before, change); }, edit.change);
}

}  // namespace offtake::study
