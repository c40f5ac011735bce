#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/Error.h"
#include "core/present/ChartSpec.h"
#include "core/present/TableSpec.h"

namespace offtake::present {

/// What the chart says at one x.
struct Reading {
    struct Line {
        std::string name;
        Role role;
        double value = 0.0;  ///< base unit
        std::string text;    ///< in the axis' magnitude with one digit more than its ticks
    };
    double x = 0.0;
    std::string place;  ///< "Mar 2027 · month 15", a number, or the label of the row
    std::vector<Line> lines;
};

/// Every x at which the chart has a value, rising. Of bars, steps and cells of a map: their indices from the
/// top, the left, or row by row from the bottom.
[[nodiscard]] std::vector<double> samples(const ChartSpec& spec);

/// The sample nearest to x; nothing in an empty chart.
[[nodiscard]] std::optional<double> nearestSample(const ChartSpec& spec, double x);

/// The values at sample x, in the order of the series; a series without a value there is left out.
[[nodiscard]] Reading readAt(const ChartSpec& spec, double x);

/// A value as the chart writes it: magnitude of the axis, `extra` more decimals than the axis needs.
[[nodiscard]] std::string valueText(const ChartSpec& spec, double value, int extra = 1, bool plusSign = false);

/// The chart in sentences, for screen readers and reports: title, what is measured, then what each series does between
/// its first and last value, then the markers. Each sentence is a template with arguments, so that it can be translated.
[[nodiscard]] std::vector<Message> describeParts(const ChartSpec& spec);

/// describeParts in English, joined.
[[nodiscard]] std::string describe(const ChartSpec& spec);

/// The data of the chart: one row per sample, one column per series and band edge; rows of bars and steps as
/// they are; of a map one row per cell.
[[nodiscard]] TableSpec tableOf(const ChartSpec& spec);

/// csvText(tableOf(spec)): the numbers in a picture are always recoverable.
[[nodiscard]] std::string chartCsv(const ChartSpec& spec);

}  // namespace offtake::present
