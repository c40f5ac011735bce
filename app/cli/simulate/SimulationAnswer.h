#pragma once

#include "app/cli/Answer.h"
#include "app/cli/study/StudyArgument.h"
#include "core/risk/Simulation.h"

/// The command simulate, for the program on one computer and for the one on many.
namespace offtake::cli {

/// What is asked for; what is not given is as the study states it.
struct SimulateOptions {
    StudyOptions study;
    std::string paths;
    std::string seed;
    std::string sampler;
    std::string error;
    std::string deal;
    std::string against;
    std::vector<std::string> metrics;
    int threads = 0;
};

/// Declares everything but --threads.
void declareSimulation(CLI::App& app, SimulateOptions& options);

/// The study and how it is to be simulated.
struct SimulationTask {
    Computed computed;
    risk::SimulationOptions options;
};

/// Errors: those of compute; Syntax and OutOfBounds for numbers; UnknownName for a metric or deal.
[[nodiscard]] Expected<SimulationTask> taskOf(const SimulateOptions& options);

/// Sentences, tables and JSON. Errors: those of dealNamed.
[[nodiscard]] Expected<Answer> answerOf(const SimulateOptions& options, SimulationTask task, const risk::Simulation& simulation);

}  // namespace offtake::cli
