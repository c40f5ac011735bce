#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/study/Element.h"

namespace offtake::present {

/// How the level of a value is spread, as a small curve beside its words.
struct SpreadSketch {
    double low = 0.0;   ///< left end, in the stored unit of the input
    double high = 0.0;  ///< right end
    std::vector<double> heights;  ///< share of draws in equal parts of [low, high], the highest being 1
    double p5 = 0.0;
    double p50 = 0.0;
    double p95 = 0.0;
    std::string p5Text;  ///< to three or four digits, without the unit but for percent
    std::string p50Text;
    std::string p95Text;
    std::string unit;  ///< of the texts; empty where they have it
};

/// Number of parts of a sketch.
inline constexpr std::size_t kSketchParts = 60;

/// From the 0.5 to the 99.5 % quantile, without stopping at the bounds of the input. Nothing where no level is stated, or
/// what is stated is no distribution.
[[nodiscard]] std::optional<SpreadSketch> spreadSketch(const study::Input& input, const study::Value& value);

}  // namespace offtake::present
