#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/numbers/Kernel.h"

namespace offtake::testing {

enum class LaneFunction : std::uint8_t { Exponential, Logarithm, NormalQuantile };

/// Rates of several series of as many amounts.
struct SolvedRates {
    std::vector<double> logGrowth;
    std::vector<double> exists;
    std::vector<double> several;
};

}  // namespace offtake::testing

namespace offtake {

/// The function of every number, on lanes.
OFFTAKE_KERNEL(onLanes, std::vector<double>, testing::LaneFunction function, std::span<const double> numbers)

/// series[s][i] is the amount of series s at times[i]; without times they are 0, 1, 2, ….
OFFTAKE_KERNEL(ratesOnLanes, testing::SolvedRates, std::span<const std::vector<double>> series, std::span<const double> times)

}  // namespace offtake
