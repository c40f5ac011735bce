#include <QtTest>

#include <cmath>

#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/RandomStudy.h"
#include "tests/core/support/SmallDeals.h"
#include "tests/core/support/StudyEdits.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;
using namespace offtake::testing;

namespace {

constexpr double kRounding = 1e-12;
constexpr const char* kTranche = "deal.a.tranche.t";
constexpr double kMonthHours = 1000.0 * 720.0;

std::string at(const char* rest) { return std::string(kTranche) + "." + rest; }

Study delivered(double delay, double over, const char* start = "2026-01-01") {
    Element delivery = makeElement(kDeliveryKind, "delivery");
    with(delivery, kDelay, delay);
    with(delivery, kDeliveryMonths, over);
    return set(set(plus(contractDeal(12.0), kTranche, delivery), "study.horizon", "36"), at("start"), start);
}

double installed(const Study& study) { return sumOf(hours(computed(study).deals[0], Quantity::InstalledHours)); }

Study withDemand(const Study& study, const char* demand) { return set(set(study, "study.demand-mode", "stated"), "study.demand", demand); }

}  // namespace

class TestCapacity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void deliveryAtOnceIsExact() {
        QVERIFY(testing::close(installed(delivered(0.0, 0.0)), 12 * kMonthHours, kRounding));
        QVERIFY(testing::close(installed(delivered(2.5, 0.0)), 12 * kMonthHours, kRounding));
        QVERIFY(testing::close(installed(delivered(0.0, 0.0, "2026-01-16")), 12 * kMonthHours, kRounding));
        const StudyResult late = computed(delivered(2.5, 0.0));
        const auto row = hours(late.deals[0], Quantity::InstalledHours);
        QCOMPARE(row[1], 0.0);
        QVERIFY(testing::close(row[2], 0.5 * kMonthHours, kRounding));
        QVERIFY(testing::close(row[3], kMonthHours, kRounding));
    }
    void anEvenDeliveryIsMissingHalfItsLength() {
        // The integral of a ramp of d months: term − d/2 in accelerator-months; month by month (t + ½)/d.
        for (const double over : {0.5, 1.0, 4.0, 11.0, 12.0}) {
            QVERIFY(testing::close(installed(delivered(0.0, over)), (12.0 - over / 2.0) * kMonthHours, kRounding));
            QVERIFY(testing::close(installed(delivered(1.3, over, "2026-02-10")), (12.0 - over / 2.0) * kMonthHours, kRounding));
        }
        const auto row = hours(computed(delivered(0.0, 4.0)).deals[0], Quantity::InstalledHours);
        for (std::size_t t = 0; t < 4; ++t) {
            QVERIFY(testing::close(row[t], (static_cast<double>(t) + 0.5) / 4.0 * kMonthHours, kRounding));
        }
        // Longer than the term: twelve months of a ramp of 24.
        QVERIFY(testing::close(installed(delivered(0.0, 24.0)), 12.0 * 12.0 / 48.0 * kMonthHours, kRounding));
    }
    void theFeeFollowsWhatIsDeliveredWhereThatIsTheRemedy() {
        Element fee = makeElement(kFixedFeeKind, "fixed-fee");
        with(fee, kFee, 100.0);
        const Study study = plus(delivered(0.0, 4.0), kTranche, fee);
        QCOMPARE(total(computed(study).deals[0], LineItem::FixedFee), 1200.0);
        QVERIFY(testing::close(total(computed(set(study, at("clause.delivery.remedy"), "pro-rata")).deals[0], LineItem::FixedFee), 1000.0, kRounding));
    }
    void equipmentIsPaidAsItArrives() {
        Element delivery = makeElement(kDeliveryKind, "delivery");
        with(delivery, kDeliveryMonths, 4.0);
        with(delivery, kDelay, 1.0);
        const auto equipment = cells(computed(plus(ownedDeal(), kTranche, delivery)).deals[0], LineItem::Equipment);
        QCOMPARE(equipment[0], 0.0);
        for (std::size_t t = 1; t < 5; ++t) {
            QVERIFY(testing::close(equipment[t], 75000.0, kRounding));
        }
        QVERIFY(testing::close(sumOf(equipment), 300000.0, kRounding));
    }
    void refreshIsPaidOnceWhateverTheDayOfTheStart() {
        for (const char* start : {"2026-01-01", "2026-01-16", "2026-02-28"}) {
            for (const char* month : {"0", "6", "11.5"}) {
                Study study = set(set(set(ownedDeal(), at("refresh-share"), "50 %"), at("refresh-month"), month), at("start"), start);
                study = set(study, "study.horizon", "36");
                QVERIFY(testing::close(total(computed(study).deals[0], LineItem::Refresh), 150000.0, kRounding));
                // Not when the tranche is over by then.
                QCOMPARE(total(computed(set(study, at("term"), month)).deals[0], LineItem::Refresh), 0.0);
            }
        }
    }
    void portingStrandsExactlyItsMonths() {
        Element porting = makeElement(kPortingKind, "porting");
        with(porting, kPortingMonths, 2.5);
        const StudyResult result = computed(plus(contractDeal(), kTranche, porting));
        const auto stranded = hours(result.deals[0], Quantity::StrandedHours);
        QVERIFY(testing::close(sumOf(stranded), 2.5 * kMonthHours, kRounding));
        QVERIFY(testing::close(stranded[2], 0.5 * kMonthHours, kRounding));
        QCOMPARE(stranded[3], 0.0);
        QCOMPARE(*result.deals[0].figure(Metric::FirstUseful), 2.0);
        QVERIFY(testing::close(sumOf(hours(result.deals[0], Quantity::UsedHours)), 9.5 * kMonthHours, kRounding));
    }
    void doubleRunningStrandsTheLastMonths() {
        Element switching = makeElement(kSwitchingKind, "switching");
        with(switching, kOverlap, 1.5);
        with(switching, kAssistance, 1000.0);
        with(switching, kEgressVolume, 10.0);
        const StudyResult result = computed(plus(contractDeal(), kTranche, switching));
        const auto stranded = hours(result.deals[0], Quantity::StrandedHours);
        QVERIFY(testing::close(stranded[11], kMonthHours, kRounding));
        QVERIFY(testing::close(stranded[10], 0.5 * kMonthHours, kRounding));
        QCOMPARE(stranded[9], 0.0);
        // 10 TB × 50 $ and the assistance, in the last month.
        QCOMPARE(cells(result.deals[0], LineItem::DataRetrieval)[11], 500.0);
        QCOMPARE(cells(result.deals[0], LineItem::TransitionAssistance)[11], 1000.0);
    }
    void hoursAlwaysAddUp() {
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const StudyResult result = computed(randomStudy(seed));
            for (const DealResult& deal : result.deals) {
                for (std::size_t i = 0; i < deal.accounts->trancheNames.size(); ++i) {
                    const auto of = [&](Quantity which) { return hours(deal, which, i); };
                    const auto available = of(Quantity::AvailableHours);
                    const auto used = of(Quantity::UsedHours);
                    const auto idle = of(Quantity::IdleHours);
                    const auto stranded = of(Quantity::StrandedHours);
                    const auto productive = of(Quantity::ProductiveHours);
                    const auto all = of(Quantity::InstalledHours);
                    for (std::size_t t = 0; t < all.size(); ++t) {
                        const double rounding = 1e-9 * (1.0 + all[t]);
                        QVERIFY2(std::abs(used[t] + idle[t] + stranded[t] - available[t]) <= rounding, std::to_string(seed).c_str());
                        for (const double part : {used[t], idle[t], stranded[t], productive[t]}) {
                            QVERIFY2(part >= -rounding, std::to_string(seed).c_str());
                        }
                        QVERIFY(available[t] <= all[t] + rounding);
                        QVERIFY(productive[t] <= used[t] + rounding);
                    }
                }
            }
        }
    }
    void aStatedDemandLimitsUseAndWhatIsMissingIsSaid() {
        // 1000 accelerators at 720 h; half of it is demanded, then twice.
        const StudyResult half = computed(withDemand(contractDeal(), "500"));
        const DealResult& little = half.deals[0];
        QVERIFY(testing::close(hours(little, Quantity::UsedHours)[3], 0.5 * kMonthHours, kRounding));
        QVERIFY(testing::close(hours(little, Quantity::IdleHours)[3], 0.5 * kMonthHours, kRounding));
        QCOMPARE(*little.figure(Metric::UnmetDemand), 0.0);
        const StudyResult twice = computed(withDemand(contractDeal(), "2000"));
        QVERIFY(testing::close(hours(twice.deals[0], Quantity::UsedHours)[3], kMonthHours, kRounding));
        QVERIFY(testing::close(*twice.deals[0].figure(Metric::UnmetDemand), 12 * kMonthHours, kRounding));
    }
    void unmetDemandIsDemandLessSupply() {
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            const Study study = withDemand(set(randomStudy(seed), "study.demand-growth", "0"), "20000");
            const StudyResult result = computed(study);
            for (const DealResult& deal : result.deals) {
                const double all = 20000.0 * sumOf({result.plan.structure.timeline.hours.begin(), result.plan.structure.timeline.hours.begin() + result.plan.structure.timeline.months});
                double supplied = 0.0;
                const std::size_t index = static_cast<std::size_t>(&deal - result.deals.data());
                for (std::size_t i = 0; i < deal.accounts->trancheNames.size(); ++i) {
                    const TrancheStructure& tranche = result.plan.structure.deals[index].tranches[i];
                    supplied += tranche.kind == &kOwnedKind && tranche.choiceOf(kUse) == 1 ? 0.0 : sumOf(hours(deal, Quantity::UsefulHours, i));
                }
                QVERIFY2(std::abs(*deal.figure(Metric::UnmetDemand) - (all - supplied)) <= 1e-9 * all, std::to_string(seed).c_str());
            }
        }
    }
    void parityClosesHalfItsGapInItsHalfLife() {
        Study study = set(set(set(contractDeal(24.0), at("parity"), "0.6"), at("parity-later"), "1"), at("parity-half-life"), "6");
        const auto useful = hours(computed(study).deals[0], Quantity::UsefulHours);
        for (std::size_t t = 0; t < useful.size(); ++t) {
            // In the middle of the month; 0.4 × ½^(months / 6) is missing.
            QVERIFY(testing::close(useful[t], kMonthHours * (1.0 - 0.4 * std::pow(0.5, (static_cast<double>(t) + 0.5) / 6.0)), kRounding));
        }
    }
};

QTEST_APPLESS_MAIN(TestCapacity)
#include "tst_capacity.moc"
