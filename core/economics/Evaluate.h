#pragma once

#include <vector>

#include "core/economics/Ledger.h"
#include "core/economics/metrics/MetricSet.h"
#include "core/numbers/Arena.h"
#include "core/numbers/Lanes.h"
#include "core/numbers/Recorded.h"
#include "core/study/Plan.h"

namespace offtake::economics {

/// The result of one deal and the memory to compute it again. One a thread.
template <typename Real>
struct Evaluation {
    Ledger<Real> ledger;
    std::vector<ContractTerms<Real>> terms;  ///< one a tranche
    MetricSet<Real> metrics;
    std::vector<Real> unmetDemand;           ///< H100-equivalent hours by month
    int party = -1;                          ///< whose metrics these are
    numbers::Arena<Real> arena;
};

/// The party whose money a deal's metrics count: the study's perspective, or the deal's buyer.
[[nodiscard]] int perspectiveOf(const study::Structure& structure, std::size_t deal);

/// Ledger and metrics of one deal.
///
/// structure, slots: of the same Plan; slots may hold other numbers than the plan's. accounts: of the same deal.
/// party: whose metrics; -1 for perspectiveOf. Never fails: what has no value is marked in the metrics.
/// Cost: tranches × columns × (6 + lines) + loans × months² / 2. After the first call no memory is allocated but for
/// rates of return. Instantiated for double, numbers::Lanes and numbers::Recorded; kernels instantiate it from
/// EvaluateImpl.h for the lanes of their instruction set.
template <typename Real>
void evaluate(const study::Structure& structure, const Accounts& accounts, std::size_t deal, std::span<const Real> slots, int party, Evaluation<Real>& out);

extern template void evaluate(const study::Structure&, const Accounts&, std::size_t, std::span<const double>, int, Evaluation<double>&);
extern template void evaluate(const study::Structure&, const Accounts&, std::size_t, std::span<const numbers::Lanes>, int, Evaluation<numbers::Lanes>&);
extern template void evaluate(const study::Structure&, const Accounts&, std::size_t, std::span<const numbers::Recorded>, int, Evaluation<numbers::Recorded>&);

}  // namespace offtake::economics
