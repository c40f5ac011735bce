#pragma once

#include "app/cli/Answer.h"
#include "app/cli/study/FigureArgument.h"
#include "core/risk/Sweep.h"

/// The command sweep, for the program on one computer and for the one on many.
namespace offtake::cli {

/// What is asked for.
struct SweepOptions {
    StudyOptions study;
    std::vector<std::string> vary;
    std::vector<std::string> metrics{"lcoc"};
    std::string deal;
    std::string against;
};

void declareSweepOptions(CLI::App& app, SweepOptions& options);

/// The study and the table that is wanted of it, without rows.
struct SweepTask {
    Asked asked;
    risk::Sweep sweep;
};

/// Errors: those of askedStudy, figureAsked, readSweepAxis and sweepWithoutRows.
[[nodiscard]] Expected<SweepTask> taskOf(const SweepOptions& options);

/// Tables and JSON. Precondition: the task's sweep has all its rows.
[[nodiscard]] Answer answerOf(const SweepOptions& options, SweepTask task);

}  // namespace offtake::cli
