#include "core/study/Remedies.h"

#include <algorithm>
#include <cmath>

#include "core/study/CheckUncertainty.h"
#include "core/study/StatedLevel.h"
#include "core/study/ValueText.h"

namespace offtake::study {

namespace {

constexpr double kWorthSaying = 1e-3;  // share of draws, as validate() says it
constexpr double kDigits = 100.0;      // ends that are made up have two or three digits

struct Ends {
    double low = 0.0;
    double high = 0.0;
};

/// Where nearly all draws of the stated distribution lie.
Ends endsOf(const Uncertainty& stated) {
    constexpr double kDeviations = 2.5;
    const std::vector<double>& p = stated.parameters;
    if (stated.family == Family::Between) {
        // From the 5 and 95 % quantiles half as far again.
        const double more = (p[1] - p[0]) / 4.0;
        return {p[0] - more, p[1] + more};
    }
    return {p[0] - kDeviations * p[1], p[0] + kDeviations * p[1]};
}

/// To a hundredth of the width or finer, away from noise in the last digits.
double rounded(const Input& input, double number, double width) {
    const double shown = input.unit.shown(1.0);
    const double step = std::pow(10.0, std::floor(std::log10(width * shown / kDigits))) / shown;
    return std::round(number / step) * step;
}

Remedy remedyOf(const Input& input, const Value& faulty, Uncertainty uncertainty) {
    Remedy remedy;
    remedy.value = faulty;
    uncertainty.process = faulty.uncertainty.process;
    remedy.value.uncertainty = std::move(uncertainty);
    remedy.value.low.reset();
    remedy.value.high.reset();
    settle(input, remedy.value);
    Value level = remedy.value;
    level.uncertainty.process.clear();
    remedy.words = "Use " + valueText(input, level);
    return remedy;
}

}  // namespace

std::vector<Remedy> remediesOf(const Input& input, const Value& value) {
    std::vector<Remedy> remedies;
    const Uncertainty stated = uncertaintyOf(value);
    const ShareOutside outside = shareOutside(input, value);
    const bool below = outside.below >= kWorthSaying;
    const bool above = outside.above >= kWorthSaying;
    if (!below && !above) {
        return remedies;
    }
    if (below && !above && input.low == 0.0 && !isShare(input) && stated.family == Family::Normal && stated.parameters[0] > 0.0) {
        remedies.push_back(remedyOf(input, value, {Family::Lognormal, stated.parameters, {}}));
    }
    const Ends ends = endsOf(stated);
    const double width = ends.high - ends.low;
    const double low = below ? input.low : rounded(input, ends.low, width);
    const double high = above ? input.high : rounded(input, ends.high, width);
    const double mode = std::clamp(rounded(input, value.number(), width), low, high);
    if (low < high) {
        remedies.push_back(remedyOf(input, value, {Family::Pert, {low, mode, high, 4.0}, {}}));
    }
    return remedies;
}

}  // namespace offtake::study
