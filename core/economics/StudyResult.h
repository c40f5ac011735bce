#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/economics/Evaluate.h"

namespace offtake::economics {

/// One deal of a study, computed.
struct DealResult {
    std::string id;
    std::string name;
    std::shared_ptr<const Accounts> accounts;  ///< shared with the ledger
    Evaluation<double> evaluation;
    double scale = 1.0;                 ///< with which it was sized; the deal's own when the study is as entered
    std::optional<Error> sizing;        ///< why it could not be sized as the study asks; it then stands as entered
    std::vector<double> irrs;           ///< every project IRR, the reported one first
    std::vector<double> equityIrrs;
    std::vector<double> differenceIrrs; ///< every rate at which this deal and the baseline are worth the same to the
                                        ///< baseline's party (all flows); empty for the baseline

    /// A metric of the evaluated party; nothing when it does not exist (MetricInfo::whyNone says why).
    [[nodiscard]] std::optional<double> figure(Metric metric) const;
    /// What a party receives less what it pays over the horizon, nominal $.
    [[nodiscard]] double netOfParty(int party) const;
    /// Nominal $ by month, within the horizon: cost of the evaluated party (see Metric::TotalCost), running total.
    [[nodiscard]] std::vector<double> costByMonth() const;
    /// Sum over tranches that count as the party's capacity.
    [[nodiscard]] std::vector<double> quantityByMonth(const study::Structure& structure, std::size_t deal, Quantity quantity) const;
};

/// A study, computed deterministically: every deal over the same months, for the study's perspective.
struct StudyResult {
    study::Study study;  ///< with the scenario's overrides applied
    study::Plan plan;
    std::vector<DealResult> deals;
    std::size_t baseline = 0;
    std::string scenario;  ///< id; empty for the study as it stands
};

/// Resolves and evaluates a study under a scenario (empty: as it stands). When the study asks for the same money or the
/// same useful compute, the scale of every other deal is solved to match the baseline's present cost or useful compute.
/// Errors: those of underScenario and resolve. Cost: deals × evaluate; sizing multiplies it by some twenty.
[[nodiscard]] Expected<StudyResult> evaluateStudy(const study::Study& study, std::string_view scenario = {});

/// The scale at which `metric` of a deal reaches `target`. Errors: NoSolution with what the deal can reach.
[[nodiscard]] Expected<double> solveScale(const study::Plan& plan, const Accounts& accounts, std::size_t deal, Metric metric, double target);

}  // namespace offtake::economics
