#pragma once

#include <string>
#include <vector>

#include "core/present/ComparisonTable.h"

namespace offtake::present {

/// A whole comparison in words and tables, as the command line prints it and a report holds it.
struct ComparisonText {
    std::string title;
    std::vector<std::string> sentences;  ///< the answer first, then findings, then what to read with care
    std::vector<TableSpec> tables;       ///< figures, parties, then contracts and ledger of each deal
};

/// `details`: contracts and ledger of each deal too.
[[nodiscard]] ComparisonText comparisonText(const economics::StudyResult& result, const ComparisonOptions& options = {}, bool details = false);

/// For terminals: title, sentences, tables one after the other. Ends in a line feed.
[[nodiscard]] std::string plainText(const ComparisonText& text);

}  // namespace offtake::present
