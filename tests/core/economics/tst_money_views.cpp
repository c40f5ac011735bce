#include <QtTest>

#include <cmath>

#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/SmallDeals.h"
#include "tests/core/support/StudyEdits.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;
using namespace offtake::testing;

namespace {

constexpr double kRounding = 1e-12;

Study withFee(double fee, double months = 12.0) {
    Element fixed = makeElement(kFixedFeeKind, "fixed-fee");
    with(fixed, kFee, fee);
    return plus(contractDeal(months), "deal.a.tranche.t", fixed);
}

/// Inflation of 1 % a month.
Study inReal(const Study& study) { return set(set(study, "study.money", "real"), "study.inflation", "12.682503013196972 %/yr"); }

double figure(const Study& study, Metric metric) { return *computed(study).deals[0].figure(metric); }

/// A deal that pays 1000 at once for equipment and receives `income` at the end of each of 24 months.
Study investment(double income) {
    Study study = set(set(ownedDeal(), "deal.a.tranche.t.use", "sold"), "deal.a.tranche.t.at-end", "keep");
    for (const char* input : {"staff", "maintenance", "failure-rate", "colocation", "demand-charge", "energy-price", "network-storage", "import-duty", "site-build"}) {
        study = set(study, std::string("deal.a.tranche.t.") + input, "0");
    }
    study = set(set(set(study, "study.carbon-price", "0"), "deal.a.tranche.t.unit-price", "100"), "party.buyer.reinvestment-rate", "12.682503013196972 %");
    Element sale = makeElement(kOfftakeKind, "sale");
    with(sale, kSupplier, "buyer");
    with(sale, kCustomer, "seller");
    with(sale, kTrancheStart, date(2026, 1, 1));
    with(sale, kTerm, 24.0);
    Element fixed = makeElement(kFixedFeeKind, "fixed-fee");
    with(fixed, kFee, income);
    add(sale, fixed);
    return plus(study, "deal.a", sale);
}

}  // namespace

