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

const QStringList kSmall{"simulate", "spacex-reflection", "--paths", "3000", "--metric", "lcoc", "--metric", "npv", "--format", "json"};

/// Three prices of which each two are to move closely together, one of them against the others; one can be negative.
const QByteArray kTorn = R"json({"format": "offtake-study", "version": 1, "study": {"name": "Torn"}, "parties": [{"id": "lab"}],
    "deals": [{"id": "a", "tranches": [{"id": "x", "kind": "cloud", "price": {"distribution": "normal(2, 1)"}},
                                       {"id": "y", "kind": "cloud", "price": {"value": 2, "low": 1, "high": 4}},
                                       {"id": "z", "kind": "cloud", "price": {"value": 2, "low": 1, "high": 4}}]}],
    "correlations": [{"id": "xy", "first": "deal.a.tranche.x.price", "second": "deal.a.tranche.y.price", "rank-correlation": 0.9},
                     {"id": "yz", "first": "deal.a.tranche.y.price", "second": "deal.a.tranche.z.price", "rank-correlation": 0.9},
                     {"id": "xz", "first": "deal.a.tranche.x.price", "second": "deal.a.tranche.z.price", "rank-correlation": -0.9}]})json";

QJsonObject simulated(const QStringList& arguments) {
    const Ran ran = runCli(arguments);
    return ran.exitCode == 0 ? QJsonDocument::fromJson(ran.output).object() : QJsonObject();
}

QJsonObject metric(const QJsonObject& answer, const QString& key) {
    for (const QJsonValue& item : answer["metrics"].toArray()) {
        if (item["metric"].toString() == key) {
            return item.toObject();
        }
    }
    return {};
}

}  // namespace

