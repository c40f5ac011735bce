#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "app/cli/ExitCode.h"
#include "tests/app/support/Cli.h"

using namespace offtake;
using namespace offtake::test;

namespace {

QJsonObject explained(const QStringList& arguments) {
    const Ran ran = runCli(QStringList{"explain", "spacex-reflection", "--format", "json"} + arguments);
    return QJsonDocument::fromJson(ran.output).object()["explanation"].toObject();
}

QJsonObject stepWith(const QJsonObject& step, const QString& path) {
    if (step["path"].toString() == path) {
        return step;
    }
    for (const QJsonValue& child : step["children"].toArray()) {
        const QJsonObject found = stepWith(child.toObject(), path);
        if (!found.isEmpty()) {
            return found;
        }
    }
    return {};
}

int levelsOf(const QJsonObject& step) {
    int deepest = 0;
    for (const QJsonValue& child : step["children"].toArray()) {
        deepest = std::max(deepest, levelsOf(child.toObject()));
    }
    return deepest + 1;
}

}  // namespace

class TestCliExplain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMetricLeadsDownToInputsAndTheirSources() {
        const QJsonObject tree = explained({"total-cost", "--depth", "8"});
        QCOMPARE(tree["kind"].toString(), QString("metric"));
        const QJsonObject fee = stepWith(tree, "deal.lease.tranche.colossus.clause.fixed-fee.fee");
        QCOMPARE(fee["kind"].toString(), QString("input"));
        QCOMPARE(fee["value"].toDouble(), 150e6);
        QVERIFY(fee["source"].toString().contains("2026-06-22"));
    }
    void aRangeIsShownBesideTheValueThatCounts() {
        const QByteArray text = runCli({"explain", "spacex-reflection", "npv", "--depth", "6"}).output;
        QVERIFY2(text.contains("Discount rate = 12.5 (8 to 25) %/yr  [party.lab.discount-rate]"), text);
    }
    void oneMonthOfALineIsExplained() {
        const QJsonObject cell = explained({"fixed-fee", "--month", "2027-03"});
        QCOMPARE(cell["value"].toDouble(), 150e6);
        QCOMPARE(cell["when"].toString(), QString("2027-03"));
        QVERIFY(!cell["formula"].toString().isEmpty());
    }
    void theDealAndTheDepthCanBeChosen() {
        QVERIFY(!stepWith(explained({"lcoc", "--deal", "open", "--depth", "6"}), "deal.open.tranche.tpu.price").isEmpty());
        QVERIFY(levelsOf(explained({"lcoc", "--depth", "1"})) < levelsOf(explained({"lcoc", "--depth", "4"})));
    }
    void everyFormatSaysTheSame() {
        const QByteArray tree = runCli({"explain", "spacex-reflection", "firm"}).output;
        const QByteArray csv = runCli({"explain", "spacex-reflection", "firm", "--format", "csv"}).output;
        QCOMPARE(tree.count('\n') + 1, csv.count('\n'));  // the CSV has a header
        QVERIFY(tree.startsWith("SpaceX lease: Firm commitment = 900 M$"));
    }
    void settingsAndScenariosAreExplainedAsTheyCount() {
        const QJsonObject cell = explained({"fixed-fee", "--month", "2027-03", "--set", "deal.lease.tranche.colossus.clause.fixed-fee.fee=160e6"});
        QCOMPARE(cell["value"].toDouble(), 160e6);
    }

    void whatCannotBeExplainedIsRefused_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("says");
        const int bad = static_cast<int>(cli::ExitCode::BadInput);
        QTest::newRow("unknown metric") << QStringList{"price"} << bad << "implied-price";
        QTest::newRow("unknown deal") << QStringList{"lcoc", "--deal", "x"} << bad << "lease, open";
        QTest::newRow("metric that does not exist") << QStringList{"unmet-demand"} << static_cast<int>(cli::ExitCode::NoSolution) << "No demand is stated";
        QTest::newRow("line without a month") << QStringList{"fixed-fee"} << bad << "--month";
        QTest::newRow("metric with a month") << QStringList{"lcoc", "--month", "2027-03"} << bad << "Leave out --month";
        QTest::newRow("several such lines") << QStringList{"metered-fee", "--deal", "open", "--month", "2027-03"} << bad << "metered-fee.neocloud";
        QTest::newRow("no month") << QStringList{"fixed-fee", "--month", "March"} << bad << "2027-03";
        QTest::newRow("month before the study") << QStringList{"fixed-fee", "--month", "2026-06"} << bad << "2026-07 to 2029-12";
        QTest::newRow("month after the horizon") << QStringList{"fixed-fee", "--month", "2030-01"} << bad << "2026-07 to 2029-12";
        QTest::newRow("negative depth") << QStringList{"lcoc", "--depth", "-1"} << static_cast<int>(cli::ExitCode::Usage) << "--depth";
    }
    void whatCannotBeExplainedIsRefused() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const Ran ran = runCli(QStringList{"explain", "spacex-reflection"} + arguments);
        QTEST(ran.exitCode, "exit");
        QVERIFY(ran.output.isEmpty());
        QVERIFY2(ran.errors.contains(says.toUtf8()), ran.errors);
    }
};

QTEST_APPLESS_MAIN(TestCliExplain)
#include "tst_cli_explain.moc"
