#include "app/cli/sensitivity/IndicesAnswer.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Figures.h"
#include "app/cli/simulate/SimulationJson.h"
#include "app/cli/study/NumberOption.h"
#include "core/present/IndicesCharts.h"
#include "core/present/InputName.h"
#include "core/present/TableText.h"

namespace offtake::cli {

using economics::StudyResult;
using risk::FigureIndices;
using risk::IntervalEstimate;
using risk::StudyIndices;
using Json = nlohmann::ordered_json;

namespace {

Expected<risk::IndexOptions> optionsOf(const StudyResult& result, const IndicesOptions& from) {
    risk::IndexOptions options = risk::indexOptionsOf(result.study);
    if (!from.paths.empty()) {
        const auto paths = numberFrom<std::int64_t>("--paths", from.paths);
        if (!paths) {
            return tl::make_unexpected(paths.error());
        }
        options.paths = *paths;
    }
    if (!from.seed.empty()) {
        const auto seed = numberFrom<std::uint64_t>("--seed", from.seed);
        if (!seed) {
            return tl::make_unexpected(seed.error());
        }
        options.seed = *seed;
    }
    for (const risk::Sampler sampler : {risk::Sampler::Sobol, risk::Sampler::Philox, risk::Sampler::Latin}) {
        options.sampler = risk::keyOf(sampler) == from.sampler ? sampler : options.sampler;
    }
    options.threads = from.threads;
    return options;
}

Json intervalJson(const IntervalEstimate& estimate) { return {{"value", estimate.value}, {"low", estimate.low}, {"high", estimate.high}}; }

Json indicesJson(const StudyResult& result, const StudyIndices& indices, const FigureIndices& found) {
    Json json{{"paths", found.paths},       {"missing", found.missing},  {"evaluations", indices.evaluations},
              {"seed", indices.seed},       {"sampler", risk::keyOf(indices.sampler)}, {"confidence", indices.confidence},
              {"reason", found.none ? Json(found.none->english()) : Json()}};
    const bool known = !found.none || found.none->code != ErrorCode::NoSolution;
    json["mean"] = known ? Json(found.mean) : Json();
    json["deviation"] = known ? Json(std::sqrt(found.variance)) : Json();
    json["variance"] = known ? Json(found.variance) : Json();
    json["alone"] = found.none ? Json() : intervalJson(found.sumOfFirst);
    json["together"] = found.none ? Json() : intervalJson(found.interactions);
    auto factors = Json::array();
    for (const std::size_t factor : found.order) {
        auto inputs = Json::array();
        for (const study::Path& path : indices.factors[factor].inputs) {
            inputs.push_back({{"path", path.text()}, {"label", present::inputName(result.study, path)}});
        }
        factors.push_back({{"label", present::factorName(result.study, indices.factors[factor])},
                           {"inputs", std::move(inputs)},
                           {"first", intervalJson(found.factors[factor].first)},
                           {"total", intervalJson(found.factors[factor].total)}});
    }
    json["factors"] = std::move(factors);
    auto idle = Json::array();
    const auto addIdle = [&](const risk::IndexFactor& factor) {
        for (const study::Path& path : factor.inputs) {
            idle.push_back(path.text());
        }
    };
    for (std::size_t factor = 0; factor < found.factors.size(); ++factor) {
        if (!(found.factors[factor].total.value > 0.0)) {
            addIdle(indices.factors[factor]);
        }
    }
    std::for_each(indices.elsewhere.begin(), indices.elsewhere.end(), addIdle);
    json["without-effect"] = found.none ? Json() : std::move(idle);
    json["correlations-moved"] = correlationsMovedJson(result, indices.repairs);
    return json;
}

Table csvTable(const StudyResult& result, const StudyIndices& indices, const FigureIndices& found) {
    Table table{{}, {{"inputs"}, {"label"}, {"first"}, {"first.low"}, {"first.high"}, {"total"}, {"total.low"}, {"total.high"}}, {}};
    for (const std::size_t factor : found.order) {
        std::string inputs;
        for (const study::Path& path : indices.factors[factor].inputs) {
            inputs += (inputs.empty() ? "" : " ") + path.text();
        }
        const risk::SobolIndex& index = found.factors[factor];
        table.rows.push_back({inputs, present::factorName(result.study, indices.factors[factor]), index.first.value, index.first.low, index.first.high,
                              index.total.value, index.total.low, index.total.high});
    }
    return table;
}

std::string report(const StudyResult& result, const StudyIndices& indices, const FigureIndices& found, std::size_t top) {
    std::string text = fmt::format("{}: {}\n", risk::nameOf(result, found.figure), figureText(found.figure, found.standing));
    if (!found.none) {
        text += fmt::format("Over {} paths ({} calculations of the study): mean {}, standard deviation {}.\n", found.paths, indices.evaluations,
                            figureText(found.figure, found.mean), figureText({found.figure.metric, found.figure.deal}, std::sqrt(found.variance)));
    }
    text += present::indicesSentence(indices, found) + '\n';
    for (const std::string& note : present::indicesNotes(result, indices, found)) {
        text += note + '\n';
    }
    if (found.none) {
        return text;
    }
    present::TableSpec table = present::indicesTable(result, indices, found);
    present::Column paths;
    paths.id = paths.title = "Path";
    paths.alignment = present::Alignment::Left;
    table.columns.push_back(paths);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const std::size_t more = indices.factors[found.order[i]].inputs.size() - 1;
        table.rows[i].cells.push_back(present::Cell::words(table.rows[i].id + (more > 0 ? fmt::format(" and {} more", more) : "")));
    }
    if (table.rows.size() > top) {
        table.caption = fmt::format("{} more inputs have smaller parts. {}", table.rows.size() - top, table.caption);
        table.rows.resize(top);
    }
    return text + '\n' + present::plainText(table);
}

}  // namespace

