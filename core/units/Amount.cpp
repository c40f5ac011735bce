#include "core/units/Amount.h"

#include <algorithm>
#include <cmath>

#include "core/units/ParseUnit.h"

namespace offtake::units {

namespace {

std::string nameOf(const NamedUnit& named) {
    return named.symbol.empty() ? std::string("a plain number") : std::string(named.symbol);
}

bool takeDollar(Cursor& cursor) {
    return cursor.take("US$") || cursor.take("USD") || cursor.take("$");
}

/// A minus with a number behind it: a range or a subtraction, not a unit.
bool looksLikeRange(std::string_view unit) {
    Cursor cursor(unit);
    if (!cursor.take("-")) {
        return false;
    }
    cursor.takeSpaces();
    return isDigit(cursor.peek()) || cursor.peek() == '$';
}

tl::unexpected<Error> refuseUnclear() {
    return fail(ErrorCode::Syntax, {}, {"It is not clear whether the unit or multiple holds for all numbers.", {}},
                {"Write it behind each number, as in 5k to 9k.", {}});
}

/// The scale of an amount without a unit of its own: the input's, times a bare multiple.
Expected<Ratio> ownScale(const NamedUnit& named, double multiple, bool bareMultiple) {
    if (bareMultiple && named.prefix != 0) {
        return fail(ErrorCode::Syntax, {},
                    {"A bare multiple is ambiguous for an input in {0}.", {std::string(named.symbol)}},
                    {"Write the whole unit, such as {0}.", {example(named)}});
    }
    return Ratio::near(multiple * named.storedPerShown);
}

Expected<Ratio> scaleOf(const Amount& amount, const NamedUnit& named) {
    if (amount.unitless()) {
        return ownScale(named, 1.0, false);
    }
    const auto suffix = parseUnitSuffix(amount.unit, amount.dollar);
    if (!suffix) {
        return pass(suffix.error());
    }
    const bool ownMoney = amount.dollar && suffix->unit.dimensionless() && named.unit.exponent(Dimension::Money) == 1;
    if (ownMoney && named.prefix == 0 && (amount.unit.empty() || suffix->multipleOnly)) {
        return ownScale(named, suffix->unit.factor, suffix->multipleOnly);
    }
    if (!amount.dollar && suffix->multipleOnly) {
        return ownScale(named, suffix->unit.factor, true);
    }
    const bool barePercent = !amount.dollar && suffix->unit == base::kPercent;
    if (barePercent && named.storedPerShown == base::kPercent.factor) {
        return ownScale(named, 1.0, false);
    }
    const Unit written = amount.dollar ? base::kDollar * suffix->unit : suffix->unit;
    const std::string symbol = (amount.dollar ? "$" : "") + quotable(amount.unit);
    const auto ratio = ratioBetween(written, symbol, named.stored(), nameOf(named));
    if (!ratio) {
        return pass(ratio.error());
    }
    return *ratio;
}

Expected<double> scaled(const Amount& amount, const Ratio& ratio) {
    if (ratio.powerOfTen()) {
        return amount.number.value(ratio.power());
    }
    auto value = amount.number.value();
    if (!value) {
        return value;
    }
    const double out = ratio.times(*value);
    if (!std::isfinite(out)) {
        return fail(ErrorCode::OutOfBounds, {}, {"{0} is beyond the numbers this program calculates with.", {*value}},
                    {"Write a number below 1e300 in size.", {}});
    }
    return out;
}

}  // namespace

std::string example(const NamedUnit& named) {
    return named.symbol.empty() ? std::string("2.5") : "2.5 " + std::string(named.symbol);
}

Expected<Amount> scanAmount(std::string_view text) {
    Amount amount;
    Cursor cursor(trimmed(text));
    Cursor signedDollar = cursor;  // "-$5" is −5 $
    const bool minus = signedDollar.take("-") || signedDollar.take("\u2212");
    if (minus && takeDollar(signedDollar) && (isDigit(signedDollar.peek()) || signedDollar.peek() == '.')) {
        amount.dollar = true;
        cursor = signedDollar;
    } else if (takeDollar(cursor)) {
        amount.dollar = true;
        cursor.takeSpaces();
    }
    auto number = scanNumber(cursor);
    if (!number) {
        return pass(std::move(number.error()));
    }
    amount.number = std::move(*number);
    if (minus && amount.dollar && !amount.number.mantissa.starts_with('-')) {
        amount.number.mantissa.insert(0, "-");
    }
    amount.unit = trimmed(cursor.rest());
    if (looksLikeRange(amount.unit)) {
        return fail(ErrorCode::Syntax, {}, {"\"{0}\" could be a range or a subtraction.", {quotable(text)}},
                    {"Write a range as 5 to 9.", {}});
    }
    const bool inverse = amount.unit.starts_with("1/");  // "0.03 1/yr"
    const bool digit = !amount.unit.empty() && isDigit(amount.unit.front()) && !inverse;
    if (digit || amount.unit.starts_with(',') || amount.unit.starts_with(';')) {
        return fail(ErrorCode::Syntax, {}, {"\"{0}\" holds more than one number.", {quotable(text)}},
                    {"Write one number, or a range as 5 to 9.", {}});
    }
    return amount;
}

std::string unitText(const Amount& amount) {
    return (amount.dollar ? "$" : "") + quotable(amount.unit);
}

namespace {

/// The values, once it is clear that none was meant in another's unit.
Expected<std::vector<double>> valuesOf(const std::vector<Amount>& amounts, const NamedUnit& named) {
    std::vector<Ratio> scales;
    for (const Amount& amount : amounts) {
        auto scale = scaleOf(amount, named);
        if (!scale) {
            return pass(std::move(scale.error()));
        }
        scales.push_back(*scale);
    }
    const bool someBare = std::ranges::any_of(amounts, [](const Amount& amount) { return amount.unit.empty(); });
    const bool alike = std::ranges::all_of(scales, [&](const Ratio& ratio) { return ratio == scales[0]; });
    if (someBare && !alike) {
        return refuseUnclear();
    }
    std::vector<double> values;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        auto value = scaled(amounts[i], scales[i]);
        if (!value) {
            return pass(std::move(value.error()));
        }
        values.push_back(*value);
    }
    return values;
}

}  // namespace

Expected<std::vector<double>> listValues(const std::vector<Amount>& amounts, const NamedUnit& named) {
    return valuesOf(amounts, named);
}

Expected<std::vector<double>> rangeValues(std::vector<Amount>& amounts, const NamedUnit& named) {
    const Amount last = amounts.back();
    const auto suffix = parseUnitSuffix(last.unit, true);
    const bool multipleOnly = suffix && suffix->multipleOnly;
    for (Amount& amount : amounts) {
        if (!amount.unitless() || last.unitless()) {
            continue;
        }
        if (multipleOnly) {
            return refuseUnclear();
        }
        amount.unit = last.unit;
        amount.dollar = last.dollar;
    }
    return valuesOf(amounts, named);
}

}  // namespace offtake::units
