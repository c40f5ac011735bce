#include <QtTest>

#include <cmath>
#include <set>

#include "core/parallel/PointSet.h"
#include "tests/core/support/InstructionSets.h"

using namespace offtake;
using namespace offtake::parallel;

namespace {

double coordinate(std::size_t dimension, std::uint32_t index) {
    return static_cast<double>(sobolPoint(sobolDirections(dimension), index)) * 0x1p-32;
}

std::vector<StreamRow> rows(std::size_t count) {
    std::vector<StreamRow> all;
    for (std::size_t i = 0; i < count; ++i) {
        all.push_back({streamOf(3, "row " + std::to_string(i)), 1 + i % 3});
    }
    return all;
}

std::vector<double> filled(const PointSet& points, numbers::InstructionSet set, std::uint64_t first, std::size_t count) {
    std::vector<double> out(points.coordinates() * count);
    points.fill(set, first, count, out.data(), count);
    return out;
}

}  // namespace

class TestPoints : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// QMC-001 to QMC-007: SciPy 1.10 and Boost 1.81 agree; the table is Joe and Kuo's.
    void sobolPointsAreThePublishedOnes_data() {
        QTest::addColumn<unsigned>("index");
        QTest::addColumn<std::vector<int>>("dimensions");
        QTest::addColumn<std::vector<double>>("expected");
        const std::vector<int> ten{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        QTest::newRow("QMC-001") << 1U << ten << std::vector<double>(10, 0.5);
        QTest::newRow("QMC-003") << 3U << ten << std::vector<double>{0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25, 0.25, 0.25};
        QTest::newRow("QMC-005") << 9U << ten << std::vector<double>{0.6875, 0.8125, 0.4375, 0.9375, 0.0625, 0.8125, 0.9375, 0.4375, 0.4375, 0.8125};
        QTest::newRow("QMC-007") << 1000U << std::vector<int>{1, 10, 100, 1000, 1111}
                                 << std::vector<double>{0.2197265625, 0.0693359375, 0.1865234375, 0.2001953125, 0.3701171875};
        QTest::newRow("the origin") << 0U << std::vector<int>{1, 2, 3667} << std::vector<double>(3, 0.0);
    }
    void sobolPointsAreThePublishedOnes() {
        QFETCH(unsigned, index);
        QFETCH(std::vector<int>, dimensions);
        QFETCH(std::vector<double>, expected);
        for (std::size_t i = 0; i < dimensions.size(); ++i) {
            QCOMPARE(coordinate(static_cast<std::size_t>(dimensions[i] - 1), index), expected[i]);
        }
    }
    /// QMC-009: SciPy's mean of the sum of five squares over 4,096 points.
    void theMeanOverPointsIsThePublishedOne() {
        double sum = 0.0;
        for (std::size_t d = 0; d < 5; ++d) {
            const SobolDirections directions = sobolDirections(d);
            for (std::uint32_t i = 0; i < 4096; ++i) {
                const double x = sobolPoint(directions, i) * 0x1p-32;
                sum += x * x;
            }
        }
        QVERIFY(std::abs(sum / 4096.0 - 1.6660563647747) < 1e-12);
    }

    void everyScramblingKeepsThePointsEven() {
        constexpr std::uint64_t kPoints = 256;
        const PointSet points(PointKind::Sobol, kPoints * kReplicates, rows(4));
        const std::vector<double> all = filled(points, numbers::bestInstructionSet(), 0, kPoints * kReplicates);
        for (std::size_t r = 0; r < kReplicates; ++r) {
            const auto at = [&](std::size_t dimension, std::size_t index) { return all[dimension * kPoints * kReplicates + index * kReplicates + r]; };
            for (std::size_t d = 0; d < points.coordinates(); ++d) {
                std::set<int> parts;
                for (std::size_t i = 0; i < kPoints; ++i) {
                    parts.insert(static_cast<int>(at(d, i) * kPoints));
                }
                QCOMPARE(parts.size(), std::size_t{kPoints});
            }
            // The first two dimensions, which are the first draws of the rows of several, make a (0, 8, 2)-net: one point in
            // each box of 1/256, whatever its shape.
            constexpr std::size_t kFirst = 1;
            constexpr std::size_t kSecond = 3;
            for (int bits = 0; bits <= 8; ++bits) {
                std::set<std::pair<int, int>> boxes;
                for (std::size_t i = 0; i < kPoints; ++i) {
                    boxes.insert({static_cast<int>(std::ldexp(at(kFirst, i), bits)), static_cast<int>(std::ldexp(at(kSecond, i), 8 - bits))});
                }
                QCOMPARE(boxes.size(), std::size_t{kPoints});
            }
        }
    }
    void scramblingsAreIndependentAndUnbiased() {
        // Means of x² over 64 points and 16 scramblings: plain numbers would spread by 0.298 / 8 = 0.037.
        const PointSet points(PointKind::Sobol, 64 * kReplicates, rows(100));
        const std::vector<double> all = filled(points, numbers::bestInstructionSet(), 0, 64 * kReplicates);
        double sum = 0.0;
        double squares = 0.0;
        const std::size_t count = points.coordinates() * kReplicates;
        for (std::size_t d = 0; d < points.coordinates(); ++d) {
            for (std::size_t r = 0; r < kReplicates; ++r) {
                double mean = 0.0;
                for (std::size_t i = 0; i < 64; ++i) {
                    const double x = all[d * 64 * kReplicates + i * kReplicates + r];
                    mean += x * x / 64.0;
                }
                sum += mean - 1.0 / 3.0;
                squares += (mean - 1.0 / 3.0) * (mean - 1.0 / 3.0);
            }
        }
        const double deviation = std::sqrt(squares / static_cast<double>(count));
        QVERIFY(deviation > 0.0);
        QVERIFY(deviation < 0.037 / 20.0);
        QVERIFY(std::abs(sum / static_cast<double>(count)) < 5.0 * deviation / std::sqrt(static_cast<double>(count)));
    }

    void hypercubesHaveOnePathInEachPart() {
        constexpr std::uint64_t kPoints = 100;
        const PointSet points(PointKind::LatinHypercube, kPoints * kReplicates, rows(5));
        const std::vector<double> all = filled(points, numbers::bestInstructionSet(), 0, kPoints * kReplicates);
        std::set<std::vector<int>> orders;
        for (std::size_t d = 0; d < points.coordinates(); ++d) {
            for (std::size_t r = 0; r < kReplicates; ++r) {
                std::vector<int> order;
                for (std::size_t i = 0; i < kPoints; ++i) {
                    order.push_back(static_cast<int>(all[d * kPoints * kReplicates + i * kReplicates + r] * kPoints));
                }
                orders.insert(order);
                QCOMPARE(std::set<int>(order.begin(), order.end()).size(), std::size_t{kPoints});
            }
        }
        QCOMPARE(orders.size(), points.coordinates() * kReplicates);
    }
    void permutationsTakeEveryPlaceOnce() {
        for (const std::uint64_t count : {1U, 2U, 3U, 5U, 16U, 100U, 1000U}) {
            std::set<std::uint64_t> seen;
            for (std::uint64_t i = 0; i < count; ++i) {
                seen.insert(permuted(i, count, 77));
            }
            QCOMPARE(seen.size(), std::size_t{count});
            QVERIFY(*seen.rbegin() < count);
        }
    }

    void pathsComeOutTheSameInAnyPiecesOnAnySet_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("independent") << 0;
        QTest::newRow("hypercube") << 1;
        QTest::newRow("Sobol'") << 2;
    }
    void pathsComeOutTheSameInAnyPiecesOnAnySet() {
        QFETCH(int, kind);
        constexpr std::size_t kPaths = 300;
        const PointSet points(static_cast<PointKind>(kind), kPaths, rows(7));
        const std::vector<double> whole = filled(points, numbers::InstructionSet::Baseline, 0, kPaths);
        for (const numbers::InstructionSet set : numbers::availableInstructionSets()) {
            for (const auto& [first, count] : {std::pair<std::size_t, std::size_t>{0, 300}, {17, 100}, {299, 1}, {32, 64}}) {
                const std::vector<double> piece = filled(points, set, first, count);
                for (std::size_t d = 0; d < points.coordinates(); ++d) {
                    for (std::size_t p = 0; p < count; ++p) {
                        QVERIFY(piece[d * count + p] > 0.0 && piece[d * count + p] < 1.0);
                        QCOMPARE(piece[d * count + p], whole[d * kPaths + first + p]);
                    }
                }
            }
        }
    }
    void dimensionsAreDealtOutDrawByDraw() {
        const StreamRow a{streamOf(1, "a"), 3};
        const StreamRow b{streamOf(1, "b"), 2};
        const std::vector<double> rows = filled(PointSet(PointKind::Sobol, 64, {a, b}), numbers::bestInstructionSet(), 0, 64);
        const std::vector<double> firsts = filled(PointSet(PointKind::Sobol, 64, {{a.stream, 1}, {b.stream, 1}}), numbers::bestInstructionSet(), 0, 64);
        const auto row = [](const std::vector<double>& all, std::size_t coordinate) {
            return std::vector<double>(all.begin() + static_cast<std::ptrdiff_t>(coordinate * 64), all.begin() + static_cast<std::ptrdiff_t>(coordinate * 64 + 64));
        };
        QCOMPARE(row(rows, 0), row(firsts, 0));
        QCOMPARE(row(rows, 3), row(firsts, 1));
        // A row of one draw comes after those of several.
        const std::vector<double> last = filled(PointSet(PointKind::Sobol, 64, {{streamOf(1, "level"), 1}, b}), numbers::bestInstructionSet(), 0, 64);
        const std::vector<double> alone = filled(PointSet(PointKind::Sobol, 64, {{b.stream, 1}}), numbers::bestInstructionSet(), 0, 64);
        QCOMPARE(row(last, 1), row(alone, 0));
    }
    void coordinatesBeyondTheTableAreIndependent() {
        const PointSet points(PointKind::Sobol, 64, {{streamOf(1, "many"), kMostSobolDimensions + 3}});
        QCOMPARE(points.coordinates(), kMostSobolDimensions + 3);
        const std::vector<double> all = filled(points, numbers::bestInstructionSet(), 0, 64);
        for (std::size_t d = kMostSobolDimensions; d < points.coordinates(); ++d) {
            QCOMPARE(all[d * 64 + 5], uniform(streamOf(1, "many"), 5, d));
        }
        // Of a long row and a short one it is the last draws of the long one.
        const PointSet two(PointKind::Sobol, 64, {{streamOf(1, "many"), kMostSobolDimensions}, {streamOf(1, "few"), 2}});
        const std::vector<double> both = filled(two, numbers::bestInstructionSet(), 0, 64);
        for (std::size_t d = kMostSobolDimensions - 2; d < kMostSobolDimensions; ++d) {
            QCOMPARE(both[d * 64 + 5], uniform(streamOf(1, "many"), 5, d));
        }
        QVERIFY(both[kMostSobolDimensions * 64 + 5] != uniform(streamOf(1, "few"), 5, 0));
    }
};

QTEST_APPLESS_MAIN(TestPoints)
#include "tst_points.moc"
