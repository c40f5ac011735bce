#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/study/Path.h"
#include "core/study/Timeline.h"
#include "core/study/Uncertainty.h"

namespace offtake::study {

/// Where the numbers of one input lie among the slots.
struct SlotRange {
    std::int32_t first = -1;  ///< -1: not continuous, see PlanElement::choices
    std::int32_t count = 0;
};

/// The monthly factors of a Path input that has a process or is a forecast: calendar months from the study's start.
struct FactorRange {
    std::int32_t first = -1;  ///< -1: none
    std::int32_t count = 0;
    bool odds = false;  ///< of a share: they multiply its odds, so that it stays between 0 and 1
};

/// An element as the model sees it.
struct PlanElement {
    const ElementKind* kind = nullptr;
    std::string id;
    std::string name;
    Path path;
    std::vector<SlotRange> slots;       ///< for each input of the kind
    std::vector<FactorRange> factors;   ///< for each input of the kind; empty when none has any
    std::vector<std::int32_t> choices;  ///< for each input: index of the choice, of the party referred to, or of the
                                        ///< interned text (0: empty); -1: a reference to nobody
    [[nodiscard]] SlotRange slotsOf(const Input& input) const { return slots[static_cast<std::size_t>(kind->indexOf(input))]; }
    [[nodiscard]] FactorRange factorsOf(const Input& input) const {
        return factors.empty() ? FactorRange{} : factors[static_cast<std::size_t>(kind->indexOf(input))];
    }
    [[nodiscard]] int choiceOf(const Input& input) const { return choices[static_cast<std::size_t>(kind->indexOf(input))]; }
};

struct TrancheStructure : PlanElement {
    std::vector<PlanElement> clauses;  ///< those that are on
    /// The clause of a kind; nullptr when the contract has none (the first when there are several).
    [[nodiscard]] const PlanElement* clause(const ElementKind& clauseKind) const {
        for (const PlanElement& item : clauses) {
            if (item.kind == &clauseKind) {
                return &item;
            }
        }
        return nullptr;
    }
};

struct DealStructure : PlanElement {
    int buyer = -1;  ///< index of the party
    std::vector<TrancheStructure> tranches;
    std::vector<PlanElement> loans;
};

/// Everything that decides the shape of the calculation.
struct Structure {
    Timeline timeline;
    PlanElement study;
    std::vector<PlanElement> parties;
    std::vector<DealStructure> deals;
    std::vector<std::string> texts;  ///< interned texts; 0 is the empty one
    int perspective = -1;            ///< index of the party, or -1 for the buyer of each deal
    int baseline = 0;                ///< index of the deal
};

/// What one slot stands for.
struct SlotInfo {
    Path path;  ///< of the input, or of the assumption that several inputs share
    const Input* input = nullptr;
    std::int32_t month = 0;  ///< position in a Path input
    bool factor = false;     ///< a factor of its process in that month of the study, not a number of its own
};

/// An input or assumption that is not known for certain, and the slots that a draw of it sets.
struct RandomInput {
    enum class Part {
        Level,   ///< one draw a path sets one slot
        Process, ///< one draw a month sets the factors of all months; slots hold their means
    };
    Path path;  ///< of the input or of the assumption: names its random stream
    const Input* input = nullptr;
    Part part = Part::Level;
    SlotRange slots;
    bool odds = false;        ///< see FactorRange
    Uncertainty uncertainty;  ///< in the unit of the slot: dates in months from the study's start
};

/// Two random inputs of the same part that move together.
struct CorrelatedPair {
    std::size_t first = 0;   ///< positions among Plan::random
    std::size_t second = 0;
    double rankCorrelation = 0.0;
};

/// A study under a scenario, as structure and flat numbers: the model is evaluate<Real>(structure, slots, sink).
/// Dates are months from the study's start.
struct Plan {
    Structure structure;
    std::vector<double> slots;
    std::vector<SlotInfo> info;
    std::vector<RandomInput> random;           ///< in document order, assumptions first
    std::vector<CorrelatedPair> correlations;
};

/// The study with a scenario's overrides applied. Errors: UnknownName for a scenario or target that is not there.
[[nodiscard]] Expected<Study> underScenario(const Study& study, std::string_view scenarioId);

/// Resolves a study. Errors: those of checkStudy. Cost linear in the number of inputs.
[[nodiscard]] Expected<Plan> resolve(const Study& study);

}  // namespace offtake::study
