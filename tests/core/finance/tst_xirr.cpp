#include <algorithm>

#include <QtTest>

#include "core/finance/Xirr.h"
#include "tests/core/support/FinanceCases.h"

using namespace offtake;
using namespace offtake::finance;
using namespace offtake::test;

class TestXirr : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedFiguresAreReproduced_data() {
        figureColumns();
        for (const char* id : {"XI01", "XI04", "XI06"}) {
            const auto published = financeCase(id);
            const double tolerance = std::string(id) == "XI01" ? 1e-12 : (std::string(id) == "XI04" ? 1e-8 : 1e-9);
            figureRow(rowName(published), firstRate(xirr(datedFlows(published["inputs"]["flows"]))),
                      published["expected"]["xirr"], tolerance);
        }
        const auto xi04 = financeCase("XI04");
        figureRow(rowName(xi04) + ", XNPV at 10 %", valueOf(xnpv(0.1, datedFlows(xi04["inputs"]["flows"]))),
                  xi04["expected"]["xnpv_at_10pct"], 1e-8);
        const auto xi09 = financeCase("XI09");
        for (const double scale : xi09["inputs"]["scales"].get<std::vector<double>>()) {
            figureRow(rowName(xi09) + ", divided by " + std::to_string(scale),
                      firstRate(xirr(datedFlows(xi09["inputs"]["flows"], 1.0 / scale))),
                      xi09["expected"]["xirr_all_scales"], 1e-8);
        }
        // Excel's XNPV documentation: the flows of its XIRR example at 9 %.
        const auto xi01 = financeCase("XI01");
        figureRow("Excel XNPV example", valueOf(xnpv(0.09, datedFlows(xi01["inputs"]["flows"]))), 2086.647602, 0.5e-6);
    }
    void publishedFiguresAreReproduced() { compareFigure(); }

    void theRateDoesNotDependOnScaleOrOrderOfRows() {
        auto flows = datedFlows(financeCase("XI09")["inputs"]["flows"]);
        const auto expected = xirr(flows);
        QVERIFY(expected.has_value());
        for (const double scale : {1e-300, 1e-9, 0.37, 1e290}) {
            auto scaled = flows;
            for (DatedFlow& flow : scaled) {
                flow.amount *= scale;
            }
            std::reverse(scaled.begin(), scaled.end());
            const auto found = xirr(scaled);
            QVERIFY(found.has_value());
            QCOMPARE(found->rates.size(), expected->rates.size());
            QCOMPARE(found->signChanges, expected->signChanges);
            for (std::size_t i = 0; i < found->rates.size(); ++i) {
                QVERIFY(std::abs(found->rates[i] - expected->rates[i]) < 1e-12 * (1.0 + std::abs(expected->rates[i])));
            }
        }
    }
    void everyRateFoundMakesThePresentValueZero() {
        for (const char* id : {"XI01", "XI04", "XI06", "XI09"}) {
            const auto flows = datedFlows(financeCase(id)["inputs"]["flows"]);
            const auto found = xirr(flows);
            QVERIFY(found.has_value());
            for (const double r : found->rates) {
                double scale = 0.0;
                for (const DatedFlow& flow : flows) {
                    scale +=
                        std::abs(*xnpv(r, flows)) >= 0.0
                            ? std::abs(flow.amount) * std::pow(1.0 + r, -yearFraction(flows.front().date, flow.date))
                            : 0.0;
                }
                QVERIFY(std::abs(*xnpv(r, flows)) <= 1e-12 * scale);
            }
        }
    }
    void aYearOfActualDaysIsAYear() {
        const std::vector<DatedFlow> flows{{date(2025, 1, 1), -100}, {date(2026, 1, 1), 110}};
        QVERIFY(std::abs(xirr(flows)->rate() - 0.1) < 1e-15);
        const std::vector<DatedFlow> leap{{date(2024, 1, 1), -100}, {date(2025, 1, 1), 110}};
        QVERIFY(xirr(leap)->rate() < 0.1);
        QVERIFY(std::abs(xirr(leap, DayCount::ActualActualIsda)->rate() - 0.1) < 1e-15);
        QVERIFY(std::abs(xirr(leap, DayCount::Thirty360Us)->rate() - 0.1) < 1e-15);
    }
    void nearbyRatesAreToldApart() {
        // 110 % and 110.01 % of growth over years of 365 days: -1, 2.1 + 1e-4, -(1.1 * 1.1001) scaled by 1e6.
        const std::vector<DatedFlow> flows{
            {date(2021, 1, 1), -1e6}, {date(2022, 1, 1), 2.2001e6}, {date(2023, 1, 1), -1.21011e6}};
        const auto found = xirr(flows);
        QVERIFY(found.has_value());
        QCOMPARE(found->rates.size(), std::size_t{2});
        QVERIFY(std::abs(found->rates[0] - 0.1) < 1e-11);
        QVERIFY(std::abs(found->rates[1] - 0.1001) < 1e-11);
    }
    void flowsOfOneDayCancelOrAddUp() {
        const std::vector<DatedFlow> cancel{{date(2025, 1, 1), -100}, {date(2025, 1, 1), 100}};
        QVERIFY(xirr(cancel).error().code == ErrorCode::NoSolution);
        const std::vector<DatedFlow> add{{date(2025, 1, 1), -150}, {date(2026, 1, 1), 110}, {date(2025, 1, 1), 50}};
        QVERIFY(std::abs(xirr(add)->rate() - 0.1) < 1e-15);
    }
    void losingNearlyEverythingHasARate() {
        const std::vector<DatedFlow> flows{{date(2025, 1, 1), -1e9}, {date(2026, 1, 1), 0.5}};
        QVERIFY(std::abs(xirr(flows)->rate() - (-1.0 + 0.5e-9)) < 1e-16);
        const std::vector<DatedFlow> overnight{{date(2025, 1, 1), -100}, {date(2025, 1, 2), 1}};
        QVERIFY(xirr(overnight)->rate() > -1.0);
        QVERIFY(std::abs(xirr(overnight)->logGrowth.front() - -365.0 * std::log(100.0)) < 1e-9);
        const std::vector<DatedFlow> windfall{{date(2025, 1, 1), -1}, {date(2025, 1, 2), 1e6}};
        QVERIFY(xirr(windfall).error().code == ErrorCode::NoSolution);
    }
    void emptyOneSidedAndInvalidFlowsAreOutcomes() {
        QVERIFY(xirr({}).error().code == ErrorCode::NoSolution);
        const std::vector<DatedFlow> oneSided{{date(2025, 1, 1), 1}, {date(2026, 1, 1), 2}};
        QVERIFY(xirr(oneSided).error().code == ErrorCode::NoSolution);
        const std::vector<DatedFlow> invalid{{date(2025, 1, 1), -1}, {date(2026, 1, 1), std::nan("")}};
        QCOMPARE(xirr(invalid).error().subject, std::string("flows[1]"));
        QCOMPARE(xnpv(0.1, invalid).error().subject, std::string("flows[1]"));
        QCOMPARE(xnpv(-1.0, oneSided).error().subject, std::string("rate"));
        QCOMPARE(*xnpv(0.1, {}), 0.0);
    }
    void theFutureValueIsThePresentValueCarriedToTheLastDay() {
        const std::vector<DatedFlow> flows{{date(2026, 1, 1), 50}, {date(2025, 1, 1), -100}, {date(2027, 1, 1), 70}};
        QVERIFY(std::abs(*xnfv(0.1, flows) - *xnpv(0.1, flows) * 1.21) < 1e-13);
    }
};

QTEST_APPLESS_MAIN(TestXirr)
#include "tst_xirr.moc"
