#include <cmath>
#include <map>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "tests/app/support/Cli.h"
#include "tests/core/support/Datasets.h"
#include "tests/core/support/ForecastReference.h"

using namespace offtake::test;

namespace {

/// The member of a JSON answer at "points/0/x1".
QJsonValue memberAt(const QJsonValue& value, const QString& path) {
    QJsonValue found = value;
    for (const QString& step : path.split('/')) {
        found = found.isArray() ? found.toArray()[step.toInt()] : found[step];
    }
    return found;
}

QJsonArray listOf(const std::vector<double>& numbers) {
    QJsonArray list;
    for (const double number : numbers) {
        list.append(number);
    }
    return list;
}

/// What `calc` answers; nothing when it failed.
QJsonObject calculated(const QString& function, const QJsonObject& arguments) {
    const Ran ran = runCli({"calc", function, "-", "--format", "json"}, QJsonDocument(arguments).toJson());
    if (ran.exitCode != 0) {
        qWarning("%s", ran.errors.constData());
        return {};
    }
    return QJsonDocument::fromJson(ran.output).object();
}

}  // namespace

/// Every published case of forecasting, distributions, processes and random numbers, through `calc` as a user would:
/// tests/data/cases/forecast.json holds function, arguments and what must come out. Sources: Random123's known answers
/// (RNG); Joe & Kuo's direction numbers by SciPy and Boost (QMC); SciPy, closed forms and Keelin 2016 (DIST); Kruskal 1958
/// (CORR); Uhlenbeck & Ornstein 1930, Merton 1976 (PROC); Farmer & Lafond 2016, Lafond et al. 2018, Bass 1969, the
/// Performance Curve Database (TECH); M4, Gneiting 2011, Hersbach 2000 (ACC); R's forecast 8.20 (ETS). Tolerances are those
/// of the cases; digits as published. ACC-007 and ACC-009 follow from errors rounded to four digits.
class TestCliForecastCases : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedCasesComeOut_data() {
        QTest::addColumn<QJsonObject>("each");
        QFile file(OFFTAKE_SOURCE_DIR "/tests/data/cases/forecast.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray all = QJsonDocument::fromJson(file.readAll()).array();
        QVERIFY(all.size() > 50);
        for (const QJsonValue& each : all) {
            QTest::newRow(qPrintable(each["id"].toString() + " " + each["function"].toString())) << each.toObject();
        }
    }
    void publishedCasesComeOut() {
        QFETCH(QJsonObject, each);
        const QJsonObject answer = calculated(each["function"].toString(), each["arguments"].toObject());
        const QJsonObject expected = each["expect"].toObject();
        QVERIFY(!expected.isEmpty());
        for (const QString& name : expected.keys()) {
            const QJsonValue found = memberAt(answer, name);
            if (expected[name].isString()) {
                QCOMPARE(found.toString(), expected[name].toString());
                continue;
            }
            QVERIFY2(found.isDouble(), qPrintable(name));
            const double value = expected[name].toDouble();
            const double tolerance = each["tolerance"].toDouble() * (each["relative"].toBool() ? std::abs(value) : 1.0);
            QVERIFY2(std::abs(found.toDouble() - value) <= tolerance,
                     qPrintable(QString("%1: %2 instead of %3").arg(name).arg(found.toDouble(), 0, 'g', 17).arg(value, 0, 'g', 17)));
        }
    }

