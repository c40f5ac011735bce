#include <QtTest>

#include "core/forecast/Accuracy.h"

using namespace offtake;
using namespace offtake::forecast;

namespace {

using Values = std::vector<double>;

const Values kTraining{8, 9, 11, 10, 12, 11};
const Values kActual{10, 12, 14};
const Values kForecast{11, 11, 15};
constexpr double kRounding = 1e-12;

}  // namespace

class TestAccuracy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Case ACC-001 (definitions of the M4 competition).
    void errorsOfPointForecastsFollowTheDefinitions() {
        QVERIFY(std::abs(smape(kActual, kForecast).value() - 8.37200447395) < 1e-11);  // eleven digits given
        QVERIFY(std::abs(mase(kTraining, 1, kActual, kForecast).value() - 0.714285714286) < kRounding);
        QVERIFY(std::abs(rmse(kActual, kForecast).value() - 1.0) < kRounding);
        // Squared changes 1, 4, 1, 4, 1 have the mean 11/5.
        QVERIFY(std::abs(rmsse(kTraining, kActual, kForecast).value() - 1.0 / std::sqrt(2.2)) < kRounding);
    }
    // Case ACC-003.
    void theLossOfAQuantileIsLopsided() {
        QVERIFY(std::abs(pinballLoss(0.9, 10.0, 8.0) - 1.8) < 1e-15);
        QVERIFY(std::abs(pinballLoss(0.9, 8.0, 10.0) - 0.2) < 1e-15);
    }
    // Case ACC-005: the four members 1, 2, 4, 7 when 3 came.
    void theScoreOfAnEnsembleIsThatOfItsEmpiricalDistribution() {
        QVERIFY(std::abs(crps(Values{4, 1, 7, 2}, 3.0).value() - 0.75) < 1e-14);
        QVERIFY(std::abs(crps(Values{5}, 3.0).value() - 2.0) < 1e-14);  // one member: the absolute error
    }
    // By hand: widths 4, 4, 4; the last value lies 1 above, which costs 2 / 0.05 = 40; scale 7/5.
    void theScoreOfIntervalsCountsWidthAndMisses() {
        const Values lower{9, 9, 9};
        const Values upper{13, 13, 13};
        QVERIFY(std::abs(msis(kTraining, 1, kActual, lower, upper, 0.95).value() - (4.0 + 40.0 / 3.0) / 1.4) <
                kRounding);
        QVERIFY(std::abs(coverage(kActual, lower, upper).value() - 2.0 / 3.0) < kRounding);
    }
    void zerosForecastAsZeroAreNoError() { QCOMPARE(smape(Values{0, 1}, Values{0, 1}).value(), 0.0); }
    void aConstantPastHasNoScale() {
        const auto result = mase(Values{3, 3, 3}, 1, kActual, kForecast);
        QVERIFY(!result);
        QVERIFY(result.error().english().find("RMSE") != std::string::npos);
        QVERIFY(!mase(Values{3}, 4, kActual, kForecast));
    }
    void listsOfUnequalLengthAreRefused() {
        QVERIFY(!smape(kActual, Values{1.0}));
        QVERIFY(!rmse(Values{}, Values{}));
        QVERIFY(!coverage(kActual, kForecast, Values{1.0}));
        QVERIFY(!crps(Values{}, 1.0));
    }
};

QTEST_APPLESS_MAIN(TestAccuracy)
#include "tst_accuracy.moc"
