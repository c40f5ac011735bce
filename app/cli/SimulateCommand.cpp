#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/simulate/SimulationAnswer.h"
#include "core/parallel/Blocks.h"

namespace offtake::cli {

Action declareSimulate(CLI::App& options);

namespace {

Expected<Answer> run(const SimulateOptions& options) {
    auto task = taskOf(options);
    if (!task) {
        return tl::make_unexpected(task.error());
    }
    const auto simulation = risk::simulate(task->computed.result, task->options);
    if (!simulation) {
        return tl::make_unexpected(simulation.error());
    }
    return answerOf(options, std::move(*task), *simulation);
}

}  // namespace

Action declareSimulate(CLI::App& app) {
    auto options = std::make_shared<SimulateOptions>();
    declareSimulation(app, *options);
    app.add_option("--threads", options->threads, "How many threads; all that there are when not given. The result does not depend on it")
        ->check(CLI::Range(0, parallel::kMostThreads).description(""))
        ->type_name("N");
    app.footer(
        "The same study, seed and paths give the same bytes. ± is one standard error.\n\n"
        "Examples:\n"
        "  offtake-cli simulate spacex-reflection\n"
        "  offtake-cli simulate spacex-reflection --paths 100000 --metric lcoc --metric npv --format json\n"
        "  offtake-cli simulate founder-64-gpus --deal buy --against rent --error 0.01\n");
    return [options](const Common&) { return run(*options); };
}

}  // namespace offtake::cli