void declareIndices(CLI::App& app, IndicesOptions& options) {
    CLI::Option* asked = app.add_flag("--indices", options.asked, "Which uncertain inputs the variance comes from: Sobol' indices with intervals, instead of ranges and derivatives");
    app.add_option("--paths", options.paths, fmt::format("How many paths, each calculated twice more for every uncertain input ({})", risk::IndexOptions{}.paths))->type_name("N")->needs(asked);
    app.add_option("--seed", options.seed, "Picks the random numbers; else as the study states")->type_name("N")->needs(asked);
    app.add_option("--sampler", options.sampler, "sobol, philox or latin; else as the study states")
        ->check(CLI::IsMember({"sobol", "philox", "latin"}).description(""))
        ->type_name("HOW")
        ->needs(asked);
    app.add_option("--threads", options.threads, "How many threads; all that there are when not given. The result does not depend on it")
        ->check(CLI::Range(0, 4096).description(""))
        ->type_name("N")
        ->needs(asked);
}

Expected<Answer> indicesAnswer(const StudyOptions& study, const FigureOptions& figure, const IndicesOptions& options, std::size_t top) {
    auto computed = compute(study);
    if (!computed) {
        return tl::make_unexpected(computed.error());
    }
    const StudyResult& result = computed->result;
    if (result.deals.empty()) {
        return fail(ErrorCode::Inconsistent, study.study, {"has no deals.", {}}, {"Add one.", {}});
    }
    const auto asked = figureAsked(result, figure);
    if (!asked) {
        return tl::make_unexpected(asked.error());
    }
    const auto wanted = optionsOf(result, options);
    if (!wanted) {
        return tl::make_unexpected(wanted.error());
    }
    const auto indices = risk::studyIndices(result, {&*asked, 1}, *wanted);
    if (!indices) {
        return tl::make_unexpected(indices.error());
    }
    const FigureIndices& found = indices->figures.front();
    Answer answer;
    answer.notes = std::move(computed->notes);
    answer.json = figureAsJson(result, *asked);
    answer.json["scenario"] = study.scenario;
    answer.json["value"] = numberOrNull(found.standing);
    answer.json["indices"] = indicesJson(result, *indices, found);
    answer.tables.push_back(csvTable(result, *indices, found));
    answer.text = report(result, *indices, found, top);
    return answer;
}

}  // namespace offtake::cli
