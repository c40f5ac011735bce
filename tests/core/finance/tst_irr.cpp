#include <numeric>

#include <QtTest>

#include "core/finance/Irr.h"
#include "core/finance/Mirr.h"
#include "core/finance/TimeValue.h"
#include "tests/core/support/FinanceCases.h"

using namespace offtake;
using namespace offtake::finance;
using namespace offtake::test;

namespace {

using Flows = std::vector<double>;

/// Present values, from the latest flow on, of 1 paid at each of `growths` being worth nothing: prod(1 - g v).
Flows withRoots(const std::vector<double>& growths, double scale = 1.0) {
    std::vector<long double> product{scale};
    for (const double growth : growths) {
        std::vector<long double> next(product.size() + 1, 0.0L);
        for (std::size_t i = 0; i < product.size(); ++i) {
            next[i] += product[i];
            next[i + 1] -= product[i] * growth;
        }
        product = next;
    }
    return {product.begin(), product.end()};
}

double nearest(const RatesOfReturn& found, double rate) {
    double best = std::numeric_limits<double>::infinity();
    for (const double r : found.rates) {
        best = std::abs(r - rate) < std::abs(best - rate) ? r : best;
    }
    return best;
}

Flows negated(Flows flows) {
    for (double& flow : flows) {
        flow = -flow;
    }
    return flows;
}

/// Park and Miller's generator: the same flows here and in the arithmetic that made the reference figures.
Flows pseudoRandomFlows(std::size_t count, std::uint64_t seed) {
    Flows flows;
    for (std::size_t i = 0; i < count; ++i) {
        seed = seed * 48271 % 2147483647;
        flows.push_back(static_cast<double>(seed % 2001) - 1000.0);
    }
    return flows;
}

void irrRow(const char* id, const char* rootsKey, double tolerance) {
    const auto published = financeCase(id);
    const auto found = irr(published["inputs"]["flows"].get<Flows>());
    figureRow(rowName(published), firstRate(found), published["expected"]["irr"], tolerance);
    if (rootsKey == nullptr || !found) {
        return;
    }
    const auto all = published["expected"][rootsKey].get<Flows>();
    figureRow(rowName(published) + ": number of roots", static_cast<double>(found->rates.size()),
              static_cast<double>(all.size()), 0.0);
    for (const double root : all) {
        figureRow(rowName(published) + ": root " + std::to_string(root), nearest(*found, root), root, tolerance);
    }
}

}  // namespace

