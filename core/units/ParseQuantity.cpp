#include "core/units/ParseQuantity.h"

#include <algorithm>
#include <cmath>

#include "core/units/Amount.h"
#include "core/units/Cursor.h"
#include "core/units/ScanNumber.h"

namespace offtake::units {

namespace {

/// Where a range's two numbers part, and how it was stated.
struct Split {
    std::string_view left;
    std::string_view right;
    Statement statement = Statement::Exact;
};

/// Length of the sign at `text`, which starts at byte `at` of `whole`, that parts two numbers; 0 for none.
std::size_t signAt(std::string_view whole, std::size_t at, Statement& statement) {
    const std::string_view text = whole.substr(at);
    for (const std::string_view sign : {"±", "+-", "+/-", "+\u2212", "+/\u2212"}) {
        if (text.starts_with(sign)) {
            statement = Statement::PlusMinus;
            return sign.size();
        }
    }
    statement = Statement::Between;
    for (const std::string_view sign : {"...", "..", "…", "–"}) {
        if (text.starts_with(sign)) {
            return sign.size();
        }
    }
    constexpr std::string_view kTo = "to";
    const bool word = at > 0 && text.starts_with(kTo) && blankAtStart(text.substr(kTo.size())) != 0 &&
                      trimmed(whole.substr(0, at)).size() != at;
    return word ? kTo.size() : 0;
}

Expected<Split> split(std::string_view text) {
    Split out{text, {}, Statement::Exact};
    for (std::size_t at = 0; at < text.size();) {
        Statement statement = Statement::Exact;
        const std::size_t length = signAt(text, at, statement);
        if (length != 0 && out.statement != Statement::Exact) {
            return fail(ErrorCode::Syntax, {}, {"\"{0}\" states more than one range.", {quotable(text)}},
                        {"Write 5 to 9, or 62 ± 4.", {}});
        }
        if (length != 0) {
            out = {text.substr(0, at), text.substr(at + length), statement};
        }
        at += std::max<std::size_t>(length, 1);
    }
    return out;
}

tl::unexpected<Error> refuseOrder(std::string_view text) {
    return fail(ErrorCode::Inconsistent, {}, {"The numbers of \"{0}\" are not in rising order.", {quotable(text)}},
                {"Write the lower number first, as in 5 to 9.", {}});
}

Expected<QuantityText> between(std::string_view text, double low, double high, std::string unit) {
    if (!(low < high)) {
        return refuseOrder(text);
    }
    return QuantityText{middleOf(low, high), low, high, 0.0, Statement::Between, std::move(unit)};
}

Expected<QuantityText> plusMinus(double middle, double spread, std::string unit) {
    if (!(spread > 0.0) || !std::isfinite(middle - spread) || !std::isfinite(middle + spread)) {
        return fail(ErrorCode::Inconsistent, {}, {"The number behind ± must be positive.", {}},
                    {"Write it as 62 ± 4.", {}});
    }
    return QuantityText{middle, middle - spread, middle + spread, spread, Statement::PlusMinus, std::move(unit)};
}

Expected<QuantityText> readQuantity(std::string_view text, const NamedUnit& named) {
    if (text.empty()) {
        return fail(ErrorCode::Syntax, {}, {"A number is missing.", {}},
                    {"Write a number such as {0}.", {example(named)}});
    }
    if (text.size() > kLongestQuantity) {
        return fail(ErrorCode::TooLarge, {}, {"\"{0}\" is too long for one number.", {quotable(text)}},
                    {"Write a number such as {0}.", {example(named)}});
    }
    const auto parts = split(text);
    if (!parts) {
        return pass(parts.error());
    }
    if (parts->statement != Statement::Exact && trimmed(parts->left).empty()) {
        return fail(ErrorCode::Syntax, {}, {"A number is missing at the start of \"{0}\".", {quotable(text)}},
                    {"Write a range as 5 to 9 and a negative number as -3.", {}});
    }
    std::vector<Amount> amounts;
    for (const std::string_view part : {parts->left, parts->right}) {
        if (part.data() == nullptr) {
            continue;
        }
        auto amount = scanAmount(part);
        if (!amount) {
            return pass(std::move(amount.error()));
        }
        amounts.push_back(std::move(*amount));
    }
    const auto values = rangeValues(amounts, named);
    if (!values) {
        return pass(values.error());
    }
    switch (parts->statement) {
        case Statement::Between:
            return between(text, (*values)[0], (*values)[1], unitText(amounts.back()));
        case Statement::PlusMinus:
            return plusMinus((*values)[0], (*values)[1], unitText(amounts.back()));
        default:
            return QuantityText{values->front(), values->front(), values->front(), 0.0, Statement::Exact,
                                unitText(amounts.back())};
    }
}

}  // namespace

double middleOf(double low, double high) {
    // The roots are taken apart because the product of two large numbers is no double.
    const double middle = low > 0.0 ? std::sqrt(low) * std::sqrt(high) : 0.5 * low + 0.5 * high;
    return std::clamp(middle, low, high);
}

Expected<QuantityText> parseQuantity(std::string_view text, const NamedUnit& named) {
    return readQuantity(trimmed(text), named);
}

Expected<double> parseTyped(std::string_view text, const NamedUnit& named) {
    const auto read = parseQuantity(text, named);
    if (!read) {
        return pass(read.error());
    }
    if (read->statement != Statement::Exact) {
        return fail(ErrorCode::Syntax, {}, {"\"{0}\" is a range where one number is expected.", {quotable(text)}},
                    {"Write one number such as {0}.", {example(named)}});
    }
    return read->value;
}

Expected<double> parseStored(std::string_view text) {
    Cursor cursor(text);
    const bool plain =
        text.size() <= kLongestQuantity && text.find_first_not_of("0123456789.+-eE") == std::string_view::npos;
    const auto number = plain ? scanNumber(cursor) : Expected<Decimal>{};
    if (!plain || !number || !cursor.atEnd()) {
        return fail(ErrorCode::Syntax, {}, {"\"{0}\" is not a plain number.", {quotable(text)}},
                    {"Write digits with a point, such as 0.12 or 1e6.", {}});
    }
    return number->value();
}

}  // namespace offtake::units
