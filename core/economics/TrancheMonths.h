#pragma once

#include <span>

#include "core/economics/Ledger.h"
#include "core/economics/Reader.h"
#include "core/economics/Time.h"
#include "core/numbers/Arena.h"

namespace offtake::economics {

/// What one evaluation carries from step to step; one a thread, reused.
template <typename Real>
struct Context {
    const study::Structure* structure = nullptr;
    const study::DealStructure* deal = nullptr;
    const Reader<Real>* reader = nullptr;
    Ledger<Real>* ledger = nullptr;
    numbers::Arena<Real>* arena = nullptr;

    [[nodiscard]] const study::Timeline& timeline() const { return structure->timeline; }
    [[nodiscard]] std::size_t columns() const { return ledger->columns; }
};

/// The months of one tranche: when it runs, what is in place, and what its contract charges.
template <typename Real>
struct TrancheMonths {
    const study::TrancheStructure* tranche = nullptr;
    std::size_t index = 0;
    Real start{0.0};   ///< commencement, with delay
    Real end{0.0};     ///< of the full term
    Real stop{0.0};    ///< of the term or at the actual exit, as billed
    Real accelerators{0.0};  ///< with the deal's scale
    Real scale{1.0};
    std::span<Real> active;     ///< share of the month that the contract runs, up to stop
    std::span<Real> scheduled;  ///< the same up to end
    std::span<Real> inPlace;    ///< share of the accelerators that runs, averaged over the month, up to stop
    std::span<Real> idlePlanned;  ///< share of the month's active time spent porting or running double
    // Contract, in the order of its phases.
    std::span<Real> priceFactor;  ///< escalation since commencement
    std::span<Real> feeShare;     ///< share of the fixed fee due (ramp, missing capacity)
    std::span<Real> promised;     ///< $ owed by schedule over the full term, before ramp and credits
    std::span<Real> due;          ///< $ owed by schedule up to stop, after ramp
    std::span<Real> credits;      ///< $ credited for service on what is due by schedule
};

}  // namespace offtake::economics
