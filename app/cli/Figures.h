#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "core/units/Unit.h"

/// How numbers of the model stand in answers.
namespace offtake::cli {

/// The unit of a number as it is kept and as JSON and CSV give it: the symbol, but "1" for "%" and
/// "1/yr" for "%/yr".
[[nodiscard]] std::string storedUnit(const units::NamedUnit& unit);

/// The number, or null where there is none or it is not finite.
[[nodiscard]] nlohmann::ordered_json numberOrNull(std::optional<double> number);

/// {"value": …, "unit": …}
[[nodiscard]] nlohmann::ordered_json amount(double value, const units::NamedUnit& unit);

}  // namespace offtake::cli
