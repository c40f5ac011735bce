#include "app/cli/Output.h"

#include <cerrno>
#include <string>
#include <system_error>

#include <unistd.h>

#include <nlohmann/json.hpp>

namespace offtake::cli {

namespace {

/// 0, or the errno of the write that failed.
int writeAll(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return 0;
}

void sayLines(const std::string& sentence, const nlohmann::ordered_json* object) {
    std::string text = std::string(program_invocation_short_name) + ": " + sentence + '\n';
    if (object != nullptr) {
        text += object->dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
    }
    static_cast<void>(writeAll(STDERR_FILENO, text));
}

nlohmann::ordered_json errorObject(std::string_view code, std::string_view subject, std::string_view reason,
                                   std::string_view remedy, ExitCode exit) {
    return {{"error",
             {{"code", code},
              {"subject", subject},
              {"reason", reason},
              {"remedy", remedy},
              {"exit", static_cast<int>(exit)}}}};
}

}  // namespace

ExitCode writeOutput(std::string_view bytes) {
    const int failure = writeAll(STDOUT_FILENO, bytes);
    if (failure == EPIPE) {
        return ExitCode::BrokenPipe;
    }
    if (failure != 0) {
        say("standard output: cannot be written (" + std::generic_category().message(failure) +
            "), the result is incomplete. Free some space or write elsewhere.");
        return ExitCode::NotWritable;
    }
    return ExitCode::Ok;
}

void say(std::string_view text) {
    sayLines(std::string(text), nullptr);
}

ExitCode report(const Error& error, bool asJson) {
    const ExitCode exit = exitCodeOf(error.code);
    const auto object =
        errorObject(nameOf(error.code), error.subject, error.reason.english(), error.remedy.english(), exit);
    sayLines(error.english(), asJson ? &object : nullptr);
    return exit;
}

ExitCode reportUsage(std::string_view reason, std::string_view remedy, bool asJson) {
    const auto object = errorObject("usage", "", reason, remedy, ExitCode::Usage);
    sayLines(std::string(reason) + ' ' + std::string(remedy), asJson ? &object : nullptr);
    return ExitCode::Usage;
}

Format formatNamed(std::string_view name) {
    return name == "json" ? Format::Json : name == "csv" ? Format::Csv : Format::Table;
}

ExitCode finish(const Expected<Answer>& answer, Format format) {
    if (!answer) {
        return report(answer.error(), format == Format::Json);
    }
    for (const std::string& warning : answer->warnings) {
        say("warning: " + warning);
    }
    for (const std::string& note : answer->notes) {
        say("note: " + note);
    }
    const ExitCode written = writeOutput(printed(*answer, format));
    return written == ExitCode::Ok ? answer->exitCode : written;
}

}  // namespace offtake::cli
