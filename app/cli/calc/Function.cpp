#include "app/cli/calc/Function.h"

#include <array>

namespace offtake::cli::calc {

// Each is defined in the file of its subject: <Subject>Functions.cpp.
std::span<const Function> dateFunctions();

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
        Group{"Dates", dateFunctions()},
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
