#include <QtTest>

#include "data/series/DateText.h"

using namespace offtake;
using namespace offtake::series;

class TestDateText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCommonFormIsRead_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("day");
        QTest::addColumn<int>("minute");
        QTest::addColumn<int>("precision");
        const auto row = [](const char* text, const char* day, Precision precision, int minute = 0) {
            QTest::newRow(text) << text << day << minute << static_cast<int>(precision);
        };
        row("2026-01-31", "2026-01-31", Precision::Day);
        row("2026/1/31", "2026-01-31", Precision::Day);
        row("20260131", "2026-01-31", Precision::Day);
        row("31.01.2026", "2026-01-31", Precision::Day);
        row("1.2.2026", "2026-02-01", Precision::Day);
        row("31/01/2026", "2026-01-31", Precision::Day);
        row("01/31/2026", "2026-01-31", Precision::Day);
        row("05/05/2026", "2026-05-05", Precision::Day);
        row("31 Jan 2026", "2026-01-31", Precision::Day);
        row("31-JAN-2026", "2026-01-31", Precision::Day);
        row("January 31, 2026", "2026-01-31", Precision::Day);
        row("Sept 3, 2026", "2026-09-03", Precision::Day);
        row("2026-01", "2026-01-01", Precision::Month);
        row("01/2026", "2026-01-01", Precision::Month);
        row("202601", "2026-01-01", Precision::Month);
        row("2026M11", "2026-11-01", Precision::Month);
        row("Jan 2026", "2026-01-01", Precision::Month);
        row("2026 December", "2026-12-01", Precision::Month);
        row("2026Q1", "2026-01-01", Precision::Quarter);
        row("2026-Q4", "2026-10-01", Precision::Quarter);
        row("q3 2026", "2026-07-01", Precision::Quarter);
        row("2026H2", "2026-07-01", Precision::HalfYear);
        // ISO 8601: the first week of 2026 starts on 29 December 2025, that of 2024 on 1 January.
        row("2026-W01", "2025-12-29", Precision::Week);
        row("2024W10", "2024-03-04", Precision::Week);
        row("2026", "2026-01-01", Precision::Year);
        row(" 2026 ", "2026-01-01", Precision::Year);
        row("2016-10-22 00:00:00", "2016-10-22", Precision::Time, 0);
        row("2016-10-22T13:30Z", "2016-10-22", Precision::Time, 13 * 60 + 30);
        row("22.10.2016 7:05", "2016-10-22", Precision::Time, 7 * 60 + 5);
        row("2016-10-22T23:59:59.5+02:00", "2016-10-22", Precision::Time, 23 * 60 + 59);
    }
    void everyCommonFormIsRead() {
        QFETCH(QString, text);
        QFETCH(QString, day);
        const auto moment = parseMoment(text.toStdString());
        QVERIFY2(moment.has_value(), moment ? "" : moment.error().english().c_str());
        QCOMPARE(QString::fromStdString(isoDate(moment->day)), day);
        QTEST(moment->minute, "minute");
        QTEST(static_cast<int>(moment->precision), "precision");
    }
    void whatCouldBeEitherWayRoundIsRefusedUntilToldHow() {
        const auto refused = parseMoment("03/04/2026");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Inconsistent);
        QCOMPARE(parseMoment("03/04/2026", DayOrder::DayFirst)->day, date(2026, 4, 3));
        QCOMPARE(parseMoment("03/04/2026", DayOrder::MonthFirst)->day, date(2026, 3, 4));
        QCOMPARE(parseMoment("03-04-2026", DayOrder::MonthFirst)->day, date(2026, 3, 4));
        QCOMPARE(parseMoment("03.04.2026", DayOrder::MonthFirst)->day, date(2026, 4, 3));
    }
    void anUnambiguousDateShowsTheOrder() {
        QCOMPARE(orderShownBy("31/01/2026"), std::optional(DayOrder::DayFirst));
        QCOMPARE(orderShownBy("01/31/2026 10:00"), std::optional(DayOrder::MonthFirst));
        QVERIFY(!orderShownBy("03/04/2026"));
        QVERIFY(!orderShownBy("31.01.2026"));
        QVERIFY(!orderShownBy("2026-01-31"));
    }
    void anythingElseIsRefused_data() {
        QTest::addColumn<int>("code");
        const auto row = [](const char* text, ErrorCode code) { QTest::newRow(text) << static_cast<int>(code); };
        row("", ErrorCode::Syntax);
        row("yesterday", ErrorCode::Syntax);
        row("31/01/26", ErrorCode::Syntax);
        row("Jan-26", ErrorCode::Syntax);
        row("2.35", ErrorCode::Syntax);
        row("12345", ErrorCode::Syntax);
        row("2026Q5", ErrorCode::Syntax);
        row("2026-W54", ErrorCode::Syntax);
        row("2026-01-31 25:00", ErrorCode::Syntax);
        row("2026-01 12:00", ErrorCode::Syntax);
        row("12:00", ErrorCode::Syntax);
        row("2026-02-30", ErrorCode::OutOfBounds);
        row("31/31/2026", ErrorCode::OutOfBounds);
        row("2026-13", ErrorCode::OutOfBounds);
        row("0800-01-01", ErrorCode::OutOfBounds);
        row("2026*01*31", ErrorCode::Syntax);
        row("99999999999999999999", ErrorCode::Syntax);
    }
    void anythingElseIsRefused() {
        const auto moment = parseMoment(QTest::currentDataTag(), DayOrder::DayFirst);
        QVERIFY(!moment);
        QTEST(static_cast<int>(moment.error().code), "code");
    }
};

QTEST_APPLESS_MAIN(TestDateText)
#include "tst_date_text.moc"
