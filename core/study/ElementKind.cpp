#include "core/study/ElementKind.h"

#include "core/study/kinds/ClauseInputs.h"

namespace offtake::study {

namespace {

constexpr const ElementKind* kAll[] = {
    &kStudyKind, &kPartyKind, &kAssumptionKind, &kForecastKind, &kSourceKind, &kFactKind, &kScenarioKind, &kOverrideKind,
    &kCorrelationKind, &kDealKind,
    &kOwnedKind, &kOfftakeKind, &kCloudKind, &kLoanKind,
    &kFixedFeeKind, &kMeteredFeeKind, &kEscalatorKind, &kRampKind, &kDeliveryKind, &kTakeOrPayKind, &kTerminationKind,
    &kPrepaymentKind, &kSlaKind, &kPassThroughKind, &kPortingKind, &kSwitchingKind,
};

}  // namespace

std::string_view roleName(Role role) {
    switch (role) {
        case Role::Study: return "study";
        case Role::Party: return "party";
        case Role::Assumption: return "assumption";
        case Role::Source: return "source";
        case Role::Fact: return "fact";
        case Role::Scenario: return "scenario";
        case Role::Override: return "override";
        case Role::Correlation: return "correlation";
        case Role::Deal: return "deal";
        case Role::Tranche: return "tranche";
        case Role::Clause: return "clause";
        case Role::Loan: return "loan";
    }
    return "";
}

int ElementKind::indexOf(std::string_view inputKey) const {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (inputs[i]->key == inputKey) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

std::span<const ElementKind* const> allKinds() { return kAll; }

const ElementKind* findKind(Role role, std::string_view key) {
    const ElementKind* only = nullptr;
    int found = 0;
    for (const ElementKind* kind : kAll) {
        if (kind->role != role) {
            continue;
        }
        if (kind->key == key || (key.empty() && kind->key == roleName(role))) {
            return kind;
        }
        only = kind;
        ++found;
    }
    return found == 1 && key.empty() ? only : nullptr;
}

}  // namespace offtake::study
