#pragma once

#include <string>
#include <string_view>

#include "core/base/Error.h"

namespace CLI {
class App;
}

/// Files that commands write.
namespace offtake::cli {

struct OutOptions {
    std::string file;
    bool force = false;
};

/// Declares --out and --force.
void declareOut(CLI::App& app, OutOptions& options, bool required);

/// Whether the file may be written: it is not there, or --force was given. Errors: NotWritable.
[[nodiscard]] Expected<void> mayWrite(const OutOptions& options);

/// Writes the bytes in one step, or leaves everything as it was. Errors: NotWritable.
[[nodiscard]] Expected<void> writeOut(const OutOptions& options, std::string_view bytes);

}  // namespace offtake::cli
