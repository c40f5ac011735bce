#include "core/study/ValueText.h"

#include <cmath>

#include "core/study/CheckUncertainty.h"
#include "core/study/DistributionText.h"
#include "core/study/Path.h"
#include "core/study/StatedLevel.h"
#include "core/study/Validate.h"
#include "core/units/ParseCall.h"
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

std::string dateText(double days) { return isoDate(Date{std::chrono::days{static_cast<int>(days)}}); }

std::string withUnit(const Input& input, const std::string& numbers) {
    return input.unit.symbol.empty() || input.shape == Shape::Date ? numbers : numbers + " " + std::string(input.unit.symbol);
}

/// Puts the path of the input in front of an error of the unit parser.
tl::unexpected<Error> about(Error error, const std::string& subject) {
    error.subject = subject;
    return tl::unexpected<Error>(std::move(error));
}

/// The central value that a range alone means; of days a whole one.
double middleOfRange(const Input& input, double low, double high) {
    return input.shape == Shape::Date ? std::floor(0.5 * (low + high)) : units::middleOf(low, high);
}

// ---- writing -----------------------------------------------------------------------------------------------------

/// The numbers, each with its unit when there are several and units are wanted.
std::string listText(const Input& input, const std::vector<double>& numbers, bool units) {
    std::string out;
    for (const double number : numbers) {
        const std::string digits = input.shape == Shape::Date ? dateText(number) : digitsText(input, number, Digits::Shown);
        out += (out.empty() ? "" : "; ") + (units && numbers.size() > 1 ? withUnit(input, digits) : digits);
    }
    return out;
}

/// "17,900 to 51,900", "from 17,900", "up to 51,900", "from 5 up to 5".
std::string endsText(const Input& input, const Value& value) {
    const auto end = [&](double number) { return listText(input, {number}, false); };
    if (value.low && value.high && *value.low < *value.high) {
        return end(*value.low) + " to " + end(*value.high);
    }
    const std::string from = value.low ? "from " + end(*value.low) : "";
    const std::string upTo = value.high ? "up to " + end(*value.high) : "";
    return from + (from.empty() || upTo.empty() ? "" : " ") + upTo;
}

std::string levelText(const Input& input, Value value, bool units) {
    const auto measured = [&](const std::string& text) { return units ? withUnit(input, text) : text; };
    if (value.uncertainty.family == Family::Between) {
        settle(input, value);
    }
    if (value.uncertainty.family != Family::Certain) {
        return measured(familyText(input, value.uncertainty, Digits::Shown));
    }
    if (!value.low && !value.high) {
        return value.numbers.size() > 1 ? listText(input, value.numbers, units) : measured(listText(input, value.numbers, units));
    }
    const bool rangeAlone = value.numbers.size() == 1 && value.low && value.high && *value.low < *value.high &&
                            value.number() == middleOfRange(input, *value.low, *value.high);
    const std::string ends = endsText(input, value);
    return measured(rangeAlone ? ends : listText(input, value.numbers, units) + " (" + ends + ")");
}

std::string writtenText(const Input& input, const Value& value, bool units) {
    if (!value.assumption.empty()) {
        return "= " + value.assumption;
    }
    if (!input.numeric()) {
        for (const Choice& option : input.choices) {
            if (option.key == value.text) {
                return std::string(option.label);
            }
        }
        return value.text;
    }
    const std::string process = processText(value.uncertainty.process, Digits::Shown);
    return levelText(input, value, units) + (process.empty() ? "" : " ~ " + process);
}

// ---- reading -----------------------------------------------------------------------------------------------------

/// The text of a value taken apart: "30,500 (17,900 to 51,900) GPU".
struct LevelParts {
    std::string_view central;
    std::string_view ends;  ///< what stood in the bracket
    std::string_view unit;  ///< what stood behind it
    bool bracket = false;
};

LevelParts partsOf(std::string_view text) {
    const std::size_t open = text.find('(');
    const std::size_t close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
        return {text, {}, {}, false};
    }
    return {trimmed(text.substr(0, open)), trimmed(text.substr(open + 1, close - open - 1)), trimmed(text.substr(close + 1)), true};
}

/// "5 to 9", "62 ± 4" or one number, in the stored unit.
Expected<units::QuantityText> quantity(const Input& input, std::string_view text, BareNumber bare) {
    auto read = units::parseQuantity(text, input.unit);
    if (read && read->unit.empty() && bare == BareNumber::Stored) {
        units::NamedUnit stored = input.unit;
        stored.storedPerShown = 1.0;
        return units::parseQuantity(text, stored);
    }
    return read;
}

/// One number or day, or a range of it.
Expected<Value> parseNumber(const Input& input, std::string_view text, const std::string& subject, BareNumber bare) {
    Value value;
    const auto read = quantity(input, text, bare);
    if (!read) {
        return about(read.error(), subject);
    }
    value.numbers = {read->value};
    if (read->statement == units::Statement::Between) {
        value.low = read->low;
        value.high = read->high;
    } else if (read->statement == units::Statement::PlusMinus) {
        value.uncertainty = {Family::Normal, {read->value, read->spread}, {}};
    }
    return value;
}

Expected<Value> parseDay(const Input& input, std::string_view text, const std::string& subject) {
    constexpr std::string_view kTo = " to ";
    const std::size_t to = text.find(kTo);
    const auto first = parseDate(trimmed(text.substr(0, to)));
    if (!first) {
        return about(first.error(), subject);
    }
    Value value;
    value.numbers = {static_cast<double>(first->time_since_epoch().count())};
    if (to != std::string_view::npos) {
        const auto last = parseDate(trimmed(text.substr(to + kTo.size())));
        if (!last) {
            return about(last.error(), subject);
        }
        value.low = value.number();
        value.high = static_cast<double>(last->time_since_epoch().count());
        if (*value.low >= *value.high) {
            return fail(ErrorCode::Inconsistent, subject, {"The range of {0} ends before it starts.", {std::string(input.label)}}, {"Write the earlier day first.", {}});
        }
        value.numbers = {middleOfRange(input, *value.low, *value.high)};
    }
    return value;
}

