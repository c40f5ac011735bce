#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/economics/Accounts.h"

namespace offtake::economics {

/// Cash by line and month, and memo quantities by tranche and month. Positive amounts flow from payer to payee. Columns
/// up to `months` are the horizon and count in every total; later ones hold what contracts schedule beyond it.
template <typename Real>
struct Ledger {
    const Accounts* accounts = nullptr;
    std::size_t months = 0;
    std::size_t columns = 0;
    std::vector<Real> cash;  ///< lines × columns, $ nominal
    std::vector<Real> memo;  ///< tranches × kQuantities × columns

    /// Sizes the ledger for a deal and sets it to zero; allocates only when the structure changed.
    void prepare(const Accounts& itsAccounts, std::size_t itsMonths, std::size_t itsColumns, std::size_t tranches) {
        accounts = &itsAccounts;
        months = itsMonths;
        columns = itsColumns;
        cash.assign(itsAccounts.lines.size() * columns, Real(0.0));
        memo.assign(tranches * kQuantities * columns, Real(0.0));
    }
    [[nodiscard]] std::span<Real> line(int index) { return {cash.data() + static_cast<std::size_t>(index) * columns, columns}; }
    [[nodiscard]] std::span<const Real> line(int index) const {
        return {cash.data() + static_cast<std::size_t>(index) * columns, columns};
    }
    [[nodiscard]] std::size_t memoOffset(std::size_t tranche, Quantity quantity) const {
        return (tranche * kQuantities + static_cast<std::size_t>(quantity)) * columns;
    }
    [[nodiscard]] std::span<Real> quantity(std::size_t tranche, Quantity which) {
        return {memo.data() + memoOffset(tranche, which), columns};
    }
    [[nodiscard]] std::span<const Real> quantity(std::size_t tranche, Quantity which) const {
        return {memo.data() + memoOffset(tranche, which), columns};
    }
};

/// Rows of the worksheet are numbered: cash lines first, then memo quantities, then what the metrics derive.
inline constexpr int kMemoRows = 100'000;
inline constexpr int kDerivedRows = 200'000;
inline constexpr int kMetricRows = 300'000;
[[nodiscard]] constexpr int memoRow(std::size_t tranche, Quantity quantity) {
    return kMemoRows + static_cast<int>(tranche) * kQuantities + static_cast<int>(quantity);
}

/// What a party receives less what it pays in a month of the ledger.
template <typename Real>
[[nodiscard]] Real netOf(const Ledger<Real>& ledger, int party, std::size_t month) {
    Real net(0.0);
    for (std::size_t i = 0; i < ledger.accounts->lines.size(); ++i) {
        const AccountLine& line = ledger.accounts->lines[i];
        const Real& amount = ledger.cash[i * ledger.columns + month];
        if (line.payee == party) {
            net += amount;
        }
        if (line.payer == party) {
            net -= amount;
        }
    }
    return net;
}

}  // namespace offtake::economics
