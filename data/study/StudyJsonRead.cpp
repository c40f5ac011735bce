#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "core/study/Path.h"
#include "core/study/Validate.h"
#include "core/study/ValueText.h"
#include "data/study/JsonTree.h"
#include "data/study/StoredSpread.h"
#include "data/study/StudyJson.h"
#include "data/study/Suggest.h"

namespace offtake::study {

namespace {

using json::Node;
using Kind = Node::Kind;

/// A value of the text and where it stands.
struct Place {
    const Node* node;
    std::string where;

    [[nodiscard]] Place member(std::string_view key) const {
        return {node->find(key), where.empty() ? std::string(key) : where + "." + std::string(key)};
    }
    [[nodiscard]] Place item(std::size_t index) const { return {&node->items[index], fmt::format("{}[{}]", where, index)}; }
};

class StudyReader {
public:
    explicit StudyReader(const std::string& subject) : m_subject(subject) {}

    Expected<Study> read(const Node& root) {
        const Place top{&root, {}};
        if (const auto known = checkHeader(top); !known) {
            return tl::unexpected(known.error());
        }
        const ElementKind* kind = findKind(Role::Study, "study");
        Element element = makeElement(*kind, "");
        fillAbsent(element);
        if (const auto checked = checkKeys(top, listKeys(*kind, {"format", "version", "study"})); !checked) {
            return tl::unexpected(checked.error());
        }
        if (const Place own = top.member("study"); own.node != nullptr) {
            Expected<void> filled = checkKind(own, Kind::Object);
            filled = filled ? checkKeys(own, inputKeys(*kind)) : filled;
            filled = filled ? readInputs(own, element) : filled;
            if (!filled) {
                return tl::unexpected(filled.error());
            }
        }
        if (const auto filled = readLists(top, element); !filled) {
            return tl::unexpected(filled.error());
        }
        return Study(std::make_shared<const Element>(std::move(element)));
    }

private:
    const std::string& m_subject;

    [[nodiscard]] std::string subjectOf(const Place& place) const {
        const std::string line = place.node == nullptr ? "" : fmt::format(", line {}", place.node->line);
        return m_subject + line + (place.where.empty() ? "" : ", " + place.where);
    }
    [[nodiscard]] tl::unexpected<Error> refuse(const Place& place, ErrorCode code, Message reason, Message remedy = {}) const {
        return fail(code, subjectOf(place), std::move(reason), std::move(remedy));
    }

    [[nodiscard]] Expected<void> checkKind(const Place& place, Kind kind) const {
        if (place.node->kind != kind) {
            return refuse(place, ErrorCode::Syntax, {"Here stands {0} where {1} belongs.", {std::string(nameOf(place.node->kind)), std::string(nameOf(kind))}});
        }
        return {};
    }

    [[nodiscard]] Expected<void> checkKeys(const Place& place, const std::vector<std::string>& known) const {
        for (std::size_t i = 0; i < place.node->keys.size(); ++i) {
            const std::string& key = place.node->keys[i];
            if (std::find(known.begin(), known.end(), key) == known.end()) {
                return refuse({&place.node->items[i], place.member(shortened(key)).where}, ErrorCode::UnknownName, {"There is no \"{0}\" here.", {shortened(key)}}, possibleNames(key, known));
            }
        }
        return {};
    }

    static std::vector<std::string> inputKeys(const ElementKind& kind, std::vector<std::string> first = {}) {
        for (const Input* input : kind.inputs) {
            first.emplace_back(input->key);
        }
        return first;
    }
    static std::vector<std::string> listKeys(const ElementKind& kind, std::vector<std::string> first) {
        for (const Role role : kind.contains) {
            first.emplace_back(listKey(role));
        }
        return first;
    }

