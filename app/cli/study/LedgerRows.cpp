#include "app/cli/study/LedgerRows.h"

#include <numeric>

namespace offtake::cli {

using namespace economics;

namespace {

std::string monthText(const StudyResult& result, std::size_t month) {
    return isoDate(result.plan.structure.timeline.firstDay(static_cast<int>(month))).substr(0, 7);
}

double sumOf(std::span<const double> amounts) { return std::accumulate(amounts.begin(), amounts.end(), 0.0); }

}  // namespace

std::vector<LedgerRow> ledgerRows(const StudyResult& result, std::size_t deal) {
    const DealResult& computed = result.deals[deal];
    const Ledger<double>& ledger = computed.evaluation.ledger;
    const study::DealStructure& structure = result.plan.structure.deals[deal];
    const auto trancheId = [&](int index) { return index < 0 ? std::string() : structure.tranches[static_cast<std::size_t>(index)].id; };
    const auto partyId = [&](int index) { return computed.accounts->partyIds[static_cast<std::size_t>(index)]; };
    std::vector<LedgerRow> rows;
    for (std::size_t i = 0; i < computed.accounts->lines.size(); ++i) {
        const AccountLine& line = computed.accounts->lines[i];
        const LineInfo& info = infoOf(line.item);
        const auto all = ledger.line(static_cast<int>(i));
        rows.push_back({std::string(info.key), computed.accounts->title(line), std::string(categoryLabel(info.category)),
                        trancheId(line.tranche), line.loan < 0 ? std::string() : structure.loans[static_cast<std::size_t>(line.loan)].id,
                        partyId(line.payer), partyId(line.payee), "$", all.first(ledger.months), sumOf(all.subspan(ledger.months))});
    }
    for (std::size_t tranche = 0; tranche < structure.tranches.size(); ++tranche) {
        for (const QuantityInfo& info : quantities()) {
            const auto all = ledger.quantity(tranche, info.quantity);
            rows.push_back({std::string(info.key), std::string(info.label) + " · " + computed.accounts->trancheNames[tranche], {},
                            structure.tranches[tranche].id, {}, {}, {}, std::string(info.unit), all.first(ledger.months),
                            sumOf(all.subspan(ledger.months))});
        }
    }
    return rows;
}

std::vector<PeriodAmount> byPeriod(const StudyResult& result, const LedgerRow& row, Period period) {
    std::vector<PeriodAmount> amounts;
    for (std::size_t t = 0; t < row.amounts.size(); ++t) {
        std::string name = monthText(result, t);
        if (period == Period::Year) {
            name.resize(4);
        }
        if (amounts.empty() || amounts.back().period != name) {
            amounts.push_back({std::move(name), 0.0});
        }
        amounts.back().amount += row.amounts[t];
    }
    return amounts;
}

double totalOf(const LedgerRow& row) { return sumOf(row.amounts); }

Table ledgerTable(const StudyResult& result, std::span<const std::size_t> deals, Period period) {
    Table table{{},
                {{"deal"}, {"line"}, {"title"}, {"tranche"}, {"loan"}, {"payer"}, {"payee"}, {"unit"},
                 {period == Period::Year ? "year" : "month"}, {"amount"}},
                {}};
    for (const std::size_t deal : deals) {
        for (const LedgerRow& row : ledgerRows(result, deal)) {
            for (PeriodAmount& item : byPeriod(result, row, period)) {
                table.rows.push_back({result.deals[deal].id, row.key, row.title, row.tranche, row.loan, row.payer, row.payee,
                                      row.unit, std::move(item.period), item.amount});
            }
        }
    }
    return table;
}

}  // namespace offtake::cli
