#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/economics/Trial.h"
#include "data/study/StudyFile.h"

namespace CLI {
class App;
}

/// The study that a command is about, with the changes that are asked for on the command line.
namespace offtake::cli {

struct StudyOptions {
    std::string study;                  ///< a file, the id of an example, or "-"
    std::string scenario;               ///< empty: the study as it stands
    std::vector<std::string> settings;  ///< of --set, "path=value"
};

/// Declares STUDY, --scenario and --set.
void declareStudy(CLI::App& app, StudyOptions& options);

/// Reads the study as it stands in its file. "-" reads standard input.
/// Errors: those of openStudy, with the file as subject.
[[nodiscard]] Expected<study::OpenedStudyFile> openFileArgument(const std::string& argument);
[[nodiscard]] Expected<study::Study> openStudyArgument(const std::string& argument);

struct Changed {
    study::Study study;
    std::vector<std::string> notes;  ///< settings without effect, as sentences; none when it cannot be evaluated
};

/// The study with scenario and settings applied; each value is valid by itself, they are not checked against each other.
[[nodiscard]] Expected<Changed> changedStudy(const StudyOptions& options);

struct Computed {
    economics::StudyResult result;
    std::vector<std::string> notes;  ///< settings without effect, as sentences
};

/// Evaluates the study with scenario and settings, and `more` beside them, which nobody is told about when they change
/// nothing. Errors name the file when the study itself cannot be evaluated, else the setting.
[[nodiscard]] Expected<Computed> compute(const StudyOptions& options, std::span<const study::Assignment> more = {});

/// The position of a deal in the result. Errors: UnknownName with the deals that there are.
[[nodiscard]] Expected<std::size_t> dealNamed(const economics::StudyResult& result, const std::string& id);

}  // namespace offtake::cli
