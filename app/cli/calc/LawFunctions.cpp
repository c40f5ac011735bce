#include <array>
#include <cmath>

#include "app/cli/calc/Function.h"
#include "core/forecast/GrowthCurve.h"
#include "core/forecast/MooresLaw.h"
#include "core/forecast/OrnsteinUhlenbeck.h"
#include "core/forecast/WrightsLaw.h"

namespace offtake::cli::calc {

std::span<const Function> lawFunctions();

namespace {

constexpr Parameter kValues{"values", Kind::Numbers, "unit cost of each period, the oldest first"};
constexpr Parameter kExperience{"experience", Kind::Numbers, "cumulative production at the same times"};
constexpr Parameter kYears{"years", Kind::Number, "length of the step", "0.08333333333333333"};
constexpr Parameter kSpeed{"speed", Kind::Number, "pull back to the mean, per year (kappa)"};
constexpr Parameter kVolatility{"volatility", Kind::Number, "per square root of a year (sigma)"};

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
constexpr Parameter kReversionTakes[] = {kSpeed, kVolatility, kYears};
constexpr Parameter kJumpTakes[] = {
    {"rate", Kind::Number, "jumps a year (lambda)"},
    {"mean", Kind::Number, "mean of a jump in logarithms"},
    {"sd", Kind::Number, "standard deviation of a jump in logarithms"},
    {"years", Kind::Number, "length of time", "1"},
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

Expected<Answer> reversion(const Arguments& given) {
    if (!(given.number("speed") > 0.0) || !(given.number("years") > 0.0) || given.number("volatility") < 0.0) {
        return fail(ErrorCode::OutOfBounds, "mean-reversion", {"Speed and years must be above 0, volatility not below.", {}}, {"Check their signs.", {}});
    }
    const forecast::OrnsteinUhlenbeck process{given.number("speed"), given.number("volatility")};
    const forecast::ExactStep step = forecast::exactStep(process, given.number("years"));
    return results({{"persistence", step.persistence},
                    {"step-sd", step.sd},
                    {"stationary-sd", forecast::stationarySd(process)},
                    {"half-life", forecast::halfLife(process)}});
}

Expected<Answer> jumpMean(const Arguments& given) {
    if (given.number("rate") < 0.0 || given.number("sd") < 0.0 || given.number("years") < 0.0) {
        return fail(ErrorCode::OutOfBounds, "jump-factor", {"Rate, standard deviation and years cannot be negative.", {}}, {"Check their signs.", {}});
    }
    return results({{"factor", forecast::jumpFactor({given.number("rate"), given.number("mean"), given.number("sd")}, given.number("years"))}});
}

constexpr Function kFunctions[] = {
    {"moore", "Moore's law: drift, volatility, and the error of a forecast (Farmer and Lafond)", kMooreTakes, moore},
    {"moore-error", "Variance of a forecast's error in units of the shocks' (Farmer and Lafond's A*)", kMooreErrorTakes, mooreError},
    {"wright", "Experience curve in differences, and the error of a forecast (Lafond et al.)", kWrightTakes, wright},
    {"learning-rate", "Share by which cost falls with each doubling of experience", kLearningTakes, learningRate},
    {"bass", "Adoption after Bass: when it peaks, how much is reached", kBassTakes, bass},
    {"mean-reversion", "Exact step of an Ornstein-Uhlenbeck process", kReversionTakes, reversion},
    {"jump-factor", "Mean of the exponential of all jumps in a time (Merton)", kJumpTakes, jumpMean},
};

}  // namespace

std::span<const Function> lawFunctions() {
    return kFunctions;
}

}  // namespace offtake::cli::calc
