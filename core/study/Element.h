#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Date.h"
#include "core/study/ElementKind.h"
#include "core/study/Uncertainty.h"

namespace offtake::study {

/// What an input holds, with where it comes from. Exactly one of: numbers (Number: one; Path: one a month; Date: days
/// since 1970-01-01), text (Choice key, Text, Reference id), or a reference to an assumption of the study.
struct Value {
    std::vector<double> numbers;
    std::string text;
    std::string assumption;     ///< id of the assumption it is equal to; shown as "= id"
    std::optional<double> low;  ///< range in which the truth may lie, in the unit of the input
    std::optional<double> high;
    Uncertainty uncertainty;    ///< as stated; see uncertaintyOf for a value that has a range alone
    std::string source;         ///< id of a source of the study; may be empty
    bool estimate = false;      ///< our own judgement, said openly
    std::string note;

    [[nodiscard]] double number() const { return numbers.empty() ? 0.0 : numbers.front(); }
    friend bool operator==(const Value&, const Value&) = default;
};

/// The default of an input.
[[nodiscard]] Value fallbackOf(const Input& input);

/// How a numeric value is spread: as stated, or between the ends of its range when it has a range alone.
[[nodiscard]] Uncertainty uncertaintyOf(const Value& value);

/// The same content, leaving aside source, estimate and note.
[[nodiscard]] bool sameContent(const Value& a, const Value& b);

struct Element;
using ElementPtr = std::shared_ptr<const Element>;

/// A node of the study: an element with its values by description and its children in order. Immutable once shared;
/// edits copy the nodes from the root to the change and share the rest.
struct Element {
    const ElementKind* kind = nullptr;
    std::string id;               ///< unique among siblings of the same role; survives renaming and reordering
    std::vector<Value> values;    ///< one for each of kind->inputs, in that order
    std::vector<ElementPtr> children;

    /// The value of an input of this kind. Precondition: the kind has it.
    [[nodiscard]] const Value& get(const Input& input) const;
    [[nodiscard]] bool has(const Input& input) const { return kind->indexOf(input) >= 0; }
    [[nodiscard]] std::string_view choice(const Input& input) const { return get(input).text; }
    [[nodiscard]] std::vector<ElementPtr> childrenOf(Role role) const;
    [[nodiscard]] const Element* child(Role role, std::string_view childId) const;
    /// The name, or the id when it has none.
    [[nodiscard]] std::string displayName() const;
};

/// Same kind, id, values and children throughout.
[[nodiscard]] bool equal(const Element& a, const Element& b);

/// A new element of a kind with every input at its default.
[[nodiscard]] Element makeElement(const ElementKind& kind, std::string id);

/// The same element with one value changed; for building studies in code.
Element& with(Element& element, const Input& input, double number);
Element& with(Element& element, const Input& input, std::string_view text);
Element& with(Element& element, const Input& input, Date date);
void add(Element& parent, Element child);

/// The document as a value: its root element. Copies are cheap, parts are shared.
class Study {
public:
    Study();
    explicit Study(ElementPtr root) : m_root(std::move(root)) {}

    [[nodiscard]] const Element& root() const { return *m_root; }
    [[nodiscard]] ElementPtr rootPointer() const { return m_root; }
    [[nodiscard]] std::vector<ElementPtr> deals() const { return m_root->childrenOf(Role::Deal); }
    [[nodiscard]] std::vector<ElementPtr> parties() const { return m_root->childrenOf(Role::Party); }
    [[nodiscard]] const Element* party(std::string_view id) const { return m_root->child(Role::Party, id); }
    [[nodiscard]] const Element* source(std::string_view id) const { return m_root->child(Role::Source, id); }

    friend bool operator==(const Study& a, const Study& b) { return a.m_root == b.m_root || equal(*a.m_root, *b.m_root); }

private:
    ElementPtr m_root;
};

}  // namespace offtake::study
