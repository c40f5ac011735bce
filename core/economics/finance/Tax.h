#pragma once

#include "core/economics/TrancheMonths.h"
#include "core/study/kinds/TrancheInputs.h"

namespace offtake::economics {

/// Shares of the cost deducted by year from delivery on, for a class of 5, 7 or 15 years, half-year convention.
[[nodiscard]] std::span<const double> macrsHalfYear(int classYears);

/// The share deducted in the year of age `age` (0: the year of delivery). Straight line takes half a year in the first
/// and in the last year.
template <typename Real>
[[nodiscard]] Real depreciationRate(const Context<Real>& context, const study::TrancheStructure& tranche, std::size_t age) {
    using namespace study;
    using numbers::max;
    using numbers::min;
    const auto tabled = [&](int classYears) {
        const std::span<const double> table = macrsHalfYear(classYears);
        return Real(age < table.size() ? table[age] : 0.0);
    };
    switch (tranche.choiceOf(kDepreciation)) {
        case 0: return tabled(5);
        case 1: return tabled(7);
        case 2: return tabled(15);
        case 3: {
            const Real& life = context.reader->number(tranche, kTaxLife);
            const double from = age == 0 ? 0.0 : static_cast<double>(age) - 0.5;
            return max(Real(0.0), min(Real(static_cast<double>(age) + 0.5), life) - Real(from)) / life;
        }
        default: return Real(0.0);
    }
}

/// Deductions of an owned tranche by calendar year: bonus at once, the rest by schedule; what is left when the
/// equipment is sold, or at the horizon, is deducted then, so that deductions sum to the cost.
template <typename Real>
void addDepreciation(const Context<Real>& context, const TrancheMonths<Real>& months, std::span<Real> deductions) {
    using namespace study;
    const TrancheStructure& tranche = *months.tranche;
    if (tranche.choiceOf(kDepreciation) == 4) {
        return;
    }
    const Ledger<Real>& ledger = *context.ledger;
    const Timeline& timeline = context.timeline();
    const auto years = static_cast<std::size_t>(timeline.calendarYears);
    const std::span<Real> cost = context.arena->take(years);
    const std::span<Real> disposal = context.arena->take(years);
    const Real last = months.stop - Real(kInstant);
    const bool sold = tranche.choiceOf(kAtEnd) == 0;
    for (std::size_t t = 0; t < ledger.months; ++t) {
        const auto year = static_cast<std::size_t>(timeline.calendarYear[t]);
        for (std::size_t i = 0; i < ledger.accounts->lines.size(); ++i) {
            const AccountLine& line = ledger.accounts->lines[i];
            if (line.tranche == static_cast<int>(months.index) && infoOf(line.item).tax == TaxTreatment::Capital) {
                cost[year] += ledger.line(static_cast<int>(i))[t];
            }
        }
        disposal[year] += sold ? occursIn(t, last) : Real(0.0);
    }
    const Real bonus = context.reader->number(tranche, kBonus);
    Real held(1.0);
    Real remaining(0.0);
    for (std::size_t year = 0; year < years; ++year) {
        Real scheduled = cost[year] * bonus;
        for (std::size_t placed = 0; placed <= year; ++placed) {
            scheduled += cost[placed] * (Real(1.0) - bonus) * depreciationRate(context, tranche, year - placed);
        }
        remaining += cost[year];
        const Real disposed = year + 1 == years ? held : disposal[year];
        using numbers::min;
        const Real regular = min(scheduled, remaining) * (held - disposed);
        const Real deducted = remaining * disposed + regular;
        deductions[year] += deducted;
        remaining = remaining - deducted;
        held = held - disposed;
    }
}

/// Tax of each of the study's parties, per calendar year, paid in the year's last month within the horizon. A loss is
/// carried forward or, when the party uses it at once elsewhere, saves tax in its own year.
template <typename Real>
void tax(const Context<Real>& context, std::span<const TrancheMonths<Real>> tranches) {
    using namespace study;
    using numbers::max;
    using numbers::row;
    Ledger<Real>& ledger = *context.ledger;
    const Accounts& accounts = *ledger.accounts;
    const Timeline& timeline = context.timeline();
    const auto years = static_cast<std::size_t>(timeline.calendarYears);
    for (int party = 0; party < accounts.studyParties; ++party) {
        const PlanElement& element = context.structure->parties[static_cast<std::size_t>(party)];
        const Real& rate = context.reader->number(element, kTaxRate);
        if (knownOf(rate).zero()) {
            continue;  // its lines stay at zero
        }
        const std::span<Real> profit = context.arena->take(years);
        const std::span<Real> deductions = context.arena->take(years);
        for (const TrancheMonths<Real>& months : tranches) {
            if (months.tranche->kind == &kOwnedKind && customerOf(*months.tranche, *context.deal) == party) {
                addDepreciation(context, months, deductions);
            }
        }
        for (std::size_t i = 0; i < accounts.lines.size(); ++i) {
            const AccountLine& line = accounts.lines[i];
            const int sign = (line.payee == party ? 1 : 0) - (line.payer == party ? 1 : 0);
            if (sign == 0 || infoOf(line.item).tax != TaxTreatment::Ordinary) {
                continue;
            }
            for (std::size_t t = 0; t < ledger.months; ++t) {
                profit[static_cast<std::size_t>(timeline.calendarYear[t])] += ledger.line(static_cast<int>(i))[t] * static_cast<double>(sign);
            }
        }
        const bool atOnce = element.choiceOf(kLosses) == 1;
        const int taxLine = accounts.find(LineItem::Tax, -1, -1, party);
        Real carried(0.0);
        for (std::size_t year = 0; year < years; ++year) {
            const Real base = profit[year] - deductions[year] - carried;
            std::size_t month = 0;
            while (month + 1 < ledger.months && timeline.calendarYear[month + 1] <= static_cast<int>(year)) {
                ++month;
            }
            const Real due = atOnce ? base * rate : max(base, Real(0.0)) * rate;
            carried = atOnce ? Real(0.0) : max(-base, Real(0.0));
            ledger.line(taxLine)[month] = row(taxLine, static_cast<int>(month), due);
        }
    }
}

}  // namespace offtake::economics
