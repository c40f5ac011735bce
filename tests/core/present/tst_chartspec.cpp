#include <QtTest>

#include <cmath>
#include <limits>

#include "core/present/ChartCheck.h"
#include "core/present/ChartRead.h"

using namespace offtake;
using namespace offtake::present;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

ChartSpec payments() {
    ChartSpec spec;
    spec.id = "payments";
    spec.title = "Open has cost less since month 2";
    spec.subtitle = "Cumulative payments, $ billion";
    spec.x.start = date(2026, 7, 1);
    spec.y.unit = "$";
    const std::vector<double> a = {0.0, 1e9, 2.5e9, 4e9};
    const std::vector<double> b = {0.3e9, 1e9, 2e9, 3e9};
    spec.series = {seriesOf("A Lease", Role::deal(0), a), seriesOf("B Open", Role::deal(1), b)};
    chooseMagnitude(spec);
    return spec;
}

/// Three columns, two rows; the last cell has no value.
ChartSpec map() {
    ChartSpec spec;
    spec.title = "Map";
    spec.kind = ChartKind::HeatMap;
    spec.x.kind = XAxis::Kind::Numeric;
    spec.x.title = "parity";
    spec.y.unit = "$";
    spec.heat.xs = {0.5, 1.5, 2.5};
    spec.heat.ys = {10.0, 20.0};
    spec.heat.values = {-1.0, 1.0, -2.0, -3.0, 2.0, kNaN};
    spec.heat.yTitle = "months";
    spec.heat.negativeLabel = "B cheaper";
    spec.heat.positiveLabel = "A cheaper";
    spec.heat.border = {{{1.0, 10.0}, {1.0, 20.0}}};
    spec.heat.borderLabel = "A = B";
    spec.heat.dot = Point{0.7, 12.0};
    spec.heat.dotLabel = "this study";
    return spec;
}

}  // namespace

