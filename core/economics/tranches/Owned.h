#pragma once

#include "core/economics/energy/Electricity.h"
#include "core/study/kinds/TrancheInputs.h"

namespace offtake::economics {

/// Share of equipment delivered in month t: even over the delivery months, all at once when there are none.
template <typename Real>
[[nodiscard]] Real arrivalShare(const Context<Real>& context, const TrancheMonths<Real>& months, std::size_t t) {
    const study::PlanElement* delivery = months.tranche->clause(study::kDeliveryKind);
    return completesIn(t, months.start, context.reader->number(delivery, study::kDeliveryMonths, 0.0), months.stop);
}

/// Market value of used equipment over its price when new, `years` after delivery.
template <typename Real>
[[nodiscard]] Real residualShare(const Context<Real>& context, const TrancheMonths<Real>& months, const Real& years) {
    using namespace study;
    using numbers::max;
    const Real retention = max(context.reader->number(*months.tranche, kResidualRetention), Real(kInstant));
    return context.reader->number(*months.tranche, kResidualNew) * compounded(retention - Real(1.0), years);
}

/// Equipment that the customer buys: capital by delivery, site, operation, energy, and what is left at the end of the
/// term or at the horizon.
template <typename Real>
void ownedCosts(const Context<Real>& context, const TrancheMonths<Real>& months) {
    using namespace study;
    using numbers::max;
    using numbers::min;
    using numbers::row;
    using numbers::select;
    constexpr double kMonths = 12.0;
    const Reader<Real>& in = *context.reader;
    Ledger<Real>& ledger = *context.ledger;
    const TrancheStructure& tranche = *months.tranche;
    const Real equipment = months.accelerators * in.number(tranche, kUnitPrice);
    const Real network = months.accelerators * in.number(tranche, kNetworkShare);
    const Real duty = in.number(tranche, kImportDuty);
    const Real itKw = months.accelerators * in.number(tranche, kPower);
    const Real staff = in.number(tranche, kStaff) * in.number(tranche, kStaffCost) * months.scale / Real(kMonths);
    const Real upkeep = in.number(tranche, kMaintenance) / Real(kMonths);
    const Real failures = in.number(tranche, kFailureRate) / Real(kMonths);
    const Real refreshMonth = months.start + in.number(tranche, kRefreshMonth);
    const Real refreshed = select(refreshMonth < months.stop, equipment * in.number(tranche, kRefreshShare), Real(0.0));
    const auto post = [&](LineItem item, std::size_t t, const Real& amount) {
        const int number = ledger.accounts->find(item, static_cast<int>(months.index));
        ledger.line(number)[t] = row(number, static_cast<int>(t), amount);
    };
    for (std::size_t t = 0; t < context.columns(); ++t) {
        const Real arriving = arrivalShare(context, months, t);
        const Real running = months.inPlace[t];
        post(LineItem::Equipment, t, equipment * arriving);
        post(LineItem::Network, t, network * arriving);
        post(LineItem::ImportDuty, t, (equipment + network) * duty * arriving);
        post(LineItem::SiteBuild, t, itKw * in.number(tranche, kSiteBuild) * arriving);
        post(LineItem::Refresh, t, refreshed * occursIn(t, refreshMonth));
        post(LineItem::Colocation, t, itKw * in.number(tranche, kColocation) * running);
        post(LineItem::Staff, t, staff * months.active[t]);
        post(LineItem::Maintenance, t, equipment * upkeep * running);
        post(LineItem::Replacement, t, equipment * failures * running);
        const EnergyBill<Real> bill = energyBill(context, months, t);
        post(LineItem::Energy, t, bill.energy);
        post(LineItem::DemandCharge, t, bill.demandCharge);
        post(LineItem::Carbon, t, bill.carbon);
    }
    if (tranche.choiceOf(kAtEnd) != 0) {
        return;
    }
    // Sold when the term ends within the horizon; else valued on a line of its own in the horizon's last month.
    const auto horizon = static_cast<double>(ledger.months);
    const Real last = months.stop - Real(kInstant);
    const Real atSale = (equipment + network) * residualShare(context, months, max(months.stop - months.start, Real(0.0)) / Real(kMonths));
    const Real atHorizon = (equipment + network) * residualShare(context, months, max(horizon - months.start, Real(0.0)) / Real(kMonths));
    Real bought(0.0);
    for (std::size_t t = 0; t < ledger.months; ++t) {
        bought += arrivalShare(context, months, t);
        post(LineItem::Resale, t, atSale * bought * occursIn(t, last));
    }
    const Real stillRunning = select(last >= Real(horizon), Real(1.0), Real(0.0));
    post(LineItem::ResidualAtHorizon, ledger.months - 1, atHorizon * bought * stillRunning);
}

/// Straight-line depreciation over the book life, from delivery; a memo row.
template <typename Real>
void bookDepreciation(const Context<Real>& context, const TrancheMonths<Real>& months) {
    using namespace study;
    using numbers::max;
    using numbers::min;
    using numbers::row;
    constexpr double kMonths = 12.0;
    const Reader<Real>& in = *context.reader;
    Ledger<Real>& ledger = *context.ledger;
    const TrancheStructure& tranche = *months.tranche;
    const Real perGpu = (in.number(tranche, kUnitPrice) + in.number(tranche, kNetworkShare)) * (Real(1.0) + in.number(tranche, kImportDuty)) +
                        in.number(tranche, kPower) * in.number(tranche, kSiteBuild);
    const Real life = in.number(tranche, kBookLife) * kMonths;
    const PlanElement* delivery = tranche.clause(kDeliveryKind);
    const Real arrival = in.number(delivery, kDeliveryMonths, 0.0);
    const auto out = ledger.quantity(months.index, Quantity::BookDepreciation);
    for (std::size_t t = 0; t < context.columns(); ++t) {
        // Delivered so far and not yet written off: what is in place of deliveries less the same one life later.
        const Real forever(1e9);
        const Real depreciating = delivered(t, months.start, arrival, forever) - delivered(t, months.start + life, arrival, forever);
        out[t] = row(memoRow(months.index, Quantity::BookDepreciation), static_cast<int>(t), months.accelerators * perGpu * depreciating / life);
    }
}

}  // namespace offtake::economics
