#include "data/series/SeriesRequest.h"

#include <algorithm>

#include "data/file/AtomicFile.h"

namespace offtake::series {

namespace {

Expected<std::string> textOf(const SeriesRequest& request) {
    return request.path.empty() ? Expected<std::string>(request.text) : file::readFile(request.path);
}

/// Reads the asked column, or the first with numbers.
Expected<Observations> readColumn(const SeriesRequest& request, SeriesReading& reading) {
    const auto text = textOf(request);
    if (!text) {
        return tl::unexpected(text.error());
    }
    auto columns = seriesColumns(*text, request.csv);
    if (!columns) {
        return tl::unexpected(columns.error());
    }
    reading.columns = *std::move(columns);
    CsvOptions options = request.csv;
    if (!options.column) {
        const auto first = std::find_if(reading.columns.begin(), reading.columns.end(), [](const CsvColumn& column) {
            return column.numbers && !column.dates;
        });
        if (first != reading.columns.end()) {
            options.column = first->name;
        }
    }
    auto found = readSeriesCsv(*text, options);
    if (found) {
        reading.column = found->name.empty() ? options.column.value_or(std::string()) : found->name;
    }
    return found;
}

Expected<Regular> regularEntry(const Observations& observations, const SeriesRequest& request) {
    auto result = regularFacts(observations, request.every);
    // Its own steps are those without a gap; where there are none the longest are filled.
    if (!result && !request.every && request.fillsGaps) {
        result = regularFacts(observations, forecast::Step::Year);
    }
    return result;
}

}  // namespace

SeriesReading readSeries(const SeriesRequest& request) {
    SeriesReading reading{Regular{}, {}, {}, 0, 0};
    const auto found = request.entry ? Expected<Observations>(request.entry->observations) : readColumn(request, reading);
    if (!found) {
        reading.result = tl::unexpected(found.error());
        return reading;
    }
    reading.values = found->rows.size();
    reading.result = request.entry ? regularEntry(*found, request) : regular(*found, request.every);
    if (reading.result && request.fillsGaps) {
        reading.filled = interpolate(reading.result->series);
        reading.result->gaps -= reading.filled;
    }
    return reading;
}

}  // namespace offtake::series
