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
