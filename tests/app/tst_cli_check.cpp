#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "app/cli/ExitCode.h"
#include "tests/app/support/Cli.h"

using namespace offtake;
using namespace offtake::test;

namespace {

QJsonObject checked(const QStringList& arguments) {
    return QJsonDocument::fromJson(runCli(QStringList{"check", "--format", "json"} + arguments).output).object();
}

}  // namespace

class TestCliCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theShippedExamplesHaveNoErrors_data() {
        QTest::addColumn<QString>("id");
        const QJsonArray examples = QJsonDocument::fromJson(runCli({"examples", "--format", "json"}).output)["examples"].toArray();
        QVERIFY(examples.size() >= 4);
        for (const QJsonValue& example : examples) {
            QVERIFY(!example["name"].toString().isEmpty() && !example["description"].toString().isEmpty());
            QTest::newRow(qPrintable(example["id"].toString())) << example["id"].toString();
        }
    }
    void theShippedExamplesHaveNoErrors() {
        QFETCH(QString, id);
        QCOMPARE(runCli({"check", id}).exitCode, 0);
        QCOMPARE(checked({id})["errors"].toInt(-1), 0);
    }
    void everyErrorIsListedWithItsRemedyAndTheExitCodeSaysSo() {
        const QStringList broken{"spacex-reflection", "--set", "study.start=2026-07-15", "--set", "deal.lease.buyer=nobody"};
        const Ran ran = runCli(QStringList{"check"} + broken);
        QCOMPARE(ran.exitCode, static_cast<int>(cli::ExitCode::ProblemsFound));
        QVERIFY(ran.errors.isEmpty());
        QVERIFY(ran.output.startsWith("spacex-reflection: 2 errors, "));
        const QJsonObject answer = checked(broken);
        QCOMPARE(answer["errors"].toInt(), 2);
        QStringList paths;
        for (const QJsonValue& problem : answer["problems"].toArray()) {
            QVERIFY(!problem["reason"].toString().isEmpty() && !problem["remedy"].toString().isEmpty());
            if (problem["severity"].toString() == "error") {
                paths << problem["path"].toString();
            }
        }
        QCOMPARE(paths, (QStringList{"study.start", "deal.lease.buyer"}));
        QVERIFY(answer["unsourced"].isNull());  // nothing can be tried on a study that cannot be evaluated
    }
    void aSettingWithoutEffectIsSaid() {
        const Ran ran = runCli({"check", "spacex-reflection", "--set", "study.name=Two ways"});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.errors, QByteArray("offtake-cli: note: study.name = Two ways has no effect on the result.\n"));
    }
    void anUnusualValueIsANoteAndNoError() {
        const QStringList unusual{"spacex-reflection", "--set", "deal.lease.tranche.colossus.pue=3"};
        QCOMPARE(runCli(QStringList{"check"} + unusual).exitCode, 0);
        QCOMPARE(checked(unusual)["notes"].toInt(), checked({"spacex-reflection"})["notes"].toInt() + 1);
    }
    /// A value given by hand has no source; it is listed when it moves a figure, and only then.
    void inputsThatMoveAFigureWithoutSourceAreListed() {
        const auto unsourced = [](const QStringList& arguments) {
            QStringList paths;
            for (const QJsonValue& item : checked(QStringList{"spacex-reflection"} + arguments)["unsourced"].toArray()) {
                paths << item["path"].toString();
            }
            return paths;
        };
        const QString fee = "deal.lease.tranche.colossus.clause.fixed-fee.fee";
        QVERIFY(!unsourced({}).contains(fee));
        QVERIFY(unsourced({"--set", fee + "=160e6"}).contains(fee));
        QVERIFY(!unsourced({"--set", "party.google.discount-rate=0.3"}).contains("party.google.discount-rate"));
    }
};

QTEST_APPLESS_MAIN(TestCliCheck)
#include "tst_cli_check.moc"
