#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/cli/study/StudyArgument.h"
#include "core/risk/Evaluator.h"

/// The figure that a command asks about, and the study computed again and again for it.
namespace offtake::cli {

struct FigureOptions {
    std::string metric = "lcoc";
    std::string deal;     ///< the baseline when empty
    std::string against;  ///< empty: the metric itself, not a difference
};

/// Declares --metric, --deal and --against.
void declareFigure(CLI::App& app, FigureOptions& options);

/// Errors: UnknownName with the metrics that there are.
[[nodiscard]] Expected<economics::Metric> metricNamed(const std::string& key);

struct Asked {
    risk::Evaluator evaluator;
    std::vector<std::string> notes;  ///< of the study's settings, and which deals are sized anew
};

/// Errors: those of changedStudy and evaluateStudy; Inconsistent for a study without deals.
[[nodiscard]] Expected<Asked> askedStudy(const StudyOptions& options);

/// Errors: UnknownName; Inconsistent when a deal is held against itself.
[[nodiscard]] Expected<risk::Figure> figureAsked(const economics::StudyResult& result, const FigureOptions& options);

/// {"metric", "label", "deal", "against", "unit"}
[[nodiscard]] nlohmann::ordered_json figureAsJson(const economics::StudyResult& result, const risk::Figure& figure);

/// {"path", "label", "unit", "value"}; dates as 2026-07-01.
[[nodiscard]] nlohmann::ordered_json knobAsJson(const risk::Knob& knob);

/// A number of the input as JSON gives it: in its stored unit, of a date 2026-07-01.
[[nodiscard]] nlohmann::ordered_json inputNumber(const risk::Knob& knob, double number);

/// A number of the metric as people read it.
[[nodiscard]] std::string figureText(const risk::Figure& figure, std::optional<double> value);

}  // namespace offtake::cli
