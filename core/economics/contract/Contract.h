#pragma once

#include <array>

#include "core/economics/contract/Charges.h"
#include "core/economics/contract/Price.h"
#include "core/economics/contract/Settlement.h"

namespace offtake::economics {

/// The order in which clauses act, whatever their order in the list. "Schedule" and "volume" belong to the tranche.
enum class Phase { Price, Charges, Floors, Credits, Settlement, Exit };

template <typename Real>
struct ClauseRule {
    const study::ElementKind* kind;
    Phase phase;
    void (*act)(const ClauseContext<Real>&);
};

/// Every clause that acts on money, in the order of the phases. Adding a clause is one row and one function.
template <typename Real>
inline constexpr std::array kClauseRules{
    ClauseRule<Real>{&study::kEscalatorKind, Phase::Price, &escalator<Real>},
    ClauseRule<Real>{&study::kRampKind, Phase::Price, &ramp<Real>},
    ClauseRule<Real>{&study::kDeliveryKind, Phase::Price, &deliveryRemedy<Real>},
    ClauseRule<Real>{&study::kFixedFeeKind, Phase::Charges, &fixedFee<Real>},
    ClauseRule<Real>{&study::kMeteredFeeKind, Phase::Charges, &meteredFee<Real>},
    ClauseRule<Real>{&study::kTakeOrPayKind, Phase::Floors, &takeOrPay<Real>},
    ClauseRule<Real>{&study::kSlaKind, Phase::Credits, &slaCredit<Real>},
    ClauseRule<Real>{&study::kPrepaymentKind, Phase::Settlement, &prepayment<Real>},
    ClauseRule<Real>{&study::kPassThroughKind, Phase::Settlement, &energyPassThrough<Real>},
    ClauseRule<Real>{&study::kTerminationKind, Phase::Exit, &terminationFee<Real>},
    ClauseRule<Real>{&study::kPortingKind, Phase::Exit, &porting<Real>},
    ClauseRule<Real>{&study::kSwitchingKind, Phase::Exit, &switching<Real>},
};

/// Runs the phases `from` to `to` of the contract of a tranche. What a tranche charges by itself (a cloud's list price)
/// belongs between Price and Charges: floors, credits and settlement then see it as any other fee.
template <typename Real>
void runContract(const Context<Real>& context, TrancheMonths<Real>& months, Phase from, Phase to) {
    for (const ClauseRule<Real>& rule : kClauseRules<Real>) {
        const study::PlanElement* clause = months.tranche->clause(*rule.kind);
        if (clause != nullptr && rule.phase >= from && rule.phase <= to) {
            rule.act(ClauseContext<Real>{context, months, *clause});
        }
    }
}

}  // namespace offtake::economics
