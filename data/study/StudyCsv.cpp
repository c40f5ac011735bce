#include "data/study/StudyCsv.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "core/study/Assign.h"
#include "core/study/DistributionText.h"
#include "core/study/Validate.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/StudyInputs.h"
#include "core/units/Format.h"
#include "data/csv/Csv.h"
#include "data/study/Canonical.h"
#include "data/study/StoredSpread.h"
#include "data/study/Suggest.h"

namespace offtake::study {

namespace {

constexpr std::array<std::string_view, 11> kColumns{"path", "label", "value", "unit", "low", "high", "distribution", "process", "source", "estimate", "note"};
constexpr std::string_view kFormulaStarts = "=+-@\t\r";

std::string dayText(double days) { return isoDate(Date{std::chrono::days{static_cast<int>(days)}}); }

std::string numberCell(const Input& input, double stored) {
    if (input.shape == Shape::Date) {
        return dayText(stored);
    }
    units::NamedUnit bare = input.unit;
    bare.symbol = {};
    return units::fullPrecision(stored, bare);
}

std::string valueCell(const Input& input, const Value& value) {
    if (!value.assumption.empty()) {
        return "= " + value.assumption;
    }
    if (!input.numeric()) {
        return value.text;
    }
    std::string list;
    for (const double number : value.numbers) {
        list += (list.empty() ? "" : "; ") + numberCell(input, number);
    }
    return list;
}

std::string_view unitOf(const Input& input) {
    return input.numeric() && input.shape != Shape::Date ? input.unit.symbol : std::string_view{};
}

/// "tri(80, 90, 95) %": with its unit, so that it reads the same wherever it is put.
std::string distributionCell(const Input& input, const Value& value) {
    if (value.uncertainty.family == Family::Certain) {
        return {};
    }
    return familyText(input, value.uncertainty, Digits::Shown) + (input.unit.symbol.empty() ? "" : " " + std::string(input.unit.symbol));
}

/// The text without the apostrophe that keeps a spreadsheet from running it.
std::string_view unprotected(std::string_view cell) {
    const bool isProtected = cell.size() > 1 && cell[0] == '\'' && kFormulaStarts.find(cell[1]) != std::string_view::npos;
    return isProtected ? cell.substr(1) : cell;
}

/// Reads the rows of a table as edits of a study.
class Importer {
public:
    Importer(const Study& study, const csv::Table& table, const std::string& name) : m_study(study), m_table(table), m_name(name) {}

    Expected<std::vector<Edit>> run() {
        if (const auto known = findColumns(); !known) {
            return tl::unexpected(known.error());
        }
        std::vector<Edit> edits;
        std::map<std::string, std::size_t> lines;
        for (std::size_t row = 1; row < m_table.rows(); ++row) {
            const std::string path(cell(row, "path"));
            if (const auto first = lines.emplace(path, m_table.line(row)); !first.second) {
                return refuse(row, ErrorCode::Inconsistent, {"The path \"{0}\" stands on line {1} already.", {path, static_cast<std::int64_t>(first.first->second)}},
                              {"Keep one of the two.", {}});
            }
            auto set = readRow(row, path);
            if (!set) {
                return tl::unexpected(set.error());
            }
            if (*set) {
                edits.push_back(Edit{std::move(**set)});
            }
        }
        return edits;
    }

private:
    const Study& m_study;
    const csv::Table& m_table;
    const std::string& m_name;
    std::map<std::string, std::size_t, std::less<>> m_columns;

    [[nodiscard]] std::string subjectOf(std::size_t row) const { return fmt::format("{}, line {}", m_name, m_table.line(row)); }
    [[nodiscard]] tl::unexpected<Error> refuse(std::size_t row, ErrorCode code, Message reason, Message remedy = {}) const {
        return fail(code, subjectOf(row), std::move(reason), std::move(remedy));
    }
    /// An error about the input at `path`, with the line before it.
    [[nodiscard]] tl::unexpected<Error> about(std::size_t row, const std::string& path, Error error) const {
        error.subject = subjectOf(row) + ", " + path;
        return tl::unexpected(std::move(error));
    }