/// How money is discounted, dated and shown, and what follows for returns.
class TestMoneyViews : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalMonthsDiscountByTwelfths() {
        for (const auto& [timing, offset] : {std::pair{"end", 1.0}, {"middle", 0.5}, {"start", 0.0}}) {
            double expected = 0.0;
            for (int t = 0; t < 12; ++t) {
                expected += 100.0 * std::pow(1.01, -(t + offset));
            }
            QVERIFY(testing::close(figure(set(withFee(100.0), "study.flow-timing", timing), Metric::PresentCost), expected, kRounding));
        }
    }
    void datesDiscountByDaysOver365() {
        // XNPV: last day, middle (days rounded down) or first day of each month of 2026, from 2026-01-01.
        const int first[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
        for (const char* timing : {"end", "middle", "start"}) {
            double expected = 0.0;
            for (int t = 0; t < 12; ++t) {
                const int last = first[t + 1] - 1;
                const int day = timing[0] == 'e' ? last : timing[0] == 'm' ? first[t] + (last - first[t]) / 2 : first[t];
                expected += 100.0 * std::pow(1.0 + kOnePercentAMonth, -day / 365.0);
            }
            const Study study = set(set(withFee(100.0), "study.flow-timing", timing), "study.discounting", "act365");
            QVERIFY(testing::close(figure(study, Metric::PresentCost), expected, kRounding));
        }
    }
    void realMoneyIsMoneyOfTheStart() {
        double expected = 0.0;
        for (int t = 1; t <= 12; ++t) {
            expected += 100.0 * std::pow(1.01, -t);
        }
        QVERIFY(testing::close(figure(inReal(withFee(100.0)), Metric::TotalCost), expected, kRounding));
        // What is paid on the first day is worth what it says.
        Element prepayment = makeElement(kPrepaymentKind, "prepayment");
        with(prepayment, kPrepayShare, 1.0);
        with(prepayment, kCreditFrom, 0.0);
        QVERIFY(testing::close(figure(inReal(plus(withFee(100.0), "deal.a.tranche.t", prepayment)), Metric::TotalCost), 1200.0, kRounding));
        QVERIFY(testing::close(figure(inReal(investment(0.0)), Metric::TotalCost), 1000.0, kRounding));
    }
    void presentValuesAndContractsAreTheSameInBothViews() {
        const Study study = withFee(100.0);
        for (const Metric metric : {Metric::PresentCost, Metric::Npv, Metric::Headline, Metric::Firm, Metric::Financeable, Metric::ImpliedPrice}) {
            QVERIFY(testing::close(figure(inReal(study), metric), figure(study, metric), kRounding));
        }
    }
    void ratesOfReturnAreRealInRealMoney() {
        const Study study = set(investment(50.0), "study.inflation", "12.682503013196972 %/yr");
        const StudyResult nominal = computed(study);
        const StudyResult real = computed(set(study, "study.money", "real"));
        for (const Metric metric : {Metric::Irr, Metric::EquityIrr, Metric::Mirr}) {
            const double expected = (1.0 + *nominal.deals[0].figure(metric)) / (1.0 + kOnePercentAMonth) - 1.0;  // Fisher
            QVERIFY2(testing::close(*real.deals[0].figure(metric), expected, 1e-9), infoOf(metric).key.data());
        }
        // The list of all roots is in the same money as the figure.
        QVERIFY(testing::close(real.deals[0].irrs.front(), *real.deals[0].figure(Metric::Irr), 1e-9));
        QVERIFY(testing::close(real.deals[0].equityIrrs.front(), *real.deals[0].figure(Metric::EquityIrr), 1e-9));
    }
    void sharesOfCostAreSharesInEitherMoney() {
        const Study study = ownedDeal();
        const double share = figure(inReal(study), Metric::EnergyCostShare);
        double energy = 0.0;
        for (int t = 1; t <= 24; ++t) {
            energy += 1160.04 * std::pow(1.01, -t);  // electricity, demand and carbon of a month
        }
        QVERIFY(testing::close(share, energy / figure(inReal(study), Metric::TotalCost), kRounding));
        QVERIFY(testing::close(figure(inReal(study), Metric::IdlePaid) / figure(inReal(study), Metric::TotalCost),
                               figure(study, Metric::IdlePaid) / figure(study, Metric::TotalCost), kRounding));
    }
    void withoutInflationRealIsNominal() {
        const StudyResult nominal = computed(ownedDeal());
        const StudyResult real = computed(set(ownedDeal(), "study.money", "real"));
        for (const MetricInfo& info : metrics()) {
            QCOMPARE(real.deals[0].figure(info.metric).has_value(), nominal.deals[0].figure(info.metric).has_value());
            if (nominal.deals[0].figure(info.metric)) {
                QVERIFY2(testing::close(*real.deals[0].figure(info.metric), *nominal.deals[0].figure(info.metric), kRounding), info.key.data());
            }
        }
    }
    void returnsOfAnInvestmentAreThoseOfItsAnnuity() {
        const StudyResult result = computed(investment(50.0));
        const DealResult& deal = result.deals[0];
        QVERIFY(testing::close(*deal.figure(Metric::Moic), 23 * 50.0 / 950.0, kRounding));  // the first month nets 50 − 1000
        QVERIFY(testing::close(*deal.figure(Metric::Payback), 20.0, kRounding));  // 1000 / 50
        QVERIFY(testing::close(*deal.figure(Metric::PeakFunding), 1000.0, kRounding));
        // Worth nothing at the rate of return.
        const double rate = std::pow(1.0 + *deal.figure(Metric::Irr), 1.0 / 12.0) - 1.0;
        QVERIFY(testing::close(50.0 * (1.0 - std::pow(1.0 + rate, -24)) / rate, 1000.0, 1e-9));
        // 50 a month grown at 1 % to the end, over 1000 paid at the start: two years.
        const double future = 50.0 * (std::pow(1.01, 24) - 1.0) / 0.01;
        QVERIFY(testing::close(*deal.figure(Metric::Mirr), std::sqrt(future / 1000.0) - 1.0, 1e-9));
    }
    void moneyThatComesOnAFirstDayPaysBackOnThatDay() {
        // The seller pays nothing but for energy passed on in part, until a prepayment of a later contract brings all back.
        Study study = set(investment(0.0), "study.horizon", "24");
        Element later = makeElement(kOfftakeKind, "later");
        with(later, kSupplier, "buyer");
        with(later, kCustomer, "seller");
        with(later, kTrancheStart, date(2026, 7, 1));
        with(later, kTerm, 12.0);
        Element fixed = makeElement(kFixedFeeKind, "fixed-fee");
        with(fixed, kFee, 500.0);
        add(later, fixed);
        Element prepayment = makeElement(kPrepaymentKind, "prepayment");
        with(prepayment, kPrepayShare, 0.5);
        with(prepayment, kCreditFrom, 6.0);
        add(later, prepayment);
        const StudyResult result = computed(plus(study, "deal.a", later));
        QVERIFY(result.deals[0].figure(Metric::Payback).has_value());
        QVERIFY(testing::close(*result.deals[0].figure(Metric::Payback), 6.0, kRounding));
    }
};

QTEST_APPLESS_MAIN(TestMoneyViews)
#include "tst_money_views.moc"
