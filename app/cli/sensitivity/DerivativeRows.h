#pragma once

#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/cli/Answer.h"
#include "core/explain/Gradient.h"

/// Derivatives of a figure by the inputs of a study, as answers.
namespace offtake::cli {

/// An input with what a change that people can picture does to the figure.
struct InputEffect {
    const explain::InputDerivative* input = nullptr;
    explain::PicturedChange change;
    double effect = 0.0;  ///< in the unit of the figure
};

/// The inputs that the figure depends on, the largest effect first. The gradient must outlive them.
[[nodiscard]] std::vector<InputEffect> effectsOf(const explain::Gradient& gradient);

/// A list, each with path, unit, value, derivative, picture, sides, source, and the months of an input that has several.
[[nodiscard]] nlohmann::ordered_json derivativesAsJson(const study::Study& study, const std::vector<InputEffect>& effects);

/// One row per input.
[[nodiscard]] Table derivativeTable(const study::Study& study, const std::vector<InputEffect>& effects);

/// How a change of the figure is written, with its sign and unit.
using ChangeText = std::function<std::string(double)>;

/// One line per input, for the first `top` of them: what the picture does, per unit where the picture is a percentage,
/// the sides of a kink, the months that count most, the source.
[[nodiscard]] std::string derivativeLines(const study::Study& study, const std::vector<InputEffect>& effects, std::size_t top,
                                          const std::string& figureUnit, const ChangeText& changeText);

}  // namespace offtake::cli
