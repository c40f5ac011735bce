#include "core/units/Cursor.h"

#include <cstdint>

namespace offtake::units {

namespace {

constexpr std::size_t kQuotedCharacters = 40;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

/// Bytes of the UTF-8 character that starts `bytes`; 0 when broken. `code` becomes its number.
std::size_t characterAtStart(std::string_view bytes, std::uint32_t& code) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])); };
    const std::uint32_t lead = byte(0);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    if (length == 0 || length > bytes.size()) {
        return 0;
    }
    code = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            return 0;
        }
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    return overlong || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF ? 0 : length;
}

/// Marks that would reorder or hide the sentence around the quotation.
bool invisible(std::uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD || code == 0x61C ||
           (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || (code >= 0xFFF9 && code <= 0xFFFB) ||
           code >= 0xE0000;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (const std::size_t bytes = blankAtStart(text)) {
        text.remove_prefix(bytes);
    }
    // Blanks are at most three bytes long, so the last one starts at one of three places.
    for (bool found = true; found;) {
        found = false;
        for (std::size_t bytes = 1; bytes <= 3 && bytes <= text.size() && !found; ++bytes) {
            if (blankAtStart(text.substr(text.size() - bytes)) == bytes) {
                text.remove_suffix(bytes);
                found = true;
            }
        }
    }
    return text;
}

std::string quotable(std::string_view bytes) {
    std::string out;
    std::size_t characters = 0;
    while (!bytes.empty()) {
        if (++characters > kQuotedCharacters) {
            return out + "…";
        }
        std::uint32_t code = 0;
        const std::size_t length = characterAtStart(bytes, code);
        const bool shown = length != 0 && !invisible(code);
        out += shown ? bytes.substr(0, length) : kReplacement;
        bytes.remove_prefix(length == 0 ? 1 : length);
    }
    return out;
}

}  // namespace offtake::units