    Expected<void> findColumns() {
        const std::vector<std::string> known(kColumns.begin(), kColumns.end());
        for (std::size_t column = 0; m_table.rows() > 0 && column < m_table.columns(); ++column) {
            const std::string title(m_table.cell(0, column));
            if (std::find(known.begin(), known.end(), title) == known.end()) {
                return refuse(0, ErrorCode::UnknownName, {"There is no column \"{0}\".", {title}}, possibleNames(title, known));
            }
            if (!m_columns.emplace(title, column).second) {
                return refuse(0, ErrorCode::Inconsistent, {"There are two columns \"{0}\".", {title}}, {"Keep one of the two.", {}});
            }
        }
        for (const char* needed : {"path", "value"}) {
            if (!has(needed)) {
                return fail(ErrorCode::Syntax, m_name, {"The column \"{0}\" is missing.", {std::string(needed)}}, {"The first line names the columns: path,value,unit.", {}});
            }
        }
        return {};
    }

    [[nodiscard]] bool has(std::string_view column) const { return m_columns.find(column) != m_columns.end(); }
    [[nodiscard]] std::string_view cell(std::size_t row, std::string_view column) const {
        const auto found = m_columns.find(column);
        return found == m_columns.end() ? std::string_view{} : m_table.cell(row, found->second);
    }
    /// The text of a cell; as the study has it where only the apostrophe is in doubt.
    [[nodiscard]] std::string textOf(std::size_t row, std::string_view column, const std::string& present) const {
        const std::string_view raw = cell(row, column);
        return std::string(raw == present ? raw : unprotected(raw));
    }

    /// A number cell with its unit behind each number, as people type it.
    [[nodiscard]] std::string typed(std::string_view text, std::string_view unit) const {
        if (unit.empty() || text.starts_with('=')) {
            return eachWithUnit(text, {});
        }
        const std::size_t tilde = text.find('~');
        const std::string process(tilde == std::string_view::npos ? std::string_view{} : text.substr(tilde));
        std::string level(text.substr(0, tilde));
        level.erase(level.find_last_not_of(' ') + 1);
        if (level.ends_with(')')) {  // one unit behind the bracket is that of all numbers in it
            return level + " " + std::string(unit) + process;
        }
        return (level.find('(') == std::string::npos ? eachWithUnit(level, unit) : level) + process;
    }

    [[nodiscard]] std::string eachWithUnit(std::string_view text, std::string_view unit) const {
        std::string out;
        for (std::size_t from = 0; from <= text.size();) {
            const std::size_t end = std::min(text.find(';', from), text.size());
            std::string part(text.substr(from, end - from));
            const bool plain = csv::number(part, m_table.decimalComma()).has_value();
            if (plain) {
                // The digits themselves, not the double: moving the point of a percent must not round twice.
                std::replace(part.begin(), part.end(), ',', '.');
            }
            const bool bare = plain || (!part.empty() && part.back() >= '0' && part.back() <= '9');  // a range, "5 to 9"
            part += unit.empty() || !bare ? "" : " " + std::string(unit);
            out += (from == 0 ? "" : "; ") + part;
            from = end + 1;
        }
        return out;
    }

    /// The edit that a row makes; nothing when the study has the value already.
    Expected<std::optional<SetValue>> readRow(std::size_t row, const std::string& pathText) const {
        const auto path = parsePath(pathText);
        const auto place = path ? findInput(m_study, *path) : Expected<InputPlace>(tl::unexpected(path.error()));
        if (!place) {
            const auto near = nearPaths(m_study, pathText, 1);
            Error error = place.error();
            if (!near.empty()) {
                error.remedy = {"Did you mean \"{0}\"?", {near.front()}};
            }
            return about(row, pathText, std::move(error));
        }
        auto value = readValue(row, pathText, *place);
        if (!value) {
            return tl::unexpected(value.error());
        }
        if (*value == place->value()) {
            return std::optional<SetValue>();
        }
        return std::optional(SetValue{*path, std::move(*value)});
    }

    Expected<Value> readValue(std::size_t row, const std::string& path, const InputPlace& place) const {
        const Input& input = place.input();
        const Value& present = place.value();
        const std::string text = textOf(row, "value", present.text);
        const bool measured = input.numeric() && input.shape != Shape::Date;
        auto value = parseValue(input, measured ? typed(text, cell(row, "unit")) : text, path);
        if (!value) {
            return about(row, path, value.error());
        }
        if (!value->assumption.empty() && value->assumption == present.assumption) {
            value->numbers = present.numbers;
        }
        Expected<void> done = readRange(row, path, input, present, *value);
        done = done ? readUncertainty(row, path, input, present, *value) : done;
        done = done ? readOrigin(row, present, *value) : done;
        if (!done) {
            return tl::unexpected(done.error());
        }
        if (const auto checked = checkValue(input, *value, path); !checked) {
            return about(row, path, checked.error());
        }
        return value;
    }

