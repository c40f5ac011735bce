#include <QtTest>

#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/RandomStudy.h"
#include "tests/core/support/SmallDeals.h"
#include "tests/core/support/StudyEdits.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;
using namespace offtake::testing;

namespace {

// Of the target, as far as the solver goes.
constexpr double kReached = 1e-9;

/// The cloud deal beside a second one of the same kind with other inputs.
Study twoDeals() {
    const Study study = cloudDeal();
    Element second = *study.deals().front();
    second.id = "b";
    Study both = plus(study, "", second);
    both = set(set(both, "deal.b.tranche.t.price", "4.5"), "deal.b.tranche.t.goodput", "0.95");
    return set(both, "study.baseline", "a");
}

}  // namespace

class TestSizing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSameMoneyIsReached() {
        const StudyResult result = computed(set(twoDeals(), "study.sizing", "same-money"));
        QVERIFY(!result.deals[1].sizing.has_value());
        QVERIFY(testing::close(*result.deals[1].figure(Metric::PresentCost), *result.deals[0].figure(Metric::PresentCost), kReached));
        QVERIFY(testing::close(result.deals[1].scale, 3.0 / 4.5, kReached));
        QCOMPARE(result.deals[0].scale, 1.0);
    }
    void theSameUsefulComputeIsReached() {
        const StudyResult result = computed(set(twoDeals(), "study.sizing", "same-useful-compute"));
        QVERIFY(testing::close(*result.deals[1].figure(Metric::UsefulCompute), *result.deals[0].figure(Metric::UsefulCompute), kReached));
        QVERIFY(testing::close(result.deals[1].scale, 0.8 / 0.95, kReached));
    }
    void whatDoesNotScaleIsPaidFirst() {
        const Study study = set(set(twoDeals(), "study.sizing", "same-money"), "deal.b.governance-cost", "100,000 $/yr");
        const StudyResult result = computed(study);
        QVERIFY(testing::close(*result.deals[1].figure(Metric::PresentCost), *result.deals[0].figure(Metric::PresentCost), kReached));
        QVERIFY(result.deals[1].scale < 3.0 / 4.5);
    }
    void aTargetOutOfReachLeavesTheDealAsEnteredAndSaysWhy() {
        Study study = set(set(twoDeals(), "study.sizing", "same-money"), "deal.b.governance-cost", "1e12");
        StudyResult result = computed(study);
        QVERIFY(result.deals[1].sizing.has_value());
        QCOMPARE(result.deals[1].sizing->code, ErrorCode::NoSolution);
        QVERIFY(!result.deals[1].sizing->remedy.text.empty());
        QCOMPARE(result.deals[1].scale, 1.0);
        study = set(set(twoDeals(), "study.sizing", "same-useful-compute"), "deal.b.tranche.t.goodput", "0");
        result = computed(study);
        QVERIFY(result.deals[1].sizing.has_value());
        QCOMPARE(*result.deals[1].figure(Metric::UsefulCompute), 0.0);
    }
    void everyDrawnStudyIsSizedOrSaysWhyNot() {
        int sized = 0;
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            for (const auto& [sizing, metric] : {std::pair{"same-money", Metric::PresentCost}, {"same-useful-compute", Metric::UsefulCompute}}) {
                const StudyResult result = computed(set(set(randomStudy(seed), "study.sizing", sizing), "study.demand-mode", "as-supplied"));
                const double target = result.deals[result.baseline].evaluation.metrics[metric];
                for (std::size_t i = 0; i < result.deals.size(); ++i) {
                    if (i == result.baseline || result.deals[i].sizing) {
                        continue;
                    }
                    QVERIFY2(testing::close(result.deals[i].evaluation.metrics[metric], target, 1e-8), (std::string(sizing) + " of seed " + std::to_string(seed)).c_str());
                    ++sized;
                }
            }
        }
        QVERIFY(sized > 20);
    }
};

QTEST_APPLESS_MAIN(TestSizing)
#include "tst_sizing.moc"
