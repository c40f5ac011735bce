#include <cmath>

#include <QtTest>

#include "core/forecast/Outlook.h"

using namespace offtake;
using namespace offtake::forecast;

namespace {

/// A hundred days of power prices with a weekend and a wave that fades, growing a little: any method can fit it.
Series prices() {
    Series series;
    series.step = Step::Day;
    series.seasonLength = 7;
    series.start = date(2026, 1, 5);
    for (int day = 0; day < 100; ++day) {
        const double wave = 0.1 * std::sin(1.7 * day) + 0.07 * std::sin(0.31 * day * day);
        series.values.push_back(40.0 * std::exp(0.01 * day + wave - (day % 7 > 4 ? 0.2 : 0.0)));
    }
    return series;
}

OutlookOptions asked() {
    OutlookOptions options;
    options.horizon = 6;
    options.probabilities = {0.1, 0.5, 0.9};
    options.saturation = SaturationRange{200.0, 400.0};
    for (int day = 0; day < 100; ++day) {
        options.experience.push_back(1000.0 * std::exp(0.02 * day));
    }
    return options;
}

}  // namespace

class TestOutlook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyMethodAnswersInOneForm_data() {
        QTest::addColumn<QString>("key");
        for (const OutlookMethod& method : outlookMethods()) {
            const QString key = QString::fromUtf8(method.key.data(), static_cast<qsizetype>(method.key.size()));
            QTest::newRow(qPrintable(key)) << key;
        }
    }
    void everyMethodAnswersInOneForm() {
        QFETCH(QString, key);
        const auto result = outlook(prices(), key.toStdString(), asked());
        QVERIFY2(result.has_value(), result ? "" : result.error().english().c_str());
        QCOMPARE(result->method, key.toStdString());
        QVERIFY(!result->model.empty());
        QCOMPARE(result->point.size(), std::size_t(6));
        QCOMPARE(result->quantiles.size(), std::size_t(6));
        for (std::size_t step = 0; step < 6; ++step) {
            const auto& quantiles = result->quantiles[step];
            QCOMPARE(quantiles.size(), std::size_t(3));
            QVERIFY(quantiles[0] < quantiles[1] && quantiles[1] < quantiles[2]);
            QVERIFY(quantiles[0] <= result->point[step] && result->point[step] <= quantiles[2]);
        }
        for (const auto& [name, value] : result->parameters) {
            QVERIFY2(std::isfinite(value), name.c_str());
        }
    }
    void everyMethodSaysWhyItCannotUseASeries_data() { everyMethodAnswersInOneForm_data(); }
    void everyMethodSaysWhyItCannotUseASeries() {
        QFETCH(QString, key);
        Series one = prices();
        one.values.resize(1);
        const auto single = outlook(one, key.toStdString(), asked());
        QVERIFY(!single);
        QVERIFY(single.error().code == ErrorCode::NoSolution);
        Series infinite = prices();
        infinite.values[50] = INFINITY;
        const auto result = outlook(infinite, key.toStdString(), asked());
        QVERIFY(!result || key == "ou");  // which leaves out what is no number
    }
    void gapsAreRefusedByAllButMeanReversion() {
        Series gaps = prices();
        gaps.values[50] = NAN;
        const auto refused = outlook(gaps, "moore", asked());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Inconsistent);
        QVERIFY(outlook(gaps, "ou", asked()).has_value());
    }
    void futureExperienceIsUsedWhereItIsGiven() {
        OutlookOptions options = asked();
        const auto carriedOn = outlook(prices(), "wright", options);
        QVERIFY(carriedOn.has_value());
        QCOMPARE(carriedOn->notes.size(), std::size_t(1));
        for (int day = 0; day < 6; ++day) {
            options.experience.push_back(options.experience.back() * std::exp(0.06));
        }
        const auto given = outlook(prices(), "wright", options);
        QVERIFY(given.has_value());
        QVERIFY(given->notes.empty());
        // Three times the growth of experience is three times the change of the logarithm.
        const double last = prices().values.back();
        const double expected = 3.0 * std::log(carriedOn->point[5] / last);
        QVERIFY(std::abs(std::log(given->point[5] / last) - expected) < 1e-9);
        options.experience.resize(99);
        QCOMPARE(outlook(prices(), "wright", options).error().code, ErrorCode::Inconsistent);
    }
    void meanReversionSaysWhatItDoesNotKnowOfMonths() {
        OutlookOptions options = asked();
        const auto result = outlook(prices(), "ou", options);
        QVERIFY(result.has_value());
        QCOMPARE(result->notes.size(), std::size_t(1));
        QVERIFY(result->notes[0].english().find("Deviations average out within a month") != std::string::npos);
        options.slowVolatility = 0.3;
        QVERIFY(outlook(prices(), "ou", options)->notes.empty());
    }
    void forecastsBeyondAllNumbersAreRefused() {
        Series explosive;
        explosive.values = {1.0, 10.0, 1e3, 1e5, 1e9};
        OutlookOptions options = asked();
        options.horizon = 200;  // e^(5.2 · 200) is no double
        const auto result = outlook(explosive, "moore", options);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::OutOfBounds);
        QVERIFY(result.error().english().find("shorter horizon") != std::string::npos);
    }
    void wrongOptionsAreRefused() {
        OutlookOptions options = asked();
        QCOMPARE(outlook(prices(), "magic", options).error().code, ErrorCode::UnknownName);
        options.horizon = 0;
        QCOMPARE(outlook(prices(), "moore", options).error().code, ErrorCode::OutOfBounds);
        options.horizon = kLongestOutlook + 1;
        QCOMPARE(outlook(prices(), "moore", options).error().code, ErrorCode::OutOfBounds);
        options = asked();
        options.probabilities = {1.0};
        QCOMPARE(outlook(prices(), "moore", options).error().code, ErrorCode::OutOfBounds);
    }
};

QTEST_APPLESS_MAIN(TestOutlook)
#include "tst_outlook.moc"
