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

Element clause(const ElementKind& kind) { return makeElement(kind, std::string(kind.key)); }

Element fixedFee(double fee) {
    Element element = clause(kFixedFeeKind);
    with(element, kFee, fee);
    return element;
}

Element metered(double price) {
    Element element = clause(kMeteredFeeKind);
    with(element, kMeteredPrice, price);
    return element;
}

Element leaving(double lockIn, double days) {
    Element element = clause(kTerminationKind);
    with(element, kLockIn, lockIn);
    with(element, kNoticeDays, days);
    return element;
}

Study contract(std::initializer_list<Element> clauses, double months = 12.0) {
    Study study = contractDeal(months);
    for (const Element& element : clauses) {
        study = plus(study, kTranche, element);
    }
    return study;
}

std::string at(const char* rest) { return std::string(kTranche) + "." + rest; }

bool sameFigures(const DealResult& a, const DealResult& b, double relative, std::string& where) {
    for (const MetricInfo& info : metrics()) {
        const auto left = a.figure(info.metric);
        const auto right = b.figure(info.metric);
        if (left.has_value() != right.has_value() || (left && !testing::close(*left, *right, relative))) {
            where = std::string(info.key) + ": " + std::to_string(left.value_or(-1)) + " and " + std::to_string(right.value_or(-1));
            return false;
        }
    }
    return true;
}

}  // namespace

