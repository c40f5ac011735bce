#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/sweep/SweepAnswer.h"

namespace offtake::cli {

Action declareSweep(CLI::App& options);

namespace {

Expected<Answer> run(const SweepOptions& options) {
    auto task = taskOf(options);
    if (!task) {
        return tl::make_unexpected(task.error());
    }
    if (const auto computed = risk::computeRows(task->asked.evaluator, task->sweep); !computed) {
        return tl::make_unexpected(computed.error());
    }
    return answerOf(options, std::move(*task));
}

}  // namespace

Action declareSweep(CLI::App& app) {
    auto options = std::make_shared<SweepOptions>();
    declareSweepOptions(app, *options);
    app.footer(
        "Examples:\n"
        "  offtake-cli sweep spacex-reflection --vary party.lab.discount-rate=8%:25%:4 --metric lcoc --metric npv\n"
        "  offtake-cli sweep spacex-reflection --vary study.sizing=as-entered,same-money --vary study.horizon=24,42 --format csv\n");
    return [options](const Common&) { return run(*options); };
}

}  // namespace offtake::cli
