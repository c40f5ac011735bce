#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/series/Observations.h"

namespace offtake::series {

struct CsvOptions {
    std::string name;  ///< of the file; what errors call it
    std::optional<std::string>
        column;  ///< of the values: its header, or its number from 1; none: the only one with numbers
    std::optional<std::string> dates;  ///< of the dates, likewise; none: the first column that holds dates, if any
    std::optional<DayOrder> dayOrder;  ///< none: shown by the dates themselves
    std::optional<bool> decimalComma;  ///< none: with semicolons between the cells
    std::vector<std::pair<std::string, std::string>> where;  ///< only rows whose cell in this column is this
    bool skipsUnreadable = false;  ///< leave out lines whose date or number cannot be read, and list them
};

/// What a column of a file holds.
struct CsvColumn {
    std::string name;  ///< its header, or its number from 1
    bool numbers = false;
    bool dates = false;
};

/// Reads one column of numbers, with its dates when there are any. The first line is a header when it holds neither
/// numbers nor dates. Separators and quotes as csv::read; dates as parseMoment, in one order in the whole column; empty
/// cells, NA, NaN, null, - and . are missing values.
///
/// Errors, with the file as subject and the line in the reason: those of csv::read; UnknownName for a column that is
/// not there; Inconsistent when it is not clear which column is meant, for days and months that could be either way
/// round and for dates in both orders; Syntax for a cell that is no number or no date; NoSolution when no row is left.
/// With `skipsUnreadable` cells that are no number or no date are no error unless no line is left.
[[nodiscard]] Expected<Observations> readSeriesCsv(std::string_view text, const CsvOptions& options = {});

/// The columns of a file, for choosing among them. Errors: those of csv::read; NoSolution when there are no lines.
[[nodiscard]] Expected<std::vector<CsvColumn>> seriesColumns(std::string_view text, const CsvOptions& options = {});

}  // namespace offtake::series
