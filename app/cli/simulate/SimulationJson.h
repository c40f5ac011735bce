#pragma once

#include <nlohmann/json.hpp>

#include "core/risk/Regret.h"
#include "core/risk/Simulation.h"

/// A simulation as JSON; docs/cli.md describes the shape. Nothing of threads, time or machine is in it.
namespace offtake::cli {

/// {"paths", "reached-error", "seed", "sampler", "inputs", "correlations-moved"}
[[nodiscard]] nlohmann::ordered_json simulationJson(const economics::StudyResult& result, const risk::Simulation& simulation);

/// [{"first", "second", "stated", "used"}]
[[nodiscard]] nlohmann::ordered_json correlationsMovedJson(const economics::StudyResult& result, const std::vector<risk::CorrelationRepair>& repairs);

/// One object a metric, with what is known of each deal and of its difference to the baseline.
[[nodiscard]] nlohmann::ordered_json simulatedMetricsJson(const risk::Simulation& simulation);

/// Quantiles of cost by month; null when none were wanted.
[[nodiscard]] nlohmann::ordered_json fansJson(const risk::Simulation& simulation);

/// {"metric", "scenarios", "worst"}
[[nodiscard]] nlohmann::ordered_json regretJson(const economics::StudyResult& result, const risk::Regret& regret);

}  // namespace offtake::cli
