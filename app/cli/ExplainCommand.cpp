#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/Figures.h"
#include "app/cli/sensitivity/DerivativeRows.h"
#include "app/cli/study/StudyArgument.h"
#include "core/base/Date.h"
#include "core/explain/Explanation.h"
#include "core/units/Format.h"

namespace offtake::cli {

Action declareExplain(CLI::App& options);

namespace {

using namespace economics;
using explain::Explanation;
using Json = nlohmann::ordered_json;

constexpr int kDeepest = 60;

struct Options {
    StudyOptions study;
    std::string figure;
    std::string deal;
    std::string month;
    int depth = 4;
    bool derivatives = false;
    std::size_t top = 15;
};

std::string_view nameOf(Explanation::Kind kind) {
    switch (kind) {
        case Explanation::Kind::Metric:
            return "metric";
        case Explanation::Kind::Row:
            return "row";
        case Explanation::Kind::Months:
            return "months";
        case Explanation::Kind::Input:
            return "input";
    }
    return "";
}

units::NamedUnit unitOf(const Explanation& step) {
    const units::NamedUnit* named = units::findNamedUnit(step.unit);
    units::NamedUnit other;
    other.symbol = step.unit;
    other.scaling = units::Scaling::None;
    return named != nullptr ? *named : other;
}

/// Of a date the model knows the position among the months.
std::string unitText(const Explanation& step) {
    const bool isDate = step.kind == Explanation::Kind::Input && parseDate(step.typed).has_value();
    return isDate ? "months from the start of the study" : storedUnit(unitOf(step));
}

Json asJson(const Explanation& step) {
    auto children = Json::array();
    for (const Explanation& child : step.children) {
        children.push_back(asJson(child));
    }
    return {{"kind", nameOf(step.kind)},
            {"label", step.label},
            {"value", numberOrNull(step.value)},
            {"unit", unitText(step)},
            {"when", step.when},
            {"formula", step.formula},
            {"path", step.path},
            {"typed", step.typed},
            {"source", step.source},
            {"note", step.note},
            {"children", std::move(children)}};
}

/// "Fixed fee = 150 M$/month [deal.…] (SpaceX signs …)": what one line of the tree says.
std::string sentence(const Explanation& step) {
    const bool isInput = step.kind == Explanation::Kind::Input;
    std::string figure = isInput && !step.typed.empty() ? step.typed : units::format(step.value, unitOf(step));
    // A range that is typed with its value, as in "12.5 (8 to 25) %/yr", says both by itself.
    const bool rangeAlone = step.typed.find(" to ") != std::string::npos && step.typed.find('(') == std::string::npos;
    if (isInput && rangeAlone) {
        figure = fmt::format("{}, range {}", units::fullPrecision(step.value, unitOf(step)), step.typed);
    }
    std::string text = fmt::format("{} = {}", step.label, figure);
    text += step.when.empty() ? "" : fmt::format(" ({})", step.when);
    text += step.formula.empty() ? "" : ": " + step.formula;
    text += step.path.empty() ? "" : fmt::format("  [{}]", step.path);
    if (isInput) {
        text += "  " + (step.source.empty() ? "no source" : step.source);
    }
    return text;
}

void draw(const Explanation& step, const std::string& indent, std::string& out) {
    for (std::size_t i = 0; i < step.children.size(); ++i) {
        const bool last = i + 1 == step.children.size();
        out += indent + (last ? "└─ " : "├─ ") + sentence(step.children[i]) + '\n';
        draw(step.children[i], indent + (last ? "   " : "│  "), out);
    }
}

void addRows(const Explanation& step, std::int64_t level, Table& table) {
    table.rows.push_back({level, std::string(nameOf(step.kind)), step.label, step.value, unitText(step), step.when,
                          step.formula, step.path, step.typed, step.source, step.note});
    for (const Explanation& child : step.children) {
        addRows(child, level + 1, table);
    }
}

std::string metricKeys() {
    std::string list;
    for (const MetricInfo& info : metrics()) {
        list += (list.empty() ? "" : ", ") + std::string(info.key);
    }
    return list;
}

/// "fixed-fee.colossus": the key of a line with the tranche, loan or nothing that it belongs to.
std::string lineName(const StudyResult& result, std::size_t deal, const AccountLine& line) {
    const study::DealStructure& structure = result.plan.structure.deals[deal];
    std::string name(infoOf(line.item).key);
    if (line.tranche >= 0) {
        name += "." + structure.tranches[static_cast<std::size_t>(line.tranche)].id;
    }
    if (line.loan >= 0) {
        name += "." + structure.loans[static_cast<std::size_t>(line.loan)].id;
    }
    return name;
}

/// The one line that a name means; the part behind the point may be left out when the deal has one such line.
Expected<int> lineNamed(const StudyResult& result, std::size_t deal, const std::string& name) {
    const auto& lines = result.deals[deal].accounts->lines;
    int found = -1;
    int matches = 0;
    std::string known;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string full = lineName(result, deal, lines[i]);
        known += (known.empty() ? "" : ", ") + full;
        if (full == name) {
            return static_cast<int>(i);
        }
        if (infoOf(lines[i].item).key == name) {
            found = static_cast<int>(i);
            ++matches;
        }
    }
    if (matches == 1) {
        return found;
    }
    return fail(ErrorCode::UnknownName, name,
                {matches == 0 ? "the deal \"{0}\" has no such line." : "the deal \"{0}\" has several such lines.", {result.deals[deal].id}},
                {"Its lines are: {0}.", {known}});
}

/// The column of "2027-03".
Expected<int> monthNamed(const StudyResult& result, const std::string& text) {
    const study::Timeline& timeline = result.plan.structure.timeline;
    const auto date = parseDate(text + "-01");
    if (text.size() != 7 || !date) {
        return fail(ErrorCode::Syntax, "--month " + text, {"is not a month.", {}}, {"Write year and month, as in 2027-03.", {}});
    }
    const auto month = static_cast<int>(timeline.monthsAt(*date));
    if (*date < timeline.start || month >= timeline.months) {
        return fail(ErrorCode::OutOfBounds, "--month " + text, {"lies outside of the months that are modelled.", {}},
                    {"They are {0} to {1}.", {isoDate(timeline.start).substr(0, 7), isoDate(timeline.firstDay(timeline.months - 1)).substr(0, 7)}});
    }
    return month;
}

/// What is explained: a metric, or a cell of the ledger.
struct Target {
    const MetricInfo* metric = nullptr;  ///< null for a cell
    int line = -1;
    int month = -1;
};

Expected<Target> targetOf(const StudyResult& result, std::size_t deal, const Options& options) {
    const MetricInfo* metric = findMetric(options.figure);
    if (metric != nullptr && options.month.empty()) {
        return Target{metric};
    }
    if (metric != nullptr) {
        return fail(ErrorCode::Inconsistent, options.figure, {"is a figure of all months, not of one.", {}},
                    {"Leave out --month, or name a line of the ledger (offtake-cli evaluate STUDY --lines lists them).", {}});
    }
    const auto line = lineNamed(result, deal, options.figure);
    if (!line) {
        Error error = line.error();
        if (options.month.empty()) {
            error.remedy = {"Metrics are: {0}. With --month, lines of the ledger can be named too.", {metricKeys()}};
            error.reason = {"there is no metric of this name.", {}};
        }
        return tl::make_unexpected(std::move(error));
    }
    if (options.month.empty()) {
        return fail(ErrorCode::Inconsistent, options.figure, {"is a line of the ledger, which is explained month by month.", {}},
                    {"Add --month, as in --month 2027-03.", {}});
    }
    return monthNamed(result, options.month).map([&](int month) { return Target{nullptr, *line, month}; });
}

Expected<Explanation> explained(const StudyResult& result, std::size_t deal, const Target& target, int depth) {
    return target.metric != nullptr ? explain::explainMetric(result, deal, target.metric->metric, depth)
                                    : explain::explainCell(result, deal, target.line, target.month, depth);
}

/// Adds the derivatives by all inputs to an answer.
Expected<void> addDerivatives(const StudyResult& result, std::size_t deal, const Target& target, const Explanation& figure, std::size_t top,
                              Answer& answer) {
    const auto gradient = target.metric != nullptr ? explain::gradientOf(result, deal, target.metric->metric)
                                                   : explain::DealDerivatives(result, deal).cell(target.line, target.month);
    if (!gradient) {
        return tl::make_unexpected(gradient.error());
    }
    const std::vector<InputEffect> effects = effectsOf(*gradient);
    const units::NamedUnit unit = unitOf(figure);
    units::NumberStyle style;
    style.sign = units::SignStyle::Always;
    *answer.text += "\nWhat a small change of each input does:\n";
    *answer.text += derivativeLines(result.study, effects, top, figure.unit, [&](double change) { return units::format(change, unit, style); });
    *answer.text += effects.empty() ? "  No input moves it.\n" : "";
    answer.json["derivatives"] = derivativesAsJson(result.study, effects);
    answer.tables.push_back(derivativeTable(result.study, effects));
    return {};
}

Expected<Answer> run(const Options& options) {
    const auto computed = compute(options.study);
    if (!computed) {
        return tl::make_unexpected(computed.error());
    }
    const StudyResult& result = computed->result;
    const auto deal = options.deal.empty() && !result.deals.empty() ? Expected<std::size_t>(result.baseline)
                                                                    : dealNamed(result, options.deal);
    if (!deal) {
        return tl::make_unexpected(deal.error());
    }
    const auto target = targetOf(result, *deal, options);
    if (!target) {
        return tl::make_unexpected(target.error());
    }
    const auto tree = explained(result, *deal, *target, options.depth);
    if (!tree) {
        return tl::make_unexpected(tree.error());
    }
    Answer answer;
    answer.notes = computed->notes;
    answer.json = {{"deal", result.deals[*deal].id}, {"scenario", result.scenario}, {"explanation", asJson(*tree)}};
    answer.text = fmt::format("{}: {}\n", result.deals[*deal].name, sentence(*tree));
    draw(*tree, "", *answer.text);
    Table table{{}, {{"level"}, {"kind"}, {"label"}, {"value"}, {"unit"}, {"when"}, {"formula"}, {"path"}, {"typed"}, {"source"}, {"note"}}, {}};
    addRows(*tree, 0, table);
    answer.tables.push_back(std::move(table));
    if (options.derivatives) {
        if (const auto added = addDerivatives(result, *deal, *target, *tree, options.top, answer); !added) {
            return tl::make_unexpected(added.error());
        }
    }
    return answer;
}

}  // namespace

