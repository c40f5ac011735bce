#pragma once

#include "core/economics/TrancheMonths.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::economics {

/// Rows that the metrics derive, for explanation.
enum class DerivedRow : int { Net, NetOnStart, Cost, CostOnStart, Discount, DiscountOnStart, Useful, PresentUseful };

[[nodiscard]] constexpr int derivedRow(DerivedRow which) { return kDerivedRows + static_cast<int>(which); }

/// The money of one party by month, in money as the study shows it (real money is that of the study's start). Payments
/// dated on the first day of a month stand apart from the others. Factors discount money as shown, so that present values
/// are the same in both views.
template <typename Real>
struct PartyFlows {
    std::span<Real> net;          ///< all lines, dated as the study says
    std::span<Real> netOnStart;   ///< all lines dated on the first day
    std::span<Real> beforeLoans;  ///< the same two without financing
    std::span<Real> beforeLoansOnStart;
    std::span<Real> cost;         ///< paid less residual value, before financing, tax and income from contracts
    std::span<Real> costOnStart;
    std::span<Real> discount;     ///< factors at the party's rate
    std::span<Real> discountOnStart;
    Real income{0.0};             ///< what others pay it under contracts; without any it has cost but no return
    bool real = false;            ///< whether money is shown in real terms
    std::span<Real> deflator;     ///< then one over the price level at the date
    std::span<Real> deflatorOnStart;

    /// A nominal amount of month t in money as shown.
    [[nodiscard]] Real shown(const Real& amount, std::size_t t, Dating dating = Dating::Flow) const {
        return real ? amount * (dating == Dating::OnStart ? deflatorOnStart : deflator)[t] : amount;
    }
};

/// Whether a line is part of what a party pays for compute. Credits and residual value reduce the cost of who receives
/// them; fees that a supplier receives are its income, not a negative cost.
[[nodiscard]] inline bool countsAsCost(const LineInfo& info, bool paid) {
    const bool givenBack = info.item == LineItem::SlaCredit || info.item == LineItem::PrepaymentCredit || info.item == LineItem::PrepaymentAtHorizon;
    if (info.category == LineCategory::Financing || info.category == LineCategory::Tax) {
        return false;
    }
    return paid ? !givenBack : givenBack || info.category == LineCategory::Residual;
}

template <typename Real>
[[nodiscard]] PartyFlows<Real> partyFlows(const Context<Real>& context, int party) {
    using namespace study;
    using numbers::row;
    const Ledger<Real>& ledger = *context.ledger;
    const Timeline& timeline = context.timeline();
    const std::size_t months = ledger.months;
    PartyFlows<Real> flows;
    for (std::span<Real>* part : {&flows.net, &flows.netOnStart, &flows.beforeLoans, &flows.beforeLoansOnStart, &flows.cost, &flows.costOnStart,
                                  &flows.discount, &flows.discountOnStart, &flows.deflator, &flows.deflatorOnStart}) {
        *part = context.arena->take(months);
    }
    for (std::size_t i = 0; i < ledger.accounts->lines.size(); ++i) {
        const AccountLine& line = ledger.accounts->lines[i];
        const LineInfo& info = infoOf(line.item);
        const int direction = (line.payee == party ? 1 : 0) - (line.payer == party ? 1 : 0);
        if (direction == 0) {
            continue;
        }
        const bool onStart = info.dating == Dating::OnStart;
        const bool financing = info.category == LineCategory::Financing;
        const bool isCost = countsAsCost(info, direction < 0);
        const bool isIncome = direction > 0 && info.category == LineCategory::Contract && !countsAsCost(info, false);
        const std::span<const Real> cells = ledger.line(static_cast<int>(i));
        for (std::size_t t = 0; t < months; ++t) {
            const Real amount = cells[t] * static_cast<double>(direction);
            if (isIncome) {
                flows.income += amount;
            }
            (onStart ? flows.netOnStart : flows.net)[t] += amount;
            if (!financing) {
                (onStart ? flows.beforeLoansOnStart : flows.beforeLoans)[t] += amount;
            }
            if (isCost) {
                (onStart ? flows.costOnStart : flows.cost)[t] -= amount;
            }
        }
    }
    const Real& rate = context.reader->number(context.structure->parties[static_cast<std::size_t>(party)], kDiscountRate);
    flows.real = context.structure->study.choiceOf(kMoneyView) == 1;
    const Real& inflation = context.reader->number(context.structure->study, kInflation);
    const Growth<Real> worth(rate);
    const Growth<Real> prices(inflation);
    for (std::size_t t = 0; t < months; ++t) {
        const int month = static_cast<int>(t);
        flows.discount[t] = worth.over(-timeline.years[t]);
        flows.discountOnStart[t] = worth.over(-timeline.startYears[t]);
        if (flows.real) {
            flows.deflator[t] = prices.over(-timeline.years[t]);
            flows.deflatorOnStart[t] = prices.over(-timeline.startYears[t]);
            flows.discount[t] /= flows.deflator[t];
            flows.discountOnStart[t] /= flows.deflatorOnStart[t];
            for (const std::span<Real>& dated : {flows.net, flows.beforeLoans, flows.cost}) {
                dated[t] *= flows.deflator[t];
            }
            for (const std::span<Real>& onStart : {flows.netOnStart, flows.beforeLoansOnStart, flows.costOnStart}) {
                onStart[t] *= flows.deflatorOnStart[t];
            }
        }
        flows.net[t] = row(derivedRow(DerivedRow::Net), month, flows.net[t]);
        flows.netOnStart[t] = row(derivedRow(DerivedRow::NetOnStart), month, flows.netOnStart[t]);
        flows.cost[t] = row(derivedRow(DerivedRow::Cost), month, flows.cost[t]);
        flows.costOnStart[t] = row(derivedRow(DerivedRow::CostOnStart), month, flows.costOnStart[t]);
        flows.discount[t] = row(derivedRow(DerivedRow::Discount), month, flows.discount[t]);
        flows.discountOnStart[t] = row(derivedRow(DerivedRow::DiscountOnStart), month, flows.discountOnStart[t]);
    }
    return flows;
}

}  // namespace offtake::economics
