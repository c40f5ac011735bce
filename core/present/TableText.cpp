#include "core/present/TableText.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include "core/present/NumberText.h"

namespace offtake::present {
namespace {

constexpr std::string_view kColumnGap = "  ";

/// Characters of UTF-8 text: bytes that do not continue one.
std::size_t widthOf(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(const std::string& text, std::size_t width, Alignment alignment) {
    const std::string space(width - std::min(width, widthOf(text)), ' ');
    return alignment == Alignment::Right ? space + text : text + space;
}

std::string plainCell(const TableSpec& table, std::size_t row, std::size_t column) {
    const Cell& cell = cellAt(table, row, column);
    std::string text = cellText(table, row, column);
    const std::string unit = cellUnit(table, row, column);
    if (!unit.empty()) {
        text += " " + unit;
    }
    if (const auto* words = std::get_if<TextCell>(&cell.value); words != nullptr && !words->note.empty()) {
        text += " (" + words->note + ")";
    }
    const std::string word = meaningWord(cell.meaning);
    if (!word.empty()) {
        text += (text.empty() ? "" : " ") + word;
    }
    if (column == 0) {
        text.insert(0, static_cast<std::size_t>(std::max(table.rows[row].indent, 0)) * 2, ' ');
    }
    return text;
}

void rightTrim(std::string& line) { line.erase(line.find_last_not_of(' ') + 1); }

bool looksLikeFormula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string guarded(const std::string& text) { return looksLikeFormula(text) ? "'" + text : text; }

std::string csvField(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

std::string tsvField(std::string text) {
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
}

/// The cell for programs: exact numbers, guarded text, nothing for a missing value. The note that states a row's unit
/// is left out where the unit has a column.
std::string dataCell(const Cell& cell, bool unitApart) {
    if (const auto* text = std::get_if<TextCell>(&cell.value)) {
        return guarded(text->note.empty() || unitApart ? text->text : text->text + " (" + text->note + ")");
    }
    if (const auto* number = std::get_if<NumberCell>(&cell.value)) {
        return exactText(number->value);
    }
    return {};
}

/// A column that only draws bars repeats what other columns say.
bool hasData(const TableSpec& table, std::size_t column) {
    const auto holds = [column](const Row& row) {
        return column < row.cells.size() && !std::holds_alternative<std::monostate>(row.cells[column].value);
    };
    return std::any_of(table.rows.begin(), table.rows.end(), holds);
}

std::vector<std::size_t> dataColumns(const TableSpec& table) {
    std::vector<std::size_t> columns;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        if (hasData(table, column)) {
            columns.push_back(column);
        }
    }
    return columns;
}

bool hasRowUnits(const TableSpec& table) {
    return std::any_of(table.rows.begin(), table.rows.end(), [](const Row& row) { return row.unit.has_value(); });
}

/// The one unit of a column's numbers, or what the heads of the rows leave to say.
struct ColumnUnit {
    std::string common;      ///< of all numbers; empty when rows state it
    bool isPerCell = false;  ///< needs a column of its own
};

ColumnUnit unitOfColumn(const TableSpec& table, std::size_t column) {
    std::optional<std::string> first;
    bool isCommon = true;
    bool isOfRow = true;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (!std::holds_alternative<NumberCell>(cellAt(table, row, column).value)) {
            continue;
        }
        const std::string unit = baseUnit(table, row, column);
        isCommon = isCommon && unit == first.value_or(unit);
        isOfRow = isOfRow && table.rows[row].unit == unit;
        first = first.value_or(unit);
    }
    if (first && isOfRow) {
        return {};
    }
    const std::string& own = table.columns[column].unit;
    return isCommon && (own.empty() || own == first.value_or(own)) ? ColumnUnit{first.value_or(own), false} : ColumnUnit{"", true};
}

template <typename Field>
std::string dataText(const TableSpec& table, char separator, std::string_view lineEnd, Field field) {
    const std::vector<std::size_t> columns = dataColumns(table);
    const bool rowUnits = hasRowUnits(table);
    std::string out;
    const auto writeLine = [&](const std::vector<std::string>& fields) {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            out += (i == 0 ? "" : std::string(1, separator)) + field(fields[i]);
        }
        out += lineEnd;
    };
    std::vector<ColumnUnit> unitsOf;
    std::vector<std::string> fields;
    for (const std::size_t column : columns) {
        const Column& own = table.columns[column];
        unitsOf.push_back(unitOfColumn(table, column));
        const ColumnUnit& unit = unitsOf.back();
        fields.push_back(guarded(unit.common.empty() ? own.title : own.title + " [" + unit.common + "]"));
        if (unit.isPerCell) {
            fields.push_back(guarded(own.title + " unit"));
        }
        if (rowUnits && column == 0) {
            fields.emplace_back("Unit");
        }
    }
    writeLine(fields);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        fields.clear();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            fields.push_back(dataCell(cellAt(table, row, columns[i]), rowUnits && columns[i] == 0));
            if (unitsOf[i].isPerCell) {
                fields.push_back(guarded(baseUnit(table, row, columns[i])));
            }
            if (rowUnits && columns[i] == 0) {
                fields.push_back(guarded(table.rows[row].unit.value_or("")));
            }
        }
        writeLine(fields);
    }
    return out;
}

