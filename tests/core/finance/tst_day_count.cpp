#include <QtTest>

#include "core/finance/DayCount.h"
#include "tests/core/support/FinanceCases.h"

using namespace offtake;
using namespace offtake::finance;
using namespace offtake::test;

namespace {

Date day(const char* text) {
    return *parseDate(text);
}

void actualActualRows() {
    // The ISDA paper "EMU and market conventions" (1998), as in QuantLib @2a13d455 daycounters.cpp testActualActual.
    struct Row {
        const char *start, *end, *couponStart, *couponEnd;
        double isda, isma, afb;
    };
    const Row rows[] = {
        {"2003-11-01", "2004-05-01", "2003-11-01", "2004-05-01", 0.497724380567, 0.5, 0.497267759563},
        {"1999-02-01", "1999-07-01", "1998-07-01", "1999-07-01", 0.410958904110, 0.410958904110, 0.410958904110},
        {"1999-07-01", "2000-07-01", "1999-07-01", "2000-07-01", 1.001377348600, 1.0, 1.0},
        {"2002-08-15", "2003-07-15", "2003-01-15", "2003-07-15", 0.915068493151, 0.915760869565, 0.915068493151},
        {"2003-07-15", "2004-01-15", "2003-07-15", "2004-01-15", 0.504004790778, 0.5, 0.504109589041},
        {"1999-07-30", "2000-01-30", "1999-07-30", "2000-01-30", 0.503892506924, 0.5, 0.504109589041},
        {"2000-01-30", "2000-06-30", "2000-01-30", "2000-07-30", 0.415300546448, 0.417582417582, 0.415300546448},
    };
    for (const Row& row : rows) {
        const std::string name = std::string("ISDA paper ") + row.start + " to " + row.end;
        figureRow(name + " ISDA", yearFraction(day(row.start), day(row.end), DayCount::ActualActualIsda), row.isda,
                  1e-10);
        figureRow(name + " ISMA",
                  valueOf(yearFractionIsma(day(row.start), day(row.end), day(row.couponStart), day(row.couponEnd))),
                  row.isma, 1e-10);
        figureRow(name + " AFB", yearFraction(day(row.start), day(row.end), DayCount::ActualActualAfb), row.afb, 1e-10);
    }
}

void exampleRows() {
    // Examples of deltaquants.com/day-count-conventions, as in pyxirr @2b0272d src/core/scheduled/day_count.rs.
    struct Row {
        const char *start, *end;
        double actAct;
        int actual, noLeap, isda, european, plus, german, us;
    };
    const Row rows[] = {
        {"2007-12-28", "2008-02-28", 4 / 365.0 + 58 / 366.0, 62, 62, 60, 60, 60, 60, 60},
        {"2007-12-28", "2008-02-29", 4 / 365.0 + 59 / 366.0, 63, 62, 61, 61, 61, 62, 61},
        {"2007-10-31", "2008-11-30", 62 / 365.0 + 334 / 366.0, 396, 395, 390, 390, 390, 390, 390},
        {"2008-02-01", "2009-05-31", 335 / 366.0 + 150 / 365.0, 485, 484, 480, 479, 480, 479, 480},
    };
    const auto add = [](const std::string& at, const char* name, const Row& row, double figure) {
        figureRow(at + name, yearFraction(day(row.start), day(row.end), *dayCountNamed(name)), figure, 1e-15);
    };
    for (const Row& row : rows) {
        const std::string at = std::string(row.start) + " to " + row.end + " ";
        add(at, "Act/Act", row, row.actAct);
        add(at, "Act/365F", row, row.actual / 365.0);
        add(at, "Actual/360", row, row.actual / 360.0);
        add(at, "ACT/364", row, row.actual / 364.0);
        add(at, "Act/365.25", row, row.actual / 365.25);
        add(at, "NL/365", row, row.noLeap / 365.0);
        add(at, "30/360 ISDA", row, row.isda / 360.0);
        add(at, "30E/360", row, row.european / 360.0);
        add(at, "30E+/360", row, row.plus / 360.0);
        add(at, "30E/360 German", row, row.german / 360.0);
        add(at, "30/360 US", row, row.us / 360.0);
    }
}

}  // namespace

