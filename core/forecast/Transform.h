#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/Error.h"

namespace offtake::forecast {

enum class TransformKind : std::uint8_t {
    None,
    Log,    ///< for values that are always positive and vary in proportion: intervals stay above zero
    Asinh,  ///< asinh((y - median) / MAD): a logarithm on both sides of zero, for power prices
};

/// A monotone change of scale on which a series is forecast.
struct Transform {
    TransformKind kind = TransformKind::None;
    double centre = 0.0;  ///< of Asinh
    double unit = 1.0;

    [[nodiscard]] double forward(double value) const {
        switch (kind) {
            case TransformKind::Log:
                return std::log(value);
            case TransformKind::Asinh:
                return std::asinh((value - centre) / unit);
            case TransformKind::None:
                break;
        }
        return value;
    }
    [[nodiscard]] double back(double value) const {
        switch (kind) {
            case TransformKind::Log:
                return std::exp(value);
            case TransformKind::Asinh:
                return centre + unit * std::sinh(value);
            case TransformKind::None:
                break;
        }
        return value;
    }
};

/// The transform of this kind that suits the values: median and median absolute deviation for Asinh.
/// Errors: OutOfBounds for a value at or below zero under Log.
[[nodiscard]] Expected<Transform> makeTransform(TransformKind kind, std::span<const double> values);

}  // namespace offtake::forecast
