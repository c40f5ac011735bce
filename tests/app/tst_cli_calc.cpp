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
        for (const char* word : {"--arg NAME=VALUE", "FUNCTION", "INPUT", "\n  days\n", "      from ", "\n  add-months\n"}) {
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
