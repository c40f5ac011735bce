#include <cmath>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "tests/app/support/Cli.h"

using namespace offtake::test;

/// Published values of distributions, processes and laws of technology, through `calc`. Sources beside the cases; digits
/// and tolerances are those that are published.
class TestCliCalcChance : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedCasesComeOut_data() {
        QTest::addColumn<QString>("function");
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("expected");
        QTest::addColumn<double>("tolerance");
        const auto row = [](const char* id, const char* function, const char* json, const char* name, double expected, double tolerance) {
            QTest::newRow(qPrintable(QString("%1 %2").arg(id, name))) << function << json << name << expected << tolerance;
        };
        // Vose, modified PERT, after the beta distribution's closed forms.
        row("DIST-009", "distribution", R"({"family": "pert", "parameters": [1, 3, 8, 4]})", "mean", 3.5, 1e-9);
        row("DIST-009", "distribution", R"({"family": "pert", "parameters": [1, 3, 8, 4]})", "sd", 1.26773138209, 1e-9);
        row("DIST-009", "distribution", R"({"family": "pert", "parameters": [1, 3, 8, 4]})", "q0.95", 5.7739214935, 1e-9);
        row("DIST-011", "distribution", R"({"family": "pert", "parameters": [10, 10, 30, 4]})", "q0.5", 12.5889887341, 1e-9);
        // Kotz and van Dorp, triangular.
        row("DIST-013", "distribution", R"({"family": "tri", "parameters": [1, 3, 8], "probabilities": [0.1]})", "q0.1", 2.18321595662, 1e-10);
        // ln x = mu + sigma z at both quantiles.
        row("DIST-017", "lognormal", R"({"p1": 0.1, "x1": 40, "p2": 0.9, "x2": 160})", "mu", 4.38202663467, 1e-11);
        row("DIST-017", "lognormal", R"({"p1": 0.1, "x1": 40, "p2": 0.9, "x2": 160})", "mean", 92.6004909515, 1e-10);
        row("DIST-019", "distribution", R"({"family": "lognormal", "parameters": [2.5, 1]})", "q0.05", 1.23170040168, 1e-10);
        row("DIST-021", "truncated-normal", R"({"mu": 2, "sd": 1, "low": 0.5, "high": 4})", "sd", 0.813097657291, 1e-9);
        // Keelin (2016), metalog by least squares and from a triplet.
        row("DIST-023", "metalog", R"({"at": [0.05, 0.25, 0.5, 0.75, 0.95], "values": [2.1, 2.8, 3.9, 5.2, 7.5], "terms": 4, "probabilities": [0.99]})",
            "a3", 0.71839365666, 1e-8);
        row("DIST-023", "metalog", R"({"at": [0.05, 0.25, 0.5, 0.75, 0.95], "values": [2.1, 2.8, 3.9, 5.2, 7.5], "terms": 4, "probabilities": [0.99]})",
            "q0.99", 9.173550936, 1e-8);
        row("DIST-029", "metalog-triplet", R"({"low": 100, "median": 180, "high": 300})", "a2", 45.5119613313, 1e-10);
        row("DIST-029", "metalog-triplet", R"({"low": 100, "median": 180, "high": 300})", "q0.95", 344.158811379, 1e-9);
        // Kruskal (1958).
        row("CORR-001", "rank-correlation", R"({"normal": 0.3})", "spearman", 0.287564218623, 1e-12);
        row("CORR-003", "rank-correlation", R"({"normal": -0.5})", "kendall", -1.0 / 3.0, 1e-12);
        row("CORR-005", "lognormal-correlation", R"({"normal": -0.5, "sigma1": 0.4, "sigma2": 0.6})", "correlation", -0.412393387099417, 1e-14);
        // Uhlenbeck and Ornstein (1930); Merton (1976).
        row("PROC-001", "mean-reversion", R"({"speed": 1, "volatility": 0.4})", "step-sd", 0.110821757830991, 1e-14);
        row("PROC-003", "mean-reversion", R"({"speed": 200, "volatility": 4, "years": 0.0027397260273972603})", "persistence", 0.578136542517284, 1e-14);
        row("PROC-005", "jump-factor", R"({"rate": 8.58, "mean": 0, "sd": 0.67})", "factor", 8.66265119993009, 1e-12);
        // Farmer and Lafond (2016); Bass (1969).
        row("TECH-001", "moore-error", R"({"differences": 5, "steps": 1, "theta": 0})", "variance", 1.2, 1e-12);
        row("TECH-003", "moore-error", R"({"differences": 5, "steps": 10, "theta": 0.25})", "variance", 43.375, 1e-12);
        row("TECH-009", "learning-rate", R"({"exponent": -0.234})", "learning-rate", 0.149725839935804, 1e-14);
        row("TECH-011", "bass", R"({"innovation": 0.03, "imitation": 0.38, "time": 5})", "level", 0.331198642491, 1e-12);
        row("TECH-013", "bass", R"({"innovation": 0.01, "imitation": 0.5, "time": 5})", "peak-time", 7.67063334398, 1e-11);
    }
    void publishedCasesComeOut() {
        QFETCH(QString, function);
        QFETCH(QString, json);
        QFETCH(QString, name);
        QFETCH(double, expected);
        QFETCH(double, tolerance);
        const Ran ran = runCli({"calc", function, json, "--format", "json"});
        QVERIFY2(ran.exitCode == 0, ran.errors);
        const QJsonValue found = QJsonDocument::fromJson(ran.output).object()[name];
        QVERIFY2(found.isDouble(), ran.output);
        QVERIFY2(std::abs(found.toDouble() - expected) <= tolerance * std::max(1.0, std::abs(expected)), ran.output);
    }

    // Lafond et al. (2018): levels with the published changes of their logarithms.
    void anExperienceCurveHasThePublishedErrors() {
        const double costs[] = {-.20, -.05, -.12, -.31, -.08};
        const double production[] = {.30, .25, .22, .35, .20};
        QJsonArray values{1.0};
        QJsonArray experience{1.0};
        double cost = 0.0;
        double made = 0.0;
        for (std::size_t i = 0; i < 5; ++i) {
            values.append(std::exp(cost += costs[i]));
            experience.append(std::exp(made += production[i]));
        }
        const QJsonObject arguments{{"values", values}, {"experience", experience}, {"growth", QJsonArray{0.25, 0.25, 0.25}}};
        const Ran ran = runCli({"calc", "wright", QJsonDocument(arguments).toJson(), "--format", "json"});
        QVERIFY2(ran.exitCode == 0, ran.errors);
        const QJsonObject found = QJsonDocument::fromJson(ran.output).object();
        const std::pair<const char*, double> expected[] = {{"exponent", -0.614749587232}, {"volatility", 0.0742713642874}, {"log-change", -0.461062190424},
                                                           {"standard-error-independent", 0.158389341625}, {"standard-error", 0.175172465519}};
        for (const auto& [name, value] : expected) {
            QVERIFY2(std::abs(found[name].toDouble() - value) < 1e-10, name);
        }
    }

    // Known answer of Random123 (kat_vectors).
    void philoxGivesTheKnownAnswer() {
        const Ran ran = runCli({"calc", "philox", R"({"counter": "243f6a88 85a308d3 13198a2e 03707344", "key": "a4093822 299f31d0"})", "--format", "json"});
        QVERIFY2(ran.exitCode == 0, ran.errors);
        QCOMPARE(QJsonDocument::fromJson(ran.output).object()["words"].toString(), QString("d16cfe09 94fdcceb 5001e420 24126ea1"));
    }

    // The matrix of the two equal positive and one negative correlation has the nearest one of ±1/2 (by symmetry).
    void whatIsNoCorrelationMatrixIsRepaired() {
        const Ran ran = runCli({"calc", "nearest-correlation", R"({"matrix": [1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1]})", "--format", "json"});
        QVERIFY2(ran.exitCode == 0, ran.errors);
        const QJsonObject found = QJsonDocument::fromJson(ran.output).object();
        QVERIFY(found["lowest-eigenvalue"].toDouble() < 0.0);
        QVERIFY(std::abs(found["cells"].toArray()[1].toObject()["nearest"].toDouble() - 0.5) < 1e-8);
    }

    void whatCannotBeIsRefused_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown family") << QStringList{"distribution", R"({"family": "gamma", "parameters": [1]})"};
        QTest::newRow("triangle out of order") << QStringList{"distribution", R"({"family": "tri", "parameters": [8, 3, 1]})"};
        QTest::newRow("probability 1") << QStringList{"distribution", R"({"family": "uniform", "parameters": [0, 1], "probabilities": [1]})"};
        QTest::newRow("quantiles that cross") << QStringList{"lognormal", R"({"p1": 0.9, "x1": 40, "p2": 0.1, "x2": 160})"};
        QTest::newRow("words too long") << QStringList{"philox", R"({"counter": "1 2 3 100000000", "key": "0 0"})"};
        QTest::newRow("no square") << QStringList{"nearest-correlation", R"({"matrix": [1, 2]})"};
        QTest::newRow("correlation of 2") << QStringList{"rank-correlation", R"({"normal": 2})"};
        QTest::newRow("speed 0") << QStringList{"mean-reversion", R"({"speed": 0, "volatility": 1})"};
    }
    void whatCannotBeIsRefused() {
        QFETCH(QStringList, arguments);
        const Ran ran = runCli(QStringList{"calc"} + arguments);
        QVERIFY(ran.exitCode != 0);
        QVERIFY(ran.output.isEmpty());
        QVERIFY(!ran.errors.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestCliCalcChance)
#include "tst_cli_calc_chance.moc"