    [[nodiscard]] static bool sameValue(const Value& a, const Value& b) { return a.numbers == b.numbers && a.text == b.text && a.assumption == b.assumption; }

    Expected<void> readRange(std::size_t row, const std::string& path, const Input& input, const Value& present, Value& value) const {
        const bool stays = sameValue(value, present) && !value.low && !value.high;
        for (const auto& end : {std::pair("low", &Value::low), std::pair("high", &Value::high)}) {
            std::optional<double>& stored = value.*end.second;
            const std::string_view text = cell(row, end.first);
            if (!has(end.first)) {
                stored = stays ? present.*end.second : stored;
            } else if (!text.empty()) {
                if (!input.numeric() || stored) {
                    return refuse(row, ErrorCode::Inconsistent, {stored ? "{0} is a range already." : "{0} has no range.", {std::string(input.label)}}, {"Empty the column \"{0}\".", {std::string(end.first)}});
                }
                Input single = input;
                single.shape = input.shape == Shape::Path ? Shape::Number : input.shape;
                const auto number = parseValue(single, input.shape == Shape::Date ? std::string(text) : typed(text, cell(row, "unit")), path);
                if (!number) {
                    return about(row, path, number.error());
                }
                if (number->low || !number->assumption.empty()) {
                    return refuse(row, ErrorCode::Syntax, {"One number belongs into the column \"{0}\".", {std::string(end.first)}});
                }
                stored = number->number();
            }
        }
        return {};
    }

    /// What is not in a column stays as it is where the value stays.
    Expected<void> readUncertainty(std::size_t row, const std::string& path, const Input& input, const Value& present, Value& value) const {
        const bool stays = sameValue(value, present) && value.uncertainty.none();
        if (stays && !has("distribution")) {
            value.uncertainty.family = present.uncertainty.family;
            value.uncertainty.parameters = present.uncertainty.parameters;
        }
        if (stays && !has("process")) {
            value.uncertainty.process = present.uncertainty.process;
        }
        const std::string_view distribution = unprotected(cell(row, "distribution"));
        const std::string_view process = unprotected(cell(row, "process"));
        if (distribution.empty() && process.empty()) {
            return {};
        }
        if (!distribution.empty()) {  // it says what the range is
            value.low = has("low") ? value.low : std::nullopt;
            value.high = has("high") ? value.high : std::nullopt;
        }
        const auto read = readSpread(input, distribution, process, !cell(row, "value").empty(), path, value);
        return read ? read : about(row, path, read.error());
    }

