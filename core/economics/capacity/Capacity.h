#pragma once

#include "core/economics/TrancheMonths.h"
#include "core/study/kinds/ClauseInputs.h"

/// From silicon to useful compute: installed × availability × allocation × goodput × throughput × parity.
namespace offtake::economics {

/// Months in which the contract month billed is due in full although the tranche exits within it, less rounding.
inline constexpr double kWholeMonthSlack = 1e-9;

/// Contract months billed when the tranche ends `exit` months after commencement.
template <typename Real>
[[nodiscard]] Real billedMonths(const Real& exit, bool wholeMonths) {
    using numbers::ceil;
    return wholeMonths ? ceil(exit - kWholeMonthSlack) : exit;
}

/// When the tranche runs and what is in place. Phase "schedule".
template <typename Real>
[[nodiscard]] TrancheMonths<Real> scheduleTranche(const Context<Real>& context, std::size_t index) {
    using namespace study;
    using numbers::max;
    using numbers::min;
    const Reader<Real>& in = *context.reader;
    const TrancheStructure& tranche = context.deal->tranches[index];
    const PlanElement* delivery = tranche.clause(kDeliveryKind);
    const PlanElement* termination = tranche.clause(kTerminationKind);

    TrancheMonths<Real> months;
    months.tranche = &tranche;
    months.index = index;
    months.scale = in.number(*context.deal, kScale);
    months.accelerators = in.number(tranche, kAccelerators) * months.scale;
    months.start = in.number(tranche, kTrancheStart) + in.number(delivery, kDelay, 0.0);
    months.end = months.start + in.number(tranche, kTerm);
    const bool wholeMonths = termination != nullptr && termination->choiceOf(kExitBilling) == 0;
    months.stop = min(months.end, months.start + billedMonths(in.number(tranche, kExit), wholeMonths));

    const std::size_t columns = context.columns();
    for (std::span<Real>* row : {&months.active, &months.scheduled, &months.inPlace, &months.idlePlanned, &months.priceFactor,
                                 &months.feeShare, &months.promised, &months.due, &months.credits}) {
        *row = context.arena->take(columns);
    }
    const Real arrival = in.number(delivery, kDeliveryMonths, 0.0);
    const Real portingEnd = months.start + in.number(tranche.clause(kPortingKind), kPortingMonths, 0.0);
    const Real doubleRunning = months.stop - in.number(tranche.clause(kSwitchingKind), kOverlap, 0.0);
    for (std::size_t t = 0; t < columns; ++t) {
        months.active[t] = overlap(t, months.start, months.stop);
        months.scheduled[t] = overlap(t, months.start, months.end);
        months.inPlace[t] = delivered(t, months.start, arrival, months.stop);
        const Real productive = overlap(t, portingEnd, max(portingEnd, min(months.stop, doubleRunning)));
        months.idlePlanned[t] = Real(1.0) - ratioOr(productive, months.active[t], 1.0);
        months.priceFactor[t] = Real(1.0);
        months.feeShare[t] = Real(1.0);
    }
    return months;
}

/// Installed, available and stranded hours, and what could be used if demand allowed.
template <typename Real>
void supplyHours(const Context<Real>& context, const TrancheMonths<Real>& months) {
    using namespace study;
    using numbers::row;
    const Reader<Real>& in = *context.reader;
    Ledger<Real>& ledger = *context.ledger;
    const auto installed = ledger.quantity(months.index, Quantity::InstalledHours);
    const auto available = ledger.quantity(months.index, Quantity::AvailableHours);
    const auto stranded = ledger.quantity(months.index, Quantity::StrandedHours);
    const auto used = ledger.quantity(months.index, Quantity::UsedHours);
    const Real availability = in.number(*months.tranche, kAvailability);
    const Real allocation = in.number(*months.tranche, kAllocation);
    for (std::size_t t = 0; t < context.columns(); ++t) {
        const int month = static_cast<int>(t);
        installed[t] = row(memoRow(months.index, Quantity::InstalledHours), month, months.accelerators * months.inPlace[t] * context.timeline().hours[t]);
        available[t] = row(memoRow(months.index, Quantity::AvailableHours), month, installed[t] * availability);
        stranded[t] = row(memoRow(months.index, Quantity::StrandedHours), month, available[t] * months.idlePlanned[t]);
        used[t] = (available[t] - stranded[t]) * allocation;
    }
}

/// Share of used hours that is productive: goodput, less what interruptions of spot capacity lose.
template <typename Real>
[[nodiscard]] Real goodputOf(const Context<Real>& context, const study::TrancheStructure& tranche) {
    using namespace study;
    const Reader<Real>& in = *context.reader;
    const Real goodput = in.number(tranche, kGoodput);
    if (tranche.kind != &kCloudKind) {
        return goodput;
    }
    return goodput * (Real(1.0) - in.number(tranche, kSpotShare) * in.number(tranche, kInterruption));
}

/// H100-equivalent hours of one productive hour in the middle of each month: throughput times parity, whose gap closes
/// by half every half-life from commencement.
template <typename Real>
void throughputByMonth(const Context<Real>& context, const TrancheMonths<Real>& months, std::span<Real> out) {
    using namespace study;
    using numbers::exp;
    using numbers::max;
    const Reader<Real>& in = *context.reader;
    constexpr double kLn2 = 0.693147180559945309417;
    constexpr double kMiddle = 0.5;
    const Real throughput = in.number(*months.tranche, kThroughput);
    const Real later = in.number(*months.tranche, kParityEnd);
    const Real gap = later - in.number(*months.tranche, kParityStart);
    const Real closing = Real(-kLn2) / in.number(*months.tranche, kParityHalfLife);
    for (std::size_t t = 0; t < context.columns(); ++t) {
        const Real since = max(static_cast<double>(t) + kMiddle - months.start, Real(0.0));
        out[t] = throughput * (later - gap * exp(closing * since));
    }
}

/// Whether a tranche's capacity counts for the deal: equipment that is sold through another tranche counts there.
[[nodiscard]] inline bool countsAsCapacity(const study::TrancheStructure& tranche) {
    return tranche.kind != &study::kOwnedKind || tranche.choiceOf(study::kUse) == 0;
}

/// Demand for useful compute in month t, H100-equivalent hours.
template <typename Real>
[[nodiscard]] Real demandHours(const Context<Real>& context, const PathNumbers<Real>& demand, const Growth<Real>& growth, std::size_t t) {
    return pathAt(demand, t, Real(0.0)) * growth.over(static_cast<double>(t) / 12.0) * context.timeline().hours[t];
}

/// Used, productive, useful and idle hours of every tranche. A stated demand limits use in proportion across tranches.
/// `unmet` receives the useful hours demanded and not supplied. Phase "volume".
template <typename Real>
void useHours(const Context<Real>& context, std::span<const TrancheMonths<Real>> tranches, std::span<Real> unmet) {
    using namespace study;
    using numbers::max;
    using numbers::min;
    using numbers::row;
    Ledger<Real>& ledger = *context.ledger;
    const bool limited = context.structure->study.choiceOf(kDemandMode) == 1;
    const std::size_t columns = context.columns();
    std::span<Real> offered = context.arena->take(columns);
    const std::span<Real> goodput = context.arena->take(tranches.size());
    for (const TrancheMonths<Real>& months : tranches) {
        supplyHours(context, months);
        const auto used = ledger.quantity(months.index, Quantity::UsedHours);
        const auto useful = ledger.quantity(months.index, Quantity::UsefulHours);
        goodput[months.index] = goodputOf(context, *months.tranche);
        throughputByMonth(context, months, useful);
        for (std::size_t t = 0; t < columns; ++t) {
            useful[t] = used[t] * goodput[months.index] * useful[t];
            if (countsAsCapacity(*months.tranche)) {
                offered[t] += useful[t];
            }
        }
    }
    const PathNumbers<Real> stated = context.reader->path(context.structure->study, kDemand);
    const Growth<Real> growth(context.reader->number(context.structure->study, kDemandGrowth));
    for (std::size_t t = 0; t < columns; ++t) {
        const int month = static_cast<int>(t);
        Real share(1.0);
        if (limited) {
            const Real demand = demandHours(context, stated, growth, t);
            share = min(Real(1.0), ratioOr(demand, offered[t], 1.0));
            unmet[t] = max(Real(0.0), demand - offered[t]);
        }
        for (const TrancheMonths<Real>& months : tranches) {
            const std::size_t i = months.index;
            const auto used = ledger.quantity(i, Quantity::UsedHours);
            const auto useful = ledger.quantity(i, Quantity::UsefulHours);
            used[t] = row(memoRow(i, Quantity::UsedHours), month, used[t] * share);
            const Real productive = used[t] * goodput[i];
            ledger.quantity(i, Quantity::ProductiveHours)[t] = row(memoRow(i, Quantity::ProductiveHours), month, productive);
            useful[t] = row(memoRow(i, Quantity::UsefulHours), month, useful[t] * share);
            ledger.quantity(i, Quantity::IdleHours)[t] =
                row(memoRow(i, Quantity::IdleHours), month, ledger.quantity(i, Quantity::AvailableHours)[t] - ledger.quantity(i, Quantity::StrandedHours)[t] - used[t]);
        }
    }
}

}  // namespace offtake::economics
