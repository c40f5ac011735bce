#include "tests/core/support/Differences.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace offtake::testing {

namespace {

constexpr std::size_t kSteps = 16;
constexpr double kUlps = 16.0 * std::numeric_limits<double>::epsilon();  // the model adds up hundreds of rounded numbers

/// Neville's tableau of a quantity whose error goes with the powers of `ratio` to the step.
/// `rounding` is what one unit in the last place of the function makes of the slope at the widest step.
Difference extrapolated(const std::array<double, kSteps>& byStep, double ratio, double rounding) {
    std::array<std::array<double, kSteps>, kSteps> tableau{};
    Difference best{byStep[0], std::numeric_limits<double>::infinity()};
    for (std::size_t i = 0; i < kSteps; ++i) {
        tableau[0][i] = byStep[i];
        double factor = ratio;
        for (std::size_t j = 1; j <= std::min<std::size_t>(i, 5); ++j) {
            tableau[j][i] = (tableau[j - 1][i] * factor - tableau[j - 1][i - 1]) / (factor - 1.0);
            factor *= ratio;
            const double apart = std::max(std::abs(tableau[j][i] - tableau[j - 1][i]), std::abs(tableau[j][i] - tableau[j - 1][i - 1]));
            const double error = apart + std::ldexp(rounding, static_cast<int>(i));  // equal entries may be so by chance
            if (error < best.error) {
                best = {tableau[j][i], error};
            }
        }
    }
    return best;
}

}  // namespace

Difference centralDifference(const std::function<double(double)>& f, double x, double widest) {
    std::array<double, kSteps> byStep{};
    double step = widest;
    for (double& slope : byStep) {
        const double above = x + step;
        const double below = x - step;
        slope = (f(above) - f(below)) / (above - below);
        step /= 2.0;
    }
    return extrapolated(byStep, 4.0, kUlps * std::abs(f(x)) / widest);
}

Difference oneSidedDifference(const std::function<double(double)>& f, double x, double base, double direction, double widest) {
    std::array<double, kSteps> byStep{};
    double step = widest;
    for (double& slope : byStep) {
        const double beside = x + direction * step;
        slope = (f(beside) - base) / (beside - x);
        step /= 2.0;
    }
    return extrapolated(byStep, 2.0, kUlps * std::abs(base) / widest);
}

}  // namespace offtake::testing
