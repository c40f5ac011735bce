#include "core/present/ForecastTables.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "core/forecast/StepText.h"

namespace offtake::present {

namespace {

constexpr int kMeasureDecimals = 2;

std::string labelOf(std::string_view key) {
    for (const forecast::OutlookMethod& method : forecast::outlookMethods()) {
        if (method.key == key) {
            return std::string(method.label);
        }
    }
    return std::string(key);
}

/// A figure of a back-test.
struct Measure {
    const char* id;
    const char* title;
    const char* unit;
    double forecast::OutlookScore::*figure;
    double scale;
    int decimals;
};
constexpr std::array kMeasures = {
    Measure{"mase", "MASE", "", &forecast::OutlookScore::mase, 1.0, kMeasureDecimals},
    Measure{"rmsse", "RMSSE", "", &forecast::OutlookScore::rmsse, 1.0, kMeasureDecimals},
    Measure{"smape", "sMAPE", "%", &forecast::OutlookScore::smape, 1.0, 1},
    Measure{"coverage-80", "in 80 %", "%", &forecast::OutlookScore::coverage80, 100.0, 0},
    Measure{"coverage-95", "in 95 %", "%", &forecast::OutlookScore::coverage95, 100.0, 0},
    Measure{"pinball", "pinball", "", &forecast::OutlookScore::pinball, 1.0, kMeasureDecimals}};

Column words(std::string id, std::string title) {
    Column column;
    column.id = std::move(id);
    column.title = std::move(title);
    column.alignment = Alignment::Left;
    return column;
}

Row fact(std::string name, Cell value) {
    Row row;
    row.id = name;
    row.cells = {Cell::words(std::move(name)), std::move(value)};
    return row;
}

Cell cellOf(const Measure& measure, const forecast::OutlookScore& score) {
    Cell cell = Cell::number(measure.scale * score.*measure.figure);
    if (auto* number = std::get_if<NumberCell>(&cell.value); number != nullptr && *measure.unit != '\0') {
        number->unit = measure.unit;
    }
    return cell;
}

Cell significant(double value) {
    Cell cell = Cell::words(fmt::format("{:.4g}", value));
    cell.hint = fmt::format("{}", value);
    return cell;
}

}  // namespace

TableSpec modelTable(const forecast::Series& series, const forecast::Outlook& outlook) {
    TableSpec table;
    table.id = "model";
    table.title = "Model";
    table.columns = {words("what", "Model"), words("value", "")};
    table.rows.push_back(fact("method", Cell::words(labelOf(outlook.method))));
    table.rows.push_back(fact("fitted", Cell::words(outlook.model)));
    table.rows.push_back(fact("values", Cell::words(fmt::format("{}", series.values.size()),
                                                    fmt::format("{} to {}", forecast::stepText(series, 0),
                                                                forecast::stepText(series, series.values.size() - 1)))));
    for (const auto& [name, value] : outlook.parameters) {
        table.rows.push_back(fact(name, significant(value)));
    }
    return table;
}

TableSpec backtestTable(const forecast::OutlookTest& test) {
    TableSpec table;
    table.id = "back-test";
    table.title = "Back-test";
    table.subtitle = fmt::format("{} origins, {} steps ahead", test.origins, test.horizon);
    table.columns.push_back(words("method", "Back-test"));
    for (const Measure& measure : kMeasures) {
        Column column;
        column.id = measure.id;
        column.title = measure.title;
        column.decimals = measure.decimals;
        table.columns.push_back(std::move(column));
    }
    const auto best = forecast::bestMethod(test);
    for (const forecast::OutlookScore& score : test.scores) {
        Row row;
        row.id = score.method;
        row.cells.push_back(Cell::words(labelOf(score.method), score.method == best ? "lowest MASE" : ""));
        for (const Measure& measure : kMeasures) {
            row.cells.push_back(score.failure ? Cell::missing(score.failure->reason.english()) : cellOf(measure, score));
        }
        for (Cell& cell : row.cells) {
            cell.bold = score.method == best;
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::string backtestSentence(const forecast::OutlookTest& test, std::string_view method) {
    const auto own = std::find_if(test.scores.begin(), test.scores.end(),
                                  [&](const forecast::OutlookScore& score) { return score.method == method; });
    const auto best = forecast::bestMethod(test);
    if (own == test.scores.end() || own->failure || !best) {
        return "The method could not forecast the series' own past: nothing measures its error.";
    }
    std::string text = fmt::format("Back-test, {} origins and {} steps ahead: MASE {:.2f}, ", test.origins, test.horizon, own->mase);
    text += *best == method ? std::string("the lowest of those tested")
                            : fmt::format("{} is lowest", labelOf(*best));
    return text + fmt::format("; {:.0f} % of values fell within the 80 % interval.", 100.0 * own->coverage80);
}

}  // namespace offtake::present
