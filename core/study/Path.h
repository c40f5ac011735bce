#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/study/Element.h"

namespace offtake::study {

/// A place in a study, written "deal.open.tranche.neocloud.clause.take-or-pay.share": pairs of role and id, then the
/// key of an input. Inputs of the study itself read "study.horizon". Without a key it names an element.
struct Path {
    struct Step {
        Role role;
        std::string id;
        friend bool operator==(const Step&, const Step&) = default;
    };
    std::vector<Step> steps;
    std::string key;  ///< empty when it names an element

    [[nodiscard]] std::string text() const;
    [[nodiscard]] Path child(Role role, std::string id) const;
    [[nodiscard]] Path input(std::string_view inputKey) const;
    [[nodiscard]] Path parent() const;  ///< the element that holds this element or input
    friend bool operator==(const Path&, const Path&) = default;
};

/// Errors: Syntax for text that is not a path. Whether it exists is for `find` to say.
[[nodiscard]] Expected<Path> parsePath(std::string_view text);

/// The element at a path (its key is ignored). Errors: UnknownName, with the ids that exist there.
[[nodiscard]] Expected<const Element*> findElement(const Study& study, const Path& path);

/// An input at a path: the element and the input's index in its kind.
struct InputPlace {
    const Element* element = nullptr;
    int index = -1;
    [[nodiscard]] const Input& input() const { return *element->kind->inputs[static_cast<std::size_t>(index)]; }
    [[nodiscard]] const Value& value() const { return element->values[static_cast<std::size_t>(index)]; }
};
[[nodiscard]] Expected<InputPlace> findInput(const Study& study, const Path& path);

/// Calls visit(path of the element, element) for the root and everything below it, parents first.
template <typename Visit>
void walk(const Element& element, const Path& path, const Visit& visit) {
    visit(path, element);
    for (const ElementPtr& child : element.children) {
        walk(*child, path.child(child->kind->role, child->id), visit);
    }
}

/// Whether text may be an id: lower-case letters, digits and hyphens, starting with a letter or digit, at most 64.
[[nodiscard]] bool isId(std::string_view text);

/// An id made from a name that no sibling of the role has.
[[nodiscard]] std::string freeId(const Element& parent, Role role, std::string_view name);

}  // namespace offtake::study
