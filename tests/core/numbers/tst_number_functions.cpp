#include <QtTest>

#include <cmath>
#include <limits>
#include <vector>

#include "core/numbers/Double.h"
#include "core/numbers/Lanes.h"
#include "core/numbers/Recorded.h"

using namespace offtake;
using numbers::Lanes;
using numbers::Recorded;

namespace {

// Relative to the result: a few units in the last place. SIMD libraries promise one or two for these functions.
constexpr double kUlps = 8.0 * std::numeric_limits<double>::epsilon();

const std::vector<double> kAnywhere{-1e300, -1e9, -12.5, -1.0, -1e-9, -1e-300, -0.0, 0.0, 1e-300, 1e-9, 0.1, 0.5, 1.0, 1.5, 2.0, 3.0, 12.0, 730.0, 1e9, 1e15, 1e300};
// What the model raises to: log(1 + rate) × years, far beyond any real study.
const std::vector<double> kExponents{-700.0, -50.0, -1.0, -0.1, -1e-9, -1e-15, 0.0, 1e-15, 1e-9, 0.1, 1.0, 50.0, 700.0};
const std::vector<double> kRates{-0.99, -0.9, -0.5, -1e-3, -1e-9, -1e-15, 0.0, 1e-15, 1e-9, 1e-3, 0.1, 1.0, 10.0, 1e6};
const std::vector<double> kPositive{1e-300, 1e-9, 0.1, 0.5, 1.0, 1.5, 2.0, 1e9, 1e300};
const std::vector<double> kSteps{-1e9, -2.5, -1.5, -1.0, -0.5, -1e-9, 0.0, 1e-9, 0.5, 1.0 - 1e-9, 1.0, 1.0 + 1e-9, 2.5, 36.0, 1e9, 1e15};

bool same(double a, double b) { return a == b || std::abs(a - b) <= kUlps * std::abs(b); }

/// Calls `function` with double, with lanes and with recorded numbers and holds the answers against each other.
template <typename Function>
void agreeOn(const char* name, const std::vector<double>& grid, const Function& function) {
    numbers::Tape tape;
    for (const double x : grid) {
        const double plain = function(x);
        const Lanes lanes = function(Lanes(x));
        const Recorded recorded = function(tape.input(0, x));
        const QByteArray where = QByteArray(name) + "(" + QByteArray::number(x, 'g', 17) + ")";
        for (std::size_t lane = 0; lane < Lanes::kWidth; ++lane) {
            QVERIFY2(same(lanes.lane(lane), plain), where);
        }
        QVERIFY2(recorded.value == plain, where);
        QVERIFY2(std::isfinite(plain), where);
    }
}

template <typename Function>
void agreeOnPairs(const char* name, const std::vector<double>& grid, const Function& function) {
    for (const double y : grid) {
        agreeOn(name, grid, [&](const auto& x) {
            using Real = std::decay_t<decltype(x)>;
            return function(x, Real(y));
        });
    }
}

}  // namespace

