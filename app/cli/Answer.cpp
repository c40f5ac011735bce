#include "app/cli/Answer.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "data/csv/Csv.h"

namespace offtake::cli {

namespace {

/// Columns that a terminal needs for UTF-8 text of one column per character.
std::size_t widthOf(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// 1234567.5 → "1,234,567.5": groups of three before the decimal point.
std::string grouped(std::string digits) {
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    if (digits.find_first_of("en") != std::string::npos) {
        return digits;
    }
    std::size_t at = std::min(digits.find('.'), digits.size());
    while (at > first + 3) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

std::string shown(const Cell& cell, const Column& column) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        return *text;
    }
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        return fmt::format("{}", *whole);
    }
    if (const auto* number = std::get_if<double>(&cell)) {
        return grouped(column.decimals < 0 ? fmt::format("{:.10g}", *number)
                                           : fmt::format("{:.{}f}", *number, column.decimals));
    }
    return "–";
}

bool isText(const Cell& cell) {
    return std::holds_alternative<std::string>(cell);
}

std::string padded(const std::string& text, std::size_t width, bool right) {
    const std::string blanks(width - std::min(width, widthOf(text)), ' ');
    return right ? blanks + text : text + blanks;
}

std::string asText(const Table& table) {
    std::vector<std::size_t> widths;
    std::vector<bool> right;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        widths.push_back(widthOf(table.columns[c].heading));
        right.push_back(!table.rows.empty() && std::none_of(table.rows.begin(), table.rows.end(),
                                                            [&](const auto& row) { return isText(row[c]); }));
        for (const auto& row : table.rows) {
            widths[c] = std::max(widths[c], widthOf(shown(row[c], table.columns[c])));
        }
    }
    std::string out;
    const auto endLine = [&out] {
        out.erase(out.find_last_not_of(' ') + 1);
        out += '\n';
    };
    if (!table.title.empty()) {
        out += table.title + '\n';
    }
    std::string rule;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const std::string gap = c == 0 ? "" : "  ";
        out += gap + padded(table.columns[c].heading, widths[c], right[c]);
        rule += gap + std::string(widths[c], '-');
    }
    endLine();
    out += rule + '\n';
    for (const auto& row : table.rows) {
        for (std::size_t c = 0; c < row.size(); ++c) {
            const bool toRight = right[c] || (c > 0 && !isText(row[c]));
            out += (c == 0 ? "" : "  ") + padded(shown(row[c], table.columns[c]), widths[c], toRight);
        }
        endLine();
    }
    return out;
}

std::string asCsv(const Table& table) {
    csv::Writer writer;
    for (const Column& column : table.columns) {
        writer.text(column.heading);
    }
    writer.endRow();
    for (const auto& row : table.rows) {
        for (const Cell& cell : row) {
            if (const auto* text = std::get_if<std::string>(&cell)) {
                writer.text(*text);
            } else if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
                writer.text(fmt::format("{}", *whole));
            } else if (const auto* number = std::get_if<double>(&cell)) {
                writer.number(*number);
            } else {
                writer.empty();
            }
        }
        writer.endRow();
    }
    return writer.bytes();
}

std::string asJson(const Answer& answer) {
    nlohmann::ordered_json json = answer.json;
    if (json.is_object() && !answer.warnings.empty()) {
        json["warnings"] = answer.warnings;
    }
    if (json.is_object() && !answer.notes.empty()) {
        json["notes"] = answer.notes;
    }
    // Texts from files may hold bytes that are no UTF-8; those become U+FFFD rather than an error.
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace

std::string printed(const Answer& answer, Format format) {
    if (answer.bytes) {
        return *answer.bytes;
    }
    if (format == Format::Json) {
        return asJson(answer);
    }
    if (format == Format::Table && answer.text) {
        return *answer.text;
    }
    std::string out;
    for (const Table& table : answer.tables) {
        out += out.empty() ? "" : "\n";
        out += format == Format::Csv ? asCsv(table) : asText(table);
    }
    return out;
}

}  // namespace offtake::cli
