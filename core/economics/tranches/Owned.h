#pragma once

#include <array>

#include "core/economics/energy/Electricity.h"
#include "core/study/kinds/TrancheInputs.h"

namespace offtake::economics {

/// Months over which equipment arrives; 0: all at once.
template <typename Real>
[[nodiscard]] Real arrivalMonths(const Context<Real>& context, const TrancheMonths<Real>& months) {
    return context.reader->number(months.tranche->clause(study::kDeliveryKind), study::kDeliveryMonths, 0.0);
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
    std::array<int, static_cast<std::size_t>(LineItem::Tax) + 1> lines{};  // by item
    for (std::size_t item = 0; item < lines.size(); ++item) {
        lines[item] = ledger.accounts->find(static_cast<LineItem>(item), static_cast<int>(months.index));
    }
    const auto post = [&](LineItem item, std::size_t t, const Real& amount) {
        const int number = lines[static_cast<std::size_t>(item)];
        ledger.line(number)[t] = row(number, static_cast<int>(t), amount);
    };
    const Real arrival = arrivalMonths(context, months);
    const Real& siteBuild = in.number(tranche, kSiteBuild);
    const Real& colocation = in.number(tranche, kColocation);
    const EnergyBills<Real> bills(context, months);
    for (std::size_t t = 0; t < context.columns(); ++t) {
        const Real arriving = completesIn(t, months.start, arrival, months.stop);
        const Real running = months.inPlace[t];
        post(LineItem::Equipment, t, equipment * arriving);
        post(LineItem::Network, t, network * arriving);
        post(LineItem::ImportDuty, t, (equipment + network) * duty * arriving);
        post(LineItem::SiteBuild, t, itKw * siteBuild * arriving);
        post(LineItem::Refresh, t, refreshed * occursIn(t, refreshMonth));
        post(LineItem::Colocation, t, itKw * colocation * running);
        post(LineItem::Staff, t, staff * months.active[t]);
        post(LineItem::Maintenance, t, equipment * upkeep * running);
        post(LineItem::Replacement, t, equipment * failures * running);
        const EnergyBill<Real> bill = bills.at(t);
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
        bought += completesIn(t, months.start, arrival, months.stop);
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
    const Real arrival = arrivalMonths(context, months);
    const auto out = ledger.quantity(months.index, Quantity::BookDepreciation);
    for (std::size_t t = 0; t < context.columns(); ++t) {
        // Delivered so far and not yet written off: what is in place of deliveries less the same one life later.
        const Real forever(1e9);
        const Real depreciating = delivered(t, months.start, arrival, forever) - delivered(t, months.start + life, arrival, forever);
        out[t] = row(memoRow(months.index, Quantity::BookDepreciation), static_cast<int>(t), months.accelerators * perGpu * depreciating / life);
    }
}

}  // namespace offtake::economics
