#include <QtTest>

#include "core/study/EditBuilders.h"
#include "core/study/Validate.h"
#include "core/study/kinds/ClauseInputs.h"
#include "core/study/ValueText.h"
#include "tests/core/support/ExampleStudies.h"
#include "tests/core/support/SmallDeals.h"
#include "tests/core/support/StudyEdits.h"

using namespace offtake;
using namespace offtake::study;

namespace {

Study done(const Study& study, const Expected<Edit>& edit) {
    if (!edit) {
        QTest::qFail(edit.error().english().c_str(), __FILE__, __LINE__);
        return study;
    }
    const auto next = apply(study, *edit);
    if (!next) {
        QTest::qFail(next.error().english().c_str(), __FILE__, __LINE__);
        return study;
    }
    return *next;
}

Path at(const char* text) { return *parsePath(text); }

}  // namespace

class TestEditBuilders : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewClauseStandsAtTheEndWithAFreeId() {
        const Study study = testing::reflectionLease();
        const Path tranche = at("deal.lease.tranche.colossus");
        const Element& holder = **findElement(study, tranche);
        const Study once = done(study, insertNew(holder, tranche, kRampKind, ""));
        const Element& held = **findElement(once, tranche);
        QCOMPARE(held.childrenOf(Role::Clause).back()->id, std::string("ramp"));
        const Study twice = done(once, insertNew(held, tranche, kRampKind, ""));
        QVERIFY(findElement(twice, at("deal.lease.tranche.colossus.clause.ramp-2")).has_value());
    }
    void aCopyOfADealStandsAfterItAndEqualsIt() {
        const Study study = testing::reflectionLease();
        const Study copied = done(study, duplicate(study, at("deal.lease")));
        QCOMPARE(copied.deals().size(), std::size_t{2});
        QCOMPARE(copied.deals()[1]->id, std::string("lease-2"));
        QCOMPARE(copied.deals()[1]->displayName(), std::string("Lease (copy)"));
        QVERIFY(equal(*copied.deals()[1]->children.front(), *study.deals()[0]->children.front()));
    }
    void aNameChangesAndTheIdStays() {
        const Study study = testing::reflectionLease();
        const Study renamed = done(study, rename(study, at("deal.lease"), "A lease"));
        QCOMPARE(renamed.deals()[0]->displayName(), std::string("A lease"));
        QCOMPARE(renamed.deals()[0]->id, std::string("lease"));
        QVERIFY(!rename(study, at("deal.lease.tranche.colossus.clause.termination"), "x"));
    }
    void aDealMovesAndStopsAtTheEnds() {
        Study study = testing::reflectionLease();
        study = done(study, duplicate(study, at("deal.lease")));
        QCOMPARE(done(study, shift(study, at("deal.lease"), 1)).deals()[1]->id, std::string("lease"));
        QCOMPARE(done(study, shift(study, at("deal.lease"), -1)).deals()[0]->id, std::string("lease"));
        QCOMPARE(done(study, shift(study, at("deal.lease"), 7)).deals()[1]->id, std::string("lease"));
    }
    void removingAPartyLeavesNoReferenceToIt() {
        const Study study = testing::reflectionLease();
        const Study left = done(study, removal(study, at("party.spacex")));
        QVERIFY(checkStudy(left).has_value());
        QVERIFY(left.party("spacex") == nullptr);
        QCOMPARE((*findElement(left, at("deal.lease.tranche.colossus")))->get(kSupplier).text, std::string());
        QCOMPARE(left.deals()[0]->get(kBuyer).text, std::string("lab"));
    }
    void removingAnAssumptionKeepsItsSpreadAndTakesItsCorrelationsAlong() {
        Element assumption = makeElement(kAssumptionKind, "power");
        with(assumption, kAssumptionUnit, "$/kWh");
        Study study = testing::plus(testing::contractDeal(), "", assumption);
        study = testing::set(study, "assumption.power.value", "tri(0.05, 0.07, 0.1)");
        study = testing::set(study, "deal.a.tranche.t.energy-price", "= power");
        study = testing::set(study, "deal.a.tranche.t.availability", "90 % to 99 %");
        Element pair = makeElement(kCorrelationKind, "c");
        with(pair, kCorrelated, "deal.a.tranche.t.availability");
        with(pair, kCorrelatedWith, "assumption.power");
        study = testing::plus(study, "", pair);
        QVERIFY(checkStudy(study).has_value());
        const Study left = done(study, removal(study, at("assumption.power")));
        QVERIFY(checkStudy(left).has_value());
        QVERIFY(left.root().childrenOf(Role::Correlation).empty());
        QCOMPARE(valueText(kEnergyPrice, findInput(left, at("deal.a.tranche.t.energy-price"))->value()), std::string("tri(0.05, 0.07, 0.1) $/kWh"));
        const Study without = done(study, removal(study, at("deal.a.tranche.t")));
        QVERIFY(without.root().childrenOf(Role::Correlation).empty());
    }
    void removingASourceKeepsTheFigures() {
        Study study = testing::reflectionLease();
        study = done(study, insertNew(study.root(), {}, kSourceKind, "Filing"));
        const Path fee = at("deal.lease.tranche.colossus.clause.fixed-fee.fee");
        Value value = findInput(study, fee)->value();
        value.source = "filing";
        study = done(study, Edit{SetValue{fee, value}});
        const Study left = done(study, removal(study, at("source.filing")));
        QVERIFY(checkStudy(left).has_value());
        QCOMPARE(findInput(left, fee)->value().number(), 150e6);
        QVERIFY(findInput(left, fee)->value().source.empty());
    }
    void removingAnAssumptionLeavesItsValue() {
        Study study = testing::reflectionLease();
        study = done(study, insertNew(study.root(), {}, kAssumptionKind, "Term"));
        Value number = findInput(study, at("assumption.term.value"))->value();
        number.numbers = {40};
        study = done(study, Edit{SetValue{at("assumption.term.value"), number}});
        Value unit;
        unit.text = "months";
        study = done(study, Edit{SetValue{at("assumption.term.unit"), unit}});
        Value same;
        same.numbers = {0};
        same.assumption = "term";
        study = done(study, Edit{SetValue{at("deal.lease.tranche.colossus.term"), same}});
        QVERIFY(checkStudy(study).has_value());
        const Study left = done(study, removal(study, at("assumption.term")));
        QVERIFY(checkStudy(left).has_value());
        QCOMPARE(findInput(left, at("deal.lease.tranche.colossus.term"))->value().number(), 40.0);
    }
    void removingADealTakesItsOverridesAndTheBaselineWithIt() {
        Study study = testing::reflectionLease();
        study = done(study, duplicate(study, at("deal.lease")));
        Value baseline;
        baseline.text = "lease-2";
        study = done(study, Edit{SetValue{at("study.baseline"), baseline}});
        study = done(study, insertNew(study.root(), {}, kScenarioKind, "Less"));
        const Path scenario = at("scenario.less");
        study = done(study, insertNew(**findElement(study, scenario), scenario, kOverrideKind, ""));
        Value target;
        target.text = "deal.lease-2.tranche.colossus.accelerators";
        study = done(study, Edit{SetValue{at("scenario.less.override.override.target"), target}});
        const Study left = done(study, removal(study, at("deal.lease-2")));
        QVERIFY(checkStudy(left).has_value());
        QVERIFY((*findElement(left, scenario))->children.empty());
        QVERIFY(left.root().get(kBaseline).text.empty());
        QCOMPARE(QString::fromStdString(describe(study, *removal(study, at("deal.lease-2")))), QStringLiteral("Remove Lease (copy)"));
    }
    void theStudyItselfCannotBeRemovedCopiedOrMoved() {
        const Study study = testing::reflectionLease();
        QVERIFY(!removal(study, {}));
        QVERIFY(!duplicate(study, {}));
        QVERIFY(!shift(study, {}, 1));
    }
    void resettingDropsSourceAndNote() {
        const Study study = testing::reflectionLease();
        const Path count = at("deal.lease.tranche.colossus.accelerators");
        const Study reset = done(study, resetToDefault(study, count));
        QVERIFY(findInput(reset, count)->value() == fallbackOf(kAccelerators));
    }
};

QTEST_APPLESS_MAIN(TestEditBuilders)
#include "tst_editbuilders.moc"
