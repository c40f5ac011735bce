#include <cmath>

#include <QtTest>

#include "data/series/SeriesCsv.h"

using namespace offtake;
using namespace offtake::series;
using forecast::Step;

namespace {

Expected<Observations> read(const char* text, CsvOptions options = {}) {
    options.name = "prices.csv";
    return readSeriesCsv(text, options);
}

Expected<Regular> regularOf(const char* text, std::optional<Step> every = std::nullopt, CsvOptions options = {}) {
    const auto observations = read(text, std::move(options));
    return observations ? regular(*observations, every) : tl::make_unexpected(observations.error());
}

std::string english(const Error& error) {
    return error.english();
}

bool has(const Regular& result, Finding::Kind kind, const char* words) {
    for (const Finding& finding : result.findings) {
        if (finding.kind == kind && finding.text.english().find(words) != std::string::npos) {
            return true;
        }
    }
    return false;
}

}  // namespace

class TestSeriesCsv : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theStepIsInferredFromTheDates_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("step");
        QTest::addColumn<int>("season");
        QTest::newRow("years") << QByteArray("year,price\n2023,3\n2024,2\n2025,2.5\n") << "year" << 1;
        QTest::newRow("quarters") << QByteArray("2025Q1,3\n2025Q2,2\n2025Q3,2.5\n") << "quarter" << 4;
        QTest::newRow("months") << QByteArray("date;price\n2025-01;3,5\n2025-02;2\n2025-03;2,5\n") << "month" << 12;
        QTest::newRow("month ends") << QByteArray("31.01.2025\t3\n28.02.2025\t2\n31.03.2025\t2.5\n") << "month" << 12;
        QTest::newRow("weeks") << QByteArray("2025-01-06,3\n2025-01-13,2\n2025-01-20,2.5\n") << "week" << 1;
        QTest::newRow("days") << QByteArray("2025-01-06,3\n2025-01-07,2\n2025-01-08,2.5\n") << "day" << 7;
        QTest::newRow("hours") << QByteArray("2025-01-06 22:00,3\n2025-01-06 23:00,2\n2025-01-07 00:00,2.5\n") << "hour" << 24;
        QTest::newRow("no dates") << QByteArray("price\n3\n2\n2.5\n") << "step" << 1;
    }
    void theStepIsInferredFromTheDates() {
        QFETCH(QByteArray, text);
        const auto result = regularOf(text);
        QVERIFY2(result.has_value(), result ? "" : english(result.error()).c_str());
        QTEST(QString::fromUtf8(forecast::nameOf(result->series.step).data()), "step");
        QTEST(result->series.seasonLength, "season");
        QCOMPARE(result->series.values.size(), std::size_t(3));
        QCOMPARE(result->series.values[2], 2.5);
        QVERIFY(result->findings.empty());
    }
    void theColumnIsNamedNumberedOrTheOnlyOne() {
        const char* text = "date,open,close\n2025-01,1,2\n2025-02,3,4\n";
        const auto unclear = read(text);
        QVERIFY(!unclear);
        QCOMPARE(unclear.error().code, ErrorCode::Inconsistent);
        QVERIFY(english(unclear.error()).find("date, open, close") != std::string::npos);
        CsvOptions close;
        close.column = "Close";
        QCOMPARE(read(text, close)->rows[1].value, 4.0);
        QCOMPARE(read(text, close)->name, std::string("close"));
        close.column = "2";
        QCOMPARE(read(text, close)->rows[1].value, 3.0);
        close.column = "volume";
        QCOMPARE(read(text, close).error().code, ErrorCode::UnknownName);
    }
    void oneSeriesOfSeveralIsChosenByACondition() {
        const char* text = "technology,year,cost\nA,2020,5\nA,2021,4\nB,2020,9\nB,2021,8\n";
        CsvOptions options;
        options.where = {{"technology", "B"}};
        const auto result = regularOf(text, std::nullopt, options);
        QVERIFY2(result.has_value(), result ? "" : english(result.error()).c_str());
        QCOMPARE(result->series.values, (std::vector<double>{9.0, 8.0}));
        options.where = {{"technology", "C"}};
        QCOMPARE(read(text, options).error().code, ErrorCode::NoSolution);
        // Without it every year stands twice, and the message says what to do.
        const auto twice = regularOf(text);
        QVERIFY(!twice);
        QVERIFY(english(twice.error()).find("--where") != std::string::npos);
    }
    void oneUnambiguousDateTellsTheOrderOfAll() {
        const auto result = read("day,price\n03/04/2026,1\n13/04/2026,2\n");
        QVERIFY(result.has_value());
        QCOMPARE(result->rows[0].when->day, date(2026, 4, 3));
        const auto american = read("day,price\n03/04/2026,1\n03/14/2026,2\n");
        QCOMPARE(american->rows[0].when->day, date(2026, 3, 4));
    }
    void ambiguousOrMixedOrdersAreRefusedWithTheirLine() {
        const auto ambiguous = read("day,price\n03/04/2026,1\n04/05/2026,2\n");
        QVERIFY(!ambiguous);
        QVERIFY2(english(ambiguous.error()).starts_with("prices.csv: Line 2:"), english(ambiguous.error()).c_str());
        QVERIFY(english(ambiguous.error()).find("--day-order") != std::string::npos);
        CsvOptions told;
        told.dayOrder = DayOrder::MonthFirst;
        QCOMPARE(read("day,price\n03/04/2026,1\n04/05/2026,2\n", told)->rows[0].when->day, date(2026, 3, 4));
        const auto mixed = read("day,price\n13/04/2026,1\n04/15/2026,2\n");
        QVERIFY(!mixed);
        QVERIFY(english(mixed.error()).find("line 2 has the day first, line 3 the month") != std::string::npos);
    }
    void gapsAreReportedAndCanBeFilled() {
        auto result = regularOf("2025-01,1\n2025-02,2\n2025-05,5\n2025-06,\n2025-07,7\n");
        QVERIFY2(result.has_value(), result ? "" : english(result.error()).c_str());
        QCOMPARE(result->gaps, std::size_t(3));
        QVERIFY(has(*result, Finding::Kind::Gap, "3 of 7 steps have no value: 2025-03, 2025-04, 2025-06."));
        QVERIFY(std::isnan(result->series.values[2]));
        QCOMPARE(interpolate(result->series), std::size_t(3));
        QCOMPARE(result->series.values, (std::vector<double>{1, 2, 3, 4, 5, 6, 7}));
    }
    void missingValuesAtTheEndsAreNoGaps() {
        const auto result = regularOf("2025-01,NA\n2025-02,2\n2025-03,3\n2025-04,\n");
        QVERIFY(result.has_value());
        QCOMPARE(result->series.values, (std::vector<double>{2, 3}));
        QCOMPARE(*result->series.start, date(2025, 2, 1));
        QCOMPARE(result->gaps, std::size_t(0));
    }
    void duplicatesAreRefusedWithTheirLinesUnlessAveraged() {
        const char* text = "2025-01,1\n2025-02,2\n2025-02,4\n2025-03,3\n";
        const auto refused = regularOf(text);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Inconsistent);
        QVERIFY2(english(refused.error()).find("2025-02-01: look at lines 3") != std::string::npos, english(refused.error()).c_str());
        QCOMPARE(regularOf(text, Step::Month)->series.values, (std::vector<double>{1, 3, 3}));
    }
    void rowsOutOfOrderAreSortedAndSaid() {
        const auto result = regularOf("2025-03,3\n2025-02,2\n2025-01,1\n");
        QVERIFY(result.has_value());
        QCOMPARE(result->series.values, (std::vector<double>{1, 2, 3}));
        QVERIFY(has(*result, Finding::Kind::Unordered, "sorted"));
    }
    void irregularDistancesAreRefusedUntilAveraged() {
        const char* text = "2025-01-03,1\n2025-01-29,3\n2025-02-11,4\n2025-04-30,6\n";
        const auto refused = regularOf(text);
        QVERIFY(!refused);
        QVERIFY(english(refused.error()).find("no regular step") != std::string::npos);
        QVERIFY(english(refused.error()).find("--every month") != std::string::npos);
        const auto monthly = regularOf(text, Step::Month);
        QVERIFY(monthly.has_value());
        QCOMPARE(monthly->series.values.size(), std::size_t(4));
        QCOMPARE(monthly->series.values[0], 2.0);
        QCOMPARE(monthly->gaps, std::size_t(1));
    }
    void anAverageOfFewValuesIsPointedOut() {
        std::string text;
        for (int day = 1; day <= 28; ++day) {
            text += "2025-01-" + std::string(day < 10 ? "0" : "") + std::to_string(day) + ",1\n";
        }
        const auto result = regularOf((text + "2025-02-01,5\n").c_str(), Step::Month);
        QVERIFY(result.has_value());
        QVERIFY(has(*result, Finding::Kind::Partial, "2025-02 is the average of 1 values"));
    }
    void hoursBecomeDays() {
        const auto result = regularOf("2025-01-01 00:00,1\n2025-01-01 12:00,3\n2025-01-02 00:00,5\n", Step::Day);
        QVERIFY(result.has_value());
        QCOMPARE(result->series.values, (std::vector<double>{2, 5}));
        QCOMPARE(result->series.step, Step::Day);
    }
    void faultyCellsAreNamedWithFileAndLine_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("no number") << QByteArray("date,price\n2025-01,1\n2025-02,cheap\n") << "prices.csv: Line 3: \"cheap\" is not a number";
        QTest::newRow("currency") << QByteArray("date,price\n2025-01,$1\n2025-02,2\n") << "Line 2";
        QTest::newRow("no date") << QByteArray("date,price\n2025-01,1\n,2\n") << "Line 3: the value 2 has no date";
        QTest::newRow("no day") << QByteArray("date,price\n2025-02-30,1\n2025-03-01,2\n") << "prices.csv: Line 2: \"2025-02-30\"";
        QTest::newRow("one date of many") << QByteArray("2025-01,1\n2025-02,2\nFeb,2\n") << "Line 3: \"Feb\"";
        QTest::newRow("empty") << QByteArray("") << "there are no values";
        QTest::newRow("header alone") << QByteArray("date,price\n") << "there are no values";
        QTest::newRow("open quote") << QByteArray("date,price\n\"2025-01,1\n") << "never closed";
    }
    void faultyCellsAreNamedWithFileAndLine() {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        const auto result = regularOf(text);
        QVERIFY(!result);
        QVERIFY2(QString::fromStdString(english(result.error())).contains(says), english(result.error()).c_str());
    }
    void aFaultyDateOfANamedColumnIsNamedWithItsLine() {
        CsvOptions options;
        options.dates = "date";
        const auto result = read("date,price\n2025-02-30,1\n2025-03-01,2\n", options);
        QVERIFY(!result);
        QVERIFY2(english(result.error()).starts_with("prices.csv: Line 2: \"2025-02-30\""), english(result.error()).c_str());
    }
    void anyBytesAreReadOrRefusedButNeverCrash() {
        // Every prefix of a text that has a bit of everything.
        const QByteArray text = "d;p\n03/04/2026;1,5\n\"31.12.2026 12:00\";NA\n2026Q4;-2e3\nJan 2026;\xff\n;;\n";
        for (qsizetype length = 0; length <= text.size(); ++length) {
            const QByteArray part = text.left(length);
            const auto result = readSeriesCsv(std::string_view(part.constData(), static_cast<std::size_t>(part.size())));
            QVERIFY(result || !result.error().reason.text.empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestSeriesCsv)
#include "tst_series_csv.moc"
