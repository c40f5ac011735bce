#pragma once

#include "core/forecast/OutlookTest.h"
#include "core/present/TableSpec.h"

/// A forecast as tables, beside ForecastChart.
namespace offtake::present {

/// What was fitted: method, model, parameters and information criterion, by name.
[[nodiscard]] TableSpec modelTable(const forecast::Series& series, const forecast::Outlook& outlook);

/// How methods forecast the series' own past, the lowest MASE in bold; rows have the methods' keys as ids. A method that
/// could not says why in place of its figures.
[[nodiscard]] TableSpec backtestTable(const forecast::OutlookTest& test);

/// How the method did beside the others, in one sentence.
[[nodiscard]] std::string backtestSentence(const forecast::OutlookTest& test, std::string_view method);

}  // namespace offtake::present
