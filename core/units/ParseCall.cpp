#include "core/units/ParseCall.h"

#include <algorithm>

#include "core/units/Amount.h"
#include "core/units/Cursor.h"

namespace offtake::units {

namespace {

std::size_t nameLength(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && isLetter(text[length])) {
        ++length;
    }
    return length;
}

}  // namespace

bool looksLikeCall(std::string_view text) {
    const std::string_view inner = trimmed(text);
    const std::size_t name = nameLength(inner);
    return name > 0 && trimmed(inner.substr(name)).starts_with('(');
}

Expected<Call> scanCall(std::string_view text) {
    const std::string_view inner = trimmed(text);
    if (inner.size() > kLongestCall) {
        return fail(ErrorCode::TooLarge, {}, {"\"{0}\" is too long to be typed.", {quotable(inner)}}, {"Import a table instead.", {}});
    }
    const std::size_t open = inner.find('(');
    const std::size_t close = inner.rfind(')');
    if (!looksLikeCall(inner) || close == std::string_view::npos || close < open) {
        return fail(ErrorCode::Syntax, {}, {"A bracket is missing in \"{0}\".", {quotable(inner)}}, {"Write it as in tri(5, 6, 9).", {}});
    }
    Call call;
    call.name = inner.substr(0, nameLength(inner));
    call.unit = trimmed(inner.substr(close + 1));
    std::string_view list = inner.substr(open + 1, close - open - 1);
    const char separator = list.find(';') == std::string_view::npos ? ',' : ';';
    for (bool more = true; more;) {
        const std::size_t end = list.find(separator);
        more = end != std::string_view::npos;
        call.arguments.push_back(trimmed(list.substr(0, end)));
        list.remove_prefix(more ? end + 1 : list.size());
    }
    return call;
}

Expected<std::vector<double>> callValues(const std::vector<std::string_view>& texts, std::string_view unitBehind, const NamedUnit& named,
                                         bool bareIsStored) {
    std::vector<Amount> amounts;
    for (const std::string_view text : texts) {
        if (text.empty()) {
            return fail(ErrorCode::Syntax, {}, {"A number is missing.", {}}, {"Write a number such as {0}.", {example(named)}});
        }
        auto amount = scanAmount(text);
        if (!amount) {
            return pass(std::move(amount.error()));
        }
        if (!unitBehind.empty() && !amount->unit.empty()) {
            return fail(ErrorCode::Syntax, {}, {"There is a unit behind a number and behind the bracket.", {}}, {"Write it once.", {}});
        }
        if (!unitBehind.empty()) {
            amount->unit = unitBehind;
        }
        amounts.push_back(std::move(*amount));
    }
    if (amounts.empty()) {
        return std::vector<double>{};
    }
    NamedUnit meant = named;
    if (bareIsStored && std::ranges::all_of(amounts, &Amount::unitless)) {
        meant.storedPerShown = 1.0;
    }
    return rangeValues(amounts, meant);
}

}  // namespace offtake::units
