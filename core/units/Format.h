#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/units/Unit.h"

/// Writing numbers in the C locale. A missing or non-finite value is "–"; zero never has a sign.
namespace offtake::units {

inline constexpr std::string_view kMissing = "–";

enum class SignStyle : std::uint8_t {
    NegativeOnly,
    Always,  ///< differences: "+4.20 M$"
};

enum class MinusStyle : std::uint8_t {
    Hyphen,  ///< U+002D, for terminals, CSV and whatever reads the text again
    Real,    ///< U+2212, as wide as the plus sign, for the screen
};

/// Powers of ten that numbers are shortened by: 0, 3 (k), 6 (M), 9 (B for money, else G), 12 (T).
struct NumberStyle {
    int digits = 3;                     ///< significant digits; whole digits are never cut off
    std::optional<int> magnitude = {};  ///< the power of ten to shorten by; chosen from the value when absent
    std::optional<int> decimals = {};   ///< digits behind the point, for columns; from `digits` when absent
    SignStyle sign = SignStyle::NegativeOnly;
    MinusStyle minus = MinusStyle::Hyphen;
    bool withUnit = true;  ///< false in columns whose head states the unit
};

/// A value kept in `named`'s stored unit as text for reading: "6.30 B$", "412 M$/month", "17.9 k GPU", "12.0 %",
/// "0.0474 $/kWh". Numbers below 0.0001 in size are written as 1.23e-5.
[[nodiscard]] std::string format(std::optional<double> stored, const NamedUnit& named, const NumberStyle& style = {});

/// The style of a column: one magnitude and one number of decimals for all, such that the largest value has
/// `style.digits` significant digits.
[[nodiscard]] NumberStyle columnStyle(std::span<const std::optional<double>> stored, const NamedUnit& named,
                                      NumberStyle style = {});

/// The unit with a magnitude, for the head of a column or an axis: "M$/month", "k GPU", "GWh"; "k" for plain numbers.
[[nodiscard]] std::string symbolWithMagnitude(const NamedUnit& named, int magnitude);

/// The shortest text that reads back as exactly this double: "0.1", "1e+22".
[[nodiscard]] std::string fullPrecision(double value);

/// All digits with the unit, for hovering, copying and editing: "12.5 %", "150000000 $/month". parseTyped gives exactly
/// the same double back.
[[nodiscard]] std::string fullPrecision(std::optional<double> stored, const NamedUnit& named);

}  // namespace offtake::units
