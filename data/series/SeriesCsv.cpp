#include "data/series/SeriesCsv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "data/csv/Csv.h"

namespace offtake::series {

namespace {

Argument count(std::size_t value) {
    return static_cast<std::int64_t>(value);
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string lowered(std::string_view text) {
    std::string lower(trimmed(text));
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

bool isMissing(std::string_view cell) {
    constexpr std::array<std::string_view, 9> kWords = {"", "na", "n/a", "#n/a", "nan", "null", "-", "–", "."};
    return std::find(kWords.begin(), kWords.end(), lowered(cell)) != kWords.end();
}

/// A date in whatever order: the question is only whether it is one.
bool isDate(std::string_view cell) {
    return parseMoment(cell, DayOrder::DayFirst).has_value() || parseMoment(cell, DayOrder::MonthFirst).has_value();
}

/// The table with what the options say about it.
class Reading {
public:
    Reading(csv::Table table, const CsvOptions& options) : m_table(std::move(table)), m_options(options) {
        m_comma = options.decimalComma.value_or(m_table.decimalComma());
        bool header = m_table.rows() > 0;
        for (std::size_t c = 0; header && c < m_table.columns(); ++c) {
            const auto cell = m_table.cell(0, c);
            header = !csv::number(cell, m_comma) && !isDate(cell);
        }
        m_header = header;
    }

    Expected<Observations> run() {
        if (const auto chosen = chooseRows(); !chosen) {
            return tl::unexpected(chosen.error());
        }
        auto dates = dateColumn();
        if (!dates) {
            return tl::unexpected(dates.error());
        }
        const auto values = valueColumn(*dates);
        if (!values) {
            return tl::unexpected(values.error());
        }
        std::optional<DayOrder> order = m_options.dayOrder;
        if (*dates && !order) {
            auto shown = orderOf(**dates);
            if (!shown) {
                return tl::unexpected(shown.error());
            }
            order = *shown;
        }
        Observations found;
        found.source = m_options.name;
        found.name = m_header ? headerOf(*values) : "";
        for (const std::size_t row : m_rows) {
            auto observation = readRow(row, *values, *dates, order);
            if (!observation && m_options.skipsUnreadable) {
                found.unreadable.push_back(m_table.line(row));
                continue;
            }
            if (!observation) {
                return tl::unexpected(observation.error());
            }
            if (*observation) {
                found.rows.push_back(**observation);
            }
        }
        if (found.rows.empty()) {
            return problem(ErrorCode::NoSolution, {"no line can be read.", {}}, {"Choose other columns.", {}});
        }
        return found;
    }

    Expected<std::vector<CsvColumn>> columns() {
        if (const auto chosen = chooseRows(); !chosen) {
            return tl::unexpected(chosen.error());
        }
        std::vector<CsvColumn> found;
        for (std::size_t c = 0; c < m_table.columns(); ++c) {
            found.push_back({headerOf(c), hasNumbers(c), hasDates(c)});
        }
        return found;
    }

private:
    [[nodiscard]] tl::unexpected<Error> problem(ErrorCode code, Message reason, Message remedy) const {
        return fail(code, m_options.name, std::move(reason), std::move(remedy));
    }

    /// The error of one cell, with its line in front.
    [[nodiscard]] tl::unexpected<Error> inLine(std::size_t row, Error error) const {
        error.subject = m_options.name;
        error.reason = {"Line {0}: {1}", {count(m_table.line(row)), error.reason.english()}};
        return tl::unexpected(std::move(error));
    }

    /// The name of a column, or its number from 1 in a file without header.
    [[nodiscard]] std::string headerOf(std::size_t column) const {
        return m_header ? std::string(trimmed(m_table.cell(0, column))) : fmt::format("{}", column + 1);
    }

    [[nodiscard]] std::string allHeaders() const {
        std::vector<std::string> names;
        for (std::size_t c = 0; c < m_table.columns(); ++c) {
            names.push_back(headerOf(c));
        }
        return fmt::format("{}", fmt::join(names, ", "));
    }

    /// By header in any case of letters, else by number.
    [[nodiscard]] Expected<std::size_t> columnNamed(const std::string& name) const {
        for (std::size_t c = 0; m_header && c < m_table.columns(); ++c) {
            if (lowered(m_table.cell(0, c)) == lowered(name)) {
                return c;
            }
        }
        std::size_t number = 0;
        const auto parsed = std::from_chars(name.data(), name.data() + name.size(), number);
        if (parsed.ec == std::errc{} && parsed.ptr == name.data() + name.size() && number >= 1 &&
            number <= m_table.columns()) {
            return number - 1;
        }
        return problem(ErrorCode::UnknownName, {"there is no column \"{0}\".", {name}},
                       {"The columns are {0}.", {allHeaders()}});
    }

    Expected<void> chooseRows() {
        std::vector<std::pair<std::size_t, std::string>> conditions;
        for (const auto& [name, wanted] : m_options.where) {
            const auto column = columnNamed(name);
            if (!column) {
                return tl::unexpected(column.error());
            }
            conditions.emplace_back(*column, wanted);
        }
        for (std::size_t row = m_header ? 1 : 0; row < m_table.rows(); ++row) {
            const bool all = std::all_of(conditions.begin(), conditions.end(), [&](const auto& condition) {
                return trimmed(m_table.cell(row, condition.first)) == condition.second;
            });
            if (all) {
                m_rows.push_back(row);
            }
        }
        if (m_rows.empty()) {
            return problem(ErrorCode::NoSolution,
                           {conditions.empty() ? "there are no values." : "no row meets the conditions.", {}},
                           {"Give a file with a line per value.", {}});
        }
        return {};
    }

    /// Whether half of the cells that are not missing pass, and at least one: a column with a faulty cell is still what
    /// its other cells say, and the fault is named when it is read.
    template <typename Test>
    [[nodiscard]] bool mostly(std::size_t column, const Test& passes) const {
        std::size_t present = 0;
        std::size_t passing = 0;
        for (const std::size_t row : m_rows) {
            const auto cell = m_table.cell(row, column);
            if (!isMissing(cell)) {
                ++present;
                passing += passes(cell) ? 1U : 0U;
            }
        }
        return passing > 0 && 2 * passing >= present;
    }

    [[nodiscard]] bool hasNumbers(std::size_t column) const {
        return mostly(column, [this](std::string_view cell) { return csv::number(cell, m_comma).has_value(); });
    }

    /// Whether a column holds dates: its header says so, or its cells are dates. Plain numbers of four digits are years
    /// only where they rise from line to line.
    [[nodiscard]] bool hasDates(std::size_t column) const {
        constexpr std::array<std::string_view, 6> kNames = {"year", "date", "month", "period", "time", "day"};
        if (m_header && std::find(kNames.begin(), kNames.end(), lowered(m_table.cell(0, column))) != kNames.end()) {
            return true;
        }
        if (!mostly(column, isDate)) {
            return false;
        }
        if (!hasNumbers(column)) {
            return true;
        }
        return m_rows.size() > 1 && m_table.columns() > 1 &&
               std::adjacent_find(m_rows.begin(), m_rows.end(), [&](std::size_t a, std::size_t b) {
                   return csv::number(m_table.cell(a, column)).value_or(0.0) >=
                          csv::number(m_table.cell(b, column)).value_or(0.0);
               }) == m_rows.end();
    }

    [[nodiscard]] Expected<std::optional<std::size_t>> dateColumn() const {
        if (m_options.dates) {
            const auto column = columnNamed(*m_options.dates);
            return column ? Expected<std::optional<std::size_t>>(*column) : tl::make_unexpected(column.error());
        }
        const auto asked = m_options.column ? columnNamed(*m_options.column) : Expected<std::size_t>(m_table.columns());
        if (!asked) {
            return tl::make_unexpected(asked.error());
        }
        for (std::size_t c = 0; c < m_table.columns(); ++c) {
            if (c != *asked && hasDates(c)) {
                return std::optional(c);
            }
        }
        return std::optional<std::size_t>{};
    }

    [[nodiscard]] Expected<std::size_t> valueColumn(std::optional<std::size_t> dates) const {
        if (m_options.column) {
            return columnNamed(*m_options.column);
        }
        std::vector<std::size_t> found;
        for (std::size_t c = 0; c < m_table.columns(); ++c) {
            const bool isCondition =
                std::any_of(m_options.where.begin(), m_options.where.end(),
                            [&](const auto& condition) { return lowered(condition.first) == lowered(headerOf(c)); });
            if (c != dates && !isCondition && hasNumbers(c)) {
                found.push_back(c);
            }
        }
        if (found.size() == 1) {
            return found.front();
        }
        // A file of two columns: the other one is meant, and its faulty cell will be named.
        if (found.empty() && dates && m_table.columns() == 2) {
            return *dates == 0 ? 1 : 0;
        }
        if (found.empty() && m_table.columns() == 1 && !dates) {
            return 0;
        }
        return problem(ErrorCode::Inconsistent,
                       found.empty() ? Message{"no column holds numbers.", {}}
                                     : Message{"{0} columns hold numbers.", {count(found.size())}},
                       {"Say which one is meant (--column); the columns are {0}.", {allHeaders()}});
    }

    /// The order that the dates of a column show; none when none of them needs one.
    [[nodiscard]] Expected<std::optional<DayOrder>> orderOf(std::size_t column) const {
        std::optional<DayOrder> order;
        std::size_t shownIn = 0;
        for (const std::size_t row : m_rows) {
            const auto shown = orderShownBy(m_table.cell(row, column));
            if (shown && order && *shown != *order) {
                return problem(ErrorCode::Inconsistent,
                               {"line {0} has the {1} first, line {2} the {3}.",
                                {count(m_table.line(shownIn)), *order == DayOrder::DayFirst ? "day" : "month",
                                 count(m_table.line(row)), *order == DayOrder::DayFirst ? "month" : "day"}},
                               {"Write all dates the same way, best as 2026-01-31.", {}});
            }
            if (shown && !order) {
                order = shown;
                shownIn = row;
            }
        }
        return order;
    }

    /// Nothing for a row that says neither when nor how much.
    [[nodiscard]] Expected<std::optional<Observation>> readRow(std::size_t row, std::size_t values,
                                                               std::optional<std::size_t> dates,
                                                               std::optional<DayOrder> order) const {
        Observation observation;
        observation.line = m_table.line(row);
        observation.value = std::numeric_limits<double>::quiet_NaN();
        const auto cell = m_table.cell(row, values);
        if (dates && isMissing(m_table.cell(row, *dates))) {
            if (isMissing(cell)) {
                return std::optional<Observation>{};
            }
            return inLine(row, {ErrorCode::Syntax,
                                {},
                                {"the value {0} has no date.", {std::string(cell)}},
                                {"Give its date, or take the line out.", {}}});
        }
        if (dates) {
            const auto when = parseMoment(m_table.cell(row, *dates), order);
            if (!when) {
                Error error = when.error();
                if (error.code == ErrorCode::Inconsistent) {
                    error.remedy = {"No date of the file shows which it is: say --day-order dmy or mdy.", {}};
                }
                return inLine(row, std::move(error));
            }
            observation.when = *when;
        }
        if (!isMissing(cell)) {
            const auto number = csv::number(cell, m_comma);
            if (!number) {
                return inLine(row, number.error());
            }
            observation.value = *number;
        }
        return std::optional(observation);
    }

    csv::Table m_table;
    const CsvOptions& m_options;
    std::vector<std::size_t> m_rows;
    bool m_comma = false;
    bool m_header = false;
};

}  // namespace

Expected<Observations> readSeriesCsv(std::string_view text, const CsvOptions& options) {
    auto table = csv::read(text, {options.name, std::nullopt, {}});
    if (!table) {
        return tl::unexpected(table.error());
    }
    return Reading(std::move(*table), options).run();
}

Expected<std::vector<CsvColumn>> seriesColumns(std::string_view text, const CsvOptions& options) {
    auto table = csv::read(text, {options.name, std::nullopt, {}});
    if (!table) {
        return tl::unexpected(table.error());
    }
    return Reading(std::move(*table), options).columns();
}

}  // namespace offtake::series
