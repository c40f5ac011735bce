#include <vector>

#include "core/units/Amount.h"
#include "core/units/ParseQuantity.h"

namespace offtake::units {

namespace {

constexpr std::size_t kLongestList = 100'000;

/// Does a number start here? Behind a blank this begins the next value, where a unit would go on with the last.
bool numberStarts(std::string_view text) {
    Cursor cursor(text);
    if (!cursor.take("-") && !cursor.take("\u2212")) {
        cursor.take("+");
    }
    cursor.take("$");
    return isDigit(cursor.peek()) || (cursor.peek() == '.' && isDigit(cursor.peek(1)));
}

std::vector<std::string_view> splitAtBlanks(std::string_view text) {
    std::vector<std::string_view> pieces;
    std::size_t start = 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (isAsciiBlank(text[i - 1]) && numberStarts(text.substr(i))) {
            pieces.push_back(text.substr(start, i - start));
            start = i;
        }
    }
    pieces.push_back(text.substr(start));
    return pieces;
}

/// Parts at each separator; a comma parts only in front of a blank.
std::vector<std::string_view> splitAt(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool parts = separator == ';' || blankAtStart(text.substr(i + 1)) != 0;
        if (text[i] == separator && parts) {
            pieces.push_back(text.substr(start, i - start));
            start = i + 1;
        }
    }
    pieces.push_back(text.substr(start));
    return pieces;
}

std::vector<std::string_view> pieces(std::string_view text) {
    if (text.find(';') != std::string_view::npos) {
        return splitAt(text, ';');
    }
    auto atCommas = splitAt(text, ',');
    return atCommas.size() > 1 ? atCommas : splitAtBlanks(text);
}

}  // namespace

Expected<std::vector<double>> parseList(std::string_view text, const NamedUnit& named) {
    const std::string_view inner = trimmed(text);
    if (inner.size() > kLongestList) {
        return fail(ErrorCode::TooLarge, {}, {"The list is too long to be typed.", {}},
                    {"Import it as a CSV file.", {}});
    }
    std::vector<Amount> amounts;
    for (const std::string_view piece : pieces(inner)) {
        auto amount = scanAmount(piece);
        if (!amount) {
            return pass(std::move(amount.error()));
        }
        amounts.push_back(std::move(*amount));
    }
    return listValues(amounts, named);
}

}  // namespace offtake::units
