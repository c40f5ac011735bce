#pragma once

#include <string>
#include <vector>

#include "core/economics/StudyResult.h"

namespace offtake::risk {

/// A deal under a scenario.
struct RegretCell {
    std::optional<double> figure;  ///< nothing where it does not exist
    std::optional<double> regret;  ///< by how much it is worse than the best deal of the scenario; never negative
};
struct RegretRow {
    std::string scenario;  ///< id; empty for the study as it stands
    std::string name;
    std::vector<RegretCell> deals;
    std::optional<Error> error;  ///< why the scenario cannot be computed; then no cells
};
/// Every deal under every scenario, each computed with all inputs at their central values. L. Savage, "The theory of
/// statistical decision", J. Am. Stat. Assoc. 46 (1951).
struct Regret {
    economics::Metric metric = economics::Metric::Lcoc;
    std::vector<RegretRow> rows;  ///< the study as it stands, then scenarios in document order
    std::vector<std::optional<double>> worst;  ///< by deal: its largest regret; nothing where it lacks a figure
};

/// Errors: Inconsistent for a metric of which neither way is better; those of evaluateStudy for the study as it stands.
[[nodiscard]] Expected<Regret> regretByScenario(const study::Study& study, economics::Metric metric);

}  // namespace offtake::risk
