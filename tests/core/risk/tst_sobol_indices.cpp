#include <QtTest>

#include <cmath>

#include "core/risk/KnownIndices.h"
#include "tests/core/support/OakleyOHagan.h"

using namespace offtake;
using namespace offtake::risk;

namespace {

const UnitFunction kIshigami = ishigami().function;

SobolIndices indicesOf(const UnitFunction& function, std::size_t dimension, std::size_t rows) {
    const std::vector<double> points = independentPoints(rows, 2 * dimension, 7);
    auto result = sobolIndices(function, dimension, singleFactors(dimension), points);
    if (!result) {
        qFatal("%s", result.error().english().c_str());
    }
    return std::move(*result);
}

bool holds(const IntervalEstimate& estimate, double truth) { return estimate.low <= truth && truth <= estimate.high; }

/// Within twice the half-width of the 95 % interval: four standard errors.
bool near(const IntervalEstimate& estimate, double truth) {
    return std::abs(estimate.value - truth) <= estimate.high - estimate.low;
}

}  // namespace

class TestSobolIndices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void closedFormsAreThePublishedOnes_data() {
        QTest::addColumn<double>("found");
        QTest::addColumn<double>("expected");
        QTest::addColumn<double>("tolerance");
        const auto row = [](const char* id, double found, double expected, double tolerance) { QTest::newRow(id) << found << expected << tolerance; };
        // Ishigami and Homma (1990) with a = 7 and b = 0.1, as in Saltelli et al. (2008): all digits of double precision.
        const KnownFunction sine = ishigami();
        row("SENS-001 variance", sine.variance, 13.8445879407193, 1e-12);
        row("SENS-003 first 1", sine.first[0], 0.313905191147811, 1e-12);
        row("SENS-005 first 3", sine.first[2], 0.0, 0.0);
        row("SENS-007 total 2", sine.total[1], 0.442411144790041, 1e-12);
        row("SENS-009 first and third together", sine.total[0] - sine.first[0], 0.243683664062148, 1e-12);
        // Saltelli and Sobol' (1995); ten digits are published.
        const double totals[] = {0.7871441267, 0.2421981928, 0.03431691015, 0.01046038707, 0.0001049490519};
        const KnownFunction eight = gFunction({0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0});
        for (std::size_t i = 0; i < 5; ++i) {
            row(qPrintable(QStringLiteral("SENS-011 total %1").arg(i + 1)), eight.total[i], totals[i], 1e-10);
        }
        const double firsts[] = {0.0002760650382, 0.01019480416, 0.7657430682, 0.1914357671, 0.0001793962832, 0.001490416872};
        const KnownFunction six = gFunction({78.0, 12.0, 0.5, 2.0, 97.0, 33.0});
        for (std::size_t i = 0; i < 6; ++i) {
            row(qPrintable(QStringLiteral("SENS-013 first %1").arg(i + 1)), six.first[i], firsts[i], 1e-10);
        }
        row("SENS-015 variance", six.variance, 0.193469786795925, 1e-14);
    }
    void closedFormsAreThePublishedOnes() {
        QFETCH(double, found);
        QFETCH(double, expected);
        QFETCH(double, tolerance);
        QVERIFY2(std::abs(found - expected) <= tolerance, qPrintable(QString::number(found, 'g', 17)));
    }
    void ishigamiHasItsKnownIndices() {
        // S = .3139 .4424 0, ST = .5576 .4424 .2437 (Saltelli et al. 2008), variance 13.8446.
        const SobolIndices result = indicesOf(kIshigami, 3, 20000);
        const double first[] = {0.313905191147811, 0.442411144790041, 0.0};
        const double total[] = {0.313905191147811 + 0.243683664062148, 0.442411144790041, 0.243683664062148};
        QCOMPARE(result.evaluations, std::size_t{160000});
        QVERIFY(std::abs(result.variance - 13.8445879407193) < 0.3);  // four standard errors of 40,000 values
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY2(near(result.factors[i].first, first[i]), qPrintable(QString::number(result.factors[i].first.value)));
            QVERIFY2(near(result.factors[i].total, total[i]), qPrintable(QString::number(result.factors[i].total.value)));
            QVERIFY(result.factors[i].total.high - result.factors[i].total.low < 0.05);
        }
    }
    void theGFunctionHasItsKnownTotals() {
        // Saltelli and Sobol' 1995; analytic.
        const SobolIndices result = indicesOf(gFunction({0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0}).function, 8, 20000);
        const double total[] = {0.7871441267, 0.2421981928, 0.03431691015, 0.01046038707, 0.0001049490519, 0.0001049490519, 0.0001049490519, 0.0001049490519};
        for (std::size_t i = 0; i < 8; ++i) {
            QVERIFY2(near(result.factors[i].total, total[i]), qPrintable(QString::number(result.factors[i].total.value)));
        }
    }
    void theGFunctionHasItsKnownFirstOrders() {
        // The six factors of Saltelli and Sobol' 1995, as in the tests of SALib; variance prod(1 + 1/(3 (1 + a)²)) − 1.
        const SobolIndices result = indicesOf(gFunction({78.0, 12.0, 0.5, 2.0, 97.0, 33.0}).function, 6, 20000);
        const double first[] = {0.0002760650382, 0.01019480416, 0.7657430682, 0.1914357671, 0.0001793962832, 0.001490416872};
        QVERIFY(std::abs(result.variance - 0.193469786795925) < 0.005);
        for (std::size_t i = 0; i < 6; ++i) {
            QVERIFY2(near(result.factors[i].first, first[i]), qPrintable(QString::number(result.factors[i].first.value)));
        }
    }
    void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
        int held = 0;
        int all = 0;
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            const std::vector<double> points = independentPoints(300, 6, seed);
            const auto result = sobolIndices(kIshigami, 3, singleFactors(3), points, {0.9, 200, seed});
            held += holds(result->factors[1].first, 0.442411144790041) ? 1 : 0;
            held += holds(result->factors[0].total, 0.557588855209959) ? 1 : 0;
            all += 2;
        }
        // Binomial: 0.9 of 120 ± four standard errors of 3.3.
        QVERIFY2(held >= all * 9 / 10 - 13 && held <= all * 9 / 10 + 12, qPrintable(QString::number(held)));
    }
    void fifteenNormalInputsHaveTheirPublishedFirstOrders() {
        // SENS-021: J. Oakley & A. O'Hagan, J. R. Statist. Soc. B 66 (2004), table 1.
        const double published[] = {0.00156,  0.000186, 0.001307, 0.003045, 0.002905, 0.023035, 0.024151, 0.026517,
                                    0.046036, 0.014945, 0.101823, 0.135708, 0.101989, 0.105169, 0.122818};
        const SobolIndices result = indicesOf(testing::oakleyOHagan, testing::kOakleyInputs, 8000);
        for (std::size_t i = 0; i < testing::kOakleyInputs; ++i) {
            QVERIFY2(near(result.factors[i].first, published[i]), qPrintable(QString::number(result.factors[i].first.value)));
            QVERIFY(result.factors[i].first.high - result.factors[i].first.low < 0.03);
        }
    }
    void anAdditiveFunctionHasIndicesThatSumToOne() {
        const SobolIndices result = indicesOf([](std::span<const double> u) { return 3.0 * u[0] + 4.0 * u[1]; }, 2, 20000);
        QVERIFY(near(result.factors[0].first, 9.0 / 25.0));
        QVERIFY(near(result.factors[1].total, 16.0 / 25.0));
    }
    void coordinatesThatBelongTogetherAreOneFactor() {
        const std::vector<double> points = independentPoints(20000, 6, 3);
        const auto result = sobolIndices(kIshigami, 3, {{0, 2}, {1}}, points);
        QCOMPARE(result->factors.size(), std::size_t{2});
        QVERIFY(near(result->factors[0].first, 1.0 - 0.442411144790041));  // nothing is shared with the second input
        QVERIFY(near(result->factors[0].total, 1.0 - 0.442411144790041));
    }
    void theSameSeedGivesTheSameIntervals() {
        const std::vector<double> points = independentPoints(200, 6, 3);
        const auto once = sobolIndices(kIshigami, 3, singleFactors(3), points);
        const auto again = sobolIndices(kIshigami, 3, singleFactors(3), points);
        QCOMPARE(once->factors[2].total.high, again->factors[2].total.high);
        QCOMPARE(once->factors[0].first.low, again->factors[0].first.low);
    }
    void whatHasNoIndicesIsRefused() {
        const std::vector<double> points = independentPoints(10, 4, 1);
        QCOMPARE(sobolIndices([](std::span<const double>) { return 4.2; }, 2, singleFactors(2), points).error().code, ErrorCode::Inconsistent);
        QCOMPARE(sobolIndices([](std::span<const double> u) { return std::log(u[0] - 0.5); }, 2, singleFactors(2), points).error().code, ErrorCode::NoSolution);
        const std::span<const double> tooFew(points.data(), 4);
        QCOMPARE(sobolIndices(kIshigami, 2, singleFactors(2), tooFew).error().code, ErrorCode::Inconsistent);
        QCOMPARE(sobolIndices(kIshigami, 2, {{5}}, points).error().code, ErrorCode::Inconsistent);
    }
};

QTEST_APPLESS_MAIN(TestSobolIndices)
#include "tst_sobol_indices.moc"
