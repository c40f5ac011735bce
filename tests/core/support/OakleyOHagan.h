#pragma once

#include <cstddef>
#include <span>

namespace offtake::testing {

inline constexpr std::size_t kOakleyInputs = 15;

/// a₁ᵀx + a₂ᵀ sin x + a₃ᵀ cos x + xᵀMx of fifteen independent standard normal inputs, from uniform numbers. J. Oakley &
/// A. O'Hagan, "Probabilistic sensitivity analysis of complex models: a Bayesian approach", J. R. Statist. Soc. B 66 (2004),
/// eq. 21, with the coefficients that the authors published beside it (psa_example.txt).
double oakleyOHagan(std::span<const double> u);

}  // namespace offtake::testing
