#pragma once

#include <string>

#include "core/economics/metrics/Metric.h"
#include "core/present/Magnitude.h"

namespace offtake::present {

/// How the values of one metric are written where several stand together: one unit, one magnitude, one number of
/// decimals for all of them.
class FigureScale {
public:
    /// `largest` is the largest of the values that stand together, in the unit in which the metric is kept.
    FigureScale(economics::Metric metric, double largest);

    /// The number on an axis or in a column: in the unit people read, divided by the magnitude.
    [[nodiscard]] double shown(double stored) const;
    /// The same as text, without unit: "−1.02", "+0.44".
    [[nodiscard]] std::string number(double stored, bool plusSign = false) const;
    /// With its unit: "−$47.0 M", "+$0.41", "+3.2 %". Money per something is written as money: its label says per what.
    [[nodiscard]] std::string text(double stored, bool plusSign = false) const;
    /// The number in the unit people read, not divided; with magnitude() and decimals() it is written as number() does.
    [[nodiscard]] double read(double stored) const { return m_info.unit.shown(stored); }
    [[nodiscard]] const Magnitude& magnitude() const { return m_magnitude; }
    [[nodiscard]] int decimals() const { return m_decimals; }
    /// For titles of axes and for subtitles: "$ million", "$/H100e-h", "%".
    [[nodiscard]] std::string unit() const;

private:
    const economics::MetricInfo& m_info;
    Magnitude m_magnitude;
    int m_decimals = 0;
};

/// The scale of a standard error: one significant digit.
[[nodiscard]] FigureScale errorScale(economics::Metric metric, double error);

}  // namespace offtake::present
