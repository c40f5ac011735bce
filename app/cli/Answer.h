#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/cli/ExitCode.h"

/// What a command hands back to be printed, as values: commands print nothing themselves.
namespace offtake::cli {

enum class Format : std::uint8_t { Table, Json, Csv };

using Cell = std::variant<std::monostate, std::string, double, std::int64_t>;

struct Column {
    std::string heading;  ///< also the name of the CSV column
    int decimals = -1;    ///< of numbers in a printed table; below 0: up to ten significant digits. CSV is always exact
};

struct Table {
    std::string title;  ///< printed above the table; not part of CSV
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;  ///< each as long as columns
};

struct Answer {
    std::vector<Table> tables;          ///< for --format table and csv
    std::optional<std::string> text;    ///< for --format table, instead of the tables
    nlohmann::ordered_json json;        ///< for --format json
    std::vector<std::string> warnings;  ///< sentences for stderr; JSON answers carry them as "warnings" too
    std::vector<std::string> notes;     ///< the same, of what is no reason to worry: "notes"
    std::optional<std::string> bytes;   ///< when set, printed as it is whatever the format (an exported file)
    ExitCode exitCode = ExitCode::Ok;   ///< Ok or ProblemsFound
};

/// The bytes for standard output. Numbers in C locale: exact in JSON and CSV, rounded for reading in tables. Several
/// tables are separated by an empty line. Precondition: the numbers are finite.
[[nodiscard]] std::string printed(const Answer& answer, Format format);

}  // namespace offtake::cli
