#pragma once

#include <span>

#include "core/forecast/Outlook.h"
#include "core/present/ChartSpec.h"

namespace offtake::present {

/// History and forecast of a series: the last part of the history as a line, what the model would have forecast of it one
/// step before as a paler one, the medians after it, and a band per level that opens at the last value. `levels` are fractions, as they were given to forecast::tailsOf for the quantiles of
/// the outlook. Years, quarters and months stand on a calendar axis, as do weeks and days, in fractions of months;
/// other steps are counted. At most kMostHistory steps of history are shown, and the caption says so. Precondition: the
/// series has a value.
[[nodiscard]] ChartSpec forecastChart(const forecast::Series& series, const forecast::Outlook& outlook,
                                      std::span<const double> levels);

inline constexpr std::size_t kMostHistory = 600;

}  // namespace offtake::present
