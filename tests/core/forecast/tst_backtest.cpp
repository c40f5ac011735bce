#include <QtTest>

#include "core/forecast/Backtest.h"
#include "tests/core/support/ForecastReference.h"

using namespace offtake;
using namespace offtake::forecast;
using namespace offtake::test;

namespace {

Series seriesOf(std::vector<double> values) {
    Series series;
    series.values = std::move(values);
    return series;
}

constexpr std::array kNaiveAndDrift{Method::Naive, Method::Drift};

}  // namespace

class TestBacktest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // By hand: 1 3 7 | 9 10 and 1 3 7 9 | 10 12. The naive method errs by 2, 3 and 1, 3; scales are the mean changes
    // 3 and 8/3.
    void errorsAreThoseFromWhatWasKnownAtEachOrigin() {
        const auto results = backtest(seriesOf({1, 3, 7, 9, 10, 12}), kNaiveAndDrift, 2, 2);
        QVERIFY(results);
        QCOMPARE(results->origins, (std::vector<std::size_t>{3, 4}));
        const BacktestScore& naive = results->scores.front();
        QVERIFY(std::abs(naive.mase - 0.5 * (2.5 / 3.0 + 2.0 / (8.0 / 3.0))) < 1e-12);
        QVERIFY(std::abs(naive.rmse - 0.5 * (std::sqrt(6.5) + std::sqrt(5.0))) < 1e-12);
        QCOMPARE(naive.meanAbsoluteError, (std::vector<double>{1.5, 3.0}));
    }
    // The drift finds a straight line exactly, so it is chosen and takes all weight.
    void theMethodWithTheLeastErrorIsChosen() {
        const Series line = seriesOf({1, 2, 3, 4, 5, 6, 7, 8});
        const Backtest results = backtest(line, kNaiveAndDrift, 3, 2).value();
        QVERIFY(bestMethod(results).value() == Method::Drift);
        QCOMPARE(weightsByError(results).value(), (std::vector<double>{0.0, 1.0}));
        QCOMPARE(forecastByWeights(line, results, 2).value().point, (std::vector<double>{9, 10}));
    }
    void weightsAreInverseToSquaredErrors() {
        Backtest results;
        results.scores.resize(2);
        results.scores[0].rmse = 1.0;
        results.scores[1].rmse = 2.0;
        const std::vector<double> weights = weightsByError(results).value();
        QVERIFY(std::abs(weights[0] - 0.8) < 1e-12 && std::abs(weights[1] - 0.2) < 1e-12);
    }
    void aMethodThatCannotForecastSaysSoBesideTheOthers() {
        const std::array methods{Method::Smoothing, Method::Naive};
        const Backtest results = backtest(seriesOf({1, 4, 2, 5, 3}), methods, 1, 2).value();
        QVERIFY(results.scores[0].failure);
        QVERIFY(!results.scores[1].failure);
        QVERIFY(bestMethod(results).value() == Method::Naive);
        QCOMPARE(weightsByError(results).value(), (std::vector<double>{0.0, 1.0}));
        const Backtest none = backtest(seriesOf({1, 4, 2, 5, 3}), std::array{Method::Smoothing}, 1, 2).value();
        QVERIFY(!bestMethod(none));
        QVERIFY(!weightsByError(none));
    }
    void aSeriesTooShortForItsOriginsSaysSo() {
        QVERIFY(backtest(seriesOf({1, 2, 4, 3}), kNaiveAndDrift, 2, 2).error().english().find("4 values") !=
                std::string::npos);
        QVERIFY(!backtest(seriesOf({1, 2, 4, 3}), kNaiveAndDrift, 0, 2));
        QVERIFY(!backtest(seriesOf({2, 2, 2, 2, 2, 3}), kNaiveAndDrift, 1, 2));  // no scale before the origin
    }
    void allMethodsCanBeTestedOnAClassicSeries() {
        std::vector<Method> methods;
        for (const MethodDescription& known : kMethods) {
            methods.push_back(known.method);
        }
        const Backtest results = backtest(referenceSeries().at("AirPassengers"), methods, 4, 12).value();
        const BacktestScore& combined = results.scores[0];
        QVERIFY(!combined.failure);
        // A method that knows trend and season beats last year's figures on this series, which grows every year.
        const auto naive = std::find_if(results.scores.begin(), results.scores.end(), [](const BacktestScore& score) {
            return score.method == Method::SeasonalNaive;
        });
        QVERIFY(combined.mase < naive->mase);
        QVERIFY(combined.pinball < naive->pinball && combined.msis < naive->msis);
        QVERIFY(combined.coverage95 >= combined.coverage80 && combined.coverage80 > 0.5);
    }
};

QTEST_APPLESS_MAIN(TestBacktest)
#include "tst_backtest.moc"
