#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/Figures.h"
#include "app/cli/sensitivity/IndicesAnswer.h"
#include "app/cli/study/FigureArgument.h"
#include "core/explain/Gradient.h"
#include "core/risk/Tornado.h"

namespace offtake::cli {

Action declareSensitivity(CLI::App& options);

namespace {

using explain::InputDerivative;
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

/// An input with what a change that people can picture does to the figure.
struct Effect {
    const InputDerivative* input = nullptr;
    explain::PicturedChange change;
    double effect = 0.0;
};

/// Inputs that the figure depends on, the largest effect first.
std::vector<Effect> effectsOf(const explain::Gradient& gradient) {
    std::vector<Effect> effects;
    for (const InputDerivative& input : gradient.inputs) {
        const explain::PicturedChange change = explain::picturedChange(input);
        const bool counts = input.derivative() != 0.0 || input.kink();
        if (counts) {
            effects.push_back({&input, change, input.derivative() * change.amount});
        }
    }
    std::stable_sort(effects.begin(), effects.end(), [](const Effect& a, const Effect& b) { return std::abs(a.effect) > std::abs(b.effect); });
    return effects;
}

Json sideAsJson(const explain::Side& side) {
    return side.open ? Json{{"slope", numberOrNull(side.slope)}, {"step", numberOrNull(side.step)}} : Json();
}

Json derivativesAsJson(const std::vector<Effect>& effects) {
    auto list = Json::array();
    for (const Effect& at : effects) {
        list.push_back({{"path", at.input->path.text()},
                        {"label", at.input->label},
                        {"unit", storedUnit(at.input->unit)},
                        {"value", numberOrNull(at.input->value())},
                        {"derivative", numberOrNull(at.input->derivative())},
                        {"change", at.change.text},
                        {"effect", numberOrNull(at.effect)},
                        {"kink", at.input->kink()},
                        {"below", sideAsJson(at.input->lower())},
                        {"above", sideAsJson(at.input->upper())}});
    }
    return list;
}

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

Table derivativeTable(const std::vector<Effect>& effects) {
    Table table{"Derivatives", {{"path"}, {"label"}, {"unit"}, {"value"}, {"derivative"}, {"change"}, {"effect"}, {"kink"}, {"below"}, {"above"}}, {}};
    const auto slope = [](const explain::Side& side) { return side.open ? Cell(side.slope) : Cell(); };
    for (const Effect& at : effects) {
        table.rows.push_back({at.input->path.text(), at.input->label, storedUnit(at.input->unit), at.input->value(), at.input->derivative(), at.change.text, at.effect,
                              std::string(at.input->kink() ? "kink" : ""), slope(at.input->lower()), slope(at.input->upper())});
    }
    return table;
}

/// What the sides of a kink do, in the change that people can picture.
std::string kinkText(const Figure& figure, const Effect& at) {
    const auto side = [&](const char* name, const explain::Side& of, double direction) {
        if (!of.open) {
            return fmt::format("{}: at its bound", name);
        }
        Figure change = figure;
        change.against = change.against.value_or(figure.deal);  // a change is written with its sign
        const std::string slope = figureText(change, direction * of.slope * at.change.amount);
        return of.step == 0.0 ? fmt::format("{} {}", name, slope) : fmt::format("{} steps by {} first, then {}", name, figureText(change, of.step), slope);
    };
    return fmt::format(" (kink: {}; {})", side("down", at.input->lower(), -1.0), side("up", at.input->upper(), 1.0));
}

std::string report(const economics::StudyResult& result, const Figure& figure, double standing, const Tornado* tornado, const std::vector<Effect>& effects, std::size_t top) {
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
    for (std::size_t i = 0; i < std::min(top, effects.size()); ++i) {
        const Effect& at = effects[i];
        text += fmt::format("  {}  {}: {}{}  [{}]\n", at.input->label, at.change.text, figureText(change, at.effect), at.input->kink() ? kinkText(figure, at) : "", at.input->path.text());
    }
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
    const std::vector<Effect> effects = effectsOf(*gradient);
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
    answer.json["derivatives"] = derivativesAsJson(effects);
    answer.tables.push_back(tornado ? tornadoTable(*tornado) : Table{{}, {{"path"}}, {}});
    answer.tables.push_back(derivativeTable(effects));
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
