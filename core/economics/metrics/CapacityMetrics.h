#pragma once

#include <array>
#include <vector>

#include "core/economics/capacity/Capacity.h"
#include "core/economics/metrics/MetricSet.h"
#include "core/economics/metrics/PartyFlows.h"

/// Metrics of compute, contracts, energy and concentration.
namespace offtake::economics {

/// Whether a tranche gives its compute to the party.
inline bool usedBy(const study::TrancheStructure& tranche, const study::DealStructure& deal, int party) {
    return countsAsCapacity(tranche) && customerOf(tranche, deal) == party;
}

/// Whether a tranche's electricity counts for the deal. Equipment that is sold through another tranche counts itself,
/// and then what its owner supplies in the same deal does not count again.
inline bool countsAsConsumer(const Accounts& accounts, const study::DealStructure& deal, const study::TrancheStructure& tranche) {
    if (tranche.kind == &study::kOwnedKind) {
        return true;
    }
    for (const study::TrancheStructure& other : deal.tranches) {
        if (!countsAsCapacity(other) && customerOf(other, deal) == supplierOf(tranche, accounts)) {
            return false;
        }
    }
    return true;
}

/// Operating and capital cost of one tranche for one party by month, in money as shown, added to `cost`.
template <typename Real>
void addTrancheCost(const Ledger<Real>& ledger, const PartyFlows<Real>& flows, std::size_t tranche, int party, std::span<Real> cost) {
    for (std::size_t i = 0; i < ledger.accounts->lines.size(); ++i) {
        const AccountLine& line = ledger.accounts->lines[i];
        const LineInfo& info = infoOf(line.item);
        const bool paid = line.payer == party && countsAsCost(info, true);
        const bool received = line.payee == party && countsAsCost(info, false);
        if (line.tranche != static_cast<int>(tranche) || !(paid || received)) {
            continue;
        }
        const std::span<const Real> cells = ledger.line(static_cast<int>(i));
        for (std::size_t t = 0; t < cost.size(); ++t) {
            const Real amount = flows.shown(cells[t], t, info.dating);
            if (paid) {
                cost[t] += amount;
            }
            if (received) {
                cost[t] -= amount;
            }
        }
    }
}

/// What capacityMetrics reads of a tranche in every month.
template <typename Real>
struct MeasuredTranche {
    bool consumer = false;  ///< see countsAsConsumer
    bool used = false;      ///< see usedBy
    std::span<Real> cost;   ///< see addTrancheCost; empty unless used
};

template <typename Real>
void capacityMetrics(const Context<Real>& context, std::span<const TrancheMonths<Real>> tranches, std::span<const Real> unmet, const PartyFlows<Real>& flows,
                     int party, MetricSet<Real>& out) {
    using numbers::row;
    using numbers::select;
    const Ledger<Real>& ledger = *context.ledger;
    const std::size_t months = ledger.months;
    Real installed(0.0);
    Real used(0.0);
    Real productive(0.0);
    Real idle(0.0);
    Real idlePaid(0.0);
    Real strandedPaid(0.0);
    Real energy(0.0);
    Real carbon(0.0);
    Real anywhere(0.0);
    Real missing(0.0);
    Real first(0.0);
    Real begun(0.0);
    const std::span<Real> useful = context.arena->take(months);
    std::vector<MeasuredTranche<Real>> measured(tranches.size());
    for (const TrancheMonths<Real>& tranche : tranches) {
        MeasuredTranche<Real>& item = measured[tranche.index];
        item.consumer = countsAsConsumer(*ledger.accounts, *context.deal, *tranche.tranche);
        item.used = usedBy(*tranche.tranche, *context.deal, party);
        if (item.used) {
            item.cost = context.arena->take(months);
            addTrancheCost(ledger, flows, tranche.index, party, item.cost);
        }
    }
    for (std::size_t t = 0; t < months; ++t) {
        for (std::size_t i = 0; i < measured.size(); ++i) {
            if (measured[i].consumer) {
                anywhere += ledger.quantity(i, Quantity::InstalledHours)[t];
                energy += ledger.quantity(i, Quantity::EnergyKwh)[t];
                carbon += ledger.quantity(i, Quantity::CarbonTonnes)[t];
            }
            if (!measured[i].used) {
                continue;
            }
            const Real& available = ledger.quantity(i, Quantity::AvailableHours)[t];
            const Real& cost = measured[i].cost[t];
            installed += ledger.quantity(i, Quantity::InstalledHours)[t];
            used += ledger.quantity(i, Quantity::UsedHours)[t];
            productive += ledger.quantity(i, Quantity::ProductiveHours)[t];
            idle += ledger.quantity(i, Quantity::IdleHours)[t];
            idlePaid += cost * ratioOr(ledger.quantity(i, Quantity::IdleHours)[t], available, 0.0);
            strandedPaid += cost * ratioOr(ledger.quantity(i, Quantity::StrandedHours)[t], available, 0.0);
            useful[t] += ledger.quantity(i, Quantity::UsefulHours)[t];
        }
        useful[t] = row(derivedRow(DerivedRow::Useful), static_cast<int>(t), useful[t]);
        begun = select(useful[t] > Real(0.0), Real(1.0), begun);
        first += Real(1.0) - begun;
        missing += unmet[t];
    }
    using numbers::sum;
    const Real total = sum(std::span<const Real>(useful));
    const Real any = select(installed > Real(0.0), Real(1.0), Real(0.0));
    const std::span<Real> worth = context.arena->take(months);
    for (std::size_t t = 0; t < months; ++t) {
        worth[t] = useful[t] * flows.discount[t];
    }
    const Real presentUseful = row(derivedRow(DerivedRow::PresentUseful), -1, sum(std::span<const Real>(worth)));
    const Real exists = select(presentUseful > Real(0.0), Real(1.0), Real(0.0));
    out.set(Metric::UsefulCompute, total, any);
    out.set(Metric::Lcoc, ratioOr(out[Metric::PresentCost], presentUseful, 0.0), exists);
    out.set(Metric::Utilization, ratioOr(used, installed, 0.0), any);
    out.set(Metric::Goodput, ratioOr(productive, used, 0.0), select(used > Real(0.0), Real(1.0), Real(0.0)));
    out.set(Metric::IdleHours, idle, any);
    out.set(Metric::IdlePaid, idlePaid, any);
    out.set(Metric::StrandedPaid, strandedPaid, any);
    out.set(Metric::UnmetDemand, missing, Real(context.structure->study.choiceOf(study::kDemandMode) == 1 ? 1.0 : 0.0));
    out.set(Metric::FirstUseful, first, exists);
    const Real runs = select(anywhere > Real(0.0), Real(1.0), Real(0.0));
    out.set(Metric::Energy, energy, runs);
    out.set(Metric::Carbon, carbon, runs);
}

/// Totals of a few line items, seen by a party; what contracts charge stays in nominal money.
template <typename Real>
void lineMetrics(const Context<Real>& context, std::span<const TrancheMonths<Real>> tranches, const PartyFlows<Real>& flows, int party, MetricSet<Real>& out) {
    using numbers::select;
    const Ledger<Real>& ledger = *context.ledger;
    Real switching = out[Metric::StrandedPaid];
    Real energyCost(0.0);
    Real rent(0.0);
    Real rentedHours(0.0);
    Real beyond(0.0);
    for (std::size_t i = 0; i < ledger.accounts->lines.size(); ++i) {
        const AccountLine& line = ledger.accounts->lines[i];
        const LineInfo& info = infoOf(line.item);
        const bool pays = line.payer == party;
        const std::span<const Real> cells = ledger.line(static_cast<int>(i));
        const bool switches = line.item == LineItem::Porting || line.item == LineItem::DataRetrieval || line.item == LineItem::TransitionAssistance;
        const bool energy = info.category == LineCategory::Energy || line.item == LineItem::PassedEnergy;
        const bool contract = info.category == LineCategory::Contract && !switches && line.tranche >= 0;
        const bool credit = line.item == LineItem::SlaCredit || line.item == LineItem::PrepaymentCredit;
        if (!(pays && (switches || energy)) && !(contract && (pays || line.payee == party))) {
            continue;
        }
        for (std::size_t t = 0; t < ledger.columns; ++t) {
            const bool counts = t < ledger.months;
            if (pays && counts && switches) {
                switching += flows.shown(cells[t], t);
            }
            if (pays && counts && energy) {
                energyCost += flows.shown(cells[t], t);
            }
            if (contract && counts && (pays || line.payee == party)) {
                rent += credit ? -cells[t] : cells[t];
            }
            if (contract && !counts && (pays || line.payee == party)) {
                beyond += credit ? -cells[t] : cells[t];
            }
        }
    }
    for (const TrancheMonths<Real>& tranche : tranches) {
        const bool rented = tranche.tranche->kind != &study::kOwnedKind;
        const bool involved = customerOf(*tranche.tranche, *context.deal) == party || supplierOf(*tranche.tranche, *ledger.accounts) == party;
        for (std::size_t t = 0; rented && involved && t < ledger.months; ++t) {
            rentedHours += ledger.quantity(tranche.index, Quantity::InstalledHours)[t];
        }
    }
    out.set(Metric::SwitchingCost, switching);
    out.set(Metric::EnergyCostShare, ratioOr(energyCost, out[Metric::TotalCost], 0.0), select(out[Metric::TotalCost] > Real(0.0), Real(1.0), Real(0.0)));
    out.set(Metric::ImpliedPrice, ratioOr(rent, rentedHours, 0.0), select(rentedHours > Real(0.0), Real(1.0), Real(0.0)));
    out.set(Metric::BeyondHorizon, beyond);
}

template <typename Real>
void contractMetrics(const Context<Real>& context, std::span<const TrancheMonths<Real>> tranches, std::span<const ContractTerms<Real>> terms, int party, MetricSet<Real>& out) {
    using numbers::max;
    using numbers::min;
    using numbers::select;
    constexpr double kNobody = 1e9;
    Real headline(0.0);
    Real firm(0.0);
    Real firmForCustomer(0.0);
    Real financeable(0.0);
    Real billed(0.0);
    Real exit(kNobody);
    for (std::size_t i = 0; i < tranches.size(); ++i) {
        const study::TrancheStructure& tranche = *tranches[i].tranche;
        const bool involved = customerOf(tranche, *context.deal) == party || supplierOf(tranche, *context.ledger->accounts) == party;
        if (!involved || tranche.kind == &study::kOwnedKind) {
            continue;
        }
        headline += terms[i].headline;
        firm += terms[i].firm;
        firmForCustomer += terms[i].firmForCustomer;
        financeable += terms[i].financeable;
        billed = max(billed, select(terms[i].headline > Real(0.0), terms[i].billedMonths, Real(0.0)));
        if (terms[i].customerMayLeave) {
            exit = min(exit, terms[i].exitByCustomer);
        }
        if (terms[i].supplierMayLeave) {
            exit = min(exit, terms[i].exitBySupplier);
        }
    }
    const Real exists = select(headline > Real(0.0), Real(1.0), Real(0.0));
    out.set(Metric::Headline, headline, exists);
    out.set(Metric::Firm, firm, exists);
    out.set(Metric::FirmShare, ratioOr(firm, headline, 0.0), exists);
    out.set(Metric::FirmForCustomer, firmForCustomer, exists);
    out.set(Metric::Financeable, financeable, exists);
    out.set(Metric::BilledMonths, billed, exists);
    const auto someone = exit < Real(kNobody);
    out.set(Metric::EarliestExit, select(someone, exit, Real(0.0)), select(someone, Real(1.0), Real(0.0)));
}

/// Herfindahl-Hirschman index of each layer over the H100-equivalent capacity that the party uses. A tranche that does
/// not name its layer counts as a vendor of its own.
template <typename Real>
void concentrationMetrics(const Context<Real>& context, std::span<const TrancheMonths<Real>> tranches, int party, MetricSet<Real>& out) {
    using namespace study;
    using numbers::max;
    using numbers::select;
    constexpr double kPoints = 10000.0;
    constexpr std::array<const Input*, kLayers> kLayerInputs{&kProvider, &kSite, &kAcceleratorVendor, &kFabric, &kSoftware, &kFoundry};
    const Ledger<Real>& ledger = *context.ledger;
    const std::span<Real> weight = context.arena->take(tranches.size());
    Real all(0.0);
    for (std::size_t i = 0; i < tranches.size(); ++i) {
        if (!usedBy(*tranches[i].tranche, *context.deal, party)) {
            continue;
        }
        for (std::size_t t = 0; t < ledger.months; ++t) {
            weight[i] += ledger.quantity(i, Quantity::InstalledHours)[t];
        }
        weight[i] *= context.reader->number(*tranches[i].tranche, kThroughput);
        all += weight[i];
    }
    Real worst(0.0);
    Real anyLayer(0.0);
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        bool named = false;
        Real squares(0.0);
        for (std::size_t i = 0; i < tranches.size(); ++i) {
            const int name = tranches[i].tranche->choiceOf(*kLayerInputs[layer]);
            named = named || (name != 0 && usedBy(*tranches[i].tranche, *context.deal, party));
            bool seen = false;
            Real group(0.0);
            for (std::size_t k = 0; k < tranches.size(); ++k) {
                const bool same = k == i || (name != 0 && tranches[k].tranche->choiceOf(*kLayerInputs[layer]) == name);
                seen = seen || (same && k < i);
                group += same ? weight[k] : Real(0.0);
            }
            squares += seen ? Real(0.0) : group * group;
        }
        const auto metric = static_cast<Metric>(static_cast<int>(Metric::ProviderHhi) + static_cast<int>(layer));
        const Real exists = named ? select(all > Real(0.0), Real(1.0), Real(0.0)) : Real(0.0);
        const Real index = ratioOr(squares, all * all, 0.0) * kPoints;
        out.set(metric, index, exists);
        worst = max(worst, index * exists);
        anyLayer = max(anyLayer, exists);
    }
    out.set(Metric::WorstHhi, worst, anyLayer);
}

}  // namespace offtake::economics
