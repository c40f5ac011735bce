#include <algorithm>
#include <cmath>

#include "app/cli/calc/Function.h"
#include "data/csv/Csv.h"

namespace offtake::cli::calc {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kLargestWhole = 1e9;  // periods and counts; more is a slip of the keyboard

std::string subjectOf(const Function& function, std::string_view parameter) {
    return std::string(function.name) + ", " + std::string(parameter);
}

Error renamed(Error error, const std::string& subject) {
    error.subject = subject;
    return error;
}

/// The first characters of a text, for messages; no character of UTF-8 is cut in two.
std::string abridged(const std::string& text) {
    std::size_t length = 40;
    if (text.size() <= length) {
        return text;
    }
    while ((static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
        --length;
    }
    return text.substr(0, length) + "…";
}

/// "rate (number), flows (list of numbers)".
std::string listOfParameters(const Function& function) {
    std::string text;
    for (const Parameter& parameter : function.parameters) {
        text += text.empty() ? "" : ", ";
        text += std::string(parameter.name) + " (" + std::string(nameOf(parameter.kind)) + ")";
    }
    return text;
}

Expected<Arguments::Value> wholeFrom(double value, const std::string& subject) {
    if (value != std::floor(value) || std::abs(value) > kLargestWhole) {
        return fail(ErrorCode::OutOfBounds, subject, {"{0} is not a whole number up to 10^9.", {value}});
    }
    return Arguments::Value(static_cast<std::int64_t>(value));
}

Expected<double> numberFrom(std::string_view text, bool decimalComma, const std::string& subject) {
    return csv::number(text, decimalComma).map_error([&](Error error) { return renamed(std::move(error), subject); });
}

Expected<Date> dateFrom(std::string_view text, const std::string& subject) {
    return parseDate(text).map_error([&](Error error) { return renamed(std::move(error), subject); });
}

/// A value given as text, in a CSV cell or a setting; a list as its elements.
Expected<Arguments::Value> fromTexts(const Parameter& parameter, std::span<const std::string_view> texts,
                                     bool decimalComma, const std::string& subject) {
    if (texts.empty()) {
        return fail(ErrorCode::Syntax, subject, {"has no value.", {}});
    }
    switch (parameter.kind) {
        case Kind::Text:
            return Arguments::Value(std::string(texts.front()));
        case Kind::Date:
            return dateFrom(texts.front(), subject).map([](Date date) { return Arguments::Value(date); });
        case Kind::Number:
            return numberFrom(texts.front(), decimalComma, subject).map([](double n) { return Arguments::Value(n); });
        case Kind::Whole: {
            const auto number = numberFrom(texts.front(), decimalComma, subject);
            return number ? wholeFrom(*number, subject) : tl::make_unexpected(number.error());
        }
        case Kind::Numbers: {
            std::vector<double> numbers;
            for (const std::string_view text : texts) {
                const auto number = numberFrom(text, decimalComma, subject);
                if (!number) {
                    return tl::make_unexpected(number.error());
                }
                numbers.push_back(*number);
            }
            return Arguments::Value(std::move(numbers));
        }
        case Kind::Dates: {
            std::vector<Date> dates;
            for (const std::string_view text : texts) {
                const auto date = dateFrom(text, subject);
                if (!date) {
                    return tl::make_unexpected(date.error());
                }
                dates.push_back(*date);
            }
            return Arguments::Value(std::move(dates));
        }
    }
    return fail(ErrorCode::Internal, subject, {"has a kind that is not read.", {}});
}

bool fits(Kind kind, const Json& json) {
    const auto all = [&json](auto&& test) {
        return json.is_array() && !json.empty() && std::all_of(json.begin(), json.end(), test);
    };
    switch (kind) {
        case Kind::Number:
        case Kind::Whole:
            return json.is_number();
        case Kind::Text:
        case Kind::Date:
            return json.is_string();
        case Kind::Numbers:
            return all([](const Json& element) { return element.is_number(); });
        case Kind::Dates:
            return all([](const Json& element) { return element.is_string(); });
    }
    return false;
}

Expected<Arguments::Value> fromJson(const Parameter& parameter, const Json& json, const std::string& subject) {
    if (!fits(parameter.kind, json)) {
        const std::string found = abridged(json.dump(-1, ' ', false, Json::error_handler_t::replace));
        return fail(ErrorCode::Syntax, subject,
                    {"needs a {0}, not {1}.", {std::string(nameOf(parameter.kind)), found}});
    }
    switch (parameter.kind) {
        case Kind::Number:
            return Arguments::Value(json.get<double>());
        case Kind::Whole:
            return wholeFrom(json.get<double>(), subject);
        case Kind::Numbers:
            return Arguments::Value(json.get<std::vector<double>>());
        case Kind::Text:
        case Kind::Date: {
            const std::string text = json.get<std::string>();
            return fromTexts(parameter, std::vector<std::string_view>{text}, false, subject);
        }
        case Kind::Dates: {
            const auto texts = json.get<std::vector<std::string>>();
            return fromTexts(parameter, std::vector<std::string_view>(texts.begin(), texts.end()), false, subject);
        }
    }
    return fail(ErrorCode::Internal, subject, {"has a kind that is not read.", {}});
}

Expected<const Parameter*> parameterNamed(const Function& function, std::string_view name) {
    for (const Parameter& parameter : function.parameters) {
        if (parameter.name == name) {
            return &parameter;
        }
    }
    return fail(ErrorCode::UnknownName, std::string(function.name), {"has no argument \"{0}\".", {std::string(name)}},
                {"It takes {0}.", {listOfParameters(function)}});
}

/// Sets one argument, or returns what is wrong with it.
template <typename Read>
Expected<void> take(const Function& function, std::string_view name, Arguments& arguments, Read&& read) {
    const auto parameter = parameterNamed(function, name);
    if (!parameter) {
        return tl::make_unexpected(parameter.error());
    }
    auto value = read(**parameter, subjectOf(function, name));
    if (!value) {
        return tl::make_unexpected(value.error());
    }
    arguments.set(name, std::move(*value));
    return {};
}

Expected<void> takeJson(const Function& function, const Input& input, Arguments& arguments) {
    auto json = parseJson(input);
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    if (json->is_array()) {
        for (const Parameter& parameter : function.parameters) {
            if (parameter.kind == Kind::Numbers || parameter.kind == Kind::Dates) {
                *json = Json{{std::string(parameter.name), std::move(*json)}};
                break;
            }
        }
    }
    if (!json->is_object()) {
        return fail(ErrorCode::Syntax, std::string(function.name), {"needs a JSON object.", {}},
                    {"Write {\"name\": value, …} with {0}.", {listOfParameters(function)}});
    }
    for (const auto& [name, value] : json->items()) {
        const Json& given = value;
        auto taken = take(function, name, arguments, [&given](const Parameter& parameter, const std::string& subject) {
            return fromJson(parameter, given, subject);
        });
        if (!taken) {
            return taken;
        }
    }
    return {};
}

Expected<void> takeCsv(const Function& function, const Input& input, Arguments& arguments) {
    csv::ReadOptions options;
    options.name = input.name;
    const auto table = csv::read(input.text, options);
    if (!table) {
        return tl::make_unexpected(table.error());
    }
    if (table->rows() == 0) {
        return fail(ErrorCode::Syntax, input.name, {"is empty.", {}});
    }
    for (std::size_t column = 0; column < table->columns(); ++column) {
        std::vector<std::string_view> cells;
        for (std::size_t row = 1; row < table->rows(); ++row) {
            cells.push_back(table->cell(row, column));
        }
        auto taken = take(function, table->cell(0, column), arguments,
                          [&](const Parameter& parameter, const std::string& subject) {
                              return fromTexts(parameter, cells, table->decimalComma(), subject);
                          });
        if (!taken) {
            return taken;
        }
    }
    return {};
}

/// The elements of "a,b,c"; one element when the parameter is no list.
std::vector<std::string_view> elements(std::string_view text, Kind kind) {
    std::vector<std::string_view> found;
    while (kind == Kind::Numbers || kind == Kind::Dates) {
        const auto comma = text.find(',');
        if (comma == std::string_view::npos) {
            break;
        }
        found.push_back(text.substr(0, comma));
        text.remove_prefix(comma + 1);
    }
    found.push_back(text);
    return found;
}

Expected<void> takeSetting(const Function& function, std::string_view setting, Arguments& arguments) {
    const auto equals = setting.find('=');
    if (equals == std::string_view::npos) {
        return fail(ErrorCode::Syntax, std::string(function.name),
                    {"\"{0}\" is not an argument.", {std::string(setting)}}, {"Write it as name=value.", {}});
    }
    return take(function, setting.substr(0, equals), arguments,
                [&](const Parameter& parameter, const std::string& subject) {
                    return fromTexts(parameter, elements(setting.substr(equals + 1), parameter.kind), false, subject);
                });
}

/// Fills in what was not given, or says that it must be.
Expected<void> complete(const Function& function, Arguments& arguments) {
    for (const Parameter& parameter : function.parameters) {
        if (arguments.has(parameter.name) || parameter.optional) {
            continue;
        }
        if (parameter.fallback.empty()) {
            return fail(
                ErrorCode::Inconsistent, std::string(function.name),
                {"the argument \"{0}\" is missing ({1}).", {std::string(parameter.name), std::string(parameter.help)}},
                {"It takes {0}.", {listOfParameters(function)}});
        }
        auto value = fromTexts(parameter, elements(parameter.fallback, parameter.kind), false,
                               subjectOf(function, parameter.name));
        if (!value) {
            return tl::make_unexpected(value.error());
        }
        arguments.set(parameter.name, std::move(*value));
    }
    return {};
}

}  // namespace

Expected<Arguments> readArguments(const Function& function, const Input* input, std::span<const std::string> settings) {
    Arguments arguments;
    if (input != nullptr) {
        const bool blank = input->text.find_first_not_of(" \t\r\n") == std::string::npos;
        const auto taken = blank || looksLikeJson(input->text) ? takeJson(function, *input, arguments)
                                                               : takeCsv(function, *input, arguments);
        if (!taken) {
            return tl::make_unexpected(taken.error());
        }
    }
    for (const std::string& setting : settings) {
        if (const auto taken = takeSetting(function, setting, arguments); !taken) {
            return tl::make_unexpected(taken.error());
        }
    }
    if (const auto completed = complete(function, arguments); !completed) {
        return tl::make_unexpected(completed.error());
    }
    return arguments;
}

}  // namespace offtake::cli::calc
