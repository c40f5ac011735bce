#pragma once

#include <string>
#include <vector>

#include "core/economics/Line.h"
#include "core/study/Plan.h"

namespace offtake::economics {

/// One cash line: who pays whom for what.
struct AccountLine {
    LineItem item;
    int payer = 0;     ///< party number: the study's parties first, then the implicit ones
    int payee = 0;
    int tranche = -1;  ///< index in the deal; -1 for lines of the deal
    int loan = -1;
    int clause = -1;   ///< index among the tranche's clauses; -1 when none
};

/// The chart of accounts of one deal. It follows from the structure alone, so every evaluation of a plan writes the
/// same lines in the same order.
struct Accounts {
    std::vector<AccountLine> lines;
    int studyParties = 0;
    std::vector<std::string> partyNames;  ///< study's parties, then the implicit ones
    std::vector<std::string> partyIds;
    std::vector<std::string> trancheNames;

    [[nodiscard]] int parties() const { return studyParties + kImplicitParties; }
    [[nodiscard]] int implicitParty(ImplicitParty party) const { return studyParties + static_cast<int>(party); }
    /// Number of the line; -1 when the deal has no such line.
    [[nodiscard]] int find(LineItem item, int tranche, int loan = -1, int payer = -1) const;
    /// "Fixed capacity fee · Colossus 2".
    [[nodiscard]] std::string title(const AccountLine& line) const;
};

[[nodiscard]] Accounts makeAccounts(const study::Structure& structure, const study::DealStructure& deal);

/// The party that pays for a tranche and uses it, and the one that provides it.
[[nodiscard]] int customerOf(const study::TrancheStructure& tranche, const study::DealStructure& deal);
[[nodiscard]] int supplierOf(const study::TrancheStructure& tranche, const Accounts& accounts);
[[nodiscard]] int borrowerOf(const study::PlanElement& loan, const study::DealStructure& deal);

}  // namespace offtake::economics
