#pragma once

#include <algorithm>
#include <cmath>
#include <span>

/// The vocabulary of a number type, for double. The model is written once over a number type `Real` and uses only
/// these functions and + - * / < <= > >=; it never branches on a Real, it selects.
namespace offtake::numbers {

[[nodiscard]] inline double select(bool condition, double yes, double no) { return condition ? yes : no; }
[[nodiscard]] inline double max(double a, double b) { return a < b ? b : a; }
[[nodiscard]] inline double min(double a, double b) { return b < a ? b : a; }
[[nodiscard]] inline double exp(double x) { return std::exp(x); }
[[nodiscard]] inline double log(double x) { return std::log(x); }
[[nodiscard]] inline double expm1(double x) { return std::expm1(x); }
[[nodiscard]] inline double log1p(double x) { return std::log1p(x); }
[[nodiscard]] inline double floor(double x) { return std::floor(x); }
[[nodiscard]] inline double ceil(double x) { return std::ceil(x); }
[[nodiscard]] inline double sum(std::span<const double> terms) {
    double total = 0.0;
    for (const double term : terms) {
        total += term;
    }
    return total;
}

/// Names a value as the cell (row, month) of the worksheet that a reader would want to see. Nothing to do for numbers.
[[nodiscard]] inline double row(int /*id*/, int /*month*/, double value) { return value; }

/// The part of `value` that decides whether a result exists, for reports: the number itself.
[[nodiscard]] inline double valueOf(double value) { return value; }

}  // namespace offtake::numbers
