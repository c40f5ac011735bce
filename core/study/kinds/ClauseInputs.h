#pragma once

#include "core/study/kinds/TrancheInputs.h"

/// Inputs of contract clauses. A clause is a part: any combination, each states who pays whom and when.
namespace offtake::study {

inline constexpr Choice kActiveChoices[] = {{"on", "On"}, {"off", "Off"}};
inline constexpr Input kActive = choice("active", "Clause is", kActiveChoices).explained("A clause that is off does nothing.", kOwnDefinition).in("General");

// --- Fixed fee -------------------------------------------------------------------------------------------------------
inline constexpr Input kFee = number("fee", "Fixed fee", units::kDollarPerMonth, 0.0).bounds(0, 1e13)
    .explained("Paid per contract month for the reserved capacity, whatever its use.", kNeutralDefault).in("Price").neutralAt(0.0);
inline constexpr const Input* kFixedFeeInputs[] = {&kActive, &kNotes, &kFee};
inline constexpr ElementKind kFixedFeeKind{"fixed-fee", "Fixed capacity fee", Role::Clause, kFixedFeeInputs, {}, "The customer pays a fixed sum each contract month."};

// --- Metered fee -----------------------------------------------------------------------------------------------------
inline constexpr Input kMeteredPrice = path("price", "Price", units::kDollarPerGpuHour, 2.0).bounds(0.0, 1e5).plausible(0.1, 100.0)
    .explained("Per accelerator-hour used (reserved, when a take-or-pay clause stands beside it).", kEstimatedDefault).in("Price").neutralAt(0.0);
inline constexpr const Input* kMeteredFeeInputs[] = {&kActive, &kNotes, &kMeteredPrice};
inline constexpr ElementKind kMeteredFeeKind{"metered-fee", "Metered fee", Role::Clause, kMeteredFeeInputs, {}, "The customer pays for each accelerator-hour used."};

// --- Escalator, step-down ----------------------------------------------------------------------------------------------
inline constexpr Choice kStepChoices[] = {{"yearly", "Once a contract year"}, {"monthly", "Every month"}};
inline constexpr Input kEscalation = number("rate", "Escalation", units::kPercentPerYear, 0.0).bounds(-0.9, 5.0).plausible(-0.4, 0.15)
    .explained("Annual change of fixed and metered fees; negative for a step-down.", kNeutralDefault).in("Price").neutralAt(0.0);
inline constexpr Input kEscalationStep = choice("step", "Takes effect", kStepChoices).explained("When the change is applied.", kOwnDefinition).in("Price");
inline constexpr Input kEscalationFrom = number("from", "First change after", units::kMonth, 12).bounds(0, 480)
    .explained("Contract months before the first change.", kEstimatedDefault).in("Price");
inline constexpr const Input* kEscalatorInputs[] = {&kActive, &kNotes, &kEscalation, &kEscalationStep, &kEscalationFrom};
inline constexpr ElementKind kEscalatorKind{"escalator", "Escalator or step-down", Role::Clause, kEscalatorInputs, {}, "Prices change by a fixed rate."};

// --- Ramp ------------------------------------------------------------------------------------------------------------
inline constexpr Input kRampShare = path("share", "Share of the fee", units::kPercent, 1.0).bounds(0.0, 1.0)
    .explained("Share of the fixed fee due in each contract month: 50%; 75%; 100%. The last value holds on.", kNeutralDefault).in("Price").neutralAt(1.0);
inline constexpr const Input* kRampInputs[] = {&kActive, &kNotes, &kRampShare};
inline constexpr ElementKind kRampKind{"ramp", "Ramp", Role::Clause, kRampInputs, {}, "A reduced fee in the first contract months."};

// --- Delivery --------------------------------------------------------------------------------------------------------
inline constexpr Choice kRemedyChoices[] = {{"none", "Fee is due in full"}, {"pro-rata", "Fee follows what is delivered"}};
inline constexpr Input kDelay = number("delay", "Delay", units::kMonth, 0.0).bounds(0, 240)
    .explained("Months by which commencement slips; the term is counted from the later date.", kNeutralDefault).in("Delivery").neutralAt(0.0);
inline constexpr Input kDeliveryMonths = number("months", "Delivered over", units::kMonth, 0.0).bounds(0, 240)
    .explained("Months from commencement in which accelerators arrive evenly.", kNeutralDefault).in("Delivery").neutralAt(0.0);
inline constexpr Input kRemedy = choice("remedy", "Until all is delivered", kRemedyChoices).explained("What the customer owes while capacity is missing.", kOwnDefinition).in("Delivery");
inline constexpr const Input* kDeliveryInputs[] = {&kActive, &kNotes, &kDelay, &kDeliveryMonths, &kRemedy};
inline constexpr ElementKind kDeliveryKind{"delivery", "Commencement and delivery", Role::Clause, kDeliveryInputs, {}, "When capacity arrives, and what is due until then."};

// --- Take-or-pay -------------------------------------------------------------------------------------------------------
inline constexpr Input kTakeShare = number("share", "Minimum take", units::kPercent, 0.85).bounds(0.0, 1.0)
    .explained("Share of the reserved accelerator-hours that is paid for at the metered price even if not taken.", kEstimatedDefault).in("Price").neutralAt(0.0);
inline constexpr const Input* kTakeOrPayInputs[] = {&kActive, &kNotes, &kTakeShare};
inline constexpr ElementKind kTakeOrPayKind{"take-or-pay", "Take-or-pay", Role::Clause, kTakeOrPayInputs, {},
    "The customer pays the gap between what it takes and the minimum; a debt, not damages."};

// --- Termination for convenience ---------------------------------------------------------------------------------------
inline constexpr Choice kWhoChoices[] = {{"either", "Either party"}, {"customer", "The customer"}, {"supplier", "The supplier"}};
inline constexpr Choice kNoticeChoices[] = {{"after-lock-in", "Notice may be given once the lock-in is over"},
    {"within-lock-in", "Notice may run during the lock-in"}};
inline constexpr Choice kBillingChoices[] = {{"whole-months", "Whole contract months"}, {"pro-rata", "To the day"}};
inline constexpr Input kWho = choice("who", "Who may leave", kWhoChoices).explained("The party that holds the right.", kOwnDefinition).in("Leaving");
inline constexpr Input kLockIn = number("lock-in", "Lock-in", units::kMonth, 12).bounds(0, 480).explained("Contract months that cannot be ended.", kEstimatedDefault).in("Leaving");
inline constexpr Input kNoticeDays = number("notice", "Notice", units::kDay, 90).bounds(0, 3650).explained("Calendar days from notice to exit.", "90 days in SpaceX's agreements of 2026 with Reflection AI, Google and Anthropic (catalogue, deals)").in("Leaving");
inline constexpr Input kNoticeReading = choice("notice-reading", "Reading of the notice", kNoticeChoices)
    .explained("\"90 days' notice after the first three months\" can be read both ways; the earliest exit differs by the notice period.", kOwnDefinition).in("Leaving");
inline constexpr Input kExitBilling = choice("billing", "Billed to the exit", kBillingChoices).explained("Whether a contract month begun is due in full.", kOwnDefinition).in("Leaving");
inline constexpr Input kFeeFixed = number("fee", "Fee, fixed", units::kDollar, 0.0).bounds(0, 1e13).explained("Due on leaving before the term ends.", kNeutralDefault).in("Leaving").neutralAt(0.0);
inline constexpr Input kFeeMonths = number("fee-months", "Fee, months", units::kMonth, 0.0).bounds(0, 480).explained("Months of the scheduled fee due on leaving.", kNeutralDefault).in("Leaving").neutralAt(0.0);
inline constexpr const Input* kTerminationInputs[] = {&kActive, &kNotes, &kWho, &kLockIn, &kNoticeDays, &kNoticeReading, &kExitBilling, &kFeeFixed, &kFeeMonths};
inline constexpr ElementKind kTerminationKind{"termination", "Termination for convenience", Role::Clause, kTerminationInputs, {}, "The right to leave before the end."};

// --- Prepayment --------------------------------------------------------------------------------------------------------
inline constexpr Input kPrepayShare = number("share", "Prepaid share", units::kPercent, 0.2).bounds(0.0, 1.0)
    .explained("Share of the headline value paid at commencement.", "20 % in Microsoft's contract with IREN, 2025-11-03 (catalogue, deals)").in("Price").neutralAt(0.0);
inline constexpr Input kCreditFrom = number("credit-from", "Credited from", units::kMonth, 24).bounds(0, 480)
    .explained("Contract month from which the prepayment is credited in equal monthly parts to the end of the term.", "Credited from the third year in Microsoft's contract with IREN (secondary summary)").in("Price");
inline constexpr const Input* kPrepaymentInputs[] = {&kActive, &kNotes, &kPrepayShare, &kCreditFrom};
inline constexpr ElementKind kPrepaymentKind{"prepayment", "Prepayment with credit-back", Role::Clause, kPrepaymentInputs, {},
    "The customer lends the supplier part of the price; what is not yet credited at an early exit is lost."};

// --- SLA credit --------------------------------------------------------------------------------------------------------
inline constexpr Input kServiceLevel = number("level", "Promised availability", units::kPercent, 0.99).bounds(0.0, 1.0).explained("Service level below which credits fall due.", kEstimatedDefault).in("Service");
inline constexpr Input kCreditRate = number("credit", "Credit per point", units::kPercent, 0.05).bounds(0.0, 1.0)
    .explained("Share of the month's fee credited for each percentage point below the level.", kEstimatedDefault).in("Service").neutralAt(0.0);
inline constexpr Input kCreditCap = number("cap", "Cap", units::kPercent, 0.3).bounds(0.0, 1.0).explained("Largest credit as a share of the month's fee.", kEstimatedDefault).in("Service").neutralAt(0.0);
inline constexpr const Input* kSlaInputs[] = {&kActive, &kNotes, &kServiceLevel, &kCreditRate, &kCreditCap};
inline constexpr ElementKind kSlaKind{"sla-credit", "SLA credit", Role::Clause, kSlaInputs, {}, "The supplier credits part of the fee when availability is below the level."};

// --- Energy pass-through -------------------------------------------------------------------------------------------------
inline constexpr Input kPassShare = number("share", "Passed on", units::kPercent, 1.0).bounds(0.0, 2.0).explained("Share of the electricity and carbon cost that the customer pays.", kOwnDefinition).in("Energy").neutralAt(0.0);
inline constexpr const Input* kPassThroughInputs[] = {&kActive, &kNotes, &kPassShare};
inline constexpr ElementKind kPassThroughKind{"energy-pass-through", "Energy pass-through", Role::Clause, kPassThroughInputs, {},
    "The customer pays the supplier for electricity, which the supplier pays to the utility."};

// --- Porting and switching -------------------------------------------------------------------------------------------------
inline constexpr Input kPortingEffort = number("effort", "Porting effort", units::kPersonMonth, 0.0).bounds(0, 1e6)
    .explained("Engineer-months to bring the workload to this stack.", kNeutralDefault).in("Openness").neutralAt(0.0);
inline constexpr Input kEngineerCost = number("engineer-cost", "Cost of an engineer", units::kDollarPerPersonMonth, 30000).bounds(0, 1e7).plausible(5000, 200000)
    .explained("All-in, per month.", kEstimatedDefault).in("Openness").neutralAt(0.0);
inline constexpr Input kPortingMonths = number("months", "Porting months", units::kMonth, 0.0).bounds(0, 240)
    .explained("Months from commencement in which the capacity is paid for and does no useful work yet.", kNeutralDefault).in("Openness").neutralAt(0.0);
inline constexpr const Input* kPortingInputs[] = {&kActive, &kNotes, &kPortingEffort, &kEngineerCost, &kPortingMonths};
inline constexpr ElementKind kPortingKind{"porting", "Porting", Role::Clause, kPortingInputs, {}, "Moving the work to this stack: effort, and paid months without output."};

inline constexpr Input kEgressVolume = number("egress", "Data to move out", units::kTerabyte, 0.0).bounds(0, 1e9).explained("Volume retrieved at the end.", kNeutralDefault).in("Openness").neutralAt(0.0);
inline constexpr Input kEgressPrice = number("egress-price", "Price of moving it", kDollarPerTerabyte, 50).bounds(0, 1e6).explained("Charged by the supplier.", kEstimatedDefault).in("Openness").neutralAt(0.0);
inline constexpr Input kAssistance = number("assistance", "Transition assistance", units::kDollar, 0.0).bounds(0, 1e12).explained("Charged by the supplier at the end.", kNeutralDefault).in("Openness").neutralAt(0.0);
inline constexpr Input kOverlap = number("overlap", "Double running", units::kMonth, 0.0).bounds(0, 24)
    .explained("Months at the end in which the work already runs elsewhere while this capacity is still paid for.", kNeutralDefault).in("Openness").neutralAt(0.0);
inline constexpr const Input* kSwitchingInputs[] = {&kActive, &kNotes, &kEgressVolume, &kEgressPrice, &kAssistance, &kOverlap};
inline constexpr ElementKind kSwitchingKind{"switching", "Switching and data retrieval", Role::Clause, kSwitchingInputs, {}, "What it costs to leave at the end."};

}  // namespace offtake::study
