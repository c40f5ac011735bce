#include "app/cli/study/ResultJson.h"

#include "app/cli/Figures.h"
#include "core/study/kinds/TrancheInputs.h"

namespace offtake::cli {

using namespace economics;
using Json = nlohmann::ordered_json;

namespace {

Json textOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json partyJson(const DealResult& deal, int party) {
    const auto index = static_cast<std::size_t>(party);
    return {{"id", deal.accounts->partyIds[index]}, {"name", deal.accounts->partyNames[index]}};
}

Json dateJson(const StudyResult& result, double position) { return isoDate(result.plan.structure.timeline.dateAt(position)); }

bool touches(const DealResult& deal, int party) {
    for (const AccountLine& line : deal.accounts->lines) {
        if (line.payer == party || line.payee == party) {
            return true;
        }
    }
    return false;
}

}  // namespace

Json studyJson(const StudyResult& result) {
    const study::Element& root = result.study.root();
    return {{"name", root.displayName()},
            {"start", isoDate(result.plan.structure.timeline.start)},
            {"months", result.plan.structure.timeline.months},
            {"currency", root.get(study::kCurrency).text},
            {"money", root.get(study::kMoneyView).text},
            {"scenario", textOrNull(result.scenario)},
            {"perspective", textOrNull(root.get(study::kPerspective).text)},
            {"baseline", result.deals.empty() ? Json(nullptr) : Json(result.deals[result.baseline].id)},
            {"sizing", root.get(study::kSizing).text}};
}

Json dealJson(const StudyResult& result, std::size_t deal) {
    const DealResult& computed = result.deals[deal];
    Json sizing = nullptr;
    if (computed.sizing) {
        sizing = {{"reason", computed.sizing->reason.english()}, {"remedy", computed.sizing->remedy.english()}};
    }
    return {{"id", computed.id},
            {"name", computed.name},
            {"party", partyJson(computed, computed.evaluation.party)},
            {"scale", computed.scale},
            {"sizing-problem", std::move(sizing)}};
}

Json figureJson(const DealResult& deal, const MetricInfo& info) {
    const auto figure = deal.figure(info.metric);
    return {{"value", numberOrNull(figure)}, {"reason", figure ? Json(nullptr) : Json(info.whyNone)}};
}

Json betterJson(const MetricInfo& info) {
    return info.better == Better::Lower ? Json("lower") : info.better == Better::Higher ? Json("higher") : Json(nullptr);
}

Json metricsJson(const DealResult& deal) {
    Json all = Json::object();
    for (const MetricInfo& info : metrics()) {
        Json figure = figureJson(deal, info);
        all[std::string(info.key)] = {{"label", info.label},
                                      {"value", std::move(figure["value"])},
                                      {"unit", storedUnit(info.unit)},
                                      {"better", betterJson(info)},
                                      {"reason", std::move(figure["reason"])}};
    }
    return all;
}

Json contractsJson(const StudyResult& result, std::size_t deal) {
    const study::DealStructure& structure = result.plan.structure.deals[deal];
    auto list = Json::array();
    for (std::size_t i = 0; i < structure.tranches.size(); ++i) {
        if (structure.tranches[i].kind == &study::kOwnedKind) {
            continue;
        }
        const ContractTerms<double>& terms = result.deals[deal].evaluation.terms[i];
        const Date afterEnd = result.plan.structure.timeline.dateAt(terms.end);
        list.push_back({{"tranche", structure.tranches[i].id},
                        {"name", structure.tranches[i].name},
                        {"start", dateJson(result, terms.start)},
                        {"last-day", isoDate(afterEnd - std::chrono::days(1))},
                        {"billed-months", terms.billedMonths},
                        {"headline", terms.headline},
                        {"firm", terms.firm},
                        {"firm-for-customer", terms.firmForCustomer},
                        {"financeable", terms.financeable},
                        {"customer-may-leave", terms.customerMayLeave ? dateJson(result, terms.exitByCustomer) : Json(nullptr)},
                        {"supplier-may-leave", terms.supplierMayLeave ? dateJson(result, terms.exitBySupplier) : Json(nullptr)},
                        {"billed-months-at-customers-exit", terms.billedAtExit}});
    }
    return list;
}

Json partiesJson(const StudyResult& result, std::size_t deal) {
    const DealResult& computed = result.deals[deal];
    auto list = Json::array();
    for (int party = 0; party < computed.accounts->parties(); ++party) {
        if (touches(computed, party)) {
            Json item = partyJson(computed, party);
            item["net"] = computed.netOfParty(party);
            list.push_back(std::move(item));
        }
    }
    return list;
}

Json linesJson(const StudyResult& result, std::size_t deal, bool cash, std::optional<Period> period) {
    auto list = Json::array();
    for (const LedgerRow& row : ledgerRows(result, deal)) {
        if (row.payer.empty() == cash) {
            continue;
        }
        Json item = {{cash ? "line" : "quantity", row.key}, {"title", row.title}};
        if (cash) {
            item["category"] = row.category;
        }
        item["tranche"] = textOrNull(row.tranche);
        if (cash) {
            item["loan"] = textOrNull(row.loan);
            item["payer"] = row.payer;
            item["payee"] = row.payee;
        }
        item["unit"] = row.unit;
        item["total"] = totalOf(row);
        item["beyond-horizon"] = row.beyondHorizon;
        if (period) {
            Json amounts = Json::object();
            for (const PeriodAmount& amount : byPeriod(result, row, *period)) {
                amounts[amount.period] = amount.amount;
            }
            item[*period == Period::Year ? "years" : "months"] = std::move(amounts);
        }
        list.push_back(std::move(item));
    }
    return list;
}

}  // namespace offtake::cli
