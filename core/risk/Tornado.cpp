#include "core/risk/Tornado.h"

#include <algorithm>
#include <cmath>

#include "core/study/kinds/ClauseInputs.h"

namespace offtake::risk {

using namespace study;

namespace {

constexpr double kRounding = 1e-13;  // of the figure: a move by less is rounding of the calculation

bool isCounted(study::Role role) {
    switch (role) {
        case study::Role::Scenario:
        case study::Role::Override:
        case study::Role::Source:
        case study::Role::Fact:
        case study::Role::Correlation: return false;
        default: return true;
    }
}

bool isOff(const Element& element) { return element.has(kActive) && element.choice(kActive) == "off"; }

/// The lowest and the highest of the values in a list of parameters: every `step`-th from `first` on.
StatedRange endsOf(const std::vector<double>& parameters, std::size_t first, std::size_t step) {
    StatedRange range{parameters[first], parameters[first]};
    for (std::size_t i = first; i < parameters.size(); i += step) {
        range = {std::min(range.low, parameters[i]), std::max(range.high, parameters[i])};
    }
    return range;
}

/// The 5 and 95 % quantiles of a normal distribution.
StatedRange normalRange(double mean, double deviation) {
    constexpr double kQuantile95 = 1.6448536269514722;
    return {mean - kQuantile95 * deviation, mean + kQuantile95 * deviation};
}

StatedRange lognormalRange(double mean, double deviation) {
    const double variance = std::log1p((deviation / mean) * (deviation / mean));
    const StatedRange ends = normalRange(std::log(mean) - variance / 2.0, std::sqrt(variance));
    return {std::exp(ends.low), std::exp(ends.high)};
}

/// A range that reaches beyond what the input may be ends there.
StatedRange withinBounds(const Knob& knob, StatedRange range) {
    range = {std::clamp(range.low, knob.input->low, knob.input->high), std::clamp(range.high, knob.input->low, knob.input->high)};
    return {nearestTaken(knob, range.low), nearestTaken(knob, range.high)};
}

TornadoEnd endAt(Evaluator& evaluator, const Figure& figure, const Knob& knob, double number) {
    TornadoEnd end{number, std::nullopt, {}};
    if (const auto value = evaluator.at(figure, knob, number)) {
        end.figure = *value;
    } else {
        end.reason = value.error().english();
    }
    return end;
}

/// The size of the numbers that the figure is made of, against which rounding is measured.
double sizeOf(const Evaluator& evaluator, const Figure& figure) {
    const double own = std::abs(evaluator.standing().metrics[figure.deal][figure.metric]);
    return figure.against ? own + std::abs(evaluator.standing().metrics[*figure.against][figure.metric]) : own;
}

double widthOf(const TornadoBar& bar, double standing) {
    const double low = bar.low.figure.value_or(standing);
    const double high = bar.high.figure.value_or(standing);
    return std::max({low, high, standing}) - std::min({low, high, standing});
}

}  // namespace

std::optional<StatedRange> statedRange(const Value& value) {
    if (value.numbers.size() > 1) {  // no draw moves a list of months either, see uncertaintyOf
        return std::nullopt;
    }
    if (value.low && value.high) {
        return *value.low < *value.high ? std::optional(StatedRange{*value.low, *value.high}) : std::nullopt;
    }
    const std::vector<double>& parameters = value.uncertainty.parameters;
    if (parameters.size() < 2 && value.uncertainty.family != Family::Empirical) {
        return std::nullopt;
    }
    const auto stated = [&]() -> StatedRange {
        switch (value.uncertainty.family) {
            case Family::Certain: return {};
            case Family::Between:
            case Family::Uniform: return {parameters[0], parameters[1]};
            case Family::Normal: return normalRange(parameters[0], parameters[1]);
            case Family::Lognormal: return lognormalRange(parameters[0], parameters[1]);
            case Family::Triangular:
            case Family::Pert: return endsOf({parameters.begin(), parameters.begin() + 3}, 0, 2);
            case Family::Beta: return endsOf(parameters, 2, 1);
            case Family::Discrete: return endsOf(parameters, 0, 2);
            case Family::Quantiles: return endsOf(parameters, 1, 2);
            case Family::Empirical: return parameters.empty() ? StatedRange{} : endsOf(parameters, 0, 1);
        }
        return {};
    }();
    return stated.low < stated.high ? std::optional(stated) : std::nullopt;
}

std::vector<Knob> uncertainInputs(const Evaluator& evaluator) {
    std::vector<Knob> found;
    walk(evaluator.base().study.root(), {}, [&](const Path& path, const Element& element) {
        if (!isCounted(element.kind->role) || isOff(element)) {
            return;
        }
        for (std::size_t i = 0; i < element.values.size(); ++i) {
            const Input& input = *element.kind->inputs[i];
            const Value& value = element.values[i];
            if (input.numeric() && value.assumption.empty() && statedRange(value)) {
                if (auto knob = evaluator.numericKnob(path.input(input.key).text())) {
                    found.push_back(std::move(*knob));
                }
            }
        }
    });
    return found;
}

TornadoWay wayOf(const TornadoBar& bar, double standing) {
    if (!bar.low.figure || !bar.high.figure) {
        return TornadoWay::Opposite;
    }
    const bool raise = *bar.low.figure > standing && *bar.high.figure > standing;
    const bool lower = *bar.low.figure < standing && *bar.high.figure < standing;
    return raise ? TornadoWay::BothRaise : lower ? TornadoWay::BothLower : TornadoWay::Opposite;
}

Expected<Tornado> tornado(Evaluator& evaluator, const Figure& figure, const parallel::RunContext& context) {
    const auto standing = evaluator.figureOf(evaluator.standing(), figure);
    if (!standing) {
        return tl::unexpected(standing.error());
    }
    Tornado out{figure, *standing, {}, {}, evaluator.sizedDeals()};
    const std::vector<Knob> inputs = uncertainInputs(evaluator);
    if (inputs.empty()) {
        return fail(ErrorCode::Inconsistent, "study", {"No input states a range.", {}}, {"Write one where you are not sure, as in \"5 to 9\".", {}});
    }
    const double size = sizeOf(evaluator, figure);
    for (const Knob& knob : inputs) {
        if (context.stopRequested()) {
            return tl::unexpected(stoppedError());
        }
        const StatedRange range = withinBounds(knob, *statedRange(knob.value));
        TornadoBar bar{knob, endAt(evaluator, figure, knob, range.low), endAt(evaluator, figure, knob, range.high), 0.0};
        bar.width = widthOf(bar, *standing);
        const bool exists = bar.low.figure && bar.high.figure;
        if (exists && bar.width <= kRounding * size) {
            out.withoutEffect.push_back(knob);
        } else {
            out.bars.push_back(std::move(bar));
        }
    }
    std::stable_sort(out.bars.begin(), out.bars.end(), [](const TornadoBar& a, const TornadoBar& b) { return a.width > b.width; });
    return out;
}

}  // namespace offtake::risk
