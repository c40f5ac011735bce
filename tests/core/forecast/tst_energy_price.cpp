#include <cmath>
#include <fstream>
#include <map>
#include <random>

#include <QtTest>

#include "core/forecast/EnergyPrice.h"
#include "tests/core/support/Datasets.h"

using namespace offtake;
using namespace offtake::forecast;

namespace {

bool near(double value, double expected, double tolerance) {
    return std::abs(value - expected) <= tolerance;
}

/// A standard normal that is the same with every standard library.
double normal(std::mt19937& generator) {
    double sum = -6.0;
    for (int i = 0; i < 12; ++i) {
        sum += static_cast<double>(generator()) / 4294967296.0;
    }
    return sum;
}

Series daily(std::vector<double> values) {
    Series series;
    series.values = std::move(values);
    series.seasonLength = 7;
    series.step = Step::Day;
    series.start = date(2026, 1, 5);  // a Monday
    return series;
}

/// Daily prices around 50 with a cheaper weekend.
Series simulated(int days, double persistence, double sd, unsigned seed) {
    std::mt19937 generator(seed);
    std::vector<double> prices;
    double deviation = 0.0;
    for (int day = 0; day < days; ++day) {
        deviation = persistence * deviation + sd * normal(generator);
        prices.push_back(50.0 * std::exp(deviation - (day % 7 >= 5 ? 0.3 : 0.0)));
    }
    return daily(prices);
}

/// Daily means of the hourly prices of one market.
Series market(const std::string& path, const std::string& name) {
    std::map<std::string, std::pair<double, int>> days;
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line)) {
        if (line.starts_with(name + ",")) {
            auto& [sum, count] = days[line.substr(name.size() + 1, 10)];
            sum += std::stod(line.substr(line.rfind(',') + 1));
            ++count;
        }
    }
    Series series;
    series.step = Step::Day;
    series.start = *parseDate(days.begin()->first);
    for (const auto& [day, total] : days) {
        series.values.push_back(total.first / total.second);
    }
    return series;
}

}  // namespace

