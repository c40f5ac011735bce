#include "core/units/Format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "core/units/Ratio.h"

namespace offtake::units {

namespace {

constexpr int kLargestMagnitude = 12;
constexpr int kSmallestPlainExponent = -4;  // 0.0001 is still easily read, 0.00001 is not
constexpr int kLargestPlainExponent = 16;   // every double below has its digits before the point
constexpr int kMostDecimals = 30;
constexpr int kMostDigits = 17;  // a double holds no more

/// The decimal digits of a finite number: 0.d1d2d3… × 10^(exponent + 1).
struct Digits {
    bool negative = false;
    std::string digits;  ///< at least one
    int exponent = 0;    ///< power of ten of the first digit
};

Digits digitsOf(double value, std::optional<int> significant) {
    std::array<char, 64> buffer{};
    const double size = std::abs(value);
    const auto written =
        significant ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), size, std::chars_format::scientific,
                                    std::clamp(*significant, 1, kMostDigits) - 1)
                    : std::to_chars(buffer.data(), buffer.data() + buffer.size(), size, std::chars_format::scientific);
    const std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
    const std::size_t e = text.find('e');
    Digits out;
    out.negative = std::signbit(value) && value != 0.0;
    out.digits = text.substr(0, e);
    std::erase(out.digits, '.');
    const std::string_view power = text.substr(e + (text[e + 1] == '+' ? 2 : 1));
    std::from_chars(power.data(), power.data() + power.size(), out.exponent);
    return out;
}

/// Plain or scientific text of all digits.
std::string layOut(const Digits& number) {
    std::string out = number.negative ? "-" : "";
    const int count = static_cast<int>(number.digits.size());
    if (number.exponent < kSmallestPlainExponent || number.exponent >= kLargestPlainExponent) {
        out += number.digits[0];
        if (count > 1) {
            out += '.' + number.digits.substr(1);
        }
        return out + fmt::format("e{}", number.exponent);
    }
    if (number.exponent < 0) {
        return out + "0." + std::string(static_cast<std::size_t>(-number.exponent - 1), '0') + number.digits;
    }
    const auto whole = static_cast<std::size_t>(number.exponent + 1);
    if (number.digits.size() <= whole) {
        return out + number.digits + std::string(whole - number.digits.size(), '0');
    }
    return out + number.digits.substr(0, whole) + '.' + number.digits.substr(whole);
}

/// The number in the shown unit, in decimal: percent moves the point and does not multiply, which would add digits.
Digits shownDigits(double stored, const NamedUnit& named, std::optional<int> significant) {
    Digits digits = digitsOf(stored, significant);
    if (stored != 0.0) {
        digits.exponent -= Ratio::near(named.storedPerShown).power();
    }
    return digits;
}

/// Without sign, with a number of significant digits; whole digits are not cut off.
std::string withDigits(double stored, const NamedUnit& named, int magnitude, int significant) {
    if (stored == 0.0) {
        return "0";
    }
    const int exponent = shownDigits(stored, named, std::nullopt).exponent - magnitude;
    const bool plain = exponent < kLargestPlainExponent;
    Digits digits = shownDigits(std::abs(stored), named, plain ? std::max(significant, exponent + 1) : significant);
    digits.exponent -= magnitude;
    return layOut(digits);
}

/// Without sign, with a number of digits behind the point.
std::string withDecimals(double stored, const NamedUnit& named, int magnitude, int decimals) {
    const double shown = std::abs(stored) / named.storedPerShown / std::pow(10.0, magnitude);
    return fmt::format("{:.{}f}", shown, std::clamp(decimals, 0, kMostDecimals));
}

int magnitudeOf(int exponent, const NamedUnit& named) {
    if (named.scaling == Scaling::None || exponent < 3) {
        return 0;
    }
    const int room = kLargestMagnitude - (named.scaling == Scaling::Prefix ? named.prefix : 0);
    return std::min(exponent / 3 * 3, room);
}

std::string signedText(std::string size, bool negative, const NumberStyle& style) {
    const std::string_view mantissa = std::string_view(size).substr(0, size.find('e'));
    const bool zero = mantissa.find_first_of("123456789") == std::string_view::npos;
    if (zero) {
        return size;
    }
    if (negative) {
        return (style.minus == MinusStyle::Real ? "\u2212" : "-") + size;
    }
    return style.sign == SignStyle::Always ? "+" + size : size;
}

}  // namespace

std::string symbolWithMagnitude(const NamedUnit& named, int magnitude) {
    const std::string symbol(named.symbol);
    if (magnitude == 0) {
        return symbol;
    }
    const int power = magnitude + (named.scaling == Scaling::Prefix ? named.prefix : 0);
    const bool money = named.unit.exponent(Dimension::Money) > 0;
    const std::string_view letter = power == 3    ? "k"
                                    : power == 6  ? "M"
                                    : power == 9  ? (money ? "B" : "G")
                                    : power == 12 ? "T"
                                    : power == 15 ? "P"
                                                  : "E";
    if (named.scaling == Scaling::Prefix) {
        return std::string(letter) + (named.prefix != 0 ? symbol.substr(1) : symbol);
    }
    return symbol.empty() ? std::string(letter) : std::string(letter) + " " + symbol;
}

std::string format(std::optional<double> stored, const NamedUnit& named, const NumberStyle& style) {
    if (!stored || !std::isfinite(*stored)) {
        return std::string(kMissing);
    }
    const int magnitude =
        style.magnitude.value_or(magnitudeOf(shownDigits(*stored, named, style.digits).exponent, named));
    std::string text = style.decimals ? withDecimals(*stored, named, magnitude, *style.decimals)
                                      : withDigits(*stored, named, magnitude, style.digits);
    text = signedText(std::move(text), *stored < 0.0, style);
    const std::string unit = symbolWithMagnitude(named, magnitude);
    return style.withUnit && !unit.empty() ? text + " " + unit : text;
}

NumberStyle columnStyle(std::span<const std::optional<double>> stored, const NamedUnit& named, NumberStyle style) {
    double largest = 0.0;
    for (const std::optional<double>& value : stored) {
        if (value && std::isfinite(*value)) {
            largest = std::max(largest, std::abs(*value));
        }
    }
    const int exponent = largest == 0.0 ? 0 : shownDigits(largest, named, style.digits).exponent;
    style.magnitude = magnitudeOf(exponent, named);
    style.decimals = largest == 0.0 ? 0 : std::clamp(style.digits - 1 - (exponent - *style.magnitude), 0, kMostDigits);
    return style;
}

std::string fullPrecision(double value) {
    return std::isfinite(value) ? fmt::format("{}", value == 0.0 ? 0.0 : value) : std::string(kMissing);
}

std::string fullPrecision(std::optional<double> stored, const NamedUnit& named) {
    if (!stored || !std::isfinite(*stored)) {
        return std::string(kMissing);
    }
    const std::string text = layOut(shownDigits(*stored, named, std::nullopt));
    return named.symbol.empty() ? text : text + " " + std::string(named.symbol);
}

}  // namespace offtake::units
