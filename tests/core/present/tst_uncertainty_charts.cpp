#include <QtTest>

#include <algorithm>
#include <cmath>

#include "core/present/ChartCheck.h"
#include "core/present/ChartRead.h"
#include "core/present/FigureScale.h"
#include "core/present/InputName.h"
#include "core/present/RiskTables.h"
#include "core/present/SensitivityCharts.h"
#include "core/present/UncertaintyCharts.h"
#include "tests/core/support/ComparisonStudies.h"

using namespace offtake;
using namespace offtake::present;
using economics::Metric;

namespace {

economics::StudyResult result() { return economics::evaluateStudy(testing::leaseOrOpen()).value(); }

risk::Distributed around(double mean, double spread) {
    risk::Distributed distributed;
    distributed.paths = 10'000;
    distributed.mean = {mean, spread / 100.0};
    distributed.deviation = spread;
    const double steps[] = {-1.645, -0.674, 0.0, 0.674, 1.645};
    for (std::size_t i = 0; i < risk::kQuantiles.size(); ++i) {
        distributed.quantiles[i] = {mean + steps[i] * spread, spread / 50.0};
    }
    distributed.shortfall = {mean + 2.06 * spread, spread / 40.0};
    distributed.histogram.low = mean - 3.0 * spread;
    distributed.histogram.high = mean + 3.0 * spread;
    for (std::size_t i = 0; i < risk::kHistogramBins; ++i) {
        const double z = (static_cast<double>(i) + 0.5) / 10.0 - 3.0;
        distributed.histogram.counts.push_back(std::lround(400.0 * std::exp(-0.5 * z * z)));
    }
    for (const std::int64_t paths : {1024, 2048, 4096, 8192, 10'000}) {
        distributed.convergence.push_back({paths, {mean, spread / std::sqrt(static_cast<double>(paths))}});
    }
    return distributed;
}

/// Deal 1 is 0.36 $/H100e-h cheaper than deal 0 on average, and in 71 % of the paths. Figures made up for the test.
risk::Simulation simulation() {
    risk::Simulation made;
    made.paths = 10'000;
    made.seed = 42;
    made.dealIds = {"lease", "open"};
    made.dealNames = {"Lease", "Open"};
    risk::SimulatedMetric lcoc;
    lcoc.metric = Metric::Lcoc;
    lcoc.deals = {around(2.71, 0.2), around(2.35, 0.5)};
    lcoc.differences = {risk::Distributed{}, around(-0.36, 0.5)};
    risk::Beaten beaten;
    beaten.paths = 10'000;
    beaten.better = {0.7123, 0.0046};
    beaten.worse = {0.2877, 0.0045};
    lcoc.beaten = {std::nullopt, beaten};
    lcoc.best = {{0.2877, 0.0045}, {0.7123, 0.0045}};
    lcoc.regret = {{0.42, 0.004}, {0.06, 0.001}};
    made.metrics = {lcoc};
    risk::CostFans fans;
    for (std::size_t q = 0; q < risk::kQuantiles.size(); ++q) {
        for (int month = 0; month < 12; ++month) {
            fans.running.quantiles[q].push_back(1e8 * (month + 1) * (0.8 + 0.1 * static_cast<double>(q)));
        }
    }
    fans.running.mean = fans.running.quantiles[2];
    made.fans = {fans, fans};
    risk::CostFans difference = fans;
    for (auto& edge : difference.running.quantiles) {
        for (double& value : edge) {
            value -= 12.5e8;
        }
    }
    made.differenceFans = {risk::CostFans{}, difference};
    return made;
}

constexpr SimulatedFigure kOpen{Metric::Lcoc, 1};
constexpr risk::Figure kDifference{Metric::Lcoc, 1, 0};

std::string valueOf(const TableSpec& table, const std::string& id) {
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (table.rows[row].id == id) {
            return cellText(table, row, 1);
        }
    }
    return "no such row";
}

risk::Evaluator uncertain() { return risk::Evaluator::of(testing::uncertainLeaseOrOpen()).value(); }

}  // namespace

