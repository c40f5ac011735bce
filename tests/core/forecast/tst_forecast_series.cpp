#include <QtTest>

#include <limits>

#include "core/forecast/ForecastSeries.h"
#include "tests/core/support/ForecastReference.h"

using namespace offtake;
using namespace offtake::forecast;
using namespace offtake::test;

namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

const std::map<std::string, Series>& references() {
    static const std::map<std::string, Series> all = referenceSeries();
    return all;
}

Series seriesOf(std::vector<double> values, int seasonLength = 1) {
    Series series;
    series.values = std::move(values);
    series.seasonLength = seasonLength;
    return series;
}

std::string reasonOf(const Expected<Forecast>& forecast) {
    return forecast ? "" : forecast.error().english();
}

/// A small generator (Park and Miller's) for series of every kind.
std::vector<double> pseudoRandom(std::size_t count, std::uint64_t seed, double shift, double spread) {
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) {
        seed = seed * 48271 % 2147483647;
        values.push_back(shift + spread * static_cast<double>(seed % 1000));
    }
    return values;
}

bool isSound(const Forecast& forecast) {
    for (std::size_t h = 0; h < forecast.horizon(); ++h) {
        const Interval wide = forecast.interval(0.95, h);
        const Interval narrow = forecast.interval(0.8, h);
        if (!std::isfinite(forecast.point[h]) || !std::isfinite(wide.lower) || !std::isfinite(wide.upper) ||
            !(wide.lower <= narrow.lower && narrow.lower <= narrow.upper && narrow.upper <= wide.upper)) {
            return false;
        }
    }
    return std::isfinite(forecast.residualDeviation);
}

}  // namespace

