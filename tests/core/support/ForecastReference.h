#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "core/forecast/EtsModel.h"
#include "core/forecast/Series.h"

/// Reading of the reference tables in tests/data/forecast and of the larger data sets that lie outside the project.
namespace offtake::test {

using Row = std::map<std::string, std::string>;

inline std::vector<std::string> cells(const std::string& line, char separator) {
    std::vector<std::string> found;
    std::string cell;
    std::istringstream stream(line);
    while (std::getline(stream, cell, separator)) {
        found.push_back(cell);
    }
    return found;
}

/// A table without quotes, each row by its column names; a missing last cell is empty.
inline std::vector<Row> table(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    const std::vector<std::string> names = cells(line.substr(0, line.find('\r')), ',');
    std::vector<Row> rows;
    while (std::getline(stream, line)) {
        const std::vector<std::string> values = cells(line.substr(0, line.find('\r')), ',');
        Row row;
        for (std::size_t i = 0; i < names.size(); ++i) {
            row[names[i]] = i < values.size() ? values[i] : "";
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

inline std::vector<Row> referenceTable(const char* name) {
    return table(std::filesystem::path(OFFTAKE_SOURCE_DIR) / "tests/data/forecast" / name);
}

inline double number(const std::string& text, double absent = 0.0) {
    return text.empty() || text == "NA" ? absent : std::stod(text);
}

inline std::vector<double> numberList(const std::string& text) {
    std::vector<double> values;
    for (const std::string& cell : cells(text, ';')) {
        values.push_back(std::stod(cell));
    }
    return values;
}

inline std::map<std::string, forecast::Series> referenceSeries() {
    std::map<std::string, forecast::Series> all;
    for (const Row& row : referenceTable("series.csv")) {
        forecast::Series series;
        series.name = row.at("id");
        series.values = numberList(row.at("values"));
        series.seasonLength = std::stoi(row.at("frequency"));
        all[series.name] = series;
    }
    return all;
}

/// The model of a row of ets_fits.csv or ets_fixed_fits.csv.
inline forecast::EtsModel referenceModel(const Row& row, int seasonLength) {
    std::string form = row.at("model");
    if (row.contains("damped") && row.at("damped") == "TRUE") {
        form.insert(2, "d");
    }
    forecast::EtsModel model;
    model.form = forecast::parseEtsForm(form).value();
    model.seasonLength = seasonLength;
    model.parameters = {number(row.at("alpha")), number(row.at("beta")), number(row.at("gamma")),
                        number(row.at("phi"), 1.0)};
    const std::vector<double> states = numberList(row.at("initstate"));
    const std::size_t first = model.form.trend == forecast::TrendForm::None ? 1 : 2;
    model.initial.level = states[0];
    model.initial.trend = first == 2 ? states[1] : 0.0;
    model.initial.season.assign(states.rbegin(), states.rend() - static_cast<std::ptrdiff_t>(first));
    return model;
}

/// The folder with the competition data: the environment variable OFFTAKE_DATASETS, else shared/datasets beside the
/// source tree; empty when there is none.
inline std::filesystem::path bulkData() {
    const char* named = std::getenv("OFFTAKE_DATASETS");
    const std::filesystem::path folder =
        named ? named : std::filesystem::path(OFFTAKE_SOURCE_DIR) / "../shared/datasets";
    return std::filesystem::exists(folder / "series/m3_subset.csv") ? folder : std::filesystem::path();
}

}  // namespace offtake::test
