#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "tests/app/support/Cli.h"

using namespace offtake::test;

namespace {

QJsonObject json(const QStringList& arguments) {
    return QJsonDocument::fromJson(runCli(QStringList{"catalogue", "--format", "json"} + arguments).output).object();
}

}  // namespace

class TestCliCatalogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theHelpListsEveryOption() {
        const QByteArray help = runCli({"catalogue", "--help"}).output;
        for (const char* option : {"WORD", "--table NAME", "--id ID", "--limit COUNT", "--study STUDY", "--conflicts", "--format FORMAT"}) {
            QVERIFY2(help.contains(option), option);
        }
    }
    void withoutWordsItListsTheTables() {
        const QJsonArray tables = json({})["tables"].toArray();
        QStringList names;
        for (const QJsonValue& table : tables) {
            names << table["table"].toString();
            QVERIFY(table["facts"].toInt() > 0);
        }
        QVERIFY(names.contains("deals") && names.contains("prices"));
        QVERIFY(runCli({"catalogue"}).output.startsWith("table "));
    }
    void aSearchFindsOnlyFactsWithAllWords() {
        const QJsonArray facts = json({"reflection", "provider"})["facts"].toArray();
        QVERIFY(!facts.isEmpty());
        for (const QJsonValue& fact : facts) {
            const QString all = QJsonDocument(fact.toObject()).toJson().toLower();
            QVERIFY2(all.contains("reflection") && all.contains("provider"), qPrintable(all));
        }
        QCOMPARE(json({"h100", "--limit", "3"})["facts"].toArray().size(), 3);
    }
    void aFactComesWithItsSourceAndItsNumberAsANumber() {
        const QJsonArray facts = json({"rental", "--table", "prices"})["facts"].toArray();
        QVERIFY(!facts.isEmpty());
        for (const QJsonValue& fact : facts) {
            QCOMPARE(fact["table"].toString(), QString("prices"));
            QVERIFY(fact["value"].isDouble() || fact["value"].isNull());
        }
        const QString id = facts[0]["id"].toString();
        const QJsonObject one = json({"--id", id});
        QCOMPARE(one["id"].toString(), id);
        QVERIFY(!one["confidence"].toString().isEmpty());
        QVERIFY(runCli({"catalogue", "--id", id}).output.contains("source_title"));
    }
    void factsOfAStudyAreFoundBesideTheShippedOnes() {
        QTemporaryDir folder;
        QFile file(folder.filePath("own.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"format": "offtake-study", "version": 1, "study": {"name": "Own facts"},
            "facts": [{"id": "our-quote", "subject": "NVIDIA GB300 NVL72", "metric": "rental", "value": 3.85,
                       "unit": "$/GPU-h", "date": "2026-10"}]})");
        file.close();
        const QJsonArray found = json({"our-quote", "GB300", "--study", file.fileName()})["facts"].toArray();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0]["id"].toString(), QString("own.our-quote"));
        QCOMPARE(found[0]["value"].toDouble(), 3.85);
        QVERIFY(json({"our-quote", "GB300"})["facts"].toArray().isEmpty());
    }
    void csvHasEveryFieldAndTheTableIsShort() {
        const QByteArray csv = runCli({"catalogue", "--table", "deals", "--format", "csv"}).output;
        QVERIFY(csv.startsWith("id,table,kind,subject,metric,value,low,high,unit,"));
        QVERIFY(csv.count('\n') > 100);
        QVERIFY(runCli({"catalogue", "--table", "deals"}).output.startsWith("subject "));
    }
    void contradictingClaimsStandSideBySide() {
        const QJsonArray conflicts = json({"--conflicts"})["conflicts"].toArray();
        QVERIFY(!conflicts.isEmpty());
        for (const QJsonValue& conflict : conflicts) {
            QVERIFY(conflict["facts"].toArray().size() >= 2);
        }
    }
    void nothingFoundIsSaidOnStandardErrorAndIsNoError() {
        const Ran ran = runCli({"catalogue", "no-such-word-anywhere", "--format", "json"});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(QJsonDocument::fromJson(ran.output).object()["facts"].toArray().size(), 0);
        QVERIFY(ran.errors.contains("nothing in the catalogue"));
    }

    void wrongNamesAreRefused_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("names");
        QTest::newRow("table") << QStringList{"--table", "nope"} << 3 << "The tables are";
        QTest::newRow("id") << QStringList{"--id", "nope"} << 3 << "\"nope\"";
        QTest::newRow("limit of zero") << QStringList{"h100", "--limit", "0"} << 2 << "--limit";
        QTest::newRow("limit that is no number") << QStringList{"h100", "--limit", "x"} << 2 << "--limit";
        QTest::newRow("two questions at once") << QStringList{"--conflicts", "--id", "x"} << 2 << "--conflicts";
    }
    void wrongNamesAreRefused() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, names);
        const Ran ran = runCli(QStringList{"catalogue"} + arguments);
        QTEST(ran.exitCode, "exit");
        QVERIFY(ran.output.isEmpty());
        QVERIFY2(ran.errors.contains(names.toUtf8()), ran.errors);
    }
};

QTEST_APPLESS_MAIN(TestCliCatalogue)
#include "tst_cli_catalogue.moc"
