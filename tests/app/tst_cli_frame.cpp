#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QtTest>

#include "app/cli/ExitCode.h"
#include "tests/app/support/Cli.h"

using namespace offtake;
using namespace offtake::test;

namespace {

int code(cli::ExitCode exit) { return static_cast<int>(exit); }

/// The names in the list of commands that --help prints.
QStringList listedCommands() {
    QStringList names;
    bool inList = false;
    for (const QString& line : QString::fromUtf8(runCli({"--help"}).output).split('\n')) {
        if (inList && !line.startsWith("  ")) {
            break;
        }
        if (inList) {
            names << line.trimmed().section(' ', 0, 0);
        }
        inList = inList || line == "Commands:";
    }
    return names;
}

}  // namespace

class TestCliFrame : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void helpGoesToStandardOutputAndNamesEveryExitCode() {
        const Ran ran = runCli({"--help"});
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(ran.errors.isEmpty());
        for (const int exit : {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 70, 141}) {
            QVERIFY2(QString::fromUtf8(ran.output).contains(QRegularExpression(QString("\n  %1 +[a-z]").arg(exit))),
                     qPrintable(QString::number(exit)));
        }
    }
    void everyCommandHasHelpWithItsOptionsAndExitCodes() {
        const QStringList names = listedCommands();
        QVERIFY(names.contains("calc"));
        for (const QString& name : names) {
            const Ran ran = runCli({name, "--help"});
            QCOMPARE(ran.exitCode, 0);
            QVERIFY(ran.errors.isEmpty());
            QVERIFY2(ran.output.contains("--format FORMAT") && ran.output.contains("Exit codes:"), qPrintable(name));
        }
    }
    void theVersionIsPrinted() {
        const Ran ran = runCli({"--version"});
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(QRegularExpression("^offtake-cli \\d+\\.\\d+\\.\\d+\n$").match(ran.output).hasMatch());
    }

    void aWrongCommandLineIsAUsageErrorOnStandardError_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("names");
        QTest::newRow("nothing") << QStringList{} << "no command";
        QTest::newRow("unknown command") << QStringList{"frobnicate"} << "\"frobnicate\" is not a command";
        QTest::newRow("unknown option before the command") << QStringList{"--frobnicate"} << "--frobnicate";
        QTest::newRow("unknown option of a command") << QStringList{"calc", "days", "--frobnicate"} << "--frobnicate";
        QTest::newRow("unknown format") << QStringList{"calc", "days", "--format", "xml"} << "xml";
        QTest::newRow("option without its value") << QStringList{"calc", "days", "--format"} << "--format";
        QTest::newRow("argument too many") << QStringList{"calc", "days", "{}", "more"} << "more";
        QTest::newRow("argument missing") << QStringList{"calc"} << "function";
        QTest::newRow("empty command") << QStringList{""} << "\"\" is not a command";
    }
    void aWrongCommandLineIsAUsageErrorOnStandardError() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, names);
        const Ran ran = runCli(arguments);
        QCOMPARE(ran.exitCode, code(cli::ExitCode::Usage));
        QVERIFY(ran.output.isEmpty());
        QVERIFY2(ran.errors.startsWith("offtake-cli: ") && ran.errors.contains(names.toUtf8()), ran.errors);
        QVERIFY2(ran.errors.contains("--help"), ran.errors);
        QCOMPARE(ran.errors.count('\n'), 1);
    }

    void withJsonAnErrorIsAnObjectOnStandardErrorToo_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("errorCode");
        QTest::addColumn<int>("exit");
        QTest::newRow("usage") << QStringList{"calc", "days", "--format=json", "--no"} << "usage" << 2;
        QTest::newRow("unknown name") << QStringList{"calc", "nope", "--format", "json"} << "unknown-name" << 3;
        QTest::newRow("no file") << QStringList{"calc", "days", "no such file", "--format", "json"} << "not-found" << 4;
    }
    void withJsonAnErrorIsAnObjectOnStandardErrorToo() {
        QFETCH(QStringList, arguments);
        const Ran ran = runCli(arguments);
        QTEST(ran.exitCode, "exit");
        QVERIFY(ran.output.isEmpty());
        const QList<QByteArray> lines = ran.errors.split('\n');
        QCOMPARE(lines.size(), 3);  // a sentence, the object, the end of the last line
        QVERIFY(lines[0].startsWith("offtake-cli: "));
        const QJsonObject error = QJsonDocument::fromJson(lines[1]).object()["error"].toObject();
        QTEST(error["code"].toString(), "errorCode");
        QTEST(error["exit"].toInt(), "exit");
        QVERIFY(!error["reason"].toString().isEmpty());
        QVERIFY(error.contains("subject") && !error["remedy"].toString().isEmpty());
    }

    void aFullDiskIsSaidAndFails_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("help") << QStringList{"--help"};
        QTest::newRow("version") << QStringList{"--version"};
        QTest::newRow("result") << QStringList{"calc", "days", "--arg", "from=2026-07-01", "--arg", "to=2026-07-02"};
    }
    void aFullDiskIsSaidAndFails() {
        QFETCH(QStringList, arguments);
        if (!QFile::exists("/dev/full")) {
            QSKIP("this system has no /dev/full");
        }
        const Ran ran = runCliInto("/dev/full", arguments);
        QCOMPARE(ran.exitCode, code(cli::ExitCode::NotWritable));
        QVERIFY2(ran.errors.startsWith("offtake-cli: standard output: "), ran.errors);
    }
    void aReaderThatGoesAwayEndsItQuietly() {
        QProcess shell;
        // The pipe's other end is closed before anything is written to it: the program waits for its input's end.
        shell.start("/bin/sh", {"-c", "{ sleep 1; echo '{\"from\":\"2026-07-01\",\"to\":\"2026-07-02\"}'; } | "
                                      "{ \"$0\" calc days -; echo $? >&2; } | exec true", cliProgram()});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardError().trimmed(), QByteArray("141"));
    }
};

QTEST_APPLESS_MAIN(TestCliFrame)
#include "tst_cli_frame.moc"