class TestEnergyPrice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stepsOfTheProcessAreExact_data() {
        QTest::addColumn<double>("reversion");
        QTest::addColumn<double>("volatility");
        QTest::addColumn<double>("years");
        QTest::addColumn<double>("persistence");
        QTest::addColumn<double>("sd");
        QTest::addColumn<double>("longRun");
        // Glasserman 2004, section 3.3: e^(−κ dt), σ √((1 − e^(−2κ dt)) / 2κ), σ / √2κ.
        QTest::newRow("PROC-001") << 1.0 << 0.4 << 1.0 / 12.0 << 0.920044414629323 << 0.110821757830991 << 0.282842712474619;
        QTest::newRow("PROC-003") << 200.0 << 4.0 << 1.0 / 365.0 << 0.578136542517284 << 0.163188006692423 << 0.2;
    }
    void stepsOfTheProcessAreExact() {
        QFETCH(double, reversion);
        QFETCH(double, volatility);
        QFETCH(double, years);
        const OrnsteinUhlenbeck process{reversion, volatility};
        const ExactStep step = exactStep(process, years);
        QFETCH(double, persistence);
        QFETCH(double, sd);
        QFETCH(double, longRun);
        // Fifteen digits are stated.
        QVERIFY(near(step.persistence, persistence, 1e-14));
        QVERIFY(near(step.sd, sd, 1e-14));
        QVERIFY(near(stationarySd(process), longRun, 1e-14));
        const OrnsteinUhlenbeck back = processOf(step, years);
        QVERIFY(near(back.reversion, reversion, 1e-12 * reversion));
        QVERIFY(near(back.volatility, volatility, 1e-12 * volatility));
    }
    void jumpsRaiseTheMeanByTheirFactor_PROC005() {
        // exp(λT (e^(μ + σ²/2) − 1)), Merton 1976.
        QVERIFY(near(jumpFactor({8.58, 0.0, 0.67}, 1.0), 8.66265119993009, 1e-12));
    }
    void jumpsThatDoNotFadeHaveMertonsFactor() {
        // Without reversion jumps last, and the expected exponential is the jump factor.
        const OrnsteinUhlenbeck slow{1e-9, 0.0};
        QVERIFY(near(expectedExponential(slow, {8.58, 0.0, 0.67}, 0.0, 1.0), 8.66265119993009, 1e-6));
    }
    void theExpectedPriceOfTheProcessIsItsClosedForm() {
        // exp(e^(−κT) x0 + σ² (1 − e^(−2κT)) / 4κ), by hand for κ = 1, σ = 0.4, x0 = 0.5, T = 1: exp(0.18394 + 0.034587).
        const OrnsteinUhlenbeck process{1.0, 0.4};
        const double expected = std::exp(0.5 * std::exp(-1.0) + 0.16 * (1.0 - std::exp(-2.0)) / 4.0);
        QVERIFY(near(expectedExponential(process, {}, 0.5, 1.0), expected, 1e-14));
        QVERIFY(near(expected, 1.244245, 1e-5));
    }
    void quantilesWithJumpsAreThoseOfSimulatedPaths() {
        const OrnsteinUhlenbeck process{100.0, 2.0};
        const Jumps jumps{20.0, 0.4, 0.2};
        const double years = 0.02;
        const DeviationDistribution distribution(process, jumps, 0.1, years);
        std::mt19937 generator(5);
        std::vector<double> ends;
        const auto uniform = [&] { return (static_cast<double>(generator()) + 0.5) / 4294967296.0; };
        constexpr int kPaths = 40000;
        for (int path = 0; path < kPaths; ++path) {
            const ExactStep step = exactStep(process, years);
            double x = step.persistence * 0.1 + step.sd * normal(generator);
            for (double at = -std::log(uniform()) / jumps.perYear; at < years; at -= std::log(uniform()) / jumps.perYear) {
                x += (jumps.mean + jumps.sd * normal(generator)) * std::exp(-process.reversion * (years - at));
            }
            ends.push_back(x);
        }
        std::sort(ends.begin(), ends.end());
        for (const double p : {0.025, 0.1, 0.5, 0.9, 0.975}) {
            const double found = distribution.probabilityBelow(ends[static_cast<std::size_t>(p * kPaths)]);
            // Four standard errors of a quantile of 40,000 paths: 4 √(p (1 − p) / 40,000).
            QVERIFY2(near(found, p, 4.0 * std::sqrt(p * (1.0 - p) / kPaths)), qPrintable(QString::number(found)));
            QVERIFY(near(distribution.probabilityBelow(distribution.quantile(p)), p, 1e-6));
        }
        QVERIFY(distribution.quantile(0.99) - distribution.mean() > distribution.mean() - distribution.quantile(0.01));
    }
    void aDailyReversionSaysNextToNothingAboutMonths() {
        // κ of 200 a year halves a deviation in 1.3 days; two neighbouring months have 3 % in common.
        const OrnsteinUhlenbeck process{200.0, 4.0};
        const IntervalMean month = intervalMean(process, 1.0 / 12.0);
        QVERIFY(month.sd < 0.35 * stationarySd(process));
        QVERIFY(month.correlation < 0.05);
        // A short interval is the value itself.
        const IntervalMean instant = intervalMean(process, 1e-6);
        QVERIFY(near(instant.sd, stationarySd(process), 1e-4) && near(instant.correlation, 1.0, 1e-3));
    }

    void deviationsOfRealMarketsFadeWithinTwoDays_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("persistence");
        QTest::addColumn<double>("halfLifeDays");
        QTest::newRow("Belgium") << "BE" << 0.616 << 1.4;
        QTest::newRow("France") << "FR" << 0.646 << 1.6;
        QTest::newRow("Nord Pool") << "NP" << 0.513 << 1.0;
    }
    void deviationsOfRealMarketsFadeWithinTwoDays() {
        QFETCH(QString, name);
        QFETCH(double, persistence);
        QFETCH(double, halfLifeDays);
        const auto file = test::datasetFile("series/electricity_prices_hourly_be_de_fr_np.csv");
        if (!file) {
            QSKIP("needs the bulk data sets; set OFFTAKE_DATASETS to their folder");
        }
        EnergyOptions options;
        options.jumps = false;
        const auto fit = fitEnergy(market(*file, name.toStdString()), options);
        QVERIFY2(fit.has_value(), fit ? "" : fit.error().english().c_str());
        QCOMPARE(fit->observations, 70);
        // Three digits are stated, one of the half-life. Weekday means and a line are taken out.
        QVERIFY2(near(fit->step.persistence, persistence, 1e-3), qPrintable(QString::number(fit->step.persistence, 'g', 8)));
        QVERIFY(near(halfLife(fit->process) * 365.25, halfLifeDays, 0.06));
        QVERIFY(fit->kurtosis > 4.0 && fit->kurtosis < 8.0);
    }
    void pricesBelowZeroTakeTheAsinhScale() {
        const auto file = test::datasetFile("series/electricity_prices_hourly_be_de_fr_np.csv");
        if (!file) {
            QSKIP("needs the bulk data sets; set OFFTAKE_DATASETS to their folder");
        }
        const Series germany = market(*file, "DE");
        const auto fit = fitEnergy(germany);
        QVERIFY2(fit.has_value(), fit ? "" : fit.error().english().c_str());
        QCOMPARE(fit->scale, PriceScale::Asinh);
        QVERIFY(near(fromScale(*fit, toScale(*fit, -50.8)), -50.8, 1e-10));
        const auto next = predictEnergy(*fit, 1);
        QVERIFY(next.has_value());
        QVERIFY(next->quantile(0.001) < 0.0);
        EnergyOptions logs;
        logs.scale = PriceScale::Log;
        const auto refused = fitEnergy(germany, logs);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::OutOfBounds);
    }

    void aKnownProcessIsFoundAgain() {
        const auto fit = fitEnergy(simulated(2000, 0.6, 0.1, 11));
        QVERIFY(fit.has_value());
        // Standard error of an autoregression: √((1 − 0.36) / 2000) = 0.018; of the sd: 0.1 / √4000.
        QVERIFY(near(fit->step.persistence, 0.6, 4 * 0.018));
        QVERIFY(near(fit->step.sd, 0.1, 4 * 0.0016 + 0.002));  // and 0.3 % of normal errors pass for jumps
        QVERIFY(near(fit->weekday[6] - fit->weekday[0], -0.3, 0.05));
        QVERIFY(near(std::exp(fit->level + fit->weekday[2]), 50.0, 2.0));
    }
    void suddenMovesAreFoundAsJumps() {
        Series series = simulated(400, 0.5, 0.05, 3);
        for (const std::size_t day : {50U, 151U, 252U, 353U}) {
            series.values[day] *= 2.5;  // e^0.92 up, gone the day after: back by more than half of it
        }
        const auto fit = fitEnergy(series);
        QVERIFY(fit.has_value());
        for (const std::size_t day : {50U, 151U, 252U, 353U}) {
            QVERIFY(std::find(fit->jumpAt.begin(), fit->jumpAt.end(), day) != fit->jumpAt.end());
        }
        QVERIFY(fit->jumps.perYear > 3.0);
        QVERIFY(fit->kurtosis > 5.0);
        EnergyOptions without;
        without.jumps = false;
        const auto plain = fitEnergy(series, without);
        QVERIFY(plain.has_value());
        QVERIFY(fit->step.sd < 0.7 * plain->step.sd);
        QCOMPARE(plain->jumps.perYear, 0.0);
    }
    void theMeanIsTheForwardPriceOnEitherScale_data() {
        QTest::addColumn<int>("scale");
        QTest::newRow("logarithms") << static_cast<int>(PriceScale::Log);
        QTest::newRow("asinh") << static_cast<int>(PriceScale::Asinh);
    }
    void theMeanIsTheForwardPriceOnEitherScale() {
        QFETCH(int, scale);
        EnergyOptions options;
        options.scale = static_cast<PriceScale>(scale);
        Series series = simulated(300, 0.6, 0.2, 8);
        series.values[100] *= 3.0;
        const auto fit = fitEnergy(series, options);
        QVERIFY(fit.has_value());
        QVERIFY(fit->jumps.perYear > 0.0);
        for (const int steps : {1, 5, 40}) {
            EnergyOutlook outlook;
            outlook.forward = 65.0;
            outlook.slowVolatility = 0.25;
            const auto price = predictEnergy(*fit, steps, outlook);
            QVERIFY(price.has_value());
            QVERIFY(near(price->mean(), 65.0, 1e-9));
            // The mean of the quantiles at equal distances is the mean but for the tails, which hold about a percent.
            double sum = 0.0;
            for (int i = 0; i < 2000; ++i) {
                sum += price->quantile((i + 0.5) / 2000.0);
            }
            QVERIFY2(near(sum / 2000.0, 65.0, 0.65), qPrintable(QString::number(sum / 2000.0)));
        }
    }
    void aTrendIsNotCarriedOnAndTheSpreadSettlesUnlessTheLevelWanders() {
        Series series = simulated(200, 0.6, 0.1, 4);
        for (std::size_t day = 0; day < series.values.size(); ++day) {
            series.values[day] *= std::exp(0.004 * static_cast<double>(day));  // doubles in half a year
        }
        const auto fit = fitEnergy(series);
        QVERIFY(fit.has_value());
        QVERIFY(fit->trendPerYear > 1.0);
        const auto soon = predictEnergy(*fit, 28);
        const auto late = predictEnergy(*fit, 364);
        QVERIFY(soon && late);
        QVERIFY(near(late->median() / soon->median(), 1.0, 1e-6));  // the same weekday
        QVERIFY(near(late->quantile(0.9) / soon->quantile(0.9), 1.0, 1e-3));
        EnergyOutlook wanders;
        wanders.slowVolatility = 0.3;
        QVERIFY(predictEnergy(*fit, 364, wanders)->quantile(0.9) > 1.2 * late->quantile(0.9));
    }
    void gapsAreLeftOut() {
        Series series = simulated(300, 0.6, 0.1, 9);
        series.values[20] = std::nan("");
        series.values[21] = std::nan("");
        const auto fit = fitEnergy(series);
        QVERIFY(fit.has_value());
        QCOMPARE(fit->observations, 298);
    }

    void whatCannotBeFittedSaysWhy_data() {
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, std::vector<double> values, ErrorCode code, const char* says) {
            QTest::newRow(name) << std::move(values) << static_cast<int>(code) << says;
        };
        row("one point", {5.0}, ErrorCode::NoSolution, "at least 20 prices and has 1");
        row("all equal", std::vector<double>(40, 30.0), ErrorCode::NoSolution, "all prices are 30");
        std::vector<double> weekly;
        for (int i = 0; i < 42; ++i) {
            weekly.push_back(i % 7 < 5 ? 50.0 : 40.0);
        }
        row("seasons without error", weekly, ErrorCode::NoSolution, "seasons exactly");
    }
    void whatCannotBeFittedSaysWhy() {
        QFETCH(std::vector<double>, values);
        QFETCH(QString, says);
        const auto fit = fitEnergy(daily(values));
        QVERIFY(!fit);
        QTEST(static_cast<int>(fit.error().code), "code");
        QVERIFY2(QString::fromStdString(fit.error().english()).contains(says), fit.error().english().c_str());
    }
    void aSeriesWithoutDatesIsRefused() {
        Series series = simulated(60, 0.5, 0.1, 1);
        series.start.reset();
        QCOMPARE(fitEnergy(series).error().code, ErrorCode::Inconsistent);
        series.start = date(2026, 1, 1);
        series.step = Step::Hour;
        QCOMPARE(fitEnergy(series).error().code, ErrorCode::Inconsistent);
    }
};

QTEST_APPLESS_MAIN(TestEnergyPrice)
#include "tst_energy_price.moc"
