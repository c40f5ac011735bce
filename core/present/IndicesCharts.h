#pragma once

#include <string>
#include <vector>

#include "core/present/ChartSpec.h"
#include "core/present/TableSpec.h"
#include "core/risk/StudyIndices.h"

/// Which inputs the variance of a figure comes from, as chart, table and words. An index is never given without its
/// interval. Charts pass validate(); one without data has an emptyText.
namespace offtake::present {

/// "Price · B Neocloud pod"; of correlated inputs the first two or "… and 2 more, correlated".
[[nodiscard]] std::string factorName(const study::Study& study, const risk::IndexFactor& factor);

/// A bar an input, the largest total index first, at most kIndexRows: dark what it explains alone, light what it explains
/// together with others; at its end the total index. Rows have the path of the factor's first input as id.
inline constexpr std::size_t kIndexRows = 8;
[[nodiscard]] ChartSpec indicesChart(const economics::StudyResult& result, const risk::StudyIndices& indices, const risk::FigureIndices& found);

/// One row a factor in the order of the chart, all of them; shares of the variance in percent with half the width of
/// their interval. Row ids as in the chart.
[[nodiscard]] TableSpec indicesTable(const economics::StudyResult& result, const risk::StudyIndices& indices, const risk::FigureIndices& found);

/// "Inputs one by one explain 97 % of the variance (±1 at 95 %); the rest comes of inputs together." Where there are no
/// indices the reason.
[[nodiscard]] std::string indicesSentence(const risk::StudyIndices& indices, const risk::FigureIndices& found);

/// What a reader has to know beside the numbers, a sentence each: paths left out, correlated inputs that count as one,
/// inputs without effect, correlations that were moved. Empty when there is nothing.
[[nodiscard]] std::vector<std::string> indicesNotes(const economics::StudyResult& result, const risk::StudyIndices& indices, const risk::FigureIndices& found);

}  // namespace offtake::present
