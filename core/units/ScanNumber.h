#pragma once

#include <string>

#include "core/base/Error.h"
#include "core/units/Cursor.h"

namespace offtake::units {

/// A decimal number as text without grouping, so that multiplying by a power of ten moves the point and rounds once.
struct Decimal {
    std::string mantissa;  ///< "-1234.5": optional sign, digits, optional point
    int exponent = 0;      ///< power of ten

    /// The nearest double of this number times 10^shift. Errors: OutOfBounds when no finite double is near.
    [[nodiscard]] Expected<double> value(int shift = 0) const;
};

/// Reads the number that `cursor` points at, by the rules of ParseQuantity.h, and moves behind it.
/// Errors: Syntax, with the number to write instead where that is clear.
[[nodiscard]] Expected<Decimal> scanNumber(Cursor& cursor);

}  // namespace offtake::units
