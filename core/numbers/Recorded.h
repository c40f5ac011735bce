#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// The recording number type: evaluating the model with it leaves a tape of every operation, from which a figure is
/// explained down to its inputs.
namespace offtake::numbers {

enum class Operation : std::uint8_t {
    Constant,  ///< value
    Input,     ///< slot `first` of the plan
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Maximum,
    Minimum,
    Exponential,
    Logarithm,
    Expm1,
    Log1p,
    Floor,
    Ceiling,
    Select,  ///< operands: condition's left and right side, value if it holds, value if not, and whether it held (1 or 0)
    Sum,     ///< any number of operands
    Root,    ///< internal rate of return; operands: the flows, then as many times in years; derivative is implicit
    Row,     ///< one operand, named as a cell of the worksheet
};

/// One operation. Operands are a run of `count` entries of Tape::operands from `first` (Input: `first` is the slot;
/// Row: `row` and `month` name the cell).
struct Node {
    Operation operation = Operation::Constant;
    std::int32_t first = 0;
    std::int32_t count = 0;
    std::int32_t row = -1;
    std::int32_t month = -1;
    double value = 0.0;
};

class Tape;

/// A number that remembers how it came about. Without a tape it is a constant.
struct Recorded {
    Tape* tape = nullptr;
    std::int32_t node = -1;
    double value = 0.0;

    Recorded() = default;
    Recorded(double constant) : value(constant) {}  // NOLINT(google-explicit-constructor): constants read as numbers
    Recorded(Tape* onTape, std::int32_t index, double itsValue) : tape(onTape), node(index), value(itsValue) {}

    Recorded& operator+=(const Recorded& other);
    Recorded& operator-=(const Recorded& other);
    Recorded& operator*=(const Recorded& other);
    Recorded& operator/=(const Recorded& other);
};

/// The outcome of a comparison, with its two sides.
struct RecordedCondition {
    Recorded left;
    Recorded right;
    bool holds = false;
};

class Tape {
public:
    /// A number that stands for slot `slot` of the plan.
    [[nodiscard]] Recorded input(std::int32_t slot, double value);
    /// Appends an operation over `operands`; constants among them become nodes.
    [[nodiscard]] Recorded append(Operation operation, std::span<const Recorded> operands, double value);
    [[nodiscard]] Recorded name(int row, int month, const Recorded& value);

    [[nodiscard]] const std::vector<Node>& nodes() const { return m_nodes; }
    [[nodiscard]] std::span<const std::int32_t> operands(const Node& node) const;

private:
    std::vector<Node> m_nodes;
    std::vector<std::int32_t> m_operands;
    std::int32_t indexOf(const Recorded& number);
};

Recorded operator+(const Recorded& a, const Recorded& b);
Recorded operator-(const Recorded& a, const Recorded& b);
Recorded operator*(const Recorded& a, const Recorded& b);
Recorded operator/(const Recorded& a, const Recorded& b);
Recorded operator-(const Recorded& a);
[[nodiscard]] inline RecordedCondition operator<(const Recorded& a, const Recorded& b) { return {a, b, a.value < b.value}; }
[[nodiscard]] inline RecordedCondition operator<=(const Recorded& a, const Recorded& b) { return {a, b, a.value <= b.value}; }
[[nodiscard]] inline RecordedCondition operator>(const Recorded& a, const Recorded& b) { return {a, b, a.value > b.value}; }
[[nodiscard]] inline RecordedCondition operator>=(const Recorded& a, const Recorded& b) { return {a, b, a.value >= b.value}; }
Recorded select(const RecordedCondition& condition, const Recorded& yes, const Recorded& no);
Recorded max(const Recorded& a, const Recorded& b);
Recorded min(const Recorded& a, const Recorded& b);
Recorded exp(const Recorded& x);
Recorded log(const Recorded& x);
Recorded expm1(const Recorded& x);
Recorded log1p(const Recorded& x);
Recorded floor(const Recorded& x);
Recorded ceil(const Recorded& x);
Recorded sum(std::span<const Recorded> terms);
Recorded row(int id, int month, const Recorded& value);

}  // namespace offtake::numbers
