#include "core/explain/RecordedDeal.h"

#include <algorithm>

#include "core/study/kinds/StudyInputs.h"

namespace offtake::explain {

using numbers::Recorded;

std::unique_ptr<RecordedDeal> recordDeal(const study::Structure& structure, const economics::Accounts& accounts, std::size_t deal,
                                         std::span<const double> slots) {
    auto recorded = std::make_unique<RecordedDeal>();
    std::vector<Recorded> inputs;
    inputs.reserve(slots.size());
    for (std::size_t i = 0; i < slots.size(); ++i) {
        inputs.push_back(recorded->tape.input(static_cast<std::int32_t>(i), slots[i]));
    }
    economics::evaluate<Recorded>(structure, accounts, deal, inputs, -1, recorded->evaluation);
    return recorded;
}

study::Plan roomyPlan(const economics::StudyResult& result) {
    study::Plan plan = result.plan;
    const bool hasFactors = std::any_of(plan.info.begin(), plan.info.end(), [](const study::SlotInfo& info) { return info.factor; });
    if (!hasFactors) {
        plan.structure.timeline = study::makeTimeline(result.study.root(), plan.structure.timeline.columns + 1);
    }
    return plan;
}

std::vector<double> slotsOf(const economics::StudyResult& result, std::size_t deal) {
    std::vector<double> slots = result.plan.slots;
    const study::SlotRange scale = result.plan.structure.deals[deal].slotsOf(study::kScale);
    slots[static_cast<std::size_t>(scale.first)] = result.deals[deal].scale;
    return slots;
}

}  // namespace offtake::explain
