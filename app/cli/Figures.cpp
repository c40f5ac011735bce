#include "app/cli/Figures.h"

#include <cmath>

namespace offtake::cli {

std::string storedUnit(const units::NamedUnit& unit) {
    const std::string symbol(unit.symbol);
    const bool isShare = unit.storedPerShown != 1.0 && symbol.starts_with('%');
    return isShare ? "1" + symbol.substr(1) : symbol;
}

nlohmann::ordered_json numberOrNull(std::optional<double> number) {
    return number && std::isfinite(*number) ? nlohmann::ordered_json(*number) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json amount(double value, const units::NamedUnit& unit) {
    return {{"value", numberOrNull(value)}, {"unit", storedUnit(unit)}};
}

}  // namespace offtake::cli
