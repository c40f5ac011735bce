#include "data/csv/Csv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

namespace offtake::csv {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::array<char, 3> kSeparators = {'\t', ';', ','};
constexpr std::size_t kLinesToDetect = 16;

bool isUtf16(std::string_view text) {
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

/// How often each of kSeparators occurs outside quotes in each of the first lines.
std::vector<std::array<std::size_t, kSeparators.size()>> countSeparators(std::string_view text) {
    std::vector<std::array<std::size_t, kSeparators.size()>> counts;
    std::array<std::size_t, kSeparators.size()> line{};
    bool quoted = false;
    bool blank = true;
    for (const char c : text) {
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '\n' || c == '\r')) {
            if (!blank) {
                counts.push_back(line);
            }
            line = {};
            blank = true;
            if (counts.size() == kLinesToDetect) {
                return counts;
            }
            continue;
        } else if (!quoted) {
            for (std::size_t i = 0; i < kSeparators.size(); ++i) {
                line[i] += c == kSeparators[i] ? 1U : 0U;
            }
        }
        blank = false;
    }
    if (!blank) {
        counts.push_back(line);
    }
    return counts;
}

char detectSeparator(std::string_view text) {
    const auto counts = countSeparators(text);
    if (counts.empty()) {
        return ',';
    }
    std::size_t best = kSeparators.size() - 1;
    for (std::size_t i = 0; i < kSeparators.size(); ++i) {
        const auto sameAsFirst = [&](const auto& line) { return line[i] == counts.front()[i]; };
        // One line proves nothing about regularity: then only frequency counts.
        if (counts.size() > 1 && counts.front()[i] > 0 && std::all_of(counts.begin(), counts.end(), sameAsFirst)) {
            return kSeparators[i];
        }
        best = counts.front()[i] > counts.front()[best] ? i : best;
    }
    return kSeparators[best];
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool startsLikeFormula(std::string_view cell) {
    return !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
}

Argument count(std::size_t value) {
    return static_cast<std::int64_t>(value);
}

}  // namespace

std::string_view Table::cell(std::size_t row, std::size_t column) const {
    const std::size_t index = row * m_columns + column;
    const std::size_t start = index == 0 ? 0 : m_ends[index - 1];
    return std::string_view(m_text).substr(start, m_ends[index] - start);
}

std::optional<std::size_t> Table::column(std::string_view name) const {
    for (std::size_t i = 0; i < m_columns && rows() > 0; ++i) {
        if (cell(0, i) == name) {
            return i;
        }
    }
    return std::nullopt;
}

/// One pass over the text; each byte is looked at once.
class Reader {
public:
    Reader(std::string_view text, const ReadOptions& options) : m_in(text), m_options(options) {
        m_table.m_separator = options.separator.value_or(detectSeparator(text));
        m_table.m_text.reserve(text.size());
    }

    Expected<Table> run() {
        while (m_at < m_in.size()) {
            if (m_in[m_at] == '\n' || m_in[m_at] == '\r') {
                endLine();
                continue;
            }
            if (auto row = readRow(); !row) {
                return tl::unexpected(row.error());
            }
        }
        return std::move(m_table);
    }

private:
    [[nodiscard]] bool atLineEnd() const { return m_at == m_in.size() || m_in[m_at] == '\n' || m_in[m_at] == '\r'; }

    void endLine() {
        if (m_at < m_in.size()) {
            m_at += m_in[m_at] == '\r' && m_at + 1 < m_in.size() && m_in[m_at + 1] == '\n' ? 2U : 1U;
            ++m_line;
        }
    }

    Expected<void> readRow() {
        const std::size_t line = m_line;
        std::size_t cells = 0;
        for (;;) {
            if (auto cell = readCell(); !cell) {
                return cell;
            }
            ++cells;
            m_table.m_ends.push_back(m_table.m_text.size());
            if (m_table.m_ends.size() > m_options.limits.cells) {
                return fail(
                    ErrorCode::TooLarge, m_options.name,
                    {"Line {0}: the table has more than {1} cells.", {count(line), count(m_options.limits.cells)}},
                    {"Split the file, or keep only the columns that are needed.", {}});
            }
            if (atLineEnd()) {
                break;
            }
            ++m_at;  // the separator
        }
        endLine();
        if (m_table.rows() == 0) {
            m_table.m_columns = cells;
        } else if (cells != m_table.m_columns) {
            return fail(
                ErrorCode::Inconsistent, m_options.name,
                {"Line {0} has {1} columns, the first line has {2}.",
                 {count(line), count(cells), count(m_table.m_columns)}},
                {"Give every line the same number of columns; put cells that contain the separator in quotes.", {}});
        }
        m_table.m_lines.push_back(line);
        return {};
    }

    Expected<void> readCell() {
        if (m_at < m_in.size() && m_in[m_at] == '"') {
            return readQuoted();
        }
        const std::size_t start = m_at;
        while (!atLineEnd() && m_in[m_at] != m_table.m_separator) {
            ++m_at;
        }
        m_table.m_text.append(m_in.substr(start, m_at - start));
        return {};
    }