std::string htmlCell(const TableSpec& table, std::size_t row, std::size_t column) {
    const Cell& cell = cellAt(table, row, column);
    std::string classes = table.columns[column].alignment == Alignment::Right ? "num" : "";
    if (cell.meaning == Meaning::Muted) {
        classes += classes.empty() ? "muted" : " muted";
    } else if (cell.meaning != Meaning::None) {
        classes += (classes.empty() ? "" : " ") + meaningWord(cell.meaning);
    }
    std::string text = htmlEscaped(plainCell(table, row, column));
    if (cell.bold || table.rows[row].kind == Row::Kind::Total) {
        text = "<b>" + text + "</b>";
    }
    const std::string hint = cell.hint.empty() ? "" : " title=\"" + htmlEscaped(cell.hint) + "\"";
    return (classes.empty() ? "<td" : "<td class=\"" + classes + "\"") + hint + ">" + text + "</td>";
}

}  // namespace

std::string plainText(const TableSpec& table) {
    const std::vector<std::size_t> columns = dataColumns(table);
    std::vector<std::size_t> widths;
    for (const std::size_t column : columns) {
        std::size_t width = widthOf(columnTitle(table.columns[column]));
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            if (table.rows[row].kind != Row::Kind::Group) {
                width = std::max(width, widthOf(plainCell(table, row, column)));
            }
        }
        widths.push_back(width);
    }
    std::string out;
    for (const std::string& line : {table.title, table.subtitle}) {
        out += line.empty() ? "" : line + "\n";
    }
    const auto writeLine = [&](auto textOf) {
        std::string line;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            line += i == 0 ? std::string_view() : kColumnGap;
            line += padded(textOf(i), widths[i], table.columns[columns[i]].alignment);
        }
        rightTrim(line);
        out += line + "\n";
    };
    writeLine([&](std::size_t i) { return columnTitle(table.columns[columns[i]]); });
    writeLine([&](std::size_t i) { return std::string(widths[i], '-'); });
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        writeLine([&](std::size_t i) { return plainCell(table, row, columns[i]); });
    }
    if (!table.caption.empty()) {
        out += table.caption + "\n";
    }
    return out;
}

std::string csvText(const TableSpec& table) { return dataText(table, ',', "\r\n", csvField); }

std::string tsvText(const TableSpec& table) { return dataText(table, '\t', "\n", tsvField); }

std::string htmlEscaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string htmlText(const TableSpec& table) {
    std::string out = "<table>\n";
    if (!table.title.empty()) {
        out += "<caption>" + htmlEscaped(table.title) + "</caption>\n";
    }
    out += "<thead><tr>";
    for (const Column& column : table.columns) {
        const std::string open = column.alignment == Alignment::Right ? "<th class=\"num\" scope=\"col\">" : "<th scope=\"col\">";
        out += open + htmlEscaped(columnTitle(column)) + "</th>";
    }
    out += "</tr></thead>\n<tbody>\n";
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        out += table.rows[row].kind == Row::Kind::Group ? "<tr class=\"group\">" : "<tr>";
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            out += htmlCell(table, row, column);
        }
        out += "</tr>\n";
    }
    return out + "</tbody>\n</table>\n";
}

}  // namespace offtake::present