    void smoothingAtGivenParametersIsTheReference_data() {
        QTest::addColumn<Row>("row");
        for (const char* file : {"ets_fits.csv", "ets_fixed_fits.csv"}) {
            for (const Row& row : referenceTable(file)) {
                QTest::addRow("%s %s %s", file, row.at("id").c_str(), row.at("model").c_str()) << row;
            }
        }
    }
    // ETS-001 to ETS-023: likelihood and AICc to 1e-8; forecasts with the exact columns, whose spread R has wrong for two
    // classes of models.
    void smoothingAtGivenParametersIsTheReference() {
        QFETCH(Row, row);
        static const auto series = referenceSeries();
        const auto& values = series.at(row.at("id"));
        const auto model = referenceModel(row, values.seasonLength);
        QJsonObject arguments{{"values", listOf(values.values)},
                              {"model", QString::fromStdString(offtake::forecast::etsName(model.form))},
                              {"alpha", model.parameters.alpha},
                              {"beta", model.parameters.beta},
                              {"gamma", model.parameters.gamma},
                              {"phi", model.parameters.phi},
                              {"level", model.initial.level}};
        if (model.form.trend != offtake::forecast::TrendForm::None) {
            arguments["trend"] = model.initial.trend;
        }
        if (!model.initial.season.empty()) {
            arguments["season"] = listOf(model.initial.season);
        }
        const QJsonObject answer = calculated("ets", arguments);
        constexpr double kSame = 1e-8;
        QVERIFY(std::abs(answer["log-likelihood"].toDouble() - number(row.at("loglik"))) < kSame);
        QVERIFY(std::abs(answer["aicc"].toDouble() - number(row.at("aicc"))) < 2 * kSame);
        QVERIFY(std::abs(answer["mean-square"].toDouble() / number(row.at("mse")) - 1.0) < kSame);
        if (!row.contains("bic")) {
            return;  // the table of fixed forms has no forecasts beside it
        }
        QVERIFY(std::abs(answer["bic"].toDouble() - number(row.at("bic"))) < 2 * kSame);
        int compared = 0;
        for (const Row& step : referenceTable("ets_forecasts_corrected.csv")) {
            if (step.at("id") != row.at("id") || number(step.at("h")) > 12.0) {
                continue;
            }
            const QJsonValue ahead = answer["forecast"].toArray()[static_cast<int>(number(step.at("h"))) - 1];
            QVERIFY(std::abs(ahead["path"].toDouble() / number(step.at("mean_zero_error_recursion")) - 1.0) < kSame);
            QVERIFY(std::abs(ahead["mean"].toDouble() / number(step.at("mean_exact")) - 1.0) < kSame);
            QVERIFY(std::abs(ahead["sd"].toDouble() / number(step.at("sd_exact")) - 1.0) < kSame);
            ++compared;
        }
        QVERIFY(compared > 0);
    }

    // R's thetaf, whose alpha and level come from an optimiser that stops early: given both, the rest agrees.
    void thetaAtGivenParametersIsTheReference_data() {
        QTest::addColumn<Row>("row");
        for (const Row& row : referenceTable("theta_fits.csv")) {
            QTest::newRow(row.at("id").c_str()) << row;
        }
    }
    void thetaAtGivenParametersIsTheReference() {
        QFETCH(Row, row);
        static const auto series = referenceSeries();
        const auto& values = series.at(row.at("id"));
        const QJsonObject answer = calculated("theta", {{"values", listOf(values.values)},
                                                        {"season-length", values.seasonLength},
                                                        {"alpha", number(row.at("alpha"))},
                                                        {"initial-level", number(row.at("l0"))}});
        constexpr double kSame = 1e-8;
        QVERIFY(std::abs(answer["drift"].toDouble() - number(row.at("drift"))) < kSame * std::max(1.0, std::abs(number(row.at("drift")))));
        QCOMPARE(answer["seasonal"].toString(), QString(row.at("seasonal_adjusted") == "TRUE" ? "yes" : "no"));
        for (const Row& step : referenceTable("theta_forecasts.csv")) {
            if (step.at("id") == row.at("id") && number(step.at("h")) <= 12.0) {
                const QJsonValue ahead = answer["forecast"].toArray()[static_cast<int>(number(step.at("h"))) - 1];
                QVERIFY(std::abs(ahead["mean"].toDouble() / number(step.at("mean")) - 1.0) < kSame);
                QVERIFY(std::abs(ahead["lower-95"].toDouble() - number(step.at("lo95"))) < kSame * std::abs(number(step.at("mean"))));
            }
        }
    }

