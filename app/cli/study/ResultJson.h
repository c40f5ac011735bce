#pragma once

#include <optional>

#include <nlohmann/json.hpp>

#include "app/cli/study/LedgerRows.h"
#include "core/economics/StudyResult.h"

/// Results as JSON; docs/cli.md describes the shapes.
namespace offtake::cli {

/// {"name", "start", "months", "currency", "money", "scenario", "perspective", "baseline", "sizing"}
[[nodiscard]] nlohmann::ordered_json studyJson(const economics::StudyResult& result);

/// {"id", "name", "party", "scale", "sizing-problem"}
[[nodiscard]] nlohmann::ordered_json dealJson(const economics::StudyResult& result, std::size_t deal);

/// {"<metric>": {"label", "value", "unit", "better", "reason"}}: the value is null where there is none, then the
/// reason says why.
[[nodiscard]] nlohmann::ordered_json metricsJson(const economics::DealResult& deal);

/// {"value", "reason"} of one metric.
[[nodiscard]] nlohmann::ordered_json figureJson(const economics::DealResult& deal, const economics::MetricInfo& info);

/// "lower", "higher", or null.
[[nodiscard]] nlohmann::ordered_json betterJson(const economics::MetricInfo& info);

/// One object a tranche with a contract.
[[nodiscard]] nlohmann::ordered_json contractsJson(const economics::StudyResult& result, std::size_t deal);

/// [{"id", "name", "net"}]: what each party receives less what it pays, those that the deal touches.
[[nodiscard]] nlohmann::ordered_json partiesJson(const economics::StudyResult& result, std::size_t deal);

/// Cash lines ("lines") or quantities ("quantities") with their totals, and by period when asked for.
[[nodiscard]] nlohmann::ordered_json linesJson(const economics::StudyResult& result, std::size_t deal, bool cash,
                                               std::optional<Period> period);

}  // namespace offtake::cli
