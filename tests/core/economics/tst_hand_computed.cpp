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

// Sums of a few dozen products, each rounded once.
constexpr double kRounding = 1e-12;

bool everyMonth(const std::vector<double>& row, double amount) {
    return !row.empty() && std::ranges::all_of(row, [&](double cell) { return testing::close(cell, amount, kRounding); });
}

/// Only in one month.
bool once(const std::vector<double>& row, std::size_t month, double amount) {
    for (std::size_t t = 0; t < row.size(); ++t) {
        if (!testing::close(row[t], t == month ? amount : 0.0, kRounding)) {
            return false;
        }
    }
    return !row.empty();
}

/// Present value of 1 at the end of each of n months at 1 % a month.
double annuity(int months) { return (1.0 - std::pow(1.01, -months)) / 0.01; }

}  // namespace

/// Every line of two small deals against arithmetic done by hand.
class TestHandComputed : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hoursOfTheOwnedDeal() {
        const StudyResult result = computed(ownedDeal());
        const DealResult& deal = result.deals[0];
        QVERIFY(everyMonth(hours(deal, Quantity::InstalledHours), 7300.0));   // 10 × 730
        QVERIFY(everyMonth(hours(deal, Quantity::AvailableHours), 6570.0));   // × 0.9
        QVERIFY(everyMonth(hours(deal, Quantity::UsedHours), 5256.0));        // × 0.8
        QVERIFY(everyMonth(hours(deal, Quantity::IdleHours), 1314.0));        // 6570 − 5256
        QVERIFY(everyMonth(hours(deal, Quantity::StrandedHours), 0.0));
        QVERIFY(everyMonth(hours(deal, Quantity::ProductiveHours), 3942.0));  // × 0.75
        QVERIFY(everyMonth(hours(deal, Quantity::UsefulHours), 7884.0));      // × 2
        QVERIFY(everyMonth(hours(deal, Quantity::EnergyKwh), 9417.0));        // (7300 × 0.5 + 5256 × 0.5) × 1 kW × 1.5
        QVERIFY(everyMonth(hours(deal, Quantity::CarbonTonnes), 3.7668));     // 9417 × 400 g
        // (300,000 + 50,000 + 35,000 + 10,000) over six years.
        QVERIFY(everyMonth(hours(deal, Quantity::BookDepreciation), 395000.0 / 72.0));
    }
    void linesOfTheOwnedDeal() {
        const StudyResult result = computed(ownedDeal());
        const DealResult& deal = result.deals[0];
        QVERIFY(once(cells(deal, LineItem::Equipment), 0, 300000.0));    // 10 × 30,000
        QVERIFY(once(cells(deal, LineItem::Network), 0, 50000.0));       // 10 × 5,000
        QVERIFY(once(cells(deal, LineItem::ImportDuty), 0, 35000.0));    // 10 % of both
        QVERIFY(once(cells(deal, LineItem::SiteBuild), 0, 10000.0));     // 10 kW × 1,000
        QVERIFY(everyMonth(cells(deal, LineItem::Colocation), 1000.0));  // 10 kW × 100
        QVERIFY(everyMonth(cells(deal, LineItem::Staff), 5000.0));       // 0.5 × 120,000 / 12
        QVERIFY(everyMonth(cells(deal, LineItem::Maintenance), 1500.0)); // 300,000 × 6 % / 12
        QVERIFY(everyMonth(cells(deal, LineItem::Replacement), 300.0));  // 300,000 × 1.2 % / 12
        QVERIFY(everyMonth(cells(deal, LineItem::Refresh), 0.0));
        QVERIFY(everyMonth(cells(deal, LineItem::Energy), 941.70));      // 9417 × 0.10
        QVERIFY(everyMonth(cells(deal, LineItem::DemandCharge), 30.0));  // 10 kW × 1.5 × 2
        QVERIFY(everyMonth(cells(deal, LineItem::Carbon), 188.34));      // 3.7668 t × 50
        QVERIFY(once(cells(deal, LineItem::Resale), 23, 137200.0));      // 350,000 × 0.8 × 0.7²
        QVERIFY(everyMonth(cells(deal, LineItem::ResidualAtHorizon), 0.0));
    }
    void figuresOfTheOwnedDeal() {
        const StudyResult result = computed(ownedDeal());
        const DealResult& deal = result.deals[0];
        // Capital 395,000; a month 1000 + 5000 + 1500 + 300 + 941.70 + 30 + 188.34 = 8960.04; resale 137,200.
        QVERIFY(testing::close(*deal.figure(Metric::TotalCost), 395000.0 + 24 * 8960.04 - 137200.0, kRounding));
        // Capital on the first day, the rest at the ends of months.
        const double present = 395000.0 + 8960.04 * annuity(24) - 137200.0 * std::pow(1.01, -24);
        QVERIFY(testing::close(*deal.figure(Metric::PresentCost), present, kRounding));
        QVERIFY(testing::close(*deal.figure(Metric::Npv), -present, kRounding));
        QVERIFY(testing::close(*deal.figure(Metric::Lcoc), present / (7884.0 * annuity(24)), kRounding));
        QVERIFY(testing::close(*deal.figure(Metric::UsefulCompute), 24 * 7884.0, kRounding));
        QVERIFY(testing::close(*deal.figure(Metric::Utilization), 0.72, kRounding));  // 0.9 × 0.8
        QVERIFY(testing::close(*deal.figure(Metric::Goodput), 0.75, kRounding));
        QVERIFY(testing::close(*deal.figure(Metric::Energy), 24 * 9417.0, kRounding));
        QVERIFY(testing::close(*deal.figure(Metric::EnergyCostShare), 24 * 1160.04 / (395000.0 + 24 * 8960.04 - 137200.0), kRounding));
        // Until the last month everything is paid out; only then the resale comes in.
        QVERIFY(testing::close(*deal.figure(Metric::PeakFunding), 395000.0 + 23 * 8960.04, kRounding));
        QVERIFY(testing::close(*deal.figure(Metric::WorstMonth), -(395000.0 + 8960.04), kRounding));
        QVERIFY(!deal.figure(Metric::Headline).has_value());
        QVERIFY(!deal.figure(Metric::Payback).has_value());
    }
    void whatStillRunsAtTheHorizonIsValuedByTheSameCurve() {
        const Study longer = set(ownedDeal(), "deal.a.tranche.t.term", "36");
        const StudyResult result = computed(longer);
        QVERIFY(once(cells(result.deals[0], LineItem::ResidualAtHorizon), 23, 137200.0));
        QVERIFY(everyMonth(cells(result.deals[0], LineItem::Resale), 0.0));
        const StudyResult kept = computed(set(longer, "deal.a.tranche.t.at-end", "keep"));
        QVERIFY(everyMonth(cells(kept.deals[0], LineItem::ResidualAtHorizon), 0.0));
    }
    void linesOfTheCloudDeal() {
        const StudyResult result = computed(cloudDeal());
        const DealResult& deal = result.deals[0];
        QVERIFY(everyMonth(hours(deal, Quantity::InstalledHours), 72000.0));   // 100 × 720
        QVERIFY(everyMonth(hours(deal, Quantity::UsedHours), 64800.0));        // × 0.9
        QVERIFY(everyMonth(hours(deal, Quantity::ProductiveHours), 50803.2));  // × 0.8 × (1 − 0.2 × 0.1)
        QVERIFY(everyMonth(cells(deal, LineItem::CloudCommitment), 64800.0));  // 3 × 0.75 × 40 % of 72,000 h
        // 64,800 − 28,800 = 36,000 h beyond the commitment, of which 0.2 × 64,800 = 12,960 at half price: 3 × (36,000 − 6,480).
        QVERIFY(everyMonth(cells(deal, LineItem::CloudUsage), 88560.0));
        QVERIFY(testing::close(*deal.figure(Metric::TotalCost), 12 * 153360.0, kRounding));
        QVERIFY(testing::close(*deal.figure(Metric::PresentCost), 153360.0 * annuity(12), kRounding));
        QVERIFY(testing::close(*deal.figure(Metric::ImpliedPrice), 2.13, kRounding));   // 153,360 / 72,000
        QVERIFY(testing::close(*deal.figure(Metric::Headline), 12 * 64800.0, kRounding));  // only what is committed is promised
        QVERIFY(testing::close(*deal.figure(Metric::Firm), 12 * 64800.0, kRounding));
        QVERIFY(testing::close(*deal.figure(Metric::FirmShare), 1.0, kRounding));
    }
    void spotHoursAreThoseBeyondTheCommitmentAtMost() {
        // All use on the spot market: 36,000 h beyond the commitment at half price.
        const StudyResult result = computed(set(cloudDeal(), "deal.a.tranche.t.spot-share", "100 %"));
        QVERIFY(everyMonth(cells(result.deals[0], LineItem::CloudUsage), 54000.0));
    }
    void aPriceThatGrowsCompoundsFromTheStart() {
        const StudyResult result = computed(set(cloudDeal(), "deal.a.tranche.t.price-growth", "12.682503013196972 %"));
        const auto commitment = cells(result.deals[0], LineItem::CloudCommitment);
        for (std::size_t t = 0; t < commitment.size(); ++t) {
            QVERIFY(testing::close(commitment[t], 64800.0 * std::pow(1.01, static_cast<double>(t)), kRounding));
        }
    }
    void clausesActOnACloudCommitmentAsOnAnyFee() {
        Element prepayment = makeElement(kPrepaymentKind, "prepayment");
        with(prepayment, kPrepayShare, 0.5);
        with(prepayment, kCreditFrom, 6.0);
        Study study = plus(cloudDeal(), "deal.a.tranche.t", prepayment);
        // Half of 777,600 at once, given back over the last six months.
        StudyResult result = computed(study);
        QVERIFY(once(cells(result.deals[0], LineItem::Prepayment), 0, 388800.0));
        QVERIFY(testing::close(cells(result.deals[0], LineItem::PrepaymentCredit)[6], 64800.0, kRounding));

        Element credit = makeElement(kSlaKind, "sla-credit");
        with(credit, kServiceLevel, 1.0);
        with(credit, kCreditRate, 0.02);
        study = set(plus(cloudDeal(), "deal.a.tranche.t", credit), "deal.a.tranche.t.availability", "0.9");
        result = computed(study);
        // Ten points below the level at 2 % each: a fifth of what the month costs.
        const double month = cells(result.deals[0], LineItem::CloudCommitment)[3] + cells(result.deals[0], LineItem::CloudUsage)[3];
        QVERIFY(month > 0.0);
        QVERIFY(everyMonth(cells(result.deals[0], LineItem::SlaCredit), 0.2 * month));

        Element leaving = makeElement(kTerminationKind, "termination");
        with(leaving, kFeeMonths, 2.0);
        study = set(plus(cloudDeal(), "deal.a.tranche.t", leaving), "deal.a.tranche.t.exit", "6");
        result = computed(study);
        QVERIFY(testing::close(total(result.deals[0], LineItem::TerminationFee), 2 * 64800.0, kRounding));
    }
};

QTEST_APPLESS_MAIN(TestHandComputed)
#include "tst_hand_computed.moc"
