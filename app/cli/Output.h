#pragma once

#include <string_view>

#include "app/cli/Answer.h"

namespace offtake::cli {

/// Writes all bytes to standard output. Returns Ok; BrokenPipe when the reader went away, which is said to nobody;
/// NotWritable, with a message on stderr, for everything else (a full disk, a closed descriptor).
/// Precondition: SIGPIPE is ignored.
[[nodiscard]] ExitCode writeOutput(std::string_view bytes);

/// Says "offtake-cli: text", after the name of the program, on stderr; failing to is ignored, there is nowhere left to say it.
void say(std::string_view text);

/// Says an error on stderr, as a sentence and, with `asJson`, on the next line as an object with the members code,
/// subject, reason, remedy and exit. Returns the exit code.
ExitCode report(const Error& error, bool asJson);

/// The same for a wrong command line, whose class is "usage".
ExitCode reportUsage(std::string_view reason, std::string_view remedy, bool asJson);

/// "table", "json" or "csv", as --format has it.
[[nodiscard]] Format formatNamed(std::string_view name);

/// Prints an answer with its warnings and notes, or reports the error. Returns what the program ends with.
[[nodiscard]] ExitCode finish(const Expected<Answer>& answer, Format format);

}  // namespace offtake::cli
