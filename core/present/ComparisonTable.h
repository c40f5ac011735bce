#pragma once

#include "core/economics/StudyResult.h"
#include "core/present/MetricSets.h"
#include "core/present/TableSpec.h"

namespace offtake::present {

struct ComparisonOptions {
    Audience audience = Audience::PolicyAnalyst;
    bool absolute = true;  ///< columns B − A
    bool relative = true;  ///< columns (B − A) / |A| in percent
    bool lettersOnly = false;  ///< deals by letter alone, where there is no room for their names
};

/// Metrics × deals. Columns: "metric"; one for each deal with its id, in the order of the study; for every deal but the
/// baseline "<id>.difference" and "<id>.relative"; with exactly one such deal a "bar" of the relative difference, full at
/// 100 %. Row ids are metric keys; groups ("group.cost") stand between them when everything is shown.
///
/// Every row has its unit and magnitude; rows in the same unit share a magnitude. A difference is better or worse by
/// MetricInfo::better, and neither when it rounds to nothing. What does not exist has its reason, and no difference.
/// The caption says what a reader must know: the scenario, a currency other than the dollar, several rates of return, a
/// deal that could not be sized as asked.
[[nodiscard]] TableSpec comparisonTable(const economics::StudyResult& result, const ComparisonOptions& options = {});

/// The sentences of the caption, one each.
[[nodiscard]] std::vector<std::string> comparisonNotes(const economics::StudyResult& result);

/// "Baseline A, seen by Reflection AI, sized for the same money, nominal money".
[[nodiscard]] std::string comparisonBasis(const economics::StudyResult& result);

}  // namespace offtake::present
