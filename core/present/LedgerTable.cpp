#include "core/present/LedgerTable.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "core/economics/metrics/PartyFlows.h"
#include "core/present/DealNames.h"
#include "core/present/NumberText.h"
#include "core/study/kinds/TrancheInputs.h"

namespace offtake::present {

using economics::AccountLine;
using economics::LineCategory;
using economics::StudyResult;

namespace {

constexpr std::array kCategories{LineCategory::Contract, LineCategory::Operation, LineCategory::Energy, LineCategory::Capital,
                                 LineCategory::Residual, LineCategory::Financing, LineCategory::Tax};

int firstYear(const StudyResult& result) {
    return static_cast<int>(std::chrono::year_month_day{result.plan.structure.timeline.start}.year());
}

/// Total and calendar years of amounts by month of the horizon.
template <typename Amounts>
std::vector<double> byYear(const StudyResult& result, const Amounts& months) {
    const study::Timeline& timeline = result.plan.structure.timeline;
    std::vector<double> sums(static_cast<std::size_t>(timeline.calendarYears) + 1, 0.0);
    for (std::size_t t = 0; t < static_cast<std::size_t>(timeline.months); ++t) {
        sums[static_cast<std::size_t>(timeline.calendarYear[t]) + 1] += months[t];
    }
    for (std::size_t year = 1; year < sums.size(); ++year) {
        sums[0] += sums[year];
    }
    return sums;
}

Column column(std::string id, std::string title, std::string unit = {}) {
    Column made;
    made.id = std::move(id);
    made.title = std::move(title);
    made.alignment = unit.empty() ? Alignment::Left : Alignment::Right;
    made.unit = std::move(unit);
    return made;
}

/// One magnitude and one number of decimals for all money of the table.
void shareMagnitude(TableSpec& table) {
    double largest = 0.0;
    for (const Row& row : table.rows) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const auto* number = std::get_if<NumberCell>(&row.cells[i].value);
            if (number != nullptr && table.columns[i].unit == "$") {
                largest = std::max(largest, std::abs(number->value));
            }
        }
    }
    for (Column& own : table.columns) {
        if (own.unit == "$") {
            own.magnitude = magnitudeFor(largest);
            own.decimals = decimalsFor(largest / own.magnitude.divisor);
        }
    }
}

Row amountRow(std::string id, std::vector<Cell> words, const std::vector<double>& amounts) {
    Row row;
    row.id = std::move(id);
    row.cells = std::move(words);
    for (const double amount : amounts) {
        row.cells.push_back(Cell::number(amount));
    }
    return row;
}

/// A date at a month position, as people write it in tables.
Cell dateCell(const StudyResult& result, double position) {
    return Cell::words(isoDate(result.plan.structure.timeline.dateAt(position)));
}

}  // namespace

TableSpec ledgerTable(const StudyResult& result, std::size_t deal) {
    const economics::DealResult& computed = result.deals[deal];
    const economics::Ledger<double>& ledger = computed.evaluation.ledger;
    const economics::Accounts& accounts = *computed.accounts;
    TableSpec table;
    table.id = "ledger." + computed.id;
    table.title = dealLabel(result, deal) + ": who pays whom for what";
    table.subtitle = "Nominal money within the horizon, by calendar year";
    table.columns = {column("line", "Line"), column("payer", "Paid by"), column("payee", "To"), column("total", "Total", "$")};
    for (int year = 0; year < result.plan.structure.timeline.calendarYears; ++year) {
        const std::string name = fmt::format("{}", firstYear(result) + year);
        table.columns.push_back(column(name, name, "$"));
    }
    for (const LineCategory category : kCategories) {
        bool hasHead = false;
        for (std::size_t i = 0; i < accounts.lines.size(); ++i) {
            const AccountLine& line = accounts.lines[i];
            const auto months = ledger.line(static_cast<int>(i)).first(ledger.months);
            const bool isEmpty = std::all_of(months.begin(), months.end(), [](double amount) { return amount == 0.0; });
            if (economics::infoOf(line.item).category != category || isEmpty) {
                continue;
            }
            if (!hasHead) {
                Row head;
                head.kind = Row::Kind::Group;
                head.id = fmt::format("group.{}", static_cast<int>(category));
                head.cells.push_back(Cell::words(std::string(economics::categoryLabel(category))));
                table.rows.push_back(std::move(head));
                hasHead = true;
            }
            const auto party = [&](int index) { return Cell::words(accounts.partyNames[static_cast<std::size_t>(index)]); };
            table.rows.push_back(amountRow(fmt::format("line.{}", i), {Cell::words(accounts.title(line)), party(line.payer), party(line.payee)},
                                           byYear(result, months)));
            table.rows.back().indent = 1;
        }
    }
    std::vector<double> net(ledger.months);
    for (std::size_t t = 0; t < ledger.months; ++t) {
        net[t] = economics::netOf(ledger, computed.evaluation.party, t);
    }
    const std::string party = partyOf(result, deal);
    table.rows.push_back(amountRow("net", {Cell::words("Net of " + party, "received less paid"), {}, {}}, byYear(result, net)));
    table.rows.back().kind = Row::Kind::Total;
    table.rows.push_back(amountRow("cost", {Cell::words("Cost of " + party, "before financing and tax"), {}, {}}, byYear(result, computed.costByMonth())));
    table.rows.back().kind = Row::Kind::Total;
    shareMagnitude(table);
    return table;
}

