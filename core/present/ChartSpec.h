#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/Date.h"
#include "core/present/Magnitude.h"
#include "core/present/Ticks.h"

/// Charts as values: the core says what to show, the window draws it, the report embeds it, a screen reader reads it.
namespace offtake::present {

/// What a mark stands for; the theme gives it colour and shape. A deal keeps its colour in every chart.
struct Role {
    enum class Kind {
        Deal,     ///< index of the deal: 0 = A, 1 = B, …
        Palette,  ///< index of a category without meaning of its own
        Better,   ///< an improvement for the reader's side
        Worse,
        Neutral,  ///< context: totals, references
    };
    Kind kind = Kind::Palette;
    int index = 0;
    bool muted = false;  ///< drawn back: context beside the subject
    friend bool operator==(const Role&, const Role&) = default;

    [[nodiscard]] static Role deal(int index, bool muted = false) { return {Kind::Deal, index, muted}; }
    [[nodiscard]] static Role palette(int index, bool muted = false) { return {Kind::Palette, index, muted}; }
    [[nodiscard]] static Role better() { return {Kind::Better, 0, false}; }
    [[nodiscard]] static Role worse() { return {Kind::Worse, 0, false}; }
    [[nodiscard]] static Role neutral(bool muted = false) { return {Kind::Neutral, 0, muted}; }
};

/// A point in axis units: x in months after the start of the axis (or in the unit of a numeric axis), y in base units.
struct Point {
    double x = 0.0;
    double y = 0.0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// Points that are joined; between two runs there is a gap.
using Run = std::vector<Point>;

enum class SeriesKind {
    Line,
    Step,         ///< holds each value until the next x
    StackedArea,  ///< all stacked areas of a chart share their x and are summed in the order of the list
    StackedBars,  ///< as areas; bars centred at x, at equal distances ChartSpec::barStep
};

struct Series {
    std::string id;
    std::string name;  ///< short: it is written at the end of the line
    SeriesKind kind = SeriesKind::Line;
    Role role;
    std::vector<Run> runs;  ///< finite points, x not decreasing
    bool directLabel = true;
    bool labelValue = true;  ///< the direct label ends in the last value
};

/// A filled range around a forecast: P5 to P95. Outer bands come first.
struct Band {
    std::string id;
    std::string name;        ///< "P5 to P95"
    std::string lowerLabel;  ///< at the right end of the lower edge: "P5"; empty = none
    std::string upperLabel;
    Role role;
    bool inner = false;  ///< drawn stronger
    std::vector<Point> lower;
    std::vector<Point> upper;  ///< same x as lower
};

/// A line across the plot with a few words, and a dot where it meets a value.
struct Marker {
    enum class Kind { Vertical, Horizontal };
    Kind kind = Kind::Vertical;
    double at = 0.0;  ///< x of a vertical, y of a horizontal marker
    std::string label;          ///< a vertical marker's stands at its right above the plot
    std::optional<double> dot;  ///< the other coordinate of a dot on the line
    Role role = Role::neutral();      ///< of the words
    std::string leftLabel = {};       ///< vertical markers: words at the left: "B cheaper in 71 of 100"
    Role leftRole = Role::neutral();
};

/// A part of a horizontal bar. Positive parts go right of zero, negative ones left; of two on one side the second begins
/// where the first ends.
struct BarPart {
    double value = 0.0;
    Role role;
    std::string text;  ///< written beyond its end (beyond a later part of its side in brackets); empty = the value when it is the only part
    std::optional<double> told = std::nullopt;  ///< the value in words and tables, where it is not the length of the part

