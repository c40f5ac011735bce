#pragma once

#include <functional>
#include <span>
#include <vector>

namespace offtake::forecast {

/// Value of a function at x; writes its gradient when asked (the span is then as long as x, else empty). Infinite where
/// it is not defined; the gradient is then not used.
using Objective = std::function<double(std::span<const double> x, std::span<double> gradient)>;

struct Box {
    std::vector<double> lower;
    std::vector<double> upper;
    std::vector<double> scale;  ///< size of a change of each variable that matters
};

struct Minimum {
    std::vector<double> x;
    double value = 0.0;
    std::vector<double> gradient;
};

/// A local minimum in the box, found by a projected quasi-Newton method: the variables at a bound that the gradient
/// pushes outwards rest, the others step by the BFGS approximation of the second derivatives (which starts from finite
/// differences of the gradient), and steps are cut back at the bounds (Bertsekas, "Projected Newton methods", SIAM J.
/// Control Optim. 20 (1982); Nocedal & Wright, "Numerical Optimization", ch. 6 and 18.3 for the damped update).
/// Stops when a step is expected to gain less than `tolerance`, or after `maxSteps`. Precondition: the function is
/// finite at `start`, which is moved into the box.
[[nodiscard]] Minimum minimise(const Objective& function, const Box& box, const std::vector<double>& start,
                               double tolerance, int maxSteps);

}  // namespace offtake::forecast
