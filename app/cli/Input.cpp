#include "app/cli/Input.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace offtake::cli {

namespace {

/// Reads a descriptor to its end.
Expected<std::string> readAll(int descriptor, const std::string& name) {
    std::string text;
    std::array<char, 1U << 16U> buffer{};
    while (true) {
        const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return fail(ErrorCode::NotReadable, name,
                        {"cannot be read: {0}.", {std::generic_category().message(errno)}});
        }
        if (got == 0) {
            return text;
        }
        text.append(buffer.data(), static_cast<std::size_t>(got));
        if (text.size() > kLargestInput) {
            return fail(ErrorCode::TooLarge, name,
                        {"is larger than {0} MB.", {static_cast<std::int64_t>(kLargestInput >> 20U)}});
        }
    }
}

struct Position {
    std::int64_t line = 1;
    std::int64_t column = 1;
};

/// Where a byte stands, counted from 1.
Position positionOf(std::string_view text, std::size_t byte) {
    Position at;
    for (const char c : text.substr(0, byte)) {
        at.column = c == '\n' ? 1 : at.column + 1;
        at.line += c == '\n' ? 1 : 0;
    }
    return at;
}

}  // namespace

Expected<Input> readInput(const std::string& argument) {
    if (argument == "-") {
        auto text = readAll(STDIN_FILENO, "standard input");
        return text ? Expected<Input>(Input{"standard input", std::move(*text)}) : tl::make_unexpected(text.error());
    }
    if (looksLikeJson(argument)) {
        return Input{"the argument", argument};
    }
    const int descriptor = ::open(argument.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        const int reason = errno;
        return fail(reason == ENOENT ? ErrorCode::NotFound : ErrorCode::NotReadable, argument,
                    {"cannot be opened: {0}.", {std::generic_category().message(reason)}},
                    {"Give a file, JSON text, or - for standard input.", {}});
    }
    auto text = readAll(descriptor, argument);
    ::close(descriptor);
    return text ? Expected<Input>(Input{argument, std::move(*text)}) : tl::make_unexpected(text.error());
}

bool looksLikeJson(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

Expected<nlohmann::ordered_json> parseJson(const Input& input) {
    if (input.text.find_first_not_of(" \t\r\n") == std::string::npos) {
        return fail(ErrorCode::Syntax, input.name, {"is empty.", {}});
    }
    try {
        return nlohmann::ordered_json::parse(input.text);
    } catch (const nlohmann::json::parse_error& error) {
        const Position at = positionOf(input.text, error.byte == 0 ? 0 : error.byte - 1);
        return fail(ErrorCode::Syntax, input.name, {"is not JSON from line {0}, column {1} on.", {at.line, at.column}},
                    {"Numbers are written 0.05 and -1e6, texts in double quotes.", {}});
    } catch (const nlohmann::json::out_of_range&) {
        return fail(ErrorCode::OutOfBounds, input.name, {"holds a number that is too large for any calculation.", {}});
    }
}

}  // namespace offtake::cli
