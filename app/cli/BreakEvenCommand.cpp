#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/Figures.h"
#include "app/cli/study/FigureArgument.h"
#include "core/risk/BreakEvenSurface.h"
#include "core/study/ValueText.h"

namespace offtake::cli {

Action declareBreakEven(CLI::App& options);

namespace {

using risk::BreakEven;
using risk::BreakEvenRoot;
using risk::BreakEvenSurface;
using risk::Figure;
using risk::Knob;
using Json = nlohmann::ordered_json;

struct Options {
    StudyOptions study;
    FigureOptions figure;
    std::string input;
    std::string second;
    std::string from;
    std::string to;
    std::string secondFrom;
    std::string secondTo;
    std::optional<double> target;
    std::size_t steps = 32;
};

std::string_view nameOf(BreakEvenRoot::Kind kind) {
    switch (kind) {
        case BreakEvenRoot::Kind::Crossing: return "crossing";
        case BreakEvenRoot::Kind::Touch: return "touch";
        case BreakEvenRoot::Kind::Stretch: return "stretch";
    }
    return "";
}

/// The number that an end of the range means, read as after --set.
Expected<std::optional<double>> endOf(const risk::Evaluator& evaluator, const std::string& input, const std::string& option, const std::string& text) {
    if (text.empty()) {
        return std::optional<double>();
    }
    const auto knob = evaluator.numericKnob(input);
    if (!knob) {
        return tl::make_unexpected(knob.error());
    }
    const auto value = study::parseValue(*knob->input, text, option);
    if (value && (value->low || !value->uncertainty.none() || value->numbers.size() != 1)) {
        return fail(ErrorCode::Syntax, option, {"\"{0}\" is not one value.", {text}}, {"Write the end of the range alone.", {}});
    }
    return value ? Expected<std::optional<double>>(value->number()) : tl::make_unexpected(value.error());
}

/// Where a map looks along one of its sides; nothing when neither end is given.
Expected<std::optional<risk::SearchRange>> rangeOf(const risk::Evaluator& evaluator, const std::string& input, const std::string& prefix, const std::string& from, const std::string& to) {
    if (from.empty() && to.empty()) {
        return std::optional<risk::SearchRange>();
    }
    const auto low = endOf(evaluator, input, prefix + "from " + from, from);
    const auto high = endOf(evaluator, input, prefix + "to " + to, to);
    if (!low || !high) {
        return tl::make_unexpected(low ? high.error() : low.error());
    }
    risk::SearchRange range = risk::searchRange(*evaluator.numericKnob(input));
    range.from = low->value_or(range.from);
    range.to = high->value_or(range.to);
    range.logarithmic = false;
    return std::optional(range);
}

/// "51.4 k GPU (51391.06 GPU)": for reading, and to be typed again.
std::string readAndExact(const Knob& knob, double number) {
    const std::string read = risk::numberOf(knob, number);
    const std::string exact = risk::exactNumberOf(knob, number);
    return read == exact ? read : fmt::format("{} ({})", read, exact);
}

/// A number of the input; a date as text.
Cell inputCell(const Knob& knob, double number) {
    return knob.input->shape == study::Shape::Date ? Cell(risk::numberOf(knob, number)) : Cell(number);
}

Json axisAsJson(const Knob& knob, const std::vector<double>& values) {
    auto list = Json::array();
    for (const double value : values) {
        list.push_back(inputNumber(knob, value));
    }
    return list;
}

Json pointAsJson(const Knob& knob, const risk::BreakEvenPoint& point) {
    return {{"input", inputNumber(knob, point.input)}, {"figure", numberOrNull(point.figure)}};
}

Json asJson(const BreakEven& found) {
    Json json = {{"input", knobAsJson(found.knob)}, {"from", inputNumber(found.knob, found.range.from)}, {"to", inputNumber(found.knob, found.range.to)},
                 {"target", found.question.target}, {"standing", numberOrNull(found.standing)}};
    json["roots"] = Json::array();
    for (const BreakEvenRoot& root : found.roots) {
        json["roots"].push_back({{"kind", nameOf(root.kind)}, {"input", inputNumber(found.knob, root.input)}, {"until", inputNumber(found.knob, root.until)}, {"rising", root.rising}});
    }
    json["jumps"] = Json::array();
    for (const risk::BreakEvenJump& jump : found.jumps) {
        json["jumps"].push_back({{"input", inputNumber(found.knob, jump.input)}, {"before", jump.before}, {"after", jump.after}});
    }
    json["gaps"] = Json::array();
    for (const risk::BreakEvenGap& gap : found.gaps) {
        json["gaps"].push_back({{"from", inputNumber(found.knob, gap.from)}, {"to", inputNumber(found.knob, gap.to)}, {"reason", gap.reason}});
    }
    json["closest"] = pointAsJson(found.knob, found.closest);
    json["points"] = Json::array();
    for (const risk::BreakEvenPoint& point : found.points) {
        json["points"].push_back(pointAsJson(found.knob, point));
    }
    return json;
}

Table asTable(const BreakEven& found) {
    Table table{{}, {{"kind"}, {"input"}, {"until"}, {"before"}, {"after"}}, {}};
    for (const BreakEvenRoot& root : found.roots) {
        table.rows.push_back({std::string(nameOf(root.kind)), inputCell(found.knob, root.input), inputCell(found.knob, root.until), Cell(), Cell()});
    }
    for (const risk::BreakEvenJump& jump : found.jumps) {
        table.rows.push_back({std::string("jump"), inputCell(found.knob, jump.input), inputCell(found.knob, jump.input), jump.before, jump.after});
    }
    return table;
}

std::string report(const economics::StudyResult& result, const BreakEven& found) {
    const Figure& figure = found.question.figure;
    const Knob& knob = found.knob;
    const std::string aim = figure.against && found.question.target == 0.0
                                ? fmt::format("{} of {} and of {} are equal", economics::infoOf(figure.metric).label, result.deals[figure.deal].name, result.deals[*figure.against].name)
                                : fmt::format("{} is {}", risk::nameOf(result, figure), figureText(figure, found.question.target));
    std::string text = fmt::format("{}, now {}, tried from {} to {}:\n", knob.label, risk::numberOf(knob, knob.number), risk::numberOf(knob, found.range.from), risk::numberOf(knob, found.range.to));
    for (const BreakEvenRoot& root : found.roots) {
        const std::string place = root.kind == BreakEvenRoot::Kind::Stretch ? fmt::format("from {} to {}", readAndExact(knob, root.input), readAndExact(knob, root.until))
                                                                             : "at " + readAndExact(knob, root.input);
        const std::string how = root.kind == BreakEvenRoot::Kind::Touch ? ", where it turns back" : root.kind == BreakEvenRoot::Kind::Stretch ? "" : root.rising ? ", more beyond it" : ", less beyond it";
        text += fmt::format("  {} {}{}\n", aim, place, how);
    }
    for (const risk::BreakEvenJump& jump : found.jumps) {
        text += fmt::format("  jumps from {} to {} at {} without being equal\n", figureText(figure, jump.before), figureText(figure, jump.after), readAndExact(knob, jump.input));
    }
    if (found.roots.empty()) {
        text += fmt::format("  No value between {} and {} does it: closest at {}, where the figure is {}.\n", risk::numberOf(knob, found.range.from), risk::numberOf(knob, found.range.to),
                            readAndExact(knob, found.closest.input), figureText(figure, found.closest.figure));
    }
    for (const risk::BreakEvenGap& gap : found.gaps) {
        text += fmt::format("  from {} to {} it does not exist: {}\n", risk::numberOf(knob, gap.from), risk::numberOf(knob, gap.to), gap.reason);
    }
    return text;
}

Json asJson(const BreakEvenSurface& map) {
    Json json = {{"x", knobAsJson(map.xKnob)}, {"y", knobAsJson(map.yKnob)}, {"target", map.target}};
    json["xs"] = axisAsJson(map.xKnob, map.xs);
    json["ys"] = axisAsJson(map.yKnob, map.ys);
    json["values"] = Json::array();
    for (std::size_t j = 0; j < map.ys.size(); ++j) {
        auto row = Json::array();
        for (std::size_t i = 0; i < map.xs.size(); ++i) {
            row.push_back(numberOrNull(map.at(i, j)));
        }
        json["values"].push_back(std::move(row));
    }
    json["contours"] = Json::array();
    for (const auto& line : map.contours) {
        auto points = Json::array();
        for (const risk::SurfacePoint& point : line) {
            points.push_back(Json::array({inputNumber(map.xKnob, point.x), inputNumber(map.yKnob, point.y)}));
        }
        json["contours"].push_back(std::move(points));
    }
    return json;
}

Table asTable(const BreakEvenSurface& map) {
    Table table{{}, {{map.xKnob.path.text()}, {map.yKnob.path.text()}, {"figure-less-target"}}, {}};
    for (std::size_t j = 0; j < map.ys.size(); ++j) {
        for (std::size_t i = 0; i < map.xs.size(); ++i) {
            const auto& value = map.at(i, j);
            table.rows.push_back({inputCell(map.xKnob, map.xs[i]), inputCell(map.yKnob, map.ys[j]), value ? Cell(*value) : Cell()});
        }
    }
    return table;
}

std::string report(const economics::StudyResult& result, const BreakEvenSurface& map) {
    std::string text = fmt::format("{} equals {} along:\n", risk::nameOf(result, map.figure), figureText(map.figure, map.target));
    for (const auto& line : map.contours) {
        for (const risk::SurfacePoint& point : line) {
            text += fmt::format("  {} {}, {} {}\n", map.xKnob.label, risk::numberOf(map.xKnob, point.x), map.yKnob.label, risk::numberOf(map.yKnob, point.y));
        }
        text += '\n';
    }
    return map.contours.empty() ? fmt::format("{} equals {} nowhere on the map.\n", risk::nameOf(result, map.figure), figureText(map.figure, map.target)) : text;
}

template <typename Found>
Answer answerOf(const economics::StudyResult& result, const Options& options, const Figure& figure, const Found& found) {
    Answer answer;
    answer.json = figureAsJson(result, figure);
    answer.json["scenario"] = options.study.scenario;
    answer.json.update(asJson(found));
    answer.tables.push_back(asTable(found));
    answer.text = report(result, found);
    return answer;
}

Expected<Answer> run(const Options& options) {
    auto asked = askedStudy(options.study);
    if (!asked) {
        return tl::make_unexpected(asked.error());
    }
    risk::Evaluator& evaluator = asked->evaluator;
    const auto figure = figureAsked(evaluator.base(), options.figure);
    if (!figure) {
        return tl::make_unexpected(figure.error());
    }
    if (!figure->against && !options.target) {
        return fail(ErrorCode::Inconsistent, "breakeven", {"needs something to be equal to.", {}}, {"Name a second deal with --against, or a number with --target.", {}});
    }
    const double target = options.target.value_or(0.0);
    Expected<Answer> answer = [&]() -> Expected<Answer> {
        if (!options.second.empty()) {
            const auto x = rangeOf(evaluator, options.input, "--", options.from, options.to);
            const auto y = rangeOf(evaluator, options.second, "--second-", options.secondFrom, options.secondTo);
            if (!x || !y) {
                return tl::make_unexpected(x ? y.error() : x.error());
            }
            const auto map = risk::breakEvenSurface(evaluator, {*figure, target, options.input, options.second, *x, *y, options.steps});
            return map ? Expected<Answer>(answerOf(evaluator.base(), options, *figure, *map)) : tl::make_unexpected(map.error());
        }
        const auto from = endOf(evaluator, options.input, "--from " + options.from, options.from);
        const auto to = endOf(evaluator, options.input, "--to " + options.to, options.to);
        if (!from || !to) {
            return tl::make_unexpected(from ? to.error() : from.error());
        }
        const auto found = risk::breakEven(evaluator, {*figure, target, options.input, *from, *to});
        return found ? Expected<Answer>(answerOf(evaluator.base(), options, *figure, *found)) : tl::make_unexpected(found.error());
    }();
    if (answer) {
        answer->notes = asked->notes;
    }
    return answer;
}

}  // namespace

Action declareBreakEven(CLI::App& app) {
    auto options = std::make_shared<Options>();
    declareStudy(app, options->study);
    declareFigure(app, options->figure);
    app.add_option("--input", options->input, "The input to find a value of")->required()->type_name("PATH");
    CLI::Option* second = app.add_option("--second", options->second, "A second input: a map of both, and the line on which they are equal")->type_name("PATH");
    app.add_option("--target", options->target, "The figure to reach, in the unit of JSON; 0 with --against")->type_name("NUMBER");
    app.add_option("--from", options->from, "Look from here; the input's own and usual range when not given")->type_name("VALUE");
    app.add_option("--to", options->to, "Look up to here")->type_name("VALUE");
    app.add_option("--second-from", options->secondFrom, "Look from here along the second input")->type_name("VALUE")->needs(second);
    app.add_option("--second-to", options->secondTo, "Look up to here along the second input")->type_name("VALUE")->needs(second);
    app.add_option("--steps", options->steps, "Cells along each side of a map (32)")->check(CLI::Range(2, 400).description(""))->type_name("COUNT")->needs(second);
    app.footer(
        "Finding no value is an answer. A jump over the target is told apart from a value that reaches it.\n\n"
        "Examples:\n"
        "  offtake-cli breakeven spacex-reflection --deal lease --against open --input deal.lease.tranche.colossus.accelerators\n"
        "  offtake-cli breakeven founder-64-gpus --deal buy --metric npv --target 0 --input party.founder.discount-rate\n");
    return [options](const Common&) { return run(*options); };
}

}  // namespace offtake::cli
