#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Error.h"
#include "core/units/Unit.h"

/// Reading what people type into a field or after --set.
///
/// How numbers are read, whatever the locale:
/// - The point is the decimal sign, always: "1.234" is 1.234.
/// - A comma, a blank or an apostrophe before exactly three digits groups thousands: "1,234.5", "1 234.5", "1'234".
///   Any other comma ("1,5", "1.234,5", "0,123") is refused with the number to write instead, never guessed.
/// - "1e6", ".5", "-3" and "−3" (U+2212) are read; "nan", "inf" and numbers beyond a double's range are refused.
/// - Multiples may follow: "17.9k", "2.5 million". In an input shown in kW or MW a bare "5k" is refused as ambiguous.
///
/// How units are read: without one, the input's own shown unit holds, so "12" and "12 %" typed for an input shown in
/// percent both mean 0.12, and "0.12" means 0.0012. "$2.50" is in the input's own unit when that is money per
/// something. A bare "%" suits an input in "%/yr".
namespace offtake::units {

/// How a value was stated.
enum class Statement : std::uint8_t {
    Exact,      ///< "62"
    Between,    ///< "5 to 9", "5..9", "5–9"
    PlusMinus,  ///< "62 ± 4", "62 +- 4"
};

/// A value as typed, in the input's stored unit (fractions for percent, else the shown unit).
struct QuantityText {
    double value = 0.0;  ///< the central value: of "a to b" middleOf(a, b), of "a ± b" a
    double low = 0.0;    ///< equal to `value` when exact
    double high = 0.0;   ///< equal to `value` when exact
    double spread = 0.0; ///< the number behind ±
    Statement statement = Statement::Exact;
    std::string unit;  ///< the unit as written; empty when the input's own was meant
};

/// The central value that "low to high" means: the geometric mean when both are positive (the median of the lognormal
/// distribution with these quantiles), else the arithmetic mean. Precondition: low <= high.
[[nodiscard]] double middleOf(double low, double high);

/// Reads one value or range for an input described with `named`.
/// Errors, each with a remedy: Syntax; OutOfBounds for numbers that no double holds; UnitMismatch naming both units;
/// UnknownName for unknown units; Inconsistent for a range whose ends are not in order; TooLarge above 200 bytes.
[[nodiscard]] Expected<QuantityText> parseQuantity(std::string_view text, const NamedUnit& named);

/// Reads one exact value; a range is refused. Result and errors as of parseQuantity.
[[nodiscard]] Expected<double> parseTyped(std::string_view text, const NamedUnit& named);

/// Reads a plain number as files hold it, in the stored unit (0.12 for 12 %): no unit, multiple or grouping.
[[nodiscard]] Expected<double> parseStored(std::string_view text);

/// Reads exact values separated by ";" or by a comma and a blank, else by blanks: "0.5; 0.75; 1", "1, 2, 3",
/// "5% 9%". Between blanks neither units nor groups of thousands may contain a blank. Either all values or none have
/// a unit other than the input's own. Errors as of parseQuantity; TooLarge above 100 000 bytes.
[[nodiscard]] Expected<std::vector<double>> parseList(std::string_view text, const NamedUnit& named);

}  // namespace offtake::units
