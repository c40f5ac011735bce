#pragma once

#include <string>

#include "core/present/TableSpec.h"

namespace offtake::present {

/// Columns aligned by spaces, titles above, a rule below them, groups as own lines, "better" and "worse" in words; for
/// terminals. Widths count characters, not bytes. Ends in a line feed.
[[nodiscard]] std::string plainText(const TableSpec& table);

/// RFC 4180 with a header line, UTF-8, CRLF. Numbers in full precision in the base unit, C locale; the unit stands in
/// the header, in a column "Unit" where rows have one, or in a column "<title> unit" where cells differ. A missing value is an empty field. Text that a
/// spreadsheet would take for a formula (first character = + - @, tab or return) gets an apostrophe before it.
[[nodiscard]] std::string csvText(const TableSpec& table);

/// As csvText, separated by tabs, for the clipboard: tabs and line feeds inside text become spaces.
[[nodiscard]] std::string tsvText(const TableSpec& table);

/// A <table> with header, numbers as shown, everything escaped; classes "better", "worse", "muted", "num", "group".
[[nodiscard]] std::string htmlText(const TableSpec& table);

/// &, <, >, " and ' as entities.
[[nodiscard]] std::string htmlEscaped(std::string_view text);

}  // namespace offtake::present
