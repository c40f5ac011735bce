#include <QtTest>

#include <cmath>
#include <limits>

#include "core/present/Magnitude.h"
#include "core/present/NumberText.h"
#include "core/present/Ticks.h"

using namespace offtake;
using namespace offtake::present;

namespace {

QStringList labels(const std::vector<CalendarTick>& ticks) {
    QStringList all;
    for (const CalendarTick& tick : ticks) {
        all << QString::fromStdString(tick.label);
    }
    return all;
}

}  // namespace

class TestTicks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stepsAreOneTwoTwoAndAHalfFive() {
        QCOMPARE(niceStep(0.9), 1.0);
        QCOMPARE(niceStep(1.1), 2.0);
        QCOMPARE(niceStep(2.2), 2.5);
        QCOMPARE(niceStep(26e6), 50e6);
        QCOMPARE(niceStep(0.0021), 0.0025);
        QCOMPARE(niceStep(7e11), 1e12);
    }
    void ticksStayInsideTheRangeAndWithinTheirNumber_data() {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("payments") << 0.0 << 6.3e9;
        QTest::newRow("crossing zero") << -121e6 << 31e6;
        QTest::newRow("all negative") << -9.1 << -0.2;
        QTest::newRow("huge") << 0.0 << 1e12;
        QTest::newRow("tiny") << 1e-9 << 3e-9;
        QTest::newRow("constant") << 5.0 << 5.0;
        QTest::newRow("constant zero") << 0.0 << 0.0;
        QTest::newRow("constant negative") << -3.0 << -3.0;
        QTest::newRow("nearly constant") << 1e12 << 1e12 + 1e-3;
        QTest::newRow("reversed") << 3.0 << 1.0;
        QTest::newRow("not finite") << std::numeric_limits<double>::quiet_NaN() << std::numeric_limits<double>::infinity();
    }
    void ticksStayInsideTheRangeAndWithinTheirNumber() {
        QFETCH(double, low);
        QFETCH(double, high);
        for (const int most : {2, 4, 7}) {
            for (const bool zero : {false, true}) {
                const Ticks ticks = niceTicks(low, high, {most, zero, 0.06});
                QVERIFY(ticks.range.high > ticks.range.low);
                QVERIFY(static_cast<int>(ticks.values.size()) <= most);
                QVERIFY(!ticks.values.empty());
                for (const double value : ticks.values) {
                    QVERIFY(value >= ticks.range.low - ticks.step * 1e-5 && value <= ticks.range.high + ticks.step * 1e-5);
                }
                if (std::isfinite(low) && std::isfinite(high)) {
                    QVERIFY(ticks.range.low <= std::min(low, high) && ticks.range.high >= std::max(low, high));
                }
                QVERIFY(!zero || (ticks.range.low <= 0.0 && ticks.range.high >= 0.0));
            }
        }
    }
    void anAxisFromZeroBeginsExactlyAtZeroAndLeavesRoomAbove() {
        const Ticks ticks = niceTicks(0.0, 6.3, {4, true, 0.06});
        QCOMPARE(ticks.range.low, 0.0);
        QVERIFY(ticks.range.high > 6.3);
        QCOMPARE(ticks.values, (std::vector<double>{0.0, 2.0, 4.0, 6.0}));
    }
    void decimalsFollowTheStepAndTheMagnitude() {
        QCOMPARE(niceTicks(0.0, 1.0, {5, true, 0.0}).decimals, 2);
        QCOMPARE(ticksWithin({0.0, 1.5e9}, 4).decimalsOf(1e9), 1);
        QCOMPARE(ticksWithin({0.0, 6e9}, 4).decimalsOf(1e9), 0);
    }
    void aCalendarAxisNamesYearsWhenThereIsRoomForYearsOnly() {
        QCOMPARE(labels(calendarTicks(date(2026, 7, 1), 54, 6)), QStringList({"Jul 2026", "2027", "2028", "2029", "2030", "2031"}));
        QCOMPARE(labels(calendarTicks(date(2026, 1, 1), 48, 5)), QStringList({"2026", "2027", "2028", "2029", "2030"}));
    }
    void theStartIsNotNamedWhenTheNextTickIsTooNear() {
        QCOMPARE(labels(calendarTicks(date(2026, 11, 1), 30, 4)), QStringList({"2027", "2028", "2029"}));
    }
    void shortAxesNameMonthsOrQuarters() {
        QCOMPARE(labels(calendarTicks(date(2026, 7, 1), 3, 6)), QStringList({"Jul 2026", "Aug", "Sep", "Oct"}));
        QCOMPARE(labels(calendarTicks(date(2026, 7, 1), 12, 6)), QStringList({"Q3 2026", "Q4", "2027", "Q2", "Q3"}));
    }
    void calendarTicksNeverExceedTheirNumberAndAlwaysRise() {
        for (int months = 1; months <= 480; months += 13) {
            for (int most = 2; most <= 9; ++most) {
                const auto ticks = calendarTicks(date(2026, 5, 17), months, most);
                QVERIFY(!ticks.empty() && static_cast<int>(ticks.size()) <= most);
                for (std::size_t i = 1; i < ticks.size(); ++i) {
                    QVERIFY(ticks[i].month > ticks[i - 1].month);
                }
                QVERIFY(ticks.back().month <= months);
            }
        }
    }
    void januaryLiesOnTheFirstEvenWhenTheAxisStartsInMidMonth() {
        // 17 December: 15 of 31 days are left, so January is (31 - 16) / 31 of a month away.
        const auto ticks = calendarTicks(date(2026, 12, 17), 30, 4);
        QCOMPARE(ticks.front().label, std::string("2027"));
        QVERIFY(std::abs(ticks.front().month - 15.0 / 31.0) < 1e-12);
    }
    void monthsAreNamedFromTheStart() {
        QCOMPARE(monthName(date(2026, 7, 1), 0.0), std::string("Jul 2026"));
        QCOMPARE(monthName(date(2026, 7, 1), 8.0), std::string("Mar 2027"));
        QCOMPARE(monthName(date(2026, 7, 1), 8.9), std::string("Mar 2027"));
    }
    void magnitudesKeepOneToFourDigits() {
        QCOMPARE(magnitudeFor(9999.0).symbol, std::string());
        QCOMPARE(magnitudeFor(-412e6).symbol, std::string("M"));
        QCOMPARE(magnitudeFor(6.3e9).word, std::string("billion"));
        QCOMPARE(magnitudeFor(std::numeric_limits<double>::infinity()).divisor, 1.0);
        QCOMPARE(unitWithMagnitude("$", magnitudeFor(6.3e9)), std::string("$ billion"));
        QCOMPARE(unitWithMagnitude("GPU-h", magnitudeFor(2e6)), std::string("million GPU-h"));
        QCOMPARE(unitWithMagnitude("$/month", magnitudeFor(2e6)), std::string("$ million/month"));
        QCOMPARE(shortUnit("$", magnitudeFor(2e6)), std::string("M$"));
        QCOMPARE(shortUnit("$/month", magnitudeFor(2e9)), std::string("B$/month"));
        QCOMPARE(shortUnit("GPU-h", magnitudeFor(2e9)), std::string("G GPU-h"));
        QCOMPARE(shortUnit("", magnitudeFor(2e3)), std::string());
        QCOMPARE(shortUnit("GPU-h", magnitudeFor(2e6)), std::string("M GPU-h"));
    }
    void numbersAreGroupedAndCarryTheTrueMinus() {
        QCOMPARE(numberText(-1260.46, {1, false, true}), std::string("−1,260.5"));
        QCOMPARE(numberText(1234567.0, {0, true, true}), std::string("+1,234,567"));
        QCOMPARE(numberText(-0.004, {2, true, true}), std::string("0.00"));
        QCOMPARE(numberText(std::numeric_limits<double>::quiet_NaN(), {}), std::string("–"));
        QCOMPARE(decimalsFor(2.71), 2);
        QCOMPARE(decimalsFor(38.4), 1);
        QCOMPARE(decimalsFor(6300.0), 0);
    }
};

QTEST_APPLESS_MAIN(TestTicks)
#include "tst_ticks.moc"
