#include "app/cli/forecast/Scores.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "app/cli/Figures.h"

namespace offtake::cli {

Table scoreTable(const forecast::OutlookTest& test, Format format) {
    const bool reading = format == Format::Table;
    constexpr int kDecimals = 3;
    Table table;
    if (reading) {
        table.title =
            "Back-test: " + std::to_string(test.origins) + " origins, " + std::to_string(test.horizon) + " steps";
    }
    table.columns = {{"method"},
                     {"mase", kDecimals},
                     {"rmsse", kDecimals},
                     {"smape", kDecimals},
                     {"rmse"},
                     {"coverage-80", kDecimals},
                     {"coverage-95", kDecimals},
                     {"msis", kDecimals},
                     {"pinball", kDecimals},
                     {"reason"}};
    for (const auto& score : test.scores) {
        std::vector<Cell> row{score.method};
        for (const double value : {score.mase, score.rmsse, score.smape, score.rmse, score.coverage80, score.coverage95,
                                   score.msis, score.pinball}) {
            row.push_back(score.failure ? Cell{} : Cell(value));
        }
        row.push_back(score.failure ? Cell(score.failure->reason.english()) : Cell(std::string{}));
        table.rows.push_back(std::move(row));
    }
    const bool noFailure = std::none_of(test.scores.begin(), test.scores.end(),
                                        [](const auto& score) { return score.failure.has_value(); });
    if (reading && noFailure) {
        table.columns.pop_back();
        for (auto& row : table.rows) {
            row.pop_back();
        }
    }
    return table;
}

nlohmann::ordered_json scoresJson(const forecast::OutlookTest& test) {
    auto scores = nlohmann::ordered_json::array();
    for (const auto& score : test.scores) {
        const auto figure = [&](double value) {
            return score.failure ? nlohmann::ordered_json(nullptr) : numberOrNull(value);
        };
        scores.push_back({{"method", score.method},
                          {"mase", figure(score.mase)},
                          {"rmsse", figure(score.rmsse)},
                          {"smape", figure(score.smape)},
                          {"rmse", figure(score.rmse)},
                          {"coverage-80", figure(score.coverage80)},
                          {"coverage-95", figure(score.coverage95)},
                          {"msis", figure(score.msis)},
                          {"pinball", figure(score.pinball)},
                          {"reason", score.failure ? nlohmann::ordered_json(score.failure->reason.english())
                                                   : nlohmann::ordered_json(nullptr)}});
    }
    return {{"origins", test.origins}, {"horizon", test.horizon}, {"scores", std::move(scores)}};
}

void declareScale(CLI::App& app, std::string& scale) {
    app.add_option(
           "--scale", scale,
           "On which smoothing, theta and the naive methods work: plain (the default), log (always positive) or "
           "asinh (either side of zero)")
        ->check(CLI::IsMember({"plain", "log", "asinh"}).description(""))
        ->type_name("SCALE");
}

forecast::TransformKind transformNamed(const std::string& scale) {
    return scale == "log"     ? forecast::TransformKind::Log
           : scale == "asinh" ? forecast::TransformKind::Asinh
                              : forecast::TransformKind::None;
}

}  // namespace offtake::cli
