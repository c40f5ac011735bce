#pragma once

#include <functional>

/// Numerical derivatives, to hold exact ones against.
namespace offtake::testing {

/// A derivative by differences, with the distance between its two best extrapolations as an estimate of its error.
struct Difference {
    double slope = 0.0;
    double error = 0.0;
};

/// Of `f` at x by central differences over steps from `widest` down by halves, extrapolated (Ridders 1982): the entry of
/// the tableau with the least error estimate. Steps over an edge spoil the wide entries only.
Difference centralDifference(const std::function<double(double)>& f, double x, double widest);

/// The same to one side (direction 1 or −1), from `base`, the value of f in the limit from that side.
Difference oneSidedDifference(const std::function<double(double)>& f, double x, double base, double direction, double widest);

}  // namespace offtake::testing
