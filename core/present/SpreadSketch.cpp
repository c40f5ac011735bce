#include "core/present/SpreadSketch.h"

#include <algorithm>
#include <cmath>

#include "core/study/Distribution.h"
#include "core/study/ValueText.h"

namespace offtake::present {

namespace {

/// To four significant digits.
double rounded(double number) {
    constexpr int kDigits = 4;
    if (number == 0.0) {
        return 0.0;
    }
    const double step = std::pow(10.0, std::floor(std::log10(std::abs(number))) - kDigits + 1);
    // Divided by a power of ten where that is exact: 0.3 and not 0.30000000000000004.
    return step < 1.0 ? std::round(number / step) / std::round(1.0 / step) : std::round(number / step) * step;
}

}  // namespace

std::optional<SpreadSketch> spreadSketch(const study::Input& input, const study::Value& value) {
    constexpr double kOutside = 0.005;  // of the draws on either side, not drawn
    if (!input.numeric() || !value.assumption.empty() || value.numbers.size() != 1) {
        return std::nullopt;
    }
    const study::Uncertainty stated = study::uncertaintyOf(value);
    if (stated.family == study::Family::Certain) {
        return std::nullopt;
    }
    const auto distribution = study::Distribution::of(stated, value.number(), study::boundsOf(input), input.label);
    if (!distribution) {
        return std::nullopt;
    }
    SpreadSketch sketch;
    sketch.low = distribution->quantile(kOutside);
    sketch.high = distribution->quantile(1.0 - kOutside);
    if (!(sketch.low < sketch.high)) {
        return std::nullopt;
    }
    const double width = (sketch.high - sketch.low) / static_cast<double>(kSketchParts);
    // The first part begins at its left end: what lies at it belongs to it.
    double below = distribution->cdf(sketch.low - 1e-9 * width);
    for (std::size_t i = 1; i <= kSketchParts; ++i) {
        const double until = distribution->cdf(i == kSketchParts ? sketch.high : sketch.low + width * static_cast<double>(i));
        sketch.heights.push_back(std::max(0.0, until - below));
        below = until;
    }
    const double highest = *std::max_element(sketch.heights.begin(), sketch.heights.end());
    if (!(highest > 0.0)) {
        return std::nullopt;
    }
    for (double& height : sketch.heights) {
        height /= highest;
    }
    const std::string unit(input.unit.symbol);
    sketch.unit = unit.starts_with('%') ? "" : unit;
    const auto text = [&](double number) {
        study::Value one;
        one.numbers = {input.shape == study::Shape::Date ? std::round(number) : rounded(number)};
        std::string words = study::valueText(input, one);
        if (!sketch.unit.empty() && words.ends_with(" " + unit)) {
            words.erase(words.size() - unit.size() - 1);
        }
        return words;
    };
    sketch.p5 = distribution->quantile(0.05);
    sketch.p50 = distribution->quantile(0.5);
    sketch.p95 = distribution->quantile(0.95);
    sketch.p5Text = text(sketch.p5);
    sketch.p50Text = text(sketch.p50);
    sketch.p95Text = text(sketch.p95);
    return sketch;
}

}  // namespace offtake::present
