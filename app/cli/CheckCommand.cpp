#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/study/Problems.h"
#include "app/cli/study/StudyArgument.h"
#include "core/economics/Effect.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"

namespace offtake::cli {

Action declareCheck(CLI::App& options);

namespace {

using namespace study;

/// An input that moves a figure and does not say where it comes from.
struct Unsourced {
    std::string path;
    std::string label;
    std::string value;
};

/// Numbers and the terms of contracts need a source; which clauses are on and values at which an input does nothing
/// do not.
bool needsSource(const Element& element, const Input& input, const Value& value) {
    const bool isTerm = input.shape == Shape::Choice && element.kind->role == Role::Clause && &input != &kActive;
    const bool isNeutral = input.neutral && value.numbers == std::vector<double>{*input.neutral};
    return (input.numeric() || isTerm) && !isNeutral;
}

std::vector<Unsourced> unsourcedInputs(const Study& study) {
    std::vector<Unsourced> found;
    economics::EffectTrial trial(study);
    walk(study.root(), {}, [&](const Path& path, const Element& element) {
        for (std::size_t i = 0; i < element.values.size(); ++i) {
            const Input& input = *element.kind->inputs[i];
            const Value& value = element.values[i];
            const bool says = !value.source.empty() || value.estimate || !value.assumption.empty();
            const Path place = path.input(input.key);
            if (!says && needsSource(element, input, value) && trial.hasEffect(place)) {
                found.push_back({place.text(), std::string(input.label), valueText(input, value)});
            }
        }
    });
    return found;
}

std::string report(const std::string& name, const std::vector<Problem>& problems, std::size_t errors,
                   const std::vector<Unsourced>* unsourced) {
    std::string text = fmt::format("{}: {} {}, {} {}", name, errors, errors == 1 ? "error" : "errors", problems.size() - errors,
                                   problems.size() - errors == 1 ? "note" : "notes");
    text += unsourced == nullptr ? "\n" : fmt::format(", {} {} without source or estimate mark\n", unsourced->size(),
                                                      unsourced->size() == 1 ? "input" : "inputs");
    text += asText(problems);
    if (unsourced != nullptr) {
        for (const Unsourced& input : *unsourced) {
            text += fmt::format("unsourced: {}: {} = {}\n", input.path, input.label, input.value);
        }
    }
    return text;
}

Expected<Answer> run(const StudyOptions& options) {
    const auto changed = changedStudy(options);
    if (!changed) {
        return tl::make_unexpected(changed.error());
    }
    const std::vector<Problem> problems = validate(changed->study);
    const auto errors = static_cast<std::size_t>(std::count_if(
        problems.begin(), problems.end(), [](const Problem& item) { return item.severity == Problem::Severity::Error; }));
    // What has an effect is only known of a study that can be evaluated.
    std::optional<std::vector<Unsourced>> unsourced;
    if (errors == 0) {
        unsourced = unsourcedInputs(changed->study);
    }
    Answer answer;
    answer.notes = changed->notes;
    auto list = nlohmann::ordered_json::array();
    Table table = asTable(problems);
    for (const Unsourced& input : unsourced.value_or(std::vector<Unsourced>{})) {
        list.push_back({{"path", input.path}, {"label", input.label}, {"value", input.value}});
        table.rows.push_back({std::string("unsourced"), input.path, input.label + " is " + input.value + ", without source or estimate mark.",
                              std::string("Name its source, or mark it as an estimate.")});
    }
    answer.json = {{"errors", errors},
                   {"notes", problems.size() - errors},
                   {"problems", asJson(problems)},
                   {"unsourced", unsourced ? std::move(list) : nlohmann::ordered_json(nullptr)}};
    answer.tables.push_back(std::move(table));
    answer.text = report(options.study, problems, errors, unsourced ? &*unsourced : nullptr);
    answer.exitCode = errors == 0 ? ExitCode::Ok : ExitCode::ProblemsFound;
    return answer;
}

}  // namespace

Action declareCheck(CLI::App& app) {
    auto options = std::make_shared<StudyOptions>();
    declareStudy(app, *options);
    app.footer(
        "Errors are what evaluation refuses, notes what looks unusual. Inputs that change a figure and have neither a source\n"
        "nor an estimate mark are listed; they are no errors. Ends with 1 when there are errors.\n\n"
        "Example:\n"
        "  offtake-cli check spacex-reflection\n");
    return [options](const Common&) { return run(*options); };
}

}  // namespace offtake::cli
