#pragma once

#include <string>
#include <vector>

#include "core/economics/StudyResult.h"

/// From any figure down to its inputs and their sources, read off the recorded model.
namespace offtake::explain {

/// One step of an explanation.
struct Explanation {
    enum class Kind { Metric, Row, Months, Input };
    Kind kind = Kind::Row;
    std::string label;    ///< "Cost of useful compute", "Fixed capacity fee · Colossus 2", "Fixed fee"
    double value = 0.0;   ///< of Months: the sum over the months
    std::string unit;
    std::string when;     ///< "2026-07" for a cell, "2026-07 to 2029-12, 42 months" for a group; empty otherwise
    std::string formula;  ///< in words or as an expression of its children; empty when it is an input
    std::string path;     ///< of an input
    std::string typed;    ///< the input as it stands in the study, with unit and range
    std::string source;   ///< title, date and confidence of its source, "estimate", or empty
    std::string note;
    std::vector<Explanation> children;
};

/// Where the value of an input is from: title, date and confidence of its source, "estimate", "default", or empty.
[[nodiscard]] std::string sourceOf(const study::Study& study, const study::Path& input);

/// Explains a metric of a deal down to `depth` levels of named rows (inputs are always shown). The months of a row are
/// grouped; the one with the largest amount stands for the others.
/// Errors: UnknownName for a deal index; NoSolution when the metric does not exist, with the reason.
[[nodiscard]] Expected<Explanation> explainMetric(const economics::StudyResult& result, std::size_t deal, economics::Metric metric, int depth = 4);

/// Explains one cell of the ledger.
[[nodiscard]] Expected<Explanation> explainCell(const economics::StudyResult& result, std::size_t deal, int line, int month, int depth = 4);

}  // namespace offtake::explain
