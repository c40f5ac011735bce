#include <fstream>

#include <QtTest>

#include "core/finance/Compounding.h"
#include "core/finance/TimeValue.h"
#include "tests/core/support/FinanceCases.h"

using namespace offtake;
using namespace offtake::finance;
using namespace offtake::test;

namespace {

// numpy-financial @03e194b, numpy_financial/tests/test_financial.py; each tolerance is half a unit of its last digit.
const std::string kNumpy = "numpy-financial ";

void publishedRows() {
    const auto tv01 = financeCase("TV01");
    figureRow(rowName(tv01), valueOf(pv(0.07, 20, 12000)), tv01["expected"]["pv"], 1e-6);
    const auto tv03 = financeCase("TV03");
    const auto flows03 = tv03["inputs"]["flows"].get<std::vector<double>>();
    figureRow(rowName(tv03), valueOf(npv(tv03["inputs"]["rate"], flows03)), tv03["expected"]["npv"], 0.01);
    const auto tv04 = financeCase("TV04");
    figureRow(rowName(tv04), valueOf(pmt(tv04["inputs"]["rate"], 60, 15000)), tv04["expected"]["pmt"], 1e-9);
    const auto tv05 = financeCase("TV05");
    figureRow(rowName(tv05), valueOf(pmt(0.0, 60, 15000)), tv05["expected"]["pmt"], 0.0);
    const auto tv07 = financeCase("TV07");
    figureRow(rowName(tv07), valueOf(nper(0.1, 0, -500, 1500)), tv07["expected"]["nper"], 1e-8);
    const auto tv11 = financeCase("TV11");
    const auto flows11 = tv11["inputs"]["flows"].get<std::vector<double>>();
    figureRow(rowName(tv11) + ", from t=0", valueOf(npv(0.08, flows11)), tv11["expected"]["npv_from_t0"], 1e-6);
    figureRow(rowName(tv11) + ", Excel", valueOf(npvExcel(0.08, flows11)), tv11["expected"]["npv_excel_from_t1"], 1e-6);
    const auto tv13 = financeCase("TV13");
    for (std::size_t i = 0; i < tv13["inputs"]["cases"].size(); ++i) {
        const auto& entry = tv13["inputs"]["cases"][i];
        const auto converted = convertRate(entry[0], *compoundingNamed(entry[1].get<std::string>()),
                                           *compoundingNamed(entry[2].get<std::string>()));
        figureRow(rowName(tv13) + " " + std::to_string(i), valueOf(converted), tv13["expected"]["rates"][i], 0.5e-4);
    }
}

void numpyRows() {
    figureRow(kNumpy + "rate", firstRate(rate(10, 0, -3500, 10000)), 0.1106908537142689284704528100, 1e-6);
    // Without payments the rate is (10000/3500)^(1/10) - 1; numpy stops 3.5e-12 from it.
    figureRow("rate in closed form", firstRate(rate(10, 0, -3500, 10000)), std::expm1(std::log(10000.0 / 3500.0) / 10),
              2e-16);
    figureRow(kNumpy + "pmt 0.8", valueOf(pmt(0.8, 3, 20000)), -19311.25827814569536423841060, 1e-10);
    figureRow(kNumpy + "pmt 0.3", valueOf(pmt(0.3, 3, 2000)), -1101.2531328320803, 1e-10);
    figureRow(kNumpy + "ppmt", valueOf(ppmt(0.1 / 12, 1, 60, 55000)), -710.2541257864217612489830917, 1e-11);
    // The digits of the decimal reference, which numpy's own doubles miss from the 9th on.
    figureRow(kNumpy + "ppmt special rate", valueOf(ppmt(0.23 / 12, 1, 60, 1e10)), -90238044.2322778884413969909, 1e-6);
    figureRow(kNumpy + "ppmt 3", valueOf(ppmt(0.1 / 12, 3, 24, 2000)), -76.88882405, 0.5e-8);
    figureRow(kNumpy + "ppmt begin 2", valueOf(ppmt(0.1 / 12, 2, 24, 2000, 0, Due::Begin)), -75.62318601, 0.5e-8);
    figureRow(kNumpy + "ppmt begin 4", valueOf(ppmt(0.1 / 12, 4, 24, 2000, 0, Due::Begin)), -76.88882405, 0.5e-8);
    figureRow(kNumpy + "ppmt begin 1 is the whole payment", valueOf(ppmt(0.1 / 12, 1, 60, 55000, 0, Due::Begin)),
              valueOf(pmt(0.1 / 12, 60, 55000, 0, Due::Begin)), 0.0);
    figureRow(kNumpy + "ipmt", valueOf(ipmt(0.1 / 12, 1, 24, 2000)), -16.66666666666666666666666667, 1e-14);
    figureRow(kNumpy + "ipmt 4", valueOf(ipmt(0.1 / 12, 4, 24, 2000)), -14.76028842, 0.5e-8);
    figureRow(kNumpy + "ipmt begin 1", valueOf(ipmt(0.1 / 12, 1, 24, 2000, 0, Due::Begin)), 0.0, 0.0);
    figureRow(kNumpy + "ipmt begin 2", valueOf(ipmt(0.001988079518355057, 2, 360, 300000, 0, Due::Begin)), -594.107158,
              0.5e-6);
    figureRow(kNumpy + "ipmt begin 3", valueOf(ipmt(0.001988079518355057, 3, 360, 300000, 0, Due::Begin)), -592.971592,
              0.5e-6);
    figureRow(kNumpy + "fv", valueOf(fv(0.075, 20, -2000, 0)), 86609.36267304300040536731624, 1e-10);
    figureRow(kNumpy + "fv begin", valueOf(fv(0.075, 20, -2000, 0, Due::Begin)), 93105.064874, 0.5e-6);
    figureRow(kNumpy + "fv 0.2 begin", valueOf(fv(0.2, 5, 100, 0, Due::Begin)), -892.992, 1e-12);
    figureRow(kNumpy + "fv zero rate", valueOf(fv(0.0, 5, 100, 0)), -500.0, 0.0);
    figureRow(kNumpy + "nper", valueOf(nper(0.075, -2000, 0, 100000)), 21.5449442, 0.5e-7);
    figureRow(kNumpy + "nper begin", valueOf(nper(0.075, -2000, 0, 100000, Due::Begin)), 20.76156441, 0.5e-8);
    figureRow(kNumpy + "nper zero rate", valueOf(nper(0.0, -2000, 0, 100000)), 50.0, 0.0);
    figureRow(kNumpy + "nper no interest", valueOf(nper(0.0, -100, 1000)), 10.0, 0.0);
}

}  // namespace

