#pragma once

#include <string>

namespace offtake::present {

/// How a number is written in charts and tables, whose axis or column states unit and magnitude: digits are grouped and
/// decimals are those of the column. Single values with their unit are written by core/units/Format.h.
struct NumberStyle {
    int decimals = 0;         ///< digits after the point, 0..15
    bool plusSign = false;    ///< "+2" for differences; zero never carries a sign
    bool groupDigits = true;  ///< "6,300"
};

/// Fixed decimals, grouped by comma, the true minus sign U+2212: "−1,260.5". What rounds to zero is "0", not "−0".
/// A non-finite value is an en dash.
[[nodiscard]] std::string numberText(double value, const NumberStyle& style);

/// The shortest text that reads back as the same double, for files (units::fullPrecision).
[[nodiscard]] std::string exactText(double value);

/// Decimals that show `largest` with about three significant digits: 2.71 → 2, 38.4 → 1, 412 → 0. At most 6.
[[nodiscard]] int decimalsFor(double largest);

}  // namespace offtake::present
