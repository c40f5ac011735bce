#include <cmath>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "app/cli/ExitCode.h"
#include "tests/app/support/Cli.h"

using namespace offtake;
using namespace offtake::test;

namespace {

const QString kFee = "deal.lease.tranche.colossus.clause.fixed-fee.fee";

QJsonObject evaluated(const QStringList& arguments) {
    const Ran ran = runCli(QStringList{"evaluate", "--format", "json"} + arguments);
    return ran.exitCode == 0 ? QJsonDocument::fromJson(ran.output).object() : QJsonObject();
}

QJsonObject dealOf(const QJsonObject& answer, const QString& id) {
    for (const QJsonValue& deal : answer["deals"].toArray()) {
        if (deal["id"].toString() == id) {
            return deal.toObject();
        }
    }
    return {};
}

double metric(const QJsonObject& deal, const char* key) { return deal["metrics"][key]["value"].toDouble(std::nan("")); }

double sumOf(const QJsonObject& amounts) {
    double sum = 0.0;
    for (const QJsonValue& amount : amounts) {
        sum += amount.toDouble();
    }
    return sum;
}

}  // namespace

class TestCliEvaluate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Reported June 2026: 150 M$ a month for 42 months, either side may leave on 90 days' notice after three months.
    void theLeaseOfTheFirstExampleIsWorthWhatWasReported() {
        const QJsonObject lease = dealOf(evaluated({"spacex-reflection"}), "lease");
        QCOMPARE(metric(lease, "headline"), 6.3e9);
        QCOMPARE(metric(lease, "billed-months"), 42.0);
        QCOMPARE(metric(lease, "firm"), 0.9e9);
        const QJsonObject contract = lease["contracts"][0].toObject();
        QCOMPARE(contract["start"].toString(), QString("2026-07-01"));
        QCOMPARE(contract["last-day"].toString(), QString("2029-12-31"));
        QCOMPARE(contract["customer-may-leave"].toString(), QString("2026-12-30"));
    }
    // Prospectus of June 2026: 920 M$ a month for 33 months, about 110,000 accelerators.
    void theGoogleBundleHasItsImpliedPrice() {
        const QJsonObject bundle = dealOf(evaluated({"spacex-google"}), "lease");
        QCOMPARE(metric(bundle, "billed-months"), 33.0);
        QCOMPARE(metric(bundle, "headline"), 30.36e9);
        QVERIFY(std::abs(metric(bundle, "implied-price") - 11.46) < 0.005);  // published to two decimals
    }
    void aFigureThatDoesNotExistIsNullAndSaysWhy() {
        const QJsonObject lease = dealOf(evaluated({"spacex-reflection"}), "lease");
        const QJsonObject unmet = lease["metrics"]["unmet-demand"].toObject();
        QVERIFY(unmet["value"].isNull());
        QVERIFY(!unmet["reason"].toString().isEmpty());
        QVERIFY(lease["metrics"]["lcoc"]["reason"].isNull());
    }
    void linesYearsAndMonthsAddUpToTheTotals() {
        const QJsonArray totals = evaluated({"spacex-reflection"})["deals"].toArray();
        const QJsonArray years = evaluated({"spacex-reflection", "--lines"})["deals"].toArray();
        const QJsonArray months = evaluated({"spacex-reflection", "--months"})["deals"].toArray();
        for (qsizetype deal = 0; deal < totals.size(); ++deal) {
            const QJsonArray lines = totals[deal]["lines"].toArray();
            QVERIFY(!lines.isEmpty());
            double all = 0.0;
            for (qsizetype i = 0; i < lines.size(); ++i) {
                const double total = lines[i]["total"].toDouble();
                all += std::abs(total);
                // Sums in another order: a few roundings of the largest amount.
                const double tolerance = 1e-12 * std::abs(total);
                QVERIFY(std::abs(sumOf(years[deal]["lines"][i]["years"].toObject()) - total) <= tolerance);
                QVERIFY(std::abs(sumOf(months[deal]["lines"][i]["months"].toObject()) - total) <= tolerance);
                QCOMPARE(months[deal]["lines"][i]["months"].toObject().size(), qsizetype{42});
            }
            double net = 0.0;
            for (const QJsonValue& party : totals[deal]["parties"].toArray()) {
                net += party["net"].toDouble();
            }
            QVERIFY(std::abs(net) <= 1e-12 * all);
        }
    }
    void theSameQuestionGetsTheSameBytes() {
        for (const char* format : {"table", "json", "csv"}) {
            const QStringList question{"evaluate", "neocloud-investor", "--months", "--format", format};
            QCOMPARE(runCli(question).output, runCli(question).output);
        }
    }
    void oneDealCanBeAskedFor() {
        const QJsonArray deals = evaluated({"founder-64-gpus", "--deal", "buy"})["deals"].toArray();
        QCOMPARE(deals.size(), qsizetype{1});
        QCOMPARE(deals[0]["id"].toString(), QString("buy"));
        const Ran ran = runCli({"evaluate", "founder-64-gpus", "--deal", "lend"});
        QCOMPARE(ran.exitCode, static_cast<int>(cli::ExitCode::BadInput));
        QVERIFY2(ran.errors.contains("rent, buy, borrow"), ran.errors);
    }
    void csvHasOneAmountARowAndJsonTheSameOnes() {
        const QList<QByteArray> metrics = runCli({"evaluate", "spacex-reflection", "--format", "csv"}).output.split('\n');
        QCOMPARE(metrics[0], QByteArray("deal,metric,label,value,unit,reason"));
        QVERIFY(metrics.contains("lease,headline,Headline value,6300000000,$,"));
        const QList<QByteArray> months = runCli({"evaluate", "spacex-reflection", "--months", "--format", "csv"}).output.split('\n');
        QCOMPARE(months[0], QByteArray("deal,line,title,tranche,loan,payer,payee,unit,month,amount"));
        QVERIFY(months.contains("lease,fixed-fee,\"Fixed capacity fee · Colossus 2, GB300\",colossus,,lab,spacex,$,2027-03,150000000"));
    }
    void theReportNamesFiguresContractsAndLines() {
        const Ran ran = runCli({"evaluate", "spacex-reflection", "--lines"});
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(ran.errors.isEmpty());
        for (const char* text : {"Cost of useful compute", "Fixed capacity fee · Colossus 2, GB300", "2026-12-30", "2029"}) {
            QVERIFY2(ran.output.contains(text), text);
        }
    }

    void aSettingChangesTheFigures() {
        const QJsonObject lease = dealOf(evaluated({"spacex-reflection", "--set", kFee + "=160 M$/month"}), "lease");
        QCOMPARE(metric(lease, "headline"), 42.0 * 160e6);
    }
    void aSettingWithoutEffectIsSaidOnStandardErrorAndInJson() {
        const Ran ran = runCli({"evaluate", "spacex-reflection", "--format", "json", "--set", "study.notes=Another day", "--set", kFee + "=160 M$/month"});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.errors, QByteArray("offtake-cli: note: study.notes = Another day has no effect on the result.\n"));
        QCOMPARE(QJsonDocument::fromJson(ran.output)["notes"].toArray().size(), qsizetype{1});
    }
    void aScenarioIsAppliedAndSettingsGoBeforeIt() {
        const QString count = "deal.lease.tranche.colossus.accelerators";
        const double high = metric(dealOf(evaluated({"spacex-reflection", "--scenario", "count-high"}), "lease"), "lcoc");
        const double set = metric(dealOf(evaluated({"spacex-reflection", "--set", count + "=51900"}), "lease"), "lcoc");
        const double both = metric(dealOf(evaluated({"spacex-reflection", "--scenario", "count-high", "--set", count + "=17900"}), "lease"), "lcoc");
        const double low = metric(dealOf(evaluated({"spacex-reflection", "--scenario", "count-low"}), "lease"), "lcoc");
        QCOMPARE(high, set);
        QCOMPARE(both, low);
        QVERIFY(low > high);
    }

    void whatCannotBeSetIsRefused_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("remedy");
        const auto row = [](const char* name, const QString& setting, const char* names, const char* remedy) {
            QTest::newRow(name) << QStringList{"--set", setting} << names << remedy;
        };
        row("unknown input", "deal.lease.tranche.colossus.acelerators=5", "deal.lease.tranche.colossus.acelerators", "Did you mean deal.lease.tranche.colossus.accelerators");
        row("no value", "study.horizon", "study.horizon", "path=value");
        row("out of bounds", "study.horizon=1000000000", "study.horizon", "between 1 months and 480 months");
        row("unit mismatch", "study.horizon=48 kW", "study.horizon", "");
        row("negative count", "deal.lease.tranche.colossus.accelerators=-1", "accelerators", "between");
        row("end before start", "deal.lease.tranche.colossus.term=-6", "term", "between");
        row("not a number", kFee + "=nan", "fixed-fee.fee", "");
        row("infinite", kFee + "=inf", "fixed-fee.fee", "");
        row("beyond a double", kFee + "=1e999", "fixed-fee.fee", "");
        row("not the first of a month", "study.start=2026-07-15", "study.start", "2026-07-01");
        row("party that is not there", "study.perspective=nobody", "study.perspective", "lab, spacex");
        row("range that ends before it starts", kFee + "=9 to 5", "fixed-fee.fee", "");
        QTest::newRow("same input twice") << QStringList{"--set", "study.horizon=36", "--set", "study.horizon=48"} << "study.horizon" << "Keep one";
        QTest::newRow("unknown scenario") << QStringList{"--scenario", "count-hi"} << "count-hi" << "count-high";
    }
    void whatCannotBeSetIsRefused() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, names);
        QFETCH(QString, remedy);
        for (const char* command : {"evaluate", "compare", "check", "explain"}) {
            // A problem of the whole study is what `check` reports, and no reason to refuse.
            if (QByteArray(command) == "check" && (names == "study.start" || names == "study.perspective")) {
                continue;
            }
            QStringList all{command, "spacex-reflection"};
            all << (QByteArray(command) == "explain" ? QStringList{"lcoc"} : QStringList{}) << arguments;
            const Ran ran = runCli(all);
            QCOMPARE(ran.exitCode, static_cast<int>(cli::ExitCode::BadInput));
            QVERIFY(ran.output.isEmpty());
            QVERIFY2(ran.errors.contains(names.toUtf8()) && ran.errors.contains(remedy.toUtf8()), ran.errors);
            QCOMPARE(ran.errors.count('\n'), 1);
        }
    }
};

QTEST_APPLESS_MAIN(TestCliEvaluate)
#include "tst_cli_evaluate.moc"
