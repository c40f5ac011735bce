#include <algorithm>
#include <cmath>

#include "app/cli/calc/Function.h"
#include "core/forecast/OrnsteinUhlenbeck.h"

namespace offtake::cli::calc {

std::span<const Function> processFunctions();

namespace {

constexpr Parameter kSpeed{"speed", Kind::Number, "pull back to the mean, per year (kappa)"};
constexpr Parameter kVolatility{"volatility", Kind::Number, "per square root of a year (sigma)"};
constexpr Parameter kStep{"years", Kind::Number, "length of the step", "0.08333333333333333"};
constexpr Parameter kTime{"years", Kind::Number, "length of time", "1"};
constexpr Parameter kJumpRate{"jump-rate", Kind::Number, "jumps a year (lambda)", "0"};
constexpr Parameter kJumpMean{"jump-mean", Kind::Number, "mean of a jump in logarithms", "0"};
constexpr Parameter kJumpSd{"jump-sd", Kind::Number, "standard deviation of a jump in logarithms", "0"};

constexpr Parameter kReversionTakes[] = {
    kSpeed,
    kVolatility,
    kStep,
    {"start", Kind::Number, "value now", "0"},
    {"mean", Kind::Number, "to which it is pulled", "0"},
};
constexpr Parameter kJumpTakes[] = {
    {"rate", Kind::Number, "jumps a year (lambda)"},
    {"mean", Kind::Number, "mean of a jump in logarithms"},
    {"sd", Kind::Number, "standard deviation of a jump in logarithms"},
    kTime,
};
constexpr Parameter kWalkTakes[] = {
    {"start", Kind::Number, "price now"},
    {"drift", Kind::Number, "growth of the mean price per year in logarithms, jumps apart", "0"},
    kVolatility,
    kTime,
    kJumpRate,
    kJumpMean,
    kJumpSd,
};
constexpr Parameter kRevertingTakes[] = {
    kSpeed,    kVolatility, {"start", Kind::Number, "logarithm of price over level now", "0"}, kTime, kJumpRate,
    kJumpMean, kJumpSd,
};

Expected<void> checkNotNegative(const Arguments& given, std::initializer_list<const char*> names) {
    for (const char* const name : names) {
        if (given.number(name) < 0.0) {
            return fail(ErrorCode::OutOfBounds, name, {"{0} is below 0.", {given.number(name)}},
                        {"Check its sign.", {}});
        }
    }
    return {};
}

Expected<void> checkPositive(const Arguments& given, std::initializer_list<const char*> names) {
    for (const char* const name : names) {
        if (!(given.number(name) > 0.0)) {
            return fail(ErrorCode::OutOfBounds, name, {"{0} is not above 0.", {given.number(name)}},
                        {"Give a positive number.", {}});
        }
    }
    return {};
}

forecast::Jumps jumpsOf(const Arguments& given) {
    return {given.number("jump-rate"), given.number("jump-mean"), given.number("jump-sd")};
}

Expected<Answer> reversion(const Arguments& given) {
    auto checked = checkPositive(given, {"speed", "years"});
    if (checked) {
        checked = checkNotNegative(given, {"volatility"});
    }
    return checked.map([&] {
        const forecast::OrnsteinUhlenbeck process{given.number("speed"), given.number("volatility")};
        const forecast::ExactStep step = forecast::exactStep(process, given.number("years"));
        const forecast::IntervalMean interval = forecast::intervalMean(process, given.number("years"));
        return results(
            {{"persistence", step.persistence},
             {"step-sd", step.sd},
             {"stationary-sd", forecast::stationarySd(process)},
             {"half-life", forecast::halfLife(process)},
             {"expected", given.number("mean") + step.persistence * (given.number("start") - given.number("mean"))},
             {"mean-over-step-sd", interval.sd},
             {"mean-over-step-correlation", interval.correlation}});
    });
}

Expected<Answer> jumpFactor(const Arguments& given) {
    return checkNotNegative(given, {"rate", "sd", "years"}).map([&] {
        return results(
            {{"factor", forecast::jumpFactor({given.number("rate"), given.number("mean"), given.number("sd")},
                                             given.number("years"))}});
    });
}

/// A random walk of the logarithm with jumps (Merton 1976): e^(2 x) of its sum of jumps has the mean of doubled jumps.
Expected<Answer> walk(const Arguments& given) {
    auto checked = checkPositive(given, {"start"});
    if (checked) {
        checked = checkNotNegative(given, {"volatility", "years", "jump-rate", "jump-sd"});
    }
    return checked.map([&] {
        const double years = given.number("years");
        const double spread = given.number("volatility") * given.number("volatility") * years;
        const forecast::Jumps jumps = jumpsOf(given);
        const double factor = forecast::jumpFactor(jumps, years);
        const double doubled = forecast::jumpFactor({jumps.perYear, 2.0 * jumps.mean, 2.0 * jumps.sd}, years);
        const double growth = given.number("start") * std::exp(given.number("drift") * years);
        const double jumpVariance = jumps.perYear * years * (jumps.mean * jumps.mean + jumps.sd * jumps.sd);
        return results({{"mean", growth * factor},
                        {"sd", growth * std::sqrt(std::max(0.0, std::exp(spread) * doubled - factor * factor))},
                        {"mean-log", std::log(growth) - spread / 2.0 + jumps.perYear * years * jumps.mean},
                        {"sd-log", std::sqrt(spread + jumpVariance)},
                        {"jump-factor", factor}});
    });
}

Expected<Answer> reverting(const Arguments& given) {
    auto checked = checkPositive(given, {"speed"});
    if (checked) {
        checked = checkNotNegative(given, {"volatility", "years", "jump-rate", "jump-sd"});
    }
    return checked.map([&] {
        const forecast::OrnsteinUhlenbeck process{given.number("speed"), given.number("volatility")};
        const double start = given.number("start");
        const double years = given.number("years");
        const double mean = forecast::expectedExponential(process, jumpsOf(given), start, years);
        const double square = forecast::expectedExponential(process, jumpsOf(given), start, years, 2.0);
        return results({{"mean", mean}, {"sd", std::sqrt(std::max(0.0, square - mean * mean))}});
    });
}

constexpr Function kFunctions[] = {
    {"mean-reversion", "Exact step of an Ornstein-Uhlenbeck process", kReversionTakes, reversion},
    {"log-mean-reversion", "Mean of price over level when the logarithm reverts to 0, jumps fading as it does",
     kRevertingTakes, reverting},
    {"random-walk", "Exact moments of a geometric Brownian motion, with jumps (Merton)", kWalkTakes, walk},
    {"jump-factor", "Mean of the exponential of all jumps in a time (Merton)", kJumpTakes, jumpFactor},
};

}  // namespace

std::span<const Function> processFunctions() {
    return kFunctions;
}

}  // namespace offtake::cli::calc
