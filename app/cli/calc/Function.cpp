#include "app/cli/calc/Function.h"

#include <array>

#include <fmt/format.h>

namespace offtake::cli::calc {

// Each is defined in the file of its subject: <Subject>Functions.cpp.
std::span<const Function> timeValueFunctions();
std::span<const Function> returnFunctions();
std::span<const Function> assetFunctions();
std::span<const Function> rateFunctions();
std::span<const Function> dateFunctions();
std::span<const Function> lawFunctions();
std::span<const Function> smoothingFunctions();
std::span<const Function> accuracyFunctions();
std::span<const Function> processFunctions();
std::span<const Function> chanceFunctions();
std::span<const Function> randomFunctions();
std::span<const Function> sensitivityFunctions();

namespace {

nlohmann::ordered_json asJson(const Cell& cell) {
    return std::visit(
        [](const auto& value) -> nlohmann::ordered_json {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) {
                return nullptr;
            } else {
                return value;
            }
        },
        cell);
}

}  // namespace

std::string_view nameOf(Kind kind) {
    constexpr std::array<std::string_view, 6> kNames = {"number", "whole number",    "text",
                                                        "date",   "list of numbers", "list of dates"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::span<const Group> groups() {
    static const std::array kGroups = {
        Group{"Time value of money", timeValueFunctions()},  Group{"Returns", returnFunctions()},
        Group{"Assets and output", assetFunctions()},        Group{"Rates and prices", rateFunctions()},
        Group{"Dates and contract months", dateFunctions()}, Group{"Smoothing", smoothingFunctions()},
        Group{"Laws of technology and growth", lawFunctions()}, Group{"Processes", processFunctions()},
        Group{"Accuracy of forecasts", accuracyFunctions()}, Group{"Distributions and correlation", chanceFunctions()},
        Group{"Random and evenly spread numbers", randomFunctions()}, Group{"Sensitivity", sensitivityFunctions()},
    };
    return kGroups;
}

const Function* find(std::string_view name) {
    for (const Group& group : groups()) {
        for (const Function& function : group.functions) {
            if (function.name == name) {
                return &function;
            }
        }
    }
    return nullptr;
}

Answer results(const std::vector<std::pair<std::string, Cell>>& values) {
    Answer answer;
    Table table{{}, {{"name"}, {"value"}}, {}};
    answer.json = nlohmann::ordered_json::object();
    for (const auto& [name, value] : values) {
        table.rows.push_back({Cell(name), value});
        answer.json[name] = asJson(value);
    }
    answer.tables.push_back(std::move(table));
    return answer;
}

Answer joined(Answer first, Answer rows) {
    for (Table& table : rows.tables) {
        first.tables.push_back(std::move(table));
    }
    first.json.update(rows.json);
    return first;
}

Expected<Answer> single(const char* name, const Expected<double>& value) {
    return value.map([name](double number) { return results({{name, number}}); });
}

Expected<Answer> rates(const char* name, const Expected<finance::RatesOfReturn>& found) {
    if (!found) {
        return tl::make_unexpected(found.error());
    }
    std::vector<std::pair<std::string, Cell>> values = {{name, found->rate()}};
    for (std::size_t i = 1; i < found->rates.size(); ++i) {
        values.emplace_back(fmt::format("{} ({})", name, i + 1), found->rates[i]);
    }
    Answer answer = results(values);
    answer.json = {{name, found->rate()}, {"rates", found->rates}, {"signChanges", found->signChanges}};
    if (found->rates.size() > 1) {
        answer.warnings.push_back(
            fmt::format("{} rates make these flows worth nothing; the one nearest zero is given first. Compare "
                        "by npv or mirr instead.",
                        found->rates.size()));
    }
    return answer;
}

Answer schedule(std::string_view name, std::vector<Column> columns, std::vector<std::vector<Cell>> rows) {
    Answer answer;
    auto list = nlohmann::ordered_json::array();
    for (const auto& row : rows) {
        auto object = nlohmann::ordered_json::object();
        for (std::size_t c = 0; c < columns.size(); ++c) {
            object[columns[c].heading] = asJson(row[c]);
        }
        list.push_back(std::move(object));
    }
    answer.json = {{std::string(name), std::move(list)}};
    answer.tables.push_back({{}, std::move(columns), std::move(rows)});
    return answer;
}

}  // namespace offtake::cli::calc