    [[nodiscard]] Expected<void> checkHeader(const Place& top) const {
        const Place format = top.node->kind == Kind::Object ? top.member("format") : Place{nullptr, {}};
        if (format.node == nullptr || format.node->kind != Kind::Text || format.node->text != kJsonFormat) {
            return fail(ErrorCode::Foreign, m_subject, {"This is not a study of Offtake: it does not say \"format\": \"{0}\".", {std::string(kJsonFormat)}},
                        {"A study starts with {\"format\": \"offtake-study\", \"version\": 1}.", {}});
        }
        const Place version = top.member("version");
        if (version.node == nullptr) {
            return fail(ErrorCode::Syntax, m_subject, {"\"version\" is missing.", {}}, {"Write \"version\": {0}.", {static_cast<std::int64_t>(kJsonVersion)}});
        }
        const double number = version.node->kind == Kind::Number ? version.node->number : 0.0;
        if (number < 1.0 || number != std::floor(number)) {
            return refuse(version, ErrorCode::Syntax, {"The version must be a whole number from 1.", {}}, {"Write \"version\": {0}.", {static_cast<std::int64_t>(kJsonVersion)}});
        }
        if (number > kJsonVersion) {
            return refuse(version, ErrorCode::TooNew, {"This study has version {0} of the format, this program reads version {1}.", {number, static_cast<std::int64_t>(kJsonVersion)}},
                          {"Open it with a newer Offtake.", {}});
        }
        return {};
    }

    static void fillAbsent(Element& element) {
        for (std::size_t i = 0; i < element.values.size(); ++i) {
            const Input& input = *element.kind->inputs[i];
            if (input.whenAbsent) {
                element.values[i].numbers = {*input.whenAbsent};
            }
        }
    }

    Expected<void> readInputs(const Place& place, Element& element) {
        for (std::size_t i = 0; i < element.values.size(); ++i) {
            const Input& input = *element.kind->inputs[i];
            const Place given = place.member(input.key);
            if (given.node == nullptr) {
                continue;
            }
            auto value = readValue(given, input);
            if (!value) {
                return tl::unexpected(value.error());
            }
            element.values[i] = std::move(*value);
        }
        return {};
    }

    Expected<void> readLists(const Place& place, Element& element) {
        for (const Role role : element.kind->contains) {
            const Place list = place.member(listKey(role));
            if (list.node == nullptr) {
                continue;
            }
            if (const auto checked = checkKind(list, Kind::List); !checked) {
                return checked;
            }
            std::set<std::string> ids;
            for (std::size_t i = 0; i < list.node->items.size(); ++i) {
                auto child = readElement(list.item(i), role);
                if (!child) {
                    return tl::unexpected(child.error());
                }
                if (!ids.insert(child->id).second) {
                    return refuse(list.item(i).member("id"), ErrorCode::Inconsistent, {"The id \"{0}\" is used twice.", {child->id}}, {"Give one of them another id.", {}});
                }
                add(element, std::move(*child));
            }
        }
        return {};
    }

    Expected<Element> readElement(const Place& place, Role role) {
        if (const auto checked = checkKind(place, Kind::Object); !checked) {
            return tl::unexpected(checked.error());
        }
        const auto id = readId(place);
        if (!id) {
            return tl::unexpected(id.error());
        }
        const auto kind = readKind(place, role);
        if (!kind) {
            return tl::unexpected(kind.error());
        }
        Element element = makeElement(**kind, *id);
        fillAbsent(element);
        Expected<void> filled = checkKeys(place, listKeys(**kind, inputKeys(**kind, {"id", "kind"})));
        filled = filled ? readInputs(place, element) : filled;
        filled = filled ? readLists(place, element) : filled;
        if (!filled) {
            return tl::unexpected(filled.error());
        }
        return element;
    }

