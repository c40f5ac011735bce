#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "data/study/Schema.h"

namespace offtake::cli {

Action declareSchema(CLI::App& options);

namespace {

Expected<Answer> run() {
    Answer answer;
    answer.bytes = study::studySchema();
    return answer;
}

}  // namespace

Action declareSchema(CLI::App& app) {
    app.footer(
        "A JSON Schema (draft 2020-12), whatever the format: for editors that complete and check a study as text.\n\n"
        "Example:\n"
        "  offtake-cli schema > offtake-study.schema.json\n");
    return [](const Common&) { return run(); };
}

}  // namespace offtake::cli
