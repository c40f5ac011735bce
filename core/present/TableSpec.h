#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/present/ChartSpec.h"
#include "core/present/Magnitude.h"

namespace offtake::present {

/// Words, with a muted note after them: "Total paid" and "M$".
struct TextCell {
    std::string text;
    std::string note;
    friend bool operator==(const TextCell&, const TextCell&) = default;
};

/// A number in its base unit. Where unit, decimals or magnitude are not set, the row's hold, else the column's.
struct NumberCell {
    double value = 0.0;
    std::optional<std::string> unit;
    std::optional<int> decimals;
    std::optional<Magnitude> magnitude;
    bool plusSign = false;  ///< a difference
    friend bool operator==(const NumberCell&, const NumberCell&) = default;
};

/// A value that does not exist, and why: shown as a dash, the reason on hover and in exports.
struct MissingCell {
    std::string reason;
    friend bool operator==(const MissingCell&, const MissingCell&) = default;
};

/// What a number means to the reader. Shown in colour and by a word or sign, never by colour alone.
enum class Meaning { None, Better, Worse, Muted };

struct Cell {
    std::variant<std::monostate, TextCell, NumberCell, MissingCell> value;
    Meaning meaning = Meaning::None;
    bool bold = false;
    std::optional<double> bar;  ///< length of a bar in the cell, −1..1 of its half-width or 0..1 of its width
    std::string hint;           ///< shown on hover: full precision, origin

    [[nodiscard]] static Cell words(std::string text, std::string note = {});
    [[nodiscard]] static Cell number(double value);  ///< a missing cell when the value is not finite
    [[nodiscard]] static Cell change(double value, Meaning meaning);
    [[nodiscard]] static Cell missing(std::string reason);
    [[nodiscard]] static Cell barOnly(double length, Meaning meaning);
};

enum class Alignment { Left, Right };

struct Column {
    std::string id;
    std::string title;
    std::string unit;
    Alignment alignment = Alignment::Right;
    Magnitude magnitude;
    std::optional<int> decimals;  ///< else three significant digits of the column's largest number
    std::optional<Role> role;     ///< a deal's mark in the header
};

struct Row {
    enum class Kind { Normal, Group, Total };
    std::string id;  ///< what an action on the row is about; rows may be sorted, ids stay
    Kind kind = Kind::Normal;
    int indent = 0;
    std::vector<Cell> cells;  ///< one per column; missing ones at the end are blank
    // Of a row whose numbers are one quantity, as in a table of figures. The words of the row state the unit once.
    std::optional<std::string> unit = std::nullopt;
    std::optional<Magnitude> magnitude = std::nullopt;
    std::optional<int> decimals = std::nullopt;
};

struct TableSpec {
    std::string id;
    std::string title;
    std::string subtitle;
    std::string caption;
    std::vector<Column> columns;
    std::vector<Row> rows;
};

/// The cell at row and column; a blank one where the row is shorter. Preconditions: they exist in the table.
[[nodiscard]] const Cell& cellAt(const TableSpec& table, std::size_t row, std::size_t column);

/// As shown: the number in its column's magnitude and decimals, the words, or a dash. The unit is not part of it.
[[nodiscard]] std::string cellText(const TableSpec& table, std::size_t row, std::size_t column);

/// The unit of the cell as shown, where neither its row nor its column states it: empty else.
[[nodiscard]] std::string cellUnit(const TableSpec& table, std::size_t row, std::size_t column);

/// The unit of the cell with its magnitude, wherever it is stated: "M$". Empty for cells without a number.
[[nodiscard]] std::string shownUnit(const TableSpec& table, std::size_t row, std::size_t column);

/// The unit in which the cell's number is kept: "$". Empty for cells without a number.
[[nodiscard]] std::string baseUnit(const TableSpec& table, std::size_t row, std::size_t column);

/// The title with its unit, "Total paid, M$".
[[nodiscard]] std::string columnTitle(const Column& column);

/// Column by column: sets the magnitude by its largest number, unless a cell has its own.
void chooseMagnitudes(TableSpec& table);

/// "better", "worse" or nothing.
[[nodiscard]] std::string meaningWord(Meaning meaning);

}  // namespace offtake::present