    [[nodiscard]] Expected<std::string> readId(const Place& place) const {
        const Place id = place.member("id");
        if (id.node == nullptr) {
            return refuse(place, ErrorCode::Syntax, {"The id is missing.", {}}, {"Give it one that no neighbour has.", {}});
        }
        if (id.node->kind != Kind::Text || !isId(id.node->text)) {
            return refuse(id, ErrorCode::Syntax, {"\"{0}\" cannot be an id.", {shortened(id.node->text)}}, {"Use lower-case letters, digits and hyphens.", {}});
        }
        return id.node->text;
    }

    [[nodiscard]] Expected<const ElementKind*> readKind(const Place& place, Role role) const {
        std::vector<std::string> known;
        for (const ElementKind* kind : allKinds()) {
            if (kind->role == role) {
                known.emplace_back(kind->key);
            }
        }
        const Place given = place.member("kind");
        if (given.node == nullptr) {
            const ElementKind* only = findKind(role, "");
            if (only == nullptr) {
                return refuse(place, ErrorCode::Syntax, {"The kind of this {0} is missing.", {std::string(roleName(role))}}, possibleNames("", known));
            }
            return only;
        }
        if (const auto checked = checkKind(given, Kind::Text); !checked) {
            return tl::unexpected(checked.error());
        }
        const ElementKind* kind = given.node->text.empty() ? nullptr : findKind(role, given.node->text);
        if (kind == nullptr) {
            return refuse(given, ErrorCode::UnknownName, {"There is no {0} of the kind \"{1}\".", {std::string(roleName(role)), shortened(given.node->text)}}, possibleNames(given.node->text, known));
        }
        return kind;
    }

    Expected<Value> readValue(const Place& place, const Input& input) {
        auto value = place.node->kind == Kind::Object ? readDescribed(place, input) : readLiteral(place, input);
        if (value) {
            if (const auto checked = checkValue(input, *value, subjectOf(place)); !checked) {
                return tl::unexpected(checked.error());
            }
        }
        return value;
    }

    /// {"value", "low", "high", "distribution", "process", "source", "estimate", "note", "assumption"}
    Expected<Value> readDescribed(const Place& place, const Input& input) {
        static const std::vector<std::string> kKeys{"value", "low", "high", "distribution", "process", "source", "estimate", "note", "assumption"};
        if (const auto checked = checkKeys(place, kKeys); !checked) {
            return tl::unexpected(checked.error());
        }
        const Place literal = place.member("value");
        const Place assumption = place.member("assumption");
        const Place distribution = place.member("distribution");
        if (literal.node == nullptr && assumption.node == nullptr && distribution.node == nullptr) {
            return refuse(place, ErrorCode::Syntax, {"\"value\" is missing.", {}}, {"Write {\"value\": …} or {\"assumption\": \"id\"}.", {}});
        }
        auto value = literal.node == nullptr ? Expected<Value>(fallbackOf(input)) : readLiteral(literal, input);
        if (!value) {
            return value;
        }
        Expected<void> done = readRangeEnd(place.member("low"), input, value->low);
        done = done ? readRangeEnd(place.member("high"), input, value->high) : done;
        done = done ? readUncertainty(place, input, literal.node != nullptr, *value) : done;
        done = done ? readText(place.member("source"), value->source) : done;
        done = done ? readText(place.member("note"), value->note) : done;
        done = done ? readAssumption(assumption, *value) : done;
        done = done ? readEstimate(place.member("estimate"), *value) : done;
        if (!done) {
            return tl::unexpected(done.error());
        }
        return value;
    }

