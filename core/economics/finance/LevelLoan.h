#pragma once

#include "core/economics/TrancheMonths.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::economics {

/// Monthly payment that repays 1 over `months` at `rate` a month: rate / (1 − (1 + rate)^−months), 1/months at rate 0.
/// Computed with expm1 and log1p so that tiny rates lose no digits.
template <typename Real>
[[nodiscard]] Real levelPayment(const Real& rate, const Real& months) {
    using numbers::expm1;
    using numbers::log1p;
    using numbers::max;
    using numbers::select;
    constexpr double kNoRate = 1e-15;
    const auto some = rate > Real(kNoRate);
    const Real safe = select(some, rate, Real(1.0));
    return select(some, safe / -expm1(-(months * log1p(safe))), Real(1.0) / max(months, Real(kInstant)));
}

/// Level loan on a share of the borrower's capital cost. Each draw is repaid over the term from its own month: interest
/// only during grace, then equal payments; the last one clears the balance. What is open at the horizon is repaid on a
/// line of its own. Cost: months² / 2.
template <typename Real>
void levelLoan(const Context<Real>& context, std::size_t index) {
    using namespace study;
    using numbers::max;
    using numbers::min;
    using numbers::row;
    using numbers::select;
    const Reader<Real>& in = *context.reader;
    Ledger<Real>& ledger = *context.ledger;
    const Accounts& accounts = *ledger.accounts;
    const PlanElement& loan = context.deal->loans[index];
    const int number = static_cast<int>(index);
    const int borrower = borrowerOf(loan, *context.deal);
    const auto lineOf = [&](LineItem item) { return accounts.find(item, -1, number); };
    const std::size_t months = ledger.months;

    // Interest, principal and balance of one dollar by its age in months.
    const Real rate = in.number(loan, kLoanRate) / Real(12.0);
    const Real term = in.number(loan, kLoanTerm);
    const Real grace = min(in.number(loan, kLoanGrace), term - Real(1.0));
    const Real level = levelPayment(rate, term - grace);
    const std::span<Real> interest = context.arena->take(months);
    const std::span<Real> principal = context.arena->take(months);
    Real balance(1.0);
    for (std::size_t age = 0; age < months; ++age) {
        const double elapsed = static_cast<double>(age) + 1.0;  // payments fall at the end of each month of age
        interest[age] = balance * rate;
        const Real repaying = max(Real(0.0), min(Real(1.0), elapsed - grace));
        const Real regular = max(min(level * repaying - interest[age] * repaying, balance), Real(0.0));
        principal[age] = select(Real(elapsed) >= term - Real(kInstant), balance, regular);
        balance = balance - principal[age];
    }

    const Real share = in.number(loan, kLoanShare);
    const std::span<Real> draws = ledger.line(lineOf(LineItem::LoanDraw));
    const std::span<Real> fees = ledger.line(lineOf(LineItem::LoanFee));
    const std::span<Real> capital = context.arena->take(months);
    for (std::size_t i = 0; i < accounts.lines.size(); ++i) {
        if (accounts.lines[i].payer == borrower && infoOf(accounts.lines[i].item).tax == TaxTreatment::Capital) {
            const std::span<const Real> bought = ledger.line(static_cast<int>(i));
            for (std::size_t t = 0; t < months; ++t) {
                capital[t] += bought[t];
            }
        }
    }
    const int drawLine = lineOf(LineItem::LoanDraw);
    const int feeLine = lineOf(LineItem::LoanFee);
    const Real& fee = in.number(loan, kLoanFee);
    for (std::size_t t = 0; t < months; ++t) {
        draws[t] = row(drawLine, static_cast<int>(t), capital[t] * share);
        fees[t] = row(feeLine, static_cast<int>(t), draws[t] * fee);
    }
    const int interestLine = lineOf(LineItem::LoanInterest);
    const int principalLine = lineOf(LineItem::LoanPrincipal);
    const std::span<Real> paidInterest = ledger.line(interestLine);
    const std::span<Real> paidPrincipal = ledger.line(principalLine);
    Real open(0.0);
    for (std::size_t t = 0; t < months; ++t) {
        // A draw falls on delivery, at the start of its month, and pays for the first time at that month's end.
        for (std::size_t from = 0; from <= t; ++from) {
            paidInterest[t] += draws[from] * interest[t - from];
            paidPrincipal[t] += draws[from] * principal[t - from];
        }
        paidInterest[t] = row(interestLine, static_cast<int>(t), paidInterest[t]);
        paidPrincipal[t] = row(principalLine, static_cast<int>(t), paidPrincipal[t]);
        open += draws[t] - paidPrincipal[t];
    }
    // What rounding leaves of a loan that is repaid is no balance.
    constexpr double kRounding = 1e-12;
    Real drawn(0.0);
    for (const Real& draw : draws) {
        drawn += draw;
    }
    open = select(open > drawn * kRounding, open, Real(0.0));
    const int balanceLine = lineOf(LineItem::LoanBalanceAtHorizon);
    ledger.line(balanceLine)[months - 1] = row(balanceLine, static_cast<int>(months) - 1, open);
}

}  // namespace offtake::economics
