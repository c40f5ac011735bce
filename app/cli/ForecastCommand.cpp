#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/Figures.h"
#include "app/cli/forecast/Scores.h"
#include "app/cli/forecast/SeriesArgument.h"
#include "data/csv/Csv.h"

namespace offtake::cli {

Action declareForecast(CLI::App& options);

namespace {

using Json = nlohmann::ordered_json;
using forecast::Outlook;
using forecast::OutlookOptions;

struct Options {
    SeriesOptions series;
    std::string method = "auto";
    std::string form;
    int horizon = 0;
    std::string levels = "80,95";
    std::string saturation;
    double launch = 1.0;
    double theta = forecast::kMooreTheta;
    std::string forward;
    double slowVolatility = 0.0;
    std::string scale = "plain";
};

constexpr std::string_view kAutomatic = "auto";
constexpr std::string_view kBest = "best";
constexpr std::string_view kSmoothing = "ets";

Expected<std::optional<forecast::SaturationRange>> parseSaturation(const std::string& text) {
    if (text.empty()) {
        return std::optional<forecast::SaturationRange>{};
    }
    std::string list = text;
    const auto colon = list.find(':');
    if (colon != std::string::npos) {
        list[colon] = ',';
    }
    const auto numbers = parseNumbers(list, "--saturation");
    if (!numbers || numbers->size() > 2 || (numbers->size() == 2) != (colon != std::string::npos)) {
        return fail(ErrorCode::Syntax, "--saturation", {"\"{0}\" is no saturation.", {text}},
                    {"Write LOW:HIGH, or one number that is known.", {}});
    }
    return std::optional(forecast::SaturationRange{numbers->front(), numbers->back()});
}

Expected<OutlookOptions> outlookOptions(const Options& options, const LoadedSeries& loaded,
                                        const std::vector<double>& levels) {
    OutlookOptions asked;
    asked.horizon = options.horizon > 0 ? options.horizon : forecast::customaryHorizon(loaded.series.step);
    asked.probabilities = forecast::tailsOf(levels);
    asked.transform = transformNamed(options.scale);
    asked.theta = options.theta;
    asked.launch = options.launch;
    asked.slowVolatility = options.slowVolatility;
    asked.experience = loaded.experience;
    if (!options.form.empty()) {
        const auto form = forecast::parseEtsForm(options.form);
        if (!form) {
            return tl::make_unexpected(form.error());
        }
        if (options.method != kSmoothing) {
            return fail(ErrorCode::Inconsistent, "--form", {"only exponential smoothing has forms, not {0}.", {options.method}},
                        {"Add --method ets, or leave it out.", {}});
        }
        asked.form = *form;
    }
    const auto saturation = parseSaturation(options.saturation);
    if (!saturation) {
        return tl::make_unexpected(saturation.error());
    }
    asked.saturation = *saturation;
    if (!options.forward.empty()) {
        const auto forward = parseNumbers(options.forward, "--forward");
        if (!forward) {
            return tl::make_unexpected(forward.error());
        }
        asked.forward = *forward;
    }
    return asked;
}

std::size_t observed(const forecast::Series& series) {
    return static_cast<std::size_t>(
        std::count_if(series.values.begin(), series.values.end(), [](double value) { return !std::isnan(value); }));
}

Table historyTable(const LoadedSeries& loaded, const Outlook& outlook) {
    const forecast::Series& series = loaded.series;
    const std::size_t last = series.values.size() - 1;
    Table table{"History and model", {{""}, {"value"}}, {}};
    const auto row = [&](const char* name, Cell value) { table.rows.push_back({std::string(name), std::move(value)}); };
    row("series", series.name.empty() ? loaded.source : loaded.source + ", " + series.name);
    row("values", fmt::format("{}", observed(series)));
    row("from", forecast::stepText(series, 0));
    row("to", forecast::stepText(series, last));
    row("step", std::string(forecast::nameOf(series.step)));
    row("last value", fmt::format("{:.6g}{}", series.values[last], series.unit.empty() ? "" : " " + series.unit));
    row("method", outlook.method);
    row("model", outlook.model);
    for (const auto& [name, value] : outlook.parameters) {
        table.rows.push_back({name, fmt::format("{:.6g}", value)});
    }
    return table;
}

Table forecastTable(const LoadedSeries& loaded, const Outlook& outlook, const std::vector<double>& levels,
                    Format format) {
    const bool reading = format == Format::Table;
    Table table{reading ? "Forecast" : "", {{"step"}, {"period"}, {"point"}}, {}};
    for (const double level : levels) {
        const auto percent = fmt::format("{:g}", 100.0 * level);
        table.columns.push_back({reading ? percent + " % from" : "lower-" + percent});
        table.columns.push_back({reading ? "to" : "upper-" + percent});
    }
    const auto shown = [&](double value) {
        return reading ? Cell(std::stod(fmt::format("{:.6g}", value))) : Cell(value);
    };
    for (std::size_t step = 0; step < outlook.point.size(); ++step) {
        std::vector<Cell> row{static_cast<std::int64_t>(step + 1),
                              forecast::stepText(loaded.series, loaded.series.values.size() + step),
                              shown(outlook.point[step])};
        for (const double quantile : outlook.quantiles[step]) {
            row.push_back(shown(quantile));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Json forecastJson(const LoadedSeries& loaded, const Outlook& outlook, const std::vector<double>& levels) {
    const forecast::Series& series = loaded.series;
    const std::size_t last = series.values.size() - 1;
    Json parameters = Json::object();
    for (const auto& [name, value] : outlook.parameters) {
        parameters[name] = numberOrNull(value);
    }
    Json steps = Json::array();
    for (std::size_t step = 0; step < outlook.point.size(); ++step) {
        Json intervals = Json::array();
        for (std::size_t i = 0; i < levels.size(); ++i) {
            intervals.push_back({{"level", levels[i]},
                                 {"lower", numberOrNull(outlook.quantiles[step][2 * i])},
                                 {"upper", numberOrNull(outlook.quantiles[step][2 * i + 1])}});
        }
        steps.push_back({{"step", step + 1},
                         {"period", forecast::stepText(series, last + 1 + step)},
                         {"point", numberOrNull(outlook.point[step])},
                         {"intervals", std::move(intervals)}});
    }
    return {{"series",
             {{"source", loaded.source},
              {"name", series.name},
              {"unit", series.unit},
              {"step", forecast::nameOf(series.step)},
              {"season", series.seasonLength},
              {"values", observed(series)},
              {"first", forecast::stepText(series, 0)},
              {"last", forecast::stepText(series, last)},
              {"last-value", numberOrNull(series.values[last])}}},
            {"method", outlook.method},
            {"model", outlook.model},
            {"parameters", std::move(parameters)},
            {"forecast", std::move(steps)}};
}

/// The error with the series in front, and with its gaps where they are what is wrong.
Error named(Error error, const LoadedSeries& loaded) {
    error.subject = loaded.source + (error.subject.empty() ? "" : ", " + error.subject);
    if (loaded.gaps > 0 && error.code == ErrorCode::Inconsistent && !loaded.findings.empty()) {
        error.reason = {"{0} {1}", {error.reason.english(), fmt::format("{}", fmt::join(loaded.findings, " "))}};
        error.remedy = {"Fill them in, say --gaps interpolate, or average over longer periods with --every.", {}};
    }
    return error;
}

/// The methods that a forecast is tested beside, its own first; to find the best all that need nothing else.
std::vector<std::string> testedMethods(const LoadedSeries& loaded, const std::string& method) {
    if (method == kBest) {
        return forecast::customaryMethods(loaded.series);
    }
    std::vector<std::string> keys{method == kAutomatic ? std::string(forecast::outlookMethods().front().key) : method};
    for (const std::string_view simple : {"naive", "drift", "seasonal-naive"}) {
        const bool applies = simple != "seasonal-naive" || loaded.series.seasonLength > 1;
        if (applies && keys.front() != simple) {
            keys.emplace_back(simple);
        }
    }
    return keys;
}

using Tested = std::optional<forecast::OutlookTest>;

/// A back-test of customary size; none where the series is too short or has gaps, unless the choice hangs on it.
Expected<Tested> tested(const LoadedSeries& loaded, const std::string& method, const OutlookOptions& asked) {
    const auto size = forecast::customaryTest(loaded.series);
    if (!size || loaded.gaps > 0) {
        if (method == kBest) {
            return fail(ErrorCode::NoSolution, "back-test",
                        {"the series is too short, or has gaps, to find the best method.", {}},
                        {"Leave the choice to --method auto.", {}});
        }
        return Tested{};
    }
    auto test = forecast::testOutlooks(loaded.series, testedMethods(loaded, method), *size, asked);
    if (!test && method != kBest) {
        return Tested{};  // what cannot be tested may still be forecast; if not, the method says why
    }
    return test ? Expected<Tested>(std::move(*test)) : tl::make_unexpected(test.error());
}

std::string chosen(const std::string& method, const Tested& test) {
    const std::string fallback(forecast::outlookMethods().front().key);
    if (method == kBest) {
        return forecast::bestMethod(*test).value_or(fallback);
    }
    return method == kAutomatic ? fallback : method;
}

/// How the method did in the back-test, in one sentence.
std::string comparison(const forecast::OutlookTest& test, const std::string& method) {
    const auto scoreOf = [&](const std::string& key) {
        return *std::find_if(test.scores.begin(), test.scores.end(),
                             [&](const auto& score) { return score.method == key; });
    };
    const forecast::OutlookScore own = scoreOf(method);
    if (own.failure) {
        return "The method could not forecast the series' own past; there is no measure of its accuracy.";
    }
    const std::string best = forecast::bestMethod(test).value_or(method);
    const auto text = fmt::format("In the back-test ({} origins, {} steps) {} has a MASE of {:.3g}", test.origins,
                                  test.horizon, method, own.mase);
    return best == method ? text + ", the lowest of those tested."
                          : text + fmt::format(", {} one of {:.3g}.", best, scoreOf(best).mase);
}

Expected<Answer> run(const Options& options, Format format) {
    const auto levels = parseLevels(options.levels);
    if (!levels) {
        return tl::make_unexpected(levels.error());
    }
    const auto loaded = loadSeries(options.series);
    if (!loaded) {
        return tl::make_unexpected(loaded.error());
    }
    const auto asked = outlookOptions(options, *loaded, *levels);
    if (!asked) {
        return tl::make_unexpected(asked.error());
    }
    const auto test = tested(*loaded, options.method, *asked);
    if (!test) {
        return tl::make_unexpected(named(test.error(), *loaded));
    }
    const auto outlook = forecast::outlook(loaded->series, chosen(options.method, *test), *asked);
    if (!outlook) {
        return tl::make_unexpected(named(outlook.error(), *loaded));
    }
    Answer answer;
    if (format == Format::Table) {
        answer.tables.push_back(historyTable(*loaded, *outlook));
    }
    answer.tables.push_back(forecastTable(*loaded, *outlook, *levels, format));
    answer.json = forecastJson(*loaded, *outlook, *levels);
    answer.json["back-test"] = *test ? scoresJson(**test) : Json(nullptr);
    if (*test && format == Format::Table) {
        answer.tables.push_back(scoreTable(**test, format));
    }
    answer.warnings = loaded->findings;
    for (const Message& note : outlook->notes) {
        answer.notes.push_back(note.english());
    }
    answer.notes.push_back(*test ? comparison(**test, outlook->method)
                                 : "The series is too short, or has gaps, for a back-test.");
    return answer;
}

/// A check that a number which is one lies in this range; CLI11's own lets "nan" pass.
CLI::Validator within(double low, double high) {
    return CLI::Validator(
        [low, high](std::string& text) {
            const auto number = csv::number(text);
            const bool fits = number && *number >= low && *number <= high;
            return fits ? std::string() : fmt::format("{} is no number from {:g} to {:g}", text, low, high);
        },
        "");
}

std::string methodHelp() {
    std::string text = "Methods:\n";
    for (const auto& method : forecast::outlookMethods()) {
        text += fmt::format("  {:<16}{}\n", method.key, method.help);
    }
    return text +
           "\nauto is combined. Point forecasts are means, on a logarithmic scale medians. No method presumes that "
           "prices fall.\n\n"
           "Examples:\n"
           "  offtake-cli forecast rents.csv --column price --horizon 24 --scale log\n"
           "  offtake-cli forecast rents.csv --method ets --form MMdN\n"
           "  offtake-cli forecast power.csv --every day --method ou --horizon 14\n"
           "  offtake-cli forecast costs.csv --column unit_cost --method wright --experience cumulative_production\n"
           "  offtake-cli forecast users.csv --method bass --saturation 5e6:5e7\n"
           "  offtake-cli forecast --catalogue \"T4 street\" --method moore\n";
}

}  // namespace

Action declareForecast(CLI::App& app) {
    auto options = std::make_shared<Options>();
    declareSeries(app, options->series);
    app.add_option("--method", options->method, "auto (the default), best (by back-test), or one of the methods below")
        ->type_name("METHOD");
    app.add_option("--form", options->form,
                   "Error, trend and season of ets, such as MAdM; trends are N, A, Ad, and by request only M and Md; none: "
                   "lowest AICc")
        ->type_name("FORM");
    app.add_option("--horizon", options->horizon, "Steps ahead; none: 12 months, 8 quarters, 5 years, 30 days")
        ->check(CLI::Range(1, forecast::kLongestOutlook).description(""))
        ->type_name("STEPS");
    app.add_option("--levels", options->levels, "Levels of the intervals in percent; none: 80,95")->type_name("LIST");
    app.add_option("--saturation", options->saturation, "What growth can reach, as a range or one number")
        ->type_name("LOW:HIGH");
    app.add_option("--launch", options->launch, "Steps from the launch to the first value, for bass; none: 1")
        ->check(within(1e-6, 1e6))
        ->type_name("STEPS");
    app.add_option("--experience", options->series.experience, "Column of cumulative production, for wright")
        ->type_name("NAME");
    declareScale(app, options->scale);
    app.add_option("--theta", options->theta, "Correlation of the errors of moore; none: 0.63")
        ->check(within(0.0, 1.0))
        ->type_name("NUMBER");
    app.add_option("--forward", options->forward, "Forward prices that the mean of ou keeps to, from the first step on")
        ->type_name("LIST");
    app.add_option("--slow-volatility", options->slowVolatility,
                   "Of the level of ou, per square root of a year; none: 0")
        ->check(within(0.0, 100.0))
        ->type_name("NUMBER");
    app.footer(methodHelp());
    return [options](const Common& common) { return run(*options, common.format); };
}

}  // namespace offtake::cli