    void hindcastsOfTechnologiesHaveTheirPublishedCoverage_TECH019() {
        const auto file = datasetFile("series/pcdb_experience_curves.csv");
        if (!file) {
            QSKIP("needs the bulk data sets; set OFFTAKE_DATASETS to their folder");
        }
        std::map<std::string, std::vector<std::pair<double, double>>> technologies;
        for (const Row& row : table(*file)) {
            technologies[row.at("technology")].emplace_back(number(row.at("year")), number(row.at("unit_cost")));
        }
        int forecasts = 0;
        int inside = 0;
        for (const auto& [name, costs] : technologies) {
            std::vector<double> values;
            bool yearly = true;
            for (std::size_t i = 0; i < costs.size(); ++i) {
                yearly = yearly && (i == 0 || costs[i].first - costs[i - 1].first == 1.0);
                values.push_back(costs[i].second);
            }
            if (yearly && values.size() > 6) {
                const QJsonObject answer = calculated("moore-hindcast", {{"values", listOf(values)}});
                forecasts += answer["forecasts"].toInt();
                inside += answer["inside"].toInt();
            }
        }
        QCOMPARE(forecasts, 11705);
        QVERIFY(std::abs(static_cast<double>(inside) / forecasts - 0.804) < 0.001);
    }

    // Figures that follow by hand: shares 0.8 e^(-0.3 age) exactly, so that every quantile is the median.
    void resaleValueFollowsFromSales() {
        QJsonArray shares;
        for (const double age : {1.0, 2.0, 3.0, 4.0, 5.0}) {
            shares.append(0.8 * std::exp(-0.3 * age));
        }
        const QJsonObject answer = calculated("resale", {{"ages", QJsonArray{1, 2, 3, 4, 5}}, {"shares", shares}, {"at-age", 2.5}});
        QVERIFY(std::abs(answer["start"].toDouble() - 0.8) < 1e-12);
        QVERIFY(std::abs(answer["decay-per-year"].toDouble() - 0.3) < 1e-12);
        QVERIFY(std::abs(answer["median"].toDouble() - 0.8 * std::exp(-0.75)) < 1e-12);
    }

    // 100, 120, 144 grow by 20 %: 100 / 0.2 = 500 were made before.
    void experienceIncludesWhatWasMadeBefore() {
        const QJsonObject answer = calculated("cumulative-production", {{"production", QJsonArray{100, 120, 144}}});
        QVERIFY(std::abs(memberAt(answer, "cumulative/0/total").toDouble() - 600.0) < 1e-9);
        QVERIFY(std::abs(memberAt(answer, "cumulative/2/total").toDouble() - 864.0) < 1e-9);
    }

    // Lognormal moments: mean S e^(drift T), sd mean √(e^(σ² T) − 1); with jumps their factor on the mean (PROC-005).
    void aRandomWalkHasItsClosedMoments() {
        const QJsonObject plain = calculated("random-walk", {{"start", 50}, {"drift", 0.05}, {"volatility", 0.3}, {"years", 2}});
        const double mean = 50.0 * std::exp(0.1);
        QVERIFY(std::abs(plain["mean"].toDouble() - mean) < 1e-12 * mean);
        QVERIFY(std::abs(plain["sd"].toDouble() - mean * std::sqrt(std::expm1(0.18))) < 1e-12 * mean);
        const QJsonObject jumping = calculated("random-walk", {{"start", 1}, {"volatility", 0}, {"jump-rate", 8.58}, {"jump-sd", 0.67}});
        QVERIFY(std::abs(jumping["mean"].toDouble() - 8.66265119993009) < 1e-12 * 8.7);
        QVERIFY(std::abs(jumping["sd-log"].toDouble() - 0.67 * std::sqrt(8.58)) < 1e-12);
    }

    // Log-normal in the long run: e^(variance / 2) with the stationary variance σ² / (2 κ).
    void aRevertingLogarithmHasItsClosedMean() {
        const QJsonObject answer = calculated("log-mean-reversion", {{"speed", 2}, {"volatility", 0.8}, {"years", 50}});
        const double variance = 0.64 / 4.0;
        QVERIFY(std::abs(answer["mean"].toDouble() - std::exp(variance / 2.0)) < 1e-11);
        QVERIFY(std::abs(answer["sd"].toDouble() - std::exp(variance / 2.0) * std::sqrt(std::expm1(variance))) < 1e-10);
    }

