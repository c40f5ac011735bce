#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/forecast/MooreHindcast.h"
#include "core/forecast/WrightsLaw.h"
#include "tests/core/support/Datasets.h"

using namespace offtake;
using namespace offtake::forecast;

namespace {

bool near(double value, double expected, double tolerance) {
    return std::abs(value - expected) <= tolerance;
}

/// Unit costs and cumulative production of a few technologies, with trends that were computed elsewhere.
nlohmann::json technologies() {
    std::ifstream file(OFFTAKE_SOURCE_DIR "/tests/data/forecast/technology.json");
    return nlohmann::json::parse(file)["technologies"];
}

struct Technology {
    std::vector<double> years;
    std::vector<double> costs;
    std::vector<double> experience;

    [[nodiscard]] bool isYearly() const {
        for (std::size_t i = 1; i < years.size(); ++i) {
            if (years[i] - years[i - 1] != 1.0) {
                return false;
            }
        }
        return true;
    }
};

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> found;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');) {
        found.push_back(cell);
    }
    return found;
}

std::map<std::string, Technology> costCurves(const std::string& path) {
    std::map<std::string, Technology> curves;
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        const auto row = cells(line);
        Technology& technology = curves[row[0]];
        technology.years.push_back(std::stod(row[1]));
        technology.costs.push_back(std::stod(row[2]));
        technology.experience.push_back(std::stod(row[3]));
    }
    return curves;
}

/// The costs are rounded to ten significant digits, the trends were computed before that.
constexpr double kTrendTolerance = 1e-9;

}  // namespace

