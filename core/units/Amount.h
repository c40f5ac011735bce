#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/units/Cursor.h"
#include "core/units/Ratio.h"
#include "core/units/ScanNumber.h"

/// Numbers with what stands around them: the part that single values, ranges and lists share.
namespace offtake::units {

/// "$17.9k/month" taken apart. The text must outlive it.
struct Amount {
    Decimal number;
    bool dollar = false;    ///< a "$" stood before the number
    std::string_view unit;  ///< what stood behind it

    [[nodiscard]] bool unitless() const { return !dollar && unit.empty(); }
};

/// Errors: Syntax, with a remedy.
[[nodiscard]] Expected<Amount> scanAmount(std::string_view text);

/// The unit as written, fit for showing.
[[nodiscard]] std::string unitText(const Amount& amount);

/// A number in the input's unit to show as an example in a remedy.
[[nodiscard]] std::string example(const NamedUnit& named);

/// The amounts in the input's stored unit. Errors: UnitMismatch, UnknownName, OutOfBounds; Syntax when some amounts
/// have a unit, some have none and the two would not mean the same.
[[nodiscard]] Expected<std::vector<double>> listValues(const std::vector<Amount>& amounts, const NamedUnit& named);

/// As listValues, but a unit written only behind the last amount holds for all ("1.5 to 3 %"); a bare multiple does
/// not ("5 to 9k" could start at 5 or at 5000), and is refused.
[[nodiscard]] Expected<std::vector<double>> rangeValues(std::vector<Amount>& amounts, const NamedUnit& named);

[[nodiscard]] inline tl::unexpected<Error> pass(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

}  // namespace offtake::units
