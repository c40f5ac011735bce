#include "app/cli/study/StudyArgument.h"

#include <algorithm>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Input.h"
#include "core/study/Validate.h"

namespace offtake::cli {

using economics::StudyResult;
using study::Assignment;
using study::Study;

namespace {

constexpr std::size_t kLongestShown = 60;

Expected<std::vector<Assignment>> assignmentsOf(const StudyOptions& options) {
    std::vector<Assignment> assignments;
    for (const std::string& text : options.settings) {
        auto assignment = study::readAssignment(text);
        if (!assignment) {
            Error error = assignment.error();
            error.subject = "--set " + text;
            return tl::make_unexpected(std::move(error));
        }
        assignments.push_back(std::move(*assignment));
    }
    return assignments;
}

/// What is wrong in the file itself, before any change: the error names the file and the input.
Expected<void> checkFile(const Study& study, const std::string& name) {
    auto checked = study::checkStudy(study);
    return checked ? checked : tl::make_unexpected([&] {
        Error error = checked.error();
        error.subject = name + ", " + error.subject;
        return error;
    }());
}

std::string nameOf(const std::string& argument) { return argument == "-" ? "standard input" : argument; }

/// In one line and not too long, cut between characters.
std::string shortened(std::string text) {
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    if (text.size() <= kLongestShown) {
        return text;
    }
    const auto insideCharacter = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
    std::size_t end = kLongestShown;
    while (end > 0 && insideCharacter(end)) {
        --end;
    }
    return text.substr(0, end) + "…";
}

std::vector<std::string> notesOn(std::span<const Assignment> withoutEffect) {
    std::vector<std::string> notes;
    for (const Assignment& idle : withoutEffect) {
        notes.push_back(fmt::format("{} = {} has no effect on the result.", idle.path, shortened(idle.value)));
    }
    return notes;
}

}  // namespace

void declareStudy(CLI::App& app, StudyOptions& options) {
    app.add_option("study", options.study,
                   "The study: a file (.offtake or JSON text), the id of an example, or - for standard input")
        ->required()
        ->type_name("STUDY");
    app.add_option("--scenario", options.scenario, "Apply the overrides of this scenario")->type_name("ID");
    app.add_option("--set", options.settings,
                   "Give an input another value, with or without unit; may be repeated, goes before the scenario")
        ->type_name("PATH=VALUE")
        ->expected(1)
        ->take_all();
}

Expected<study::OpenedStudyFile> openFileArgument(const std::string& argument) {
    if (argument != "-") {
        return study::openStudy(argument);
    }
    const auto input = readInput(argument);
    return input ? study::openStudyBytes(input->text, input->name) : tl::make_unexpected(input.error());
}

Expected<Study> openStudyArgument(const std::string& argument) {
    auto opened = openFileArgument(argument);
    return opened ? Expected<Study>(std::move(opened->study)) : tl::make_unexpected(opened.error());
}

Expected<Changed> changedStudy(const StudyOptions& options) {
    const auto assignments = assignmentsOf(options);
    if (!assignments) {
        return tl::make_unexpected(assignments.error());
    }
    const auto study = openStudyArgument(options.study);
    if (!study) {
        return tl::make_unexpected(study.error());
    }
    auto changed = economics::trialStudy(*study, options.scenario, *assignments);
    if (!changed) {
        return tl::make_unexpected(changed.error());
    }
    Changed answer{std::move(*changed), {}};
    if (!assignments->empty()) {
        const auto trial = economics::evaluateTrial(*study, options.scenario, *assignments);
        answer.notes = trial ? notesOn(trial->withoutEffect) : std::vector<std::string>{};
    }
    return answer;
}

Expected<Computed> compute(const StudyOptions& options, std::span<const Assignment> more) {
    auto assignments = assignmentsOf(options);
    if (!assignments) {
        return tl::make_unexpected(assignments.error());
    }
    assignments->insert(assignments->end(), more.begin(), more.end());
    const auto study = openStudyArgument(options.study);
    if (!study) {
        return tl::make_unexpected(study.error());
    }
    if (const auto sound = checkFile(*study, nameOf(options.study)); !sound) {
        return tl::make_unexpected(sound.error());
    }
    auto trial = economics::evaluateTrial(*study, options.scenario, *assignments);
    if (!trial) {
        return tl::make_unexpected(trial.error());
    }
    std::erase_if(trial->withoutEffect, [&](const Assignment& idle) {
        return std::any_of(more.begin(), more.end(), [&](const Assignment& item) { return item.path == idle.path; });
    });
    return Computed{std::move(trial->result), notesOn(trial->withoutEffect)};
}

Expected<std::size_t> dealNamed(const StudyResult& result, const std::string& id) {
    std::string known;
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        if (result.deals[i].id == id) {
            return i;
        }
        known += (known.empty() ? "" : ", ") + result.deals[i].id;
    }
    return fail(ErrorCode::UnknownName, "deal." + id, {"there is no such deal in the study.", {}},
                {"Its deals are: {0}.", {known.empty() ? std::string("none") : known}});
}

}  // namespace offtake::cli
