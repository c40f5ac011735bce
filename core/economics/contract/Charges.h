#pragma once

#include <algorithm>
#include <array>

#include "core/economics/contract/ClauseContext.h"

/// Phases "charges", "floors" and "credits".
namespace offtake::economics {

/// Hours that the contract reserves in month t at full capacity, for a share of the month.
template <typename Real>
[[nodiscard]] Real reservedHours(const ClauseContext<Real>& context, std::size_t t, const Real& shareOfMonth) {
    return context.months.accelerators * context.all.timeline().hours[t] * shareOfMonth;
}

/// The price by month of the contract's metered fee; nothing when it has none.
template <typename Real>
class MeteredPrice {
public:
    explicit MeteredPrice(const ClauseContext<Real>& context) : m_months(context.months) {
        if (const study::PlanElement* metered = context.sibling(study::kMeteredFeeKind)) {
            m_price = context.all.reader->path(*metered, study::kMeteredPrice);
            m_any = true;
        }
    }
    [[nodiscard]] Real at(std::size_t t) const { return m_any ? pathAt(m_price, t, m_months.start) * m_months.priceFactor[t] : Real(0.0); }

private:
    const TrancheMonths<Real>& m_months;
    PathNumbers<Real> m_price;
    bool m_any = false;
};

/// Fixed capacity fee for each contract month, scaled with the deal.
template <typename Real>
void fixedFee(const ClauseContext<Real>& context) {
    TrancheMonths<Real>& months = context.months;
    const Real fee = context.in(study::kFee) * months.scale;
    context.post(LineItem::FixedFee, [&](std::size_t t) {
        const Real full = fee * months.priceFactor[t];
        months.promised[t] += full * months.scheduled[t];
        const Real charged = full * months.active[t] * months.feeShare[t];
        months.due[t] += charged;
        return charged;
    });
}

/// Metered fee: price times hours used.
template <typename Real>
void meteredFee(const ClauseContext<Real>& context) {
    const std::span<Real> used = context.quantity(Quantity::UsedHours);
    const MeteredPrice<Real> price(context);
    context.post(LineItem::MeteredFee, [&](std::size_t t) { return price.at(t) * used[t]; });
}

/// Take-or-pay: max(minimum − taken, 0) × price. The minimum is a share of the hours reserved and in place.
template <typename Real>
void takeOrPay(const ClauseContext<Real>& context) {
    using numbers::max;
    TrancheMonths<Real>& months = context.months;
    const std::span<Real> used = context.quantity(Quantity::UsedHours);
    const std::span<Real> installed = context.quantity(Quantity::InstalledHours);
    const Real& share = context.in(study::kTakeShare);
    const MeteredPrice<Real> metered(context);
    context.post(LineItem::TakeOrPay, [&](std::size_t t) {
        const Real price = metered.at(t);
        months.promised[t] += price * share * reservedHours(context, t, months.scheduled[t]);
        months.due[t] += price * share * installed[t];
        return price * max(share * installed[t] - used[t], Real(0.0));
    });
}

/// SLA credit: a share of the month's fees for each percentage point of availability below the promised level, capped.
/// Of it, what is credited on payments owed by schedule counts against the financeable value.
template <typename Real>
void slaCredit(const ClauseContext<Real>& context) {
    using namespace study;
    using numbers::max;
    using numbers::min;
    constexpr double kPoints = 100.0;
    const Real missing = max(context.in(kServiceLevel) - context.all.reader->number(*context.months.tranche, kAvailability), Real(0.0));
    const Real share = min(missing * kPoints * context.in(kCreditRate), context.in(kCreditCap));
    std::array<int, 5> lines{};
    std::ranges::transform(std::array{LineItem::FixedFee, LineItem::MeteredFee, LineItem::TakeOrPay, LineItem::CloudUsage, LineItem::CloudCommitment},
                           lines.begin(), [&](LineItem item) { return context.lineNumber(item); });
    context.post(LineItem::SlaCredit, [&](std::size_t t) {
        Real fee(0.0);
        for (const int number : lines) {
            if (number >= 0) {
                fee += context.line(number)[t];
            }
        }
        context.months.credits[t] = context.months.due[t] * share;
        return fee * share;
    });
}

}  // namespace offtake::economics
