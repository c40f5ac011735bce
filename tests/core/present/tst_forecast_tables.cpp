#include <QtTest>

#include "core/present/ForecastTables.h"

using namespace offtake;
using namespace offtake::present;

namespace {

forecast::OutlookTest sampleTest() {
    forecast::OutlookTest test;
    test.origins = 5;
    test.horizon = 3;
    forecast::OutlookScore good{"combined", {}, 0.8, 0.9, 12.5, 1.0, 0.75, 0.95, 4.0, 0.3};
    forecast::OutlookScore better{"naive", {}, 0.5, 0.6, 10.0, 1.0, 0.8, 1.0, 4.0, 0.2};
    forecast::OutlookScore failed;
    failed.method = "moore";
    failed.failure = Error{ErrorCode::OutOfBounds, {}, {"needs positive values.", {}}, {}};
    test.scores = {good, better, failed};
    return test;
}

}  // namespace

class TestForecastTables : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theBackTestNamesTheBestAndSaysWhyAMethodFailed() {
        const TableSpec table = backtestTable(sampleTest());
        QCOMPARE(table.rows.size(), std::size_t(3));
        QCOMPARE(table.rows[1].id, std::string("naive"));
        QVERIFY(table.rows[1].cells[0].bold && !table.rows[0].cells[0].bold);
        QCOMPARE(cellText(table, 0, 1), std::string("0.80"));
        QCOMPARE(cellText(table, 0, 4), std::string("75"));  // coverage in percent
        QCOMPARE(shownUnit(table, 0, 4), std::string("%"));
        const auto* missing = std::get_if<MissingCell>(&table.rows[2].cells[1].value);
        QVERIFY(missing != nullptr);
        QCOMPARE(missing->reason, std::string("needs positive values."));
        QVERIFY(table.subtitle.find("5 origins") != std::string::npos);
    }
    void theSentenceComparesTheMethodWithTheBest() {
        const auto test = sampleTest();
        QCOMPARE(backtestSentence(test, "combined"),
                 std::string("Back-test, 5 origins and 3 steps ahead: MASE 0.80, Naive is lowest; 75 % of values fell within the 80 % interval."));
        QVERIFY(backtestSentence(test, "naive").find("the lowest of those tested") != std::string::npos);
        QVERIFY(backtestSentence(test, "moore").find("could not forecast") != std::string::npos);
    }
    void theModelListsMethodSpanAndParameters() {
        forecast::Series series;
        series.values = {1.0, 2.0, 3.0};
        series.step = forecast::Step::Year;
        series.start = date(2023, 1, 1);
        forecast::Outlook outlook;
        outlook.method = "ets";
        outlook.model = "ETS(A,N,N)";
        outlook.parameters = {{"alpha", 0.25}, {"AICc", 12.0}};
        const TableSpec table = modelTable(series, outlook);
        QCOMPARE(table.rows.size(), std::size_t(5));
        QCOMPARE(cellText(table, 0, 1), std::string("Exponential smoothing"));
        QCOMPARE(std::get<TextCell>(table.rows[2].cells[1].value).note, std::string("2023 to 2025"));
        QCOMPARE(table.rows[4].id, std::string("AICc"));
        QCOMPARE(cellText(table, 4, 1), std::string("12"));
    }
};

QTEST_APPLESS_MAIN(TestForecastTables)
#include "tst_forecast_tables.moc"