    Expected<void> readQuoted() {
        const std::size_t opened = m_line;
        ++m_at;
        for (;;) {
            if (m_at == m_in.size()) {
                return fail(ErrorCode::Syntax, m_options.name,
                            {"The quote opened in line {0} is never closed.", {count(opened)}},
                            {"Close it, or write a quote inside a quoted cell twice.", {}});
            }
            const char c = m_in[m_at++];
            if (c == '"') {
                if (m_at == m_in.size() || m_in[m_at] != '"') {
                    break;
                }
                ++m_at;
            }
            const bool pairFollows = c == '\r' && m_at < m_in.size() && m_in[m_at] == '\n';
            m_line += (c == '\n' || (c == '\r' && !pairFollows)) ? 1U : 0U;
            m_table.m_text.push_back(c);
        }
        if (!atLineEnd() && m_in[m_at] != m_table.m_separator) {
            return fail(ErrorCode::Syntax, m_options.name,
                        {"Line {0}: text follows the closing quote of a cell.", {count(m_line)}},
                        {"Put the whole cell in quotes, and write a quote inside it twice.", {}});
        }
        return {};
    }

    std::string_view m_in;
    const ReadOptions& m_options;
    Table m_table;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
};

Expected<Table> read(std::string_view text, const ReadOptions& options) {
    if (text.size() > options.limits.bytes) {
        return fail(
            ErrorCode::TooLarge, options.name,
            {"The text has {0} bytes; at most {1} are read.", {count(text.size()), count(options.limits.bytes)}},
            {"Split the file.", {}});
    }
    if (isUtf16(text)) {
        return fail(ErrorCode::Foreign, options.name, {"The text is encoded as UTF-16.", {}},
                    {"Save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\").", {}});
    }
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    return Reader(text, options).run();
}

Expected<double> number(std::string_view cell, bool decimalComma) {
    std::string text(trimmed(cell));
    const auto commas = std::count(text.begin(), text.end(), ',');
    const bool mixed = commas > 0 && text.find('.') != std::string::npos;
    if (decimalComma && commas == 1 && !mixed) {
        std::replace(text.begin(), text.end(), ',', '.');
    }
    // from_chars takes "inf", "nan" and no plus sign; a number starts with a digit or a point after one sign.
    const std::size_t sign = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
    const bool shaped = text.size() > sign && ((text[sign] >= '0' && text[sign] <= '9') || text[sign] == '.');
    double value = 0.0;
    const char* last = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + (!text.empty() && text[0] == '+' ? 1 : 0), last, value);
    if (!shaped || parsed.ec == std::errc::invalid_argument || parsed.ptr != last) {
        return fail(ErrorCode::Syntax, {}, {"\"{0}\" is not a number.", {std::string(cell)}},
                    decimalComma ? Message{"Write it as 1234,5 or 1234.5, without group separators.", {}}
                                 : Message{"Write it as 1234.5, without group separators.", {}});
    }
    if (parsed.ec == std::errc::result_out_of_range) {
        return fail(ErrorCode::OutOfBounds, {}, {"\"{0}\" is beyond what a number can hold.", {std::string(cell)}},
                    {"Numbers run from about 2e-308 to 2e308 in size.", {}});
    }
    return value;
}

void Writer::text(std::string_view cell) {
    raw(cell, m_options.protection == Protection::Formulas && startsLikeFormula(cell) && !csv::number(cell));
}

void Writer::number(double value) {
    raw(std::isfinite(value) ? fmt::format("{}", value) : std::string{}, false);
}

void Writer::raw(std::string_view cell, bool apostrophe) {
    if (!m_firstCell) {
        m_bytes.push_back(m_options.separator);
    }
    const char special[] = {'"', '\n', '\r', m_options.separator};
    // The very first bytes of a text may be taken for a byte order mark.
    const bool looksLikeMark = m_bytes.empty() && (cell.starts_with(kByteOrderMark) || isUtf16(cell));
    if (!looksLikeMark && cell.find_first_of(std::string_view(special, sizeof special)) == std::string_view::npos) {
        m_bytes += apostrophe ? "'" : "";
        m_bytes += cell;
    } else {
        m_bytes += apostrophe ? "\"'" : "\"";
        for (const char c : cell) {
            m_bytes.append(c == '"' ? 2U : 1U, c);
        }
        m_bytes.push_back('"');
    }
    m_firstCell = false;
}

void Writer::endRow() {
    if (m_bytes.size() == m_rowStart && !m_firstCell) {
        m_bytes += "\"\"";  // a lone empty cell would read back as a skipped line
    }
    m_bytes += m_options.lineEnd;
    m_rowStart = m_bytes.size();
    m_firstCell = true;
}

std::string write(std::span<const std::vector<std::string>> rows, WriteOptions options) {
    Writer writer(options);
    for (const auto& row : rows) {
        for (const auto& cell : row) {
            writer.text(cell);
        }
        writer.endRow();
    }
    return writer.bytes();
}

}  // namespace offtake::csv
