#pragma once

#include <algorithm>
#include <vector>

#include "core/economics/metrics/MetricSet.h"
#include "core/economics/metrics/PartyFlows.h"
#include "core/economics/metrics/RateOfReturn.h"

/// Metrics of money over time: cost, value, return, payback, funding, cover.
namespace offtake::economics {

/// Sum over months of a·b + c·d, as one node when recording.
template <typename Real>
[[nodiscard]] Real weighted(const Context<Real>& context, std::span<const Real> a, std::span<const Real> b, std::span<const Real> c, std::span<const Real> d) {
    using numbers::sum;
    const std::span<Real> terms = context.arena->take(a.size() + c.size());
    for (std::size_t t = 0; t < a.size(); ++t) {
        terms[t] = a[t] * b[t];
    }
    for (std::size_t t = 0; t < c.size(); ++t) {
        terms[a.size() + t] = c[t] * d[t];
    }
    return sum(std::span<const Real>(terms));
}

/// Sum over months of a + c, as one node when recording.
template <typename Real>
[[nodiscard]] Real summed(const Context<Real>& context, std::span<const Real> a, std::span<const Real> c) {
    using numbers::sum;
    const std::span<Real> terms = context.arena->take(a.size() + c.size());
    std::copy(c.begin(), c.end(), std::copy(a.begin(), a.end(), terms.begin()));
    return sum(std::span<const Real>(terms));
}

/// Rate of return of flows dated as the study says and on the first days of months.
template <typename Real>
[[nodiscard]] MaybeRate<Real> rateOfFlows(const Context<Real>& context, std::span<const Real> dated, std::span<const Real> onStart) {
    const study::Timeline& timeline = context.timeline();
    const std::size_t months = dated.size();
    const std::span<Real> amounts = context.arena->take(2 * months);
    std::vector<double> years(2 * months);
    for (std::size_t t = 0; t < months; ++t) {
        amounts[2 * t] = onStart[t];
        amounts[2 * t + 1] = dated[t];
        years[2 * t] = timeline.startYears[t];
        years[2 * t + 1] = timeline.years[t];
    }
    return rateOfReturn(std::span<const Real>(amounts), years);
}

/// Months until a running total is no longer negative for the first time after it was, linear within the month.
template <typename Real>
[[nodiscard]] MaybeRate<Real> paybackOf(std::span<const Real> onStart, std::span<const Real> dated) {
    using numbers::min;
    using numbers::select;
    Real total(0.0);
    Real lowest(0.0);
    Real found(0.0);
    Real when(0.0);
    for (std::size_t t = 0; t < dated.size(); ++t) {
        const Real opened = total + onStart[t];
        lowest = min(lowest, opened);
        const Real closed = opened + dated[t];
        // From below zero to zero or more: on the first day, or during the month.
        const auto rises = [&](const Real& from, const Real& to) {
            return select(found > Real(0.5), Real(0.0), select(from < Real(0.0), select(to >= Real(0.0), Real(1.0), Real(0.0)), Real(0.0)));
        };
        const Real opens = rises(total, opened);
        when = select(opens > Real(0.5), Real(static_cast<double>(t)), when);
        found = found + opens;
        const Real crosses = rises(opened, closed);
        const Real within = ratioOr(-opened, dated[t], 0.0);
        when = select(crosses > Real(0.5), static_cast<double>(t) + within, when);
        found = found + crosses;
        lowest = min(lowest, closed);
        total = closed;
    }
    // Never negative: nothing to pay back.
    return {when, select(lowest < Real(0.0), found, Real(1.0))};
}

template <typename Real>
void valueMetrics(const Context<Real>& context, const PartyFlows<Real>& flows, MetricSet<Real>& out) {
    using numbers::row;
    const auto discounted = [&](std::span<Real> dated, std::span<Real> onStart) {
        return weighted<Real>(context, dated, flows.discount, onStart, flows.discountOnStart);
    };
    out.set(Metric::TotalCost, summed<Real>(context, flows.cost, flows.costOnStart));
    // Named here and not with the others, since the cost of useful compute is built on it.
    out.set(Metric::PresentCost, row(kMetricRows + static_cast<int>(Metric::PresentCost), -1, discounted(flows.cost, flows.costOnStart)));
    out.set(Metric::Npv, discounted(flows.net, flows.netOnStart));
}

/// Which rates of return are one of several (1 or 0); known of lanes only.
template <typename Real>
struct SeveralRates {
    Real project{0.0};
    Real equity{0.0};
};

template <typename Real>
SeveralRates<Real> returnMetrics(const Context<Real>& context, const PartyFlows<Real>& flows, MetricSet<Real>& out) {
    using numbers::select;
    const MaybeRate<Real> project = rateOfFlows<Real>(context, flows.beforeLoans, flows.beforeLoansOnStart);
    const Real earns = select(flows.income > Real(0.0), Real(1.0), Real(0.0));
    out.set(Metric::Irr, project.value, project.exists * earns);
    const MaybeRate<Real> equity = context.deal->loans.empty() ? project : rateOfFlows<Real>(context, flows.net, flows.netOnStart);
    out.set(Metric::EquityIrr, equity.value, equity.exists * earns);
    return {project.several, equity.several};
}

template <typename Real>
void mirrMetric(const Context<Real>& context, const PartyFlows<Real>& flows, int party, MetricSet<Real>& out) {
    using namespace study;
    using numbers::exp;
    using numbers::expm1;
    using numbers::log;
    using numbers::max;
    using numbers::select;
    const Timeline& timeline = context.timeline();
    const Real& reinvested = context.reader->number(context.structure->parties[static_cast<std::size_t>(party)], kReinvestmentRate);
    const std::size_t last = flows.net.size() - 1;
    const double horizon = timeline.years[last];
    Real paid(0.0);
    Real received(0.0);
    for (std::size_t t = 0; t < flows.net.size(); ++t) {
        paid += max(-flows.net[t], Real(0.0)) * flows.discount[t] + max(-flows.netOnStart[t], Real(0.0)) * flows.discountOnStart[t];
        Real grown = compounded(reinvested, horizon - timeline.years[t]);
        Real grownFromStart = compounded(reinvested, horizon - timeline.startYears[t]);
        if (flows.real) {  // reinvested at a nominal rate
            grown *= flows.deflator[last] / flows.deflator[t];
            grownFromStart *= flows.deflator[last] / flows.deflatorOnStart[t];
        }
        received += max(flows.net[t], Real(0.0)) * grown + max(flows.netOnStart[t], Real(0.0)) * grownFromStart;
    }
    const Real growth = ratioOr(received, paid, 0.0);
    const Real earns = select(flows.income > Real(0.0), Real(1.0), Real(0.0));
    const Real exists = horizon > 0.0 ? select(growth > Real(0.0), earns, Real(0.0)) : Real(0.0);
    const Real safe = select(growth > Real(0.0), growth, Real(1.0));
    out.set(Metric::Mirr, expm1(log(safe) / Real(horizon > 0.0 ? horizon : 1.0)), exists);
}

template <typename Real>
void fundingMetrics(const Context<Real>& context, const PartyFlows<Real>& flows, MetricSet<Real>& out) {
    using numbers::max;
    using numbers::min;
    using numbers::select;
    const std::size_t months = flows.net.size();
    Real running(0.0);
    Real lowest(0.0);
    Real worst(0.0);
    Real gains(0.0);
    Real losses(0.0);
    const std::span<Real> worthOnStart = context.arena->take(months);
    const std::span<Real> worth = context.arena->take(months);
    for (std::size_t t = 0; t < months; ++t) {
        const Real net = flows.netOnStart[t] + flows.net[t];
        running += flows.netOnStart[t];
        lowest = min(lowest, running);
        running += flows.net[t];
        lowest = min(lowest, running);
        worst = t == 0 ? net : min(worst, net);
        gains += max(net, Real(0.0));
        losses += max(-net, Real(0.0));
        worthOnStart[t] = flows.netOnStart[t] * flows.discountOnStart[t];
        worth[t] = flows.net[t] * flows.discount[t];
    }
    out.set(Metric::PeakFunding, -lowest);
    out.set(Metric::WorstMonth, worst);
    const Real earns = select(flows.income > Real(0.0), Real(1.0), Real(0.0));
    out.set(Metric::Moic, ratioOr(gains, losses, 0.0), select(losses > Real(0.0), earns, Real(0.0)));
    const MaybeRate<Real> simple = paybackOf<Real>(flows.netOnStart, flows.net);
    out.set(Metric::Payback, simple.value, simple.exists);
    const MaybeRate<Real> discounted = paybackOf<Real>(worthOnStart, worth);
    out.set(Metric::DiscountedPayback, discounted.value, discounted.exists);
}

/// Cash from operation before tax (income less operating cost; no capital, residual value or financing) over interest
/// and principal, where there is debt service. A party without income from the deal has no cover to speak of.
template <typename Real>
void coverMetrics(const Context<Real>& context, int party, MetricSet<Real>& out) {
    using numbers::min;
    using numbers::select;
    const Ledger<Real>& ledger = *context.ledger;
    constexpr double kNoDebt = 1e300;
    Real lowest(kNoDebt);
    Real cash(0.0);
    Real debt(0.0);
    const std::span<Real> available = context.arena->take(ledger.months);
    const std::span<Real> service = context.arena->take(ledger.months);
    for (std::size_t i = 0; i < ledger.accounts->lines.size(); ++i) {
        const AccountLine& line = ledger.accounts->lines[i];
        const LineCategory category = infoOf(line.item).category;
        const int direction = (line.payee == party ? 1 : 0) - (line.payer == party ? 1 : 0);
        const bool serves = line.item == LineItem::LoanInterest || line.item == LineItem::LoanPrincipal;
        const bool operates = category == LineCategory::Contract || category == LineCategory::Operation || category == LineCategory::Energy;
        for (std::size_t t = 0; direction != 0 && (serves || operates) && t < ledger.months; ++t) {
            const Real amount = ledger.line(static_cast<int>(i))[t] * static_cast<double>(direction);
            if (serves) {
                service[t] -= amount;
            } else {
                available[t] += amount;
            }
        }
    }
    for (std::size_t t = 0; t < ledger.months; ++t) {
        const auto owes = service[t] > Real(0.0);
        lowest = min(lowest, select(owes, ratioOr(available[t], service[t], 0.0), Real(kNoDebt)));
        cash += select(owes, available[t], Real(0.0));
        debt += select(owes, service[t], Real(0.0));
    }
    const Real exists = select(debt > Real(0.0), select(cash > Real(0.0), Real(1.0), Real(0.0)), Real(0.0));
    out.set(Metric::MinDscr, select(debt > Real(0.0), lowest, Real(0.0)), exists);
    out.set(Metric::AverageDscr, ratioOr(cash, debt, 0.0), exists);
}

}  // namespace offtake::economics
