#include <QtTest>

#include <cmath>
#include <limits>

#include "core/numbers/Normal.h"
#include "tests/core/support/InstructionSets.h"
#include "tests/core/support/LaneFunctionsKernel.h"

using namespace offtake;
using testing::LaneFunction;

namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// From a to b in equal steps of the logarithm.
std::vector<double> geometric(double a, double b, int count) {
    std::vector<double> numbers;
    for (int i = 0; i < count; ++i) {
        numbers.push_back(std::exp(std::log(a) + (std::log(b) - std::log(a)) * i / (count - 1.0)));
    }
    return numbers;
}

}  // namespace

class TestLaneFunctions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// DIST-001 to DIST-007: SciPy's ndtri, 15 digits.
    void normalQuantilesAreThePublishedOnes_data() {
        QTest::addColumn<double>("p");
        QTest::addColumn<double>("z");
        QTest::newRow("DIST-001") << 1e-300 << -37.0470962993612;
        QTest::newRow("DIST-003") << 0.001 << -3.09023230616781;
        QTest::newRow("DIST-005") << 0.25 << -0.674489750196082;
        QTest::newRow("DIST-007") << 0.975 << 1.95996398454005;
    }
    void normalQuantilesAreThePublishedOnes() {
        QFETCH(double, p);
        QFETCH(double, z);
        constexpr double kDigits = 1e-14;
        QVERIFY(std::abs(numbers::normalQuantile(p) - z) <= kDigits * std::abs(z));
        for (const numbers::InstructionSet set : numbers::availableInstructionSets()) {
            QVERIFY(std::abs(onLanesOn(set)(LaneFunction::NormalQuantile, std::vector{p})[0] - z) <= kDigits * std::abs(z));
        }
    }

    void lanesGiveTheNormalQuantileOfTheScalar_data() { testing::instructionSetRows(); }
    void lanesGiveTheNormalQuantileOfTheScalar() {
        OFFTAKE_FETCH_INSTRUCTION_SET(set)
        std::vector<double> p = geometric(0x1p-53, 0.5, 20001);
        for (int i = 1; i < 20000; ++i) {
            p.push_back(i / 20000.0);
        }
        const std::vector<double> z = onLanesOn(set)(LaneFunction::NormalQuantile, p);
        QCOMPARE(z.size(), p.size());
        for (std::size_t i = 0; i < p.size(); ++i) {
            const double expected = numbers::normalQuantile(p[i]);
            // Rounding of 2p - 1 moves p by 1e-16, and z by that over the density, 0.012 where lanes hand over.
            QVERIFY2(std::abs(z[i] - expected) <= 1e-14 * std::abs(expected), QByteArray::number(p[i], 'g', 17));
        }
    }
    void normalQuantilesOfLanesAreSymmetric() {
        for (const numbers::InstructionSet set : numbers::availableInstructionSets()) {
            const std::vector<double> p{0.125, 0.875, 0x1p-50, 1.0 - 0x1p-50, 0.5};
            const std::vector<double> z = onLanesOn(set)(LaneFunction::NormalQuantile, p);
            QCOMPARE(z[0], -z[1]);
            QCOMPARE(z[2], -z[3]);
            QCOMPARE(z[4], 0.0);
        }
    }

    void powersOfLanesAreThoseOfTheLibrary_data() { testing::instructionSetRows(); }
    void powersOfLanesAreThoseOfTheLibrary() {
        OFFTAKE_FETCH_INSTRUCTION_SET(set)
        std::vector<double> x{0.0, 709.7, -745.0, -708.5, 1e-300, -1e-17};
        for (int i = -70000; i <= 70000; i += 7) {
            x.push_back(i / 100.0);
        }
        const std::vector<double> y = onLanesOn(set)(LaneFunction::Exponential, x);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const double expected = std::exp(x[i]);
            // Two units in the last place; below the normal range, one unit of the smallest number.
            const double tolerance = 2.0 * kEpsilon * expected + std::numeric_limits<double>::denorm_min();
            QVERIFY2(std::abs(y[i] - expected) <= tolerance, QByteArray::number(x[i], 'g', 17));
        }
    }
    void logarithmsOfLanesAreThoseOfTheLibrary_data() { testing::instructionSetRows(); }
    void logarithmsOfLanesAreThoseOfTheLibrary() {
        OFFTAKE_FETCH_INSTRUCTION_SET(set)
        std::vector<double> x = geometric(1e-307, 1e307, 20001);
        for (int i = 1; i < 20000; ++i) {
            x.push_back(i / 10000.0);
        }
        const std::vector<double> y = onLanesOn(set)(LaneFunction::Logarithm, x);
        for (std::size_t i = 0; i < x.size(); ++i) {
            QVERIFY2(std::abs(y[i] - std::log(x[i])) <= 2.0 * kEpsilon * std::abs(std::log(x[i])), QByteArray::number(x[i], 'g', 17));
        }
    }
    void theEndsOfTheRangeAreThoseOfTheLibrary() {
        for (const numbers::InstructionSet set : numbers::availableInstructionSets()) {
            const std::vector<double> powers = onLanesOn(set)(LaneFunction::Exponential, std::vector{1e9, -1e9, kInfinity, -kInfinity, std::nan("")});
            QCOMPARE(powers[0], kInfinity);
            QCOMPARE(powers[1], 0.0);
            QCOMPARE(powers[2], kInfinity);
            QCOMPARE(powers[3], 0.0);
            QVERIFY(std::isnan(powers[4]));
            const std::vector<double> logarithms = onLanesOn(set)(LaneFunction::Logarithm, std::vector{0.0, -1.0, kInfinity, std::nan("")});
            QCOMPARE(logarithms[0], -kInfinity);
            QVERIFY(std::isnan(logarithms[1]));
            QCOMPARE(logarithms[2], kInfinity);
            QVERIFY(std::isnan(logarithms[3]));
        }
    }
};

QTEST_APPLESS_MAIN(TestLaneFunctions)
#include "tst_lane_functions.moc"