class TestTechnology : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theErrorOfMooresLawGrowsAsDerived_data() {
        QTest::addColumn<int>("differences");
        QTest::addColumn<double>("steps");
        QTest::addColumn<double>("theta");
        QTest::addColumn<double>("expected");
        // −2θ + (1 + 2(m−1)θ/m + θ²)(τ + τ²/m), Farmer & Lafond 2016.
        QTest::newRow("TECH-001") << 5 << 1.0 << 0.0 << 1.2;
        QTest::newRow("TECH-003") << 5 << 10.0 << 0.25 << 43.375;
        QTest::newRow("TECH-005") << 33 << 17.0 << 0.63 << 66.1918319559229;
    }
    void theErrorOfMooresLawGrowsAsDerived() {
        QFETCH(int, differences);
        QFETCH(double, steps);
        QFETCH(double, theta);
        QFETCH(double, expected);
        // Fifteen digits are stated.
        QVERIFY(near(mooreErrorVariance(differences, steps, theta), expected, 1e-12 * expected));
    }
    void wrightsLawGivesTheDerivedErrors_TECH007() {
        // dY = −.20 −.05 −.12 −.31 −.08 and dX = .30 .25 .22 .35 .20, then three periods of dX = .25.
        std::vector<double> values{1.0};
        std::vector<double> experience{1.0};
        for (const double change : {-0.20, -0.05, -0.12, -0.31, -0.08}) {
            values.push_back(values.back() * std::exp(change));
        }
        for (const double change : {0.30, 0.25, 0.22, 0.35, 0.20}) {
            experience.push_back(experience.back() * std::exp(change));
        }
        const auto fit = fitWright(values, experience);
        QVERIFY(fit.has_value());
        QVERIFY(near(fit->exponent, -0.614749587232, 1e-10));
        QVERIFY(near(fit->volatility, 0.0742713642874, 1e-10));
        const std::vector<double> ahead(3, 0.25);
        const LogPredictive independent = predictWright(*fit, ahead, 0.0);
        QVERIFY(near(independent.location - std::log(values.back()), -0.461062190424, 1e-10));
        QVERIFY(near(independent.spread, 0.158389341625, 1e-10));
        QVERIFY(near(predictWright(*fit, ahead).spread, 0.175172465519, 1e-10));
        QCOMPARE(independent.degreesOfFreedom, 4.0);
    }
    void aDoublingCutsTheCostByTheLearningRate_TECH009() {
        QVERIFY(near(learningRate(-0.234), 0.149725839935804, 1e-14));
        QVERIFY(learningRate(0.1) < 0.0);
    }
    void trendsOfRealTechnologiesAreThoseFoundElsewhere_data() {
        QTest::addColumn<int>("index");
        const auto all = technologies();
        for (int i = 0; i < static_cast<int>(all.size()); ++i) {
            const std::string name = all[static_cast<std::size_t>(i)]["name"];
            const std::string id = name == "Transistor" ? " TECH-015" : name == "Photovoltaics_2" ? " TECH-017" : "";
            QTest::newRow((name + id).c_str()) << i;
        }
    }
    void trendsOfRealTechnologiesAreThoseFoundElsewhere() {
        QFETCH(int, index);
        const auto technology = technologies()[static_cast<std::size_t>(index)];
        const auto costs = technology["unit_cost"].get<std::vector<double>>();
        const auto moore = fitMoore(costs);
        const auto wright = fitWright(costs, technology["cumulative_production"].get<std::vector<double>>());
        QVERIFY(moore.has_value() && wright.has_value());
        QVERIFY(near(moore->drift, technology["drift"], kTrendTolerance));
        QVERIFY(near(moore->volatility, technology["volatility"], kTrendTolerance));
        QVERIFY(near(wright->exponent, technology["exponent"], kTrendTolerance));
        QVERIFY(near(wright->volatility, technology["error"], kTrendTolerance));
        // Six significant digits are stated.
        QVERIFY(near(100.0 * learningRate(wright->exponent), technology["learning_rate_percent"], 5e-5));
    }
    void trendsOfEveryTechnologyAreThoseFoundElsewhere() {
        const auto curvesFile = test::datasetFile("series/pcdb_experience_curves.csv");
        const auto trendsFile = test::datasetFile("r_reference/technology_trends.csv");
        if (!curvesFile || !trendsFile) {
            QSKIP("needs the bulk data sets; set OFFTAKE_DATASETS to their folder");
        }
        const auto curves = costCurves(*curvesFile);
        std::ifstream file(*trendsFile);
        std::string line;
        std::getline(file, line);
        int compared = 0;
        while (std::getline(file, line)) {
            const auto row = cells(line);
            const Technology& technology = curves.at(row[0]);
            const auto moore = fitMoore(technology.costs);
            const auto wright = fitWright(technology.costs, technology.experience);
            QVERIFY2(moore && wright, row[0].c_str());
            const auto agrees = [](double value, const std::string& stated) {
                return near(value, std::stod(stated), kTrendTolerance);
            };
            QVERIFY2(agrees(moore->drift, row[4]) && agrees(moore->volatility, row[5]), row[0].c_str());
            QVERIFY2(agrees(wright->exponent, row[6]) && agrees(wright->volatility, row[7]), row[0].c_str());
            ++compared;
        }
        QCOMPARE(compared, 79);
    }
    void hindcastsHaveTheirPublishedCoverage_TECH019() {
        const auto file = test::datasetFile("series/pcdb_experience_curves.csv");
        if (!file) {
            QSKIP("needs the bulk data sets; set OFFTAKE_DATASETS to their folder");
        }
        MooreHindcast correlated;
        MooreHindcast independent;
        const auto add = [](MooreHindcast& sum, const std::vector<double>& costs, double theta) {
            MooreHindcastOptions options;
            options.theta = theta;
            const MooreHindcast one = hindcastMoore(costs, options).value_or(MooreHindcast{});  // too short for any
            sum.forecasts += one.forecasts;
            sum.inside += one.inside;
        };
        for (const auto& [name, technology] : costCurves(*file)) {
            if (technology.isYearly()) {
                add(correlated, technology.costs, kMooreTheta);
                add(independent, technology.costs, 0.0);
            }
        }
        QCOMPARE(correlated.forecasts, 11705);
        QVERIFY2(near(correlated.coverage(), 0.804, 0.001), qPrintable(QString::number(correlated.coverage())));
        QVERIFY2(near(independent.coverage(), 0.749, 0.001), qPrintable(QString::number(independent.coverage())));
    }

    void aSeriesThatRisesIsForecastToRise() {
        const std::vector<double> rents{1.9, 2.0, 2.2, 2.35, 2.3, 2.6};
        const auto fit = fitMoore(rents);
        QVERIFY(fit.has_value());
        QVERIFY(fit->drift > 0.0);
        QVERIFY(predictMoore(*fit, 6.0).median() > rents.back());
        const auto learned = fitWright(rents, std::vector<double>{1.0, 2.0, 3.0, 4.0, 5.0, 6.0});
        QVERIFY(learned.has_value());
        QVERIFY(learned->exponent > 0.0);
    }
    void intervalsGrowInProportionToTimeBeyondTheHistory() {
        const auto fit = fitMoore(std::vector<double>{10.0, 9.0, 8.5, 7.0, 6.8, 6.0});
        QVERIFY(fit.has_value());
        // Far beyond five periods τ²/5 dominates τ: twice as far is nearly twice as wide.
        const double ratio = predictMoore(*fit, 200.0).spread / predictMoore(*fit, 100.0).spread;
        QVERIFY(ratio > 1.95 && ratio < 2.0);
        // And the first step is wider than the past changes, since the drift is only estimated: √(1 + 1/5).
        QVERIFY(near(predictMoore(*fit, 1.0, 0.0).spread, fit->volatility * std::sqrt(1.2), 1e-15));
    }
    void quantilesAndProbabilitiesAreInverse() {
        const LogPredictive student{1.0, 0.3, 4.0};
        const LogPredictive normal{1.0, 0.3};
        for (const double p : {0.001, 0.1, 0.5, 0.9, 0.999}) {
            QVERIFY(near(student.probabilityBelow(student.quantile(p)), p, 1e-12));
            QVERIFY(near(normal.probabilityBelow(normal.quantile(p)), p, 1e-12));
        }
        QVERIFY(student.quantile(0.99) > normal.quantile(0.99));  // fewer data, fatter tails
        QCOMPARE(student.probabilityBelow(0.0), 0.0);
        QVERIFY(student.quantile(1e-9) > 0.0);
    }
    void steadyProductionMakesWrightsForecastMooresForecast() {
        // Sahal 1979: with constant growth g of experience the exponent is drift / g.
        const std::vector<double> costs{10.0, 8.7, 7.9, 6.5, 6.0};
        std::vector<double> experience;
        for (std::size_t i = 0; i < costs.size(); ++i) {
            experience.push_back(100.0 * std::pow(1.3, static_cast<double>(i)));
        }
        const auto moore = fitMoore(costs);
        const auto wright = fitWright(costs, experience);
        QVERIFY(moore && wright);
        const std::vector<double> ahead(4, std::log(1.3));
        QVERIFY(near(predictWright(*wright, ahead).location, predictMoore(*moore, 4.0).location, 1e-12));
        QVERIFY(near(predictWright(*wright, ahead, 0.0).spread, predictMoore(*moore, 4.0, 0.0).spread, 1e-12));
    }
    void experienceBeforeTheFirstYearFollowsFromItsGrowth() {
        // Production 100, 120, 144 grows by 20 %: 100 / 0.2 = 500 before, then 600, 720, 864, which grows by 20 % too.
        const auto total = cumulativeProduction(std::vector<double>{100.0, 120.0, 144.0});
        QVERIFY(total.has_value());
        QVERIFY(near((*total)[0], 600.0, 1e-9) && near((*total)[1], 720.0, 1e-9) && near((*total)[2], 864.0, 1e-9));
        QVERIFY(!cumulativeProduction(std::vector<double>{3.0, 2.0, 1.0}));
    }

    void whatCannotBeFittedSaysWhy_data() {
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, std::vector<double> values, ErrorCode code, const char* says) {
            QTest::newRow(name) << std::move(values) << static_cast<int>(code) << says;
        };
        row("nothing", {}, ErrorCode::NoSolution, "at least 3 values and has 0");
        row("one point", {5.0}, ErrorCode::NoSolution, "at least 3 values and has 1");
        row("a zero", {5.0, 0.0, 4.0}, ErrorCode::OutOfBounds, "value 2 of the series is 0");
        row("a negative value", {5.0, 4.0, -1.0}, ErrorCode::OutOfBounds, "value 3 of the series is -1");
        row("not a number", {5.0, 4.0, std::nan("")}, ErrorCode::OutOfBounds, "value 3");
        row("all equal", {2.0, 2.0, 2.0}, ErrorCode::NoSolution, "all 3 values are equal");
        row("one constant rate", {8.0, 4.0, 2.0, 1.0}, ErrorCode::NoSolution, "every change of the series is the same");
    }
    void whatCannotBeFittedSaysWhy() {
        QFETCH(std::vector<double>, values);
        QFETCH(QString, says);
        const auto fit = fitMoore(values);
        QVERIFY(!fit);
        QTEST(static_cast<int>(fit.error().code), "code");
        QVERIFY2(QString::fromStdString(fit.error().english()).contains(says), fit.error().english().c_str());
    }
    void experienceThatFallsOrDoesNotMatchIsRefused() {
        const std::vector<double> costs{3.0, 2.0, 1.5};
        QCOMPARE(fitWright(costs, std::vector<double>{1.0, 2.0}).error().code, ErrorCode::Inconsistent);
        QCOMPARE(fitWright(costs, std::vector<double>{1.0, 3.0, 2.0}).error().code, ErrorCode::Inconsistent);
        QCOMPARE(fitWright(costs, std::vector<double>{2.0, 2.0, 2.0}).error().code, ErrorCode::NoSolution);
        QCOMPARE(fitWright(costs, std::vector<double>{0.0, 2.0, 3.0}).error().code, ErrorCode::OutOfBounds);
    }
};

QTEST_APPLESS_MAIN(TestTechnology)
#include "tst_technology.moc"
