#include "core/units/ScanNumber.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace offtake::units {

namespace {

constexpr int kBeyondAnyExponent = 100'000;
constexpr std::string_view kUnicodeMinus = "\u2212";

std::size_t digitsAtStart(std::string_view text) {
    const auto* const end = std::ranges::find_if_not(text, isDigit);
    return static_cast<std::size_t>(end - text.begin());
}

void takeDigits(Cursor& cursor, std::string& out) {
    const std::size_t count = digitsAtStart(cursor.rest());
    out += cursor.rest().substr(0, count);
    cursor.skip(count);
}

/// Bytes of a sign that may group thousands at the start of `text`; 0 for none.
std::size_t groupSignAtStart(std::string_view text) {
    if (text.starts_with(',') || text.starts_with('\'')) {
        return 1;
    }
    constexpr std::string_view kApostrophe = "\u2019";
    if (text.starts_with(kApostrophe)) {
        return kApostrophe.size();
    }
    // Tabs and line ends part the cells of a pasted table.
    return text.starts_with(' ') || text.empty() || !isAsciiBlank(text.front()) ? blankAtStart(text) : 0;
}

/// Appends ",234,567" to the digits while each group has exactly three digits and the same sign before it.
void takeGroups(Cursor& cursor, std::string& digits) {
    const std::string_view sign = cursor.rest().substr(0, groupSignAtStart(cursor.rest()));
    const bool leadingGroupFits = digits.size() <= 3 && !digits.starts_with('0');
    while (leadingGroupFits && !sign.empty() && cursor.rest().starts_with(sign) &&
           digitsAtStart(cursor.rest().substr(sign.size())) == 3) {
        cursor.skip(sign.size());
        takeDigits(cursor, digits);
    }
}

tl::unexpected<Error> refuseComma(const std::string& before, Cursor cursor) {
    cursor.skip(1);
    std::string after;
    takeDigits(cursor, after);
    return fail(ErrorCode::Syntax, {}, {"The comma neither groups thousands nor is it the decimal sign.", {}},
                {"Write {0}.", {before + "." + after}});
}

void takeExponent(Cursor& cursor, Decimal& number) {
    if (cursor.peek() != 'e' && cursor.peek() != 'E') {
        return;
    }
    Cursor ahead = cursor;
    ahead.skip(1);
    const bool negative = ahead.take("-") || ahead.take(kUnicodeMinus);
    if (!negative) {
        ahead.take("+");
    }
    std::string digits;
    takeDigits(ahead, digits);
    if (digits.empty()) {
        return;
    }
    int exponent = kBeyondAnyExponent;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    exponent = read.ec == std::errc{} ? std::min(exponent, kBeyondAnyExponent) : kBeyondAnyExponent;
    number.exponent = negative ? -exponent : exponent;
    cursor = ahead;
}

}  // namespace

Expected<double> Decimal::value(int shift) const {
    const std::string text = fmt::format("{}e{}", mantissa, exponent + shift);
    double out = 0.0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
    if (read.ec != std::errc{} || !std::isfinite(out)) {
        return fail(ErrorCode::OutOfBounds, {},
                    {"{0} is beyond the numbers this program calculates with.", {quotable(text)}},
                    {"Write a number below 1e300 in size.", {}});
    }
    return out == 0.0 ? 0.0 : out;  // "-0" is zero
}

Expected<Decimal> scanNumber(Cursor& cursor) {
    const std::string_view whole = cursor.rest();
    const bool negative = cursor.take("-") || cursor.take(kUnicodeMinus);
    if (!negative) {
        cursor.take("+");
    }
    std::string digits;
    takeDigits(cursor, digits);
    if (!digits.empty()) {
        takeGroups(cursor, digits);
    }
    if (cursor.peek() == ',' && isDigit(cursor.peek(1))) {
        return refuseComma(digits.empty() ? "0" : digits, cursor);
    }
    std::string fraction;
    const bool range = cursor.peek(1) == '.';  // "5..9"
    if (cursor.peek() == '.' && !range && (!digits.empty() || isDigit(cursor.peek(1)))) {
        cursor.skip(1);
        takeDigits(cursor, fraction);
        if (cursor.peek() == ',' && isDigit(cursor.peek(1))) {
            return refuseComma(digits + fraction, cursor);
        }
        if (cursor.peek() == '.' && isDigit(cursor.peek(1))) {
            return fail(ErrorCode::Syntax, {}, {"\"{0}\" has two decimal points.", {quotable(whole)}},
                        {"Group thousands with commas (1,234,567) or not at all.", {}});
        }
    }
    if (digits.empty() && fraction.empty()) {
        return fail(ErrorCode::Syntax, {}, {"A number is expected where \"{0}\" stands.", {quotable(whole)}},
                    {"Write a number such as 2.5, 17.9k or 1e6.", {}});
    }
    Decimal number;
    number.mantissa = (negative ? "-" : "") + (digits.empty() ? std::string("0") : digits) +
                      (fraction.empty() ? std::string{} : "." + fraction);
    takeExponent(cursor, number);
    return number;
}

}  // namespace offtake::units
