#include "core/present/TableSpec.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/present/NumberText.h"

namespace offtake::present {
namespace {

const NumberCell* numberAt(const Row& row, std::size_t column) {
    return column < row.cells.size() ? std::get_if<NumberCell>(&row.cells[column].value) : nullptr;
}

Magnitude magnitudeOf(const TableSpec& table, const Row& row, const NumberCell& number, std::size_t column) {
    return number.magnitude.value_or(row.magnitude.value_or(table.columns.at(column).magnitude));
}

int columnDecimals(const TableSpec& table, std::size_t column) {
    if (table.columns[column].decimals) {
        return *table.columns[column].decimals;
    }
    double largest = 0.0;
    for (const Row& row : table.rows) {
        const NumberCell* number = numberAt(row, column);
        if (number != nullptr && std::isfinite(number->value) && !number->decimals && !number->magnitude && !row.magnitude &&
            !row.decimals) {
            largest = std::max(largest, std::abs(number->value));
        }
    }
    return decimalsFor(largest / table.columns[column].magnitude.divisor);
}

}  // namespace

Cell Cell::words(std::string text, std::string note) {
    Cell cell;
    cell.value = TextCell{std::move(text), std::move(note)};
    return cell;
}

Cell Cell::number(double value) {
    if (!std::isfinite(value)) {
        return missing("not defined");
    }
    Cell cell;
    NumberCell number;
    number.value = value;
    cell.value = std::move(number);
    return cell;
}

Cell Cell::change(double value, Meaning meaning) {
    Cell cell = number(value);
    if (auto* number = std::get_if<NumberCell>(&cell.value)) {
        number->plusSign = true;
        cell.meaning = meaning;
    }
    return cell;
}

Cell Cell::missing(std::string reason) {
    Cell cell;
    cell.hint = reason;
    cell.value = MissingCell{std::move(reason)};
    cell.meaning = Meaning::Muted;
    return cell;
}

Cell Cell::barOnly(double length, Meaning meaning) {
    Cell cell;
    cell.bar = std::clamp(std::isfinite(length) ? length : 0.0, -1.0, 1.0);
    cell.meaning = meaning;
    return cell;
}

const Cell& cellAt(const TableSpec& table, std::size_t row, std::size_t column) {
    static const Cell kBlank;
    const std::vector<Cell>& cells = table.rows.at(row).cells;
    return column < cells.size() ? cells[column] : kBlank;
}

std::string cellText(const TableSpec& table, std::size_t row, std::size_t column) {
    const Cell& cell = cellAt(table, row, column);
    if (const auto* text = std::get_if<TextCell>(&cell.value)) {
        return text->text;
    }
    if (std::holds_alternative<MissingCell>(cell.value)) {
        return "–";
    }
    const auto* number = std::get_if<NumberCell>(&cell.value);
    if (number == nullptr) {
        return {};
    }
    const Row& own = table.rows[row];
    const double shown = number->value / magnitudeOf(table, own, *number, column).divisor;
    int decimals = 0;
    if (number->decimals) {
        decimals = *number->decimals;
    } else if (number->magnitude) {
        decimals = decimalsFor(shown);
    } else if (own.decimals) {
        decimals = *own.decimals;
    } else {
        decimals = own.magnitude ? decimalsFor(shown) : columnDecimals(table, column);
    }
    return numberText(shown, {decimals, number->plusSign, true});
}

std::string cellUnit(const TableSpec& table, std::size_t row, std::size_t column) {
    const auto* number = std::get_if<NumberCell>(&cellAt(table, row, column).value);
    return number == nullptr || (!number->unit && !number->magnitude) ? std::string() : shownUnit(table, row, column);
}

std::string shownUnit(const TableSpec& table, std::size_t row, std::size_t column) {
    const auto* number = std::get_if<NumberCell>(&cellAt(table, row, column).value);
    if (number == nullptr) {
        return {};
    }
    return shortUnit(baseUnit(table, row, column), magnitudeOf(table, table.rows[row], *number, column));
}

std::string baseUnit(const TableSpec& table, std::size_t row, std::size_t column) {
    const auto* number = std::get_if<NumberCell>(&cellAt(table, row, column).value);
    if (number == nullptr) {
        return {};
    }
    return number->unit.value_or(table.rows[row].unit.value_or(table.columns.at(column).unit));
}

std::string columnTitle(const Column& column) {
    const std::string unit = shortUnit(column.unit, column.magnitude);
    if (unit.empty()) {
        return column.title;
    }
    return column.title.empty() ? unit : column.title + ", " + unit;
}

void chooseMagnitudes(TableSpec& table) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        double largest = 0.0;
        for (const Row& row : table.rows) {
            const NumberCell* number = numberAt(row, column);
            if (number != nullptr && !number->magnitude && !row.magnitude && std::isfinite(number->value)) {
                largest = std::max(largest, std::abs(number->value));
            }
        }
        table.columns[column].magnitude = magnitudeFor(largest);
    }
}

std::string meaningWord(Meaning meaning) {
    switch (meaning) {
        case Meaning::Better:
            return "better";
        case Meaning::Worse:
            return "worse";
        case Meaning::None:
        case Meaning::Muted:
            break;
    }
    return {};
}

}  // namespace offtake::present
