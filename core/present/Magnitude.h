#pragma once

#include <span>
#include <string>
#include <string_view>

namespace offtake::present {

/// The power of ten in which an axis or column is shown: "1.2" under "$ billion". Chosen once per axis or column, so
/// that its labels stay short and comparable. Values themselves are always kept in the base unit.
struct Magnitude {
    double divisor = 1.0;
    std::string symbol;  ///< "", "k", "M", "B" (billion), "T"
    std::string word;    ///< "", "thousand", "million", "billion", "trillion"
    friend bool operator==(const Magnitude&, const Magnitude&) = default;
};

/// The magnitude in which `largest` (its absolute value) has one to four digits before the point; below ten thousand
/// none. Zero and non-finite values give none.
[[nodiscard]] Magnitude magnitudeFor(double largest);

/// magnitudeFor the largest absolute finite value.
[[nodiscard]] Magnitude magnitudeFor(std::span<const double> values);

/// "$" and million give "$ million", "$/month" gives "$ million/month"; "GPU-h" and million give "million GPU-h"; none gives the unit alone.
[[nodiscard]] std::string unitWithMagnitude(std::string_view unit, const Magnitude& magnitude);

/// The short form for cells and axes, as core/units writes it: "M$", "B$/month" for money, "M GPU-h", "G GPU-h", "GWh" else.
[[nodiscard]] std::string shortUnit(std::string_view unit, const Magnitude& magnitude);

}  // namespace offtake::present
