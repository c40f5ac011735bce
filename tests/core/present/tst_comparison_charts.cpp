#include <QtTest>

#include <numeric>

#include "core/present/ChartCheck.h"
#include "core/present/ChartRead.h"
#include "core/present/ComparisonCharts.h"
#include "tests/core/support/ComparisonStudies.h"
#include "tests/core/support/ExampleStudies.h"
#include "tests/core/support/RandomStudy.h"

using namespace offtake;
using namespace offtake::present;
using economics::Metric;
using economics::StudyResult;
using testing::changed;

namespace {

constexpr double kRounding = 1e-9;  // sums of some hundred months by category against sums by month

StudyResult evaluated(const study::Study& study) {
    auto result = economics::evaluateStudy(study);
    if (!result) {
        qFatal("%s", result.error().english().c_str());
    }
    return std::move(*result);
}

double lastOf(const Series& series) { return series.runs.back().back().y; }

double sumOf(const ChartSpec& chart) {
    double sum = 0.0;
    for (const Series& series : chart.series) {
        for (const Run& run : series.runs) {
            sum = std::accumulate(run.begin(), run.end(), sum, [](double total, const Point& point) { return total + point.y; });
        }
    }
    return sum;
}

}  // namespace

class TestComparisonCharts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyChartOfEveryStudyCanBeDrawn() {
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            for (const ChartSpec& chart : comparisonCharts(evaluated(testing::randomStudy(seed)))) {
                const auto valid = validate(chart);
                QVERIFY2(valid.has_value(), valid ? "" : (chart.id + ": " + valid.error().english()).c_str());
                QVERIFY(!chart.title.empty());
                QVERIFY(chart.isEmpty() || !chart.subtitle.empty());
            }
        }
    }
    void runningTotalsEndAtTheTotalCost() {
        const StudyResult result = evaluated(testing::leaseOrOpen());
        const ChartSpec chart = cumulativeCost(result);
        for (std::size_t i = 0; i < result.deals.size(); ++i) {
            QVERIFY(qAbs(lastOf(chart.series[i]) / *result.deals[i].figure(Metric::TotalCost) - 1.0) < kRounding);
            QCOMPARE(chart.series[i].role, Role::deal(static_cast<int>(i)));
        }
    }
    void theTitleNamesTheMonthFromWhichOneDealHasCostLess() {
        const StudyResult result = evaluated(testing::leaseOrOpen());
        const ChartSpec chart = cumulativeCost(result);
        QCOMPARE(chart.markers.size(), std::size_t{1});
        const std::vector<double> a = result.deals[0].costByMonth();
        const std::vector<double> b = result.deals[1].costByMonth();
        double ahead = 0.0;
        std::size_t since = 0;
        for (std::size_t t = 0; t < a.size(); ++t) {
            ahead += a[t] - b[t];
            since = ahead > 0.0 ? since : t + 1;
        }
        QVERIFY(since > 0 && since < a.size());
        const std::string since2 = monthName(result.plan.structure.timeline.start, static_cast<double>(since));
        QCOMPARE(chart.title, "B Open deal has cost less in total since " + since2);
        QVERIFY(chart.markers.front().at > static_cast<double>(since) - 1.0 && chart.markers.front().at <= static_cast<double>(since));
        QCOMPARE(chart.subtitle, std::string("Cumulative cost before financing and tax, $ billion, nominal"));
    }
    void whoIsCheaperFromTheStartOrEquallyDearIsSaidWithoutAMarker() {
        study::Study twin = testing::withCopyOf(testing::reflectionLease(), "lease", "twin");
        QCOMPARE(cumulativeCost(evaluated(twin)).title, std::string("Both cost the same in total by Dec 2029"));
        twin = changed(twin, "deal.twin.tranche.colossus.clause.fixed-fee.fee", "100 M$/month");
        const ChartSpec chart = cumulativeCost(evaluated(twin));
        QCOMPARE(chart.title, std::string("B Lease costs less in total from the first month on"));
        QVERIFY(chart.markers.empty());
        QCOMPARE(cumulativeCost(evaluated(testing::reflectionLease())).title, std::string("A Lease costs $6.30 B by Dec 2029"));
    }
    void whatASellerEarnsAccumulatesAndWhatALabPaysDoesNot() {
        const StudyResult seller = evaluated(changed(testing::leaseOrOpen(), "study.perspective", "spacex"));
        const ChartSpec chart = cumulativeNet(seller);
        QCOMPARE(lastOf(chart.series[0]), 6.3e9);
        QCOMPARE(chart.title, std::string("A Lease ends with most money: +$6.30 B by Dec 2029"));
        QVERIFY(cumulativeNet(evaluated(testing::leaseOrOpen())).isEmpty());
    }
    void barsOfAllKindsSumToTheCost() {
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            const StudyResult result = evaluated(testing::randomStudy(seed));
            for (std::size_t i = 0; i < result.deals.size(); ++i) {
                const ChartSpec chart = monthlyCost(result, i);
                const std::vector<double> cost = result.deals[i].costByMonth();
                double scale = 1.0;
                for (const double amount : cost) {
                    scale += std::abs(amount);
                }
                QVERIFY(chart.series.size() <= 6);
                QVERIFY(std::abs(sumOf(chart) - std::accumulate(cost.begin(), cost.end(), 0.0)) <= kRounding * scale);
            }
        }
    }
    void creditsHangBelowZero() {
        const ChartSpec chart = monthlyCost(evaluated(testing::leaseOrOpen()), 1);
        QVERIFY(valueRange(chart).low < 0.0);
        QVERIFY2(chart.title.find("% of the money is metered fee") != std::string::npos, chart.title.c_str());
    }
    void longStudiesShowOneBarAYear() {
        const StudyResult result = evaluated(changed(testing::leaseOrOpen(), "study.horizon", "240 months"));
        const ChartSpec chart = monthlyCost(result, 0);
        QCOMPARE(chart.barStep, 12.0);
        QVERIFY(qAbs(sumOf(chart) / *result.deals[0].figure(Metric::TotalCost) - 1.0) < kRounding);
    }
    void useNeverExceedsWhatIsInstalled() {
        const StudyResult result = evaluated(testing::leaseOrOpen());
        const ChartSpec chart = capacityAndUse(result, 0);
        QCOMPARE(lastOf(chart.series[0]), 30500.0);
        QCOMPARE(chart.series[0].id, std::string("installed"));
        for (std::size_t t = 0; t < chart.series[0].runs[0].size(); ++t) {
            QVERIFY(chart.series[1].runs[0][t].y <= chart.series[0].runs[0][t].y);
            QVERIFY(chart.series[2].runs[0][t].y <= chart.series[1].runs[0][t].y);
        }
    }
    void statedDemandIsDrawnAsStated() {
        study::Study study = changed(testing::leaseOrOpen(), "study.demand-mode", "stated");
        study = changed(study, "study.demand", "25000 H100e");
        const ChartSpec chart = usefulCompute(evaluated(study));
        QCOMPARE(chart.series.back().id, std::string("demand"));
        for (const Point& point : chart.series.back().runs[0]) {
            QVERIFY(qAbs(point.y / 25000.0 - 1.0) < kRounding);
        }
        QVERIFY(usefulCompute(evaluated(testing::leaseOrOpen())).series.size() == 2);
    }
    void whatPartiesGainAndLoseSumsToNothing() {
        const StudyResult result = evaluated(testing::leaseOrOpen());
        const ChartSpec chart = partyShift(result, 1);
        double sum = 0.0;
        for (const BarRow& row : chart.rows) {
            QCOMPARE(row.parts.front().role, Role::deal(row.parts.front().value > 0.0 ? 1 : 0));
            sum += row.parts.front().value;
        }
        QVERIFY(std::abs(sum) < 1.0);
        QCOMPARE(chart.title, std::string("B in place of A: Suppliers gains most, SpaceX loses most"));
        QVERIFY(partyShift(result, 0).isEmpty());
    }
    void aDealWithoutAnythingSaysSoInPlaceOfAChart() {
        study::Study study = changed(testing::reflectionLease(), "deal.lease.scale", "0");
        const StudyResult result = evaluated(study);
        for (const ChartSpec& chart : {cumulativeCost(result), monthlyCost(result, 0), capacityAndUse(result, 0), usefulCompute(result), idleCapacity(result)}) {
            QVERIFY2(chart.isEmpty(), chart.id.c_str());
            QVERIFY(!chart.emptyText.empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestComparisonCharts)
#include "tst_comparison_charts.moc"
