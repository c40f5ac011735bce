#include "core/present/NumberText.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

#include "core/units/Format.h"

namespace offtake::present {
namespace {

constexpr std::size_t kGroup = 3;

}  // namespace

std::string numberText(double value, const NumberStyle& style) {
    if (!std::isfinite(value)) {
        return std::string(units::kMissing);
    }
    std::string digits = fmt::format("{:.{}f}", std::abs(value), std::clamp(style.decimals, 0, 15));
    const bool isZero = digits.find_first_not_of("0.") == std::string::npos;
    if (style.groupDigits) {
        std::size_t at = std::min(digits.find('.'), digits.size());
        while (at > kGroup) {
            at -= kGroup;
            digits.insert(at, ",");
        }
    }
    if (isZero) {
        return digits;
    }
    if (value < 0.0) {
        return "−" + digits;
    }
    return style.plusSign ? "+" + digits : digits;
}

std::string exactText(double value) { return units::fullPrecision(value); }

int decimalsFor(double largest) {
    const double size = std::abs(largest);
    if (!std::isfinite(size) || size == 0.0) {
        return 0;
    }
    return std::clamp(2 - static_cast<int>(std::floor(std::log10(size))), 0, 6);
}

}  // namespace offtake::present
