#include "core/forecast/Accuracy.h"

#include "app/cli/calc/Function.h"

namespace offtake::cli::calc {

std::span<const Function> accuracyFunctions();

namespace {

constexpr Parameter kActual{"actual", Kind::Numbers, "what came"};
constexpr Parameter kTraining{
    "training", Kind::Numbers, "the values known before, for errors in units of their changes", {}, true};
constexpr Parameter kSeason{"season-length", Kind::Whole, "steps of a season, for the scale of MASE", "1"};

constexpr Parameter kAccuracyTakes[] = {
    kActual,
    {"forecast", Kind::Numbers, "what had been forecast"},
    kTraining,
    kSeason,
};
constexpr Parameter kIntervalTakes[] = {
    kActual,
    {"lower", Kind::Numbers, "lower ends of the intervals"},
    {"upper", Kind::Numbers, "upper ends of the intervals"},
    {"level", Kind::Number, "of the intervals, a fraction", "0.95"},
    kTraining,
    kSeason,
};
constexpr Parameter kPinballTakes[] = {
    {"probability", Kind::Number, "of the quantile"},
    kActual,
    {"forecast", Kind::Numbers, "the quantile that had been forecast for each"},
};
constexpr Parameter kCrpsTakes[] = {
    {"ensemble", Kind::Numbers, "members of the forecast"},
    {"actual", Kind::Number, "what came"},
};
constexpr Parameter kNormalCrpsTakes[] = {
    {"mean", Kind::Number, "of the forecast"},
    {"sd", Kind::Number, "its standard deviation"},
    {"actual", Kind::Number, "what came"},
};
constexpr Parameter kOverallTakes[] = {
    {"smape", Kind::Number, "of the method"},
    {"mase", Kind::Number, "of the method"},
    {"reference-smape", Kind::Number, "of the seasonally adjusted naive method", "13.564"},
    {"reference-mase", Kind::Number, "of the same", "1.912"},
};

/// Measures by name; one that does not exist stays empty, and why becomes a warning.
class Measures {
public:
    void add(const char* name, const Expected<double>& value) {
        m_values.emplace_back(name, value ? Cell(*value) : Cell());
        if (!value) {
            m_warnings.push_back(std::string(name) + ": " + value.error().english());
        }
    }
    [[nodiscard]] Answer answer() && {
        Answer answer = results(m_values);
        answer.warnings = std::move(m_warnings);
        return answer;
    }

private:
    std::vector<std::pair<std::string, Cell>> m_values;
    std::vector<std::string> m_warnings;
};

Expected<void> checkSeason(const Arguments& given, const char* function) {
    if (given.whole("season-length") < 1) {
        return fail(ErrorCode::OutOfBounds, std::string(function) + ", season-length",
                    {"A season of {0} steps does not exist.", {std::int64_t{given.whole("season-length")}}},
                    {"Give 1 for none.", {}});
    }
    return {};
}

Expected<Answer> accuracy(const Arguments& given) {
    if (const auto checked = checkSeason(given, "accuracy"); !checked) {
        return tl::make_unexpected(checked.error());
    }
    const auto& actual = given.numbers("actual");
    const auto& forecasts = given.numbers("forecast");
    const auto mae = forecast::mae(actual, forecasts);
    if (!mae) {
        return tl::make_unexpected(mae.error());
    }
    Measures measures;
    measures.add("mae", mae);
    measures.add("rmse", forecast::rmse(actual, forecasts));
    measures.add("mape", forecast::mape(actual, forecasts));
    measures.add("smape", forecast::smape(actual, forecasts));
    if (given.has("training")) {
        measures.add("mase",
                     forecast::mase(given.numbers("training"), given.whole("season-length"), actual, forecasts));
        measures.add("rmsse", forecast::rmsse(given.numbers("training"), actual, forecasts));
    }
    return std::move(measures).answer();
}

Expected<void> checkShare(double share, const char* subject) {
    if (!(share > 0.0 && share < 1.0)) {
        return fail(ErrorCode::OutOfBounds, subject, {"{0} does not lie between 0 and 1.", {share}},
                    {"Give a fraction: 0.95 is 95 %.", {}});
    }
    return {};
}

Expected<Answer> intervals(const Arguments& given) {
    if (const auto checked = checkSeason(given, "interval-accuracy"); !checked) {
        return tl::make_unexpected(checked.error());
    }
    const double level = given.number("level");
    if (const auto checked = checkShare(level, "interval-accuracy, level"); !checked) {
        return tl::make_unexpected(checked.error());
    }
    const auto& actual = given.numbers("actual");
    const auto& lower = given.numbers("lower");
    const auto& upper = given.numbers("upper");
    const auto covered = forecast::coverage(actual, lower, upper);
    if (!covered) {
        return tl::make_unexpected(covered.error());
    }
    for (std::size_t i = 0; i < lower.size(); ++i) {
        if (lower[i] > upper[i]) {
            return fail(ErrorCode::Inconsistent, "interval-accuracy",
                        {"Interval {0} ends before it starts.", {static_cast<std::int64_t>(i) + 1}},
                        {"Exchange lower and upper.", {}});
        }
    }
    Measures measures;
    measures.add("coverage", covered);
    measures.add("interval-score", forecast::intervalScore(actual, lower, upper, level));
    if (given.has("training")) {
        measures.add("msis", forecast::msis(given.numbers("training"), given.whole("season-length"), actual, lower,
                                            upper, level));
    }
    return std::move(measures).answer();
}

Expected<Answer> pinball(const Arguments& given) {
    const double probability = given.number("probability");
    if (const auto checked = checkShare(probability, "pinball, probability"); !checked) {
        return tl::make_unexpected(checked.error());
    }
    const auto& actual = given.numbers("actual");
    const auto& forecasts = given.numbers("forecast");
    if (actual.size() != forecasts.size()) {
        return fail(ErrorCode::Inconsistent, "pinball",
                    {"There are {0} values but {1} forecasts.",
                     {static_cast<std::int64_t>(actual.size()), static_cast<std::int64_t>(forecasts.size())}},
                    {"Give one forecast for each value.", {}});
    }
    double sum = 0.0;
    for (std::size_t i = 0; i < actual.size(); ++i) {
        sum += forecast::pinballLoss(probability, actual[i], forecasts[i]);
    }
    return results({{"loss", sum / static_cast<double>(actual.size())}});
}

Expected<Answer> crps(const Arguments& given) {
    const auto biased = forecast::crps(given.numbers("ensemble"), given.number("actual"));
    if (!biased) {
        return tl::make_unexpected(biased.error());
    }
    Measures measures;
    measures.add("crps", biased);
    measures.add("fair-crps", forecast::fairCrps(given.numbers("ensemble"), given.number("actual")));
    return std::move(measures).answer();
}

Expected<Answer> normalCrps(const Arguments& given) {
    if (!(given.number("sd") > 0.0)) {
        return fail(ErrorCode::OutOfBounds, "crps-normal, sd", {"A standard deviation must be above 0.", {}},
                    {"Check its sign.", {}});
    }
    return results({{"crps", forecast::normalCrps(given.number("mean"), given.number("sd"), given.number("actual"))}});
}

Expected<Answer> overall(const Arguments& given) {
    if (!(given.number("reference-smape") > 0.0 && given.number("reference-mase") > 0.0)) {
        return fail(ErrorCode::OutOfBounds, "owa", {"The errors of the reference must be above 0.", {}},
                    {"Those of M4 are 13.564 and 1.912.", {}});
    }
    return results({{"owa", 0.5 * (given.number("smape") / given.number("reference-smape") +
                                   given.number("mase") / given.number("reference-mase"))}});
}

constexpr Function kFunctions[] = {
    {"accuracy", "Errors of forecasts: MAE, RMSE, MAPE, sMAPE, MASE, RMSSE", kAccuracyTakes, accuracy},
    {"interval-accuracy", "Coverage and score (Winkler) of intervals; MSIS", kIntervalTakes, intervals},
    {"pinball", "Mean loss of forecast quantiles", kPinballTakes, pinball},
    {"crps", "Continuous ranked probability score of an ensemble (Hersbach)", kCrpsTakes, crps},
    {"crps-normal", "The same of a normal distribution", kNormalCrpsTakes, normalCrps},
    {"owa", "Overall weighted average of M4: mean of sMAPE and MASE over those of a reference", kOverallTakes, overall},
};

}  // namespace

std::span<const Function> accuracyFunctions() {
    return kFunctions;
}

}  // namespace offtake::cli::calc
