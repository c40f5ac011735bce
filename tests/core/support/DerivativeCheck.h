#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/explain/Gradient.h"

/// Holds exact derivatives against differences of the computed model.
namespace offtake::testing {

struct DerivativeCheck {
    int compared = 0;                   ///< pairs of a figure and a slot
    int kinks = 0;                      ///< of these, compared side by side
    int steps = 0;                      ///< sides with a step
    int moved = 0;                      ///< pairs with a derivative that is not zero
    double worst = 0.0;                 ///< largest |difference − derivative| in units of the tolerance
    std::vector<std::string> failures;  ///< at most a dozen, as sentences

    void add(const DerivativeCheck& other);
    [[nodiscard]] std::string text() const;
};

/// Every slot of every continuous input, for these metrics of a deal. The tolerance is 1e-6 of the derivative, plus what
/// differences in double precision cannot resolve: 3e-11 of the figure's size over the scale of the input.
DerivativeCheck checkDerivatives(const economics::StudyResult& result, std::size_t deal, std::span<const economics::Metric> metrics);

}  // namespace offtake::testing
