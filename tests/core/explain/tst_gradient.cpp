#include <QtTest>

#include <cmath>

#include "core/explain/Gradient.h"
#include "core/explain/RecordedDeal.h"
#include "tests/core/support/ComparisonStudies.h"
#include "tests/core/support/DerivativeCheck.h"
#include "tests/core/support/ExampleStudies.h"
#include "tests/core/support/RandomStudy.h"
#include "tests/core/support/SmallDeals.h"
#include "tests/core/support/UncertainStudies.h"
#include "tests/core/support/UncertainStudy.h"

using namespace offtake;
using namespace offtake::economics;
using explain::Gradient;
using explain::InputDerivative;

namespace {

const char* const kFee = "deal.lease.tranche.colossus.clause.fixed-fee.fee";
const char* const kRate = "party.lab.discount-rate";
const char* const kStart = "deal.lease.tranche.colossus.start";

StudyResult evaluated(const study::Study& study) {
    auto result = evaluateStudy(study);
    if (!result) {
        qFatal("%s", result.error().english().c_str());
    }
    return std::move(*result);
}

Gradient gradient(const StudyResult& result, std::size_t deal, Metric metric) {
    auto found = explain::gradientOf(result, deal, metric);
    if (!found) {
        qFatal("%s", found.error().english().c_str());
    }
    return std::move(*found);
}

const InputDerivative& of(const Gradient& gradient, const std::string& path) {
    for (const InputDerivative& input : gradient.inputs) {
        if (input.path.text() == path) {
            return input;
        }
    }
    qFatal("no input %s", path.c_str());
}

}  // namespace

