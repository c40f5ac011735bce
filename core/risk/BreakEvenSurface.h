#pragma once

#include "core/risk/BreakEven.h"

namespace offtake::risk {

/// A point of the map: x and y in the stored units of the two inputs.
struct SurfacePoint {
    double x = 0.0;
    double y = 0.0;
    friend bool operator==(const SurfacePoint&, const SurfacePoint&) = default;
};

/// A figure over two inputs, and the lines on which it equals the target. For a figure with `against`, positive values
/// mean that `deal` has more of the metric than `against`.
struct BreakEvenSurface {
    Figure figure;
    double target = 0.0;
    Knob xKnob;                                       ///< label, unit and value for the axes
    Knob yKnob;
    std::vector<double> xs;                           ///< ascending
    std::vector<double> ys;                           ///< ascending
    std::vector<std::optional<double>> values;        ///< figure less target at (xs[i], ys[j]): values[j * xs.size() + i]
    std::vector<std::vector<SurfacePoint>> contours;  ///< polylines; a closed one ends where it starts
    SurfacePoint standing;                            ///< where the study stands
    std::vector<std::size_t> sizedDeals;

    [[nodiscard]] const std::optional<double>& at(std::size_t i, std::size_t j) const { return values[j * xs.size() + i]; }
};

struct SurfaceQuestion {
    Figure figure;
    double target = 0.0;
    std::string xInput;
    std::string yInput;
    std::optional<SearchRange> xRange = std::nullopt;  ///< else searchRange
    std::optional<SearchRange> yRange = std::nullopt;
    std::size_t steps = 32;  ///< cells along each axis, 2 to 400
};

/// The figure on a grid, with the contour by marching squares (Lorensen and Cline 1987 in two dimensions): the crossing
/// on each edge of the grid by linear interpolation, a saddle decided by the mean of its corners.
/// Errors: those of breakEven; Inconsistent when both inputs are the same.
[[nodiscard]] Expected<BreakEvenSurface> breakEvenSurface(Evaluator& evaluator, const SurfaceQuestion& question, const parallel::RunContext& context = {});

/// The polylines on which values over a grid are zero. Cells with a missing corner have no line.
[[nodiscard]] std::vector<std::vector<SurfacePoint>> zeroContours(std::span<const double> xs, std::span<const double> ys,
                                                                  std::span<const std::optional<double>> values);

}  // namespace offtake::risk