Expected<Value> parseOne(const Input& input, std::string_view text, const std::string& subject, BareNumber bare) {
    return input.shape == Shape::Date ? parseDay(input, text, subject) : parseNumber(input, text, subject, bare);
}

Expected<Value> parseList(const Input& input, std::string_view text, const std::string& subject, BareNumber bare) {
    if (input.shape != Shape::Path || text.find(';') == std::string_view::npos) {
        return parseOne(input, text, subject, bare);
    }
    Value value;
    std::size_t from = 0;
    while (from <= text.size()) {
        const std::size_t end = std::min(text.find(';', from), text.size());
        const auto part = parseNumber(input, trimmed(text.substr(from, end - from)), subject, bare);
        if (!part) {
            return part;
        }
        if (part->low || !part->uncertainty.none()) {
            return fail(ErrorCode::Syntax, subject, {"A list of monthly values cannot contain a range.", {}}, {"Write one number for each month.", {}});
        }
        value.numbers.push_back(part->number());
        from = end + 1;
    }
    return value;
}

/// One end of the range in a bracket.
Expected<double> parseEnd(const Input& input, std::string_view text, std::string_view unit, const std::string& subject, BareNumber bare) {
    const auto value = parseOne(input, unit.empty() ? std::string(text) : std::string(text) + " " + std::string(unit), subject, bare);
    if (!value) {
        return tl::unexpected(value.error());
    }
    if (value->low || !value->uncertainty.none()) {
        return fail(ErrorCode::Syntax, subject, {"\"{0}\" is a range where one number is expected.", {std::string(text)}}, {"Write 30 (17 to 52).", {}});
    }
    return value->number();
}

Expected<void> parseEnds(const Input& input, const LevelParts& parts, const std::string& subject, BareNumber bare, Value& value) {
    constexpr std::string_view kFrom = "from ";
    constexpr std::string_view kUpTo = "up to ";
    std::string_view low;
    std::string_view high;
    const std::size_t upTo = parts.ends.find(kUpTo);
    const std::size_t to = parts.ends.find(" to ");
    if (parts.ends.starts_with(kFrom) || upTo == 0) {
        low = parts.ends.starts_with(kFrom) ? trimmed(parts.ends.substr(kFrom.size(), upTo == std::string_view::npos ? upTo : upTo - kFrom.size())) : low;
        high = upTo == std::string_view::npos ? high : trimmed(parts.ends.substr(upTo + kUpTo.size()));
    } else if (to != std::string_view::npos) {
        low = trimmed(parts.ends.substr(0, to));
        high = trimmed(parts.ends.substr(to + 4));
    } else {
        return fail(ErrorCode::Syntax, subject, {"\"{0}\" is no range.", {std::string(parts.ends)}}, {"Write the value with its range as 30 (17 to 52).", {}});
    }
    for (const auto& [text, end] : {std::pair(low, &value.low), std::pair(high, &value.high)}) {
        if (!text.empty()) {
            const auto number = parseEnd(input, text, parts.unit, subject, bare);
            if (!number) {
                return tl::unexpected(number.error());
            }
            *end = *number;
        }
    }
    return {};
}

Expected<Value> parseLevel(const Input& input, std::string_view text, const std::string& subject, BareNumber bare) {
    Value value;
    if (units::looksLikeCall(text)) {
        auto stated = parseFamily(input, text, bare);
        if (!stated) {
            return about(stated.error(), subject);
        }
        value.uncertainty = std::move(*stated);
        value.numbers = {input.fallback};
        return value;
    }
    const LevelParts parts = partsOf(text);
    const bool listed = parts.central.find(';') != std::string_view::npos;
    const std::string central = std::string(parts.central) + (listed || parts.unit.empty() ? "" : " " + std::string(parts.unit));
    auto read = parseList(input, central, subject, bare);
    if (!read || !parts.bracket) {
        return read;
    }
    if (read->low || !read->uncertainty.none()) {
        return fail(ErrorCode::Syntax, subject, {"\"{0}\" states more than one range.", {std::string(text)}}, {"Write it as 30 (17 to 52).", {}});
    }
    if (const auto done = parseEnds(input, parts, subject, bare, *read); !done) {
        return tl::unexpected(done.error());
    }
    return read;
}

Expected<Value> parseMeasured(const Input& input, std::string_view text, const std::string& subject, BareNumber bare) {
    const std::size_t tilde = text.find('~');
    auto value = parseLevel(input, trimmed(text.substr(0, tilde)), subject, bare);
    if (value && tilde != std::string_view::npos) {
        auto process = parseProcess(text.substr(tilde + 1));
        if (!process) {
            return about(process.error(), subject);
        }
        value->uncertainty.process = std::move(*process);
    }
    if (value && !value->uncertainty.none()) {
        if (const auto sound = checkUncertainty(input, *value, subject); !sound) {
            return tl::unexpected(sound.error());
        }
        settle(input, *value);
    }
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

std::string numberText(const Input& input, const Value& value) { return writtenText(input, value, false); }

std::string valueText(const Input& input, const Value& value) { return writtenText(input, value, true); }

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
        return input.numeric() ? parseMeasured(input, text, subject, bare) : parseText(input, text);
    }();
    if (value) {
        if (const auto checked = checkValue(input, *value, subject); !checked) {
            return tl::unexpected(checked.error());
        }
    }
    return value;
}

}  // namespace offtake::study
