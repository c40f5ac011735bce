#pragma once

#include "core/economics/Evaluate.h"
#include "core/economics/capacity/Capacity.h"
#include "core/economics/contract/Contract.h"
#include "core/economics/contract/Terms.h"
#include "core/economics/energy/Electricity.h"
#include "core/economics/finance/LevelLoan.h"
#include "core/economics/finance/Tax.h"
#include "core/economics/metrics/CapacityMetrics.h"
#include "core/economics/metrics/MetricChoice.h"
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

/// As evaluate, but what only unwanted metrics need (they themselves, book depreciation, the terms of contracts) may be
/// left out and then holds what `out` held before.
template <typename Real>
SeveralRates<Real> evaluateSome(const study::Structure& structure, const Accounts& accounts, std::size_t dealIndex, std::span<const Real> slots, int party,
                  const MetricChoice& wanted, Evaluation<Real>& out) {
    const study::DealStructure& deal = structure.deals[dealIndex];
    const Reader<Real> reader(slots);
    const auto months = static_cast<std::size_t>(structure.timeline.months);
    out.arena.reset();
    out.ledger.prepare(accounts, months, static_cast<std::size_t>(structure.timeline.columns), deal.tranches.size());
    out.unmetDemand.assign(static_cast<std::size_t>(structure.timeline.columns), Real(0.0));
    out.terms.assign(deal.tranches.size(), ContractTerms<Real>{});
    out.party = party >= 0 ? party : perspectiveOf(structure, dealIndex);
    const Context<Real> context{&structure, &deal, &reader, &out.ledger, &out.arena};
    const bool terms = wanted.anyFrom(Metric::Headline, Metric::EarliestExit);

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
            if (wanted.all()) {
                bookDepreciation(context, tranche);
            }
        }
        if (terms) {
            out.terms[tranche.index] = contractTerms(context, tranche);
        }
    }
    governance(context, scheduled);
    for (std::size_t i = 0; i < deal.loans.size(); ++i) {
        levelLoan(context, i);
    }
    tax(context, scheduled);

    const PartyFlows<Real> flows = partyFlows(context, out.party);
    MetricSet<Real>& metrics = out.metrics;
    SeveralRates<Real> several;
    valueMetrics(context, flows, metrics);
    if (wanted.anyFrom(Metric::Irr, Metric::EquityIrr)) {
        several = returnMetrics(context, flows, metrics);
    }
    if (wanted.anyOf({Metric::Mirr})) {
        mirrMetric(context, flows, out.party, metrics);
    }
    if (wanted.anyFrom(Metric::Moic, Metric::WorstMonth)) {
        fundingMetrics(context, flows, metrics);
    }
    if (wanted.anyFrom(Metric::MinDscr, Metric::AverageDscr)) {
        coverMetrics(context, out.party, metrics);
    }
    const bool byLine = wanted.anyOf({Metric::SwitchingCost, Metric::EnergyCostShare, Metric::ImpliedPrice, Metric::BeyondHorizon});
    if (byLine || wanted.anyFrom(Metric::UsefulCompute, Metric::FirstUseful) || wanted.anyOf({Metric::Lcoc, Metric::Energy, Metric::Carbon})) {
        capacityMetrics(context, scheduled, std::span<const Real>(out.unmetDemand), flows, out.party, metrics);
    }
    if (byLine) {
        lineMetrics(context, scheduled, flows, out.party, metrics);
    }
    if (terms) {
        contractMetrics(context, scheduled, std::span<const ContractTerms<Real>>(out.terms), out.party, metrics);
    }
    if (wanted.anyFrom(Metric::ProviderHhi, Metric::WorstHhi)) {
        concentrationMetrics(context, scheduled, out.party, metrics);
    }
    nameMetrics(metrics);
    return several;
}

template <typename Real>
void evaluate(const study::Structure& structure, const Accounts& accounts, std::size_t dealIndex, std::span<const Real> slots, int party, Evaluation<Real>& out) {
    evaluateSome(structure, accounts, dealIndex, slots, party, MetricChoice(), out);
}

}  // namespace offtake::economics