class TestIrr : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedFiguresAreReproduced_data() {
        figureColumns();
        irrRow("IR01", nullptr, 1e-9);
        irrRow("IR03", nullptr, 1e-9);
        irrRow("IR04", "all_roots", 1e-9);
        irrRow("IR07", "all_roots", 1e-8);
        // numpy-financial @03e194b TestIrr.test_basic_values, published to 2 to 5 digits.
        figureRow("numpy-financial four flows", firstRate(irr(Flows{-100, 39, 59, 55, 20})), 0.28095, 0.5e-5);
        figureRow("numpy-financial one change", firstRate(irr(Flows{-100, 100, 0, 7})), 0.06206, 0.5e-5);
        figureRow("numpy-financial four changes", firstRate(irr(Flows{-5, 10.5, 1, -8, 1})), 0.0886, 0.5e-4);
        figureRow("numpy-financial trailing zeros", firstRate(irr(Flows{-5, 10.5, 1, -8, 1, 0, 0, 0})), 0.0886, 0.5e-4);
        const auto pr01 = financeCase("PR01");
        const auto flows = seriesFrom(kFinanceCases, pr01["inputs"]["flows_series"]);
        figureRow("PR01 NPV of the project", valueOf(npv(0.0906, flows)), pr01["expected"]["npv"], 0.01);
        figureRow("PR01 exact IRR of the project, percent", 100 * firstRate(irr(flows)),
                  pr01["expected"]["irr_pct_exact"], 1e-8);
        figureRow("PR01 IRR near that of ssc, percent", 100 * firstRate(irr(flows)), pr01["expected"]["irr_pct_ssc"],
                  2e-6);
    }
    void publishedFiguresAreReproduced() { compareFigure(); }

    void runningIrrWhereAPublishedToolGivesNaN_data() {
        figureColumns();
        const auto ir11 = financeCase("IR11");
        const auto running = runningIrr(seriesFrom(kFinanceCases, ir11["inputs"]["flows_series"]));
        for (std::size_t i = 0; i < ir11["inputs"]["years"].size(); ++i) {
            const std::size_t year = ir11["inputs"]["years"][i];
            figureRow(rowName(ir11) + ", year " + std::to_string(year), 100 * firstRate(running[year]),
                      ir11["expected"]["irr_pct"][i], 1e-5);
            const auto& theirs = ir11["expected"]["ssc_published"][i];
            if (theirs.is_number()) {
                figureRow(rowName(ir11) + ", where ssc has one, year " + std::to_string(year),
                          100 * firstRate(running[year]), theirs, 1e-5);
            }
        }
    }
    void runningIrrWhereAPublishedToolGivesNaN() { compareFigure(); }

    void aSeriesWithoutARateSaysWhy_data() {
        QTest::addColumn<QList<double>>("series");
        QTest::addColumn<QString>("reason");
        const auto ir08 = financeCase("IR08");
        const auto flows = ir08["inputs"]["flows"].get<Flows>();
        QTest::newRow(rowName(ir08).c_str()) << QList<double>(flows.begin(), flows.end()) << "never change sign";
        QTest::newRow("all paid") << QList<double>{-1, -2, -3} << "never change sign";
        QTest::newRow("one flow") << QList<double>{-1} << "never change sign";
        QTest::newRow("empty") << QList<double>{} << "no flow other than zero";
        QTest::newRow("zeros") << QList<double>{0, 0, -0.0} << "no flow other than zero";
        QTest::newRow("above zero at every rate") << QList<double>{1, -2, 5} << "change sign 2 times";
        QTest::newRow("beyond the largest number") << QList<double>{-1e-300, 1e300} << "exceeds the largest number";
    }
    void aSeriesWithoutARateSaysWhy() {
        QFETCH(QList<double>, series);
        QFETCH(QString, reason);
        const auto none = irr(Flows(series.begin(), series.end()));
        QVERIFY(!none.has_value());
        QVERIFY(none.error().code == ErrorCode::NoSolution);
        QVERIFY2(QString::fromStdString(none.error().english()).contains(reason), none.error().english().c_str());
    }
    void aFlowThatIsNotFiniteIsNamedByItsPosition() {
        const double inf = std::numeric_limits<double>::infinity();
        QCOMPARE(irr(Flows{-1, 2, inf}).error().subject, std::string("flows[2]"));
        QCOMPARE(irr(Flows{std::nan(""), 2}).error().subject, std::string("flows[0]"));
        QVERIFY(irr(Flows{std::nan(""), 2}).error().code == ErrorCode::OutOfBounds);
    }

    void flowsThatFadeOverThreeHundredDecadesHaveARate() {
        // numpy-financial @03e194b TestIrr.test_gh_15; the published figure is "very rough", of relative 1e-9.
        const Flows flows{-3000.0,
                          2.3926932267015667e-07,
                          4.1672087103345505e-16,
                          5.3965110036378706e-25,
                          5.1962551071806174e-34,
                          3.7202955645436402e-43,
                          1.9804961711632469e-52,
                          7.8393517651814181e-62,
                          2.3072565113911438e-71,
                          5.0491839233308912e-81,
                          8.2159177668499263e-91,
                          9.9403244366963527e-101,
                          8.942410813633967e-111,
                          5.9816122646481191e-121,
                          2.9750309031844241e-131,
                          1.1002067043497954e-141,
                          3.0252876563518021e-152,
                          6.1854121948207909e-163,
                          9.4032980015353301e-174,
                          1.0629218520017728e-184,
                          8.9337141847171845e-196,
                          5.5830607698467935e-207,
                          2.5943122036622652e-218,
                          8.9635842466507006e-230,
                          2.3027710094332358e-241,
                          4.3987510596745562e-253,
                          6.2476630372575209e-265,
                          6.598046841695288e-277,
                          5.1811095266842017e-289,
                          3.0250999925830644e-301,
                          1.3133070599585015e-313};
        const auto found = irr(flows);
        QVERIFY(found.has_value());
        QVERIFY(std::abs(found->rate() - -0.9999999990596069) <= 1e-9);
        // 1 + r itself, which a comparison of r at 1e-9 does not see: bisection in arithmetic of 60 digits.
        QVERIFY(std::abs(found->logGrowth.front() - -20.784723115658194) < 1e-13);
    }

    void everyKnownRootIsFoundOnce_data() {
        QTest::addColumn<QList<double>>("growths");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("one") << QList<double>{1.07} << 1e-15;
        QTest::newRow("nothing gained") << QList<double>{1.0} << 0.0;
        QTest::newRow("two") << QList<double>{1.1, 1.3} << 1e-14;
        QTest::newRow("loss and gain") << QList<double>{0.5, 1.5} << 1e-14;
        QTest::newRow("five") << QList<double>{0.2, 0.8, 1.1, 1.6, 3.0} << 1e-11;
        QTest::newRow("near -100 %") << QList<double>{1e-12, 1.1} << 1e-14;
        QTest::newRow("huge") << QList<double>{1e12, 1.1} << 1e-14;
        // Rounding the flows to doubles moves roots this near by 1e-16 over the square of their distance.
        QTest::newRow("a basis point apart") << QList<double>{1.10, 1.1001} << 1e-11;
        QTest::newRow("three within two basis points") << QList<double>{1.10, 1.1001, 1.1002} << 1e-7;
    }
    void everyKnownRootIsFoundOnce() {
        QFETCH(QList<double>, growths);
        QFETCH(double, tolerance);
        for (const double scale : {1.0, -1.0, 1e-250, 3e250}) {
            const auto found = irr(withRoots({growths.begin(), growths.end()}, scale));
            QVERIFY(found.has_value());
            QCOMPARE(found->rates.size(), static_cast<std::size_t>(growths.size()));
            QCOMPARE(found->signChanges, static_cast<int>(growths.size()));
            for (const double growth : growths) {
                const double rate = growth - 1.0;
                const double error = std::abs(nearest(*found, rate) - rate);
                QVERIFY2(error <= tolerance * std::max(1.0, growth), qPrintable(QString::number(error)));
            }
            for (std::size_t i = 1; i < found->logGrowth.size(); ++i) {
                QVERIFY(std::abs(found->logGrowth[i - 1]) <= std::abs(found->logGrowth[i]));
            }
        }
    }
    void aMultipleRootIsReportedOnce_data() {
        QTest::addColumn<QList<double>>("growths");
        QTest::addColumn<int>("distinct");
        QTest::newRow("double") << QList<double>{1.1, 1.1} << 1;
        QTest::newRow("double at zero") << QList<double>{1.0, 1.0} << 1;
        QTest::newRow("triple") << QList<double>{1.25, 1.25, 1.25} << 1;
        QTest::newRow("two doubles") << QList<double>{1.1, 1.1, 1.5, 1.5} << 2;
        QTest::newRow("double and simple") << QList<double>{0.7, 1.1, 1.1} << 2;
        QTest::newRow("eightfold") << QList<double>{1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5} << 1;
    }
    void aMultipleRootIsReportedOnce() {
        QFETCH(QList<double>, growths);
        QFETCH(int, distinct);
        const auto found = irr(withRoots({growths.begin(), growths.end()}, 1000.0));
        QVERIFY(found.has_value());
        QCOMPARE(static_cast<int>(found->rates.size()), distinct);
        for (const double growth : growths) {
            // Where the root is the extremum of NPV it keeps nearly full precision.
            QVERIFY(std::abs(nearest(*found, growth - 1.0) - (growth - 1.0)) < 1e-12);
        }
    }

    void pseudoRandomSeriesHaveTheRootsThatExactArithmeticCounts_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("seed");
        QTest::addColumn<int>("roots");
        QTest::addColumn<double>("first");
        // Counted by a scan of 6000 points with 50-digit bisection, for 24 flows also by all complex roots.
        QTest::newRow("24 flows, seed 1") << 24 << 1 << 1 << -0.037738140279607553;
        QTest::newRow("24 flows, seed 3") << 24 << 3 << 1 << 0.071555026621535824;
        QTest::newRow("24 flows, seed 4") << 24 << 4 << 2 << 0.20368080300295771;
        QTest::newRow("24 flows, seed 5") << 24 << 5 << 4 << -0.11708644556672415;
        QTest::newRow("24 flows, seed 6") << 24 << 6 << 1 << 0.042755939306390653;
        QTest::newRow("120 flows, seed 1") << 120 << 1 << 2 << 0.010560121759157752;
        QTest::newRow("120 flows, seed 4") << 120 << 4 << 2 << -0.043227784201155494;
        QTest::newRow("360 flows, seed 1") << 360 << 1 << 3 << 0.0021669420875445718;
        QTest::newRow("360 flows, seed 2") << 360 << 2 << 2 << 0.0051926737196114915;
        QTest::newRow("360 flows, seed 3") << 360 << 3 << 3 << -0.04114873248758567;
        QTest::newRow("481 flows, seed 1") << 481 << 1 << 2 << 0.012783151023203518;
        QTest::newRow("481 flows, seed 2") << 481 << 2 << 3 << 0.0047258115872165304;
        QTest::newRow("481 flows, seed 3") << 481 << 3 << 1 << -0.14130378030559251;
    }
    void pseudoRandomSeriesHaveTheRootsThatExactArithmeticCounts() {
        QFETCH(int, count);
        QFETCH(int, seed);
        QFETCH(int, roots);
        QFETCH(double, first);
        const auto found = irr(pseudoRandomFlows(static_cast<std::size_t>(count), static_cast<std::uint64_t>(seed)));
        QVERIFY(found.has_value());
        QCOMPARE(static_cast<int>(found->rates.size()), roots);
        // The condition of these roots is at most some thousands.
        QVERIFY(std::abs(found->logGrowth.front() - first) < 1e-12);
    }

    void monthlySeriesOfFortyYearsKeepTheirRate() {
        // Level payments: the rate is known from the closed form of pmt.
        for (const double r : {-0.002, 1e-7, 0.004, 0.02, 0.3}) {
            Flows flows(481, *pmt(r, 480, 1e6));
            flows.front() = 1e6;
            const auto found = irr(flows);
            QVERIFY(found.has_value());
            QCOMPARE(found->rates.size(), std::size_t{1});
            QVERIFY(std::abs(found->rate() - r) < 1e-15);
        }
    }
    void noPaymentsBeforeTheFirstOrAfterTheLastFlowChangeTheRate() {
        const double plain = irr(Flows{-100, 60, 70})->rate();
        QCOMPARE(irr(Flows{0, 0, 0, -100, 60, 70})->rate(), plain);
        QCOMPARE(irr(Flows{-100, 60, 70, 0, 0})->rate(), plain);
        QCOMPARE(irr(negated(Flows{-100, 60, 70}))->rate(), plain);
    }
    void flowsOverTheWholeRangeOfNumbersAreHandled() {
        const auto found = irr(Flows{-1e300, 1e-300, 1e300});
        QVERIFY(found.has_value());
        QVERIFY(std::abs(found->rate()) < 1e-15);
        const auto nearLoss = irr(Flows{-1e300, 1e-300});
        QVERIFY(nearLoss.has_value());
        QVERIFY(nearLoss->rate() > -1.0);
        QVERIFY(std::abs(nearLoss->logGrowth.front() - -600 * std::log(10.0)) < 1e-12 * 1400);
        QVERIFY(irr(Flows{-5e-324, 1e-323}).has_value());
        QVERIFY(std::abs(irr(Flows{-5e-324, 1e-323})->rate() - 1.0) < 1e-15);
    }
    void hundredsOfSignChangesAreScanned() {
        Flows flows;
        for (int i = 0; i < 601; ++i) {
            flows.push_back(i % 2 == 0 ? -1.0 - i : 1.5 + i);
        }
        const auto found = irr(flows);
        QVERIFY(found.has_value());
        QCOMPARE(found->signChanges, 600);
        for (const double r : found->rates) {
            const double scale = std::accumulate(flows.begin(), flows.end(), 0.0,
                                                 [](double sum, double flow) { return sum + std::abs(flow); });
            QVERIFY(std::abs(*npv(r, flows)) < 1e-12 * scale);
        }
    }

    void modifiedRatesOfReturnAreReproduced_data() {
        // numpy-financial @03e194b TestFinancial.test_mirr_decimal.
        figureColumns();
        figureRow("numpy-financial ten flows",
                  valueOf(mirr(Flows{-4500, -800, 800, 800, 600, 600, 800, 800, 700, 3000}, 0.08, 0.055)),
                  0.066597175031553548874239618, 1e-16);
        figureRow("numpy-financial six flows",
                  valueOf(mirr(Flows{-120000, 39000, 30000, 21000, 37000, 46000}, 0.10, 0.12)),
                  0.126094130365905145828421880, 1e-16);
        figureRow("numpy-financial received first", valueOf(mirr(Flows{100, 200, -50, 300, -200}, 0.05, 0.06)),
                  0.342823387842176663647819868, 2e-16);
    }
    void modifiedRatesOfReturnAreReproduced() { compareFigure(); }
    void aModifiedRateNeedsBothSigns() {
        QVERIFY(mirr(Flows{39000, 30000}, 0.1, 0.12).error().code == ErrorCode::NoSolution);
        QVERIFY(mirr({}, 0.1, 0.12).error().code == ErrorCode::NoSolution);
        QCOMPARE(mirr(Flows{-1, std::nan("")}, 0.1, 0.12).error().subject, std::string("flows[1]"));
        QCOMPARE(mirr(Flows{-1, 1}, 0.1, -1).error().subject, std::string("reinvestRate"));
    }
};

QTEST_APPLESS_MAIN(TestIrr)
#include "tst_irr.moc"
