#include "app/cli/study/OutFile.h"

#include <filesystem>

#include <CLI/CLI.hpp>

#include "data/file/AtomicFile.h"

namespace offtake::cli {

void declareOut(CLI::App& app, OutOptions& options, bool required) {
    auto* out = app.add_option("--out", options.file,
                               required ? "The file to write" : "Write this file instead of standard output")
                    ->type_name("FILE");
    out->required(required);
    app.add_flag("--force", options.force, "Replace the file if it exists")->needs(out);
}

Expected<void> mayWrite(const OutOptions& options) {
    std::error_code unknown;  // what cannot be looked at cannot be written either, and that is said then
    const bool exists = std::filesystem::exists(std::filesystem::symlink_status(options.file, unknown));
    if (exists && !options.force) {
        return fail(ErrorCode::NotWritable, options.file, {"exists already; nothing was written.", {}},
                    {"Choose another name, or replace it with --force.", {}});
    }
    return {};
}

Expected<void> writeOut(const OutOptions& options, std::string_view bytes) {
    if (auto allowed = mayWrite(options); !allowed) {
        return allowed;
    }
    const auto written = file::writeAtomically(options.file, bytes);
    return written ? Expected<void>() : tl::make_unexpected(written.error());
}

}  // namespace offtake::cli
