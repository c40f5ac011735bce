#include <cmath>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/Figures.h"
#include "core/study/Element.h"
#include "core/study/ValueText.h"

namespace offtake::cli {

Action declareParameters(CLI::App& options);

namespace {

using namespace study;
using Json = nlohmann::ordered_json;

struct Options {
    std::string kind;
};

std::string_view nameOf(Shape shape) {
    switch (shape) {
        case Shape::Number:
            return "number";
        case Shape::Path:
            return "path";
        case Shape::Date:
            return "date";
        case Shape::Choice:
            return "choice";
        case Shape::Text:
            return "text";
        case Shape::Reference:
            return "reference";
    }
    return "";
}

/// "deal.<deal>.tranche.<tranche>.clause.<clause>": where elements of a role stand.
std::string patternOf(Role role) {
    const std::string name(roleName(role));
    const std::string own = name + ".<" + name + ">";
    switch (role) {
        case Role::Study:
            return "study";
        case Role::Override:
            return patternOf(Role::Scenario) + "." + own;
        case Role::Tranche:
        case Role::Loan:
            return patternOf(Role::Deal) + "." + own;
        case Role::Clause:
            return patternOf(Role::Tranche) + "." + own;
        default:
            return own;
    }
}

Value valueOf(double number) {
    Value value;
    value.numbers = {number};
    return value;
}

/// A stored number as JSON: a day for dates.
Json stored(const Input& input, double number) {
    if (!std::isfinite(number)) {
        return nullptr;
    }
    return input.shape == Shape::Date ? Json(valueText(input, valueOf(number))) : Json(number);
}

Json rangeOf(const Input& input, double low, double high) {
    return std::isfinite(low) && std::isfinite(high) ? Json{{"low", stored(input, low)}, {"high", stored(input, high)}}
                                                     : Json(nullptr);
}

Json optionsOf(const Input& input) {
    auto list = Json::array();
    for (const Choice& option : input.choices) {
        list.push_back({{"key", option.key}, {"label", option.label}});
    }
    return list;
}

Json asJson(const ElementKind& kind, const Input& input) {
    const bool numeric = input.numeric();
    const bool measured = numeric && input.shape != Shape::Date;
    return {
        {"kind", kind.key},
        {"key", input.key},
        {"path", patternOf(kind.role) + "." + std::string(input.key)},
        {"label", input.label},
        {"group", input.group},
        {"shape", nameOf(input.shape)},
        {"unit", measured ? Json(storedUnit(input.unit)) : Json(nullptr)},
        {"typed-unit", measured ? Json(input.unit.symbol) : Json(nullptr)},
        {"default", numeric ? stored(input, input.fallback) : Json(input.fallbackText)},
        {"bounds", numeric ? rangeOf(input, input.low, input.high) : Json(nullptr)},
        {"plausible", numeric ? rangeOf(input, input.plausibleLow, input.plausibleHigh) : Json(nullptr)},
        {"choices", input.shape == Shape::Choice ? optionsOf(input) : Json(nullptr)},
        {"refers-to", input.refersTo.empty() ? Json(nullptr) : Json(input.refersTo)},
        {"structural", input.structural},
        {"neutral", input.neutral ? stored(input, *input.neutral) : Json(nullptr)},
        {"help", input.help},
        {"source", input.reference},
    };
}

std::string shown(const Input& input, double number) {
    return std::isfinite(number) ? valueText(input, valueOf(number)) : std::string();
}

std::string boundsOf(const Input& input) {
    if (input.numeric()) {
        return shown(input, input.low) + " to " + shown(input, input.high);
    }
    std::string list;
    for (const Choice& option : input.choices) {
        list += (list.empty() ? "" : ", ") + std::string(option.key);
    }
    return input.shape == Shape::Reference ? "id of a " + std::string(input.refersTo) : list;
}

/// What people read: one row for each input, texts as they are typed.
Table asTable(const ElementKind& kind) {
    Table table{fmt::format("{} ({}): {}", kind.label, patternOf(kind.role), kind.help),
                {{"input"}, {"label"}, {"default"}, {"bounds or options"}, {"help"}},
                {}};
    for (const Input* input : kind.inputs) {
        const std::string fallback =
            input->numeric() ? shown(*input, input->fallback) : std::string(input->fallbackText);
        table.rows.push_back({std::string(input->key), std::string(input->label), fallback, boundsOf(*input),
                              std::string(input->help)});
    }
    return table;
}

Table csvTable() {
    return {{},
            {{"kind"}, {"key"}, {"path"}, {"label"}, {"shape"}, {"unit"}, {"default"}, {"low"}, {"high"},
             {"plausible_low"}, {"plausible_high"}, {"choices"}, {"structural"}, {"neutral"}, {"help"}, {"source"}},
            {}};
}

Cell cellOf(const Json& value) {
    if (value.is_number()) {
        return value.get<double>();
    }
    return value.is_string() ? Cell(value.get<std::string>()) : Cell();
}

std::vector<Cell> csvRow(const Json& input, const std::string& choices) {
    const auto edge = [&](const char* range, const char* end) {
        return input[range].is_null() ? Cell() : cellOf(input[range][end]);
    };
    return {cellOf(input["kind"]),      cellOf(input["key"]),       cellOf(input["path"]),
            cellOf(input["label"]),     cellOf(input["shape"]),     cellOf(input["unit"]),
            cellOf(input["default"]),   edge("bounds", "low"),      edge("bounds", "high"),
            edge("plausible", "low"),   edge("plausible", "high"),  choices,
            std::string(input["structural"].get<bool>() ? "yes" : "no"),
            cellOf(input["neutral"]),   cellOf(input["help"]),      cellOf(input["source"])};
}

std::string kindNames() {
    std::string list;
    for (const ElementKind* kind : allKinds()) {
        list += (list.empty() ? "" : ", ") + std::string(kind->key);
    }
    return list;
}

Expected<Answer> run(const Options& options, Format format) {
    Answer answer;
    auto list = Json::array();
    Table csv = csvTable();
    bool found = false;
    for (const ElementKind* kind : allKinds()) {
        if (!options.kind.empty() && options.kind != kind->key && options.kind != roleName(kind->role)) {
            continue;
        }
        found = true;
        answer.tables.push_back(asTable(*kind));
        for (const Input* input : kind->inputs) {
            list.push_back(asJson(*kind, *input));
            csv.rows.push_back(csvRow(list.back(), input->shape == Shape::Choice ? boundsOf(*input) : ""));
        }
    }
    if (!found) {
        return fail(ErrorCode::UnknownName, "parameters", {"there is no kind of element \"{0}\".", {options.kind}},
                    {"The kinds are {0}.", {kindNames()}});
    }
    answer.json = {{"parameters", std::move(list)}};
    if (format == Format::Csv) {
        answer.tables = {std::move(csv)};
    }
    return answer;
}

}  // namespace

Action declareParameters(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("kind", options->kind, "Only the inputs of this kind of element, or of this list (tranche, clause)")
        ->type_name("KIND");
    app.footer(
        "Kinds: " + kindNames() +
        ".\n\nNumbers in JSON and CSV are as files keep them: 12 % is 0.12, its unit \"1\".\n\n"
        "Examples:\n"
        "  offtake-cli parameters termination\n"
        "  offtake-cli parameters --format json\n");
    return [options](const Common& common) { return run(*options, common.format); };
}

}  // namespace offtake::cli
