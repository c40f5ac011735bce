#include "core/explain/TapeDerivatives.h"

#include <cmath>
#include <optional>

namespace offtake::explain {

using numbers::Node;
using numbers::Operation;
using numbers::Recorded;
using numbers::Tape;

namespace {

/// A look at one node with its operands.
struct At {
    const Tape& tape;
    const Node& node;
    std::span<const std::int32_t> operands;

    At(const Tape& onTape, std::size_t index) : tape(onTape), node(onTape.nodes()[index]), operands(onTape.operands(node)) {}

    [[nodiscard]] const Node& operand(std::size_t i) const { return tape.nodes()[static_cast<std::size_t>(operands[i])]; }
    [[nodiscard]] double value(std::size_t i) const { return operand(i).value; }
    [[nodiscard]] bool isConstant(std::size_t i) const { return operand(i).operation == Operation::Constant; }

    /// Which operand a maximum, minimum or selection takes.
    [[nodiscard]] std::size_t taken() const {
        switch (node.operation) {
            case Operation::Maximum: return value(0) < value(1) ? 1 : 0;
            case Operation::Minimum: return value(1) < value(0) ? 1 : 0;
            default: return value(4) > 0.5 ? 2 : 3;
        }
    }

    /// How far the node is from its edge: the difference of two sides, or to the nearest whole number. Nothing for nodes
    /// without one.
    [[nodiscard]] std::optional<double> distanceToEdge() const {
        switch (node.operation) {
            case Operation::Maximum:
            case Operation::Minimum:
            case Operation::Select: return std::abs(value(0) - value(1));
            case Operation::Floor:
            case Operation::Ceiling: return std::abs(value(0) - std::round(value(0)));
            default: return std::nullopt;
        }
    }
};

/// ∂r/∂f of each flow, written to `out`.
void rootPartials(const At& at, std::vector<double>& out) {
    const std::size_t flows = at.operands.size() / 2;
    const double x = std::log1p(at.node.value);
    double slope = 0.0;  // ∂NPV/∂r
    out.assign(flows, 0.0);
    for (std::size_t i = 0; i < flows; ++i) {
        const double years = at.value(flows + i);
        out[i] = std::exp(-x * years);
        slope -= years * at.value(i) * std::exp(-x * (years + 1.0));
    }
    for (double& partial : out) {
        partial /= -slope;
    }
}

/// Calls visit(position of the operand, ∂node/∂operand) for every operand that counts.
template <typename Visit>
void forPartials(const At& at, std::vector<double>& scratch, const Visit& visit) {
    switch (at.node.operation) {
        case Operation::Constant:
        case Operation::Input:
        case Operation::Floor:
        case Operation::Ceiling: return;
        case Operation::Add: visit(0, 1.0); visit(1, 1.0); return;
        case Operation::Subtract: visit(0, 1.0); visit(1, -1.0); return;
        case Operation::Multiply: visit(0, at.value(1)); visit(1, at.value(0)); return;
        case Operation::Divide: visit(0, 1.0 / at.value(1)); visit(1, -at.node.value / at.value(1)); return;
        case Operation::Negate: visit(0, -1.0); return;
        case Operation::Maximum:
        case Operation::Minimum:
        case Operation::Select: visit(at.taken(), 1.0); return;
        case Operation::Exponential: visit(0, at.node.value); return;
        case Operation::Logarithm: visit(0, 1.0 / at.value(0)); return;
        case Operation::Expm1: visit(0, at.node.value + 1.0); return;
        case Operation::Log1p: visit(0, 1.0 / (1.0 + at.value(0))); return;
        case Operation::Sum:
            for (std::size_t i = 0; i < at.operands.size(); ++i) {
                visit(i, 1.0);
            }
            return;
        case Operation::Root:
            rootPartials(at, scratch);
            for (std::size_t i = 0; i < scratch.size(); ++i) {
                visit(i, scratch[i]);
            }
            return;
        case Operation::Row: visit(0, 1.0); return;
    }
}

}  // namespace

TapeGradient gradientOf(const Tape& tape, const Recorded& number, std::size_t slots) {
    TapeGradient out{std::vector<double>(slots, 0.0), std::vector<std::uint8_t>(tape.nodes().size(), 0)};
    if (number.tape == nullptr) {
        return out;
    }
    std::vector<double> adjoint(tape.nodes().size(), 0.0);
    std::vector<double> scratch;
    const auto last = static_cast<std::size_t>(number.node);
    adjoint[last] = 1.0;
    out.live[last] = 1;
    for (std::size_t index = last + 1; index-- > 0;) {
        if (out.live[index] == 0) {
            continue;
        }
        const At at(tape, index);
        if (at.node.operation == Operation::Input) {
            out.bySlot[static_cast<std::size_t>(at.node.first)] += adjoint[index];
            continue;
        }
        for (const std::int32_t operand : at.operands) {
            out.live[static_cast<std::size_t>(operand)] = 1;
        }
        if (adjoint[index] != 0.0) {
            forPartials(at, scratch, [&](std::size_t i, double partial) {
                adjoint[static_cast<std::size_t>(at.operands[i])] += partial == 0.0 ? 0.0 : adjoint[index] * partial;
            });
        }
    }
    return out;
}

std::vector<std::int32_t> edgesWithin(const Tape& tape, std::span<const double> direction, double distance) {
    std::vector<double> tangent(tape.nodes().size(), 0.0);
    std::vector<double> scratch;
    std::vector<std::int32_t> found;
    for (std::size_t index = 0; index < tangent.size(); ++index) {
        const At at(tape, index);
        if (at.node.operation == Operation::Input) {
            tangent[index] = direction[static_cast<std::size_t>(at.node.first)];
            continue;
        }
        const auto along = [&](std::size_t i) { return tangent[static_cast<std::size_t>(at.operands[i])]; };
        double moved = 0.0;
        forPartials(at, scratch, [&](std::size_t i, double partial) {
            moved += along(i) == 0.0 ? 0.0 : partial * along(i);
        });
        tangent[index] = moved;
        const std::optional<double> away = at.distanceToEdge();
        const double approach = away ? std::abs(along(0) - (at.operands.size() > 1 ? along(1) : 0.0)) : 0.0;
        if (!std::isfinite(moved) || (approach > 0.0 && *away <= approach * distance)) {
            found.push_back(static_cast<std::int32_t>(index));
        }
    }
    return found;
}

}  // namespace offtake::explain
