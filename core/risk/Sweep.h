#pragma once

#include "core/risk/Evaluator.h"

namespace offtake::risk {

/// An input with the values that it takes one after the other.
struct SweepAxis {
    Knob knob;
    std::vector<study::Value> values;
};

/// Reads "path=from:to:steps" (steps + 1 numbers at equal distances; the nearest that the input takes, see nearestTaken)
/// or "path=a,b,c" (numbers with or without unit, dates, keys of a choice, texts; separated by ";" when one holds a comma).
/// Numbers are read as after --set. Errors: Syntax; those of Evaluator::knob and of parseValue; TooLarge.
[[nodiscard]] Expected<SweepAxis> readSweepAxis(const Evaluator& evaluator, std::string_view text);

struct SweepRow {
    std::vector<std::size_t> at;                 ///< position of the value on each axis
    std::vector<std::optional<double>> figures;  ///< in the order of Sweep::figures
    std::vector<std::string> reasons;            ///< why one does not exist; empty where it does
};

/// A parametric table: every combination of the values, the last axis moving fastest.
struct Sweep {
    std::vector<SweepAxis> axes;
    std::vector<Figure> figures;
    std::vector<SweepRow> rows;
    std::vector<std::size_t> sizedDeals;
};

inline constexpr std::size_t kMostSweepRows = 100000;

/// The table without its rows. Errors: TooLarge for more than kMostSweepRows combinations; Inconsistent for an input on
/// two axes or without axes.
[[nodiscard]] Expected<Sweep> sweepWithoutRows(const Evaluator& evaluator, std::vector<SweepAxis> axes, std::vector<Figure> figures);
/// How many rows it will have.
[[nodiscard]] std::size_t rowCount(const Sweep& sweep);
/// One row, whatever was computed before. A combination that the study refuses is a row whose figures say why.
[[nodiscard]] SweepRow sweepRow(Evaluator& evaluator, const Sweep& sweep, std::size_t row);
/// The rows that are still missing. Errors: NoSolution after a wish to stop.
[[nodiscard]] Expected<void> computeRows(Evaluator& evaluator, Sweep& sweep, const parallel::RunContext& context = {});

/// The whole table. Errors: those of sweepWithoutRows and computeRows.
[[nodiscard]] Expected<Sweep> sweep(Evaluator& evaluator, std::vector<SweepAxis> axes, std::vector<Figure> figures, const parallel::RunContext& context = {});

}  // namespace offtake::risk
