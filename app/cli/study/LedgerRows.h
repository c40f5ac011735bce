#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/cli/Answer.h"
#include "core/economics/StudyResult.h"

/// The ledger of a deal as rows for JSON and CSV.
namespace offtake::cli {

/// A cash line, or a quantity of a tranche: then payer and payee are empty.
struct LedgerRow {
    std::string key;       ///< "fixed-fee", "useful-hours"
    std::string title;     ///< "Fixed capacity fee · Colossus 2"
    std::string category;  ///< "Contract"; empty for quantities
    std::string tranche;   ///< id; empty for lines of the deal
    std::string loan;      ///< id; empty for all but lines of a loan
    std::string payer;     ///< id of the party
    std::string payee;
    std::string unit;
    std::span<const double> amounts;  ///< by month of the horizon; belongs to the result
    double beyondHorizon = 0.0;       ///< sum of what is scheduled later
};

/// Every cash line in the order of the accounts, then every quantity of every tranche.
[[nodiscard]] std::vector<LedgerRow> ledgerRows(const economics::StudyResult& result, std::size_t deal);

enum class Period { Year, Month };

struct PeriodAmount {
    std::string period;  ///< "2027" or "2027-03"
    double amount = 0.0;
};

/// The amounts of a row by calendar year or month.
[[nodiscard]] std::vector<PeriodAmount> byPeriod(const economics::StudyResult& result, const LedgerRow& row, Period period);

[[nodiscard]] double totalOf(const LedgerRow& row);

/// One row for each line and period of the deals: deal, line, title, tranche, loan, payer, payee, unit, period, amount.
[[nodiscard]] Table ledgerTable(const economics::StudyResult& result, std::span<const std::size_t> deals, Period period);

}  // namespace offtake::cli
