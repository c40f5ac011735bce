#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/Output.h"

namespace offtake::cli {

namespace {

constexpr std::size_t kHelpColumn = 30;  // where the descriptions of options start
constexpr std::string_view kIntroduction =
    "Compares compute deals: what they cost, what they deliver, for whom, and why.\n"
    "Results go to standard output, messages to standard error.";

/// What the command line says, before it is given a meaning.
struct Chosen {
    const Action* action = nullptr;
    std::string format = "table";
};

/// Whether errors are wanted as JSON too; asked of the raw arguments, since they may be what is wrong.
bool wantsJson(const std::vector<std::string>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--format=json" ||
            (arguments[i] == "--format" && i + 1 < arguments.size() && arguments[i + 1] == "json")) {
            return true;
        }
    }
    return false;
}

/// The command line with every command of the table; what is chosen is written into `chosen`.
std::unique_ptr<CLI::App> declareAll(Chosen& chosen, std::vector<Action>& actions) {
    auto app = std::make_unique<CLI::App>(std::string(kIntroduction), "offtake-cli");
    app->set_version_flag("--version", "offtake-cli " OFFTAKE_VERSION, "Print the version");
    app->get_formatter()->column_width(kHelpColumn);
    app->get_formatter()->label("SUBCOMMAND", "COMMAND");
    app->footer("offtake-cli COMMAND --help describes a command.\n\n" + exitCodeHelp());
    actions.reserve(commands().size());  // the callbacks point into it
    for (const Command& command : commands()) {
        CLI::App* options = app->add_subcommand(std::string(command.name), std::string(command.summary));
        options->group("Commands");
        actions.push_back(command.declare(*options));
        const std::string own = options->get_footer();
        options->footer(own.empty() ? exitCodeHelp() : own + '\n' + exitCodeHelp());
        options->add_option("--format", chosen.format, "How to print the result: table (the default), json or csv")
            ->check(CLI::IsMember({"table", "json", "csv"}).description(""))
            ->type_name("FORMAT");
        options->callback([&chosen, action = &actions.back()] { chosen.action = action; });
    }
    return app;
}

bool isCommand(std::string_view name) {
    return std::any_of(commands().begin(), commands().end(), [&](const Command& row) { return row.name == name; });
}

std::string sentence(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
        text.pop_back();
    }
    return text.ends_with('.') ? text : text + '.';
}

ExitCode run(const std::vector<std::string>& arguments) {
    Chosen chosen;
    std::vector<Action> actions;
    const auto app = declareAll(chosen, actions);
    const bool asJson = wantsJson(arguments);
    if (arguments.empty()) {
        return reportUsage("no command.", "offtake-cli --help lists them.", asJson);
    }
    if (!arguments.front().starts_with('-') && !isCommand(arguments.front())) {
        return reportUsage("\"" + arguments.front() + "\" is not a command.", "offtake-cli --help lists them.", asJson);
    }
    try {
        app->parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));  // CLI11 takes them last first
    } catch (const CLI::CallForHelp&) {
        return writeOutput(app->help());
    } catch (const CLI::CallForVersion& version) {
        return writeOutput(std::string(version.what()) + '\n');
    } catch (const CLI::ParseError& error) {
        const auto used = app->get_subcommands();
        const std::string name = used.empty() ? "offtake-cli" : "offtake-cli " + used.front()->get_name();
        return reportUsage(sentence(error.what()), "See " + name + " --help.", asJson);
    }
    if (chosen.action == nullptr) {
        return reportUsage("no command.", "offtake-cli --help lists them.", asJson);
    }
    const Format format = formatNamed(chosen.format);
    return finish((*chosen.action)(Common{format}), format);
}

}  // namespace

}  // namespace offtake::cli

int main(int argc, char** argv) {
    using namespace offtake::cli;
    // A reader that goes away shows as a failed write, which ends the program quietly.
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return static_cast<int>(run({argv + (argc > 0 ? 1 : 0), argv + argc}));
    } catch (const std::bad_alloc&) {
        say("this needs more memory than there is.");
        return static_cast<int>(ExitCode::TooLarge);
    } catch (const std::exception& error) {
        say(std::string("a defect of the program (") + error.what() + "). Please report it with what you ran.");
    } catch (...) {
        say("a defect of the program. Please report it with what you ran.");
    }
    return static_cast<int>(ExitCode::Internal);
}
