#include "core/present/InputField.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "core/study/Path.h"
#include "core/study/ValueText.h"
#include "core/units/Format.h"

namespace offtake::present {

using namespace study;

namespace {

constexpr double kShortenedFrom = 1e6;
constexpr int kSteadyDigits = 15;  // decimal digits that every double keeps

bool plainNumber(const Input& input) { return input.shape == Shape::Number || input.shape == Shape::Path; }

/// "150" for 150,000,000 under M: the division is done in decimal digits, so that it adds none.
std::string scaledText(const Input& input, double stored, int magnitude) {
    const double shown = input.unit.shown(stored) / std::pow(10.0, magnitude);
    Value value;
    value.numbers = {std::strtod(fmt::format("{:.{}g}", shown, kSteadyDigits).c_str(), nullptr)};
    Input plain = input;
    plain.unit = units::kOne;
    return numberText(plain, value);
}

std::string scaledNumbers(const Input& input, const Value& value, int magnitude) {
    if (value.low && value.high) {
        return scaledText(input, *value.low, magnitude) + " to " + scaledText(input, *value.high, magnitude);
    }
    std::string out;
    for (const double number : value.numbers) {
        out += (out.empty() ? "" : "; ") + scaledText(input, number, magnitude);
    }
    return out;
}

std::string withRealMinus(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool startsNumber = text[i] == '-' && (i == 0 || text[i - 1] == ' ') && i + 1 < text.size();
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

/// Whether the text consists of numbers and the words between them, so that its unit is the field's.
bool withoutUnit(std::string_view text) {
    std::string rest(text);
    for (const std::string_view word : {"to", "tri", "\u00b1", "\u2212", "\u2013", "+-"}) {
        for (std::size_t at = rest.find(word); at != std::string::npos; at = rest.find(word)) {
            rest.replace(at, word.size(), " ");
        }
    }
    return std::all_of(rest.begin(), rest.end(), [](char c) { return (c >= '0' && c <= '9') || std::string_view(" .,'+-eE();").find(c) != std::string_view::npos; });
}

/// Puts the unit of the field behind each part of a list.
std::string withFieldUnit(std::string_view typed, const std::string& unit) {
    std::string out;
    std::size_t from = 0;
    while (from <= typed.size()) {
        const std::size_t end = std::min(typed.find(';', from), typed.size());
        out += (out.empty() ? "" : "; ") + std::string(typed.substr(from, end - from)) + " " + unit;
        from = end + 1;
    }
    return out;
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
        return withRealMinus(magnitude == 0 ? numberText(input, value) : scaledNumbers(input, value, magnitude));
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
    if (magnitude != 0 && withoutUnit(typed) && typed.find_first_of("0123456789") != std::string_view::npos) {
        return parseValue(input, withFieldUnit(typed, fieldUnit(input, magnitude)), subject, BareNumber::Shown);
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
