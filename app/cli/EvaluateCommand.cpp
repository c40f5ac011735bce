#include <algorithm>
#include <memory>
#include <numeric>

#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/Figures.h"
#include "app/cli/study/Problems.h"
#include "app/cli/study/ResultJson.h"
#include "app/cli/study/StudyArgument.h"
#include "core/present/ComparisonTable.h"
#include "core/present/LedgerTable.h"
#include "core/present/TableText.h"

namespace offtake::cli {

Action declareEvaluate(CLI::App& options);

namespace {

using economics::StudyResult;
using Json = nlohmann::ordered_json;

constexpr std::size_t kColumnsBeforeYears = 4;  // line, payer, payee, total

struct Options {
    StudyOptions study;
    std::string deal;
    bool lines = false;
    bool months = false;

    [[nodiscard]] std::optional<Period> period() const {
        return months ? std::optional(Period::Month) : lines ? std::optional(Period::Year) : std::nullopt;
    }
};

/// Deals × metrics, one row each.
Table metricTable(const StudyResult& result, const std::vector<std::size_t>& deals) {
    Table table{{}, {{"deal"}, {"metric"}, {"label"}, {"value"}, {"unit"}, {"reason"}}, {}};
    for (const std::size_t deal : deals) {
        for (const economics::MetricInfo& info : economics::metrics()) {
            const auto figure = result.deals[deal].figure(info.metric);
            table.rows.push_back({result.deals[deal].id, std::string(info.key), std::string(info.label),
                                  figure ? Cell(*figure) : Cell(), storedUnit(info.unit),
                                  std::string(figure ? "" : info.whyNone)});
        }
    }
    return table;
}

void keepColumns(present::TableSpec& table, const std::vector<std::size_t>& kept) {
    const auto choose = [&](auto& items) {
        auto all = std::move(items);
        items.clear();
        for (const std::size_t index : kept) {
            if (index < all.size()) {
                items.push_back(std::move(all[index]));
            }
        }
    };
    choose(table.columns);
    for (present::Row& row : table.rows) {
        choose(row.cells);
    }
}

/// All metrics, only of the deals that are wanted, without differences.
present::TableSpec metricsFor(const StudyResult& result, const std::vector<std::size_t>& deals) {
    present::TableSpec table = present::comparisonTable(result, {present::Audience::All, false, false});
    std::vector<std::size_t> kept{0};
    for (const std::size_t deal : deals) {
        kept.push_back(deal + 1);
    }
    keepColumns(table, kept);
    return table;
}

std::string report(const StudyResult& result, const Options& options, const std::vector<std::size_t>& deals) {
    std::string text = present::plainText(metricsFor(result, deals));
    for (const std::size_t deal : deals) {
        present::TableSpec ledger = present::ledgerTable(result, deal);
        if (!options.lines) {
            std::vector<std::size_t> kept(kColumnsBeforeYears);
            std::iota(kept.begin(), kept.end(), std::size_t{0});
            keepColumns(ledger, kept);
        }
        text += '\n' + present::plainText(present::contractTable(result, deal)) + '\n' + present::plainText(ledger);
    }
    return text;
}

Json asJson(const StudyResult& result, const Options& options, const std::vector<std::size_t>& deals) {
    auto list = Json::array();
    for (const std::size_t deal : deals) {
        const economics::DealResult& computed = result.deals[deal];
        Json item = dealJson(result, deal);
        item["metrics"] = metricsJson(computed);
        item["irrs"] = computed.irrs;
        item["equity-irrs"] = computed.equityIrrs;
        item["contracts"] = contractsJson(result, deal);
        item["lines"] = linesJson(result, deal, true, options.period());
        item["quantities"] = linesJson(result, deal, false, options.period());
        item["parties"] = partiesJson(result, deal);
        list.push_back(std::move(item));
    }
    return {{"study", studyJson(result)}, {"deals", std::move(list)}};
}

Expected<Answer> run(const Options& options) {
    const auto computed = compute(options.study);
    if (!computed) {
        return tl::make_unexpected(computed.error());
    }
    const StudyResult& result = computed->result;
    std::vector<std::size_t> deals(result.deals.size());
    std::iota(deals.begin(), deals.end(), std::size_t{0});
    if (!options.deal.empty()) {
        const auto deal = dealNamed(result, options.deal);
        if (!deal) {
            return tl::make_unexpected(deal.error());
        }
        deals = {*deal};
    }
    const std::vector<study::Problem> problems = study::validate(result.study);
    Answer answer;
    answer.notes = computed->notes;
    answer.json = asJson(result, options, deals);
    answer.json["problems"] = cli::asJson(problems);
    if (options.period()) {
        answer.tables.push_back(ledgerTable(result, deals, *options.period()));
    } else {
        answer.tables.push_back(metricTable(result, deals));
    }
    if (!options.months) {
        answer.text = report(result, options, deals);
        *answer.text += problems.empty() ? "" : '\n' + asText(problems);
    }
    return answer;
}

}  // namespace

Action declareEvaluate(CLI::App& app) {
    auto options = std::make_shared<Options>();
    declareStudy(app, options->study);
    app.add_option("--deal", options->deal, "Only this deal")->type_name("ID");
    app.add_flag("--lines", options->lines, "The ledger by line and calendar year");
    app.add_flag("--months", options->months, "The ledger by line and month");
    app.footer(
        "CSV has the metrics, or with --lines or --months the ledger, one amount a row.\n\n"
        "Examples:\n"
        "  offtake-cli evaluate founder-64-gpus --deal buy\n"
        "  offtake-cli evaluate spacex-reflection --months --format csv\n"
        "  offtake-cli evaluate spacex-google --scenario market-double --format json\n");
    return [options](const Common&) { return run(*options); };
}

}  // namespace offtake::cli
