#pragma once

#include "core/economics/TrancheMonths.h"
#include "core/study/kinds/TrancheInputs.h"

namespace offtake::economics {

/// Cloud capacity: the committed share is paid around the clock at the discounted price; use beyond it is paid by the
/// hour at the list price. The spot share of all used hours comes off that, as far as there is use beyond the commitment.
template <typename Real>
void cloudCharges(const Context<Real>& context, TrancheMonths<Real>& months) {
    using namespace study;
    using numbers::max;
    using numbers::min;
    using numbers::row;
    const Reader<Real>& in = *context.reader;
    Ledger<Real>& ledger = *context.ledger;
    const TrancheStructure& tranche = *months.tranche;
    const int usageLine = ledger.accounts->find(LineItem::CloudUsage, static_cast<int>(months.index));
    const int commitmentLine = ledger.accounts->find(LineItem::CloudCommitment, static_cast<int>(months.index));
    const auto usage = ledger.line(usageLine);
    const auto commitment = ledger.line(commitmentLine);
    const auto installed = ledger.quantity(months.index, Quantity::InstalledHours);
    const auto used = ledger.quantity(months.index, Quantity::UsedHours);
    const Real committed = in.number(tranche, kCommittedShare);
    const Real discounted = Real(1.0) - in.number(tranche, kCommitmentDiscount);
    const Real spotShare = in.number(tranche, kSpotShare);
    const Real spotDiscount = in.number(tranche, kSpotDiscount);
    const PathNumbers<Real> listPrice = in.path(tranche, kCloudPrice);
    const Growth<Real> growth(in.number(tranche, kCloudPriceGrowth));
    for (std::size_t t = 0; t < context.columns(); ++t) {
        const int month = static_cast<int>(t);
        const Real since = max(static_cast<double>(t) - months.start, Real(0.0)) / Real(12.0);
        const Real price = pathAt(listPrice, t, months.start) * growth.over(since) * months.priceFactor[t];
        const Real reserved = months.accelerators * context.timeline().hours[t] * committed;
        commitment[t] = row(commitmentLine, month, price * discounted * committed * installed[t]);
        const Real beyond = max(used[t] - committed * installed[t], Real(0.0));
        usage[t] = row(usageLine, month, price * (beyond - spotDiscount * min(spotShare * used[t], beyond)));
        months.promised[t] += price * discounted * reserved * months.scheduled[t];
        months.due[t] += commitment[t];
    }
}

}  // namespace offtake::economics
