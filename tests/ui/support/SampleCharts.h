#pragma once

#include "core/present/ChartSpec.h"
#include "core/present/TableSpec.h"

/// Charts and tables of every kind with made-up figures, for tests that draw.
namespace offtake::samples {

present::ChartSpec cumulativeCost();      ///< two lines, a crossing
present::ChartSpec costFan();             ///< bands, two lines
present::ChartSpec stackedCapacity();     ///< stacked areas and a step line
present::ChartSpec monthlyCashFlow();     ///< stacked bars with negative parts
present::ChartSpec differenceHistogram();  ///< bars over a numeric axis, two colours
present::ChartSpec tornado();             ///< diverging horizontal bars
present::ChartSpec breakEvenMap();        ///< heat map with border and dot
present::ChartSpec bridge();              ///< waterfall on an axis that does not begin at zero
present::ChartSpec crowdedLines();        ///< eight lines that end close together
present::TableSpec comparison();

}  // namespace offtake::samples
