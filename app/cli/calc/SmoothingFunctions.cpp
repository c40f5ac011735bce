#include <algorithm>
#include <cmath>

#include "app/cli/calc/Function.h"
#include "core/forecast/EtsForecast.h"
#include "core/forecast/Theta.h"
#include "core/study/Distribution.h"

namespace offtake::cli::calc {

std::span<const Function> smoothingFunctions();

namespace {

constexpr Parameter kValues{"values", Kind::Numbers, "the series, the oldest first"};
constexpr Parameter kHorizon{"horizon", Kind::Whole, "steps ahead", "12"};
constexpr Parameter kSeasonLength{"season-length", Kind::Whole, "steps of a season", "1"};

constexpr Parameter kEtsTakes[] = {
    kValues,
    {"model", Kind::Text, "error, trend, season, such as MAdM or ETS(M,Ad,M)"},
    {"alpha", Kind::Number, "response of the level to an error"},
    {"beta", Kind::Number, "response of the trend (a textbook's is beta / alpha)", "0"},
    {"gamma", Kind::Number, "response of the season", "0"},
    {"phi", Kind::Number, "what is left of the trend a step later", "1"},
    {"level", Kind::Number, "before the first value"},
    {"trend", Kind::Number, "before the first value; needed by models with a trend", {}, true},
    {"season",
     Kind::Numbers,
     "effects on the first values in order of time (R prints them the other way round)",
     {},
     true},
    kHorizon,
};
constexpr Parameter kThetaTakes[] = {
    kValues,
    kSeasonLength,
    {"method", Kind::Text, "standard or optimised", "standard"},
    {"alpha", Kind::Number, "of the smoothing, instead of fitting it; with initial-level", {}, true},
    {"initial-level", Kind::Number, "before the first value, with alpha", {}, true},
    kHorizon,
};

Expected<void> checkHorizon(const Arguments& given, const char* function) {
    constexpr int kLongest = 2000;
    if (given.whole("horizon") < 1 || given.whole("horizon") > kLongest) {
        return fail(ErrorCode::OutOfBounds, std::string(function) + ", horizon",
                    {"{0} steps ahead cannot be forecast.", {std::int64_t{given.whole("horizon")}}},
                    {"Give a number from 1 to {0}.", {std::int64_t{kLongest}}});
    }
    return {};
}

/// A row a step: the path without errors, mean, standard deviation, and central intervals of 80 and 95 % as normal
/// ones.
Answer stepsAhead(const std::vector<double>& path, const std::vector<double>& mean,
                  const std::vector<double>& variance) {
    const double z80 = study::normalQuantile(0.9);
    const double z95 = study::normalQuantile(0.975);
    std::vector<std::vector<Cell>> rows;
    for (std::size_t h = 0; h < mean.size(); ++h) {
        const double sd = std::sqrt(variance[h]);
        rows.push_back({static_cast<std::int64_t>(h) + 1, path[h], mean[h], sd, mean[h] - z80 * sd, mean[h] + z80 * sd,
                        mean[h] - z95 * sd, mean[h] + z95 * sd});
    }
    return schedule("forecast",
                    {{"step"}, {"path"}, {"mean"}, {"sd"}, {"lower-80"}, {"upper-80"}, {"lower-95"}, {"upper-95"}},
                    std::move(rows));
}

Expected<forecast::EtsModel> modelOf(const Arguments& given) {
    const auto form = forecast::parseEtsForm(given.text("model"));
    if (!form) {
        return tl::make_unexpected(form.error());
    }
    forecast::EtsModel model;
    model.form = *form;
    model.parameters = {given.number("alpha"), given.number("beta"), given.number("gamma"), given.number("phi")};
    model.initial.level = given.number("level");
    const bool hasTrend = form->trend != forecast::TrendForm::None;
    const bool hasSeason = form->season != forecast::SeasonForm::None;
    for (const auto& [name, needed] : {std::pair{"trend", hasTrend}, std::pair{"season", hasSeason}}) {
        if (given.has(name) != needed) {
            return fail(ErrorCode::Inconsistent, name,
                        {needed ? "{0} needs its state before the first value." : "{0} has no such component.",
                         {forecast::etsName(*form)}},
                        {needed ? "Give it." : "Leave it out, or take another model.", {}});
        }
    }
    if (hasTrend) {
        model.initial.trend = given.number("trend");
    }
    if (hasSeason) {
        model.initial.season = given.numbers("season");
        model.seasonLength = static_cast<int>(model.initial.season.size());
    }
    // What a model does not have must not enter its variance.
    model.parameters.beta = hasTrend ? model.parameters.beta : 0.0;
    model.parameters.gamma = hasSeason ? model.parameters.gamma : 0.0;
    model.parameters.phi = hasTrend ? model.parameters.phi : 1.0;
    return model;
}

Expected<Answer> ets(const Arguments& given) {
    if (const auto checked = checkHorizon(given, "ets"); !checked) {
        return tl::make_unexpected(checked.error());
    }
    const auto model = modelOf(given);
    if (!model) {
        return tl::make_unexpected(model.error());
    }
    const auto run = forecast::runEts(*model, given.numbers("values"));
    if (!run) {
        return tl::make_unexpected(run.error());
    }
    const int count = forecast::parameterCount(model->form, model->seasonLength);
    const double values = static_cast<double>(given.numbers("values").size());
    std::vector<std::pair<std::string, Cell>> found = {{"model", forecast::etsName(model->form)},
                                                       {"log-likelihood", run->logLikelihood},
                                                       {"parameters", std::int64_t{count}},
                                                       {"aic", run->aic},
                                                       {"aicc", std::isfinite(run->aicc) ? Cell(run->aicc) : Cell()},
                                                       {"bic", -2.0 * run->logLikelihood + std::log(values) * count},
                                                       {"mean-square", run->meanSquare},
                                                       {"variance", run->variance},
                                                       {"last-level", run->last.level}};
    if (given.has("trend")) {
        found.emplace_back("last-trend", run->last.trend);
    }
    const auto moments = forecast::etsMoments(*model, run->last, run->variance, given.whole("horizon"));
    Answer answer = joined(results(found), stepsAhead(forecast::etsPath(*model, run->last, given.whole("horizon")),
                                                      moments.mean, moments.variance));
    if (!forecast::isAdmissible(model->form, model->parameters, model->seasonLength)) {
        answer.warnings.push_back("These parameters are not admissible: an old error never fades from the forecasts.");
    }
    if (!std::isfinite(run->aicc)) {
        answer.warnings.push_back("There are too few values for the AICc of a model with so many parameters.");
    }
    return answer;
}

Expected<forecast::ThetaFit> thetaFit(const Arguments& given) {
    const auto& values = given.numbers("values");
    const int season = given.whole("season-length");
    const std::string& method = given.text("method");
    if (method != "standard" && method != "optimised") {
        return fail(ErrorCode::UnknownName, "method", {"\"{0}\" is neither standard nor optimised.", {method}},
                    {"Write one of them.", {}});
    }
    if (season < 1) {
        return fail(ErrorCode::OutOfBounds, "season-length",
                    {"A season of {0} steps does not exist.", {std::int64_t{season}}}, {"Give 1 for none.", {}});
    }
    if (given.has("alpha") != given.has("initial-level") || (given.has("alpha") && method == "optimised")) {
        return fail(ErrorCode::Inconsistent, "alpha",
                    {"Smoothing of the standard method is given by alpha and initial-level together.", {}},
                    {"Give both, or neither.", {}});
    }
    if (!given.has("alpha")) {
        return method == "standard" ? forecast::fitTheta(values, season) : forecast::fitOptimisedTheta(values, season);
    }
    const double alpha = given.number("alpha");
    constexpr std::size_t kFewest = 5;
    if (!(alpha > 0.0 && alpha <= 1.0) || values.size() < kFewest) {
        return fail(ErrorCode::OutOfBounds, "alpha", {"Theta needs an alpha above 0 and up to 1, and five values.", {}},
                    {"Check them.", {}});
    }
    return forecast::runTheta(values, season, alpha, given.number("initial-level"));
}

Expected<Answer> theta(const Arguments& given) {
    if (const auto checked = checkHorizon(given, "theta"); !checked) {
        return tl::make_unexpected(checked.error());
    }
    return thetaFit(given).map([&](const forecast::ThetaFit& fit) {
        const auto path = forecast::thetaPath(fit, given.whole("horizon"));
        return joined(results({{"alpha", fit.model.alpha},
                               {"drift", fit.model.drift},
                               {"initial-level", fit.model.initialLevel},
                               {"seasonal", std::string(fit.model.seasonal ? "yes" : "no")},
                               {"variance", fit.variance}}),
                      stepsAhead(path, path, forecast::thetaSmoothingVariance(fit, given.whole("horizon"))));
    });
}

constexpr Function kFunctions[] = {
    {"ets", "Exponential smoothing at given parameters: likelihood, AICc, exact forecasts and their spread", kEtsTakes,
     ets},
    {"theta", "The Theta method: its smoothing and drift, forecasts and the spread of the smoothing alone", kThetaTakes,
     theta},
};

}  // namespace

std::span<const Function> smoothingFunctions() {
    return kFunctions;
}

}  // namespace offtake::cli::calc
