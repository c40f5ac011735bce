#include "core/present/Magnitude.h"

#include <algorithm>
#include <cmath>

namespace offtake::present {
namespace {

bool isCurrency(std::string_view unit) { return unit == "$" || unit == "€" || unit == "£" || unit == "¥"; }

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
    if (unit.empty()) {
        return magnitude.word;
    }
    return isCurrency(unit) ? std::string(unit) + " " + magnitude.word : magnitude.word + " " + std::string(unit);
}

std::string shortUnit(std::string_view unit, const Magnitude& magnitude) {
    if (unit.empty() || magnitude.symbol.empty() || isCurrency(unit)) {
        return magnitude.symbol + std::string(unit);
    }
    return magnitude.symbol + " " + std::string(unit);
}

}  // namespace offtake::present
