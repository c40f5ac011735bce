#pragma once

#include <string>
#include <vector>

#include "core/base/Error.h"
#include "data/series/Observations.h"

namespace CLI {
class App;
}

/// What the commands on a series share.
namespace offtake::cli {

/// Which series a command is about, and how it is read.
struct SeriesOptions {
    std::string file;
    std::string catalogue;
    std::string column;
    std::string dates;
    std::vector<std::string> where;
    std::string dayOrder;
    std::string decimal;
    std::string every;
    std::string gaps = "refuse";
    int frequency = 0;
    std::string experience;
};

/// Adds FILE, --catalogue and the options of reading.
void declareSeries(CLI::App& app, SeriesOptions& options);

struct LoadedSeries {
    forecast::Series series;  ///< gaps are NaN unless they were to be interpolated
    std::string source;       ///< file or catalogue
    std::size_t gaps = 0;     ///< left in it
    std::vector<std::string> findings;
    std::vector<double> experience;  ///< of each value and perhaps beyond; empty unless asked for
};

/// Reads what the options say. Errors: those of readInput, readSeriesCsv, catalogueSeries and regular; UnknownName for
/// an unknown step or order; Inconsistent when experience does not cover the series.
[[nodiscard]] Expected<LoadedSeries> loadSeries(const SeriesOptions& options);

/// "80,95" as fractions. Errors: Syntax; OutOfBounds for a level that is not above 0 and below 100 %.
[[nodiscard]] Expected<std::vector<double>> parseLevels(const std::string& text);

/// Numbers with commas between them. Errors: Syntax, with `option` as subject.
[[nodiscard]] Expected<std::vector<double>> parseNumbers(const std::string& text, const std::string& option);

}  // namespace offtake::cli
