#include <cmath>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "tests/app/support/Cli.h"

using namespace offtake::test;

namespace {

const QByteArray kMonthly =
    "month;price\n2025-07;2,10\n2025-08;2,05\n2025-09;2,00\n2025-10;2,08\n2025-11;2,20\n2025-12;2,25\n2026-01;2,40\n"
    "2026-02;2,43\n2026-03;2,61\n";

Ran forecast(const QStringList& arguments, const QByteArray& text) {
    return runCli(QStringList{"forecast", "-"} + arguments, text);
}

QJsonObject json(const QStringList& arguments, const QByteArray& text) {
    const Ran ran = forecast(arguments + QStringList{"--format", "json"}, text);
    return QJsonDocument::fromJson(ran.output).object();
}

}  // namespace

class TestCliForecast : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theHelpListsMethodsAndOptions() {
        const QByteArray help = runCli({"forecast", "--help"}).output;
        for (const char* word : {"FILE", "--catalogue WORDS", "--column NAME", "--method METHOD", "--horizon STEPS", "--levels LIST",
                                 "--every STEP", "--gaps HOW", "moore", "wright", "logistic", "gompertz", "bass", "ou", "--format FORMAT"}) {
            QVERIFY2(help.contains(word), word);
        }
    }
    void aSeriesIsForecastWithItsIntervals() {
        const QJsonObject answer = json({"--method", "moore", "--horizon", "3", "--levels", "80,95"}, kMonthly);
        QCOMPARE(answer["method"].toString(), QString("moore"));
        QCOMPARE(answer["series"]["values"].toInt(), 9);
        QCOMPARE(answer["series"]["step"].toString(), QString("month"));
        QCOMPARE(answer["series"]["last"].toString(), QString("2026-03"));
        const QJsonArray steps = answer["forecast"].toArray();
        QCOMPARE(steps.size(), 3);
        QCOMPARE(steps[0]["period"].toString(), QString("2026-04"));
        // Rents that rose are forecast to rise: 2.61 · (2.61 / 2.10)^(1/8).
        QVERIFY(std::abs(steps[0]["point"].toDouble() - 2.61 * std::pow(2.61 / 2.10, 1.0 / 8.0)) < 1e-12);
        const QJsonArray intervals = steps[2]["intervals"].toArray();
        QCOMPARE(intervals[0]["level"].toDouble(), 0.8);
        QVERIFY(intervals[1]["lower"].toDouble() < intervals[0]["lower"].toDouble());
        QVERIFY(intervals[1]["upper"].toDouble() > intervals[0]["upper"].toDouble());
    }
    void sameInputGivesTheSameBytes() {
        const Ran first = forecast({"--method", "moore"}, kMonthly);
        QCOMPARE(first.exitCode, 0);
        QCOMPARE(forecast({"--method", "moore"}, kMonthly).output, first.output);
    }
    void theTableNamesHistoryModelAndForecast() {
        const Ran ran = forecast({"--method", "moore"}, kMonthly);
        for (const char* word : {"2025-07", "2026-03", "moore", "theta", "95 % from", "2027-03"}) {
            QVERIFY2(ran.output.contains(word), word);
        }
    }
    void csvHasOneLineAStep() {
        const QByteArray csv = forecast({"--method", "moore", "--horizon", "4", "--format", "csv"}, kMonthly).output;
        QVERIFY2(csv.startsWith("step,period,point,lower-80,upper-80,lower-95,upper-95\n1,2026-04,"), csv);
        QCOMPARE(csv.count('\n'), 5);
    }
    void everyMethodOfItsKindWorks_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("wright") << QStringList{"--method", "wright", "--column", "cost", "--experience", "made"};
        QTest::newRow("logistic") << QStringList{"--method", "logistic", "--column", "made", "--saturation", "800:3000"};
        QTest::newRow("gompertz") << QStringList{"--method", "gompertz", "--column", "made", "--saturation", "800:3000"};
        QTest::newRow("bass") << QStringList{"--method", "bass", "--column", "made", "--saturation", "1000"};
    }
    void everyMethodOfItsKindWorks() {
        QFETCH(QStringList, arguments);
        const QByteArray text = "year,cost,made\n2016,9,10\n2017,8.1,18\n2018,7.5,31\n2019,6.2,55\n2020,5.9,90\n2021,5,150\n2022,4.4,230\n";
        const Ran ran = forecast(arguments, text);
        QVERIFY2(ran.exitCode == 0, ran.errors);
        QVERIFY(ran.output.contains("2023"));
    }
    void daysOfPowerPricesRevertToTheirLevel() {
        QByteArray text = "time,price\n";
        for (int day = 1; day <= 28; ++day) {
            for (const int hour : {0, 12}) {
                text += QByteArray::number(20260200 + day) + (hour == 0 ? " 00:00," : " 12:00,") +
                        QByteArray::number(50 + 7 * std::sin(day * 1.9) + hour) + '\n';
            }
        }
        const Ran ran = forecast({"--method", "ou", "--every", "day", "--horizon", "3"}, text);
        QVERIFY2(ran.exitCode == 0, ran.errors);
        QVERIFY(ran.output.contains("2026-03-01"));
        QVERIFY(ran.errors.contains("Deviations average out within a month"));
    }
    void everyCommonFormOfDatesAndNumbersIsRead_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("step");
        QTest::addColumn<QString>("last");
        QTest::newRow("months") << QByteArray("2026-01,2.5\n2026-02,2.6\n2026-03,2.4\n") << "month" << "2026-03";
        QTest::newRow("names of months") << QByteArray("Jan 2026,2.5\nFebruary 2026,2.6\nMar 2026,2.4\n") << "month" << "2026-03";
        QTest::newRow("ends of months") << QByteArray("2026-01-31,2.5\n2026-02-28,2.6\n2026-03-31,2.4\n") << "month" << "2026-03";
        QTest::newRow("digits alone") << QByteArray("date,price\n202601,2.5\n202602,2.6\n202603,2.4\n") << "month" << "2026-03";
        QTest::newRow("quarters") << QByteArray("2025Q3,2.5\n2025-Q4,2.6\nQ1 2026,2.4\n") << "quarter" << "2026-Q1";
        QTest::newRow("weeks") << QByteArray("2026-W05,2.5\n2026-W06,2.6\n2026W07,2.4\n") << "week" << "2026-02-09";
        QTest::newRow("with a time") << QByteArray("2026-01-01T00:00:00Z,2.5\n2026-02-01T00:00:00Z,2.6\n2026-03-01T00:00:00Z,2.4\n") << "month" << "2026-03";
        QTest::newRow("the day first, as one date shows") << QByteArray("date,price\n29/01/2026,2.5\n30/01/2026,2.6\n31/01/2026,2.4\n") << "day" << "2026-01-31";
        QTest::newRow("semicolons and commas after a mark of byte order")
            << QByteArray("\xEF\xBB\xBF" "Datum;Preis\r\n01.01.2026;2,5\r\n01.02.2026;2,6\r\n01.03.2026;2,4\r\n") << "month" << "2026-03";
        QTest::newRow("the newest first") << QByteArray("2026-03,2.4\n2026-02,2.6\n2026-01,2.5\n") << "month" << "2026-03";
        QTest::newRow("no dates and no header") << QByteArray("2.5\n2.6\n2.4\n") << "step" << "3";
    }
    void everyCommonFormOfDatesAndNumbersIsRead() {
        QFETCH(QByteArray, text);
        const QJsonObject answer = json({"--method", "naive"}, text);
        QTEST(answer["series"]["step"].toString(), "step");
        QTEST(answer["series"]["last"].toString(), "last");
        QCOMPARE(answer["series"]["last-value"].toDouble(), 2.4);
    }
    void pricesOfTheCatalogueAreForecast() {
        const Ran ran = runCli({"forecast", "--catalogue", "T4 street", "--method", "moore", "--format", "json"});
        QVERIFY2(ran.exitCode == 0, ran.errors);
        const QJsonObject answer = QJsonDocument::fromJson(ran.output).object();
        QCOMPARE(answer["series"]["source"].toString(), QString("catalogue"));
        QVERIFY(answer["series"]["name"].toString().contains("T4"));
    }
    void theDefaultIsTheMeanOfSmoothingAndThetaAndIsTested() {
        QByteArray text = "month,price\n";
        for (int month = 0; month < 36; ++month) {
            text += QString("%1-%2,%3\n").arg(2023 + month / 12).arg(month % 12 + 1, 2, 10, QChar('0')).arg(3.0 + 0.02 * month + 0.2 * std::sin(1.3 * month * month)).toUtf8();
        }
        const QJsonObject answer = json({"--horizon", "2"}, text);
        QCOMPARE(answer["method"].toString(), QString("combined"));
        const QJsonArray scores = answer["back-test"]["scores"].toArray();
        QCOMPARE(scores[0]["method"].toString(), QString("combined"));
        QVERIFY(scores[0]["mase"].toDouble() > 0.0);
        QVERIFY(scores.size() >= 3);
        QVERIFY(answer["notes"].toArray().last().toString().startsWith("In the back-test"));
        const QJsonObject best = json({"--horizon", "2", "--method", "best"}, text);
        double lowest = INFINITY;
        QString lowestMethod;
        for (const QJsonValue& score : best["back-test"]["scores"].toArray()) {
            if (score["mase"].toDouble() < lowest) {
                lowest = score["mase"].toDouble();
                lowestMethod = score["method"].toString();
            }
        }
        QCOMPARE(best["method"].toString(), lowestMethod);
        // The command that only tests says the same of the same methods.
        const Ran ran = runCli({"backtest", "-", "--format", "json"}, text);
        const QJsonObject test = QJsonDocument::fromJson(ran.output).object();
        QCOMPARE(test["best"].toString(), lowestMethod);
        QCOMPARE(test["scores"], best["back-test"]["scores"]);
    }
    void aFormOfSmoothingIsTakenAtItsWord() {
        for (const auto& [asked, model] : {std::pair{"ANN", "ETS(A,N,N)"}, std::pair{"MMdN", "ETS(M,Md,N)"}, std::pair{"ETS(A,Ad,N)", "ETS(A,Ad,N)"}}) {
            const QJsonObject answer = json({"--method", "ets", "--form", asked}, kMonthly);
            QCOMPARE(answer["model"].toString(), QString(model));
        }
        const Ran unknown = forecast({"--method", "ets", "--form", "MDM"}, kMonthly);
        QVERIFY(unknown.exitCode != 0 && unknown.errors.contains("MDM"));
        const Ran other = forecast({"--method", "theta", "--form", "ANN"}, kMonthly);
        QVERIFY(other.exitCode != 0 && other.errors.contains("--form"));
    }
    void backTestsAreListedByMethod() {
        const Ran ran = runCli({"backtest", "-", "--methods", "naive,drift,moore,logistic", "--origins", "2", "--horizon", "1", "--frequency", "1"}, kMonthly);
        QVERIFY2(ran.exitCode == 0, ran.errors);
        for (const char* word : {"2 origins, 1 steps", "naive", "moore", "coverage-95", "where growth ends"}) {
            QVERIFY2(ran.output.contains(word) || ran.errors.contains(word), ran.output);
        }
        const Ran csv = runCli({"backtest", "-", "--methods", "naive", "--origins", "2", "--horizon", "1", "--frequency", "1", "--format", "csv"}, kMonthly);
        QVERIFY(csv.output.startsWith("method,mase,rmsse,smape,rmse,coverage-80,coverage-95,msis,pinball,reason\nnaive,"));
    }
    void whatCannotBeTestedSaysWhy() {
        const Ran tooShort = runCli({"backtest", "-"}, kMonthly);  // nine months are less than a year of seasons
        QCOMPARE(tooShort.exitCode, 10);
        QVERIFY(tooShort.output.isEmpty());
        QVERIFY2(tooShort.errors.startsWith("offtake-cli: standard input: "), tooShort.errors);
        QCOMPARE(runCli({"backtest", "-", "--frequency", "1", "--methods", "magic"}, kMonthly).exitCode, 3);
        QCOMPARE(runCli({"backtest", "-", "--frequency", "1", "--origins", "50"}, kMonthly).exitCode, 10);
        QCOMPARE(runCli({"backtest", "-", "--origins", "0"}, kMonthly).exitCode, 2);
        QCOMPARE(runCli({"forecast", "-", "--method", "best"}, kMonthly).exitCode, 10);
    }
    void gapsAreNamedAndFilledOnlyWhenToldSo() {
        QByteArray text = kMonthly;
        text.replace("2025-10;2,08\n", "");
        const Ran refused = forecast({"--method", "moore"}, text);
        QCOMPARE(refused.exitCode, 3);
        QVERIFY(refused.output.isEmpty());
        QVERIFY2(refused.errors.contains("2025-10") && refused.errors.contains("--gaps interpolate"), refused.errors);
        const Ran filled = forecast({"--method", "moore", "--gaps", "interpolate"}, text);
        QCOMPARE(filled.exitCode, 0);
        QVERIFY(filled.errors.contains("1 of 9 steps have no value: 2025-10"));
    }

    void whatCannotBeForecastSaysWhy_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("says");
        const QStringList moore{"--method", "moore"};
        QTest::newRow("one point") << QByteArray("2025-01,5\n") << moore << 10 << "at least 3 values and has 1";
        QTest::newRow("all equal") << QByteArray("2025-01,5\n2025-02,5\n2025-03,5\n") << moore << 10 << "all 3 values are equal";
        QTest::newRow("a zero under a logarithm") << QByteArray("2025-01,5\n2025-02,0\n2025-03,5\n") << moore << 3 << "value 2 of the series is 0";
        QTest::newRow("unknown column") << kMonthly << (moore + QStringList{"--column", "rent"}) << 3 << "The columns are month, price";
        QTest::newRow("unknown method") << kMonthly << QStringList{"--method", "magic"} << 3 << "The methods are";
        QTest::newRow("level of 100") << kMonthly << (moore + QStringList{"--levels", "100"}) << 3 << "above 0 and below 100";
        QTest::newRow("level that is no number") << kMonthly << (moore + QStringList{"--levels", "80,x"}) << 3 << "--levels";
        QTest::newRow("horizon of zero") << kMonthly << (moore + QStringList{"--horizon", "0"}) << 2 << "--horizon";
        QTest::newRow("no saturation") << QByteArray("1\n2\n4\n8\n16\n32\n") << QStringList{"--method", "logistic"} << 10 << "where growth ends";
        QTest::newRow("wright without experience") << kMonthly << QStringList{"--method", "wright"} << 3 << "cumulative production";
        QTest::newRow("ambiguous dates") << QByteArray("01/02/2025,5\n02/03/2025,6\n03/04/2025,5\n") << moore << 3 << "--day-order";
        QTest::newRow("doubled date") << QByteArray("2025-01,5\n2025-01,6\n2025-02,5\n") << moore << 3 << "lines 2";
        QTest::newRow("not a number") << QByteArray("2025-01,5\n2025-02,x\n2025-03,5\n") << moore << 3 << "standard input: Line 2";
        QTest::newRow("empty") << QByteArray("") << moore << 10 << "there are no values";
        QTest::newRow("day numbers of a spreadsheet") << QByteArray("date,price\n46023,5\n46054,6\n46082,5\n") << moore + QStringList{"--dates", "date", "--column", "price"} << 3 << "day number of a spreadsheet";
        QTest::newRow("a level twice") << kMonthly << (moore + QStringList{"--levels", "95,80,95"}) << 3 << "a level twice";
        QTest::newRow("theta that is no number") << kMonthly << (moore + QStringList{"--theta", "nan"}) << 2 << "nan is no number from 0 to 1";
        QTest::newRow("endless launch") << kMonthly << QStringList{"--method", "bass", "--saturation", "9", "--launch", "inf"} << 2 << "inf is no number";
        QTest::newRow("volatility that is no number") << kMonthly << QStringList{"--method", "ou", "--slow-volatility", "nan"} << 2 << "nan is no number";
        QTest::newRow("numbers that cannot be squared") << QByteArray("2025-01,1e-300\n2025-02,2e-300\n2025-03,4e-300\n") << QStringList{} << 3 << "another unit";
        QTest::newRow("a thousands separator") << QByteArray("2025-01,\"1,234.5\"\n2025-02,\"1,334.5\"\n") << moore << 3 << "without group separators";
        QTest::newRow("horizon of a billion") << kMonthly << (moore + QStringList{"--horizon", "1000000000"}) << 2 << "1 to 2000";
        QTest::newRow("no regular step") << QByteArray("2026-01-03,1\n2026-01-07,2\n2026-02-19,3\n2026-03-01,2\n") << moore << 3 << "--every month";
        QTest::newRow("no condition") << kMonthly << (moore + QStringList{"--where", "month"}) << 3 << "COLUMN=VALUE";
    }
    void whatCannotBeForecastSaysWhy() {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const Ran ran = forecast(arguments, text);
        QVERIFY2(ran.errors.contains(says.toUtf8()), ran.errors);
        QTEST(ran.exitCode, "exit");
        QVERIFY(ran.output.isEmpty());
    }
    void aFileThatIsNotThereIsSaid() {
        QCOMPARE(runCli({"forecast", "no-such-file.csv"}).exitCode, 4);
        QCOMPARE(runCli({"forecast"}).exitCode, 2);
        QCOMPARE(runCli({"forecast", "a.csv", "--catalogue", "b"}).exitCode, 2);
    }
};

QTEST_APPLESS_MAIN(TestCliForecast)
#include "tst_cli_forecast.moc"
