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

    void derivativesOfAFigureStandWithUnitAndSource() {
        const Ran ran = runCli({"explain", "spacex-reflection", "lcoc", "--derivatives", "--format", "json"});
        const QJsonObject answer = QJsonDocument::fromJson(ran.output).object();
        QJsonObject fee;
        QJsonObject share;
        for (const QJsonValue& each : answer["derivatives"].toArray()) {
            const QString path = each["path"].toString();
            fee = path.endsWith("fixed-fee.fee") ? each.toObject() : fee;
            share = path.endsWith("clause.ramp.share") ? each.toObject() : share;
        }
        QCOMPARE(fee["unit"].toString(), QString("$/month"));
        QCOMPARE(fee["change"].toString(), QString("+1 %"));
        QVERIFY(std::abs(fee["effect"].toDouble() - fee["derivative"].toDouble() * 1.5e6) < 1e-15);
        QVERIFY(fee["source"].toString().contains("2026-06-22"));
        // A list of months has a derivative for each, which together are that of the list.
        const QJsonArray months = share["months"].toArray();
        QVERIFY(months.size() > 1);
        double sum = 0.0;
        for (const QJsonValue& month : months) {
            sum += month["derivative"].toDouble();
        }
        QVERIFY(std::abs(sum - share["derivative"].toDouble()) < 1e-12 * std::abs(sum));

        const QByteArray text = runCli({"explain", "spacex-reflection", "lcoc", "--derivatives", "--top", "40"}).output;
        QVERIFY2(text.contains("$/H100e-h per +1 $/month"), text);
        QVERIFY2(text.contains("; of it month 3 "), text);
        QVERIFY2(text.contains("(kink: down "), text);
    }
    void derivativesOfACellAreThoseOfItsFormula() {
        const Ran ran = runCli({"explain", "spacex-reflection", "fixed-fee", "--month", "2027-03", "--derivatives", "--format", "json"});
        const QJsonObject answer = QJsonDocument::fromJson(ran.output).object();
        bool found = false;
        for (const QJsonValue& each : answer["derivatives"].toArray()) {
            if (each["path"].toString().endsWith("fixed-fee.fee")) {
                QCOMPARE(each["derivative"].toDouble(), 1.0);  // $ a month of fee are $ of that month
                found = true;
            }
        }
        QVERIFY(found);
        const QByteArray csv = runCli({"explain", "spacex-reflection", "fixed-fee", "--month", "2027-03", "--derivatives", "--format", "csv"}).output;
        QVERIFY(csv.contains("\n\npath,label,unit,value,derivative,change,effect,kink,below,above,source\n"));
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