class TestGradient : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theRecordedModelComputesTheSameNumbersToTheLastBit() {
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            const StudyResult result = evaluated(testing::randomStudy(seed));
            for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
                const auto recorded = explain::recordDeal(result.plan.structure, *result.deals[deal].accounts, deal, explain::slotsOf(result, deal));
                for (const MetricInfo& info : metrics()) {
                    QCOMPARE(recorded->evaluation.metrics[info.metric].value, result.deals[deal].evaluation.metrics[info.metric]);
                    QCOMPARE(recorded->evaluation.metrics.has(info.metric).value, result.deals[deal].evaluation.metrics.has(info.metric));
                }
                const Ledger<double>& ledger = result.deals[deal].evaluation.ledger;
                for (std::size_t i = 0; i < ledger.cash.size(); ++i) {
                    QCOMPARE(recorded->evaluation.ledger.cash[i].value, ledger.cash[i]);
                }
            }
        }
    }
    void aFeeCountsOnceForEachMonth() {
        const Gradient total = gradient(evaluated(testing::reflectionLease()), 0, Metric::TotalCost);
        QCOMPARE(total.value, 6.3e9);
        QCOMPARE(of(total, kFee).derivative(), 42.0);
        QVERIFY(!of(total, kFee).kink());
        QCOMPARE(of(total, kRate).derivative(), 0.0);
    }
    void aRateOfReturnMovesByTheImplicitFunctionTheorem() {
        const StudyResult result = evaluated(testing::leaseOrOpen());
        for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
            const std::vector<Metric> rates{Metric::Irr, Metric::EquityIrr, Metric::Mirr};
            const testing::DerivativeCheck check = testing::checkDerivatives(result, deal, rates);
            QVERIFY2(check.failures.empty(), check.text().c_str());
        }
    }
    void theStartOfAMonthIsAStepForPaymentsThatFallIntoOneMonth() {
        auto study = testing::changed(testing::leaseOrOpen(), "deal.open.tranche.pod.start", "2026-09-01");
        const Gradient cost = gradient(evaluated(study), 1, Metric::PresentCost);
        const InputDerivative& start = of(cost, "deal.open.tranche.pod.start");
        QVERIFY(start.kink());
        QVERIFY(start.lower().step > 0.0);   // the prepayment falls a month earlier, where it is worth more
        QCOMPARE(start.upper().step, 0.0);
        study = testing::changed(study, "deal.open.tranche.pod.start", "2026-09-10");
        QVERIFY(!of(gradient(evaluated(study), 1, Metric::PresentCost), "deal.open.tranche.pod.start").kink());
    }
    void aDelayOfNothingHasTheSlopeOfAShortDelay() {
        const study::Study none = testing::changed(testing::leaseOrOpen(), "deal.open.tranche.pod.clause.porting.months", "0");
        const StudyResult result = evaluated(none);
        const InputDerivative porting = of(gradient(result, 1, Metric::UsefulCompute), "deal.open.tranche.pod.clause.porting.months");
        QVERIFY(!porting.lower().open);
        const StudyResult later = evaluated(testing::changed(none, "deal.open.tranche.pod.clause.porting.months", "0.01"));
        const double change = *later.deals[1].figure(Metric::UsefulCompute) - *result.deals[1].figure(Metric::UsefulCompute);
        QVERIFY(change < 0.0);
        QVERIFY(std::abs(porting.derivative() * 0.01 - change) < 1e-6 * std::abs(change));  // useful hours are linear in it
    }
    void aMinimumThatEqualsTheUseHasAnotherSlopeOnEachSide() {
        // Four fifths of the contracted hours are used and four fifths are to be paid for: using less saves nothing.
        auto study = testing::changed(testing::leaseOrOpen(), "deal.open.tranche.pod.clause.take-or-pay.share", "0.8");
        study = testing::changed(study, "deal.open.tranche.pod.allocation", "0.8");
        study = testing::changed(study, "deal.open.tranche.pod.availability", "1");
        study = testing::changed(study, "deal.open.tranche.pod.clause.porting.active", "off");
        const InputDerivative use = of(gradient(evaluated(study), 1, Metric::TotalCost), "deal.open.tranche.pod.allocation");
        QVERIFY(use.kink());
        QCOMPARE(use.lower().step, 0.0);
        QVERIFY(std::abs(use.lower().slope) < 1e-3 * std::abs(use.upper().slope));
    }
    void theGradientOfATotalIsTheSumOverItsCells() {
        const StudyResult result = evaluated(testing::reflectionLease());
        explain::DealDerivatives derivatives(result, 0);
        const auto total = derivatives.metric(Metric::TotalCost);
        std::vector<double> sums(total->inputs.size(), 0.0);
        const Ledger<double>& ledger = result.deals[0].evaluation.ledger;
        for (std::size_t line = 0; line < ledger.accounts->lines.size(); ++line) {
            const bool paid = ledger.accounts->lines[line].payer == result.deals[0].evaluation.party;
            for (std::size_t month = 0; paid && month < ledger.months; ++month) {
                const auto cell = derivatives.cell(static_cast<int>(line), static_cast<int>(month));
                for (std::size_t i = 0; i < sums.size(); ++i) {
                    sums[i] += cell->inputs[i].derivative();
                }
            }
        }
        for (std::size_t i = 0; i < sums.size(); ++i) {
            QVERIFY2(std::abs(sums[i] - total->inputs[i].derivative()) <= 1e-9 * (1.0 + std::abs(sums[i])), total->inputs[i].path.text().c_str());
        }
    }
    void exchangingTheDealsTurnsEverySign() {
        const StudyResult result = evaluated(testing::leaseOrOpen());
        const auto forth = explain::gradientOfDifference(result, 0, 1, Metric::Lcoc);
        const auto back = explain::gradientOfDifference(result, 1, 0, Metric::Lcoc);
        QCOMPARE(forth->value, -back->value);
        for (std::size_t i = 0; i < forth->inputs.size(); ++i) {
            QCOMPARE(forth->inputs[i].derivative(), -back->inputs[i].derivative());
            QCOMPARE(forth->inputs[i].kink(), back->inputs[i].kink());
        }
        const auto own = explain::gradientOf(result, 0, Metric::Lcoc);
        QCOMPARE(of(*forth, kFee).derivative(), of(*own, kFee).derivative());
    }
    void aSizedDealFollowsTheBaseline() {
        const StudyResult result = evaluated(testing::changed(testing::leaseOrOpen(), "study.sizing", "same-money"));
        const Gradient cost = gradient(result, 1, Metric::PresentCost);
        QCOMPARE(cost.sizedDeals, std::vector<std::size_t>{1});
        // Its present cost is that of the lease whatever happens, and so are the derivatives.
        const Gradient lease = gradient(result, 0, Metric::PresentCost);
        QVERIFY(std::abs(of(cost, kFee).derivative() - of(lease, kFee).derivative()) < 1e-9 * std::abs(of(lease, kFee).derivative()));
        QCOMPARE(of(cost, "deal.open.scale").derivative(), 0.0);
        const std::vector<Metric> some{Metric::Lcoc, Metric::UsefulCompute, Metric::Npv};
        const testing::DerivativeCheck check = testing::checkDerivatives(result, 1, some);
        QVERIFY2(check.failures.empty(), check.text().c_str());
        QVERIFY(check.moved > 10);
    }
    void scaleMovesAllMoneyInProportion() {
        // Without anything that does not scale, value = scale · dvalue/dscale.
        const StudyResult result = evaluated(testing::reflectionLease());
        const Gradient cost = gradient(result, 0, Metric::UsefulCompute);
        QVERIFY(std::abs(of(cost, "deal.lease.scale").derivative() - cost.value) < 1e-12 * cost.value);
    }
    void changesArePicturedInTheUnitsOfTheInput() {
        const Gradient cost = gradient(evaluated(testing::reflectionLease()), 0, Metric::PresentCost);
        QCOMPARE(explain::picturedChange(of(cost, kRate)).text, std::string("+1 percentage point"));
        QCOMPARE(explain::picturedChange(of(cost, kRate)).amount, 0.01);
        QCOMPARE(explain::picturedChange(of(cost, kStart)).text, std::string("one month later"));
        QCOMPARE(explain::picturedChange(of(cost, kFee)).text, std::string("+1 %"));
        QCOMPARE(explain::picturedChange(of(cost, kFee)).amount, 1.5e6);
    }
    void randomStudiesAgreeWithDifferences() {
        testing::DerivativeCheck all;
        const std::vector<Metric> some{Metric::Lcoc, Metric::Npv, Metric::TotalCost, Metric::Irr, Metric::Firm, Metric::UsefulCompute, Metric::Energy, Metric::PeakFunding};
        for (std::uint64_t seed = 0; seed < 6; ++seed) {
            const StudyResult result = evaluated(testing::randomStudy(seed));
            all.add(testing::checkDerivatives(result, 0, some));
        }
        QVERIFY2(all.failures.empty(), all.text().c_str());
        QVERIFY(all.moved > 500);
    }
    // Ranges, distributions, processes by month and forecasts, on lists of months too: the derivative is that of the figure as
    // it is computed, at the values that stand.
    void uncertainStudiesAgreeWithDifferences() {
        testing::DerivativeCheck all;
        const std::vector<Metric> some{Metric::Lcoc, Metric::Npv, Metric::TotalCost, Metric::UsefulCompute};
        std::size_t lists = 0;
        std::size_t processes = 0;
        for (std::uint64_t seed = 20; seed < 26; ++seed) {
            const StudyResult result = evaluated(testing::uncertainStudy(seed));
            all.add(testing::checkDerivatives(result, 0, some));
            for (const study::SlotInfo& at : result.plan.info) {
                lists += at.month > 0 && !at.factor ? 1U : 0U;
                processes += at.factor ? 1U : 0U;
            }
        }
        QVERIFY2(all.failures.empty(), all.text().c_str());
        QVERIFY2(all.moved > 100, all.text().c_str());
        QVERIFY(lists > 0 && processes > 0);
    }
    void aPictureInPercentMovesEachMonthByAShareOfItsOwn() {
        const study::Study study = testing::withValue(testing::meteredStudy({}), testing::kMeteredPricePath, [] {
            study::Value list;
            list.numbers = {2.0, 3.0, 4.0};
            return list;
        }());
        const Gradient cost = gradient(evaluated(study), 0, Metric::TotalCost);
        const InputDerivative& price = of(cost, testing::kMeteredPricePath);
        QCOMPARE(price.months.size(), std::size_t{3});
        const explain::PicturedChange change = explain::picturedChange(price);
        QVERIFY(change.relative);
        double effect = 0.0;
        for (const explain::SlotDerivative& month : price.months) {
            effect += month.derivative * explain::amountOf(change, month);
        }
        // One percent more of every price is one percent more cost, since nothing else is paid.
        QVERIFY(std::abs(effect / (0.01 * cost.value) - 1.0) < 1e-9);
    }
    void whatHasNoFigureHasNoGradient() {
        const StudyResult result = evaluated(testing::reflectionLease());
        QCOMPARE(explain::gradientOf(result, 3, Metric::Lcoc).error().code, ErrorCode::UnknownName);
        QCOMPARE(explain::gradientOf(result, 0, Metric::UnmetDemand).error().code, ErrorCode::NoSolution);
        QCOMPARE(explain::DealDerivatives(result, 0).cell(0, 9999).error().code, ErrorCode::UnknownName);
        QCOMPARE(explain::gradientOfDifference(result, 0, 7, Metric::Lcoc).error().code, ErrorCode::UnknownName);
    }
    void aTermThatEndsWithTheHorizonRunsBeyondItWhenLonger() {
        const Gradient none = gradient(evaluated(testing::reflectionLease()), 0, Metric::BeyondHorizon);
        QCOMPARE(none.value, 0.0);
        const InputDerivative& term = of(none, "deal.lease.tranche.colossus.term");
        QVERIFY(term.kink());
        QCOMPARE(term.lower().slope, 0.0);
        QVERIFY(std::abs(term.upper().slope - 150e6) < 1.0);  // $ a month
    }
};

QTEST_APPLESS_MAIN(TestGradient)
#include "tst_gradient.moc"
