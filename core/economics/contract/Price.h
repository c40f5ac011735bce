#pragma once

#include "core/economics/contract/ClauseContext.h"

/// Phase "price": how fees change over the contract.
namespace offtake::economics {

/// Escalator or step-down: nothing before the first change; then by the rate once a contract year or every month.
template <typename Real>
void escalator(const ClauseContext<Real>& context) {
    using namespace study;
    using numbers::floor;
    using numbers::max;
    constexpr double kMonths = 12.0;
    constexpr double kRounding = 1e-9;
    const bool yearly = context.clause.choiceOf(kEscalationStep) == 0;
    const Real& from = context.in(kEscalationFrom);
    const Growth<Real> growth(context.in(kEscalation));
    for (std::size_t t = 0; t < context.columns(); ++t) {
        const Real since = static_cast<double>(t) - context.months.start - from;
        const Real years = yearly ? floor(since / Real(kMonths) + Real(1.0 + kRounding)) : (since + Real(1.0)) / Real(kMonths);
        context.months.priceFactor[t] = growth.over(max(years, Real(0.0)));
    }
}

/// Ramp: the share of the fixed fee due in each contract month.
template <typename Real>
void ramp(const ClauseContext<Real>& context) {
    const PathNumbers<Real> share = context.path(study::kRampShare);
    for (std::size_t t = 0; t < context.columns(); ++t) {
        context.months.feeShare[t] *= pathAt(share, t, context.months.start);
    }
}

/// Missing capacity: with the pro-rata remedy the fixed fee follows what is in place.
template <typename Real>
void deliveryRemedy(const ClauseContext<Real>& context) {
    if (context.clause.choiceOf(study::kRemedy) == 0) {
        return;
    }
    for (std::size_t t = 0; t < context.columns(); ++t) {
        context.months.feeShare[t] *= ratioOr(context.months.inPlace[t], context.months.active[t], 1.0);
    }
}

}  // namespace offtake::economics
