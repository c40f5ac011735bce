#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/series/CatalogueSeries.h"
#include "data/series/SeriesCsv.h"

namespace offtake::series {

/// Which series is wanted, and how it is read: a file, a text or an entry of the catalogue.
struct SeriesRequest {
    std::string path;                     ///< of a file; empty for a text or an entry
    std::string text;                     ///< CSV, when there is neither a file nor an entry
    std::optional<CatalogueEntry> entry;  ///< before all others
    CsvOptions csv;                       ///< without a column: the first of those with numbers
    std::optional<forecast::Step> every;  ///< average over periods; none: the step is inferred
    bool fillsGaps = false;               ///< along straight lines
};

/// What was read of a request, or why it could not be. What is known of the columns is there in either case, so that
/// others can be chosen.
struct SeriesReading {
    Expected<Regular> result;
    std::vector<CsvColumn> columns;  ///< of a file or text
    std::string column;              ///< the one that was read
    std::size_t values = 0;          ///< that were found, before they were put on steps
    std::size_t filled = 0;          ///< gaps that were filled
};

/// Reads a series. Errors, in the result: those of file::readFile, readSeriesCsv, regular and regularFacts.
[[nodiscard]] SeriesReading readSeries(const SeriesRequest& request);

}  // namespace offtake::series
