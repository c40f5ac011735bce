#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "app/cli/Answer.h"
#include "core/base/Error.h"

namespace CLI {
class App;
}

namespace offtake::cli {

/// What every command is told.
struct Common {
    Format format = Format::Table;
};

/// Does a command's work. Prints nothing: the answer or the error is printed by the frame.
using Action = std::function<Expected<Answer>(const Common&)>;

/// One row of the command table.
struct Command {
    std::string_view name;
    std::string_view summary;  ///< one line, in the list of commands and above the command's own help
    /// Declares the command's options and returns what runs when it is called. The frame adds --format and --help.
    Action (*declare)(CLI::App& options);
};

/// All commands, in the order of the help.
[[nodiscard]] std::span<const Command> commands();

}  // namespace offtake::cli
