#include "core/economics/Effect.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>

namespace offtake::economics {

namespace {

/// Equal as bits, so that a missing number equals itself and −0 differs from 0.
bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

bool same(std::span<const double> a, std::span<const double> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) { return same(x, y); });
}

bool same(const AccountLine& a, const AccountLine& b) {
    return a.item == b.item && a.payer == b.payer && a.payee == b.payee && a.tranche == b.tranche && a.loan == b.loan;
}

bool same(const ContractTerms<double>& a, const ContractTerms<double>& b) {
    return same(a.start, b.start) && same(a.end, b.end) && same(a.headline, b.headline) && same(a.firm, b.firm) &&
           same(a.firmForCustomer, b.firmForCustomer) && same(a.financeable, b.financeable) &&
           same(a.billedMonths, b.billedMonths) && same(a.exitByCustomer, b.exitByCustomer) &&
           same(a.exitBySupplier, b.exitBySupplier) && same(a.billedAtExit, b.billedAtExit) &&
           a.customerMayLeave == b.customerMayLeave && a.supplierMayLeave == b.supplierMayLeave;
}

bool same(const DealResult& a, const DealResult& b);

template <typename T>
bool sameEach(const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return same(x, y); });
}

bool same(const Ledger<double>& a, const Ledger<double>& b) {
    return a.months == b.months && a.columns == b.columns && same(a.cash, b.cash) && same(a.memo, b.memo);
}

bool same(const DealResult& a, const DealResult& b) {
    const Evaluation<double>& left = a.evaluation;
    const Evaluation<double>& right = b.evaluation;
    return sameEach(a.accounts->lines, b.accounts->lines) && same(left.ledger, right.ledger) &&
           sameEach(left.terms, right.terms) && same(left.metrics.value, right.metrics.value) &&
           same(left.metrics.exists, right.metrics.exists) && same(left.unmetDemand, right.unmetDemand) &&
           left.party == right.party && same(a.scale, b.scale) && a.sizing.has_value() == b.sizing.has_value() &&
           same(a.irrs, b.irrs) && same(a.equityIrrs, b.equityIrrs);
}

}  // namespace

bool changesResult(const StudyResult& before, const StudyResult& after) {
    return before.plan.structure.timeline.start != after.plan.structure.timeline.start ||
           before.baseline != after.baseline || !sameEach(before.deals, after.deals);
}

}  // namespace offtake::economics
