#pragma once

#include "core/economics/capacity/Capacity.h"
#include "core/economics/metrics/MetricSet.h"

namespace offtake::economics {

/// The earliest date at which a termination clause lets somebody leave, as a month position.
template <typename Real>
[[nodiscard]] Real earliestExit(const Context<Real>& context, const TrancheMonths<Real>& months, const study::PlanElement& clause) {
    using namespace study;
    using numbers::max;
    const Reader<Real>& in = *context.reader;
    const Timeline& timeline = context.timeline();
    const Real locked = months.start + in.number(clause, kLockIn);
    const Real& notice = in.number(clause, kNoticeDays);
    if (clause.choiceOf(kNoticeReading) == 0) {
        return monthsAtDays(timeline, daysAt(timeline, locked) + notice);
    }
    return max(locked, monthsAtDays(timeline, daysAt(timeline, months.start) + notice));
}

/// Headline, firm for each side, and financeable value of one tranche's contract. Firm payments are those scheduled up
/// to the earliest exit as billed, what is then lost of a prepayment, and the fee due on leaving.
template <typename Real>
[[nodiscard]] ContractTerms<Real> contractTerms(const Context<Real>& context, const TrancheMonths<Real>& months) {
    using namespace study;
    using numbers::max;
    using numbers::min;
    using numbers::select;
    const Reader<Real>& in = *context.reader;
    const TrancheStructure& tranche = *months.tranche;
    ContractTerms<Real> terms;
    terms.start = months.start;
    terms.end = months.end;
    terms.exitByCustomer = months.end;
    terms.exitBySupplier = months.end;
    Real billedToCustomersExit = months.end;
    Real billedToSuppliersExit = months.end;
    Real leavingFee(0.0);
    const auto monthlyAt = [&](const Real& position) {
        Real monthly(0.0);
        for (std::size_t t = 0; t < context.columns(); ++t) {
            monthly += occursIn(t, position) * ratioOr(months.promised[t], months.scheduled[t], 0.0);
        }
        return monthly;
    };
    for (const PlanElement& clause : tranche.clauses) {
        if (clause.kind != &kTerminationKind) {
            continue;
        }
        const int who = clause.choiceOf(kWho);
        const Real exit = min(months.end, earliestExit(context, months, clause));
        const Real billed = min(months.end, months.start + billedMonths(exit - months.start, clause.choiceOf(kExitBilling) == 0));
        if (who != 2) {
            const auto earlier = exit < terms.exitByCustomer;
            const Real fee = in.number(clause, kFeeFixed) + in.number(clause, kFeeMonths) * monthlyAt(exit);
            leavingFee = select(earlier, fee, leavingFee);
            billedToCustomersExit = select(earlier, billed, billedToCustomersExit);
            terms.exitByCustomer = min(terms.exitByCustomer, exit);
            terms.customerMayLeave = true;
        }
        if (who != 1) {
            billedToSuppliersExit = select(exit < terms.exitBySupplier, billed, billedToSuppliersExit);
            terms.exitBySupplier = min(terms.exitBySupplier, exit);
            terms.supplierMayLeave = true;
        }
    }
    Real firmAfterCredits(0.0);
    for (std::size_t t = 0; t < context.columns(); ++t) {
        const Real untilCustomer = ratioOr(overlap(t, months.start, billedToCustomersExit), months.scheduled[t], 0.0);
        const Real untilSupplier = ratioOr(overlap(t, months.start, billedToSuppliersExit), months.scheduled[t], 0.0);
        terms.headline += months.promised[t];
        terms.firm += months.promised[t] * untilCustomer;
        terms.firmForCustomer += months.promised[t] * untilSupplier;
        firmAfterCredits += (months.due[t] - months.credits[t]) * untilCustomer;
        terms.billedMonths += months.scheduled[t];
    }
    Real lostPrepayment(0.0);
    if (const PlanElement* prepaid = tranche.clause(kPrepaymentKind)) {
        const Real from = months.start + in.number(*prepaid, kCreditFrom);
        const Real credited = max(min(billedToCustomersExit, months.end) - from, Real(0.0)) / max(months.end - from, Real(kInstant));
        lostPrepayment = in.number(*prepaid, kPrepayShare) * terms.headline * (Real(1.0) - min(credited, Real(1.0)));
    }
    terms.firm += leavingFee + lostPrepayment;
    terms.billedAtExit = billedToCustomersExit - months.start;
    const int customer = customerOf(tranche, *context.deal);
    terms.financeable = (firmAfterCredits + leavingFee) * in.number(context.structure->parties[static_cast<std::size_t>(customer)], kAdvanceRate);
    return terms;
}

}  // namespace offtake::economics
