#include <algorithm>
#include <cmath>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/Figures.h"
#include "app/cli/study/Problems.h"
#include "app/cli/study/ResultJson.h"
#include "app/cli/study/StudyArgument.h"
#include "core/present/ComparisonText.h"
#include "core/present/LedgerTable.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::cli {

Action declareCompare(CLI::App& options);

namespace {

using economics::Better;
using economics::MetricInfo;
using economics::StudyResult;
using study::Assignment;
using Json = nlohmann::ordered_json;

struct Options {
    StudyOptions study;
    std::string baseline;
    std::string sizing;
    std::string perspective;
    std::string audience = "all";
};

/// The options that are inputs of the study too.
std::vector<Assignment> asAssignments(const Options& options) {
    std::vector<Assignment> assignments;
    const auto add = [&](const study::Input& input, const std::string& value) {
        if (!value.empty()) {
            assignments.push_back({study::Path{}.input(input.key).text(), value});
        }
    };
    add(study::kBaseline, options.baseline);
    add(study::kSizing, options.sizing);
    add(study::kPerspective, options.perspective);
    return assignments;
}

struct Difference {
    std::optional<double> absolute;
    std::optional<double> relative;  ///< of the size of the baseline's figure
};

Difference differenceOf(const StudyResult& result, std::size_t deal, const MetricInfo& info) {
    const auto mine = result.deals[deal].figure(info.metric);
    const auto theirs = result.deals[result.baseline].figure(info.metric);
    if (!mine || !theirs) {
        return {};
    }
    const double absolute = *mine - *theirs;
    return {absolute, *theirs == 0.0 ? std::nullopt : std::optional(absolute / std::abs(*theirs))};
}

Json metricRows(const StudyResult& result) {
    auto list = Json::array();
    for (const MetricInfo& info : economics::metrics()) {
        Json values = Json::object();
        Json differences = Json::object();
        for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
            values[result.deals[deal].id] = figureJson(result.deals[deal], info);
            if (deal != result.baseline) {
                const Difference difference = differenceOf(result, deal, info);
                differences[result.deals[deal].id] = {{"absolute", numberOrNull(difference.absolute)},
                                                      {"relative", numberOrNull(difference.relative)}};
            }
        }
        list.push_back({{"metric", info.key},
                        {"label", info.label},
                        {"unit", storedUnit(info.unit)},
                        {"better", betterJson(info)},
                        {"values", std::move(values)},
                        {"differences", std::move(differences)}});
    }
    return list;
}

Json asJson(const StudyResult& result, const std::vector<std::string>& sentences) {
    auto deals = Json::array();
    for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
        Json item = dealJson(result, deal);
        item["irrs"] = result.deals[deal].irrs;
        item["equity-irrs"] = result.deals[deal].equityIrrs;
        item["contracts"] = contractsJson(result, deal);
        item["parties"] = partiesJson(result, deal);
        deals.push_back(std::move(item));
    }
    return {{"study", studyJson(result)}, {"answer", sentences}, {"metrics", metricRows(result)}, {"deals", std::move(deals)}};
}

Table asTable(const StudyResult& result) {
    Table table{{}, {{"metric"}, {"label"}, {"unit"}}, {}};
    for (const economics::DealResult& deal : result.deals) {
        table.columns.push_back({deal.id});
    }
    for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
        if (deal != result.baseline) {
            table.columns.push_back({result.deals[deal].id + ".difference"});
            table.columns.push_back({result.deals[deal].id + ".relative"});
        }
    }
    const auto cell = [](const std::optional<double>& number) { return number ? cli::Cell(*number) : cli::Cell(); };
    for (const MetricInfo& info : economics::metrics()) {
        std::vector<cli::Cell> row{std::string(info.key), std::string(info.label), storedUnit(info.unit)};
        for (const economics::DealResult& deal : result.deals) {
            row.push_back(cell(deal.figure(info.metric)));
        }
        for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
            if (deal != result.baseline) {
                const Difference difference = differenceOf(result, deal, info);
                row.push_back(cell(difference.absolute));
                row.push_back(cell(difference.relative));
            }
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Expected<Answer> run(const Options& options) {
    const auto computed = compute(options.study, asAssignments(options));
    if (!computed) {
        return tl::make_unexpected(computed.error());
    }
    const StudyResult& result = computed->result;
    if (result.deals.empty()) {
        return fail(ErrorCode::Inconsistent, options.study.study, {"has no deals to compare.", {}}, {"Add two deals.", {}});
    }
    present::ComparisonText text =
        present::comparisonText(result, {present::findAudience(options.audience)->audience, true, true});
    for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
        text.tables.push_back(present::contractTable(result, deal));
    }
    const std::vector<study::Problem> problems = study::validate(result.study);
    Answer answer;
    answer.notes = computed->notes;
    answer.json = asJson(result, text.sentences);
    answer.json["problems"] = cli::asJson(problems);
    answer.tables.push_back(asTable(result));
    answer.text = present::plainText(text);
    *answer.text += problems.empty() ? "" : '\n' + asText(problems);
    return answer;
}

std::vector<std::string> audienceKeys() {
    std::vector<std::string> keys;
    for (const present::AudienceInfo& info : present::audiences()) {
        keys.emplace_back(info.key);
    }
    return keys;
}

}  // namespace

Action declareCompare(CLI::App& app) {
    auto options = std::make_shared<Options>();
    declareStudy(app, options->study);
    app.add_option("--baseline", options->baseline, "Compare the others with this deal")->type_name("ID");
    app.add_option("--sizing", options->sizing,
                   "Size the other deals: as-entered, same-money or same-useful-compute as the baseline")
        ->check(CLI::IsMember({"as-entered", "same-money", "same-useful-compute"}).description(""))
        ->type_name("HOW");
    app.add_option("--perspective", options->perspective, "Count the money of this party")->type_name("ID");
    app.add_option("--audience", options->audience,
                   "The figures in the printed table: all (the default), investor, policy-analyst or founder")
        ->check(CLI::IsMember(audienceKeys()).description(""))
        ->type_name("WHO");
    app.footer(
        "JSON and CSV have every metric. Relative differences are fractions of the baseline's figure.\n\n"
        "Examples:\n"
        "  offtake-cli compare spacex-reflection\n"
        "  offtake-cli compare spacex-reflection --sizing same-useful-compute\n"
        "  offtake-cli compare spacex-reflection --set deal.lease.tranche.colossus.accelerators=51900\n");
    return [options](const Common&) { return run(*options); };
}

}  // namespace offtake::cli