    // Keelin (2016), section 4: bounds by a logarithm or log odds of the values; the given quantiles come back.
    void aMetalogKeepsItsBounds() {
        const QJsonObject bounds{{"low", 10}, {"median", 20}, {"high", 50}, {"probabilities", QJsonArray{1e-6, 0.1, 0.5, 0.9, 0.999999}}};
        for (const bool upper : {false, true}) {
            QJsonObject arguments = bounds;
            arguments["low-bound"] = 5;
            if (upper) {
                arguments["high-bound"] = 80;
            }
            const QJsonObject answer = calculated("metalog-triplet", arguments);
            QCOMPARE(answer["feasible"].toString(), QString("yes"));
            QVERIFY(answer["q1e-06"].toDouble() > 5.0 && answer["q1e-06"].toDouble() < 10.0);
            QVERIFY(std::abs(answer["q0.1"].toDouble() - 10.0) < 1e-12);
            QVERIFY(std::abs(answer["q0.9"].toDouble() - 50.0) < 1e-12);
            QVERIFY(!upper || answer["q0.999999"].toDouble() < 80.0);
        }
    }

    // By hand: widths 2 and 2, the second value 1 above its interval at 80 %: (2 + 2 + 10 · 1) / 2 = 7; changes of 1 before.
    void intervalsAreScored() {
        const QJsonObject answer = calculated("interval-accuracy", {{"actual", QJsonArray{1, 5}}, {"lower", QJsonArray{0, 2}}, {"upper", QJsonArray{2, 4}},
                                                                    {"level", 0.8}, {"training", QJsonArray{1, 2, 1, 2}}});
        QCOMPARE(answer["coverage"].toDouble(), 0.5);
        QVERIFY(std::abs(answer["interval-score"].toDouble() - 7.0) < 1e-12);
        QVERIFY(std::abs(answer["msis"].toDouble() - 7.0) < 1e-12);
    }

    // (|1-3| + |2-3| + |4-3| + |7-3|)/4 = 2 less the pairs' distances 1+3+6+2+5+3 = 20 over 4·3; normal: Gneiting et al.
    // (2005), at the mean sd (√2 − 1)/√π.
    void ensemblesAndNormalForecastsAreScored() {
        QVERIFY(std::abs(calculated("crps", {{"ensemble", QJsonArray{1, 2, 4, 7}}, {"actual", 3}})["fair-crps"].toDouble() - (2.0 - 20.0 / 12.0)) < 1e-14);
        QVERIFY(std::abs(calculated("crps-normal", {{"mean", 5}, {"sd", 2}, {"actual", 5}})["crps"].toDouble() -
                         2.0 * (std::sqrt(2.0) - 1.0) / std::sqrt(std::acos(-1.0))) < 1e-14);
    }

    // The matrix of two equal positive correlations and a negative one has the nearest one of ±1/2 (by symmetry).
    void whatIsNoCorrelationMatrixIsRepaired() {
        const QJsonObject answer = calculated("nearest-correlation", {{"matrix", QJsonArray{1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1}}});
        QVERIFY(answer["lowest-eigenvalue"].toDouble() < 0.0);
        QVERIFY(std::abs(memberAt(answer, "cells/1/nearest").toDouble() - 0.5) < 1e-8);
    }

    // MAPE of a zero does not exist; the other measures do.
    void whatDoesNotExistIsEmptyWithItsReason() {
        const QJsonObject answer = calculated("accuracy", {{"actual", QJsonArray{0, 2}}, {"forecast", QJsonArray{1, 2}}});
        QVERIFY(answer["mape"].isNull());
        QCOMPARE(answer["mae"].toDouble(), 0.5);
        QVERIFY(answer["warnings"].toArray()[0].toString().contains("zero"));
    }

