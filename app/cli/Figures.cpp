#include "app/cli/Figures.h"

#include <cmath>

namespace offtake::cli {

std::string storedUnit(const units::NamedUnit& unit) {
    const std::string symbol(unit.symbol);
    return unit.storedPerShown == units::kPercent.storedPerShown && symbol.starts_with('%') ? "fraction" + symbol.substr(1)
                                                                                            : symbol;
}

nlohmann::ordered_json numberOrNull(std::optional<double> number) {
    return number && std::isfinite(*number) ? nlohmann::ordered_json(*number) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json amount(double value, const units::NamedUnit& unit) {
    return {{"value", numberOrNull(value)}, {"unit", storedUnit(unit)}};
}

}  // namespace offtake::cli
