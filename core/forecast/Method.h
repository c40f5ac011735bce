#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/base/Error.h"

namespace offtake::forecast {

/// Ways to forecast a series from its own past.
enum class Method : std::uint8_t { Combined, Smoothing, OptimisedTheta, Theta, SeasonalNaive, Naive, Drift, Mean };

struct MethodDescription {
    Method method;
    std::string_view key;    ///< on the command line and in files
    std::string_view label;  ///< what a reader sees
    std::string_view help;
    int fewestValues;   ///< below this the method gives an error, `combined` a stated simpler method
    bool usesPositive;  ///< has more models to choose from when all values are above zero
};

/// Every method, the default first.
inline constexpr std::array kMethods{
    MethodDescription{
        Method::Combined, "combined", "Smoothing and Theta",
        "Mean of automatic exponential smoothing and optimised Theta; the intervals allow for their disagreement.", 5,
        true},
    MethodDescription{Method::Smoothing, "ets", "Exponential smoothing",
                      "The form of error, trend and season with the lowest AICc, fitted by maximum likelihood.", 5,
                      true},
    MethodDescription{Method::OptimisedTheta, "optimised-theta", "Optimised Theta",
                      "Smoothing with a drift between none and the slope of the trend line, whichever fits best.", 5,
                      true},
    MethodDescription{Method::Theta, "theta", "Theta", "Smoothing with half the slope of the trend line as drift.", 5,
                      true},
    MethodDescription{Method::SeasonalNaive, "seasonal-naive", "Seasonal naive", "Each season as it last was.", 2,
                      false},
    MethodDescription{Method::Naive, "naive", "Naive", "The last value stays.", 2, false},
    MethodDescription{Method::Drift, "drift", "Drift", "The mean change of the past goes on from the last value.", 3,
                      false},
    MethodDescription{Method::Mean, "mean", "Mean", "The mean of all past values.", 2, false},
};

[[nodiscard]] const MethodDescription& describe(Method method);

/// Errors: UnknownName, listing the keys.
[[nodiscard]] Expected<Method> parseMethod(std::string_view key);

}  // namespace offtake::forecast
