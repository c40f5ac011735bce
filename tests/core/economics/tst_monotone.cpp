#include <QtTest>

#include <cmath>

#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/RandomStudy.h"
#include "tests/core/support/StudyEdits.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;
using namespace offtake::testing;

namespace {

constexpr std::uint64_t kStudies = 50;

ElementPtr raised(const ElementPtr& element, const Input& input, double factor, double most, bool& any) {
    Element copy = *element;
    for (ElementPtr& child : copy.children) {
        child = raised(child, input, factor, most, any);
    }
    if (copy.has(input)) {
        Value& value = copy.values[static_cast<std::size_t>(copy.kind->indexOf(input))];
        value.assumption.clear();
        for (double& number : value.numbers) {
            number = std::min(number * factor, most);
        }
        any = true;
    }
    return std::make_shared<const Element>(std::move(copy));
}

/// The study with one input raised wherever it occurs. `factor` 1 only takes it off its shared assumption.
Study raised(const Study& study, const Input& input, double factor, bool& any) { return Study(raised(study.rootPointer(), input, factor, input.high, any)); }

/// Without prepayments made before the study starts: a dearer contract then gives more back than it takes in its months.
Study withoutOldPrepayments(Study study) {
    for (const ElementPtr& deal : study.deals()) {
        for (const ElementPtr& tranche : deal->childrenOf(Role::Tranche)) {
            const bool before = tranche->get(kTrancheStart).number() < study.root().get(kStart).number();
            if (before && tranche->child(Role::Clause, "prepayment") != nullptr) {
                study = without(study, "deal." + deal->id + ".tranche." + tranche->id + ".clause.prepayment");
            }
        }
    }
    return study;
}

/// Whether a metric never falls (or never rises) from one study to the next, deal by deal.
bool neverFalls(const StudyResult& before, const StudyResult& after, Metric metric) {
    for (std::size_t i = 0; i < before.deals.size(); ++i) {
        const auto was = before.deals[i].figure(metric);
        const auto is = after.deals[i].figure(metric);
        if (was && is && *is < *was - 1e-9 * std::max(1.0, std::abs(*was))) {
            return false;
        }
    }
    return true;
}

}  // namespace

class TestMonotone : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dearerNeverCostsLess() {
        for (const Input* price : {&kFee, &kMeteredPrice, &kCloudPrice, &kEnergyPrice, &kDemandCharge, &kCarbonPrice, &kImportDuty,
                                   &kSiteBuild, &kColocation, &kStaffCost, &kMaintenance, &kFailureRate, &kGovernanceCost, &kEngineerCost, &kEgressPrice,
                                   &kAssistance, &kFeeFixed, &kTakeShare, &kPue}) {
            bool any = false;
            for (std::uint64_t seed = 0; seed < kStudies; ++seed) {
                bool found = false;
                // Buyers' eyes: what a supplier passes on is its income.
                const Study study = raised(withoutOldPrepayments(set(randomStudy(seed), "study.perspective", "")), *price, 1.0, found);
                const Study dearer = raised(study, *price, 1.3, found);
                any = any || found;
                const QByteArray where = QByteArray(price->key.data()) + ", seed " + QByteArray::number(static_cast<qulonglong>(seed));
                QVERIFY2(neverFalls(computed(study), computed(dearer), Metric::TotalCost), where);
            }
            QVERIFY2(any, price->key.data());
        }
    }
    void moreOfThemOrBetterOnesNeverDoLess() {
        for (const Input* better : {&kAvailability, &kAllocation, &kGoodput, &kThroughput, &kParityStart, &kParityEnd, &kAccelerators}) {
            for (std::uint64_t seed = 0; seed < kStudies; ++seed) {
                bool any = false;
                // Where demand limits use, a better tranche takes work from the others.
                const Study study = set(randomStudy(seed), "study.demand-mode", "as-supplied");
                QVERIFY2(neverFalls(computed(study), computed(raised(study, *better, 1.2, any)), Metric::UsefulCompute),
                         (std::string(better->key) + ", seed " + std::to_string(seed)).c_str());
                QVERIFY(any);
            }
        }
    }
    void moreDemandNeverLeavesLessUnmet() {
        for (std::uint64_t seed = 0; seed < kStudies; ++seed) {
            bool any = false;
            const Study study = set(randomStudy(seed), "study.demand-mode", "stated");
            const Study more = raised(study, kDemand, 1.5, any);
            QVERIFY(neverFalls(computed(study), computed(more), Metric::UnmetDemand));
        }
    }
};

QTEST_APPLESS_MAIN(TestMonotone)
#include "tst_monotone.moc"
