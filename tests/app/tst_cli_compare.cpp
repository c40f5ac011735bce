#include <cmath>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QtTest>

#include "app/cli/ExitCode.h"
#include "tests/app/support/Cli.h"

using namespace offtake;
using namespace offtake::test;

namespace {

QJsonObject compared(const QStringList& arguments) {
    const Ran ran = runCli(QStringList{"compare", "--format", "json"} + arguments);
    return ran.exitCode == 0 ? QJsonDocument::fromJson(ran.output).object() : QJsonObject();
}

QJsonObject row(const QJsonObject& answer, const QString& metric) {
    for (const QJsonValue& item : answer["metrics"].toArray()) {
        if (item["metric"].toString() == metric) {
            return item.toObject();
        }
    }
    return {};
}

double value(const QJsonObject& answer, const QString& metric, const QString& deal) {
    return row(answer, metric)["values"][deal]["value"].toDouble(std::nan(""));
}

QJsonObject difference(const QJsonObject& answer, const QString& metric, const QString& deal) {
    return row(answer, metric)["differences"].toObject()[deal].toObject();
}

/// A host buys equipment, is paid far more than it cost after a year and has to replace far more after another: the
/// shape of the oil pump problem (Lorie and Savage 1955), with an internal rate of return near 25 % and near 400 %.
constexpr const char* kTwoRates = R"({
  "format": "offtake-study", "version": 1,
  "study": {"name": "Two rates", "start": "2026-07-01", "horizon": 36, "perspective": "host"},
  "parties": [{"id": "lab"}, {"id": "host"}],
  "deals": [{"id": "a", "buyer": "lab", "tranches": [
    {"id": "first", "kind": "owned", "customer": "host", "use": "sold", "accelerators": 160, "unit-price": 10000,
     "network-storage": 0, "start": "2026-07-01", "term": 36, "maintenance": 0, "power": 0, "at-end": "keep"},
    {"id": "rent", "kind": "offtake", "supplier": "host", "customer": "lab", "accelerators": 1, "power": 0,
     "start": "2027-07-01", "term": 1, "clauses": [{"id": "fee", "kind": "fixed-fee", "fee": "10 M$/month"}]},
    {"id": "second", "kind": "owned", "customer": "host", "use": "sold", "accelerators": 1000, "unit-price": 10000,
     "network-storage": 0, "start": "2028-07-01", "term": 12, "maintenance": 0, "power": 0, "at-end": "keep"}
  ]}]
})";

}  // namespace

