#pragma once

#include "core/risk/Evaluator.h"

namespace offtake::risk {

/// Where a figure becomes equal to a target: a difference of two deals to zero (break-even), or a metric to a number
/// (goal seek).
struct BreakEvenQuestion {
    Figure figure;
    double target = 0.0;
    std::string input;               ///< its path
    std::optional<double> from = std::nullopt;  ///< where to look, in the input's stored unit; see searchRange
    std::optional<double> to = std::nullopt;
};

/// A stretch of the input on which to look.
struct SearchRange {
    double from = 0.0;
    double to = 0.0;
    bool logarithmic = false;  ///< tried at equal ratios rather than at equal distances
};

/// The smallest range that holds the input's own range, its usual range and its value, within its bounds; where it has
/// neither, a tenth to ten times its value, and of a date three years either way.
[[nodiscard]] SearchRange searchRange(const Knob& knob);

/// A value of the input at which the figure meets the target.
struct BreakEvenRoot {
    enum class Kind {
        Crossing,  ///< the figure passes through the target
        Touch,     ///< it reaches the target and turns back
        Stretch,   ///< it equals the target from `input` to `until`
    };
    Kind kind = Kind::Crossing;
    double input = 0.0;
    double until = 0.0;   ///< equal to `input` but for a Stretch
    bool rising = false;  ///< Crossing: whether figure less target goes from negative to positive
};

/// A value at which the figure jumps over the target without meeting it, or is on its other side beyond a gap.
struct BreakEvenJump {
    double input = 0.0;  ///< the figure is `before` just below it and `after` from it on
    double before = 0.0;
    double after = 0.0;
};

/// A stretch of the input where the figure does not exist.
struct BreakEvenGap {
    double from = 0.0;
    double to = 0.0;
    std::string reason;
};

struct BreakEvenPoint {
    double input = 0.0;
    std::optional<double> figure;
};

struct BreakEven {
    BreakEvenQuestion question;
    Knob knob;
    SearchRange range;
    std::optional<double> standing;      ///< the figure as the study stands
    std::vector<BreakEvenRoot> roots;    ///< in order of the input
    std::vector<BreakEvenJump> jumps;
    std::vector<BreakEvenGap> gaps;
    std::vector<BreakEvenPoint> points;  ///< the grid on which was looked, in order
    BreakEvenPoint closest;              ///< where it comes nearest to the target, roots aside
    std::vector<std::size_t> sizedDeals;
};

/// All values of one input at which the figure meets the target: a grid of some two hundred points, each change of sign
/// refined by TOMS 748 (Alefeld, Potra and Shi 1995), each turning point without a change of sign by bisection of its
/// neighbourhood. Two roots closer together than the grid may be missed; more than a dozen have never been seen.
/// An input that does not move a figure which equals the target anyway has the whole range as a stretch.
/// Errors: those of numericKnob; OutOfBounds for a target that is no number, an empty range or one beyond the input's
/// bounds; NoSolution when the figure exists nowhere in it, and after a wish to stop; Inconsistent when the input does not
/// move the figure, which misses the target. No root is an answer, not an error.
[[nodiscard]] Expected<BreakEven> breakEven(Evaluator& evaluator, const BreakEvenQuestion& question, const parallel::RunContext& context = {});

/// Errors: OutOfBounds for a target that is not finite.
[[nodiscard]] Expected<void> checkTarget(double target);

}  // namespace offtake::risk
