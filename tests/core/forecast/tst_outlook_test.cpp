#include <cmath>

#include <QtTest>

#include "core/forecast/Accuracy.h"
#include "core/forecast/OutlookTest.h"

using namespace offtake;
using namespace offtake::forecast;

namespace {

/// Four years of months around a steady fall, with a season and a wave that no method knows.
Series months(int count = 48) {
    Series series;
    series.step = Step::Month;
    series.seasonLength = 12;
    series.start = date(2022, 1, 1);
    for (int month = 0; month < count; ++month) {
        series.values.push_back(100.0 * std::exp(-0.02 * month + 0.1 * std::sin(0.5236 * month) + 0.03 * std::sin(0.9 * month * month)));
    }
    return series;
}

const OutlookScore& scoreOf(const OutlookTest& test, const std::string& method) {
    return *std::find_if(test.scores.begin(), test.scores.end(), [&](const OutlookScore& score) { return score.method == method; });
}

}  // namespace

class TestOutlookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTestThatIsStoppedGivesNoFigures() {
        std::stop_source source;
        parallel::RunContext context;
        context.stop = source.get_token();
        std::vector<double> shares;
        context.progress = [&](double share) { shares.push_back(share); };
        const std::vector<std::string> methods{"naive", "moore"};
        QVERIFY(testOutlooks(months(), methods, {5, 3}, {}, context).has_value());
        QVERIFY(!shares.empty() && shares.back() == 1.0);
        source.request_stop();
        QVERIFY(!testOutlooks(months(), methods, {5, 3}, {}, context).has_value());
        QVERIFY(!testOutlooks(months(), std::vector<std::string>{"moore"}, {5, 3}, {}, context).has_value());
    }
    void methodsThatNeedNothingElseFollowFromTheSeries() {
        const auto seasonal = customaryMethods(months());
        QVERIFY(std::find(seasonal.begin(), seasonal.end(), "seasonal-naive") != seasonal.end());
        QVERIFY(std::find(seasonal.begin(), seasonal.end(), "moore") != seasonal.end());
        Series plain = months();
        plain.seasonLength = 1;
        plain.values.front() = 0.0;
        const auto few = customaryMethods(plain);
        QVERIFY(std::find(few.begin(), few.end(), "seasonal-naive") == few.end());
        QVERIFY(std::find(few.begin(), few.end(), "moore") == few.end());
    }
    void allMethodsAreMeasuredAlike() {
        const std::vector<std::string> methods{"combined", "moore", "naive"};
        const auto test = testOutlooks(months(), methods, {5, 3});
        QVERIFY2(test.has_value(), test ? "" : test.error().english().c_str());
        QCOMPARE(test->origins, 5);
        QCOMPARE(test->horizon, 3);
        QCOMPARE(test->scores.size(), methods.size());
        for (std::size_t i = 0; i < methods.size(); ++i) {
            const OutlookScore& score = test->scores[i];
            QCOMPARE(score.method, methods[i]);
            QVERIFY2(!score.failure, methods[i].c_str());
            QVERIFY(score.mase > 0.0 && score.pinball > 0.0 && score.msis > 0.0);
            QVERIFY(score.coverage80 <= score.coverage95 && score.coverage95 <= 1.0);
        }
        QVERIFY(bestMethod(*test).has_value());
    }
    void aMeasureIsThatOfTheForecastFromTheOrigin() {
        const auto test = testOutlooks(months(), std::vector<std::string>{"moore"}, {1, 4});
        QVERIFY(test.has_value());
        Series known = months();
        const std::vector<double> actual(known.values.end() - 4, known.values.end());
        known.values.resize(44);
        OutlookOptions options;
        options.horizon = 4;
        const auto forecast = outlook(known, "moore", options);
        QCOMPARE(scoreOf(*test, "moore").mase, *mase(known.values, 12, actual, forecast->point));
        QCOMPARE(scoreOf(*test, "moore").rmse, *rmse(actual, forecast->point));
    }
    void whatCameAfterAnOriginIsNotUsed() {
        OutlookOptions options;
        for (int month = 0; month < 48; ++month) {
            options.experience.push_back(std::exp(0.05 * month));
        }
        const auto honest = testOutlooks(months(), std::vector<std::string>{"wright"}, {3, 3}, options);
        // Other experience after the last origin changes nothing that is measured.
        for (int month = 46; month < 48; ++month) {
            options.experience[static_cast<std::size_t>(month)] *= 100.0;
        }
        const auto other = testOutlooks(months(), std::vector<std::string>{"wright"}, {1, 2}, options);
        options.experience.resize(46);
        const auto without = testOutlooks(months(), std::vector<std::string>{"wright"}, {1, 2}, options);
        QVERIFY(honest && other && without);
        QVERIFY(!scoreOf(*honest, "wright").failure);
        QCOMPARE(scoreOf(*other, "wright").mase, scoreOf(*without, "wright").mase);
    }
    void aMethodThatCannotForecastSaysWhyAndTheOthersAreMeasured() {
        const auto test = testOutlooks(months(), std::vector<std::string>{"logistic", "naive"}, {2, 2});
        QVERIFY(test.has_value());
        QVERIFY(scoreOf(*test, "logistic").failure->english().find("does not grow") != std::string::npos);
        QCOMPARE(bestMethod(*test), std::optional<std::string>("naive"));
        const auto none = testOutlooks(months(), std::vector<std::string>{"logistic"}, {2, 2});
        QVERIFY(none && !bestMethod(*none));
    }
    void theSizeFollowsTheLength() {
        const auto size = customaryTest(months());
        QVERIFY(size.has_value());
        // A third of 48 is held back: 8 steps ahead from 9 origins.
        QCOMPARE(size->horizon, 8);
        QCOMPARE(size->origins, 9);
        QVERIFY(testOutlooks(months(), std::vector<std::string>{"naive"}, *size).has_value());
        QVERIFY(!customaryTest(months(10)));
        for (const int count : {15, 16, 17, 20, 30, 200}) {
            const auto each = customaryTest(months(count));
            QVERIFY(each.has_value());
            QVERIFY(testOutlooks(months(count), std::vector<std::string>{"naive"}, *each).has_value());
        }
    }
    void aLongSeriesIsTestedFromFewerOrigins() {
        QCOMPARE(customaryTest(months(6000))->origins, 10);
        QCOMPARE(customaryTest(months(20000))->origins, 3);
        QCOMPARE(customaryTest(months(200000))->origins, 1);
    }
    void unknownMethodsAreRefused() {
        QCOMPARE(testOutlooks(months(), std::vector<std::string>{"naive", "magic"}, {2, 2}).error().code, ErrorCode::UnknownName);
        QCOMPARE(testOutlooks(months(), std::vector<std::string>{"naive"}, {0, 2}).error().code, ErrorCode::OutOfBounds);
        QCOMPARE(testOutlooks(months(), std::vector<std::string>{"naive"}, {40, 12}).error().code, ErrorCode::NoSolution);
    }
};

QTEST_APPLESS_MAIN(TestOutlookTest)
#include "tst_outlook_test.moc"