Action declareExplain(CLI::App& app) {
    auto options = std::make_shared<Options>();
    declareStudy(app, options->study);
    app.add_option("figure", options->figure, "A metric, see below; with --month a line of the ledger")
        ->required()
        ->type_name("FIGURE");
    app.add_option("--deal", options->deal, "Of this deal; the baseline when not given")->type_name("ID");
    app.add_option("--depth", options->depth, "Levels of named rows above the inputs (4)")
        ->check(CLI::Range(0, kDeepest).description(""))
        ->type_name("LEVELS");
    app.add_option("--month", options->month, "One month of a line of the ledger")->type_name("YYYY-MM");
    app.add_flag("--derivatives", options->derivatives, "Also the exact derivatives by all inputs, the largest effect first");
    app.add_option("--top", options->top, "Derivatives to print (15); JSON and CSV have all")->type_name("COUNT");
    std::string list = "Metrics:\n";
    for (const MetricInfo& info : metrics()) {
        list += fmt::format("  {:<20}{}\n", info.key, info.label);
    }
    app.footer(list +
               "\nExamples:\n"
               "  offtake-cli explain spacex-reflection lcoc --deal open\n"
               "  offtake-cli explain spacex-reflection fixed-fee --month 2027-03\n"
               "  offtake-cli explain spacex-reflection lcoc --derivatives --top 30\n");
    return [options](const Common&) { return run(*options); };
}

}  // namespace offtake::cli