class TestCliCompare : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // What `./run --cli` prints: 150 M$ a month make 6.3 B$ over 42 billed months, of which 0.9 B$ are firm.
    void theFirstExampleShowsHeadlineMonthsAndFirmValue() {
        const Ran ran = runCli({"compare", QString(OFFTAKE_SOURCE_DIR) + "/resources/examples/spacex-reflection.json"});
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(ran.errors.isEmpty());
        QVERIFY(ran.output.contains("$6.30 B headline, $0.90 B firm"));
        QVERIFY(QRegularExpression("Billed months \\(months\\) +42 ").match(ran.output).hasMatch());
        QVERIFY(QRegularExpression("Headline value \\(M\\$\\) +6,300 ").match(ran.output).hasMatch());
        QVERIFY(QRegularExpression("Firm commitment \\(M\\$\\) +900 ").match(ran.output).hasMatch());
        QVERIFY(ran.output.contains("What each party receives less what it pays"));
        QVERIFY(ran.output.contains("2026-12-30"));
    }
    void anExampleIsFoundByItsId() {
        const QString file = QString(OFFTAKE_SOURCE_DIR) + "/resources/examples/spacex-reflection.json";
        for (const char* format : {"table", "json", "csv"}) {
            QCOMPARE(runCli({"compare", "spacex-reflection", "--format", format}).output, runCli({"compare", file, "--format", format}).output);
        }
    }
    void aStudyCanComeFromStandardInput() {
        QFile file(OFFTAKE_SOURCE_DIR "/resources/examples/spacex-google.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(runCli({"compare", "-"}, file.readAll()).output, runCli({"compare", "spacex-google"}).output);
    }
    void differencesAreAgainstTheBaseline() {
        const QJsonObject answer = compared({"spacex-reflection"});
        const double lease = value(answer, "total-cost", "lease");
        const double open = value(answer, "total-cost", "open");
        const QJsonObject change = difference(answer, "total-cost", "open");
        QCOMPARE(change["absolute"].toDouble(), open - lease);
        QCOMPARE(change["relative"].toDouble(), (open - lease) / lease);
        QVERIFY(!row(answer, "total-cost")["differences"].toObject().contains("lease"));
        QVERIFY(difference(answer, "moic", "open")["relative"].isNull());  // the lease returns nothing
        QCOMPARE(answer["study"]["baseline"].toString(), QString("lease"));
    }
    void anotherBaselineTurnsTheDifferences() {
        const QJsonObject answer = compared({"spacex-reflection", "--baseline", "open"});
        QCOMPARE(answer["study"]["baseline"].toString(), QString("open"));
        QVERIFY(difference(answer, "total-cost", "lease")["absolute"].toDouble() > 0.0);
    }
    void sameMoneyAndSameComputeAreWhatTheySay() {
        // Sizing stops at 1e-13 of the scale; the figures repeat it to about that.
        const QJsonObject money = compared({"spacex-reflection", "--sizing", "same-money"});
        QVERIFY(std::abs(value(money, "present-cost", "open") / value(money, "present-cost", "lease") - 1.0) < 1e-9);
        const QJsonObject compute = compared({"spacex-reflection", "--sizing", "same-useful-compute"});
        QVERIFY(std::abs(value(compute, "useful-compute", "open") / value(compute, "useful-compute", "lease") - 1.0) < 1e-9);
        QVERIFY(compute["deals"][1]["scale"].toDouble() < 1.0);
    }
    void theSupplierSeesItsOwnMoney() {
        const QJsonObject answer = compared({"spacex-reflection", "--perspective", "spacex"});
        QCOMPARE(answer["deals"][0]["party"]["id"].toString(), QString("spacex"));
        QVERIFY(value(answer, "npv", "lease") > 0.0);
    }
    void severalRatesOfReturnAreSaid() {
        const Ran ran = runCli({"compare", "-"}, kTwoRates);
        QVERIFY2(ran.exitCode == 0, ran.errors);
        QVERIFY2(ran.output.contains("2 rates solve it"), ran.output);
        const QJsonArray rates = QJsonDocument::fromJson(runCli({"compare", "-", "--format", "json"}, kTwoRates).output)["deals"][0]["irrs"].toArray();
        QCOMPARE(rates.size(), qsizetype{2});
        QVERIFY(rates[0].toDouble() > 0.1 && rates[0].toDouble() < 0.5);  // one payment lies a month after the anniversary
        QVERIFY(rates[1].toDouble() > 2.0);
    }
    void anOptionThatChangesNothingIsNotRemarkedOn() {
        QVERIFY(runCli({"compare", "spacex-reflection", "--baseline", "lease"}).errors.isEmpty());
    }
    void notesOfTheStudyStandInTheAnswer() {
        QVERIFY(runCli({"compare", "spacex-reflection"}).output.contains("note: deal.open.tranche.neocloud.term"));
        QCOMPARE(compared({"spacex-reflection"})["problems"][0]["path"].toString(), QString("deal.open.tranche.neocloud.term"));
    }
    void csvHasADealAndItsDifferenceSideBySide() {
        const QList<QByteArray> lines = runCli({"compare", "spacex-reflection", "--format", "csv"}).output.split('\n');
        QCOMPARE(lines[0], QByteArray("metric,label,unit,lease,open,open.difference,open.relative"));
        QVERIFY(lines.contains("hhi-foundry,Concentration of foundries,HHI,10000,10000,0,0"));
    }
    void theAudienceChoosesTheRows() {
        const Ran few = runCli({"compare", "spacex-reflection", "--audience", "founder"});
        QVERIFY(few.output.size() < runCli({"compare", "spacex-reflection"}).output.size());
    }
    void whatIsNotThereIsRefusedWithWhatIs_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("says");
        QTest::newRow("baseline") << QStringList{"--baseline", "leese"} << 3 << "lease, open";
        QTest::newRow("perspective") << QStringList{"--perspective", "nobody"} << 3 << "lab, spacex";
        QTest::newRow("sizing") << QStringList{"--sizing", "larger"} << 2 << "same-money";
        QTest::newRow("audience") << QStringList{"--audience", "king"} << 2 << "investor";
        QTest::newRow("set beside the option") << QStringList{"--baseline", "open", "--set", "study.baseline=open"} << 3 << "twice";
    }
    void whatIsNotThereIsRefusedWithWhatIs() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const Ran ran = runCli(QStringList{"compare", "spacex-reflection"} + arguments);
        QTEST(ran.exitCode, "exit");
        QVERIFY(ran.output.isEmpty());
        QVERIFY2(ran.errors.contains(says.toUtf8()), ran.errors);
    }
};

QTEST_APPLESS_MAIN(TestCliCompare)
#include "tst_cli_compare.moc"