class TestTimeValue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedFiguresAreReproduced_data() {
        figureColumns();
        publishedRows();
        numpyRows();
    }
    void publishedFiguresAreReproduced() { compareFigure(); }

    void fullPrecisionIsKeptFromTinyRatesToHugePowers_data() {
        figureColumns();
        std::ifstream in(OFFTAKE_SOURCE_DIR "/tests/data/cases/time_value_reference.json");
        const nlohmann::json reference = nlohmann::json::parse(in);
        for (const auto& row : reference.at("cases")) {
            const double r = row["rate"];
            const double n = row["periods"];
            const double k = row["period"];
            const double balloon = row["balloon"];
            const std::string at = "rate " + row["rate"].dump() + ", " + row["periods"].dump() + " periods, balloon " +
                                   row["balloon"].dump() + ", payment " + row["period"].dump() + ", ";
            const auto add = [&](const char* name, const Expected<double>& result) {
                if (row.contains(name)) {
                    const double figure = row[name];
                    // Half a unit for the rounding of the result and as much for that of the reference.
                    const double tolerance = std::abs(figure) * std::numeric_limits<double>::epsilon();
                    figureRow(at + name, valueOf(result), figure, tolerance);
                }
            };
            add("pmt", pmt(r, n, 1e6, balloon));
            add("ipmt", ipmt(r, k, n, 1e6, balloon));
            add("ppmt", ppmt(r, k, n, 1e6, balloon));
            add("ppmt_begin", ppmt(r, k, n, 1e6, balloon, Due::Begin));
            add("balance", balance(r, k, n, 1e6, balloon));
            add("fv", fv(r, n, -1000.0, 1e6));
            add("pv", pv(r, n, -1000.0, -1e6));
            add("nper", nper(r, -1e5, 1e6));
        }
    }
    void fullPrecisionIsKeptFromTinyRatesToHugePowers() { compareFigure(); }

    void ratesInvertPayments_data() {
        QTest::addColumn<double>("rateOfLoan");
        QTest::addColumn<double>("periods");
        QTest::addColumn<bool>("atBegin");
        for (const double r : {-0.01, -1e-6, 1e-9, 1e-4, 0.005, 0.03, 0.5}) {
            for (const double n : {2.0, 12.0, 360.0}) {
                for (const bool begin : {false, true}) {
                    QTest::addRow("%g over %g, begin %d", r, n, begin) << r << n << begin;
                }
            }
        }
    }
    void ratesInvertPayments() {
        QFETCH(double, rateOfLoan);
        QFETCH(double, periods);
        QFETCH(bool, atBegin);
        const Due due = atBegin ? Due::Begin : Due::End;
        const auto found = rate(periods, *pmt(rateOfLoan, periods, 1e6, 0, due), 1e6, 0.0, due);
        QVERIFY(found.has_value());
        QCOMPARE(found->rates.size(), std::size_t{1});
        // The payment is rounded to 1e-16 of itself, which moves the rate by about that over the number of periods.
        QVERIFY(std::abs(found->rate() - rateOfLoan) <= 1e-15);
    }

    void TV09_aRateThatNoLoanCanHaveIsAnErrorNotANumber() {
        for (const Due due : {Due::End, Due::Begin}) {
            const auto none = rate(12, 400, 10000, 5000, due);
            QVERIFY(!none.has_value());
            QVERIFY(none.error().code == ErrorCode::NoSolution);
        }
    }
    void aRateEquationWithTwoSolutionsReportsBoth() {
        // 100 now, 10 payments of -30, 210 back: both rates checked by putting them back.
        const auto both = rate(10, -30, 100, 210);
        QVERIFY(both.has_value());
        QCOMPARE(both->signChanges, 2);
        QCOMPARE(both->rates.size(), std::size_t{2});
        for (const double r : both->rates) {
            QVERIFY(std::abs(*fv(r, 10, -30, 100) - 210) < 1e-10 * 210);
        }
        QVERIFY(std::abs(both->logGrowth[0]) < std::abs(both->logGrowth[1]));
    }
    void paymentsThatNeverRepayAreAnOutcome() {
        QVERIFY(nper(0.0, -0.0, 1000).error().code == ErrorCode::NoSolution);  // numpy: infinity
        QVERIFY(nper(0.1, -100, 1000).error().code == ErrorCode::NoSolution);  // exactly the interest
        QVERIFY(nper(0.1, -50, 1000).error().code == ErrorCode::NoSolution);   // less than the interest
    }
    void invalidArgumentsAreNamed() {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(pmt(0.1, 12, nan).error().subject, std::string("pv"));
        QCOMPARE(pmt(-1.0, 12, 1).error().subject, std::string("rate"));
        QCOMPARE(pmt(0.1, 0, 1).error().subject, std::string("periods"));
        QCOMPARE(ipmt(0.1, 0, 12, 1).error().subject, std::string("period"));
        QCOMPARE(ppmt(0.1, 13, 12, 1).error().subject, std::string("period"));
        QCOMPARE(npv(0.1, std::vector<double>{1, 2, nan}).error().subject, std::string("flows[2]"));
        QCOMPARE(fv(1.0, 5000, 1, 1).error().subject, std::string("fv"));
        QCOMPARE(rate(2.5, 1, -2, 0).error().subject, std::string("periods"));
    }
    void anEmptySeriesIsWorthNothing() { QCOMPARE(*npv(0.1, {}), 0.0); }

    void compoundingConversionsInvertEachOther() {
        for (const auto from : {Compounding::Simple, Compounding::Semiannual, Compounding::Monthly, Compounding::Daily,
                                Compounding::Continuous}) {
            for (const auto to : {Compounding::Simple, Compounding::Annual, Compounding::Quarterly, Compounding::Weekly,
                                  Compounding::Continuous}) {
                for (const double r : {-0.2, -1e-12, 0.0, 1e-12, 0.08, 0.9}) {
                    const double there = *convertRate(r, from, to, 0.75);
                    const double back = *convertRate(there, to, from, 0.75);
                    QVERIFY(std::abs(back - r) <= 4e-16 * std::max(std::abs(r), std::abs(there)) * 4);
                }
            }
        }
        QVERIFY(!convertRate(-13.0, Compounding::Monthly, Compounding::Annual).has_value());
        QVERIFY(!compoundingNamed("hourly").has_value());
    }
    void realAndNominalRatesInvertEachOther() {
        QVERIFY(std::abs(*nominalRate(0.064, 0.025) - 0.0906) < 1e-16);  // PR01
        QVERIFY(std::abs(*realRate(*nominalRate(1e-9, 0.025), 0.025) - 1e-9) < 1e-17);
    }
};

QTEST_APPLESS_MAIN(TestTimeValue)
#include "tst_time_value.moc"
