#pragma once

#include <string>

#include "app/cli/Answer.h"
#include "app/cli/study/FigureArgument.h"

/// `sensitivity --indices`: which uncertain inputs the variance of a figure comes from.
namespace offtake::cli {

/// What is not given is as the study states it, or as risk::IndexOptions has it.
struct IndicesOptions {
    bool asked = false;
    std::string paths;
    std::string seed;
    std::string sampler;
    int threads = 0;
};

/// Declares --indices, --paths, --seed, --sampler and --threads.
void declareIndices(CLI::App& app, IndicesOptions& options);

/// Errors: those of compute, figureAsked and studyIndices; Syntax and OutOfBounds for numbers.
[[nodiscard]] Expected<Answer> indicesAnswer(const StudyOptions& study, const FigureOptions& figure, const IndicesOptions& options, std::size_t top);

}  // namespace offtake::cli
