#include "core/explain/Expression.h"

#include <fmt/format.h>

namespace offtake::explain {

using numbers::Node;
using numbers::Operation;

namespace {

constexpr std::size_t kLongest = 240;

/// How tightly an operation binds; an operand that binds less gets parentheses.
enum Binding { kSum, kProduct, kAtom };

struct Piece {
    std::string text;
    Binding binding = kAtom;
};

class Writer {
public:
    Writer(const numbers::Tape& tape, const std::function<std::string(const Node&)>& nameOf) : m_tape(tape), m_nameOf(nameOf) {}

    Piece write(std::int32_t index, bool top = false) {
        const Node& node = m_tape.nodes()[static_cast<std::size_t>(index)];
        const auto operands = m_tape.operands(node);
        if (m_length > kLongest) {
            return {"…", kAtom};
        }
        switch (node.operation) {
            case Operation::Constant: return atom(fmt::format("{:.6g}", node.value));
            case Operation::Input: return atom(m_nameOf(node));
            case Operation::Row: return top ? write(operands[0]) : atom(m_nameOf(node));
            case Operation::Add: return joined(operands, " + ", kSum);
            case Operation::Subtract: return joined(operands, " − ", kSum);
            case Operation::Multiply: return joined(operands, " × ", kProduct);
            case Operation::Divide: return joined(operands, " ÷ ", kProduct);
            case Operation::Negate: return {"−" + enclosed(write(operands[0]), kProduct), kSum};
            case Operation::Maximum: return call("the larger of ", operands);
            case Operation::Minimum: return call("the smaller of ", operands);
            case Operation::Select: return write(operands[node.value == value(operands[2]) ? 2 : 3]);
            case Operation::Sum: return call("sum of ", operands);
            case Operation::Root: return {"rate of return of the flows", kAtom};
            case Operation::Exponential: return call("exp", operands);
            case Operation::Logarithm: return call("log", operands);
            case Operation::Expm1: return call("expm1", operands);
            case Operation::Log1p: return call("log1p", operands);
            case Operation::Floor: return call("whole part of ", operands);
            case Operation::Ceiling: return call("rounded up ", operands);
        }
        return {};
    }

    [[nodiscard]] bool tooLong() const { return m_length > kLongest; }

private:
    const numbers::Tape& m_tape;
    const std::function<std::string(const Node&)>& m_nameOf;
    std::size_t m_length = 0;

    [[nodiscard]] double value(std::int32_t index) const { return m_tape.nodes()[static_cast<std::size_t>(index)].value; }

    Piece atom(std::string text) {
        m_length += text.size();
        return {std::move(text), kAtom};
    }

    static std::string enclosed(Piece piece, Binding within) { return piece.binding < within ? "(" + piece.text + ")" : piece.text; }

    Piece joined(std::span<const std::int32_t> operands, const char* sign, Binding binding) {
        // The right side of − and ÷ needs parentheses even at the same binding.
        const bool ordered = sign[1] != '+' && std::string_view(sign) != " × ";
        std::string left = enclosed(write(operands[0]), binding);
        std::string right = enclosed(write(operands[1]), ordered ? static_cast<Binding>(binding + 1) : binding);
        return {left + sign + right, binding};
    }

    Piece call(const char* name, std::span<const std::int32_t> operands) {
        std::string list;
        for (const std::int32_t operand : operands) {
            list += (list.empty() ? "" : ", ") + write(operand).text;
            if (tooLong()) {
                break;
            }
        }
        return {std::string(name) + "(" + list + ")", kAtom};
    }
};

}  // namespace

std::string expressionOf(const numbers::Tape& tape, std::int32_t row, const std::function<std::string(const Node&)>& nameOf) {
    Writer writer(tape, nameOf);
    const Piece piece = writer.write(row, true);
    return writer.tooLong() ? std::string() : piece.text;
}

}  // namespace offtake::explain
