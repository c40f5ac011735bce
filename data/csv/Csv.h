#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Error.h"

/// Comma-separated text (RFC 4180), read and written as bytes; the encoding is UTF-8 and not checked.
namespace offtake::csv {

/// Bounds that keep a wrong file from taking the memory of the machine.
struct Limits {
    std::size_t bytes = 256U << 20U;    ///< of the whole text
    std::size_t cells = 64U * 1000000;  ///< rows times columns
};

struct ReadOptions {
    std::string name;               ///< what errors call the text: a file name; may be empty
    std::optional<char> separator;  ///< none: detected, see read()
    Limits limits;
};

/// A rectangle of cells. Row 0 is the header when the file has one; the table does not know.
class Table {
public:
    [[nodiscard]] std::size_t rows() const { return m_lines.size(); }
    [[nodiscard]] std::size_t columns() const { return m_columns; }
    /// The text of a cell, quotes resolved. Valid as long as the table. Precondition: row and column exist.
    [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const;
    /// The line of the text, from 1, on which a row starts; differs from the row where cells span lines.
    [[nodiscard]] std::size_t line(std::size_t row) const { return m_lines[row]; }
    /// The first column whose cell in row 0 is `name`; none when there is none.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
    [[nodiscard]] char separator() const { return m_separator; }
    /// Whether numbers of this table may carry a decimal comma: only when the separator is a semicolon.
    [[nodiscard]] bool decimalComma() const { return m_separator == ';'; }

private:
    friend class Reader;
    std::string m_text;                ///< the bytes of all cells, one after the other
    std::vector<std::size_t> m_ends;   ///< where each cell ends in m_text, row by row
    std::vector<std::size_t> m_lines;  ///< line of each row
    std::size_t m_columns = 0;
    char m_separator = ',';
};

/// Reads a text in time linear in its length. Accepted: a UTF-8 byte order mark; lines ended by CRLF, LF or CR; quoted
/// cells with separators, line ends and doubled quotes; NUL and any other byte as content; a quote inside an unquoted
/// cell as content. Lines without any character are skipped. Spaces are content.
///
/// Separator, when not given: of tab, semicolon and comma the first that occurs equally often, and at all, in each of
/// the first sixteen lines; otherwise the one that is most frequent in the first line. (A comma is often found inside
/// the cells of the other two kinds, hardly ever the other way round.)
///
/// Errors, with the line: Syntax for a quote that is never closed and for text after a closing quote; Inconsistent
/// for a row with another number of cells than the first; Foreign for UTF-16; TooLarge beyond the limits.
[[nodiscard]] Expected<Table> read(std::string_view text, const ReadOptions& options = {});

/// The number a cell holds: decimal or scientific, optional sign, spaces around it ignored. With `decimalComma` a comma
/// is read as the decimal point; a point is still one, and both together are refused rather than guessed at. Group
/// separators, "nan", "inf" and hexadecimal are refused.
/// Errors: Syntax; OutOfBounds for a number that a double cannot hold (1e400).
[[nodiscard]] Expected<double> number(std::string_view cell, bool decimalComma = false);

/// What to do with text that a spreadsheet would run as a formula when it opens the file: text that starts with
/// = + - @, tab or carriage return, and is not a number.
enum class Protection {
    None,      ///< write it as it is: for files that this program reads back
    Formulas,  ///< put an apostrophe before it: for exports to a spreadsheet
};

struct WriteOptions {
    char separator = ',';
    std::string_view lineEnd = "\n";
    Protection protection = Protection::None;
};

/// Builds a text row by row. Same calls, same bytes: cells are quoted only where reading back would need it.
class Writer {
public:
    explicit Writer(WriteOptions options = {}) : m_options(options) {}
    void text(std::string_view cell);
    /// Shortest text that reads back as the same double, with a decimal point. Not finite: an empty cell.
    void number(double value);
    void empty() { text({}); }
    void endRow();
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

private:
    void raw(std::string_view cell, bool apostrophe);
    WriteOptions m_options;
    std::string m_bytes;
    std::size_t m_rowStart = 0;
    bool m_firstCell = true;
};

/// All rows as text cells.
[[nodiscard]] std::string write(std::span<const std::vector<std::string>> rows, WriteOptions options = {});

}  // namespace offtake::csv