class TestDayCount : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedFiguresAreReproduced_data() {
        figureColumns();
        const auto tv15 = financeCase("TV15");
        const Date start = day("2003-11-01");
        const Date end = day("2004-05-01");
        for (const char* name : {"ISDA", "ISMA", "AFB"}) {
            figureRow(rowName(tv15) + ": " + name, yearFraction(start, end, *dayCountNamed(name)),
                      tv15["expected"][name], 1e-10);
        }
        actualActualRows();
        exampleRows();
    }
    void publishedFiguresAreReproduced() { compareFigure(); }

    void daysOfThirtyPerMonthFollowTheirRules_data() {
        // westclintech.com DAYS360: 30/360 US, 30E/360, actual; the German column by the rule of ISDA 2006 4.16(h).
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("end");
        QTest::addColumn<int>("us");
        QTest::addColumn<int>("european");
        QTest::addColumn<int>("actual");
        struct Row {
            const char *start, *end;
            int us, european, actual;
        };
        const Row rows[] = {
            {"2007-01-15", "2007-01-30", 15, 15, 15},    {"2007-01-15", "2007-02-15", 30, 30, 31},
            {"2007-09-30", "2008-03-31", 180, 180, 183}, {"2007-09-30", "2007-10-31", 30, 30, 31},
            {"2007-01-15", "2007-01-31", 16, 15, 16},    {"2007-01-31", "2007-02-28", 28, 28, 28},
            {"2007-02-28", "2007-03-31", 30, 32, 31},    {"2006-08-31", "2007-02-28", 178, 178, 181},
            {"2007-02-28", "2007-08-31", 180, 182, 184}, {"2007-02-26", "2008-02-29", 363, 363, 368},
            {"2008-02-29", "2009-02-28", 360, 359, 365}, {"2008-02-29", "2008-03-30", 30, 31, 30},
            {"2008-02-29", "2008-03-31", 30, 31, 31},    {"2007-02-28", "2007-03-05", 5, 7, 5},
            {"2007-08-31", "2008-02-29", 179, 179, 182}, {"2008-08-31", "2009-02-28", 178, 178, 181},
        };
        for (const Row& row : rows) {
            QTest::addRow("%s to %s", row.start, row.end)
                << row.start << row.end << row.us << row.european << row.actual;
        }
    }
    void daysOfThirtyPerMonthFollowTheirRules() {
        QFETCH(QString, start);
        QFETCH(QString, end);
        QFETCH(int, us);
        QFETCH(int, european);
        QFETCH(int, actual);
        const Date from = *parseDate(start.toStdString());
        const Date to = *parseDate(end.toStdString());
        QCOMPARE(dayCountDays(from, to, DayCount::Thirty360Us), us);
        QCOMPARE(dayCountDays(from, to, DayCount::Thirty360European), european);
        QCOMPARE(dayCountDays(from, to, DayCount::Actual365Fixed), actual);
    }

    void swappedDatesGiveTheNegativeFraction() {
        for (const char* name : {"act/365f", "act/act", "isma", "afb", "30/360 us", "30e+/360", "nl/365"}) {
            const DayCount convention = *dayCountNamed(name);
            const Date a = day("2007-12-28");
            const Date b = day("2010-02-28");
            QCOMPARE(yearFraction(b, a, convention), -yearFraction(a, b, convention));
            QCOMPARE(yearFraction(a, a, convention), 0.0);
        }
    }
    void longLastCouponsCountWholePeriods() {
        // Two and a half semiannual periods from 2020-01-31, whose ends stay ends of months.
        const auto fraction =
            yearFractionIsma(day("2020-01-31"), day("2021-04-30"), day("2020-01-31"), day("2020-07-31"));
        QVERIFY(std::abs(*fraction - (1.0 + 0.5 * 89.0 / 181.0)) < 1e-15);
        QVERIFY(
            !yearFractionIsma(day("2020-01-31"), day("2021-04-30"), day("2020-07-31"), day("2020-07-31")).has_value());
    }
    void unknownNamesAreListed() {
        const auto unknown = dayCountNamed("act/366");
        QVERIFY(!unknown.has_value());
        QVERIFY(unknown.error().english().find("act/365f") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestDayCount)
#include "tst_day_count.moc"
