#pragma once

#include <string>
#include <string_view>

namespace offtake::units {

/// Longest text that is read as one quantity or unit; longer is surely pasted by mistake.
inline constexpr std::size_t kLongestQuantity = 200;

/// Bytes with a place in them; the scanners of this folder only move it forward.
class Cursor {
public:
    explicit constexpr Cursor(std::string_view text) : m_rest(text) {}

    [[nodiscard]] constexpr std::string_view rest() const { return m_rest; }
    [[nodiscard]] constexpr bool atEnd() const { return m_rest.empty(); }
    [[nodiscard]] constexpr char peek(std::size_t ahead = 0) const {
        return ahead < m_rest.size() ? m_rest[ahead] : '\0';
    }
    constexpr void skip(std::size_t bytes) { m_rest.remove_prefix(bytes < m_rest.size() ? bytes : m_rest.size()); }
    /// Passes `token` when it comes next.
    constexpr bool take(std::string_view token) {
        if (token.empty() || !m_rest.starts_with(token)) {
            return false;
        }
        skip(token.size());
        return true;
    }
    /// Passes blanks: space, tab, line ends, and the no-break, figure, thin and narrow spaces that programs paste.
    constexpr bool takeSpaces();

private:
    std::string_view m_rest;
};

[[nodiscard]] constexpr bool isAsciiBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Length in bytes of the blank that `text` starts with; 0 when it starts with none.
[[nodiscard]] constexpr std::size_t blankAtStart(std::string_view text) {
    if (!text.empty() && isAsciiBlank(text.front())) {
        return 1;
    }
    for (const std::string_view wide : {"\u00a0", "\u2007", "\u2009", "\u202f"}) {
        if (text.starts_with(wide)) {
            return wide.size();
        }
    }
    return 0;
}

constexpr bool Cursor::takeSpaces() {
    const std::size_t before = m_rest.size();
    while (const std::size_t bytes = blankAtStart(m_rest)) {
        skip(bytes);
    }
    return m_rest.size() != before;
}

[[nodiscard]] constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The text without blanks at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// A short, valid, printable UTF-8 piece of any bytes, for quoting them in a message: at most 40 characters; control
/// and direction marks and broken bytes become U+FFFD.
[[nodiscard]] std::string quotable(std::string_view bytes);

}  // namespace offtake::units
