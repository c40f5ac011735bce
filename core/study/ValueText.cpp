#include "core/study/ValueText.h"

#include <cmath>

#include <fmt/format.h>

#include "core/study/Path.h"
#include "core/study/Validate.h"
#include "core/units/Format.h"
#include "core/units/ParseQuantity.h"

namespace offtake::study {

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t from = text.find_first_not_of(kBlank);
    if (from == std::string_view::npos) {
        return {};
    }
    return text.substr(from, text.find_last_not_of(kBlank) - from + 1);
}

/// Digits before the point in groups of three; digits with an exponent stay as they are.
std::string grouped(std::string digits) {
    if (digits.find('e') != std::string::npos) {
        return digits;
    }
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.front() == '-' ? 1 : 0;
    if (point - first > 4) {
        for (std::size_t at = point; at > first + 3;) {
            at -= 3;
            digits.insert(at, ",");
        }
    }
    return digits;
}

/// The shortest digits that read back to the stored number: percent moves the point, it does not round.
std::string shownDigits(const Input& input, double stored) {
    units::NamedUnit bare = input.unit;
    bare.symbol = {};
    return grouped(units::fullPrecision(stored, bare));
}

std::string dateText(double days) { return isoDate(Date{std::chrono::days{static_cast<int>(days)}}); }

std::string withUnit(const Input& input, const std::string& numbers) {
    return input.unit.symbol.empty() ? numbers : numbers + " " + std::string(input.unit.symbol);
}


/// Puts the path of the input in front of an error of the unit parser.
tl::unexpected<Error> about(Error error, const std::string& subject) {
    error.subject = subject;
    return tl::unexpected<Error>(std::move(error));
}

Expected<Value> parseNumber(const Input& input, std::string_view text, const std::string& subject, BareNumber bare) {
    Value value;
    if (bare == BareNumber::Stored) {
        if (const auto stored = units::parseStored(text)) {
            value.numbers = {*stored};
            return value;
        }
    }
    const auto quantity = units::parseQuantity(text, input.unit);
    if (!quantity) {
        return about(quantity.error(), subject);
    }
    value.numbers = {quantity->value};
    if (quantity->statement != units::Statement::Exact) {
        value.low = quantity->low;
        value.high = quantity->high;
    }
    return value;
}

Expected<Value> parsePathValue(const Input& input, std::string_view text, const std::string& subject, BareNumber bare) {
    if (text.find(';') == std::string_view::npos) {
        return parseNumber(input, text, subject, bare);
    }
    Value value;
    std::size_t from = 0;
    while (from <= text.size()) {
        const std::size_t end = std::min(text.find(';', from), text.size());
        const auto part = parseNumber(input, trimmed(text.substr(from, end - from)), subject, bare);
        if (!part) {
            return part;
        }
        if (part->low) {
            return fail(ErrorCode::Syntax, subject, {"A list of monthly values cannot contain a range.", {}}, {"Write one number for each month.", {}});
        }
        value.numbers.push_back(part->number());
        from = end + 1;
    }
    return value;
}

Expected<Value> parseDateValue(std::string_view text, const std::string& subject) {
    const auto date = parseDate(text);
    if (!date) {
        return about(date.error(), subject);
    }
    Value value;
    value.numbers = {static_cast<double>(date->time_since_epoch().count())};
    return value;
}

Value parseText(const Input& input, std::string_view text) {
    Value value;
    value.text = text;
    for (const Choice& option : input.choices) {
        if (option.label == text) {
            value.text = option.key;
        }
    }
    return value;
}

}  // namespace

std::string numberText(const Input& input, const Value& value) {
    if (!value.assumption.empty()) {
        return "= " + value.assumption;
    }
    if (input.shape == Shape::Date) {
        return dateText(value.number());
    }
    if (!input.numeric()) {
        for (const Choice& option : input.choices) {
            if (option.key == value.text) {
                return std::string(option.label);
            }
        }
        return value.text;
    }
    if (value.low && value.high) {
        return shownDigits(input, *value.low) + " to " + shownDigits(input, *value.high);
    }
    std::string out;
    for (const double number : value.numbers) {
        out += (out.empty() ? "" : "; ") + shownDigits(input, number);
    }
    return out;
}

std::string valueText(const Input& input, const Value& value) {
    const bool plain = !value.assumption.empty() || !input.numeric() || input.shape == Shape::Date;
    if (plain) {
        return numberText(input, value);
    }
    if (value.numbers.size() <= 1) {
        return withUnit(input, numberText(input, value));
    }
    std::string out;
    for (const double number : value.numbers) {
        out += (out.empty() ? "" : "; ") + withUnit(input, shownDigits(input, number));
    }
    return out;
}

Expected<Value> parseValue(const Input& input, std::string_view typed, const std::string& subject, BareNumber bare) {
    const bool isText = input.shape == Shape::Text;
    const std::string_view text = isText ? typed : trimmed(typed);
    Expected<Value> value = [&]() -> Expected<Value> {
        if (!isText && !text.empty() && text.front() == '=') {
            Value reference = fallbackOf(input);
            reference.assumption = trimmed(text.substr(1));
            if (!isId(reference.assumption)) {
                return fail(ErrorCode::Syntax, subject, {"\"{0}\" is not the id of an assumption.", {reference.assumption}}, {"Write = and the id, as in \"= power-price\".", {}});
            }
            return reference;
        }
        if (input.numeric() && text.empty()) {
            return fail(ErrorCode::Syntax, subject, {"{0} is empty.", {std::string(input.label)}}, {"Enter a value.", {}});
        }
        switch (input.shape) {
            case Shape::Number: return parseNumber(input, text, subject, bare);
            case Shape::Path: return parsePathValue(input, text, subject, bare);
            case Shape::Date: return parseDateValue(text, subject);
            default: return parseText(input, text);
        }
    }();
    if (value) {
        if (const auto checked = checkValue(input, *value, subject); !checked) {
            return tl::unexpected(checked.error());
        }
    }
    return value;
}

}  // namespace offtake::study
