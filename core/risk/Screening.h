#pragma once

#include <vector>

#include "core/risk/SobolIndices.h"

/// Measures of which inputs matter beside shares of the variance: cheaper ones, bounds, and one of whole distributions.
namespace offtake::risk {

/// What one step of an input does, over the grid.
struct ElementaryEffect {
    double mean = 0.0;
    double meanAbsolute = 0.0;  ///< μ*: how much the input matters
    double deviation = 0.0;     ///< how much that depends on the others, or on where it stands
};

/// The effects of a step of levels / (2 (levels − 1)) of each input over every point of a regular grid on the unit cube
/// from which it stays inside: the population that M. Morris, Technometrics 33 (1991), samples; μ* of F. Campolongo,
/// J. Cariboni & A. Saltelli, Environ. Model. Softw. 22 (2007). levels is even. Errors: OutOfBounds for other levels;
/// TooLarge for a grid of more than a million points; NoSolution where the function does not exist.
[[nodiscard]] Expected<std::vector<ElementaryEffect>> elementaryEffects(const UnitFunction& function, std::size_t dimension, std::size_t levels = 4);

/// Upper bounds of the total indices of a function on the unit cube: mean (∂f/∂uᵢ)² / (π² V), by central differences. I.
/// Sobol' & S. Kucherenko, Math. Comput. Simul. 79 (2009). points: rows of `dimension` numbers in (0, 1).
/// Errors: as sobolIndices.
[[nodiscard]] Expected<std::vector<double>> derivativeBounds(const UnitFunction& function, std::size_t dimension, std::span<const double> points);

/// How far knowing one of the independent normal terms of a sum moves the distribution of the sum, on average: half the
/// area between both densities. E. Borgonovo, Reliab. Eng. Syst. Saf. 92 (2007), eq. 10. share: that of the term in the
/// variance, 0 to 1.
[[nodiscard]] double normalDelta(double share);

}  // namespace offtake::risk
