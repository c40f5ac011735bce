#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/calc/Function.h"

namespace offtake::cli {

Action declareCalc(CLI::App& options);

namespace {

struct Options {
    std::string function;
    std::string input;
    std::vector<std::string> settings;
};

/// Every function with its arguments, from the function table.
std::string functionHelp() {
    std::string text;
    for (const calc::Group& group : calc::groups()) {
        text += fmt::format("{}:\n", group.title);
        for (const calc::Function& function : group.functions) {
            text += fmt::format("  {}\n      {}\n", function.name, function.summary);
            for (const calc::Parameter& parameter : function.parameters) {
                const std::string fallback = parameter.optional           ? "; may be left out"
                                             : parameter.fallback.empty() ? ""
                                                                          : fmt::format("; {} when not given", parameter.fallback);
                text += fmt::format("        {:<18}{} ({}{})\n", parameter.name, parameter.help, nameOf(parameter.kind),
                                    fallback);
            }
        }
    }
    return text +
           "\nExamples:\n"
           "  offtake-cli calc pmt --arg rate=0.005 --arg nper=360 --arg pv=200000\n"
           "  offtake-cli calc irr '[-100, 60, 60]' --format json\n"
           "  offtake-cli calc xirr flows.csv              with the columns dates and flows\n"
           "  offtake-cli calc months '{\"start\": \"2026-07-01\", \"last\": \"2029-12-31\"}'\n";
}

Expected<Answer> run(const Options& options) {
    const calc::Function* function = calc::find(options.function);
    if (function == nullptr) {
        return fail(ErrorCode::UnknownName, "calc", {"there is no function \"{0}\".", {options.function}},
                    {"offtake-cli calc --help lists them.", {}});
    }
    Input input;
    if (!options.input.empty()) {
        auto read = readInput(options.input);
        if (!read) {
            return tl::make_unexpected(read.error());
        }
        input = std::move(*read);
    }
    const auto arguments = calc::readArguments(*function, options.input.empty() ? nullptr : &input, options.settings);
    if (!arguments) {
        return tl::make_unexpected(arguments.error());
    }
    return function->run(*arguments).map_error([&](Error error) {
        // The libraries name the argument; which function it was, only this command knows.
        const bool bare = error.subject.empty() || error.subject == options.function;
        error.subject = bare ? options.function : options.function + ", " + error.subject;
        return error;
    });
}

}  // namespace

Action declareCalc(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("function", options->function, "The function to calculate, see below")
        ->required()
        ->type_name("FUNCTION");
    app.add_option("input", options->input,
                   "Its arguments: JSON text, the name of a JSON or CSV file, or - for standard input")
        ->type_name("INPUT");
    app.add_option("--arg", options->settings, "One argument as name=value, lists as a,b,c; may be repeated")
        ->type_name("NAME=VALUE")
        ->expected(1)
        ->take_all();
    app.footer(functionHelp());
    return [options](const Common&) { return run(*options); };
}

}  // namespace offtake::cli
