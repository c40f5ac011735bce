#include "core/study/Reach.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/study/Assumption.h"
#include "core/study/StatedLevel.h"
#include "core/study/kinds/ClauseInputs.h"

namespace offtake::study {

namespace {

/// No contract that begins within the longest horizon ends later: with the longest delay and the longest term.
constexpr int kMostColumns = static_cast<int>(kHorizon.high + kDelay.high + kTerm.high);

constexpr std::array<const Input*, 3> kMoving{&kTrancheStart, &kDelay, &kTerm};

double furthestOf(const Study& study, const Timeline& calendar, const Input& input, const Value& stated) {
    const Value& value = stated.assumption.empty() ? stated : assumedValue(*study.root().child(Role::Assumption, stated.assumption));
    const double central = slotNumber(calendar, input, value.number());
    Uncertainty uncertainty = uncertaintyOf(value);
    if (uncertainty.family == Family::Certain) {
        return central;
    }
    eachLevel(uncertainty, [&](double& level) { level = slotNumber(calendar, input, level); });
    const Bounds bounds = boundsOf(input);
    const auto law = Distribution::of(uncertainty, central, bounds, input.label);
    return law ? std::max(central, std::min(bounds.high, law->reach())) : central;
}

}  // namespace

bool movesTimeline(const Input& input) { return std::find(kMoving.begin(), kMoving.end(), &input) != kMoving.end(); }

double slotNumber(const Timeline& timeline, const Input& input, double stored) {
    return input.shape == Shape::Date ? timeline.monthsAt(Date{std::chrono::days{static_cast<int>(stored)}}) : stored;
}

int columnsNeeded(const Study& study) {
    const Timeline calendar = makeTimeline(study.root(), 0);
    double last = calendar.months;
    for (const ElementPtr& deal : study.deals()) {
        for (const ElementPtr& tranche : deal->childrenOf(Role::Tranche)) {
            double end = furthestOf(study, calendar, kTrancheStart, tranche->get(kTrancheStart)) + furthestOf(study, calendar, kTerm, tranche->get(kTerm));
            for (const ElementPtr& clause : tranche->childrenOf(Role::Clause)) {
                end += clause->kind == &kDeliveryKind ? furthestOf(study, calendar, kDelay, clause->get(kDelay)) : 0.0;
            }
            last = std::max(last, end);
        }
    }
    return static_cast<int>(std::min<double>(std::ceil(last), kMostColumns));
}

double furthestDraw(const Plan& plan, const RandomInput& random, const Distribution& law) {
    const auto moves = [&](const PlanElement& element) {
        return std::any_of(kMoving.begin(), kMoving.end(), [&](const Input* input) {
            return element.kind->indexOf(*input) >= 0 && element.slotsOf(*input).first == random.slots.first;
        });
    };
    for (const DealStructure& deal : plan.structure.deals) {
        for (const TrancheStructure& tranche : deal.tranches) {
            if (moves(tranche) || std::any_of(tranche.clauses.begin(), tranche.clauses.end(), moves)) {
                return std::max(law.reach(), plan.slots[static_cast<std::size_t>(random.slots.first)]);
            }
        }
    }
    return std::numeric_limits<double>::infinity();
}

}  // namespace offtake::study
