#include <QtTest>

#include "core/forecast/Series.h"

using namespace offtake;
using namespace offtake::forecast;

class TestSeries : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStepHasTheFirstDayOfItsPeriod_data() {
        QTest::addColumn<Step>("step");
        QTest::addColumn<std::string>("third");
        QTest::newRow("years") << Step::Year << std::string("2026-01-31");
        QTest::newRow("quarters") << Step::Quarter << std::string("2024-07-31");
        QTest::newRow("months") << Step::Month << std::string("2024-03-31");
        QTest::newRow("weeks") << Step::Week << std::string("2024-02-14");
        QTest::newRow("days") << Step::Day << std::string("2024-02-02");
    }
    void aStepHasTheFirstDayOfItsPeriod() {
        QFETCH(Step, step);
        QFETCH(std::string, third);
        Series series;
        series.step = step;
        series.start = date(2024, 1, 31);
        QCOMPARE(isoDate(dateOfStep(series, 2).value()), third);
    }
    void aSeriesWithoutStartOrWithHoursHasNoDates() {
        Series series;
        series.step = Step::Month;
        QVERIFY(!dateOfStep(series, 0));
        series.start = date(2024, 1, 1);
        series.step = Step::Hour;
        QVERIFY(!dateOfStep(series, 0));
    }
    void theCustomarySeasonFollowsTheStep() {
        QCOMPARE(customarySeason(Step::Month), 12);
        QCOMPARE(customarySeason(Step::Quarter), 4);
        QCOMPARE(customarySeason(Step::Year), 1);
        QCOMPARE(customarySeason(Step::Day), 7);
    }
};

QTEST_APPLESS_MAIN(TestSeries)
#include "tst_series.moc"
