#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "data/study/Examples.h"

namespace offtake::cli {

Action declareExamples(CLI::App& options);

namespace {

Expected<Answer> run() {
    Answer answer;
    Table table{{}, {{"id"}, {"name"}, {"description"}}, {}};
    auto list = nlohmann::ordered_json::array();
    for (const study::Example& example : study::listExamples()) {
        table.rows.push_back({std::string(example.id), example.name, example.description});
        list.push_back({{"id", example.id}, {"name", example.name}, {"description", example.description}});
    }
    answer.json = {{"examples", std::move(list)}};
    answer.tables.push_back(std::move(table));
    return answer;
}

}  // namespace

Action declareExamples(CLI::App& app) {
    app.footer(
        "An id stands for the study wherever a command takes one.\n\n"
        "Examples:\n"
        "  offtake-cli examples\n"
        "  offtake-cli compare spacex-reflection\n");
    return [](const Common&) { return run(); };
}

}  // namespace offtake::cli
