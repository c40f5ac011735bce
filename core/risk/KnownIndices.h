#pragma once

#include <vector>

#include "core/risk/SobolIndices.h"

/// Functions whose indices are known in closed form: by them an estimator can be checked.
namespace offtake::risk {

struct KnownFunction {
    UnitFunction function;
    std::size_t dimension = 0;
    double mean = 0.0;
    double variance = 0.0;
    std::vector<double> first;
    std::vector<double> total;
};

/// sin x₁ + a sin² x₂ + b x₃⁴ sin x₁ on [−π, π]³. T. Ishigami & T. Homma, ISUMA '90 (1990); its indices in A. Saltelli et
/// al., Global Sensitivity Analysis (2008), eq. 4.34.
[[nodiscard]] KnownFunction ishigami(double a = 7.0, double b = 0.1);

/// ∏ (|4 uᵢ − 2| + aᵢ) / (1 + aᵢ), with Vᵢ = 1 / (3 (1 + aᵢ)²). A. Saltelli & I. Sobol', Reliab. Eng. Syst. Saf. 50 (1995).
/// Precondition: every aᵢ is above −1.
[[nodiscard]] KnownFunction gFunction(std::vector<double> a);

}  // namespace offtake::risk