    void whatCannotBeIsRefusedByName_data() {
        QTest::addColumn<QStringList>("call");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const char* function, const char* json, const char* says) {
            QTest::newRow(name) << QStringList{function, json} << QByteArray(says);
        };
        row("unknown family", "distribution", R"({"family": "gamma", "parameters": [1]})", "gamma");
        row("triangle out of order", "distribution", R"({"family": "tri", "parameters": [8, 3, 1]})", "distribution");
        row("quantile of probability 1", "distribution", R"({"family": "uniform", "parameters": [0, 1], "probabilities": [1]})", "probabilities");
        row("quantiles that cross", "lognormal", R"({"p1": 0.9, "x1": 40, "p2": 0.1, "x2": 160})", "lognormal");
        row("words too long", "philox", R"({"counter": "1 2 3 100000000", "key": "0 0"})", "counter");
        row("no square", "nearest-correlation", R"({"matrix": [1, 2]})", "matrix");
        row("correlation of 2", "rank-correlation", R"({"normal": 2})", "normal");
        row("speed 0", "mean-reversion", R"({"speed": 0, "volatility": 1})", "speed");
        row("dimension 0", "sobol", R"({"dimensions": [0]})", "dimension");
        row("dimension beyond the table", "sobol", R"({"dimensions": [3668]})", "3667");
        row("point below the origin", "sobol", R"({"dimensions": [1], "index": -1})", "index");
        row("a billion numbers", "sobol", R"({"dimensions": [1], "count": 1000000000})", "million");
        row("unknown generator", "philox", R"({"counter": "0 0", "key": "0", "variant": "3x32"})", "variant");
        row("too few words", "philox", R"({"counter": "0", "key": "0 0"})", "counter");
        row("word too large", "philox-engine", R"({"seed": "4294967296", "position": 1})", "seed");
        row("value 0 of a sequence", "philox-engine", R"({"seed": "1", "position": 0})", "position");
        row("no trend state", "ets", R"({"values": [1, 2, 3], "model": "AAN", "alpha": 0.5, "level": 1})", "trend");
        row("a season too many", "ets", R"({"values": [1, 2, 3], "model": "ANN", "alpha": 0.5, "level": 1, "season": [1, 2]})", "season");
        row("unknown model", "ets", R"({"values": [1, 2, 3], "model": "XYZ", "alpha": 0.5, "level": 1})", "XYZ");
        row("level zero under relative errors", "ets", R"({"values": [1, 2, 3], "model": "MNN", "alpha": 0.5, "level": 0})", "zero");
        row("horizon 0", "ets", R"({"values": [1, 2, 3], "model": "ANN", "alpha": 0.5, "level": 1, "horizon": 0})", "horizon");
        row("alpha alone", "theta", R"({"values": [1, 2, 3, 4, 6], "alpha": 0.5})", "initial-level");
        row("four values", "theta", R"({"values": [1, 2, 3, 4]})", "4");
        row("lists of unequal length", "accuracy", R"({"actual": [1, 2], "forecast": [1]})", "2 values but 1");
        row("interval the wrong way round", "interval-accuracy", R"({"actual": [1], "lower": [2], "upper": [1]})", "Interval 1");
        row("level in percent", "interval-accuracy", R"({"actual": [1], "lower": [0], "upper": [2], "level": 95})", "level");
        row("probability 0", "pinball", R"({"probability": 0, "actual": [1], "forecast": [1]})", "probability");
        row("deviation 0", "crps-normal", R"({"mean": 0, "sd": 0, "actual": 1})", "sd");
        row("price 0", "random-walk", R"({"start": 0, "volatility": 0.1})", "start");
        row("negative share of a price", "resale", R"({"ages": [1, 2, 3, 4, 5], "shares": [1, -1, 1, 1, 1], "at-age": 1})", "resale");
        row("too few sales", "resale", R"({"ages": [1], "shares": [0.5], "at-age": 1})", "resale");
        row("production that falls to zero", "cumulative-production", R"({"production": [1, 0]})", "cumulative-production");
        row("short hindcast", "moore-hindcast", R"({"values": [1, 2, 3]})", "7 values");
        row("unknown curve", "growth", R"({"curve": "bass", "rate": 1, "time": 1})", "curve");
        row("quantile outside its bound", "metalog-triplet", R"({"low": 1, "median": 2, "high": 3, "low-bound": 1})", "bounds");
        row("probability 1", "normal-quantile", R"({"probability": 1})", "probability");
    }
    void whatCannotBeIsRefusedByName() {
        QFETCH(QStringList, call);
        QFETCH(QByteArray, says);
        const Ran ran = runCli(QStringList{"calc"} + call);
        QVERIFY(ran.exitCode != 0);
        QVERIFY(ran.output.isEmpty());
        QVERIFY2(ran.errors.contains(says), ran.errors);
    }
};

QTEST_APPLESS_MAIN(TestCliForecastCases)
#include "tst_cli_forecast_cases.moc"
