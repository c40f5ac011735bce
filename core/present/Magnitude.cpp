#include "core/present/Magnitude.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

#include "core/units/Format.h"

namespace offtake::present {
namespace {

/// Length of the currency sign that the unit begins with ("$/month"), 0 without one.
std::size_t currencyLength(std::string_view unit) {
    for (const std::string_view sign : {"$", "€", "£", "¥"}) {
        if (unit.starts_with(sign)) {
            return sign.size();
        }
    }
    return 0;
}

/// "GWh" for kWh and million: a unit that already begins with a prefix takes the next one in its place.
std::optional<std::string> withPrefix(std::string_view unit, const Magnitude& magnitude) {
    const units::NamedUnit* named = units::findNamedUnit(unit);
    if (named == nullptr || named->scaling != units::Scaling::Prefix || named->prefix == 0 || magnitude.divisor <= 1.0) {
        return std::nullopt;
    }
    return units::symbolWithMagnitude(*named, static_cast<int>(std::lround(std::log10(magnitude.divisor))));
}

}  // namespace

Magnitude magnitudeFor(double largest) {
    const double size = std::abs(largest);
    if (!std::isfinite(size) || size < 1e4) {
        return {};
    }
    if (size < 1e6) {
        return {1e3, "k", "thousand"};
    }
    if (size < 1e9) {
        return {1e6, "M", "million"};
    }
    if (size < 1e12) {
        return {1e9, "B", "billion"};
    }
    return {1e12, "T", "trillion"};
}

Magnitude magnitudeFor(std::span<const double> values) {
    double largest = 0.0;
    for (const double value : values) {
        if (std::isfinite(value)) {
            largest = std::max(largest, std::abs(value));
        }
    }
    return magnitudeFor(largest);
}

std::string unitWithMagnitude(std::string_view unit, const Magnitude& magnitude) {
    if (magnitude.word.empty()) {
        return std::string(unit);
    }
    if (const auto prefixed = withPrefix(unit, magnitude)) {
        return *prefixed;
    }
    if (unit.empty()) {
        return magnitude.word;
    }
    const std::size_t currency = currencyLength(unit);
    if (currency == 0) {
        return magnitude.word + " " + std::string(unit);
    }
    return std::string(unit.substr(0, currency)) + " " + magnitude.word + std::string(unit.substr(currency));
}

std::string shortUnit(std::string_view unit, const Magnitude& magnitude) {
    if (const auto prefixed = withPrefix(unit, magnitude)) {
        return *prefixed;
    }
    if (currencyLength(unit) != 0) {
        return magnitude.symbol + std::string(unit);
    }
    // "B" is money's word for 10^9; everything else counts in giga.
    const std::string symbol = magnitude.symbol == "B" ? "G" : magnitude.symbol;
    return unit.empty() || symbol.empty() ? symbol + std::string(unit) : symbol + " " + std::string(unit);
}

}  // namespace offtake::present