class TestChartSpec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void gapsSplitARunAndNoGapIsDrawnAsANumber() {
        const std::vector<double> values = {kNaN, 1.0, 2.0, kNaN, kNaN, 3.0};
        const Series series = seriesOf("s", Role::palette(0), values);
        QCOMPARE(series.runs, (std::vector<Run>{{{1.0, 1.0}, {2.0, 2.0}}, {{5.0, 3.0}}}));
        QVERIFY(seriesOf("none", {}, std::vector<double>{kNaN}).runs.empty());
    }
    void stacksReachTheirSumAndNegativePartsStackBelow() {
        ChartSpec spec;
        spec.series = {seriesOf("a", {}, std::vector<double>{1.0, 2.0}, SeriesKind::StackedBars),
                       seriesOf("b", {}, std::vector<double>{3.0, -4.0}, SeriesKind::StackedBars)};
        QCOMPARE(valueRange(spec), (Range{-4.0, 4.0}));
        QCOMPARE(xRange(spec), (Range{-0.5, 1.5}));
    }
    void aWaterfallReachesItsRunningLevels() {
        ChartSpec spec;
        spec.kind = ChartKind::Waterfall;
        spec.steps = {{"a", "A", 2.71, true, Role::deal(0)}, {"p", "price", -0.52, false, Role::better()},
                      {"q", "parity", 0.9, false, Role::worse()}};
        const Range range = valueRange(spec);
        QCOMPARE(range.low, 2.71 - 0.52);
        QCOMPARE(range.high, 2.71 - 0.52 + 0.9);
    }
    void anEmptyChartSaysSoAndHasAnAxis() {
        const ChartSpec spec;
        QVERIFY(spec.isEmpty());
        QVERIFY(validate(spec).has_value());
        QVERIFY(xRange(spec).high > xRange(spec).low);
        QVERIFY(describe(spec).find("no values") != std::string::npos);
        QVERIFY(!nearestSample(spec, 1.0));
        QVERIFY(tableOf(spec).rows.empty());
    }
    void whatCannotBeDrawnIsRefusedWithTheNameOfTheSeries() {
        ChartSpec spec = payments();
        QVERIFY(validate(spec).has_value());
        spec.series[1].runs[0][2].y = kNaN;
        QCOMPARE(validate(spec).error().subject, std::string("B Open"));
        spec = payments();
        std::swap(spec.series[0].runs[0][0], spec.series[0].runs[0][3]);
        QCOMPARE(validate(spec).error().code, ErrorCode::Inconsistent);
        spec = payments();
        spec.bands.push_back({"p", "P5 to P95", "P5", "P95", Role::deal(1), false, {{0.0, 1.0}}, {{1.0, 2.0}}});
        QCOMPARE(validate(spec).error().subject, std::string("p"));
        spec = payments();
        spec.y.range = Range{2.0, 2.0};
        QVERIFY(!validate(spec).has_value());
        spec = payments();
        spec.series[0].kind = spec.series[1].kind = SeriesKind::StackedArea;
        spec.series[1].runs[0].pop_back();
        QVERIFY(!validate(spec).has_value());
        spec = payments();
        spec.markers.push_back({Marker::Kind::Vertical, std::numeric_limits<double>::infinity(), "", {}});
        QVERIFY(!validate(spec).has_value());
    }
    void decimatingKeepsEndsAndExtremesAndOrder() {
        Run run;
        for (int i = 0; i < 100'000; ++i) {
            run.push_back({static_cast<double>(i), std::sin(i * 0.001)});
        }
        run[54'321].y = 50.0;
        run[12'345].y = -50.0;
        ChartSpec spec;
        spec.series.resize(1);
        spec.series[0].runs = {run};
        QCOMPARE(validate(spec).error().code, ErrorCode::TooLarge);
        const ChartSpec drawn = decimated(spec);
        QVERIFY(validate(drawn).has_value());
        const Run& kept = drawn.series[0].runs[0];
        QVERIFY(kept.size() > kMaxPointsPerLine / 2);
        QCOMPARE(kept.front(), run.front());
        QCOMPARE(kept.back(), run.back());
        QCOMPARE(valueRange(drawn), valueRange(spec));
        const Run shortRun(run.begin(), run.begin() + 10);
        QCOMPARE(decimate(shortRun), shortRun);
    }
    void theSampleUnderTheCursorIsTheNearestOne() {
        const ChartSpec spec = payments();
        QCOMPARE(*nearestSample(spec, 1.4), 1.0);
        QCOMPARE(*nearestSample(spec, 1.6), 2.0);
        QCOMPARE(*nearestSample(spec, -9.0), 0.0);
        QCOMPARE(*nearestSample(spec, 99.0), 3.0);
        QVERIFY(!nearestSample(spec, kNaN));
        const Reading reading = readAt(spec, 2.0);
        QCOMPARE(reading.place, std::string("Sep 2026 · month 2"));
        QCOMPARE(reading.lines.size(), std::size_t{2});
        QCOMPARE(reading.lines[0].text, std::string("2.5"));
        QCOMPARE(reading.lines[1].value, 2e9);
    }
    void theDescriptionNamesTheFindingAndWhatEachSeriesDoes() {
        ChartSpec spec = payments();
        spec.markers.push_back({Marker::Kind::Vertical, 2.0, "month 2: B cheaper", 2e9});
        QCOMPARE(describe(spec), std::string("Open has cost less since month 2. Cumulative payments, $ billion. "
                                             "From Jul 2026 to Oct 2026: A Lease rises from 0.0 to 4.0. "
                                             "B Open rises from 0.3 to 3.0. Marked: month 2: B cheaper."));
    }
    void theDataOfAPictureIsRecoverableInFullPrecision() {
        ChartSpec spec = payments();
        spec.series[0].runs = {{{0.0, 0.1 + 0.2}}, {{3.0, 4e9}}};
        QCOMPARE(chartCsv(spec), std::string("Month,No.,A Lease [$],B Open [$]\r\n"
                                             "Jul 2026,0,0.30000000000000004,300000000\r\n"
                                             "Aug 2026,1,,1000000000\r\n"
                                             "Sep 2026,2,,2000000000\r\n"
                                             "Oct 2026,3,4000000000,3000000000\r\n"));
    }
    void barsAndStepsHaveTheirTableToo() {
        ChartSpec spec;
        spec.kind = ChartKind::HorizontalBars;
        spec.rows = {{"parity", "Parity of B", {{-0.3, Role::deal(1), "1.05"}, {0.4, Role::deal(0), "0.84"}}}};
        QCOMPARE(tableOf(spec).rows[0].id, std::string("parity"));
        QCOMPARE(tableOf(spec).columns.size(), std::size_t{3});
        QCOMPARE(readAt(spec, 0.0).place, std::string("Parity of B"));
        spec.kind = ChartKind::Waterfall;
        spec.steps = {{"a", "A", 2.0, true, Role::deal(0)}};
        QCOMPARE(tableOf(spec).rows.size(), std::size_t{1});
    }
    void aMapFindsItsCellsAndReadsThem() {
        const ChartSpec spec = map();
        QVERIFY(validate(spec).has_value());
        QCOMPARE(valueRange(spec), (Range{-3.0, 2.0}));
        QCOMPARE(xRange(spec), (Range{0.0, 3.0}));
        // Cells reach half a step around their centres, and nothing lies outside.
        QCOMPARE(*spec.heat.cellAt({1.9, 9.9}), std::size_t{1});
        QCOMPARE(*spec.heat.cellAt({3.0, 25.0}), std::size_t{5});
        QVERIFY(!spec.heat.cellAt({3.1, 20.0}));
        QCOMPARE(spec.heat.centreOf(3), (Point{0.5, 20.0}));
        QCOMPARE(samples(spec).size(), std::size_t{6});
        const Reading reading = readAt(spec, 4.0);
        QCOMPARE(reading.place, std::string("parity 1.5 · months 20"));
        QCOMPARE(reading.lines[0].name, std::string("A cheaper"));
        QCOMPARE(reading.lines[0].value, 2.0);
        QVERIFY(readAt(spec, 5.0).lines.empty());
        QCOMPARE(describe(spec), std::string("Map. B cheaper in 60 of 100 parts of the map, A cheaper in the others. "
                                             "A = B runs from parity 1.0 · months 10 to parity 1.0 · months 20. "
                                             "Marked: this study, parity 0.7 · months 12."));
        QCOMPARE(chartCsv(spec), std::string("parity,months,Value [$]\r\n0.5,10,-1\r\n1.5,10,1\r\n2.5,10,-2\r\n"
                                             "0.5,20,-3\r\n1.5,20,2\r\n2.5,20,\r\n"));
    }
    void aMapThatIsNotOneIsRefused() {
        ChartSpec spec = map();
        spec.heat.values.pop_back();
        QVERIFY(!validate(spec).has_value());
        spec = map();
        spec.heat.xs[1] = 1.8;
        QVERIFY(!validate(spec).has_value());
        spec = map();
        spec.heat.ys = {10.0};
        QVERIFY(!validate(spec).has_value());
        spec = map();
        spec.heat.border[0][0].x = kNaN;
        QVERIFY(!validate(spec).has_value());
        spec = map();
        std::fill(spec.heat.values.begin(), spec.heat.values.end(), kNaN);
        QVERIFY(spec.isEmpty());
        QVERIFY(validate(spec).has_value());
    }
};

QTEST_APPLESS_MAIN(TestChartSpec)
#include "tst_chartspec.moc"
