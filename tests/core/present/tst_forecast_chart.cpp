#include <cmath>

#include <QtTest>

#include "core/present/ChartCheck.h"
#include "core/present/ForecastChart.h"

using namespace offtake;
using namespace offtake::present;

namespace {

forecast::Series rents() {
    forecast::Series series;
    series.values = {2.1, 2.05, 2.0, 2.08, 2.2, 2.25, 2.4, 2.43, 2.61};
    series.step = forecast::Step::Month;
    series.seasonLength = 12;
    series.start = date(2025, 7, 1);
    series.name = "rent";
    series.unit = "$/GPU-h";
    return series;
}

const std::vector<double> kLevels{0.8, 0.95};

forecast::Outlook outlookOf(const forecast::Series& series, int horizon) {
    forecast::OutlookOptions options;
    options.horizon = horizon;
    options.probabilities = forecast::tailsOf(kLevels);
    return *forecast::outlook(series, "moore", options);
}

}  // namespace

class TestForecastChart : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void historyAndBandsMeetAtTheLastValue() {
        const auto series = rents();
        const auto outlook = outlookOf(series, 6);
        const ChartSpec chart = forecastChart(series, outlook, kLevels);
        QVERIFY2(validate(chart).has_value(), validate(chart) ? "" : validate(chart).error().english().c_str());
        QCOMPARE(chart.series.size(), std::size_t(2));
        QCOMPARE(chart.series[0].runs.front().size(), std::size_t(9));
        const Point last{8.0, 2.61};
        QCOMPARE(chart.series[0].runs.front().back(), last);
        QCOMPARE(chart.series[1].runs.front().front(), last);
        QCOMPARE(chart.series[1].runs.front().back().x, 14.0);
        // The wider band is drawn first, the narrower one stronger.
        QCOMPARE(chart.bands.size(), std::size_t(2));
        QCOMPARE(chart.bands[0].name, std::string("95 % interval"));
        QVERIFY(chart.bands[1].inner && !chart.bands[0].inner);
        QCOMPARE(chart.bands[0].lower.front(), last);
        QCOMPARE(chart.bands[1].upper.back().y, outlook.quantiles.back()[1]);
        QVERIFY(chart.bands[0].upper.back().y > chart.bands[1].upper.back().y);
    }
    void theTitleStatesWhatIsExpectedAndHowSurely() {
        const auto series = rents();
        const ChartSpec chart = forecastChart(series, outlookOf(series, 12), kLevels);
        QVERIFY2(chart.title.starts_with("2027-03: 3.62, 80 % between "), chart.title.c_str());
        QVERIFY(chart.subtitle.find("rent, $/GPU-h") == 0);
    }
    void whatTheModelWouldHaveForecastStandsBesideTheHistory() {
        const auto series = rents();
        forecast::OutlookOptions options;
        options.horizon = 3;
        options.probabilities = forecast::tailsOf(kLevels);
        const auto outlook = *forecast::outlook(series, "ets", options);
        const ChartSpec chart = forecastChart(series, outlook, kLevels);
        QVERIFY(validate(chart).has_value());
        QCOMPARE(chart.series[0].id, std::string("fitted"));
        QCOMPARE(chart.series[0].runs.front().size(), outlook.fitted.size());
        const Point last{8.0, outlook.fitted.back()};
        QCOMPARE(chart.series[0].runs.front().back(), last);
        QCOMPARE(chart.series[2].name, std::string("Mean"));
        QVERIFY(!chart.caption.empty());
    }
    void gapsBreakTheLine() {
        auto series = rents();
        const auto outlook = outlookOf(series, 3);
        series.values[4] = NAN;
        const ChartSpec chart = forecastChart(series, outlook, kLevels);
        QVERIFY(validate(chart).has_value());
        QCOMPARE(chart.series[0].runs.size(), std::size_t(2));
    }
    void daysStandWithinTheirMonths() {
        auto series = rents();
        series.step = forecast::Step::Day;
        series.start = date(2026, 2, 25);
        const ChartSpec chart = forecastChart(series, outlookOf(series, 3), kLevels);
        QVERIFY(validate(chart).has_value());
        QCOMPARE(chart.x.start, date(2026, 2, 1));
        QCOMPARE(chart.series[0].runs.front()[0].x, 24.0 / 28.0);
        QCOMPARE(chart.series[0].runs.front()[4].x, 1.0);
    }
    void stepsWithoutDatesAreCounted() {
        auto series = rents();
        series.start.reset();
        series.step = forecast::Step::Unknown;
        const ChartSpec chart = forecastChart(series, outlookOf(series, 3), kLevels);
        QCOMPARE(chart.x.kind, XAxis::Kind::Numeric);
        QCOMPARE(chart.series[1].runs.front().back().x, 12.0);
    }
    void aLongHistoryShowsItsEnd() {
        auto series = rents();
        while (series.values.size() < 1000) {
            series.values.push_back(series.values.back() * (series.values.size() % 2 == 0 ? 1.1 : 0.92));
        }
        const ChartSpec chart = forecastChart(series, outlookOf(series, 3), kLevels);
        QVERIFY(validate(chart).has_value());
        QCOMPARE(chart.series[0].runs.front().size(), kMostHistory);
        QVERIFY(chart.caption.find("600 of 1000") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestForecastChart)
#include "tst_forecast_chart.moc"