class TestUncertaintyCharts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSentenceGivesTheProbabilityWithItsError() {
        QCOMPARE(simulationSentence(result(), simulation(), kOpen), std::string("B is cheaper in 71.2 % of cases (±0.5)."));
        QCOMPARE(casesTitle(simulation(), kOpen), std::string("In 71 of 100 cases B is cheaper"));
    }
    void noMoreDigitsAreShownThanTheErrorLeaves() {
        QCOMPARE(shareText({0.8312, 0.0072}), std::string("83 % of cases (±0.7)"));
        QCOMPARE(shareText({0.8312, 0.00002}), std::string("83.1 % of cases (±0.1)"));
        QCOMPARE(shareText({1.0, 0.0}), std::string("all cases"));
        QCOMPARE(shareText({0.0, 0.0}), std::string("none of the cases"));
    }
    void theTitleSpeaksOfTheDealThatIsFavoured() {
        risk::Simulation made = simulation();
        std::swap(made.metrics[0].beaten[1]->better, made.metrics[0].beaten[1]->worse);
        QCOMPARE(casesTitle(made, kOpen), std::string("In 71 of 100 cases A is cheaper"));
        made.metrics[0].beaten[1]->worse = {0.9996, 0.0001};
        QCOMPARE(casesTitle(made, kOpen), std::string("In more than 99 of 100 cases A is cheaper"));
        made.metrics[0].beaten[1]->ties = 1.0;
        QCOMPARE(casesTitle(made, kOpen), std::string("Both are the same in every case"));
    }
    void oneDealHasARangeInPlaceOfAProbability() {
        const std::string sentence = simulationSentence(result(), simulation(), {Metric::Lcoc, 0});
        QVERIFY2(sentence.find("between $2.38 and $3.04 in 90 of 100 cases") != std::string::npos, sentence.c_str());
        QVERIFY(!isDifference(simulation(), {Metric::Lcoc, 0}));
    }
    void aMetricThatWasNotSimulatedIsSaidToBeMissing() {
        QVERIFY(distributionOf(simulation(), {Metric::Irr, 1}) == nullptr);
        QVERIFY(simulationSentence(result(), simulation(), {Metric::Irr, 1}).find("has no Project IRR") != std::string::npos);
        const ChartSpec chart = distributionChart(result(), simulation(), {Metric::Irr, 1});
        QVERIFY(chart.isEmpty() && validate(chart).has_value() && !chart.emptyText.empty());
    }
    void theDetailGivesTheDifferenceWithUnitErrorAndPaths() {
        const std::string detail = simulationDetail(simulation(), kOpen);
        QCOMPARE(detail, std::string("B − A: −$0.36 on average (±$0.005) in $/H100e-h; −$1.18 to +$0.46 in 90 of 100 cases. 10,000 paired paths."));
        risk::Simulation made = simulation();
        made.metrics[0].differences[1].standing = -0.3;
        QVERIFY(simulationDetail(made, kOpen).find("With every input at its central value −$0.30.") != std::string::npos);
        QVERIFY(simulationDetail(made, {Metric::Irr, 1}).empty());
    }
    void pathsWithoutTheFigureAndWithSeveralRatesAreToldInTheOpen() {
        risk::Simulation made = simulation();
        QVERIFY(simulationRemarks(made, kOpen).empty());
        made.metrics[0].metric = Metric::Irr;
        made.metrics[0].differences[1].missing = 312;
        made.metrics[0].deals[1].severalRates = 14;
        made.reachedError = true;
        const std::vector<std::string> remarks = simulationRemarks(made, {Metric::Irr, 1});
        QCOMPARE(remarks.size(), std::size_t{3});
        QCOMPARE(remarks[0].find("312 of 10,000 paths have no Project IRR and count nowhere here."), std::size_t{0});
        QCOMPARE(remarks[1], std::string("On 14 paths B has several rates of return; the one nearest zero counts."));
        QVERIFY(remarks[2].find("10,000 paths") != std::string::npos);
    }
    void theTablesHoldRiskAndSampling() {
        const TableSpec risk = riskTable(simulation(), kOpen);
        QCOMPARE(valueOf(risk, "better"), std::string("71.2 % ± 0.5"));
        QCOMPARE(valueOf(risk, "shortfall"), std::string("+0.67"));
        QCOMPARE(valueOf(risk, "dominance"), std::string("none"));
        const TableSpec sampling = samplingTable(simulation(), kOpen, 0.42);
        QCOMPARE(valueOf(sampling, "paths"), std::string("10,000 paths"));
        QCOMPARE(valueOf(sampling, "time"), std::string("0.4 s"));
        QCOMPARE(valueOf(sampling, "repairs"), std::string("no such row"));
        const SimulatedHead head = simulatedHead(result(), simulation(), kOpen);
        QCOMPARE(head.mean, std::string("−$0.36"));
        QCOMPARE(head.spread, std::string("P5 −1.18 · P95 +0.46"));
        QVERIFY(head.meaning == Meaning::Better);
        QVERIFY(head.paired);
    }
    void quantilesStandSideBySideForBothDealsAndTheirDifference() {
        const TableSpec table = quantileTable(result(), simulation(), kOpen);
        QCOMPARE(table.columns.size(), std::size_t{4});
        QCOMPARE(table.columns[1].id, std::string("lease"));
        QCOMPARE(table.columns[3].title, std::string("B − A"));
        QCOMPARE(table.rows.front().id, std::string("mean"));
        QCOMPARE(cellText(table, 0, 1), std::string("2.71"));
        QCOMPARE(cellText(table, 0, 3), std::string("−0.36"));
        // The numbers are those of the simulation in full, whatever is shown of them.
        QCOMPARE(std::get<NumberCell>(cellAt(table, 1, 2).value).value, 2.35 - 1.645 * 0.5);
        QCOMPARE(quantileTable(result(), simulation(), {Metric::Lcoc, 0}).columns.size(), std::size_t{2});
        QVERIFY(quantileTable(result(), simulation(), {Metric::Irr, 1}).rows.empty());
    }
    void regretNamesTheDealThatIsNeverMuchWorse() {
        risk::Regret regret;
        regret.rows = {{"", "", {{2.71, 0.36}, {2.35, 0.0}}, {}}, {"limit", "Export limit", {{2.71, 0.0}, {3.29, 0.58}}, {}}};
        regret.worst = {0.36, 0.58};
        const TableSpec table = regretTable(result(), regret);
        QCOMPARE(table.title, std::string("A is never worse by more than $0.360 (Base)"));
        QCOMPARE(table.rows[1].id, std::string("limit"));
        QCOMPARE(cellText(table, 1, 2), std::string("0.580"));
        QVERIFY(cellAt(table, 1, 2).bold && !cellAt(table, 1, 1).bold);
        regret.worst = {0.0, 0.58};
        QCOMPARE(regretTable(result(), regret).title, std::string("A is the best under every scenario"));
        regret.rows[1].deals.clear();
        regret.rows[1].error = Error{ErrorCode::Inconsistent, "limit", {"cannot be computed.", {}}, {}};
        regret.worst = {std::nullopt, std::nullopt};
        QCOMPARE(regretTable(result(), regret).title, std::string("No deal has this figure under every scenario"));
        QCOMPARE(cellText(regretTable(result(), regret), 1, 1), std::string("–"));
    }
    void errorsOnOfferAreRoundAroundThePresentOne() {
        const std::vector<double> errors = errorsOnOffer(Metric::Lcoc, 0.0021);
        QCOMPARE(errors.size(), std::size_t{9});
        QVERIFY(std::abs(errors.front() - 0.05) < 1e-12);  // powers of ten are rounded
        QVERIFY(std::is_sorted(errors.rbegin(), errors.rend()));
        // Shares are read in percent: 0.1 % and not 0.1.
        QVERIFY(std::abs(errorsOnOffer(Metric::Irr, 0.0021).back() - 0.0001) < 1e-12);
        QVERIFY(errorsOnOffer(Metric::Lcoc, 0.0).empty());
    }
    void dominanceNamesTheDealAndTheOrder() {
        risk::Simulation made = simulation();
        made.metrics[0].beaten[1]->deal = risk::Dominance::Second;
        QCOMPARE(valueOf(riskTable(made, kOpen), "dominance"), std::string("B, 2nd order"));
        QVERIFY(dominanceSentence(made, kOpen).starts_with("Whoever shuns risk prefers B"));
        made.metrics[0].beaten[1]->deal = risk::Dominance::None;
        made.metrics[0].beaten[1]->baseline = risk::Dominance::First;
        QCOMPARE(valueOf(riskTable(made, kOpen), "dominance"), std::string("A, 1st order"));
        QVERIFY(dominanceSentence(made, kOpen).starts_with("A is at least as good as B at every quantile"));
        QVERIFY(dominanceSentence(simulation(), kOpen).starts_with("Neither"));
        QVERIFY(dominanceSentence(simulation(), {Metric::Lcoc, 0}).empty());
    }
    void barsLieOnTheSideOfTheDealThatIsFavouredThereAndSumToAllPaths() {
        const ChartSpec chart = distributionChart(result(), simulation(), kOpen);
        QVERIFY(validate(chart).has_value());
        QCOMPARE(chart.series.size(), std::size_t{2});
        QCOMPARE(chart.series[0].role, Role::deal(1));
        QCOMPARE(chart.series[1].role, Role::deal(0));
        double sum = 0.0;
        for (const Series& side : chart.series) {
            for (const Point& point : side.runs.front()) {
                QCOMPARE(point.x < 0.0, side.role == Role::deal(1));
                sum += point.y;
            }
        }
        QVERIFY(std::abs(sum - 100.0) < 1e-9);  // rounding of sixty percents
        QCOMPARE(chart.markers.front().leftLabel, std::string("B cheaper"));
    }
    void wherePathsAllAgreeThereIsOneBar() {
        risk::Simulation made = simulation();
        risk::Histogram& histogram = made.metrics[0].differences[1].histogram;
        histogram.low = histogram.high = -0.36;
        histogram.counts = {10'000};
        const ChartSpec chart = distributionChart(result(), made, kOpen);
        QVERIFY(validate(chart).has_value());
        QCOMPARE(chart.series.size(), std::size_t{1});
        QCOMPARE(chart.series[0].runs[0].size(), std::size_t{1});
    }
    void theFanSaysWhereItEnds() {
        const ChartSpec difference = costFan(result(), simulation(), {1, true});
        QVERIFY(validate(difference).has_value());
        QCOMPARE(difference.title, std::string("B may end dearer than A; in the median it is cheaper"));
        QCOMPARE(difference.bands.size(), std::size_t{2});
        QCOMPARE(difference.bands[0].upperLabel, std::string("P95"));
        const ChartSpec deal = costFan(result(), simulation(), {1, false}, 0);
        QVERIFY(validate(deal).has_value());
        QCOMPARE(deal.series.size(), std::size_t{2});
        QVERIFY(deal.title.find("in 90 of 100 cases") != std::string::npos);
        risk::Simulation without = simulation();
        without.fans.clear();
        QVERIFY(costFan(result(), without, {1, false}).isEmpty());
    }
    void theMeanSettlesWithinItsErrors() {
        const ChartSpec chart = convergenceChart(simulation(), kOpen);
        QVERIFY(validate(chart).has_value());
        QCOMPARE(samples(chart).size(), std::size_t{5});
        const auto width = [&](std::size_t i) { return chart.bands[0].upper[i].y - chart.bands[0].lower[i].y; };
        QVERIFY(width(0) > width(4));
        QCOMPARE(convergenceSentence(simulation(), kOpen), std::string("Convergence: ±$0.005 (ok)"));
    }
    void theStripGetsItsSpreadAndItsProbability() {
        const economics::StudyResult computed = result();
        AnswerStrip strip = answerStrip(computed);
        addSpread(strip, computed, simulation());
        QCOMPARE(strip.figures[0].reading.find("P5–P95 $2.38 to $3.04 · "), std::size_t{0});
        QCOMPARE(strip.figures[2].reading.find("B is cheaper in 71.2 % of cases (±0.5)."), std::size_t{0});
        AnswerStrip old = answerStrip(computed);
        addSpread(old, computed, simulation(), true);
        QVERIFY(old.figures[0].reading.find("(updating…)") != std::string::npos);
    }
    void figuresOfOneScaleShareUnitAndDigits() {
        const FigureScale money(Metric::TotalCost, 4.7e9);
        QCOMPARE(money.text(-4.7e7, true), std::string("−$0.05 B"));
        QCOMPARE(money.unit(), std::string("$ billion"));
        const FigureScale share(Metric::Utilization, 0.83);
        QCOMPARE(share.text(0.83), std::string("83.0 %"));
        QCOMPARE(share.shown(0.5), 50.0);
        QCOMPARE(FigureScale(Metric::Lcoc, 2.7).text(0.001, true), std::string("$0.00"));
    }
    void inputsAreCalledByTheirOwner() {
        const study::Study study = testing::leaseOrOpen();
        QVERIFY(inputName(study, study::parsePath("deal.open.tranche.pod.clause.take-or-pay.share").value()).ends_with(" · Pod"));
        QCOMPARE(inputName(study, study::parsePath("study.horizon").value()), std::string("Horizon"));
        QCOMPARE(inputName(study, study::parsePath("deal.none.scale").value()), std::string("deal.none.scale"));
    }
    void barsOfATornadoAddTheirEndsToTheStandingFigure() {
        risk::Evaluator evaluator = uncertain();
        const risk::Tornado tornado = risk::tornado(evaluator, kDifference).value();
        const ChartSpec chart = tornadoChart(evaluator.base(), tornado);
        QVERIFY(validate(chart).has_value());
        QCOMPARE(chart.rows.size(), std::size_t{2});
        QCOMPARE(chart.rows[0].id, tornado.bars[0].knob.path.text());
        // Both deals may have a tranche of that name: the letter says whose it is.
        QVERIFY2(chart.rows[0].label.find(" · B ") != std::string::npos, chart.rows[0].label.c_str());
        for (std::size_t i = 0; i < chart.rows.size(); ++i) {
            const double low = *tornado.bars[i].low.figure - tornado.standing;
            QCOMPARE(chart.rows[i].parts.front().value, low);
            QCOMPARE(chart.rows[i].parts.front().role, Role::deal(low < 0.0 ? 1 : 0));
        }
    }
    void endsThatMoveTheFigureOneWayAreDrawnOneBeyondTheOther() {
        risk::Evaluator evaluator = uncertain();
        risk::Tornado tornado = risk::tornado(evaluator, kDifference).value();
        tornado.bars.resize(1);
        tornado.bars[0].low.figure = tornado.standing + 3.0;
        tornado.bars[0].high.figure = tornado.standing + 1.0;
        const ChartSpec chart = tornadoChart(evaluator.base(), tornado);
        QVERIFY(validate(chart).has_value());
        const std::vector<BarPart>& parts = chart.rows[0].parts;
        QCOMPARE(parts.size(), std::size_t{2});
        // Both on the same side, the nearer end first; together they reach the farther one, and nothing goes the other way.
        QVERIFY(std::abs(parts[0].value - 1.0) < 1e-12);  // differences of the standing figure are rounded
        QVERIFY(std::abs(parts[0].value + parts[1].value - 3.0) < 1e-12);
        QVERIFY(parts[1].role.muted && !parts[0].role.muted);
        QVERIFY(chart.caption.find("in brackets") != std::string::npos);
        // Words and tables have the ends themselves, not what was drawn of them.
        QVERIFY(std::abs(readAt(chart, 0.0).lines[1].value - 3.0) < 1e-12);
        QVERIFY(std::abs(std::get<NumberCell>(cellAt(tableOf(chart), 0, 2).value).value - 3.0) < 1e-12);
        tornado.bars.clear();
        QVERIFY(tornadoChart(evaluator.base(), tornado).isEmpty());
    }
    void theMapHasItsBorderWhereBothAreEqual() {
        risk::Evaluator evaluator = uncertain();
        const risk::SurfaceQuestion question{kDifference, 0.0, testing::kPodPrice, testing::kPodAllocation, risk::SearchRange{1.0, 9.0}, risk::SearchRange{0.2, 1.0}, 8};
        const risk::BreakEvenSurface surface = risk::breakEvenSurface(evaluator, question).value();
        const ChartSpec chart = breakEvenMap(evaluator.base(), surface);
        QVERIFY(validate(chart).has_value());
        QVERIFY(!chart.isEmpty());
        QCOMPARE(chart.heat.values.size(), surface.values.size());
        QCOMPARE(chart.heat.negativeLabel, std::string("B cheaper"));
        QCOMPARE(chart.heat.negative, Role::deal(1));
        // Shares are read in percent.
        QVERIFY(chart.heat.yTitle.find("%") != std::string::npos);
        QVERIFY(chart.heat.ys.back() > 1.0);
        QCOMPARE(chart.heat.border.size(), surface.contours.size());
    }
    void breakEvensAreToldInTheUnitOfTheirInput() {
        risk::Evaluator evaluator = uncertain();
        const risk::BreakEven answer = risk::breakEven(evaluator, {kDifference, 0.0, testing::kPodPrice}).value();
        const TableSpec table = breakEvenTable(evaluator.base(), {answer});
        QCOMPARE(table.rows.size(), std::size_t{1});
        QCOMPARE(table.rows[0].id, std::string(testing::kPodPrice));
        QCOMPARE(table.title, std::string("A = B"));
        QCOMPARE(valueOf(table, table.rows[0].id).find("$") != std::string::npos, !answer.roots.empty());
    }
};

QTEST_APPLESS_MAIN(TestUncertaintyCharts)
#include "tst_uncertainty_charts.moc"