class TestNumberFunctions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void arithmeticIsTheSameForAllNumberTypes() {
        const std::vector<double> grid{-1e9, -12.5, -1.0, -1e-9, 0.0, 1e-9, 0.1, 1.0, 730.0, 1e9};
        agreeOnPairs("add", grid, [](const auto& a, const auto& b) { return a + b; });
        agreeOnPairs("subtract", grid, [](const auto& a, const auto& b) { return a - b; });
        agreeOnPairs("multiply", grid, [](const auto& a, const auto& b) { return a * b; });
        for (const double divisor : {-730.0, -1e-9, 1e-9, 0.1, 12.0, 1e9}) {
            agreeOn("divide", grid, [&](const auto& a) { return a / std::decay_t<decltype(a)>(divisor); });
        }
        agreeOn("negate", grid, [](const auto& a) { return -a; });
    }
    void assigningOperatorsAreTheSameForAllNumberTypes() {
        agreeOn("assign", kSteps, [](const auto& a) {
            auto b = a;
            b += a;
            b -= std::decay_t<decltype(a)>(0.5);
            b *= a;
            b /= std::decay_t<decltype(a)>(3.0);
            return b;
        });
    }
    void selectionIsTheSameForAllNumberTypes() {
        using numbers::max;
        using numbers::min;
        using numbers::select;
        agreeOnPairs("max", kAnywhere, [](const auto& a, const auto& b) { return max(a, b); });
        agreeOnPairs("min", kAnywhere, [](const auto& a, const auto& b) { return min(a, b); });
        agreeOnPairs("less", kAnywhere, [](const auto& a, const auto& b) { return select(a < b, a, b); });
        agreeOnPairs("less or equal", kAnywhere, [](const auto& a, const auto& b) { return select(a <= b, a - a, b); });
        agreeOnPairs("greater", kAnywhere, [](const auto& a, const auto& b) { return select(a > b, a, b); });
        agreeOnPairs("greater or equal", kAnywhere, [](const auto& a, const auto& b) { return select(a >= b, a - a, b); });
    }
    void everyLaneSelectsForItself() {
        std::vector<double> mixed(Lanes::kWidth);
        for (std::size_t i = 0; i < mixed.size(); ++i) {
            mixed[i] = i % 2 == 0 ? -1.0 - static_cast<double>(i) : 1.0 + static_cast<double>(i);
        }
        const Lanes x = Lanes::load(mixed.data());
        const Lanes chosen = select(x > Lanes(0.0), x, Lanes(0.0));
        for (std::size_t i = 0; i < mixed.size(); ++i) {
            QCOMPARE(chosen.lane(i), mixed[i] > 0.0 ? mixed[i] : 0.0);
        }
    }
    void powersAndLogarithmsAgreeToAFewUnitsInTheLastPlace() {
        using numbers::exp;
        using numbers::expm1;
        using numbers::log;
        using numbers::log1p;
        agreeOn("exp", kExponents, [](const auto& x) { return exp(x); });
        agreeOn("expm1", kExponents, [](const auto& x) { return expm1(x); });
        agreeOn("log", kPositive, [](const auto& x) { return log(x); });
        agreeOn("log1p", kRates, [](const auto& x) { return log1p(x); });
    }
    void roundingAgreesAtAndBesideWholeNumbers() {
        using numbers::ceil;
        using numbers::floor;
        agreeOn("floor", kSteps, [](const auto& x) { return floor(x); });
        agreeOn("ceil", kSteps, [](const auto& x) { return ceil(x); });
    }
    void sumsAgree() {
        const std::vector<double> plain(kSteps);
        std::vector<Lanes> lanes(plain.begin(), plain.end());
        numbers::Tape tape;
        std::vector<Recorded> recorded;
        for (const double x : plain) {
            recorded.push_back(tape.input(0, x));
        }
        using numbers::sum;
        const double expected = sum(std::span<const double>(plain));
        QCOMPARE(sum(std::span<const Lanes>(lanes)).lane(0), expected);
        QCOMPARE(sum(std::span<const Recorded>(recorded)).value, expected);
        QCOMPARE(sum(std::span<const double>()), 0.0);
    }
    void namingAValueDoesNotChangeIt() {
        using numbers::row;
        agreeOn("row", kAnywhere, [](const auto& x) { return row(7, 3, x); });
    }
    void constantsNeedNoTapeAndStayConstants() {
        const Recorded two = Recorded(1.5) + Recorded(0.5);
        QCOMPARE(two.value, 2.0);
        QVERIFY(two.tape == nullptr);
    }
    void theTapeHoldsTheOperationsInOrder() {
        numbers::Tape tape;
        const Recorded price = tape.input(4, 2.5);
        const Recorded paid = price * Recorded(10.0) + price;
        QCOMPARE(paid.value, 27.5);
        const numbers::Node& last = tape.nodes()[static_cast<std::size_t>(paid.node)];
        QVERIFY(last.operation == numbers::Operation::Add);
        const auto operands = tape.operands(last);
        QCOMPARE(operands.size(), std::size_t{2});
        const numbers::Node& product = tape.nodes()[static_cast<std::size_t>(operands[0])];
        QVERIFY(product.operation == numbers::Operation::Multiply);
        const numbers::Node& input = tape.nodes()[static_cast<std::size_t>(operands[1])];
        QVERIFY(input.operation == numbers::Operation::Input);
        QCOMPARE(input.first, 4);
    }
};

QTEST_APPLESS_MAIN(TestNumberFunctions)
#include "tst_number_functions.moc"
