#pragma once

#include <vector>

#include "core/present/ChartSpec.h"
#include "core/present/TableSpec.h"
#include "core/risk/BreakEvenSurface.h"
#include "core/risk/Tornado.h"

/// Charts and tables of what moves a figure. Each chart passes validate(); one without data has an emptyText.
namespace offtake::present {

/// The widest bars, at most kTornadoRows: how far each input by itself moves the figure when it goes to the ends of its
/// range, whose values stand at the ends of the bars. Where both ends move it the same way, the bar to the nearer one
/// goes on, drawn back, to the farther one.
/// Rows have the paths of the inputs as ids.
inline constexpr std::size_t kTornadoRows = 8;
[[nodiscard]] ChartSpec tornadoChart(const economics::StudyResult& result, const risk::Tornado& tornado);

/// The difference of two deals over two inputs, with the line on which they are equal and the study as it stands.
/// Cells are those of the surface, in its order. Precondition: neither range is logarithmic, as all cells are equally large.
[[nodiscard]] ChartSpec breakEvenMap(const economics::StudyResult& result, const risk::BreakEvenSurface& surface);

/// What an input is called beside those of other deals: with the letter of its deal, "Price · B Neocloud pod".
[[nodiscard]] std::string letteredLabel(const economics::StudyResult& result, const risk::Knob& knob);

/// One row an input: where it makes both deals equal. Rows have the paths of the inputs as ids.
[[nodiscard]] TableSpec breakEvenTable(const economics::StudyResult& result, const std::vector<risk::BreakEven>& answers);

}  // namespace offtake::present
