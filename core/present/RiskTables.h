#pragma once

#include <optional>

#include "core/present/TableSpec.h"
#include "core/present/UncertaintyText.h"
#include "core/risk/Regret.h"

/// What a simulation found, as tables of a few rows. Every figure that was sampled has its error in the hint of its cell.
namespace offtake::present {

/// Probability, tail, dominance and regret of the figure.
[[nodiscard]] TableSpec riskTable(const risk::Simulation& simulation, const SimulatedFigure& figure);

/// Mean, quantiles and worst 5 % of the baseline, of the deal and of their difference; of the deal alone where the figure
/// is no difference. Columns of deals have their ids.
[[nodiscard]] TableSpec quantileTable(const economics::StudyResult& result, const risk::Simulation& simulation, const SimulatedFigure& figure);

/// How it was sampled. `seconds` is how long the run took.
[[nodiscard]] TableSpec samplingTable(const risk::Simulation& simulation, const SimulatedFigure& figure, std::optional<double> seconds = std::nullopt);

/// Every deal under every scenario: by how much it is worse than the best one there. The title names the deal that is
/// never much worse. Rows have the ids of the scenarios, columns those of the deals.
[[nodiscard]] TableSpec regretTable(const economics::StudyResult& result, const risk::Regret& regret);

}  // namespace offtake::present
