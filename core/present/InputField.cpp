#include "core/present/InputField.h"

#include <algorithm>
#include <cmath>

#include "core/study/Path.h"
#include "core/study/ValueText.h"
#include "core/units/Format.h"
#include "core/units/ParseCall.h"

namespace offtake::present {

using namespace study;

namespace {

constexpr double kShortenedFrom = 1e6;

bool plainNumber(const Input& input) { return input.shape == Shape::Number || input.shape == Shape::Path; }

/// The input in the unit of its field, such as M$/month. `symbol` holds the name of that unit and must outlive it.
Input inFieldUnit(const Input& input, int magnitude, std::string& symbol) {
    const double times = std::pow(10.0, magnitude);
    symbol = fieldUnit(input, magnitude);
    Input field = input;
    field.unit.symbol = symbol;
    field.unit.unit = times * input.unit.unit;
    field.unit.storedPerShown = times * input.unit.storedPerShown;
    return field;
}

std::string withRealMinus(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool startsNumber = text[i] == '-' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '(') && i + 1 < text.size();
        out += startsNumber ? "\u2212" : std::string(1, text[i]);
    }
    return out;
}

Role referredRole(const Input& input) {
    for (const ElementKind* kind : allKinds()) {
        if (roleName(kind->role) == input.refersTo) {
            return kind->role;
        }
    }
    return Role::Party;
}

/// Whether the text consists of numbers and the words between them.
bool withoutUnit(std::string_view text) {
    std::string rest(text);
    for (const std::string_view word : {"from", "up", "to", "\u00b1", "\u2212", "\u2013", "+-"}) {
        for (std::size_t at = rest.find(word); at != std::string::npos; at = rest.find(word)) {
            rest.replace(at, word.size(), " ");
        }
    }
    return std::all_of(rest.begin(), rest.end(), [](char c) { return (c >= '0' && c <= '9') || std::string_view(" .,'+-eE();").find(c) != std::string_view::npos; });
}

/// Whether none of the numbers that are in the unit of the input has one: their unit is the field's.
bool bareNumbers(std::string_view typed) {
    const std::string_view level = typed.substr(0, typed.find('~'));
    if (!units::looksLikeCall(level)) {
        return withoutUnit(level);
    }
    const auto call = units::scanCall(level);
    if (!call || !call->unit.empty()) {
        return false;
    }
    // Probabilities stand before the values of quantiles and behind those of a discrete distribution.
    const bool valueLast = call->name == "quantiles";
    return std::all_of(call->arguments.begin(), call->arguments.end(), [valueLast](std::string_view argument) {
        const std::size_t colon = argument.find(':');
        return withoutUnit(colon == std::string_view::npos ? argument : valueLast ? argument.substr(colon + 1) : argument.substr(0, colon));
    });
}

Expected<Value> readReference(const Study& study, const Input& input, std::string_view typed, const std::string& subject) {
    Value value;
    if (typed.empty()) {
        return value;
    }
    std::string names;
    for (const ElementPtr& item : study.root().childrenOf(referredRole(input))) {
        if (item->id == typed || item->displayName() == typed) {
            value.text = item->id;
            return value;
        }
        names += (names.empty() ? "" : ", ") + item->displayName();
    }
    return fail(ErrorCode::UnknownName, subject, {"There is no {0} \"{1}\".", {std::string(input.refersTo), std::string(typed)}},
                {"There are: {0}.", {names.empty() ? std::string("none") : names}});
}

}  // namespace

int fieldMagnitude(const Input& input, std::span<const Value* const> values) {
    if (!plainNumber(input) || input.unit.scaling == units::Scaling::None || input.unit.symbol.empty()) {
        return 0;
    }
    double least = 0.0;
    const auto consider = [&](double number) {
        const double size = std::abs(input.unit.shown(number));
        if (size > 0.0 && (least == 0.0 || size < least)) {
            least = size;
        }
    };
    for (const Value* value : values) {
        for (const double number : value->numbers) {
            consider(number);
        }
        if (value->low && value->high) {
            consider(*value->low);
            consider(*value->high);
        }
    }
    if (least < kShortenedFrom) {
        return 0;
    }
    const int prefix = input.unit.scaling == units::Scaling::Prefix ? input.unit.prefix : 0;
    const int thousands = static_cast<int>(std::floor(std::log10(least) / 3.0)) * 3;
    return std::clamp(thousands, 0, std::max(0, 12 - prefix));
}

std::string fieldUnit(const Input& input, int magnitude) {
    return plainNumber(input) ? units::symbolWithMagnitude(input.unit, magnitude) : std::string();
}

std::string fieldText(const Study& study, const Input& input, const Value& value, int magnitude) {
    if (!value.assumption.empty()) {
        return "= " + value.assumption;
    }
    if (plainNumber(input)) {
        std::string symbol;
        return withRealMinus(numberText(magnitude == 0 ? input : inFieldUnit(input, magnitude, symbol), value));
    }
    if (input.shape == Shape::Reference && !value.text.empty()) {
        const Element* referred = study.root().child(referredRole(input), value.text);
        return referred != nullptr ? referred->displayName() : value.text;
    }
    return numberText(input, value);
}

Expected<Value> readField(const Study& study, const Input& input, std::string_view typed, int magnitude, const std::string& subject) {
    if (input.shape == Shape::Reference) {
        return readReference(study, input, typed, subject);
    }
    if (magnitude != 0 && bareNumbers(typed)) {
        std::string symbol;
        return parseValue(inFieldUnit(input, magnitude, symbol), typed, subject, BareNumber::Shown);
    }
    return parseValue(input, typed, subject, BareNumber::Shown);
}

bool isChanged(const Input& input, const Value& value) { return !sameContent(value, fallbackOf(input)); }

bool asksForSource(const Input& input, const Value& value) {
    if (!plainNumber(input) || !value.assumption.empty()) {
        return false;
    }
    return !(input.neutral && value.numbers.size() == 1 && value.number() == *input.neutral && !value.low);
}

InputCounts countInputs(const Study& study) {
    InputCounts counts;
    for (const ElementPtr& deal : study.deals()) {
        ++counts.deals;
        walk(*deal, {}, [&counts](const Path&, const Element& element) {
            for (std::size_t i = 0; i < element.values.size(); ++i) {
                const Input& input = *element.kind->inputs[i];
                const Value& value = element.values[i];
                if (!input.numeric() && input.shape != Shape::Choice) {
                    continue;
                }
                ++counts.inputs;
                counts.sourced += value.source.empty() ? 0 : 1;
                counts.estimates += value.source.empty() && value.estimate ? 1 : 0;
                counts.changed += isChanged(input, value) ? 1 : 0;
            }
        });
    }
    return counts;
}

}  // namespace offtake::present