class TestClauses : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Fees
    void takeOrPayMakesWhatIsPaidTheLargerOfMinimumAndUse() {
        for (const double use : {0.0, 0.3, 0.85, 0.9, 1.0}) {
            Element minimum = clause(kTakeOrPayKind);
            with(minimum, kTakeShare, 0.85);
            const Study study = set(contract({metered(2.0), minimum}), at("allocation"), std::to_string(use));
            const StudyResult result = computed(study);
            const auto fee = cells(result.deals[0], LineItem::MeteredFee);
            const auto shortfall = cells(result.deals[0], LineItem::TakeOrPay);
            for (std::size_t t = 0; t < fee.size(); ++t) {
                // 1000 accelerators × 720 h
                QVERIFY(testing::close(fee[t], 2.0 * use * 720000.0, kRounding));
                QVERIFY(testing::close(fee[t] + shortfall[t], 2.0 * std::max(use, 0.85) * 720000.0, kRounding));
            }
            QVERIFY(testing::close(*result.deals[0].figure(Metric::Headline), 12 * 2.0 * 0.85 * 720000.0, kRounding));
        }
    }
    void anEscalatorActsOnceAContractYear() {
        Element escalation = clause(kEscalatorKind);
        with(escalation, kEscalation, 0.05);
        const StudyResult result = computed(contract({fixedFee(100.0), escalation}, 36.0));
        const auto fee = cells(result.deals[0], LineItem::FixedFee);
        for (std::size_t t = 0; t < fee.size(); ++t) {
            QVERIFY(testing::close(fee[t], 100.0 * std::pow(1.05, static_cast<double>(t / 12)), kRounding));
        }
    }
    void anEscalatorByMonthReachesTheYearlyRateAfterAYear() {
        Element escalation = clause(kEscalatorKind);
        with(escalation, kEscalation, kOnePercentAMonth);
        with(escalation, kEscalationStep, "monthly");
        with(escalation, kEscalationFrom, 6.0);
        const StudyResult result = computed(contract({fixedFee(100.0), escalation}, 24.0));
        const auto fee = cells(result.deals[0], LineItem::FixedFee);
        for (std::size_t t = 0; t < fee.size(); ++t) {
            QVERIFY(testing::close(fee[t], 100.0 * std::pow(1.01, std::max(0.0, static_cast<double>(t) - 5.0)), kRounding));
        }
    }
    void aRampReducesTheFirstFeesAndNotTheHeadline() {
        Element ramp = clause(kRampKind);
        ramp.values[static_cast<std::size_t>(kRampKind.indexOf(kRampShare))].numbers = {0.5, 0.75, 1.0};
        const StudyResult result = computed(contract({fixedFee(100.0), ramp}));
        const auto fee = cells(result.deals[0], LineItem::FixedFee);
        QVERIFY(testing::close(fee[0], 50.0) && testing::close(fee[1], 75.0) && testing::close(fee[2], 100.0) && testing::close(fee[11], 100.0));
        QCOMPARE(*result.deals[0].figure(Metric::Headline), 1200.0);
        QCOMPARE(*result.deals[0].figure(Metric::TotalCost), 1125.0);
    }
    void aServiceCreditIsCapped() {
        for (const auto& [availability, share] : {std::pair{0.99, 0.0}, {0.97, 0.1}, {0.95, 0.2}, {0.94, 0.25}, {0.5, 0.25}}) {
            Element credit = clause(kSlaKind);
            with(credit, kServiceLevel, 0.99);
            with(credit, kCreditRate, 0.05);
            with(credit, kCreditCap, 0.25);
            const Study study = set(contract({fixedFee(1000.0), credit}), at("availability"), std::to_string(availability));
            const StudyResult result = computed(study);
            QVERIFY(testing::close(total(result.deals[0], LineItem::SlaCredit), 12000.0 * share, 1e-9));  // 0.99 − 0.97 is not 0.02 to the last digit
        }
    }
    void whatEnergyCostsTheSupplierTheCustomerPays() {
        Element passing = clause(kPassThroughKind);
        Study study = set(contract({fixedFee(1000.0), passing}), at("demand-charge"), "10");
        study = set(study, "study.carbon-price", "40");
        const StudyResult result = computed(study);
        const DealResult& deal = result.deals[0];
        const auto passed = cells(deal, LineItem::PassedEnergy);
        const auto energy = cells(deal, LineItem::Energy);
        const auto demand = cells(deal, LineItem::DemandCharge);
        const auto carbon = cells(deal, LineItem::Carbon);
        for (std::size_t t = 0; t < passed.size(); ++t) {
            QVERIFY(energy[t] > 0.0 && demand[t] > 0.0 && carbon[t] > 0.0);
            QVERIFY(testing::close(passed[t], energy[t] + demand[t] + carbon[t], kRounding));
        }
        QVERIFY(testing::close(deal.netOfParty(1), 12000.0, kRounding));  // the supplier is left with its fee
    }
    // Time
    void billedMonthsEqualTheTermWhateverTheDayOfTheStart() {
        for (const char* start : {"2026-01-01", "2026-01-16", "2026-01-31", "2026-02-28", "2026-03-17", "2026-06-30"}) {
            for (const char* term : {"1", "7", "12", "30.5"}) {
                Study study = set(contract({fixedFee(100.0)}), at("start"), start);
                study = set(set(study, at("term"), term), "study.horizon", "48");
                const StudyResult result = computed(study);
                QVERIFY(testing::close(*result.deals[0].figure(Metric::BilledMonths), std::stod(term), 1e-9));
                QVERIFY(testing::close(*result.deals[0].figure(Metric::TotalCost), 100.0 * std::stod(term), 1e-9));
                QVERIFY(testing::close(*result.deals[0].figure(Metric::Headline), 100.0 * std::stod(term), 1e-9));
            }
        }
    }
    void theHeadlineDoesNotDependOnTheHorizon() {
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            const Study study = randomStudy(seed);
            const StudyResult here = computed(study);
            const StudyResult longer = computed(set(study, "study.horizon", "240"));
            for (std::size_t i = 0; i < here.deals.size(); ++i) {
                QCOMPARE(here.deals[i].figure(Metric::Headline).has_value(), longer.deals[i].figure(Metric::Headline).has_value());
                for (const Metric metric : {Metric::Headline, Metric::Firm, Metric::FirmForCustomer, Metric::Financeable, Metric::BilledMonths}) {
                    if (here.deals[i].figure(metric)) {
                        QVERIFY2(testing::close(*here.deals[i].figure(metric), *longer.deals[i].figure(metric), 1e-9), std::to_string(seed).c_str());
                    }
                }
            }
        }
    }
    void aTermThatIsAnAssumptionCountsInFull() {
        Element months = makeElement(kAssumptionKind, "months");
        with(months, kAssumptionValue, 84.0);
        with(months, kAssumptionUnit, "months");
        const Study study = set(plus(contract({fixedFee(100.0)}), "", months), at("term"), "= months");
        const StudyResult result = computed(study);
        QCOMPARE(*result.deals[0].figure(Metric::Headline), 8400.0);
        QCOMPARE(*result.deals[0].figure(Metric::BeyondHorizon), 7200.0);
    }
    // Leaving
    void aLongerLockInNeverLowersWhatIsFirm() {
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            Study study = randomStudy(seed);
            for (const ElementPtr& deal : study.deals()) {
                for (const ElementPtr& tranche : deal->childrenOf(Role::Tranche)) {
                    const std::string path = "deal." + deal->id + ".tranche." + tranche->id;
                    if (tranche->child(Role::Clause, "prepayment") != nullptr) {
                        study = without(study, path + ".clause.prepayment");
                    }
                    if (tranche->child(Role::Clause, "termination") != nullptr) {
                        study = set(set(study, path + ".clause.termination.fee", "0"), path + ".clause.termination.fee-months", "0");
                    }
                }
            }
            std::vector<double> before;
            for (const char* lockIn : {"0", "1", "5.5", "12", "30", "300"}) {
                for (const ElementPtr& deal : study.deals()) {
                    for (const ElementPtr& tranche : deal->childrenOf(Role::Tranche)) {
                        if (tranche->child(Role::Clause, "termination") != nullptr) {
                            study = set(study, "deal." + deal->id + ".tranche." + tranche->id + ".clause.termination.lock-in", lockIn);
                        }
                    }
                }
                const StudyResult result = computed(study);
                std::vector<double> firm;
                for (const DealResult& deal : result.deals) {
                    for (const auto& terms : deal.evaluation.terms) {
                        firm.push_back(terms.firm);
                        QVERIFY2(terms.firm <= terms.headline * (1.0 + 1e-9) + 1e-6, std::to_string(seed).c_str());
                        QVERIFY(terms.firm >= 0.0);
                        QVERIFY(terms.firmForCustomer <= terms.headline * (1.0 + 1e-9) + 1e-6);
                    }
                }
                for (std::size_t i = 0; i < before.size(); ++i) {
                    QVERIFY2(firm[i] >= before[i] * (1.0 - 1e-9) - 1e-6, std::to_string(seed).c_str());
                }
                before = firm;
            }
        }
    }
    void firmIsAtMostTheHeadlineAndWhatIsDueOnLeaving() {
        Element right = leaving(3.0, 30.0);
        with(right, kFeeFixed, 500.0);
        with(right, kFeeMonths, 2.0);
        const StudyResult result = computed(contract({fixedFee(100.0), right}, 24.0));
        // Exit on 2026-05-01: four months, and 500 + 2 × 100.
        QCOMPARE(*result.deals[0].figure(Metric::Firm), 400.0 + 700.0);
        QCOMPARE(*result.deals[0].figure(Metric::Headline), 2400.0);
    }
    void leavingEarlyCostsTheFeeAndStopsTheRest() {
        Element right = leaving(3.0, 30.0);
        with(right, kFeeFixed, 500.0);
        with(right, kFeeMonths, 2.0);
        const Study study = contract({fixedFee(100.0), right}, 24.0);
        const StudyResult left = computed(set(study, at("exit"), "4"));
        QCOMPARE(total(left.deals[0], LineItem::FixedFee), 400.0);
        QCOMPARE(total(left.deals[0], LineItem::TerminationFee), 700.0);
        // With the right used at once, what is paid is what was firm.
        QCOMPARE(*left.deals[0].figure(Metric::TotalCost), *left.deals[0].figure(Metric::Firm));
        // The same when the horizon ends with the exit: the fee is due by then.
        const StudyResult cut = computed(set(set(study, at("exit"), "4"), "study.horizon", "4"));
        QCOMPARE(total(cut.deals[0], LineItem::TerminationFee), 700.0);
        const StudyResult never = computed(set(study, at("exit"), "0"));
        QCOMPARE(total(never.deals[0], LineItem::FixedFee), 0.0);
        QCOMPARE(total(never.deals[0], LineItem::TerminationFee), 700.0);
        QCOMPARE(total(computed(study).deals[0], LineItem::TerminationFee), 0.0);
    }
    void aContractMonthBegunIsDueInFullOrToTheDay() {
        Element right = leaving(0.0, 0.0);
        const Study study = set(contract({fixedFee(100.0), right}, 24.0), at("exit"), "4.25");
        QCOMPARE(total(computed(study).deals[0], LineItem::FixedFee), 500.0);
        QCOMPARE(total(computed(set(study, at("clause.termination.billing"), "pro-rata")).deals[0], LineItem::FixedFee), 425.0);
    }
    // Prepayment
    void aPrepaymentIsGivenBackInFull() {
        for (const double from : {0.0, 5.0, 11.5}) {
            Element prepayment = clause(kPrepaymentKind);
            with(prepayment, kPrepayShare, 0.4);
            with(prepayment, kCreditFrom, from);
            const StudyResult result = computed(contract({fixedFee(100.0), prepayment}));
            QVERIFY(testing::close(total(result.deals[0], LineItem::Prepayment), 480.0, kRounding));
            QVERIFY(testing::close(total(result.deals[0], LineItem::PrepaymentCredit), 480.0, kRounding));
            QVERIFY(testing::close(*result.deals[0].figure(Metric::TotalCost), 1200.0, kRounding));
        }
    }
    void whoLeavesEarlyLosesWhatIsNotYetGivenBack() {
        Element prepayment = clause(kPrepaymentKind);
        with(prepayment, kPrepayShare, 0.4);
        with(prepayment, kCreditFrom, 6.0);
        const Study study = set(contract({fixedFee(100.0), leaving(0.0, 0.0), prepayment}), at("exit"), "9");
        const StudyResult result = computed(study);
        QCOMPARE(total(result.deals[0], LineItem::Prepayment), 480.0);
        QVERIFY(testing::close(total(result.deals[0], LineItem::PrepaymentCredit), 240.0, kRounding));
    }
    void thePrepaymentOpenAtTheHorizonIsNoCostOfTheSupplier() {
        Element prepayment = clause(kPrepaymentKind);
        with(prepayment, kPrepayShare, 0.4);
        with(prepayment, kCreditFrom, 6.0);
        const Study study = set(set(contract({fixedFee(100.0), prepayment}), "study.perspective", "seller"), "study.horizon", "8");
        // Credits reduce the supplier's income and are no cost of its; those still to come are no other.
        QCOMPARE(*computed(study).deals[0].figure(Metric::TotalCost), 0.0);
    }
    void aPrepaymentThatIsNotYetPaidIsNotOpenEither() {
        Element prepayment = clause(kPrepaymentKind);
        with(prepayment, kPrepayShare, 0.4);
        with(prepayment, kCreditFrom, 6.0);
        const StudyResult result = computed(set(contract({fixedFee(100.0), prepayment}), at("start"), "2028-01-01"));
        QCOMPARE(total(result.deals[0], LineItem::PrepaymentAtHorizon), 0.0);
        QCOMPARE(*result.deals[0].figure(Metric::TotalCost), 0.0);
    }
    void creditsOnMeteredFeesAreNotTakenFromWhatIsFinanceable() {
        Element credit = clause(kSlaKind);
        with(credit, kServiceLevel, 1.0);
        with(credit, kCreditRate, 0.02);
        const Study study = set(contract({fixedFee(100.0), metered(2.0), credit}), at("availability"), "0.9");
        // Ten points at 2 %: a fifth off the fee of 1200, of which a lender lends 80 %.
        QVERIFY(testing::close(*computed(study).deals[0].figure(Metric::Financeable), 0.8 * 0.8 * 1200.0, 1e-9));
    }
    // Neutral values
    void aClauseAtItsNeutralValuesChangesNothing() {
        for (const ElementKind* kind : allKinds()) {
            if (kind->role != Role::Clause) {
                continue;
            }
            Element element = clause(*kind);
            bool neutral = false;
            for (const Input* input : kind->inputs) {
                if (input->neutral) {
                    with(element, *input, *input->neutral);
                    neutral = true;
                }
            }
            if (!neutral || kind == &kTerminationKind) {
                continue;  // a right to leave has no neutral lock-in
            }
            std::vector<Element> others{fixedFee(100.0), metered(2.0), leaving(3.0, 30.0)};
            std::erase_if(others, [&](const Element& other) { return other.kind == kind; });
            Study study = contract({});
            for (const Element& other : others) {
                study = plus(study, kTranche, other);
            }
            std::string where;
            QVERIFY2(sameFigures(computed(study).deals[0], computed(plus(study, kTranche, element)).deals[0], kRounding, where),
                     (std::string(kind->key) + " changes " + where).c_str());
        }
    }
    void aClauseThatIsOffChangesNothing() {
        for (const ElementKind* kind : allKinds()) {
            if (kind->role != Role::Clause) {
                continue;
            }
            Element off = makeElement(*kind, "another");
            for (const Input* input : kind->inputs) {
                if (input->continuous() && input->shape == Shape::Number) {
                    with(off, *input, std::min(input->high, std::max(input->low, 5.0)));
                }
            }
            with(off, kActive, "off");
            std::vector<Element> others{fixedFee(100.0), metered(2.0), leaving(3.0, 30.0)};
            std::erase_if(others, [&](const Element& other) { return other.kind == kind; });
            Study study = contract({});
            for (const Element& other : others) {
                study = plus(study, kTranche, other);
            }
            std::string where;
            QVERIFY2(sameFigures(computed(study).deals[0], computed(plus(study, kTranche, off)).deals[0], 0.0, where),
                     (std::string(kind->key) + " changes " + where).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestClauses)
#include "tst_clauses.moc"
