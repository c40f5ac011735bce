#include <cmath>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "app/cli/ExitCode.h"
#include "tests/app/support/Cli.h"

using namespace offtake;
using namespace offtake::test;

/// Functions with known indices, through `calc`.
class TestCliCalcSensitivity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void closedFormAndEstimateStandSideBySide_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("input");
        QTest::addColumn<QString>("index");
        QTest::addColumn<double>("expected");
        const auto row = [](const char* id, const QStringList& arguments, int input, const char* index, double expected) {
            QTest::newRow(id) << QStringList{"calc"} + arguments << input << index << expected;
        };
        // Saltelli et al. (2008); Saltelli and Sobol' (1995).
        row("SENS-003", {"ishigami-indices"}, 0, "first", 0.313905191147811);
        row("SENS-005", {"ishigami-indices"}, 2, "first", 0.0);
        row("SENS-007", {"ishigami-indices"}, 1, "total", 0.442411144790041);
        row("SENS-011", {"g-function-indices", R"({"a": [0, 1, 4.5, 9, 99, 99, 99, 99]})"}, 0, "total", 0.7871441267);
        row("SENS-013", {"g-function-indices", R"({"a": [78, 12, 0.5, 2, 97, 33]})"}, 2, "first", 0.7657430682);
    }
    void closedFormAndEstimateStandSideBySide() {
        QFETCH(QStringList, arguments);
        QFETCH(int, input);
        QFETCH(QString, index);
        QFETCH(double, expected);
        const Ran ran = runCli(arguments + QStringList{"--format", "json"});
        QVERIFY2(ran.exitCode == 0, ran.errors);
        const QJsonObject found = QJsonDocument::fromJson(ran.output).object()["inputs"].toArray()[input].toObject();
        QVERIFY2(std::abs(found[index].toDouble() - expected) <= 1e-10, ran.output);
        // Four standard errors: twice the half-width of the 95 % interval.
        const double width = found[index + ".high"].toDouble() - found[index + ".low"].toDouble();
        QVERIFY2(std::abs(found[index + ".estimate"].toDouble() - expected) <= width, ran.output);
    }
    void theTotalVarianceIsGiven() {
        const QJsonObject answer = QJsonDocument::fromJson(runCli({"calc", "ishigami-indices", "--format", "json"}).output).object();
        QVERIFY(std::abs(answer["variance"].toDouble() - 13.8445879407193) < 1e-12);  // SENS-001
    }
    void screeningMeasuresAreThePublishedOnes() {
        // SENS-019 and SENS-023; see tst_screening.
        const QJsonArray inputs = QJsonDocument::fromJson(runCli({"calc", "ishigami-screening", "--format", "json"}).output).object()["inputs"].toArray();
        const double expected[] = {7.70405411159, 7.875, 6.24879610333};
        for (int i = 0; i < 3; ++i) {
            QVERIFY(std::abs(inputs[i].toObject()["mean-absolute"].toDouble() - expected[i]) < 1e-10);
            QVERIFY(inputs[i].toObject()["derivative-bound"].toDouble() > inputs[i].toObject()["total"].toDouble());
        }
        const QJsonObject delta = QJsonDocument::fromJson(runCli({"calc", "normal-delta", "--arg", "share=0.5", "--format", "json"}).output).object();
        QVERIFY(std::abs(delta["delta"].toDouble() - 0.30599382207778) < 1e-9);
    }
    void whatHasNoIndicesIsRefused_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no inputs") << QStringList{"calc", "g-function-indices", R"({"a": []})"};
        QTest::newRow("a pole") << QStringList{"calc", "g-function-indices", R"({"a": [1, -1]})"};
        QTest::newRow("no paths") << QStringList{"calc", "ishigami-indices", "--arg", "paths=0"};
        QTest::newRow("too many paths") << QStringList{"calc", "ishigami-indices", "--arg", "paths=1000000000000"};
        QTest::newRow("no grid") << QStringList{"calc", "ishigami-screening", "--arg", "levels=-4"};
        QTest::newRow("no share") << QStringList{"calc", "normal-delta", "--arg", "share=1.5"};
        QTest::newRow("a seed below zero") << QStringList{"calc", "ishigami-indices", "--arg", "seed=-1"};
    }
    void whatHasNoIndicesIsRefused() {
        QFETCH(QStringList, arguments);
        const Ran ran = runCli(arguments);
        QCOMPARE(ran.exitCode, static_cast<int>(cli::ExitCode::BadInput));
        QVERIFY(ran.output.isEmpty());
        QVERIFY(!ran.errors.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestCliCalcSensitivity)
#include "tst_cli_calc_sensitivity.moc"
