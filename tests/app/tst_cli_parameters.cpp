#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QtTest>

#include "app/cli/ExitCode.h"
#include "core/study/ElementKind.h"
#include "tests/app/support/Cli.h"

using namespace offtake;
using namespace offtake::test;

namespace {

QJsonArray parameters(const QStringList& more = {}) {
    const Ran ran = runCli(QStringList{"parameters", "--format", "json"} + more);
    return QJsonDocument::fromJson(ran.output).object()["parameters"].toArray();
}

QJsonObject parameter(const QString& path) {
    for (const QJsonValue& item : parameters()) {
        if (item["path"].toString() == path) {
            return item.toObject();
        }
    }
    return {};
}

}  // namespace

class TestCliParameters : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyDescribedInputIsListedOnceWithAllItsMembers() {
        qsizetype described = 0;
        for (const study::ElementKind* kind : study::allKinds()) {
            described += static_cast<qsizetype>(kind->inputs.size());
        }
        const QJsonArray all = parameters();
        QCOMPARE(all.size(), described);
        QSet<QString> places;
        for (const QJsonValue& item : all) {
            const QJsonObject input = item.toObject();
            const QString name = input["kind"].toString() + "." + input["key"].toString();
            QVERIFY2(!places.contains(name), qPrintable(name));
            places << name;
            for (const char* member : {"path", "label", "group", "shape", "unit", "typed-unit", "default", "bounds", "plausible",
                                       "choices", "refers-to", "structural", "neutral", "help", "source"}) {
                QVERIFY2(input.contains(member), qPrintable(name + " has no " + member));
            }
            QVERIFY2(!input["help"].toString().isEmpty() && !input["label"].toString().isEmpty(), qPrintable(name));
            const QString shape = input["shape"].toString();
            QVERIFY2((shape == "number" || shape == "path") == input["unit"].isString(), qPrintable(name));
            QVERIFY2((shape == "number" || shape == "path" || shape == "date") == input["bounds"].isObject(), qPrintable(name));
        }
    }
    void sharesAreFractionsInJsonAndPercentWhereTyped() {
        const QJsonObject rate = parameter("party.<party>.discount-rate");
        QCOMPARE(rate["default"].toDouble(), 0.1);
        QCOMPARE(rate["unit"].toString(), QString("1/yr"));
        QCOMPARE(rate["typed-unit"].toString(), QString("%/yr"));
        QVERIFY(runCli({"parameters", "party"}).output.contains("10 %/yr"));
    }
    void datesAndChoicesAreWrittenAsFilesHoldThem() {
        QCOMPARE(parameter("study.start")["default"].toString(), QString("2026-07-01"));
        const QJsonObject hours = parameter("study.hours");
        QCOMPARE(hours["default"].toString(), QString("calendar"));
        QCOMPARE(hours["choices"][1]["key"].toString(), QString("730"));
    }
    void aKindOrAListNarrowsIt() {
        for (const QJsonValue& item : parameters({"termination"})) {
            QCOMPARE(item["kind"].toString(), QString("termination"));
        }
        QSet<QString> kinds;
        for (const QJsonValue& item : parameters({"tranche"})) {
            kinds << item["kind"].toString();
        }
        QCOMPARE(kinds, (QSet<QString>{"owned", "offtake", "cloud"}));
    }
    void anUnknownKindIsRefusedWithTheKindsThatThereAre() {
        const Ran ran = runCli({"parameters", "tranch"});
        QCOMPARE(ran.exitCode, static_cast<int>(cli::ExitCode::BadInput));
        QVERIFY(ran.output.isEmpty());
        QVERIFY2(ran.errors.contains("\"tranch\"") && ran.errors.contains("offtake, cloud"), ran.errors);
    }
    void theCsvHasARowForEachInput() {
        const QList<QByteArray> lines = runCli({"parameters", "party", "--format", "csv"}).output.trimmed().split('\n');
        QCOMPARE(lines.size(), qsizetype{8});
        QVERIFY2(lines[3].startsWith("party,discount-rate,party.<party>.discount-rate,Discount rate,number,1/yr,0.1,-0.9,10,"), lines[3]);
    }
};

QTEST_APPLESS_MAIN(TestCliParameters)
#include "tst_cli_parameters.moc"
