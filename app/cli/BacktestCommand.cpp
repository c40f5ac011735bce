#include <memory>
#include <sstream>

#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/forecast/Scores.h"
#include "app/cli/forecast/SeriesArgument.h"

namespace offtake::cli {

Action declareBacktest(CLI::App& options);

namespace {

struct Options {
    SeriesOptions series;
    std::string methods;
    int origins = 0;
    int horizon = 0;
    std::string scale = "plain";
};

std::vector<std::string> keysIn(const std::string& list) {
    std::vector<std::string> keys;
    std::istringstream in(list);
    for (std::string key; std::getline(in, key, ',');) {
        keys.push_back(key);
    }
    return keys;
}

Expected<forecast::OutlookTestSize> sizeOf(const Options& options, const LoadedSeries& loaded) {
    auto size = forecast::customaryTest(loaded.series);
    if (!size && (options.origins == 0 || options.horizon == 0)) {
        return fail(ErrorCode::NoSolution, loaded.source,
                    {"the length of the series is {0}, too little to hold some back.", {static_cast<std::int64_t>(loaded.series.values.size())}},
                    {"Give a longer series.", {}});
    }
    forecast::OutlookTestSize wanted = size.value_or(forecast::OutlookTestSize{});
    wanted.origins = options.origins > 0 ? options.origins : wanted.origins;
    wanted.horizon = options.horizon > 0 ? options.horizon : wanted.horizon;
    return wanted;
}

Expected<Answer> run(const Options& options, Format format) {
    const auto loaded = loadSeries(options.series);
    if (!loaded) {
        return tl::make_unexpected(loaded.error());
    }
    const auto size = sizeOf(options, *loaded);
    if (!size) {
        return tl::make_unexpected(size.error());
    }
    forecast::OutlookOptions asked;
    asked.experience = loaded->experience;
    asked.transform = transformNamed(options.scale);
    const auto methods = options.methods.empty() ? forecast::customaryMethods(loaded->series) : keysIn(options.methods);
    const auto test = forecast::testOutlooks(loaded->series, methods, *size, asked);
    if (!test) {
        Error error = test.error();
        error.subject = loaded->source;
        return tl::make_unexpected(std::move(error));
    }
    const auto best = forecast::bestMethod(*test);
    if (!best) {
        Error error = *test->scores.front().failure;
        error.subject = loaded->source;
        return tl::make_unexpected(std::move(error));
    }
    Answer answer;
    answer.tables.push_back(scoreTable(*test, format));
    answer.json = scoresJson(*test);
    answer.json["best"] = *best;
    answer.warnings = loaded->findings;
    answer.notes.push_back("The lowest MASE is that of " + *best + ".");
    return answer;
}

}  // namespace

Action declareBacktest(CLI::App& app) {
    auto options = std::make_shared<Options>();
    declareSeries(app, options->series);
    app.add_option("--methods", options->methods,
                   "The methods to test, with commas between them, see forecast --help; none: those that need nothing "
                   "but the series")
        ->type_name("LIST");
    app.add_option("--origins", options->origins, "From how many moments of the past to forecast; none: up to ten")
        ->check(CLI::PositiveNumber.description(""))
        ->type_name("COUNT");
    app.add_option("--horizon", options->horizon, "Steps ahead; none: as the length of the series allows")
        ->check(CLI::Range(1, forecast::kLongestOutlook).description(""))
        ->type_name("STEPS");
    app.add_option("--experience", options->series.experience, "Column of cumulative production, for wright")
        ->type_name("NAME");
    declareScale(app, options->scale);
    app.footer(
        "Every method is fitted again at each origin and knows nothing of what came after it. mase: mean absolute "
        "error over\n"
        "that of the seasonal naive forecast in the values known; below 1 is better than it. rmsse: likewise of "
        "squares. smape in\n"
        "percent. coverage: share of values within the interval. msis: score of 95 % intervals. pinball: loss of the "
        "deciles.\n\n"
        "Examples:\n"
        "  offtake-cli backtest rents.csv --origins 12 --horizon 6\n"
        "  offtake-cli backtest rents.csv --methods combined,naive,moore --format json\n");
    return [options](const Common& common) { return run(*options, common.format); };
}

}  // namespace offtake::cli
