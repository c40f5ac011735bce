#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include "app/cli/ExitCode.h"
#include "tests/app/support/Cli.h"

using namespace offtake;
using namespace offtake::test;

namespace {

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

}  // namespace

class TestCliConvert : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString path(const QString& name) const { return m_folder.filePath(name); }

private Q_SLOTS:
    void textAndDocumentTurnIntoEachOtherWithoutLoss_data() {
        QTest::addColumn<QString>("id");
        for (const char* id : {"founder-64-gpus", "neocloud-investor", "spacex-google", "spacex-reflection"}) {
            QTest::newRow(id) << id;
        }
    }
    void textAndDocumentTurnIntoEachOtherWithoutLoss() {
        QFETCH(QString, id);
        const QString document = path(id + ".offtake");
        const QString again = path(id + "-again.offtake");
        const QString text = path(id + ".json");
        QCOMPARE(runCli({"import", id, "--out", document}).exitCode, 0);
        QCOMPARE(runCli({"export", document, "--out", text}).exitCode, 0);
        QCOMPARE(runCli({"import", text, "--out", again}).exitCode, 0);
        QVERIFY(!read(document).isEmpty());
        QCOMPARE(read(again), read(document));
        QCOMPARE(read(text), runCli({"export", id}).output);
        QCOMPARE(runCli({"evaluate", document, "--format", "json"}).output, runCli({"evaluate", id, "--format", "json"}).output);
    }
    void aTableOfValuesGoesIntoAStudyAndComesOutAgain() {
        QVERIFY(write(path("values.csv"), "path,value\ndeal.buy.tranche.cluster.unit-price,30000 $/GPU\nstudy.horizon,36\n"));
        const Ran ran = runCli({"import", path("values.csv"), "--into", "founder-64-gpus", "--out", path("changed.offtake"), "--format", "json"});
        QVERIFY2(ran.exitCode == 0, ran.errors);
        QCOMPARE(QJsonDocument::fromJson(ran.output)["values-changed"].toInt(), 2);
        const QByteArray table = runCli({"export", path("changed.offtake"), "--to", "csv"}).output;
        QVERIFY(table.contains("\ndeal.buy.tranche.cluster.unit-price,"));
        QVERIFY(write(path("all.csv"), table));
        // What was exported changes nothing where it came from.
        const Ran same = runCli({"import", path("all.csv"), "--into", path("changed.offtake"), "--out", path("same.offtake"), "--format", "json"});
        QVERIFY2(same.exitCode == 0, same.errors);
        QCOMPARE(QJsonDocument::fromJson(same.output)["values-changed"].toInt(-1), 0);
        QCOMPARE(read(path("same.offtake")), read(path("changed.offtake")));
    }
    void aStudyCanBeImportedOverItselfByForce() {
        QCOMPARE(runCli({"import", "founder-64-gpus", "--out", path("over.offtake")}).exitCode, 0);
        QVERIFY(write(path("one.csv"), "path,value\nstudy.horizon,36\n"));
        QCOMPARE(runCli({"import", path("one.csv"), "--into", path("over.offtake"), "--out", path("over.offtake"), "--force"}).exitCode, 0);
        QVERIFY(runCli({"evaluate", path("over.offtake"), "--format", "json"}).output.contains("\"months\": 36"));
    }
    void scenariosAndSettingsAreWrittenAsValues() {
        const QByteArray text = runCli({"export", "spacex-reflection", "--scenario", "count-high", "--set", "study.horizon=36"}).output;
        QVERIFY(write(path("high.json"), text));
        const QByteArray exported = runCli({"evaluate", path("high.json"), "--format", "csv"}).output;
        QCOMPARE(exported, runCli({"evaluate", "spacex-reflection", "--scenario", "count-high", "--set", "study.horizon=36", "--format", "csv"}).output);
    }
    void aSettingWithoutEffectIsSaidBesideTheFile() {
        for (const char* to : {"json", "csv", "ledger-csv"}) {
            const Ran ran = runCli({"export", "spacex-reflection", "--to", to, "--set", "study.notes=Another\nday"});
            QCOMPARE(ran.exitCode, 0);
            QVERIFY(!ran.output.isEmpty());
            QCOMPARE(ran.errors, QByteArray("offtake-cli: note: study.notes = Another day has no effect on the result.\n"));
        }
    }
    void theLedgerIsExportedByMonth() {
        const QByteArray ledger = runCli({"export", "spacex-reflection", "--to", "ledger-csv"}).output;
        QVERIFY(ledger.startsWith("deal,tranche,line,label,"));
        QVERIFY(ledger.contains("lease,colossus,fixed-fee,"));
        const QByteArray hours = runCli({"export", "spacex-reflection", "--to", "quantities-csv"}).output;
        QVERIFY(hours.contains("lease,colossus,useful-hours,"));
    }
    void aStudyThatCannotBeEvaluatedYetIsImportedWithAWarning() {
        QVERIFY(write(path("draft.csv"), "path,value\ndeal.buy.buyer,nobody\n"));
        const Ran ran = runCli({"import", path("draft.csv"), "--into", "founder-64-gpus", "--out", path("draft.offtake")});
        QCOMPARE(ran.exitCode, 0);
        QVERIFY2(ran.errors.contains("deal.buy.buyer") && ran.errors.contains("offtake-cli check"), ran.errors);
        QCOMPARE(runCli({"check", path("draft.offtake")}).exitCode, static_cast<int>(cli::ExitCode::ProblemsFound));
    }
    void theSchemaIsJsonAndNamesEveryKind() {
        const Ran ran = runCli({"schema"});
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(QJsonDocument::fromJson(ran.output).object()["$schema"].toString().contains("2020-12"));
        QVERIFY(ran.output.contains("take-or-pay"));
        QCOMPARE(ran.output, runCli({"schema", "--format", "json"}).output);
    }
};

QTEST_APPLESS_MAIN(TestCliConvert)
#include "tst_cli_convert.moc"