    Expected<Value> readLiteral(const Place& place, const Input& input) {
        const Node& node = *place.node;
        if (!input.numeric()) {
            if (const auto checked = checkKind(place, Kind::Text); !checked) {
                return tl::unexpected(checked.error());
            }
            Value value;
            value.text = node.text;
            return value;
        }
        if (node.kind == Kind::Text) {
            return parseValue(input, node.text, subjectOf(place), BareNumber::Stored);
        }
        if (node.kind == Kind::Number && input.shape != Shape::Date) {
            Value value;
            value.numbers = {node.number};
            return value;
        }
        if (node.kind == Kind::List && input.shape == Shape::Path) {
            return readPath(place, input);
        }
        const std::string expected = input.shape == Shape::Date ? "a date like \"2026-07-01\"" : input.shape == Shape::Path ? "a number, a text or a list of numbers" : "a number or a text";
        return refuse(place, ErrorCode::Syntax, {"{0} cannot be {1}.", {std::string(input.label), std::string(nameOf(node.kind))}}, {"Write {0}.", {expected}});
    }

    Expected<Value> readPath(const Place& place, const Input& input) {
        Value value;
        for (std::size_t i = 0; i < place.node->items.size(); ++i) {
            const auto number = readNumber(place.item(i), input);
            if (!number) {
                return tl::unexpected(number.error());
            }
            value.numbers.push_back(*number);
        }
        return value;
    }

    /// One number in the input's unit, or a text that says one.
    Expected<double> readNumber(const Place& place, const Input& input) {
        Input single = input;
        single.shape = input.shape == Shape::Path ? Shape::Number : input.shape;
        const auto value = place.node->kind == Kind::List ? refuse(place, ErrorCode::Syntax, {"One number belongs here.", {}}) : readLiteral(place, single);
        if (!value) {
            return tl::unexpected(value.error());
        }
        if (value->low || value->high || !value->assumption.empty() || !value->uncertainty.none()) {
            return refuse(place, ErrorCode::Syntax, {"One number belongs here.", {}}, {"Write it without a range.", {}});
        }
        return value->number();
    }

    Expected<void> readRangeEnd(const Place& place, const Input& input, std::optional<double>& end) {
        if (place.node == nullptr) {
            return {};
        }
        if (!input.numeric()) {
            return refuse(place, ErrorCode::Syntax, {"{0} has no range.", {std::string(input.label)}}, {"Remove it.", {}});
        }
        if (end) {
            return refuse(place, ErrorCode::Inconsistent, {"The value is a range already.", {}}, {"Remove one of the two.", {}});
        }
        const auto number = readNumber(place, input);
        if (!number) {
            return tl::unexpected(number.error());
        }
        end = *number;
        return {};
    }

    Expected<void> readUncertainty(const Place& place, const Input& input, bool numbersGiven, Value& value) const {
        std::string distribution;
        std::string process;
        Expected<void> read = readText(place.member("distribution"), distribution);
        read = read ? readText(place.member("process"), process) : read;
        return read ? readSpread(input, distribution, process, numbersGiven, subjectOf(place), value) : read;
    }

    Expected<void> readText(const Place& place, std::string& text) const {
        if (place.node == nullptr) {
            return {};
        }
        if (auto checked = checkKind(place, Kind::Text); !checked) {
            return checked;
        }
        text = place.node->text;
        return {};
    }

    Expected<void> readAssumption(const Place& place, Value& value) const {
        std::string id;
        if (auto read = readText(place, id); !read || place.node == nullptr) {
            return read;
        }
        if (!isId(id) || !value.assumption.empty()) {
            return refuse(place, ErrorCode::Syntax, {"\"{0}\" cannot be the id of the assumption.", {shortened(id)}}, {"Use lower-case letters, digits and hyphens, once.", {}});
        }
        value.assumption = id;
        return {};
    }

    Expected<void> readEstimate(const Place& place, Value& value) const {
        if (place.node == nullptr) {
            return {};
        }
        if (auto checked = checkKind(place, Kind::Truth); !checked) {
            return checked;
        }
        value.estimate = place.node->truth;
        return {};
    }
};

}  // namespace

Expected<Study> studyFromJson(std::string_view text, const std::string& subject) {
    const auto root = json::parse(text, subject);
    if (!root) {
        return tl::unexpected(root.error());
    }
    return StudyReader(subject).read(*root);
}

}  // namespace offtake::study