    [[nodiscard]] double saidValue() const { return told.value_or(value); }
};

struct BarRow {
    std::string id;
    std::string label;
    std::vector<BarPart> parts;
};

/// A step from one total to another: totals stand on the axis, changes hang where the last one ended.
struct WaterfallStep {
    std::string id;
    std::string label;
    double value = 0.0;  ///< a total's height, or a change
    bool isTotal = false;
    Role role;
};

struct XAxis {
    enum class Kind { Months, Numeric };
    Kind kind = Kind::Months;
    Date start = date(2026, 1, 1);  ///< month 0
    int months = 0;                 ///< length; 0 = as far as the data
    std::string title;              ///< numeric axes: quantity and unit
    std::optional<Range> range;     ///< numeric axes; else from the data
};

struct YAxis {
    std::string unit;  ///< base unit of the values: "$", "$/GPU-h"
    Magnitude magnitude;
    bool includeZero = true;
    std::optional<Range> range;  ///< else from the data with headroom
};

/// Values over two numeric axes in colours that diverge from zero: the sign says who is favoured, the depth by how much.
struct HeatMap {
    std::vector<double> xs;      ///< centres of the columns in the unit of the x axis, rising, at equal distances; ≥ 2
    std::vector<double> ys;      ///< centres of the rows, likewise, from the bottom up
    std::vector<double> values;  ///< of column i and row j at j · xs.size() + i; not a number = there is none
    std::string yTitle;          ///< quantity and unit of the vertical axis
    Role negative;               ///< colour of values below zero
    Role positive;
    std::string negativeLabel;   ///< written where values are below zero: "B cheaper"
    std::string positiveLabel;
    std::vector<Run> border;     ///< where the value is zero; x in any order
    std::string borderLabel;     ///< "A = B"
    std::optional<Point> dot;    ///< where the study stands
    std::string dotLabel;

    /// The cell that holds the point, at j · xs.size() + i; nothing outside of the map.
    [[nodiscard]] std::optional<std::size_t> cellAt(const Point& point) const;
    /// The centre of a cell. Precondition: it exists.
    [[nodiscard]] Point centreOf(std::size_t cell) const;
    /// What the cells cover. Preconditions: two columns, two rows.
    [[nodiscard]] Range xCover() const;
    [[nodiscard]] Range yCover() const;
};

enum class ChartKind { Xy, HorizontalBars, Waterfall, HeatMap };

struct ChartSpec {
    std::string id;
    ChartKind kind = ChartKind::Xy;
    std::string title;     ///< states the finding: "Open has cost less since month 8"
    std::string subtitle;  ///< what is measured, unit, convention: "Cumulative payments, $ billion, nominal"
    std::string caption;   ///< source, or what was left out; below the plot
    std::string emptyText = "There is nothing to show yet.";  ///< one sentence in place of the plot
    XAxis x;
    YAxis y;  ///< the value axis; of horizontal bars it lies below, of a heat map it is the key of colours
    std::vector<Band> bands;
    std::vector<Series> series;
    std::vector<Marker> markers;
    std::vector<BarRow> rows;          ///< HorizontalBars, from the top down
    std::vector<WaterfallStep> steps;  ///< Waterfall, from left to right
    HeatMap heat;                      ///< HeatMap; its x axis is numeric
    double barStep = 1.0;              ///< StackedBars: distance of two bars, in x
    double barFill = 0.8;              ///< StackedBars: share of it that is filled

    [[nodiscard]] bool isEmpty() const;
};

/// A series of one value per x = firstX, firstX + 1, …; non-finite values become gaps.
[[nodiscard]] Series seriesOf(std::string name, Role role, std::span<const double> values,
                              SeriesKind kind = SeriesKind::Line, double firstX = 0.0);

/// What the series, bands, rows or steps reach, stacks summed, without markers. {0, 0} when there are no values.
[[nodiscard]] Range valueRange(const ChartSpec& spec);

/// The x that the chart covers: the axis' own length or range, else the data; bars include their width.
[[nodiscard]] Range xRange(const ChartSpec& spec);

/// Gives spec.y.magnitude the one that suits its values, and returns the unit with it ("$ billion") for the subtitle.
std::string chooseMagnitude(ChartSpec& spec);

}  // namespace offtake::present
