#include "core/base/Error.h"

#include <charconv>

#include <fmt/format.h>

namespace offtake {

namespace {

std::string spelled(const Argument& argument) {
    if (const auto* text = std::get_if<std::string>(&argument)) {
        return *text;
    }
    if (const auto* number = std::get_if<double>(&argument)) {
        return fmt::format("{}", *number);
    }
    return fmt::format("{}", std::get<std::int64_t>(argument));
}

}  // namespace

std::string Message::english() const {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t close = text[i] == '{' ? text.find('}', i) : std::string::npos;
        std::size_t index = 0;
        const char* last = text.data() + (close == std::string::npos ? i : close);
        const auto parsed = std::from_chars(text.data() + i + 1, last, index);
        if (close != std::string::npos && parsed.ec == std::errc{} && parsed.ptr == last && index < arguments.size()) {
            out += spelled(arguments[index]);
            i = close;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string Error::english() const {
    std::string out = subject.empty() ? std::string{} : subject + ": ";
    out += reason.english();
    if (!remedy.text.empty()) {
        out += ' ' + remedy.english();
    }
    return out;
}

}  // namespace offtake
