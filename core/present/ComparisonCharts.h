#pragma once

#include "core/economics/StudyResult.h"
#include "core/present/ChartSpec.h"

/// Charts of a computed comparison. Monthly charts share their x: month t of the study's timeline is x = t, so that
/// they can be read at the same month. Titles state the finding. Every chart passes validate(); one without data has an
/// emptyText that says why.
namespace offtake::present {

/// Running total of each deal's cost (DealResult::costByMonth), nominal. With two deals a marker where the one that is
/// cheaper in the end becomes so for good.
[[nodiscard]] ChartSpec cumulativeCost(const economics::StudyResult& result);

/// Running total of what each deal brings its party less what it takes, financing and tax included, nominal; with a zero
/// line. Empty where no deal brings money in a quarter of the months: then the cost says it all.
[[nodiscard]] ChartSpec cumulativeNet(const economics::StudyResult& result);

/// One deal's cost by month and kind of line, stacked: the five largest kinds, the rest together; credits and residual
/// value below zero. Beyond 120 months one bar a year.
[[nodiscard]] ChartSpec monthlyCost(const economics::StudyResult& result, std::size_t deal);

/// One deal's accelerators by month: installed, available, used, and those that work usefully (hours over the hours of
/// the month).
[[nodiscard]] ChartSpec capacityAndUse(const economics::StudyResult& result, std::size_t deal);

/// Useful compute of each deal by month in H100 equivalents, with the demand when the study states one.
[[nodiscard]] ChartSpec usefulCompute(const economics::StudyResult& result);

/// Idle accelerators by month of each deal.
[[nodiscard]] ChartSpec idleCapacity(const economics::StudyResult& result);

/// What each party's net changes when `deal` takes the place of the baseline: bars that sum to zero, to the right for
/// those who gain, implicit parties last.
[[nodiscard]] ChartSpec partyShift(const economics::StudyResult& result, std::size_t deal);

/// All of them in the order of a report: the comparing ones, then those of each deal.
[[nodiscard]] std::vector<ChartSpec> comparisonCharts(const economics::StudyResult& result);

}  // namespace offtake::present
