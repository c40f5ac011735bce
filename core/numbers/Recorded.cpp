#include "core/numbers/Recorded.h"

#include <array>
#include <cmath>

namespace offtake::numbers {

Recorded Tape::input(std::int32_t slot, double value) {
    m_nodes.push_back(Node{Operation::Input, slot, 0, -1, -1, value});
    return {this, static_cast<std::int32_t>(m_nodes.size()) - 1, value};
}

std::int32_t Tape::indexOf(const Recorded& number) {
    if (number.tape == this) {
        return number.node;
    }
    m_nodes.push_back(Node{Operation::Constant, 0, 0, -1, -1, number.value});
    return static_cast<std::int32_t>(m_nodes.size()) - 1;
}

Recorded Tape::append(Operation operation, std::span<const Recorded> operands, double value) {
    const auto start = static_cast<std::int32_t>(m_operands.size());
    for (const Recorded& operand : operands) {
        m_operands.push_back(indexOf(operand));
    }
    m_nodes.push_back(Node{operation, start, static_cast<std::int32_t>(operands.size()), -1, -1, value});
    return {this, static_cast<std::int32_t>(m_nodes.size()) - 1, value};
}

Recorded Tape::name(int row, int month, const Recorded& value) {
    const Recorded named = append(Operation::Row, {&value, 1}, value.value);
    m_nodes.back().row = row;
    m_nodes.back().month = month;
    return named;
}

std::span<const std::int32_t> Tape::operands(const Node& node) const {
    if (node.operation == Operation::Input || node.count == 0) {
        return {};
    }
    return {m_operands.data() + node.first, static_cast<std::size_t>(node.count)};
}

namespace {

Recorded binary(Operation operation, const Recorded& a, const Recorded& b, double value) {
    Tape* tape = a.tape != nullptr ? a.tape : b.tape;
    if (tape == nullptr) {
        return {value};
    }
    const std::array operands{a, b};
    return tape->append(operation, operands, value);
}

Recorded unary(Operation operation, const Recorded& x, double value) {
    return x.tape == nullptr ? Recorded(value) : x.tape->append(operation, {&x, 1}, value);
}

bool isConstant(const Recorded& x, double value) { return x.tape == nullptr && x.value == value; }

}  // namespace

// Adding nothing, or multiplying by one or by nothing, would only lengthen the explanation.
Recorded operator+(const Recorded& a, const Recorded& b) {
    if (isConstant(a, 0.0)) {
        return b;
    }
    return isConstant(b, 0.0) ? a : binary(Operation::Add, a, b, a.value + b.value);
}
Recorded operator-(const Recorded& a, const Recorded& b) {
    return isConstant(b, 0.0) ? a : binary(Operation::Subtract, a, b, a.value - b.value);
}
Recorded operator*(const Recorded& a, const Recorded& b) {
    if (isConstant(a, 0.0) || isConstant(b, 0.0)) {
        return {0.0};
    }
    if (isConstant(a, 1.0)) {
        return b;
    }
    return isConstant(b, 1.0) ? a : binary(Operation::Multiply, a, b, a.value * b.value);
}
Recorded operator/(const Recorded& a, const Recorded& b) { return binary(Operation::Divide, a, b, a.value / b.value); }
Recorded operator-(const Recorded& a) { return unary(Operation::Negate, a, -a.value); }

Recorded& Recorded::operator+=(const Recorded& other) { return *this = *this + other; }
Recorded& Recorded::operator-=(const Recorded& other) { return *this = *this - other; }
Recorded& Recorded::operator*=(const Recorded& other) { return *this = *this * other; }
Recorded& Recorded::operator/=(const Recorded& other) { return *this = *this / other; }

Recorded select(const RecordedCondition& condition, const Recorded& yes, const Recorded& no) {
    const Recorded& chosen = condition.holds ? yes : no;
    // The last operand says whether the condition held: the values alone do not tell when both are equal.
    const std::array operands{condition.left, condition.right, yes, no, Recorded(condition.holds ? 1.0 : 0.0)};
    for (const Recorded& operand : operands) {
        if (operand.tape != nullptr) {
            return operand.tape->append(Operation::Select, operands, chosen.value);
        }
    }
    return chosen;
}

Recorded max(const Recorded& a, const Recorded& b) {
    return binary(Operation::Maximum, a, b, a.value < b.value ? b.value : a.value);
}
Recorded min(const Recorded& a, const Recorded& b) {
    return binary(Operation::Minimum, a, b, b.value < a.value ? b.value : a.value);
}
Recorded exp(const Recorded& x) { return unary(Operation::Exponential, x, std::exp(x.value)); }
Recorded log(const Recorded& x) { return unary(Operation::Logarithm, x, std::log(x.value)); }
Recorded expm1(const Recorded& x) { return unary(Operation::Expm1, x, std::expm1(x.value)); }
Recorded log1p(const Recorded& x) { return unary(Operation::Log1p, x, std::log1p(x.value)); }
Recorded floor(const Recorded& x) { return unary(Operation::Floor, x, std::floor(x.value)); }
Recorded ceil(const Recorded& x) { return unary(Operation::Ceiling, x, std::ceil(x.value)); }

Recorded sum(std::span<const Recorded> terms) {
    double total = 0.0;
    Tape* tape = nullptr;
    std::vector<Recorded> counted;
    for (const Recorded& term : terms) {
        total += term.value;
        tape = term.tape != nullptr ? term.tape : tape;
        if (!isConstant(term, 0.0)) {
            counted.push_back(term);
        }
    }
    return tape == nullptr ? Recorded(total) : tape->append(Operation::Sum, counted, total);
}

Recorded row(int id, int month, const Recorded& value) {
    return value.tape == nullptr ? value : value.tape->name(id, month, value);
}

}  // namespace offtake::numbers
