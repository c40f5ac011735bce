#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/Figures.h"
#include "app/cli/sensitivity/DerivativeRows.h"
#include "app/cli/sensitivity/IndicesAnswer.h"
#include "app/cli/study/FigureArgument.h"
#include "core/risk/Tornado.h"

namespace offtake::cli {

Action declareSensitivity(CLI::App& options);

namespace {

using risk::Figure;
using risk::Tornado;
using risk::TornadoBar;
using Json = nlohmann::ordered_json;

struct Options {
    StudyOptions study;
    FigureOptions figure;
    IndicesOptions indices;
    std::size_t top = 15;
};

Json endAsJson(const risk::Knob& knob, const risk::TornadoEnd& end) {
    return {{"input", inputNumber(knob, end.input)}, {"figure", numberOrNull(end.figure)}, {"reason", end.figure ? Json() : Json(end.reason)}};
}

Json wayAsJson(const Tornado& tornado, const TornadoBar& bar) {
    switch (risk::wayOf(bar, tornado.standing)) {
        case risk::TornadoWay::Opposite: return nullptr;
        case risk::TornadoWay::BothRaise: return "raise";
        case risk::TornadoWay::BothLower: return "lower";
    }
    return nullptr;
}

Json tornadoAsJson(const Tornado& tornado) {
    auto list = Json::array();
    for (const TornadoBar& bar : tornado.bars) {
        Json item = knobAsJson(bar.knob);
        item["low"] = endAsJson(bar.knob, bar.low);
        item["high"] = endAsJson(bar.knob, bar.high);
        item["width"] = bar.width;
        item["both-ends"] = wayAsJson(tornado, bar);
        list.push_back(std::move(item));
    }
    return list;
}

Table tornadoTable(const Tornado& tornado) {
    Table table{"Each uncertain input alone, from the low to the high end of its range", {{"path"}, {"label"}, {"unit"}, {"low"}, {"high"}, {"at-low"}, {"at-high"}, {"width"}}, {}};
    const auto cell = [](const std::optional<double>& value) { return value ? Cell(*value) : Cell(); };
    for (const TornadoBar& bar : tornado.bars) {
        table.rows.push_back({bar.knob.path.text(), bar.knob.label, storedUnit(bar.knob.unit), bar.low.input, bar.high.input, cell(bar.low.figure), cell(bar.high.figure), bar.width});
    }
    return table;
}

std::string report(const economics::StudyResult& result, const Figure& figure, double standing, const Tornado* tornado, const std::vector<InputEffect>& effects, std::size_t top) {
    std::string text = fmt::format("{}: {}\n", risk::nameOf(result, figure), figureText(figure, standing));
    if (tornado != nullptr) {
        text += "\nEach uncertain input alone, from the low to the high end of its own range:\n";
        for (std::size_t i = 0; i < std::min(top, tornado->bars.size()); ++i) {
            const TornadoBar& bar = tornado->bars[i];
            text += fmt::format("  {}  {} to {}: {} to {}  [{}]\n", bar.knob.label, risk::numberOf(bar.knob, bar.low.input), risk::numberOf(bar.knob, bar.high.input),
                                figureText(figure, bar.low.figure), figureText(figure, bar.high.figure), bar.knob.path.text());
            if (const risk::TornadoWay way = risk::wayOf(bar, tornado->standing); way != risk::TornadoWay::Opposite) {
                text += fmt::format("    both ends {} it: it turns in between, and may go further there\n", way == risk::TornadoWay::BothRaise ? "raise" : "lower");
            }
            for (const risk::TornadoEnd& end : {bar.low, bar.high}) {
                text += end.figure ? "" : fmt::format("    at {}: {}\n", risk::numberOf(bar.knob, end.input), end.reason);
            }
        }
        text += tornado->withoutEffect.empty() ? "" : fmt::format("  {} more with a range do not move it.\n", tornado->withoutEffect.size());
    }
    text += "\nWhat a small change of each input does:\n";
    Figure change = figure;
    change.against = change.against.value_or(figure.deal);
    const std::string unit(economics::infoOf(figure.metric).unit.symbol);
    text += derivativeLines(result.study, effects, top, unit, [&](double amount) { return figureText(change, amount); });
    return text;
}

Expected<Answer> run(const Options& options) {
    auto asked = askedStudy(options.study);
    if (!asked) {
        return tl::make_unexpected(asked.error());
    }
    const economics::StudyResult& result = asked->evaluator.base();
    const auto figure = figureAsked(result, options.figure);
    if (!figure) {
        return tl::make_unexpected(figure.error());
    }
    const auto gradient = figure->against ? explain::gradientOfDifference(result, figure->deal, *figure->against, figure->metric)
                                          : explain::gradientOf(result, figure->deal, figure->metric);
    if (!gradient) {
        return tl::make_unexpected(gradient.error());
    }
    const auto tornado = risk::tornado(asked->evaluator, *figure);
    const std::vector<InputEffect> effects = effectsOf(*gradient);
    Answer answer;
    answer.notes = asked->notes;
    if (!tornado) {
        answer.notes.push_back(tornado.error().english());
    }
    answer.json = figureAsJson(result, *figure);
    answer.json["scenario"] = options.study.scenario;
    answer.json["value"] = gradient->value;
    answer.json["tornado"] = tornado ? tornadoAsJson(*tornado) : Json::array();
    auto idle = Json::array();
    for (std::size_t i = 0; tornado && i < tornado->withoutEffect.size(); ++i) {
        idle.push_back(tornado->withoutEffect[i].path.text());
    }
    answer.json["without-effect"] = std::move(idle);
    answer.json["derivatives"] = derivativesAsJson(result.study, effects);
    answer.tables.push_back(tornado ? tornadoTable(*tornado) : Table{{}, {{"path"}}, {}});
    answer.tables.push_back(derivativeTable(result.study, effects));
    answer.text = report(result, *figure, gradient->value, tornado ? &*tornado : nullptr, effects, options.top);
    return answer;
}

}  // namespace

Action declareSensitivity(CLI::App& app) {
    auto options = std::make_shared<Options>();
    declareStudy(app, options->study);
    declareFigure(app, options->figure);
    declareIndices(app, options->indices);
    app.add_option("--top", options->top, "Inputs to print, widest first (15); JSON and CSV have all")->check(CLI::Range(1, 1'000'000).description(""))->type_name("COUNT");
    app.footer(
        "Derivatives are exact. A kink is a value at which the figure has another slope on each side, or steps.\n\n"
        "Examples:\n"
        "  offtake-cli sensitivity spacex-reflection --deal lease --against open\n"
        "  offtake-cli sensitivity founder-64-gpus --deal buy --metric npv --top 5\n"
        "  offtake-cli sensitivity spacex-reflection --deal lease --against open --indices\n");
    return [options](const Common&) {
        return options->indices.asked ? indicesAnswer(options->study, options->figure, options->indices, options->top) : run(*options);
    };
}

}  // namespace offtake::cli
