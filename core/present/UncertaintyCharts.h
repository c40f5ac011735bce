#pragma once

#include "core/present/ChartSpec.h"
#include "core/present/UncertaintyText.h"

/// Charts of a simulation. Each passes validate(); one without data has an emptyText that says why.
namespace offtake::present {

/// Of whom the fan chart is.
struct FanSubject {
    std::size_t deal = 0;
    bool difference = false;  ///< deal less baseline on the same path
};

/// Running cost by month, P5 to P95, nominal, with the median; of a deal with the median of the other one that it is
/// compared with (`beside`). The title says where it ends.
[[nodiscard]] ChartSpec costFan(const economics::StudyResult& result, const risk::Simulation& simulation, const FanSubject& subject,
                                std::optional<std::size_t> beside = std::nullopt);

/// How the figure is distributed: bars in the colour of the deal that is favoured there, a line at zero.
[[nodiscard]] ChartSpec distributionChart(const economics::StudyResult& result, const risk::Simulation& simulation, const SimulatedFigure& figure);

/// The mean over the first paths, with twice its standard error either way.
[[nodiscard]] ChartSpec convergenceChart(const risk::Simulation& simulation, const SimulatedFigure& figure);

}  // namespace offtake::present
