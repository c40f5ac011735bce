#include <cmath>

#include <fmt/format.h>

#include "app/cli/calc/Function.h"
#include "core/forecast/GrowthCurve.h"
#include "core/forecast/MooreHindcast.h"
#include "core/forecast/ResaleValue.h"
#include "core/forecast/WrightsLaw.h"

namespace offtake::cli::calc {

std::span<const Function> lawFunctions();

namespace {

constexpr Parameter kValues{"values", Kind::Numbers, "unit cost of each period, the oldest first"};
constexpr Parameter kExperience{"experience", Kind::Numbers, "cumulative production at the same times"};

constexpr Parameter kMooreTakes[] = {
    kValues,
    {"steps", Kind::Number, "periods ahead", "1"},
    {"theta", Kind::Number, "moving-average parameter of the changes", "0.63"},
};
constexpr Parameter kMooreErrorTakes[] = {
    {"differences", Kind::Whole, "number of past changes (m)"},
    {"steps", Kind::Number, "periods ahead (tau)"},
    {"theta", Kind::Number, "moving-average parameter of the changes", "0.63"},
};
constexpr Parameter kWrightTakes[] = {
    kValues,
    kExperience,
    {"growth", Kind::Numbers, "change of ln experience in each coming period"},
    {"rho", Kind::Number, "moving-average parameter of the errors", "0.19"},
};
constexpr Parameter kLearningTakes[] = {{"exponent", Kind::Number, "of the experience curve; negative when cost falls"}};
constexpr Parameter kBassTakes[] = {
    {"innovation", Kind::Number, "p, per period"},
    {"imitation", Kind::Number, "q, per period"},
    {"time", Kind::Number, "periods since the launch"},
    {"saturation", Kind::Number, "level that is reached in the end", "1"},
};
constexpr Parameter kHindcastTakes[] = {
    kValues,
    {"differences", Kind::Whole, "past changes that each forecast is fitted to (m)", "5"},
    {"farthest", Kind::Whole, "steps ahead, from 1 on", "20"},
    {"theta", Kind::Number, "moving-average parameter of the changes", "0.63"},
    {"level", Kind::Number, "of the interval, a fraction", "0.8"},
};
constexpr Parameter kGrowthTakes[] = {
    {"curve", Kind::Text, "logistic or gompertz"},
    {"rate", Kind::Number, "k, per period"},
    {"inflexion", Kind::Number, "when growth is fastest", "0"},
    {"time", Kind::Number, "in the same periods"},
    {"saturation", Kind::Number, "level that is reached in the end", "1"},
};
constexpr Parameter kProductionTakes[] = {{"production", Kind::Numbers, "of each period, the oldest first"}};
constexpr Parameter kResaleTakes[] = {
    {"ages", Kind::Numbers, "years of each piece that was sold"},
    {"shares", Kind::Numbers, "its price over its price when new"},
    {"newer", Kind::Numbers, "generations that had come out since its own", {}, true},
    {"at-age", Kind::Number, "age of the piece that is asked about, years"},
    {"at-newer", Kind::Number, "generations newer than it by then", "0"},
};

Expected<Answer> moore(const Arguments& given) {
    if (!(given.number("steps") > 0.0)) {
        return fail(ErrorCode::OutOfBounds, "moore, steps", {"A forecast lies ahead: {0} steps do not.", {given.number("steps")}}, {"Give a positive number.", {}});
    }
    return forecast::fitMoore(given.numbers("values")).map([&](const forecast::MooreFit& fit) {
        const double variance = forecast::mooreErrorVariance(fit.differences, given.number("steps"), given.number("theta"));
        const double theta = given.number("theta");
        return results({{"drift", fit.drift},
                        {"volatility", fit.volatility},
                        {"differences", std::int64_t{fit.differences}},
                        {"log-change", fit.drift * given.number("steps")},
                        {"standard-error", fit.volatility * std::sqrt(variance / (1.0 + theta * theta))}});
    });
}

Expected<Answer> mooreError(const Arguments& given) {
    if (given.whole("differences") < 2 || !(given.number("steps") > 0.0)) {
        return fail(ErrorCode::OutOfBounds, "moore-error", {"At least two past changes and a step ahead are needed.", {}}, {"Give differences >= 2 and steps > 0.", {}});
    }
    return results({{"variance", forecast::mooreErrorVariance(given.whole("differences"), given.number("steps"), given.number("theta"))}});
}

Expected<Answer> wright(const Arguments& given) {
    if (given.numbers("growth").empty()) {
        return fail(ErrorCode::OutOfBounds, "wright, growth", {"It needs at least one coming period.", {}}, {"Give the change of ln experience in each.", {}});
    }
    return forecast::fitWright(given.numbers("values"), given.numbers("experience")).map([&](const forecast::WrightFit& fit) {
        const auto ahead = forecast::predictWright(fit, given.numbers("growth"), given.number("rho"));
        const auto independent = forecast::predictWright(fit, given.numbers("growth"), 0.0);
        return results({{"exponent", fit.exponent},
                        {"volatility", fit.volatility},
                        {"learning-rate", forecast::learningRate(fit.exponent)},
                        {"log-change", ahead.location - std::log(fit.lastValue)},
                        {"standard-error", ahead.spread},
                        {"standard-error-independent", independent.spread}});
    });
}

Expected<Answer> learningRate(const Arguments& given) {
    return results({{"learning-rate", forecast::learningRate(given.number("exponent"))}});
}

Expected<Answer> bass(const Arguments& given) {
    if (!(given.number("innovation") > 0.0) || !(given.number("imitation") > 0.0)) {
        return fail(ErrorCode::OutOfBounds, "bass", {"Innovation and imitation must be above 0.", {}}, {"Averages of 213 studies are 0.03 and 0.38.", {}});
    }
    const forecast::GrowthParameters unit{1.0, {given.number("innovation"), given.number("imitation")}};
    const double peak = forecast::inflexionTime(forecast::GrowthCurve::Bass, unit);
    return results({{"peak-time", peak},
                    {"share-at-peak", forecast::growthLevel(forecast::GrowthCurve::Bass, unit, peak)},
                    {"level", given.number("saturation") * forecast::growthLevel(forecast::GrowthCurve::Bass, unit, given.number("time"))}});
}

Expected<Answer> hindcast(const Arguments& given) {
    return forecast::hindcastMoore(given.numbers("values"), {given.whole("differences"), given.whole("farthest"), given.number("theta"), given.number("level")})
        .map([](const forecast::MooreHindcast& found) {
            return results({{"forecasts", std::int64_t{found.forecasts}}, {"inside", std::int64_t{found.inside}}, {"coverage", found.coverage()}});
        });
}

Expected<Answer> growth(const Arguments& given) {
    const std::string& key = given.text("curve");
    if (key != "logistic" && key != "gompertz") {
        return fail(ErrorCode::UnknownName, "curve", {"\"{0}\" is neither logistic nor gompertz.", {key}}, {"Bass has a function of its own.", {}});
    }
    if (!(given.number("rate") > 0.0)) {
        return fail(ErrorCode::OutOfBounds, "rate", {"A curve of growth needs a rate above 0.", {}}, {"Check its sign.", {}});
    }
    const auto curve = key == "logistic" ? forecast::GrowthCurve::Logistic : forecast::GrowthCurve::Gompertz;
    const forecast::GrowthParameters unit{1.0, {given.number("rate"), given.number("inflexion")}};
    const double share = forecast::growthLevel(curve, unit, given.number("time"));
    return results({{"share", share}, {"level", given.number("saturation") * share}});
}

Expected<Answer> production(const Arguments& given) {
    return forecast::cumulativeProduction(given.numbers("production")).map([](const std::vector<double>& totals) {
        std::vector<std::vector<Cell>> rows;
        for (const double total : totals) {
            rows.push_back({static_cast<std::int64_t>(rows.size()) + 1, total});
        }
        return schedule("cumulative", {{"period"}, {"total"}}, std::move(rows));
    });
}

Expected<Answer> resale(const Arguments& given) {
    const auto& ages = given.numbers("ages");
    const auto& shares = given.numbers("shares");
    const std::vector<double> newer = given.has("newer") ? given.numbers("newer") : std::vector<double>(ages.size(), 0.0);
    if (ages.size() != shares.size() || ages.size() != newer.size()) {
        return fail(ErrorCode::Inconsistent, "ages", {"There are {0} ages and {1} shares.", {static_cast<std::int64_t>(ages.size()), static_cast<std::int64_t>(shares.size())}},
                    {"Give one of each for every piece; newer too, or not at all.", {}});
    }
    if (given.number("at-age") < 0.0 || given.number("at-newer") < 0.0) {
        return fail(ErrorCode::OutOfBounds, "at-age", {"Age and generations cannot be below zero.", {}}, {"Check their signs.", {}});
    }
    std::vector<forecast::ResaleObservation> observations;
    for (std::size_t i = 0; i < ages.size(); ++i) {
        observations.push_back({ages[i], shares[i], newer[i]});
    }
    const auto fit = forecast::fitResale(observations);
    if (!fit) {
        return tl::make_unexpected(fit.error());
    }
    const forecast::LogPredictive value = forecast::predictResale(*fit, given.number("at-age"), given.number("at-newer"));
    Answer answer = results({{"start", std::exp(fit->start)},
                             {"decay-per-year", fit->decayPerYear},
                             {"per-generation", fit->perGeneration ? Cell(*fit->perGeneration) : Cell()},
                             {"error", fit->residualSd},
                             {"median", value.median()},
                             {"q0.05", value.quantile(0.05)},
                             {"q0.95", value.quantile(0.95)}});
    if (given.number("at-age") > fit->oldest) {
        answer.warnings.push_back(fmt::format("The oldest piece that was sold had {:.3g} years; the curve is carried on beyond it.", fit->oldest));
    }
    if (!fit->perGeneration && given.number("at-newer") > 0.0) {
        answer.warnings.push_back("The sales do not tell newer generations from age; at-newer has no effect.");
    }
    return answer;
}

constexpr Function kFunctions[] = {
    {"moore", "Moore's law: drift, volatility, and the error of a forecast (Farmer and Lafond)", kMooreTakes, moore},
    {"moore-error", "Variance of a forecast's error in units of the shocks' (Farmer and Lafond's A*)", kMooreErrorTakes, mooreError},
    {"wright", "Experience curve in differences, and the error of a forecast (Lafond et al.)", kWrightTakes, wright},
    {"learning-rate", "Share by which cost falls with each doubling of experience", kLearningTakes, learningRate},
    {"bass", "Adoption after Bass: when it peaks, how much is reached", kBassTakes, bass},
    {"moore-hindcast", "How often Moore's law, fitted to a few changes, held what came later (Farmer and Lafond)", kHindcastTakes, hindcast},
    {"growth", "Logistic and Gompertz curves", kGrowthTakes, growth},
    {"cumulative-production", "Experience from production, with what was made before the first period", kProductionTakes, production},
    {"resale", "What used hardware is worth by age and newer generations, from sales", kResaleTakes, resale},
};

}  // namespace

std::span<const Function> lawFunctions() {
    return kFunctions;
}

}  // namespace offtake::cli::calc
