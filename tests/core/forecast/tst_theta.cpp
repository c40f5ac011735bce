#include <QtTest>

#include "core/forecast/Decompose.h"
#include "core/forecast/Theta.h"
#include "tests/core/support/ForecastReference.h"

using namespace offtake;
using namespace offtake::forecast;
using namespace offtake::test;

namespace {

const std::map<std::string, Series>& series() {
    static const std::map<std::string, Series> all = referenceSeries();
    return all;
}

constexpr double kNormal90 = 1.2815515655446004;  // normal quantiles of 80 and 95 % intervals
constexpr double kNormal975 = 1.959963984540054;

}  // namespace

class TestTheta : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void atGivenParametersForecastsAndIntervalsAreTheReference_data() {
        QTest::addColumn<Row>("row");
        for (const Row& row : referenceTable("theta_fits.csv")) {
            QTest::newRow(row.at("id").c_str()) << row;
        }
    }
    // R's thetaf 8.20; its intervals stand on the adjusted scale whatever the season.
    void atGivenParametersForecastsAndIntervalsAreTheReference() {
        QFETCH(Row, row);
        const Series& known = series().at(row.at("id"));
        const ThetaFit fit = runTheta(known.values, known.seasonLength, number(row.at("alpha")), number(row.at("l0")));
        QCOMPARE(fit.model.seasonal, row.at("seasonal_adjusted") == "TRUE");
        QVERIFY(std::abs(fit.model.drift - number(row.at("drift"))) < 1e-9 * std::max(1.0, std::abs(fit.model.drift)));
        QVERIFY(std::abs(fit.variance / number(row.at("sigma2")) - 1.0) < 1e-9);
        const std::vector<double> path = thetaPath(fit, 12);
        const std::vector<double> variance = thetaSmoothingVariance(fit, 12);
        int compared = 0;
        for (const Row& expected : referenceTable("theta_forecasts.csv")) {
            if (expected.at("id") == row.at("id")) {
                const auto h = static_cast<std::size_t>(std::stoi(expected.at("h")) - 1);
                const double size = std::abs(path[h]);
                const double sd = std::sqrt(variance[h]);
                QVERIFY(std::abs(path[h] - number(expected.at("mean"))) < 1e-9 * size);
                QVERIFY(std::abs(path[h] - kNormal90 * sd - number(expected.at("lo80"))) < 1e-9 * size);
                QVERIFY(std::abs(path[h] + kNormal975 * sd - number(expected.at("hi95"))) < 1e-9 * size);
                ++compared;
            }
        }
        QCOMPARE(compared, 12);
    }

    // R's own search stops near the optimum, so parameters differ in the fifth digit; forecasts by far less than their
    // standard deviation.
    void itsOwnFitGivesTheReferenceForecasts() {
        for (const Row& row : referenceTable("theta_fits.csv")) {
            const Series& known = series().at(row.at("id"));
            const auto fit = fitTheta(known.values, known.seasonLength);
            QVERIFY(fit);
            const std::vector<double> path = thetaPath(*fit, 12);
            QVERIFY(fit->variance <= number(row.at("sigma2")) * (1.0 + 1e-6));
            for (const Row& expected : referenceTable("theta_forecasts.csv")) {
                if (expected.at("id") == row.at("id")) {
                    const auto h = static_cast<std::size_t>(std::stoi(expected.at("h")) - 1);
                    const double difference = std::abs(path[h] - number(expected.at("mean")));
                    if (difference >= 0.02 * std::sqrt(fit->variance)) {
                        qWarning("%s h=%zu: %g of %g", row.at("id").c_str(), h + 1, difference,
                                 std::sqrt(fit->variance));
                    }
                    QVERIFY(difference < 0.02 * std::sqrt(fit->variance));
                }
            }
        }
    }

    // The standard method is one of those among which the optimised one chooses by its one-step errors, so on steady
    // growth it finds the whole slope: 3 a step.
    void theOptimisedMethodFindsTheDriftOfSteadyGrowth() {
        std::vector<double> values;
        for (int t = 0; t < 30; ++t) {
            values.push_back(100.0 + 3.0 * t + ((t * 7) % 5 - 2) * 0.1);
        }
        const ThetaFit fit = fitOptimisedTheta(values, 1).value();
        QVERIFY(std::abs(fit.model.drift - 3.0) < 0.02);
        QVERIFY(std::abs(thetaPath(fit, 10)[9] - (100.0 + 3.0 * 39)) < 0.5);
        QVERIFY(fit.variance < fitTheta(values, 1).value().variance);
    }
    // A level that only wobbles: no share of a slope by chance helps.
    void theOptimisedMethodLeavesTheDriftWhereThereIsNone() {
        const ThetaFit fit = fitOptimisedTheta(std::vector<double>{5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7}, 1).value();
        QVERIFY(std::abs(thetaPath(fit, 6)[5] - 6.0) < 0.5);
    }
    void tooFewValuesSaySo() {
        QVERIFY(!fitTheta(std::vector<double>{1, 2, 3}, 1));
        const auto none = fitOptimisedTheta(std::vector<double>{1, 2, 3}, 1);
        QVERIFY(!none);
        QVERIFY(none.error().english().find("3 values") != std::string::npos);
    }

    void seasonalVarianceFollowsTheSeason() {
        const Series& known = series().at("AirPassengers");
        const ThetaFit fit = fitTheta(known.values, 12).value();
        const std::vector<double> path = thetaPath(fit, 12);
        const std::vector<double> variance = thetaVariance(fit, 12);
        // July's index is 1.2 and November's 0.8; the spread of a ratio model goes with them.
        QVERIFY(variance[6] > variance[10]);
        QVERIFY(path[6] > path[10]);
        for (std::size_t h = 0; h < 12; ++h) {
            QVERIFY(variance[h] > 0.0);
        }
    }

    void aSeasonThroughZeroIsTakenOutByDifferences() {
        std::vector<double> values;
        for (int t = 0; t < 40; ++t) {
            values.push_back((t % 4 == 0 ? 10.0 : -3.0) + 0.1 * ((t * 7) % 5));
        }
        const ThetaFit fit = fitTheta(values, 4).value();
        QVERIFY(fit.model.seasonal && fit.model.additiveSeason);
        const std::vector<double> path = thetaPath(fit, 4);
        QVERIFY(std::abs(path[0] - 10.2) < 0.5 && std::abs(path[1] + 2.8) < 0.5);
    }

    // By hand: a season of 2 with ratios 0.5 and 1.5 around a level of 2; centred means are 2 throughout.
    void classicalDecompositionFindsAnExactSeason() {
        const std::vector<double> values{1, 3, 1, 3, 1, 3};
        QCOMPARE(seasonalIndices(values, 2, SeasonForm::Multiplicative), (std::vector<double>{0.5, 1.5}));
        QCOMPARE(seasonalIndices(values, 2, SeasonForm::Additive), (std::vector<double>{-1.0, 1.0}));
        QCOMPARE(seasonallyAdjusted(values, std::vector<double>{0.5, 1.5}, SeasonForm::Multiplicative),
                 std::vector<double>(6, 2.0));
    }

    // Least squares through 1, 3, 2: slope 1/2, mean 2 at time 2.
    void theLineIsThatOfLeastSquares() {
        const Line line = fitLine(std::vector<double>{1, 3, 2});
        QCOMPARE(line.slope, 0.5);
        QCOMPARE(line.intercept, 1.0);
    }
};

QTEST_APPLESS_MAIN(TestTheta)
#include "tst_theta.moc"