TableSpec partyTable(const StudyResult& result) {
    TableSpec table;
    table.id = "parties";
    table.title = "What each party receives less what it pays";
    table.subtitle = "Nominal money within the horizon, financing and tax included; each column sums to zero";
    table.columns.push_back(column("party", "Party"));
    if (result.deals.empty()) {
        return table;
    }
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        table.columns.push_back(column(result.deals[i].id, shortDealLabel(result, i), "$"));
        table.columns.back().role = Role::deal(static_cast<int>(i));
    }
    const economics::Accounts& accounts = *result.deals.front().accounts;
    std::vector<double> sums(result.deals.size(), 0.0);
    for (int party = 0; party < accounts.parties(); ++party) {
        std::vector<double> nets;
        for (std::size_t i = 0; i < result.deals.size(); ++i) {
            nets.push_back(result.deals[i].netOfParty(party));
            sums[i] += nets.back();
        }
        if (std::all_of(nets.begin(), nets.end(), [](double net) { return net == 0.0; })) {
            continue;
        }
        const auto at = static_cast<std::size_t>(party);
        const bool implicit = party >= accounts.studyParties;
        table.rows.push_back(amountRow(accounts.partyIds[at], {Cell::words(accounts.partyNames[at], implicit ? "not listed in the study" : "")}, nets));
    }
    // Sums of millions of cents leave rounding; nothing else may be left.
    table.rows.push_back(amountRow("sum", {Cell::words("Sum")}, sums));
    table.rows.back().kind = Row::Kind::Total;
    shareMagnitude(table);
    return table;
}

TableSpec contractTable(const StudyResult& result, std::size_t deal) {
    const economics::DealResult& computed = result.deals[deal];
    const study::DealStructure& structure = result.plan.structure.deals[deal];
    TableSpec table;
    table.id = "contracts." + computed.id;
    table.title = dealLabel(result, deal) + ": what the contracts promise";
    table.subtitle = "Before ramp and credits; firm is what survives the earliest exit of the other side";
    table.columns = {column("tranche", "Tranche"),
                     column("start", "Start"),
                     column("end", "Last day"),
                     column("billed", "Billed", "months"),
                     column("headline", "Headline", "$"),
                     column("firm", "Firm for the supplier", "$"),
                     column("firm-for-customer", "Firm for the customer", "$"),
                     column("financeable", "Financeable", "$"),
                     column("exit-customer", "Customer may leave"),
                     column("exit-supplier", "Supplier may leave")};
    for (std::size_t i = 0; i < structure.tranches.size(); ++i) {
        const study::TrancheStructure& tranche = structure.tranches[i];
        const economics::ContractTerms<double>& terms = computed.evaluation.terms[i];
        Row row;
        row.id = tranche.id;
        row.cells.push_back(Cell::words(tranche.name));
        if (tranche.kind == &study::kOwnedKind) {
            row.cells.push_back(Cell::words("Owned: no contract"));
            table.rows.push_back(std::move(row));
            continue;
        }
        row.cells.push_back(dateCell(result, terms.start));
        row.cells.push_back(Cell::words(isoDate(result.plan.structure.timeline.dateAt(terms.end) - std::chrono::days(1))));
        row.cells.push_back(Cell::number(terms.billedMonths));
        for (const double amount : {terms.headline, terms.firm, terms.firmForCustomer, terms.financeable}) {
            row.cells.push_back(Cell::number(amount));
        }
        row.cells.push_back(terms.customerMayLeave ? dateCell(result, terms.exitByCustomer) : Cell::missing("The customer has no right to leave early."));
        row.cells.push_back(terms.supplierMayLeave ? dateCell(result, terms.exitBySupplier) : Cell::missing("The supplier has no right to leave early."));
        table.rows.push_back(std::move(row));
    }
    bool wholeMonths = true;
    for (const auto& terms : computed.evaluation.terms) {
        wholeMonths = wholeMonths && terms.billedMonths == std::floor(terms.billedMonths);
    }
    table.columns[3].decimals = wholeMonths ? 0 : 1;
    shareMagnitude(table);
    return table;
}

}  // namespace offtake::present