class TestCliSimulate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_figure_that_no_deal_has_is_one_sentence_instead_of_empty_rows() {
        // The investor's deals sell capacity, so that none of them has a cost of useful compute.
        const Ran ran = runCli({"simulate", "neocloud-investor", "--paths", "200", "--metric", "lcoc", "--metric", "npv"});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.output.count("Cost of useful compute"), 1);
        QVERIFY(ran.output.contains("Cost of useful compute exists on no path"));
        QVERIFY(ran.output.contains("Net present value (B$)"));
    }
    void the_answer_has_distributions_chances_and_months() {
        const QJsonObject answer = simulated(kSmall);
        QCOMPARE(answer["simulation"]["paths"].toInt(), 3000);
        QVERIFY(answer["simulation"]["inputs"].toArray().size() > 10);
        const QJsonObject cost = metric(answer, "lcoc");
        const QJsonObject lease = cost["deals"]["lease"].toObject();
        QVERIFY(lease["mean"]["error"].toDouble() > 0.0);
        QCOMPARE(lease["quantiles"].toArray().size(), 5);
        const QJsonObject apart = cost["differences"]["open"].toObject();
        QVERIFY(std::abs(apart["better"]["value"].toDouble() + apart["worse"]["value"].toDouble() + apart["ties"].toDouble() - 1.0) < 1e-12);
        QVERIFY(std::abs(apart["mean"]["value"].toDouble() - (cost["deals"]["open"]["mean"]["value"].toDouble() - lease["mean"]["value"].toDouble())) < 1e-9);
        QCOMPARE(answer["months"]["deals"]["open"]["running"]["mean"].toArray().size(), 42);
        QCOMPARE(answer["regret"]["scenarios"].toArray().size(), 11);
    }

    void the_same_seed_gives_the_same_bytes_for_any_number_of_threads() {
        const QByteArray one = runCli(kSmall + QStringList{"--threads", "1"}).output;
        QVERIFY(one.size() > 1000);
        for (const char* threads : {"2", "7"}) {
            QCOMPARE(runCli(kSmall + QStringList{"--threads", QString(threads)}).output, one);
        }
        QVERIFY(runCli(kSmall + QStringList{"--seed", "43"}).output != one);
        QVERIFY(!one.contains("thread"));
    }

    void every_sampler_tells_the_same_story() {
        const auto cost = [](const char* sampler) {
            const QJsonObject found = metric(simulated(kSmall + QStringList{"--sampler", QString(sampler)}), "lcoc");
            return found["deals"]["open"]["mean"].toObject();
        };
        const QJsonObject philox = cost("philox");
        for (const char* sampler : {"sobol", "latin"}) {
            const QJsonObject other = cost(sampler);
            const double error = std::hypot(philox["error"].toDouble(), other["error"].toDouble());
            QVERIFY(error > 0.0);
            QVERIFY(std::abs(other["value"].toDouble() - philox["value"].toDouble()) < 4.0 * error);
            QVERIFY(other["error"].toDouble() < philox["error"].toDouble());
        }
    }

    void the_text_says_the_chance_with_its_error() {
        const QString text = QString::fromUtf8(runCli({"simulate", "spacex-reflection", "--paths", "2000"}).output);
        QVERIFY(text.contains("is cheaper than"));
        QVERIFY(text.contains("% of cases (±"));
    }

    void one_deal_beside_another_one() {
        const Ran ran = runCli({"simulate", "founder-64-gpus", "--paths", "500", "--metric", "lcoc", "--deal", "buy", "--against", "borrow", "--format", "csv"});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.output.count('\n'), 4);  // head, both deals, the difference
        QVERIFY(ran.output.contains("lcoc,buy,borrow,"));
    }

    void a_wanted_error_ends_early() {
        const QJsonObject answer = simulated({"simulate", "spacex-reflection", "--paths", "100000", "--metric", "lcoc", "--error", "0.1", "--format", "json"});
        QVERIFY(answer["simulation"]["reached-error"].toBool());
        QVERIFY(answer["simulation"]["paths"].toInt() < 100000);
    }

    void wrong_numbers_are_refused_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("no paths") << QStringList{"--paths", "0"} << static_cast<int>(cli::ExitCode::BadInput);
        QTest::newRow("10^12 paths") << QStringList{"--paths", "1000000000000"} << static_cast<int>(cli::ExitCode::BadInput);
        QTest::newRow("more than any number") << QStringList{"--paths", "99999999999999999999"} << static_cast<int>(cli::ExitCode::BadInput);
        QTest::newRow("words") << QStringList{"--paths", "many"} << static_cast<int>(cli::ExitCode::BadInput);
        QTest::newRow("negative seed") << QStringList{"--seed", "-1"} << static_cast<int>(cli::ExitCode::BadInput);
        QTest::newRow("no figure") << QStringList{"--metric", "happiness"} << static_cast<int>(cli::ExitCode::BadInput);
        QTest::newRow("no deal") << QStringList{"--deal", "nobody", "--paths", "10"} << static_cast<int>(cli::ExitCode::BadInput);
        QTest::newRow("no error") << QStringList{"--error", "0"} << static_cast<int>(cli::ExitCode::BadInput);
        QTest::newRow("fewer than no threads") << QStringList{"--threads", "-1"} << static_cast<int>(cli::ExitCode::Usage);
        QTest::newRow("a million threads") << QStringList{"--threads", "1000000"} << static_cast<int>(cli::ExitCode::Usage);
        QTest::newRow("quantiles that cross") << QStringList{"--set", "deal.open.tranche.neocloud.clause.price.price=quantiles(10 %: 3, 50 %: 2, 90 %: 4)"} << static_cast<int>(cli::ExitCode::BadInput);
        QTest::newRow("no sampler") << QStringList{"--sampler", "dice"} << static_cast<int>(cli::ExitCode::Usage);
    }
    void wrong_numbers_are_refused() {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        const Ran ran = runCli(QStringList{"simulate", "spacex-reflection"} + arguments);
        QCOMPARE(ran.exitCode, exitCode);
        QVERIFY(ran.output.isEmpty());
        QVERIFY(!ran.errors.isEmpty());
    }

    void rates_of_return_that_are_several_or_none_are_counted_and_said() {
        const QStringList task{"simulate", "neocloud-investor", "--paths", "2000", "--metric", "equity-irr"};
        const QJsonObject answer = simulated(task + QStringList{"--format", "json"});
        const QJsonObject contract = metric(answer, "equity-irr")["deals"].toObject()["contract"].toObject();
        const int missing = contract["missing"].toInt();
        const int several = contract["several-rates"].toInt();
        QVERIFY(missing > 0 && several > 0);
        QCOMPARE(contract["paths"].toInt() + missing, 2000);
        const QString text = QString::fromUtf8(runCli(task).output);
        QVERIFY(text.contains(QStringLiteral("does not exist on %1 of 2000 paths, which are left out").arg(missing)));
        QVERIFY(text.contains(QStringLiteral("has several values on %1 of 2000 paths; the one nearest zero counts").arg(several)));
        const QByteArray csv = runCli(task + QStringList{"--format", "csv"}).output;
        QVERIFY(csv.startsWith("metric,deal,against,unit,paths,missing,") && csv.contains(",several-rates"));
        QVERIFY(csv.contains(QByteArray(",") + QByteArray::number(several) + '\n'));
    }

    void correlations_that_do_not_fit_together_are_told_before_and_after() {
        const QJsonObject answer = simulated({"simulate", "spacex-reflection", "--paths", "100", "--metric", "lcoc", "--format", "json"});
        QVERIFY(answer["simulation"]["correlations-moved"].toArray().isEmpty());
        const Ran ran = runCli({"simulate", "-", "--paths", "100", "--metric", "lcoc", "--format", "json"}, kTorn);
        QVERIFY2(ran.exitCode == 0, ran.errors.constData());
        const QJsonObject torn = QJsonDocument::fromJson(ran.output).object();
        const QJsonArray moved = torn["simulation"]["correlations-moved"].toArray();
        QCOMPARE(moved.size(), 3);
        for (const QJsonValue& item : moved) {
            QVERIFY(std::abs(std::abs(item["stated"].toDouble()) - 0.9) < 1e-12);
            QVERIFY(std::abs(item["used"].toDouble()) < 0.9);
        }
        const QString text = QString::fromUtf8(runCli({"simulate", "-", "--paths", "100", "--metric", "lcoc"}, kTorn).output);
        QVERIFY(text.contains("The correlations do not fit together: -0.90 between"));
        QVERIFY(text.contains("was moved to"));
    }

    void a_price_that_can_be_negative_is_noted_with_a_lognormal_in_its_place() {
        const Ran ran = runCli({"check", "-"}, kTorn);
        QVERIFY2(ran.output.contains("can be negative in 2.3 % of draws; they stop at 0. Write 0.82 to 3.9 for a lognormal"), ran.output.constData());
    }

    void nothing_uncertain_is_said() {
        const QByteArray study = R"({"format": "offtake-study", "version": 1, "study": {"name": "Certain"},
            "parties": [{"id": "lab"}], "deals": [{"id": "a", "tranches": [{"id": "t", "kind": "cloud", "accelerators": 8}]}]})";
        const Ran ran = runCli({"simulate", "-", "--paths", "10"}, study);
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(ran.output.contains("Nothing in this study is uncertain"));
    }
};

QTEST_APPLESS_MAIN(TestCliSimulate)
#include "tst_cli_simulate.moc"
