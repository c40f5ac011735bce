#pragma once

#include "core/economics/StudyResult.h"
#include "core/present/TableSpec.h"

namespace offtake::present {

/// Cash lines × (payer, payee, total, calendar years) of one deal, nominal $, grouped by what they are for. A positive
/// amount flows from payer to payee. Lines without any payment in the horizon are left out. Row ids: "line.<n>" with the
/// number of the line in the accounts. The last rows are the net of the evaluated party (received less paid) and its
/// cost (what DealResult::costByMonth counts); years sum to the total.
[[nodiscard]] TableSpec ledgerTable(const economics::StudyResult& result, std::size_t deal);

/// What each party receives less what it pays over the horizon, one column a deal; parties of the study first, then the
/// implicit ones, without those that no deal touches. Row ids are party ids; the last row "sum" is zero: money is
/// conserved.
[[nodiscard]] TableSpec partyTable(const economics::StudyResult& result);

/// One row a tranche of the deal: first and last day of the contract, months billed, headline, firm for the supplier, firm
/// for the customer, financeable, and the earliest date on which each side may leave. Row ids are tranche ids. Owned
/// equipment has no contract and says so.
[[nodiscard]] TableSpec contractTable(const economics::StudyResult& result, std::size_t deal);

}  // namespace offtake::present
