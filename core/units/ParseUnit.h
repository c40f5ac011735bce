#pragma once

#include <string_view>

#include "core/base/Error.h"
#include "core/units/Unit.h"

namespace offtake::units {

/// Reads a unit as people write it: "$/GPU-h", "USD/GPU/h", "$ per GPU-hour", "M$/month", "% p.a.", "¢/kWh", "t CO2",
/// "H100e-h", "engineer-months", "FLOP/s per GPU".
///
/// A product is written with "-", "·", "*", "×" or a blank; everything after "/" or "per", up to the next one, divides.
/// Prefixes k M G T P E, before a symbol or alone ("M tokens"); for amounts also B, bn, mn, MM, "thousand", "million",
/// "billion", "trillion". Letters' case counts only where it changes the meaning (M and m, GB and Gb).
/// Errors, each with a remedy: Syntax for what cannot be read, UnknownName for an unknown word (the likely meaning of
/// an "m" or a foreign currency is named), TooLarge above 200 bytes.
[[nodiscard]] Expected<Unit> parseUnit(std::string_view text);

/// What may follow a number: also a bare multiple ("17.9 k") and, after a leading "$", a rest like "M/month".
struct UnitSuffix {
    Unit unit;
    bool multipleOnly = false;  ///< only "k", "M", "million"…, no unit at all
};

/// As parseUnit, but a bare multiple is allowed, and with `afterDollar` the text may be empty or start with "/".
[[nodiscard]] Expected<UnitSuffix> parseUnitSuffix(std::string_view text, bool afterDollar);

}  // namespace offtake::units