class TestForecastSeries : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // R's forecast(ets(x)) for the form that it chose, with the model's own variance and normal quantiles. Its search
    // stops a little before the optimum, hence 1 % of the deviation.
    void intervalsOfTheModelAloneAreTheReferences() {
        for (const char* id : {"discoveries", "DAX250"}) {
            ForecastOptions options;
            options.intervals = Intervals::ModelOnly;
            options.form = parseEtsForm("ANN").value();
            const auto forecast = forecastSeries(references().at(id), Method::Smoothing, 12, options);
            QVERIFY(forecast);
            for (const Row& row : referenceTable("ets_forecasts.csv")) {
                if (row.at("id") == id) {
                    const auto h = static_cast<std::size_t>(std::stoi(row.at("h")) - 1);
                    const double near = 0.01 * forecast->deviation[h];
                    QVERIFY(std::abs(forecast->point[h] - number(row.at("mean"))) < near);
                    QVERIFY(std::abs(forecast->interval(0.8, h).lower - number(row.at("lo80"))) < near);
                    QVERIFY(std::abs(forecast->interval(0.95, h).upper - number(row.at("hi95"))) < near);
                }
            }
        }
    }

    void theDefaultIsTheMeanOfSmoothingAndOptimisedTheta() {
        const Series& air = references().at("AirPassengers");
        const Forecast both = forecastSeries(air, Method::Combined, 12).value();
        const Forecast smoothing = forecastSeries(air, Method::Smoothing, 12).value();
        const Forecast theta = forecastSeries(air, Method::OptimisedTheta, 12).value();
        for (std::size_t h = 0; h < 12; ++h) {
            QVERIFY(std::abs(both.point[h] - 0.5 * (smoothing.point[h] + theta.point[h])) < 1e-9);
            // Law of total variance for two equally likely models.
            const double apart = 0.5 * (smoothing.point[h] - theta.point[h]);
            const double variance =
                0.5 * (std::pow(smoothing.deviation[h], 2) + std::pow(theta.deviation[h], 2)) + apart * apart;
            QVERIFY(std::abs(both.deviation[h] / std::sqrt(variance) - 1.0) < 1e-9);
        }
        QVERIFY(both.model.find("ETS(M,") != std::string::npos && both.model.find("Theta") != std::string::npos);
    }

    void fullIntervalsAreWiderThanTheModelsOwn() {
        for (const auto& [id, series] : references()) {
            for (const Method method : {Method::Smoothing, Method::Theta}) {
                ForecastOptions options;
                Forecast full = forecastSeries(series, method, 12, options).value();
                full.staysPositive = false;  // what lies below zero counts here
                options.intervals = Intervals::ModelOnly;
                const Forecast own = forecastSeries(series, method, 12, options).value();
                QCOMPARE(full.point, own.point);
                const Interval wide = full.interval(0.8, 11);
                const Interval narrow = own.interval(0.8, 11);
                // Theta's own intervals ignore the season, so they may be the wider ones in a low month.
                QVERIFY(method == Method::Theta || wide.upper - wide.lower > narrow.upper - narrow.lower);
            }
        }
    }

    // By hand: steps 2, 4 from -1; drift 3, residuals -1 and 1 on one degree of freedom: variance 2.
    void theDriftAndItsErrorAreThoseOfARandomWalk() {
        const Forecast forecast = forecastSeries(seriesOf({-1, 1, 5}), Method::Drift, 2).value();
        QCOMPARE(forecast.point, (std::vector<double>{8, 11}));
        QVERIFY(std::abs(forecast.deviation[1] - std::sqrt(2.0 * 2.0 * (1.0 + 2.0 / 2.0))) < 1e-12);
        // Student's t with one degree of freedom has its upper quartile at 1.
        QVERIFY(std::abs(forecast.quantile(0.75, 0) - (8.0 + std::sqrt(2.0 * 1.5))) < 1e-9);
    }
    void naiveMethodsRepeatWhatWasLast() {
        const Series series = seriesOf({1, 5, 2, 7}, 2);
        QCOMPARE(forecastSeries(series, Method::Naive, 2).value().point, (std::vector<double>{7, 7}));
        const Forecast seasonal = forecastSeries(series, Method::SeasonalNaive, 3).value();
        QCOMPARE(seasonal.point, (std::vector<double>{2, 7, 2}));
        QVERIFY(std::abs(seasonal.deviation[0] - std::sqrt(2.5)) < 1e-12);  // changes 1 and 2 over a season
        QVERIFY(std::abs(seasonal.deviation[2] - std::sqrt(5.0)) < 1e-12);
        QCOMPARE(forecastSeries(series, Method::Mean, 1).value().point[0], 3.75);
    }

    void aLogarithmKeepsIntervalsAboveZero() {
        const Series series = seriesOf({9, 2, 6, 1, 4, 12, 2, 1, 5, 3, 1, 7});
        ForecastOptions options;
        options.transform = TransformKind::Log;
        QVERIFY(forecastSeries(series, Method::Combined, 6, options).value().interval(0.95, 5).lower > 0.0);
    }
    void aGrowingSeriesIsForecastToGrowAndAFallingOneToFall() {
        std::vector<double> rising;
        for (int t = 0; t < 24; ++t) {
            rising.push_back(100.0 + 5.0 * t + (t % 3));
        }
        const std::vector<double> falling(rising.rbegin(), rising.rend());
        QVERIFY(forecastSeries(seriesOf(rising), Method::Combined, 6).value().point[5] > rising.back() + 20.0);
        QVERIFY(forecastSeries(seriesOf(falling), Method::Combined, 6).value().point[5] < falling.back() - 20.0);
    }

    void whatCannotBeForecastSaysWhy() {
        QVERIFY(reasonOf(forecastSeries(seriesOf({}), Method::Combined, 3)).find("length of the series is 0") != std::string::npos);
        QVERIFY(reasonOf(forecastSeries(seriesOf({5}), Method::Combined, 3)).find("length of the series is 1") != std::string::npos);
        QVERIFY(reasonOf(forecastSeries(seriesOf({5, 6, 7}), Method::Smoothing, 3)).find("needs 5") !=
                std::string::npos);
        QVERIFY(reasonOf(forecastSeries(seriesOf({5, 6, 7}), Method::Naive, 0)).find("0 steps") != std::string::npos);
        QVERIFY(reasonOf(forecastSeries(seriesOf({5, kGap, 7, 8}), Method::Naive, 2)).find("value 2") !=
                std::string::npos);
        QVERIFY(reasonOf(forecastSeries(seriesOf({5, 7, 8, kGap}), Method::Naive, 2)).find("ends with a gap") !=
                std::string::npos);
        QVERIFY(reasonOf(forecastSeries(seriesOf({5, 1e308 * 10, 8}), Method::Naive, 2)).find("infinite") !=
                std::string::npos);
        QVERIFY(reasonOf(forecastSeries(seriesOf({5, 6, 7}, 0), Method::Naive, 2)).find("season") != std::string::npos);
        ForecastOptions options;
        options.transform = TransformKind::Log;
        QVERIFY(reasonOf(forecastSeries(seriesOf({5, 0, 7, 8}), Method::Naive, 2, options)).find("Value 2 is 0") !=
                std::string::npos);
        options = {};
        options.form = parseEtsForm("MNN").value();
        QVERIFY(reasonOf(forecastSeries(seriesOf({5, 0, 7, 8, 9, 3}), Method::Smoothing, 2, options)).find("zero") !=
                std::string::npos);
    }
    void fallbacksAreStated() {
        const Forecast equal = forecastSeries(seriesOf({4, 4, 4, 4, 4, 4}), Method::Combined, 3).value();
        QCOMPARE(equal.point, std::vector<double>(3, 4.0));
        QVERIFY(equal.notes.front().english().find("equal") != std::string::npos);
        QCOMPARE(equal.interval(0.95, 2).upper, 4.0);
        const Forecast few = forecastSeries(seriesOf({4, 5, 7}), Method::Combined, 3).value();
        QVERIFY(few.notes.front().english().find("too few") != std::string::npos);
        const Forecast filled = [] {
            ForecastOptions options;
            options.fillGaps = true;
            return forecastSeries(seriesOf({1, kGap, kGap, 4, 5}), Method::Drift, 1, options).value();
        }();
        QCOMPARE(filled.point[0], 6.0);
        QVERIFY(filled.notes.front().english().find("straight lines") != std::string::npos);
        const Forecast longSeason =
            forecastSeries(seriesOf(pseudoRandom(80, 5, 10, 0.1), 52), Method::Combined, 3).value();
        QVERIFY(!longSeason.notes.empty());
    }
    void leadingGapsOnlyShortenTheSeries() {
        const auto late = forecastSeries(seriesOf({kGap, kGap, 1, 2, 3}), Method::Drift, 1);
        QVERIFY(late);
        QCOMPARE(late->point[0], 4.0);
    }

    void noMethodGivesAnythingButNumbersOrAReason_data() {
        QTest::addColumn<std::vector<double>>("values");
        QTest::newRow("line") << std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        QTest::newRow("exact season") << std::vector<double>{1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3};
        QTest::newRow("one jump") << std::vector<double>{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        QTest::newRow("zeros between") << std::vector<double>{0, 3, 0, 0, 5, 0, 0, 0, 1, 0, 0, 2};
        QTest::newRow("negative") << std::vector<double>{-5, 3, -4, 2, -6, 1, -3, 2, -5, 1, -4, 3};
        QTest::newRow("growth") << std::vector<double>{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048};
        QTest::newRow("huge") << std::vector<double>{1e150, 2e150, 1e150, 3e150, 2e150,
                                                     1e150, 4e150, 2e150, 1e150, 2e150};
        QTest::newRow("tiny") << std::vector<double>{1e-150, 2e-150, 1e-150, 3e-150, 2e-150, 1e-150, 4e-150, 2e-150};
        QTest::newRow("mixed sizes") << std::vector<double>{1e-8, 1e8, 1, 1e-3, 1e5, 2, 7, 1e-6, 40, 1e7, 1, 2};
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            QTest::addRow("random %d", static_cast<int>(seed))
                << pseudoRandom(3 + 5 * seed, seed, seed % 3 == 0 ? -300.0 : 1.0, 0.7);
        }
    }
    void noMethodGivesAnythingButNumbersOrAReason() {
        QFETCH(std::vector<double>, values);
        for (const MethodDescription& known : kMethods) {
            for (const int season : {1, 2, 4, 12}) {
                for (const TransformKind transform : {TransformKind::None, TransformKind::Log, TransformKind::Asinh}) {
                    ForecastOptions options;
                    options.transform = transform;
                    const auto forecast = forecastSeries(seriesOf(values, season), known.method, 8, options);
                    if (forecast && !isSound(*forecast)) {
                        qWarning("%s season %d transform %d", std::string(known.key).c_str(), season,
                                 static_cast<int>(transform));
                    }
                    QVERIFY(forecast ? isSound(*forecast) : !forecast.error().reason.text.empty());
                }
            }
        }
    }

    void aPositiveSeriesStaysPositive_data() {
        QTest::addColumn<std::vector<double>>("values");
        QTest::newRow("noise near zero") << std::vector<double>{1, 5, 0.4, 7, 0.3, 5, 1, 6, 0.2, 4, 3, 0.5};
        QTest::newRow("a straight fall") << std::vector<double>{12, 10.8, 9.1, 8.2, 6.9, 6.1, 4.8, 3.9, 3.1, 2.2, 1.1, 0.9};
        QTest::newRow("prices") << std::vector<double>{2.1, 2.05, 2.0, 2.08, 2.2, 2.25, 2.4, 2.43, 2.61, 2.5, 2.7, 2.6};
    }
    void aPositiveSeriesStaysPositive() {
        QFETCH(std::vector<double>, values);
        for (const MethodDescription& known : kMethods) {
            const auto forecast = forecastSeries(seriesOf(values), known.method, 24);
            QVERIFY(forecast);
            QVERIFY(isSound(*forecast));
            bool said = false;
            for (const Message& note : forecast->notes) {
                said = said || note.text.find("zero") != std::string::npos;
            }
            double most = 0.0;
            for (std::size_t h = 0; h < 24; ++h) {
                QVERIFY(forecast->point[h] > 0.0);
                QVERIFY(forecast->quantile(1e-6, h) >= 0.0);
                QVERIFY(forecast->interval(0.95, h).lower > 0.0);
                most = std::max(most, forecast->shareBelowZero(h));
            }
            QVERIFY(said || most <= 0.005);
        }
    }
    // What is left of a distribution F above zero has the quantile F^-1(F(0) + p (1 - F(0))).
    void itsQuantilesAreThoseOfWhatLiesAboveZero() {
        const Forecast known = forecastSeries(seriesOf({1, 5, 0.4, 7, 0.3, 5, 1, 6, 0.2, 4, 3, 0.5}), Method::Mean, 1).value();
        QVERIFY(known.staysPositive);
        Forecast plain = known;
        plain.staysPositive = false;
        const double below = known.shareBelowZero(0);
        QVERIFY(below > 0.05 && below < 0.5);
        QVERIFY(plain.quantile(0.025, 0) < 0.0);
        for (const double p : {0.025, 0.1, 0.5, 0.9, 0.975}) {
            QVERIFY(std::abs(known.quantile(p, 0) - plain.quantile(below + p * (1.0 - below), 0)) < 1e-9);
        }
        QCOMPARE(known.point, plain.point);
    }
    void aForecastThatWouldFallToZeroIsMadeOfLogarithms() {
        const std::vector<double> falling{12, 10.8, 9.1, 8.2, 6.9, 6.1, 4.8, 3.9, 3.1, 2.2};
        const Forecast drift = forecastSeries(seriesOf(falling), Method::Drift, 6).value();
        QVERIFY(drift.transform.kind == TransformKind::Log);
        // The mean step of the logarithms goes on.
        QVERIFY(std::abs(drift.point[5] - 2.2 * std::pow(2.2 / 12.0, 6.0 / 9.0)) < 1e-12);
        QVERIFY(drift.notes.back().text.find("logarithms") != std::string::npos);
        // Where zeros or negative values belong to the series they belong to its future.
        std::vector<double> through = falling;
        through.push_back(-0.5);
        const Forecast below = forecastSeries(seriesOf(through), Method::Drift, 6).value();
        QVERIFY(below.point[5] < 0.0 && !below.staysPositive);
    }
    void numbersThatCannotBeSquaredAreRefused() {
        QVERIFY(reasonOf(forecastSeries(seriesOf({1e-300, 2e-300, 3e-300}), Method::Drift, 1)).find("another unit") != std::string::npos);
        QVERIFY(reasonOf(forecastSeries(seriesOf({1e300, 2e300, 3e300}), Method::Drift, 1)).find("another unit") != std::string::npos);
    }

    void mixturesNeedMatchingParts() {
        const Forecast one = forecastSeries(seriesOf({1, 3, 7}), Method::Drift, 2).value();
        QVERIFY(!mixture({}, {}));
        QVERIFY(!mixture({one}, {0.0}));
        QVERIFY(!mixture({one, one}, {1.0, -1.0}));
        QVERIFY(!mixture({one, forecastSeries(seriesOf({1, 3, 7}), Method::Drift, 3).value()}, {1.0, 1.0}));
        QCOMPARE(mixture({one, one}, {1.0, 3.0})->point, one.point);
    }
    void methodsAreFoundByTheirKey() {
        for (const MethodDescription& known : kMethods) {
            QVERIFY(parseMethod(known.key).value() == known.method);
            QCOMPARE(describe(known.method).key, known.key);
        }
        QVERIFY(parseMethod("arima").error().english().find("combined") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestForecastSeries)
#include "tst_forecast_series.moc"
