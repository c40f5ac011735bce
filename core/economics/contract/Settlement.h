#pragma once

#include "core/economics/contract/ClauseContext.h"
#include "core/economics/energy/Electricity.h"

/// Phases "settlement" and "exit".
namespace offtake::economics {

/// Everything that the contract schedules over its full term, before ramp and credits.
template <typename Real>
[[nodiscard]] Real headlineOf(const TrancheMonths<Real>& months) {
    Real headline(0.0);
    for (const Real& amount : months.promised) {
        headline += amount;
    }
    return headline;
}

/// Prepayment of a share of the headline at commencement, credited in equal monthly parts from a contract month to the
/// end of the term. What is not yet credited when the tranche stops is lost. Credits due after the horizon are valued in
/// its last month, discounted at the customer's rate.
template <typename Real>
void prepayment(const ClauseContext<Real>& context) {
    using namespace study;
    using numbers::max;
    using numbers::select;
    const TrancheMonths<Real>& months = context.months;
    const Real amount = context.in(kPrepayShare) * headlineOf(months);
    const Real from = months.start + context.in(kCreditFrom);
    const Real span = max(months.end - from, Real(kInstant));
    context.post(LineItem::Prepayment, [&](std::size_t t) { return amount * occursIn(t, months.start); });
    const auto credit = [&](std::size_t t) { return amount * overlap(t, from, months.stop) / span; };
    context.post(LineItem::PrepaymentCredit, credit);
    const Timeline& timeline = context.all.timeline();
    const std::size_t last = context.all.ledger->months - 1;
    const auto customer = static_cast<std::size_t>(customerOf(*months.tranche, *context.all.deal));
    const Real& rate = context.all.reader->number(context.all.structure->parties[customer], kDiscountRate);
    const Real paidByThen = select(months.start < Real(static_cast<double>(context.all.ledger->months)), Real(1.0), Real(0.0));
    Real open(0.0);
    for (std::size_t t = last + 1; t < context.columns(); ++t) {
        open += paidByThen * credit(t) * compounded(rate, timeline.years[last] - timeline.years[t]);
    }
    context.post(LineItem::PrepaymentAtHorizon, [&](std::size_t t) { return t == last ? open : Real(0.0); });
}

/// Energy pass-through: the supplier pays utility and carbon, the customer pays a share of both to the supplier.
template <typename Real>
void energyPassThrough(const ClauseContext<Real>& context) {
    if (context.lineNumber(LineItem::PassedEnergy) < 0) {
        return;  // an owner pays for energy itself
    }
    using numbers::row;
    const int energyLine = context.lineNumber(LineItem::Energy);
    const int demandLine = context.lineNumber(LineItem::DemandCharge);
    const int carbonLine = context.lineNumber(LineItem::Carbon);
    const std::span<Real> energy = context.line(energyLine);
    const std::span<Real> demand = context.line(demandLine);
    const std::span<Real> carbon = context.line(carbonLine);
    const EnergyBills<Real> bills(context.all, context.months);
    for (std::size_t t = 0; t < context.columns(); ++t) {
        const EnergyBill<Real> bill = bills.at(t);
        const int month = static_cast<int>(t);
        energy[t] = row(energyLine, month, bill.energy);
        demand[t] = row(demandLine, month, bill.demandCharge);
        carbon[t] = row(carbonLine, month, bill.carbon);
    }
    const Real& share = context.in(study::kPassShare);
    context.post(LineItem::PassedEnergy, [&](std::size_t t) { return share * (energy[t] + demand[t] + carbon[t]); });
}

/// Termination fee, due in the month whose end is the actual exit, when that comes before the end of the term.
template <typename Real>
void terminationFee(const ClauseContext<Real>& context) {
    using namespace study;
    using numbers::max;
    using numbers::select;
    const TrancheMonths<Real>& months = context.months;
    const Real last = max(months.stop - Real(kInstant), months.start);  // a tranche that never ran pays at its start
    const Real early = select(months.stop < months.end, Real(1.0), Real(0.0));
    const Real& fixed = context.in(kFeeFixed);
    const Real& inMonths = context.in(kFeeMonths);
    context.post(LineItem::TerminationFee, [&](std::size_t t) {
        const Real monthly = ratioOr(months.promised[t], months.scheduled[t], 0.0);
        return early * occursIn(t, last) * (fixed + inMonths * monthly);
    });
}

/// Porting effort, spread over the porting months (paid at once when there are none). It does not scale with the deal.
template <typename Real>
void porting(const ClauseContext<Real>& context) {
    using namespace study;
    const Real cost = context.in(kPortingEffort) * context.in(kEngineerCost);
    const Real& spread = context.in(kPortingMonths);
    const Real forever(1e9);
    context.post(LineItem::Porting, [&](std::size_t t) { return cost * completesIn(t, context.months.start, spread, forever); });
}

/// Data retrieval and assistance, due when the tranche stops within the horizon.
template <typename Real>
void switching(const ClauseContext<Real>& context) {
    using namespace study;
    const Real last = context.months.stop - Real(kInstant);
    const Real retrieval = context.in(kEgressVolume) * context.in(kEgressPrice);
    context.post(LineItem::DataRetrieval, [&](std::size_t t) { return retrieval * occursIn(t, last); });
    const Real& assistance = context.in(kAssistance);
    context.post(LineItem::TransitionAssistance, [&](std::size_t t) { return assistance * occursIn(t, last); });
}

}  // namespace offtake::economics
