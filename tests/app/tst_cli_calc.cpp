#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "tests/app/support/Cli.h"

using namespace offtake::test;

class TestCliCalc : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theHelpListsEveryOptionAndFunctionWithItsArguments() {
        const QByteArray help = runCli({"calc", "--help"}).output;
        for (const char* word : {"--arg NAME=VALUE", "FUNCTION", "INPUT", "\n  irr\n", "\n  xirr\n", "\n  npv\n", "\n  pmt\n", "\n  macrs\n",
                                 "\n  days\n", "        from ", "        flows "}) {
            QVERIFY2(help.contains(word), word);
        }
    }

    void argumentsComeFromJsonFilesStandardInputCsvAndSettings_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("input");
        const QByteArray json = R"({"from": "2026-07-01", "to": "2029-12-31"})";
        QTest::newRow("JSON text") << QStringList{"calc", "days", json} << QByteArray();
        QTest::newRow("standard input") << QStringList{"calc", "days", "-"} << json;
        QTest::newRow("CSV") << QStringList{"calc", "days", "-"} << QByteArray("from,to\n2026-07-01,2029-12-31\n");
        QTest::newRow("CSV with semicolons and CRLF")
            << QStringList{"calc", "days", "-"} << QByteArray("\xEF\xBB\xBF" "to;from\r\n2029-12-31;2026-07-01\r\n");
        QTest::newRow("settings") << QStringList{"calc", "days", "--arg", "from=2026-07-01", "--arg", "to=2029-12-31"}
                                  << QByteArray();
        QTest::newRow("settings win") << QStringList{"calc", "days", json, "--arg", "from=2026-07-01"} << QByteArray();
    }
    void argumentsComeFromJsonFilesStandardInputCsvAndSettings() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, input);
        const Ran ran = runCli(arguments + QStringList{"--format", "json"}, input);
        QVERIFY2(ran.exitCode == 0 && ran.errors.isEmpty(), ran.errors);
        // 2026-07-01 to 2029-12-31: 3 years and a leap day (1096) to 2029-07-01, then 183 days.
        QCOMPARE(QJsonDocument::fromJson(ran.output).object()["days"].toInt(), 1279);
    }
    void aFileIsRead() {
        QTemporaryDir folder;
        QFile file(folder.filePath("dates.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"from": "2026-07-01", "to": "2026-07-31"})");
        file.close();
        QCOMPARE(runCli({"calc", "days", file.fileName(), "--format", "csv"}).output, QByteArray("name,value\ndays,30\n"));
    }
    void theTableIsForReading() {
        QCOMPARE(runCli({"calc", "days", "--arg", "from=2026-07-01", "--arg", "to=2026-07-31"}).output,
                 QByteArray("name  value\n----  -----\ndays     30\n"));
    }

    void functionsGiveTheirResultByName_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("expected");
        const auto row = [](const char* function, const char* json, const char* name, double expected) {
            QTest::newRow(qPrintable(QString("%1 %2").arg(function, name)))
                << QStringList{"calc", function, json} << name << expected;
        };
        // Closed forms, written out; each argument of a function is given another value, so that none can be swapped.
        row("fv", R"({"rate": 0.1, "nper": 2, "pmt": -5, "pv": -100})", "fv", 100 * 1.21 + 5 * 2.1);
        row("fv", R"({"rate": 0.1, "nper": 2, "pmt": -5, "pv": -100, "when": "begin"})", "fv", 100 * 1.21 + 5 * 2.1 * 1.1);
        row("pv", R"({"rate": 0.1, "nper": 2, "pmt": -5, "fv": -121})", "pv", 5 / 1.1 + 5 / 1.21 + 100);
        row("pmt", R"({"rate": 0.1, "nper": 2, "pv": 100, "fv": -21})", "pmt", -(100 * 1.21 - 21) / 2.1);
        row("ipmt", R"({"rate": 0.1, "per": 1, "nper": 2, "pv": 100})", "ipmt", -10);
        row("ppmt", R"({"rate": 0.1, "per": 1, "nper": 2, "pv": 100})", "ppmt", -(121 / 2.1 - 10));
        row("balance", R"({"rate": 0.1, "per": 1, "nper": 2, "pv": 100})", "balance", 110 - 121 / 2.1);
        row("nper", R"({"rate": 0.1, "pmt": -60.5, "pv": 105})", "nper", 2);
        row("rate", R"({"nper": 2, "pmt": -60.5, "pv": 105})", "rate", 0.1);
        row("npv", R"({"rate": 0.1, "flows": [-100, 55, 121]})", "npv", 50);
        row("npv-excel", R"({"rate": 0.1, "flows": [-110, 60.5, 133.1]})", "npv", 50);
        row("irr", "[-100, 230, -132]", "irr", 0.1);  // 100 (g - 1.1) (g - 1.2) = 0
        row("mirr", R"({"flows": [-100, 50, 66], "finance-rate": 0.3, "reinvest-rate": 0.1})", "mirr", 0.1);
        row("xirr", R"({"dates": ["2021-01-01", "2022-01-01"], "flows": [-100, 110]})", "xirr", 0.1);
        row("xirr", R"({"dates": ["2021-01-01", "2022-01-01"], "flows": [-100, 110], "day-count": "30E/360"})", "xirr", 0.1);
        row("xnpv", R"({"rate": 0.1, "dates": ["2021-01-01", "2022-01-01"], "flows": [-50, 110]})", "xnpv", 50);
        row("xnfv", R"({"rate": 0.1, "dates": ["2021-01-01", "2022-01-01"], "flows": [-50, 110]})", "xnfv", 55);
        row("payback", "[-100, 40, 120]", "periods", 1.5);
        row("discounted-payback", R"({"rate": 0.1, "flows": [-100, 55, 121]})", "periods", 1.5);
        row("crf", R"({"rate": 0.1, "years": 2})", "crf", 1.21 / 2.1);
        row("lcoe", R"({"capital": 1000, "charge-rate": 0.1, "fixed": 50, "variable": 2, "output": 75})", "lcoe", 4);
        row("convert-rate", R"({"rate": 0.2, "from": "semiannual", "to": "annual"})", "rate", 0.21);
        row("nominal-rate", R"({"real": 0.1, "inflation": 0.02})", "nominal", 0.122);
        row("real-rate", R"({"nominal": 0.122, "inflation": 0.02})", "real", 0.1);
        row("forward-price", R"({"price1": 4, "years1": 1, "price2": 3, "years2": 3})", "price", 2.5);
        row("price-path", R"({"one-year": 4, "average": 3, "years": 2})", "ratio", 0.5);
        row("day-count", R"({"from": "2026-01-31", "to": "2026-07-31", "convention": "30E/360"})", "years", 0.5);
        row("day-count", R"({"from": "2026-01-31", "to": "2026-07-31"})", "days", 181);
        // The published terms of SpaceX and Reflection: $150 M a month over 42 months are $6.3 B.
        row("months", R"({"start": "2026-07-01", "last": "2029-12-31"})", "billed", 42);
        row("commitment", R"({"price": 150e6, "start": "2026-07-01", "last": "2029-12-31", "months-before": 3, "notice-days": 90})",
            "headline", 6.3e9);
        row("commitment", R"({"price": 150e6, "start": "2026-07-01", "last": "2029-12-31", "months-before": 3, "notice-days": 90})",
            "firm", 0.9e9);
        row("unit-price", R"({"revenue": 175200, "units": 4, "hours": 8760})", "price", 5);
    }
    void functionsGiveTheirResultByName() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, name);
        QFETCH(double, expected);
        const Ran ran = runCli(arguments + QStringList{"--format", "json"});
        QVERIFY2(ran.exitCode == 0, ran.errors);
        const QJsonValue found = QJsonDocument::fromJson(ran.output).object()[name];
        QVERIFY2(found.isDouble(), ran.output);
        // A few roundings of doubles in the closed forms and in the program.
        QVERIFY2(std::abs(found.toDouble() - expected) <= 1e-13 * std::max(1.0, std::abs(expected)), ran.output);
    }
    void schedulesAreRows() {
        // IRS Publication 946, Table A-1, five-year property: 20, 32, 19.2, 11.52, 11.52, 5.76 %.
        QCOMPARE(runCli({"calc", "macrs", "--arg", "basis=10000", "--arg", "class=5", "--format", "csv"}).output,
                 QByteArray("year,charge\n1,2000\n2,3200\n3,1920\n4,1152\n5,1152\n6,576\n"));
        QCOMPARE(runCli({"calc", "straight-line", "--arg", "cost=90", "--arg", "salvage=10", "--arg", "life=2", "--arg",
                         "first-year=half", "--format", "csv"}).output,
                 QByteArray("year,charge\n1,20\n2,40\n3,20\n"));
        QCOMPARE(runCli({"calc", "loan", "--arg", "amount=100", "--arg", "rate=0", "--arg", "periods=2", "--arg", "balloon=40"}).output,
                 QByteArray("period  opening  payment  interest  principal  closing\n"
                            "------  -------  -------  --------  ---------  -------\n"
                            "     1   100.00    30.00      0.00      30.00    70.00\n"
                            "     2    70.00    30.00      0.00      30.00    40.00\n"));
    }
    void severalRatesOfReturnAreAllGivenAndWarnedOf() {
        const Ran ran = runCli({"calc", "irr", "[-100, 230, -132]", "--format", "json"});
        QCOMPARE(ran.exitCode, 0);
        const QJsonObject answer = QJsonDocument::fromJson(ran.output).object();
        QCOMPARE(answer["rates"].toArray().size(), 2);
        QCOMPARE(answer["rates"][1].toDouble(), 0.2);
        QCOMPARE(answer["warnings"].toArray().size(), 1);
        QVERIFY2(ran.errors.startsWith("offtake-cli: warning: 2 rates"), ran.errors);
        QVERIFY(runCli({"calc", "irr", "[-100, 110]"}).errors.isEmpty());
    }

    void badInputNamesTheArgumentAndFails_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("names");
        const auto row = [](const char* name, const QByteArray& input, int exit, const char* names) {
            QTest::newRow(name) << QStringList{"calc", "add-months", "-"} << input << exit << names;
        };
        row("empty", "", 3, "standard input: is empty");
        row("blank", " \n", 3, "standard input: is empty");
        row("cut off", "{\"date\": \"2026-07-01\",\n \"mon", 3, "line 2");
        row("not a number", "{\"date\": \"2026-07-01\", \"months\": NaN}", 3, "not JSON");
        row("infinite", "{\"date\": \"2026-07-01\", \"months\": 1e999}", 3, "too large");
        row("number as text", "{\"date\": \"2026-07-01\", \"months\": \"3\"}", 3, "add-months, months");
        row("half a month", "{\"date\": \"2026-07-01\", \"months\": 0.5}", 3, "add-months, months: 0.5");
        row("a billion months", "{\"date\": \"2026-07-01\", \"months\": 1000000000}", 3, "leave the calendar");
        row("more than counts", "{\"date\": \"2026-07-01\", \"months\": 1e300}", 3, "add-months, months");
        row("past the calendar's end", "{\"date\": \"2199-07-01\", \"months\": 3000}", 3, "calendar");
        row("no such day", "{\"date\": \"2026-02-30\", \"months\": 1}", 3, "add-months, date");
        row("argument missing", "{\"date\": \"2026-07-01\"}", 3, "\"months\" is missing");
        row("unknown argument", "{\"dat\": \"2026-07-01\"}", 3, "no argument \"dat\"");
        row("wrong type", "{\"date\": {\"a\": [1, null]}}", 3, "add-months, date: needs a date");
        row("a list where none is taken", "[1, 2]", 3, "JSON object");
        row("deep nesting", "{\"date\": " + QByteArray(100'000, '[') + "}", 3, "not JSON");
        row("bytes that are no text", "{\"date\": \"\xFF\xFE\"}", 3, "not JSON");
        row("CSV header alone", "date,months\n", 3, "add-months, date: has no value");
        row("CSV with nan", "date,months\n2026-07-01,nan\n", 3, "add-months, months");
        row("CSV with an infinite number", "date,months\n2026-07-01,1e999\n", 3, "add-months, months");
        row("CSV with ragged rows", "date,months\n2026-07-01\n", 3, "standard input");
        QTest::newRow("unknown function") << QStringList{"calc", "nope", "{}"} << QByteArray() << 3 << "\"nope\"";
        QTest::newRow("setting without a name") << QStringList{"calc", "days", "--arg", "5"} << QByteArray() << 3 << "name=value";
        QTest::newRow("setting not finite") << QStringList{"calc", "add-months", "--arg", "months=inf"} << QByteArray() << 3 << "months";
        QTest::newRow("no rate of return") << QStringList{"calc", "irr", "[1, 2]"} << QByteArray() << 10 << "irr, flows";
        QTest::newRow("never paid back") << QStringList{"calc", "payback", "[-1, 0]"} << QByteArray() << 10 << "Never";
        QTest::newRow("rate of -200 %") << QStringList{"calc", "npv", "{\"rate\": -2, \"flows\": [1]}"} << QByteArray() << 3 << "npv, rate";
        QTest::newRow("dates that lack a flow") << QStringList{"calc", "xirr", "{\"dates\": [\"2021-01-01\"], \"flows\": [1, 2]}"}
                                                << QByteArray() << 3 << "1 dates and 2 flows";
        QTest::newRow("empty list") << QStringList{"calc", "irr", "[]"} << QByteArray() << 3 << "irr, flows: needs a list";
        QTest::newRow("list of texts") << QStringList{"calc", "irr", "[\"a\"]"} << QByteArray() << 3 << "irr, flows: needs a list";
        QTest::newRow("unknown day count") << QStringList{"calc", "day-count", "--arg", "from=2021-01-01", "--arg", "to=2021-01-02",
                                                          "--arg", "convention=nope"} << QByteArray() << 3 << "nope";
        QTest::newRow("unknown property class") << QStringList{"calc", "macrs", "--arg", "basis=1", "--arg", "class=6"}
                                                << QByteArray() << 3 << "6 years";
        QTest::newRow("neither end nor begin") << QStringList{"calc", "pmt", "--arg", "rate=0", "--arg", "nper=1", "--arg", "pv=1",
                                                              "--arg", "when=middle"} << QByteArray() << 3 << "middle";
        QTest::newRow("no file") << QStringList{"calc", "days", "no/such/file.json"} << QByteArray() << 4 << "no/such/file.json";
        QTest::newRow("a folder") << QStringList{"calc", "days", "/"} << QByteArray() << 4 << "/: cannot be read";
    }
    void badInputNamesTheArgumentAndFails() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, input);
        QFETCH(QString, names);
        const Ran ran = runCli(arguments, input);
        QTEST(ran.exitCode, "exit");
        QVERIFY(ran.output.isEmpty());
        QVERIFY2(ran.errors.startsWith("offtake-cli: ") && ran.errors.contains(names.toUtf8()), ran.errors);
        QCOMPARE(ran.errors.count('\n'), 1);
    }
};

QTEST_APPLESS_MAIN(TestCliCalc)
#include "tst_cli_calc.moc"