    Expected<void> readOrigin(std::size_t row, const Value& present, Value& value) const {
        const bool stays = sameContent(value, present);
        value.source = has("source") ? textOf(row, "source", present.source) : stays ? present.source : "";
        value.note = has("note") ? textOf(row, "note", present.note) : stays ? present.note : "";
        value.estimate = !has("estimate") && stays && present.estimate;
        if (!value.source.empty() && m_study.source(value.source) == nullptr) {
            std::vector<std::string> ids;
            for (const ElementPtr& source : m_study.root().childrenOf(Role::Source)) {
                ids.push_back(source->id);
            }
            return refuse(row, ErrorCode::UnknownName, {"The source \"{0}\" is not in this study.", {value.source}}, possibleNames(value.source, ids));
        }
        if (const std::string_view said = cell(row, "estimate"); said == "yes" || said == "true" || said == "1") {
            value.estimate = true;
        } else if (!said.empty() && said != "no" && said != "false" && said != "0") {
            return refuse(row, ErrorCode::Syntax, {"\"{0}\" is neither yes nor no.", {std::string(said)}}, {"Write yes, or leave it empty.", {}});
        }
        return {};
    }
};

csv::WriteOptions forSpreadsheets() {
    csv::WriteOptions options;
    options.protection = csv::Protection::Formulas;
    return options;
}

void header(csv::Writer& writer, std::initializer_list<std::string_view> titles) {
    for (const std::string_view title : titles) {
        writer.text(title);
    }
    writer.endRow();
}

/// month,date,within_horizon
void writeMonth(csv::Writer& writer, const Timeline& timeline, std::size_t month, Date date) {
    writer.number(static_cast<double>(month));
    writer.text(isoDate(date));
    writer.text(static_cast<int>(month) < timeline.months ? "yes" : "no");
}

}  // namespace

std::string valuesCsv(const Study& given) {
    const Study study = canonical(given);
    csv::Writer writer(forSpreadsheets());
    for (const std::string_view title : kColumns) {
        writer.text(title);
    }
    writer.endRow();
    walk(study.root(), {}, [&](const Path& path, const Element& element) {
        for (std::size_t i = 0; i < element.values.size(); ++i) {
            const Input& input = *element.kind->inputs[i];
            const Value& value = element.values[i];
            writer.text(path.input(input.key).text());
            writer.text(input.label);
            writer.text(valueCell(input, value));
            writer.text(unitOf(input));
            writer.text(value.low ? numberCell(input, *value.low) : "");
            writer.text(value.high ? numberCell(input, *value.high) : "");
            writer.text(distributionCell(input, value));
            writer.text(processText(value.uncertainty.process, Digits::Shown));
            writer.text(value.source);
            writer.text(value.estimate ? "yes" : "");
            writer.text(value.note);
            writer.endRow();
        }
    });
    return writer.bytes();
}

Expected<std::vector<Edit>> importValues(const Study& study, std::string_view text, const std::string& name) {
    csv::ReadOptions options;
    options.name = name;
    const auto table = csv::read(text, options);
    if (!table) {
        return tl::unexpected(table.error());
    }
    return Importer(study, *table, name).run();
}

std::string ledgerCsv(const economics::StudyResult& result) {
    csv::Writer writer(forSpreadsheets());
    header(writer, {"deal", "tranche", "line", "label", "category", "payer", "payee", "month", "date", "within_horizon", "amount", "currency"});
    const Timeline& timeline = result.plan.structure.timeline;
    const std::string& currency = result.study.root().get(kCurrency).text;
    for (std::size_t d = 0; d < result.deals.size(); ++d) {
        const auto& deal = result.deals[d];
        const auto& ledger = deal.evaluation.ledger;
        for (std::size_t i = 0; i < deal.accounts->lines.size(); ++i) {
            const economics::AccountLine& line = deal.accounts->lines[i];
            const economics::LineInfo& info = economics::infoOf(line.item);
            for (std::size_t month = 0; month < ledger.columns; ++month) {
                const double amount = ledger.line(static_cast<int>(i))[month];
                if (amount == 0.0) {
                    continue;
                }
                writer.text(deal.id);
                writer.text(line.tranche < 0 ? "" : result.plan.structure.deals[d].tranches[static_cast<std::size_t>(line.tranche)].id);
                writer.text(info.key);
                writer.text(info.label);
                writer.text(economics::categoryLabel(info.category));
                writer.text(deal.accounts->partyIds[static_cast<std::size_t>(line.payer)]);
                writer.text(deal.accounts->partyIds[static_cast<std::size_t>(line.payee)]);
                const bool onStart = info.dating == economics::Dating::OnStart;
                writeMonth(writer, timeline, month, onStart ? timeline.firstDay(static_cast<int>(month)) : timeline.flowDate(static_cast<int>(month)));
                writer.number(amount);
                writer.text(currency);
                writer.endRow();
            }
        }
    }
    return writer.bytes();
}

std::string quantitiesCsv(const economics::StudyResult& result) {
    csv::Writer writer(forSpreadsheets());
    header(writer, {"deal", "tranche", "quantity", "label", "month", "date", "within_horizon", "value", "unit"});
    const Timeline& timeline = result.plan.structure.timeline;
    for (std::size_t d = 0; d < result.deals.size(); ++d) {
        const auto& tranches = result.plan.structure.deals[d].tranches;
        const auto& ledger = result.deals[d].evaluation.ledger;
        for (std::size_t tranche = 0; tranche < tranches.size(); ++tranche) {
            for (const economics::QuantityInfo& info : economics::quantities()) {
                const auto values = ledger.quantity(tranche, info.quantity);
                for (std::size_t month = 0; month < values.size(); ++month) {
                    if (values[month] == 0.0) {
                        continue;
                    }
                    writer.text(result.deals[d].id);
                    writer.text(tranches[tranche].id);
                    writer.text(info.key);
                    writer.text(info.label);
                    writeMonth(writer, timeline, month, timeline.firstDay(static_cast<int>(month)));
                    writer.number(values[month]);
                    writer.text(info.unit);
                    writer.endRow();
                }
            }
        }
    }
    return writer.bytes();
}

}  // namespace offtake::study
