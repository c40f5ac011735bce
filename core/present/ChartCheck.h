#pragma once

#include <cstddef>

#include "core/base/Error.h"
#include "core/present/ChartSpec.h"

namespace offtake::present {

/// More points than a screen has columns only cost time; Qt Charts' cost per update grows faster than their number.
inline constexpr std::size_t kMaxPointsPerLine = 2000;

/// Rows or columns of a heat map.
inline constexpr std::size_t kMaxHeatCells = 500;

/// Whether the chart can be drawn as it is: every number finite, x of runs and bands not decreasing, both edges of a
/// band over the same x, stacked areas over the same x, at most kMaxPointsPerLine points per series, ranges of
/// positive length, barStep > 0, cells of a heat map at equal distances and each with its value. Errors: Inconsistent or TooLarge, the subject being the id of the series.
[[nodiscard]] Expected<void> validate(const ChartSpec& spec);

/// At most `most` points (≥ 4) that keep first, last and, in each of most / 2 equal pieces, the lowest and the highest
/// point in their order: the drawn line looks the same. A run that is short enough is returned as it is.
[[nodiscard]] Run decimate(const Run& run, std::size_t most = kMaxPointsPerLine);

/// The chart with every line decimated that needs it.
[[nodiscard]] ChartSpec decimated(ChartSpec spec);

}  // namespace offtake::present
