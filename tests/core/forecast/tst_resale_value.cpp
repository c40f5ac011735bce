#include <cmath>
#include <random>

#include <QtTest>

#include "core/forecast/ResaleValue.h"

using namespace offtake;
using namespace offtake::forecast;

namespace {

bool near(double value, double expected, double tolerance) {
    return std::abs(value - expected) <= tolerance;
}

/// Prices that lose a tenth at once, a fifth of the logarithm a year and a sixth with each successor, with relative errors.
std::vector<ResaleObservation> market(double noise, unsigned seed, int count = 24) {
    std::mt19937 generator(seed);
    std::vector<ResaleObservation> observations;
    for (int i = 0; i < count; ++i) {
        double normal = -6.0;
        for (int j = 0; j < 12; ++j) {
            normal += static_cast<double>(generator()) / 4294967296.0;
        }
        const double age = 0.25 * i;
        const double newer = (i % 3) + i / 8;
        observations.push_back({age, std::exp(std::log(0.9) - 0.2 * age - 0.18 * newer + noise * normal), newer});
    }
    return observations;
}

}  // namespace

class TestResaleValue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pricesWithoutErrorGiveBackTheirCurve() {
        const auto fit = fitResale(market(0.0, 1));
        QVERIFY(fit.has_value());
        QVERIFY(near(fit->start, std::log(0.9), 1e-12));
        QVERIFY(near(fit->decayPerYear, 0.2, 1e-12));
        QVERIFY(fit->perGeneration && near(*fit->perGeneration, 0.18, 1e-12));
        // 0.9 · e^(−0.2 · 5 − 0.18 · 2), by hand.
        QVERIFY(near(predictResale(*fit, 5.0, 2.0).median(), 0.9 * std::exp(-1.36), 1e-12));
    }
    void aSuccessorLowersTheValueByItsStep() {
        const auto fit = fitResale(market(0.05, 2));
        QVERIFY(fit && fit->perGeneration);
        const double before = predictResale(*fit, 3.0, 1.0).median();
        const double after = predictResale(*fit, 3.0, 2.0).median();
        QVERIFY(near(after / before, std::exp(-*fit->perGeneration), 1e-12));
    }
    void generationsThatOnlyRepeatTheAgeAreLeftOut() {
        std::vector<ResaleObservation> observations = market(0.05, 3);
        for (ResaleObservation& one : observations) {
            one.newer = 0.5 * one.ageYears;  // a new generation every two years, exactly
        }
        const auto fit = fitResale(observations);
        QVERIFY(fit.has_value());
        QVERIFY(!fit->perGeneration);
        QCOMPARE(predictResale(*fit, 2.0, 0.0).location, predictResale(*fit, 2.0, 5.0).location);
    }
    void valueThatRisesIsFittedAsItIs() {
        std::vector<ResaleObservation> observations;
        for (int i = 0; i < 8; ++i) {
            observations.push_back({0.5 * i, 0.7 * std::exp(0.1 * i) * (i % 2 == 0 ? 1.02 : 0.98), 0.0});
        }
        const auto fit = fitResale(observations);
        QVERIFY(fit.has_value());
        QVERIFY(fit->decayPerYear < 0.0);
        QVERIFY(predictResale(*fit, 5.0, 0.0).median() > 1.0);
    }
    void intervalsHoldAsOftenAsTheySay() {
        // The model is the truth here, so coverage is exact: 80 % of 400 is 320, four standard deviations are 32.
        int inside = 0;
        for (unsigned seed = 1; seed <= 400; ++seed) {
            auto observations = market(0.2, seed, 9);
            const ResaleObservation last = observations.back();
            observations.pop_back();
            const auto fit = fitResale(observations);
            QVERIFY(fit.has_value());
            const double below = predictResale(*fit, last.ageYears, last.newer).probabilityBelow(last.share);
            inside += below >= 0.1 && below <= 0.9 ? 1 : 0;
        }
        QVERIFY2(inside >= 288 && inside <= 352, qPrintable(QString::number(inside)));
    }
    void beyondTheOldestPriceTheIntervalWidens() {
        const auto fit = fitResale(market(0.1, 5));
        QVERIFY(fit.has_value());
        QCOMPARE(fit->oldest, 5.75);
        QVERIFY(predictResale(*fit, 12.0, 4.0).spread > 1.1 * predictResale(*fit, 3.0, 2.0).spread);
    }
    void whatCannotBeFittedSaysWhy() {
        QCOMPARE(fitResale(std::vector<ResaleObservation>{{1.0, 0.5, 0.0}}).error().code, ErrorCode::NoSolution);
        auto observations = market(0.1, 6);
        observations[3].share = 0.0;
        const auto zero = fitResale(observations);
        QCOMPARE(zero.error().code, ErrorCode::OutOfBounds);
        QVERIFY(zero.error().english().find("observation 4") != std::string::npos);
        observations = market(0.1, 6);
        observations[0].ageYears = -1.0;
        QCOMPARE(fitResale(observations).error().code, ErrorCode::OutOfBounds);
        for (ResaleObservation& one : observations) {
            one.ageYears = 2.0;
        }
        QVERIFY(fitResale(observations).error().english().find("all prices are of the age 2") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestResaleValue)
#include "tst_resale_value.moc"
