#include <QtTest>

#include <cmath>

#include "core/risk/KnownIndices.h"
#include "core/risk/Screening.h"

using namespace offtake;
using namespace offtake::risk;

class TestScreening : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void elementaryEffectsAreThoseOfThePopulation() {
        // SENS-019: Morris (1991) on four levels with a step of 2/3, Campolongo et al. (2007), by full enumeration.
        const auto effects = elementaryEffects(ishigami().function, 3);
        const double expected[] = {7.70405411159, 7.875, 6.24879610333};
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY2(std::abs((*effects)[i].meanAbsolute - expected[i]) < 1e-10, qPrintable(QString::number((*effects)[i].meanAbsolute, 'g', 15)));
        }
        // The third input acts through the first alone, either way: no effect on average.
        QVERIFY(std::abs((*effects)[2].mean) < 1e-12 && (*effects)[2].deviation > 6.0);
    }
    void aLinearFunctionHasItsSlopesAsEffectsEverywhere() {
        const auto effects = elementaryEffects([](std::span<const double> u) { return 3.0 * u[0] - 4.0 * u[1]; }, 2, 6);
        QVERIFY(std::abs((*effects)[0].mean - 3.0) < 1e-12 && std::abs((*effects)[1].mean + 4.0) < 1e-12);
        QVERIFY(std::abs((*effects)[1].meanAbsolute - 4.0) < 1e-12);
        QVERIFY((*effects)[0].deviation < 1e-6);  // the root of the rounding of a difference
    }
    void derivativesBoundTheTotalIndices() {
        const KnownFunction known = ishigami();
        const auto bounds = derivativeBounds(known.function, 3, independentPoints(20000, 3, 5));
        // SENS-017: the published estimates of SALib's tests, within the tolerance that they state.
        const double published[] = {2.229, 7.066, 3.180};
        // In closed form with V: 2 (1 + 2 b π⁴ / 5 + b² π⁸ / 9) / V, 2 a² / V, 32 b² π⁶ / 7 / V; means of 20,000 points.
        const double pi2 = std::acos(-1.0) * std::acos(-1.0);
        const double pi4 = pi2 * pi2;
        const double exact[] = {2.0 * (1.0 + 0.2 * pi4 / 5.0 + 0.01 * pi4 * pi4 / 9.0) / known.variance, 2.0 * 49.0 / known.variance, 0.32 * pi4 * pi2 / 7.0 / known.variance};
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY2(std::abs((*bounds)[i] - published[i]) < 0.05 + 0.1 * published[i], qPrintable(QString::number((*bounds)[i])));
            QVERIFY2(std::abs((*bounds)[i] - exact[i]) < 0.04 * exact[i], qPrintable(QString::number((*bounds)[i])));
            QVERIFY((*bounds)[i] > known.total[i]);
        }
    }
    void aNormalTermMovesTheDistributionByTheKnownArea_data() {
        QTest::addColumn<double>("share");
        QTest::addColumn<double>("expected");
        // Borgonovo (2007) by quadrature; 1e-9 is stated.
        QTest::newRow("SENS-023") << 0.5 << 0.30599382207778;
        QTest::newRow("SENS-025") << 0.8 << 0.505497220127876;
        QTest::newRow("nothing") << 0.0 << 0.0;
        QTest::newRow("all") << 1.0 << 1.0;
    }
    void aNormalTermMovesTheDistributionByTheKnownArea() {
        QFETCH(double, share);
        QFETCH(double, expected);
        QVERIFY2(std::abs(normalDelta(share) - expected) < 1e-9, qPrintable(QString::number(normalDelta(share), 'g', 15)));
    }
    void whatCannotBeScreenedIsRefused() {
        const UnitFunction function = ishigami().function;
        QCOMPARE(elementaryEffects(function, 3, 3).error().code, ErrorCode::OutOfBounds);
        QCOMPARE(elementaryEffects(function, 30, 4).error().code, ErrorCode::TooLarge);
        QCOMPARE(elementaryEffects([](std::span<const double> u) { return std::log(u[0]); }, 1, 4).error().code, ErrorCode::NoSolution);
        QCOMPARE(derivativeBounds(function, 3, independentPoints(1, 3, 1)).error().code, ErrorCode::Inconsistent);
        QCOMPARE(derivativeBounds([](std::span<const double>) { return 1.0; }, 1, independentPoints(9, 1, 1)).error().code, ErrorCode::Inconsistent);
        QCOMPARE(derivativeBounds([](std::span<const double> u) { return std::log(u[0] - 0.5); }, 1, independentPoints(9, 1, 1)).error().code, ErrorCode::NoSolution);
    }
};

QTEST_APPLESS_MAIN(TestScreening)
#include "tst_screening.moc"
