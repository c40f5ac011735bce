#pragma once

#include "core/economics/Evaluate.h"
#include "core/economics/capacity/Capacity.h"
#include "core/economics/contract/Contract.h"
#include "core/economics/contract/Terms.h"
#include "core/economics/energy/Electricity.h"
#include "core/economics/finance/LevelLoan.h"
#include "core/economics/finance/Tax.h"
#include "core/economics/metrics/CapacityMetrics.h"
#include "core/economics/metrics/MoneyMetrics.h"
#include "core/economics/tranches/Cloud.h"
#include "core/economics/tranches/Owned.h"

/// The body of evaluate<Real>, for the sources that instantiate it: Evaluate.cpp, and kernels for the lanes of their
/// instruction set. All others include Evaluate.h.
namespace offtake::economics {

/// Governance is paid by the buyer while any tranche runs.
template <typename Real>
void governance(const Context<Real>& context, std::span<const TrancheMonths<Real>> tranches) {
    using numbers::max;
    using numbers::row;
    constexpr double kMonths = 12.0;
    const int number = context.ledger->accounts->find(LineItem::Governance, -1);
    const auto cost = context.reader->path(*context.deal, study::kGovernanceCost);
    for (std::size_t t = 0; t < context.columns(); ++t) {
        Real running(0.0);
        for (const TrancheMonths<Real>& tranche : tranches) {
            running = max(running, tranche.active[t]);
        }
        context.ledger->line(number)[t] = row(number, static_cast<int>(t), pathAt(cost, t, Real(0.0)) / Real(kMonths) * running);
    }
}

template <typename Real>
void nameMetrics(MetricSet<Real>& set) {
    using numbers::row;
    for (int i = 0; i < kMetrics; ++i) {
        const auto index = static_cast<std::size_t>(i);
        if (static_cast<Metric>(i) == Metric::PresentCost) {
            continue;  // named where it is computed
        }
        set.value[index] = row(kMetricRows + i, -1, set.value[index]);
    }
}

template <typename Real>
void evaluate(const study::Structure& structure, const Accounts& accounts, std::size_t dealIndex, std::span<const Real> slots, int party, Evaluation<Real>& out) {
    const study::DealStructure& deal = structure.deals[dealIndex];
    const Reader<Real> reader(slots);
    const auto months = static_cast<std::size_t>(structure.timeline.months);
    out.arena.reset();
    out.ledger.prepare(accounts, months, static_cast<std::size_t>(structure.timeline.columns), deal.tranches.size());
    out.unmetDemand.assign(static_cast<std::size_t>(structure.timeline.columns), Real(0.0));
    out.terms.assign(deal.tranches.size(), ContractTerms<Real>{});
    out.party = party >= 0 ? party : perspectiveOf(structure, dealIndex);
    const Context<Real> context{&structure, &deal, &reader, &out.ledger, &out.arena};

    std::vector<TrancheMonths<Real>> tranches;
    tranches.reserve(deal.tranches.size());
    for (std::size_t i = 0; i < deal.tranches.size(); ++i) {
        tranches.push_back(scheduleTranche(context, i));
    }
    const std::span<const TrancheMonths<Real>> scheduled(tranches);
    useHours(context, scheduled, std::span<Real>(out.unmetDemand));
    for (TrancheMonths<Real>& tranche : tranches) {
        electricity(context, tranche);
        runContract(context, tranche, Phase::Price, Phase::Price);
        if (tranche.tranche->kind == &study::kCloudKind) {
            cloudCharges(context, tranche);
        }
        runContract(context, tranche, Phase::Charges, Phase::Exit);
        if (tranche.tranche->kind == &study::kOwnedKind) {
            ownedCosts(context, tranche);
            bookDepreciation(context, tranche);
        }
        out.terms[tranche.index] = contractTerms(context, tranche);
    }
    governance(context, scheduled);
    for (std::size_t i = 0; i < deal.loans.size(); ++i) {
        levelLoan(context, i);
    }
    tax(context, scheduled);

    const PartyFlows<Real> flows = partyFlows(context, out.party);
    MetricSet<Real>& metrics = out.metrics;
    valueMetrics(context, flows, metrics);
    mirrMetric(context, flows, out.party, metrics);
    fundingMetrics(context, flows, metrics);
    coverMetrics(context, out.party, metrics);
    capacityMetrics(context, scheduled, std::span<const Real>(out.unmetDemand), flows, out.party, metrics);
    lineMetrics(context, scheduled, flows, out.party, metrics);
    contractMetrics(context, scheduled, std::span<const ContractTerms<Real>>(out.terms), out.party, metrics);
    concentrationMetrics(context, scheduled, out.party, metrics);
    nameMetrics(metrics);
}

}  // namespace offtake::economics
