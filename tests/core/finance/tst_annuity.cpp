#include <QtTest>

#include "core/finance/Annuity.h"
#include "core/finance/Payback.h"
#include "core/finance/TimeValue.h"
#include "tests/core/support/FinanceCases.h"

using namespace offtake;
using namespace offtake::finance;
using namespace offtake::test;

class TestAnnuity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedFiguresAreReproduced_data() {
        figureColumns();
        const auto an01 = financeCase("AN01");
        for (std::size_t i = 0; i < an01["inputs"]["cases"].size(); ++i) {
            const auto& entry = an01["inputs"]["cases"][i];
            const double years =
                entry[1].is_number() ? entry[1].get<double>() : std::numeric_limits<double>::infinity();
            figureRow(rowName(an01) + " " + entry.dump(), valueOf(capitalRecoveryFactor(entry[0], years)),
                      an01["expected"]["crf"][i], 1e-10);
        }
        const auto an04 = financeCase("AN04");
        const auto& plant = an04["inputs"];
        const double kw = plant["kw"].get<double>() * plant["turbines"].get<double>();
        const double output = plant["turbines"].get<double>() * plant["turbine_aep_kwh"].get<double>() *
                              (1.0 - plant["wake_loss"].get<double>());
        figureRow(rowName(an04) + ", energy", output, an04["expected"]["plant_aep_kwh"], 1.0);
        const double capital = kw * (plant["tcc_per_kw"].get<double>() + plant["bos_per_kw"].get<double>());
        const FixedChargeCost wind{capital, kw * plant["opex_per_kw_yr"].get<double>(), 0.0, plant["fcr"], output};
        figureRow(rowName(an04), valueOf(levelisedCost(wind)), an04["expected"]["lcoe"], 1e-7);
        for (const char* id : {"AN06", "AN08"}) {
            const auto published = financeCase(id);
            const auto& in = published["inputs"];
            const FixedChargeCost cost{in["capital_cost"], in["fixed_operating_cost"], in["variable_operating_cost"],
                                       in["fixed_charge_rate"], in["annual_energy"]};
            figureRow(rowName(published), valueOf(levelisedCost(cost)), published["expected"]["lcoe"], 1e-12);
        }
        const auto pr07 = financeCase("PR07");
        figureRow(rowName(pr07), valueOf(payback(seriesFrom(kFinanceCases, "cf_payback_with_expenses"))),
                  pr07["expected"]["payback_years"], 1e-9);
    }
    void publishedFiguresAreReproduced() { compareFigure(); }

    void PR07_aDiscountedPaybackThatNeverComesIsAnOutcome() {
        const auto never = paybackOfTotals(seriesFrom(kFinanceCases, "cf_discounted_cumulative_payback"));
        QVERIFY(!never.has_value());
        QVERIFY(never.error().code == ErrorCode::NoSolution);
    }
    void theCapitalRecoveryFactorIsThePaymentOfALoanOfOne() {
        for (const double r : {-0.3, -1e-14, 0.0, 1e-300, 1e-15, 1e-6, 0.07, 3.0}) {
            for (const double years : {0.5, 1.0, 20.0, 1e4}) {
                const double factor = *capitalRecoveryFactor(r, years);
                QVERIFY(std::abs(factor + *pmt(r, years, 1.0)) <= 1e-15 * factor);
            }
        }
    }
    void aLongLifeTendsToTheInfiniteOne() {
        QCOMPARE(*capitalRecoveryFactor(0.07, 1e9), 0.07);
        QVERIFY(*capitalRecoveryFactor(-0.05, 1e9) < 1e-300);
    }
    void invalidArgumentsAreNamed() {
        QCOMPARE(capitalRecoveryFactor(-1.0, 5).error().subject, std::string("rate"));
        QCOMPARE(capitalRecoveryFactor(0.1, 0).error().subject, std::string("years"));
        QCOMPARE(capitalRecoveryFactor(0.1, std::nan("")).error().subject, std::string("years"));
        QCOMPARE(levelisedCost({1, 1, 1, 1, 0}).error().subject, std::string("annualOutput"));
        QVERIFY(!levelisedCost({std::nan(""), 1, 1, 1, 1}).has_value());
    }

    void paybackIsTheFirstTimeThatNothingIsOwed_data() {
        QTest::addColumn<QList<double>>("flows");
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("expected");
        QTest::newRow("between two flows") << QList<double>{-100, 60, 80} << 0.0 << 1.5;
        QTest::newRow("on a flow") << QList<double>{-100, 50, 50, 10} << 0.0 << 2.0;
        QTest::newRow("later dips do not count") << QList<double>{-100, 200, -150, 100} << 0.0 << 0.5;
        QTest::newRow("spent over two years") << QList<double>{-50, -50, 200} << 0.0 << 1.5;
        QTest::newRow("spent later") << QList<double>{10, -50, 80} << 0.0 << 1.5;
        QTest::newRow("nothing owed") << QList<double>{10, 20} << 0.0 << 0.0;
        QTest::newRow("no flows") << QList<double>{} << 0.0 << 0.0;
        QTest::newRow("discounted") << QList<double>{-100, 55, 121} << 0.1 << 1.5;
    }
    void paybackIsTheFirstTimeThatNothingIsOwed() {
        QFETCH(QList<double>, flows);
        QFETCH(double, rate);
        QFETCH(double, expected);
        const std::vector<double> series(flows.begin(), flows.end());
        QVERIFY(std::abs(*discountedPayback(rate, series) - expected) < 1e-14);
    }
    void paybackThatNeverComesOrCannotBeComputedIsAnError() {
        QVERIFY(payback(std::vector<double>{-100, 10, 20}).error().code == ErrorCode::NoSolution);
        QVERIFY(discountedPayback(0.5, std::vector<double>{-100, 60, 60}).error().code == ErrorCode::NoSolution);
        QCOMPARE(payback(std::vector<double>{-100, std::nan("")}).error().subject, std::string("flows[1]"));
        QCOMPARE(*payback(std::vector<double>{-1e308, 1.5e308}), 1e308 / 1.5e308);
    }
};

QTEST_APPLESS_MAIN(TestAnnuity)
#include "tst_annuity.moc"
