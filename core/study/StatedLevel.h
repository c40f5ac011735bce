#pragma once

#include "core/study/Element.h"

namespace offtake::study {

/// The central value of a stated family, with which everything that is not random is computed: the mode of a triangle
/// or PERT, the middle of a uniform distribution, the median of quantiles (taken on a straight line over the normal
/// score, in logarithms when all are positive), else the mean.
/// Precondition: a family with sound parameters (checkUncertainty), neither Certain nor Between.
[[nodiscard]] double centralOf(const Uncertainty& uncertainty);

/// Puts central value and range of a stated family into `numbers`, `low` and `high`; Between becomes a plain range. The
/// range is what tables show: the ends of a bounded family, 5 and 95 % of a lognormal, the outer ones of quantiles, else
/// one standard deviation to each side, all within the hard bounds of the input. Other values stay as they are.
/// Precondition as above.
void settle(const Input& input, Value& value);

/// Calls `visit(double&)` for each parameter that is in the unit of the input; shapes, weights and probabilities are not.
template <typename Visit>
void eachLevel(Uncertainty& uncertainty, const Visit& visit) {
    const Family family = uncertainty.family;
    for (std::size_t i = 0; i < uncertainty.parameters.size(); ++i) {
        const bool plain = (family == Family::Pert && i == 3) || (family == Family::Beta && i < 2) ||
                           (family == Family::Discrete && i % 2 == 1) || (family == Family::Quantiles && i % 2 == 0);
        if (!plain) {
            visit(uncertainty.parameters[i]);
        }
    }
}

}  // namespace offtake::study
