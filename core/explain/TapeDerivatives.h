#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/numbers/Recorded.h"

/// Derivatives read off a tape.
namespace offtake::explain {

/// The derivative of one number by every slot, from one pass over the tape in reverse. Where the calculation stands on an
/// edge (both sides of a maximum or of a comparison equal, a number to be rounded already whole) it is that of the branch
/// which was taken.
struct TapeGradient {
    std::vector<double> bySlot;
    std::vector<std::uint8_t> live;  ///< by node: 1 when the number is calculated from it, on this or another branch
};

/// Reverse accumulation (Griewank and Walther, Evaluating Derivatives, 2008, chapter 3). A rate of return r of flows f
/// at times t has ∂r/∂f = −(∂NPV/∂f) / (∂NPV/∂r), the implicit function theorem. Cost: a few times that of recording.
[[nodiscard]] TapeGradient gradientOf(const numbers::Tape& tape, const numbers::Recorded& number, std::size_t slots);

/// The nodes at which the slots, moved by up to `distance` times a direction to either side, come to or over an edge, in
/// the order of the tape: judged by forward accumulation along the branches that were taken. Where none of them is live
/// for a number, its derivative holds on both sides.
[[nodiscard]] std::vector<std::int32_t> edgesWithin(const numbers::Tape& tape, std::span<const double> direction, double distance);

}  // namespace offtake::explain
