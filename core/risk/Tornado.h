#pragma once

#include "core/risk/Evaluator.h"

namespace offtake::risk {

/// One end of an input's range and what the figure is there.
struct TornadoEnd {
    double input = 0.0;            ///< in the input's stored unit
    std::optional<double> figure;  ///< nothing where it does not exist
    std::string reason;            ///< then why
};

/// One uncertain input, moved alone from the low to the high end of its own range.
struct TornadoBar {
    Knob knob;
    TornadoEnd low;   ///< at the low end of the input, whichever way the figure moves
    TornadoEnd high;
    double width = 0.0;  ///< distance between the lowest and the highest of both figures and the standing one
};

/// How far each uncertain input moves a figure by itself (a one-at-a-time diagram; it says nothing of interactions).
struct Tornado {
    Figure figure;
    double standing = 0.0;                ///< the figure with every input as it stands
    std::vector<TornadoBar> bars;         ///< widest first; ties in document order
    std::vector<Knob> withoutEffect;      ///< inputs with a range that do not move the figure
    std::vector<std::size_t> sizedDeals;  ///< deals whose scale was solved anew at each end
};

/// Which way the ends of a bar move the figure.
enum class TornadoWay : std::uint8_t {
    Opposite,   ///< one up and one down, or one of them not at all
    BothRaise,  ///< somewhere between the ends it turns: they do not show how far it goes
    BothLower,
};
[[nodiscard]] TornadoWay wayOf(const TornadoBar& bar, double standing);

struct StatedRange {
    double low = 0.0;
    double high = 0.0;
};

/// Between which ends a value may lie: its range as typed; of a distribution the ends that it states, or the 5 and 95 %
/// quantiles where it has none (normal, lognormal). Nothing when it is certain. How it moves in time does not count.
[[nodiscard]] std::optional<StatedRange> statedRange(const study::Value& value);

/// Every numeric input of the study that states a range, in document order: not those that refer to an assumption (it
/// is moved once, for all that share it), of clauses that are off, or of scenarios, sources, correlations
/// and own facts.
[[nodiscard]] std::vector<Knob> uncertainInputs(const Evaluator& evaluator);

/// Two evaluations an input. Errors: NoSolution when the figure does not exist as the study stands, and after a wish to
/// stop; Inconsistent when no input states a range.
[[nodiscard]] Expected<Tornado> tornado(Evaluator& evaluator, const Figure& figure, const parallel::RunContext& context = {});

}  // namespace offtake::risk
