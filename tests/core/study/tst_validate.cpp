#include <QtTest>

#include <cmath>
#include <limits>

#include "core/study/Assign.h"
#include "core/study/Validate.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/ExampleStudies.h"
#include "tests/core/support/RandomStudy.h"
#include "tests/core/support/SmallDeals.h"
#include "tests/core/support/StudyEdits.h"
#include "tests/core/support/UncertainStudy.h"

using namespace offtake;
using namespace offtake::study;

namespace {

/// The lease with its root or its one tranche changed behind the back of the edits, as a file could bring it.
Study rootWith(const std::function<void(Element&)>& change) {
    Element root = testing::reflectionLease().root();
    change(root);
    return Study(std::make_shared<const Element>(std::move(root)));
}

Study trancheWith(const std::function<void(Element&)>& change) {
    Element root = testing::reflectionLease().root();
    for (ElementPtr& child : root.children) {
        if (child->kind->role == Role::Deal) {
            Element deal = *child;
            Element tranche = *deal.children.front();
            change(tranche);
            deal.children.front() = std::make_shared<const Element>(std::move(tranche));
            child = std::make_shared<const Element>(std::move(deal));
        }
    }
    return Study(std::make_shared<const Element>(std::move(root)));
}

Value& valueOf(Element& element, const Input& input) { return element.values[static_cast<std::size_t>(element.kind->indexOf(input))]; }

const Problem* problemAt(const std::vector<Problem>& problems, const std::string& path, Problem::Severity severity) {
    for (const Problem& problem : problems) {
        if (problem.path.text() == path && problem.severity == severity) {
            return &problem;
        }
    }
    return nullptr;
}

void refuses(const Study& study, const std::string& path, ErrorCode code) {
    const auto problems = validate(study);
    const Problem* found = problemAt(problems, path, Problem::Severity::Error);
    QVERIFY2(found != nullptr, path.c_str());
    QCOMPARE(found->error.code, code);
    QCOMPARE(found->error.subject, path);
    QVERIFY(!found->error.reason.text.empty());
    QVERIFY(!checkStudy(study).has_value());
}

void notes(const Study& study, const std::string& path) {
    QVERIFY2(problemAt(validate(study), path, Problem::Severity::Note) != nullptr, path.c_str());
    QVERIFY(checkStudy(study).has_value());
}

Element named(const ElementKind& kind, const char* id) { return makeElement(kind, id); }

constexpr const char* kTranche = "deal.lease.tranche.colossus";

}  // namespace

class TestValidate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theExamplesAreWithoutErrors() {
        QVERIFY(checkStudy(testing::reflectionLease()).has_value());
        QVERIFY(checkStudy(testing::googleServices()).has_value());
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            QVERIFY(checkStudy(testing::randomStudy(seed)).has_value());
            const auto uncertain = checkStudy(testing::uncertainStudy(seed));
            QVERIFY2(uncertain.has_value(), uncertain ? "" : uncertain.error().english().c_str());
        }
    }
    void aDistributionThatCanLeaveTheBoundsSaysHowOften_data() {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("said");
        // Shares of the normal distribution below −2, −1.645 and −0.5 standard deviations: 2.275 %, 5 % and 30.85 %.
        QTest::newRow("price") << QByteArray("deal.a.tranche.t.energy-price") << QByteArray("0.08 \u00b1 0.04") << QByteArray("negative in 2.3 % of draws; they stop at 0. Write 0.033 to 0.16 for a lognormal");
        QTest::newRow("range from zero") << QByteArray("deal.a.tranche.t.energy-price") << QByteArray("0 to 0.2") << QByteArray();
        QTest::newRow("bound as value") << QByteArray("deal.a.tranche.t.energy-price") << QByteArray("0 (0 to 0.2)") << QByteArray();
        QTest::newRow("share") << QByteArray("deal.a.tranche.t.availability") << QByteArray("95 % \u00b1 10 %") << QByteArray("above 100 % in 31 % of draws");
        QTest::newRow("value outside of its range") << QByteArray("deal.a.tranche.t.energy-price") << QByteArray("0 (0.1 to 0.2)") << QByteArray("outside of its own range");
        QTest::newRow("quantiles") << QByteArray("deal.a.tranche.t.energy-price") << QByteArray("quantiles(10 %: 0.01, 50 %: 0.1, 90 %: 0.2)") << QByteArray("can be negative in 8 % of draws");
        QTest::newRow("positive range") << QByteArray("deal.a.tranche.t.energy-price") << QByteArray("0.05 to 0.2") << QByteArray();
        QTest::newRow("share by range") << QByteArray("deal.a.tranche.t.availability") << QByteArray("90 % to 99 %") << QByteArray();
        QTest::newRow("far enough") << QByteArray("deal.a.tranche.t.energy-price") << QByteArray("0.08 \u00b1 0.01") << QByteArray();
    }
    void aDistributionThatCanLeaveTheBoundsSaysHowOften() {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, said);
        const Study study = testing::set(testing::contractDeal(), path.toStdString(), value.toStdString());
        const auto problems = validate(study);
        const Problem* found = problemAt(problems, path.toStdString(), Problem::Severity::Note);
        QCOMPARE(found != nullptr, !said.isEmpty());
        if (found != nullptr) {
            QVERIFY2(found->error.english().find(said.toStdString()) != std::string::npos, found->error.english().c_str());
        }
        QVERIFY(checkStudy(study).has_value());
    }
    void quantilesThatNoSmoothDistributionFollowsAreRefused_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("remedy");
        // A metalog of three quantiles needs its middle one within about a sixth of the way from either end: Keelin (2016), table 3.
        QTest::newRow("middle at one end") << QByteArray("quantiles(10 %: 1, 50 %: 1.01, 90 %: 10)") << QByteArray("Move the middle one");
        QTest::newRow("cross") << QByteArray("quantiles(10 %: 40, 50 %: 30, 90 %: 160)") << QByteArray("rising values");
    }
    void quantilesThatNoSmoothDistributionFollowsAreRefused() {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, remedy);
        const auto refused = assign(testing::contractDeal(), {"deal.a.tranche.t.power", value.toStdString()});
        QVERIFY(!refused);
        QVERIFY2(refused.error().english().find(remedy.toStdString()) != std::string::npos, refused.error().english().c_str());
    }
    void anAssumptionMustSuitWhoRefersToIt() {
        Element assumption = makeElement(kAssumptionKind, "up");
        with(assumption, kAssumptionUnit, "%");
        Study study = testing::plus(testing::contractDeal(), "", assumption);
        study = testing::set(study, "deal.a.tranche.t.availability", "= up");
        study = testing::set(study, "assumption.up.value", "tri(0.8, 0.9, 1)");
        QVERIFY(checkStudy(study).has_value());
        refuses(testing::set(study, "assumption.up.value", "tri(0.8, 0.9, 1.1)"), "deal.a.tranche.t.availability", ErrorCode::OutOfBounds);
        notes(testing::set(study, "assumption.up.value", "0.9 \u00b1 0.1"), "deal.a.tranche.t.availability");
    }
    void aCorrelationIsOfTwoInputsThatAreThereOnce() {
        Study study = testing::set(testing::contractDeal(), "deal.a.tranche.t.availability", "90 % to 99 %");
        study = testing::set(study, "deal.a.tranche.t.energy-price", "0.05 to 0.2");
        Element pair = makeElement(kCorrelationKind, "c");
        with(pair, kCorrelated, "deal.a.tranche.t.availability");
        with(pair, kCorrelatedWith, "deal.a.tranche.t.energy-price");
        study = testing::plus(study, "", pair);
        QVERIFY(validate(study).size() == validate(testing::without(study, "correlation.c")).size());

        refuses(testing::set(study, "correlation.c.second", "deal.a.tranche.gone.price"), "correlation.c.second", ErrorCode::UnknownName);
        notes(testing::set(study, "correlation.c.second", ""), "correlation.c.second");
        refuses(testing::set(study, "correlation.c.second", "nonsense!"), "correlation.c.second", ErrorCode::Syntax);
        refuses(testing::set(study, "correlation.c.second", "deal.a.tranche.t.availability"), "correlation.c.second", ErrorCode::Inconsistent);
        notes(testing::set(study, "deal.a.tranche.t.energy-price", "0.1"), "correlation.c");
        notes(testing::set(study, "deal.a.tranche.t.energy-price", "0.1 ~ ou(1, 40 %)"), "correlation.c");
        Element again = makeElement(kCorrelationKind, "again");
        with(again, kCorrelated, "deal.a.tranche.t.energy-price");
        with(again, kCorrelatedWith, "deal.a.tranche.t.availability");
        refuses(testing::plus(study, "", again), "correlation.again", ErrorCode::Inconsistent);
    }
    void aStudyStartsOnTheFirstOfAMonth() {
        refuses(rootWith([](Element& root) { with(root, kStart, date(2026, 7, 2)); }), "study.start", ErrorCode::Inconsistent);
    }
    void numbersOutsideOfTheirBoundsAreRefused() {
        refuses(trancheWith([](Element& tranche) { with(tranche, kAccelerators, -1.0); }), std::string(kTranche) + ".accelerators", ErrorCode::OutOfBounds);
        refuses(trancheWith([](Element& tranche) { with(tranche, kAvailability, 1.01); }), std::string(kTranche) + ".availability", ErrorCode::OutOfBounds);
    }
    void aHugeHorizonIsRefusedAtOnce() {
        refuses(rootWith([](Element& root) { with(root, kHorizon, 1e9); }), "study.horizon", ErrorCode::OutOfBounds);
        refuses(rootWith([](Element& root) { with(root, kHorizon, 1e300); }), "study.horizon", ErrorCode::OutOfBounds);
        refuses(rootWith([](Element& root) { with(root, kHorizon, 12.5); }), "study.horizon", ErrorCode::OutOfBounds);
    }
    void whatIsNoFiniteNumberIsRefusedWhereverItStands() {
        for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
            refuses(rootWith([&](Element& root) { with(root, kStart, bad); }), "study.start", ErrorCode::OutOfBounds);
            refuses(rootWith([&](Element& root) { with(root, kHorizon, bad); }), "study.horizon", ErrorCode::OutOfBounds);
            refuses(trancheWith([&](Element& tranche) { with(tranche, kTrancheStart, bad); }), std::string(kTranche) + ".start", ErrorCode::OutOfBounds);
            refuses(trancheWith([&](Element& tranche) { with(tranche, kTerm, bad); }), std::string(kTranche) + ".term", ErrorCode::OutOfBounds);
            refuses(trancheWith([&](Element& tranche) { with(tranche, kPower, bad); }), std::string(kTranche) + ".power", ErrorCode::OutOfBounds);
        }
    }
    void everyNumericInputOfEveryKindIsHeldToItsBounds() {
        int held = 0;
        for (const ElementKind* kind : allKinds()) {
            for (const Input* input : kind->inputs) {
                if (!input->numeric()) {
                    continue;
                }
                Value value = fallbackOf(*input);
                QVERIFY2(checkValue(*input, value, "x").has_value(), input->key.data());
                for (const double bad : {std::nextafter(input->low, -1e308) - 1.0, std::nextafter(input->high, 1e308) + 1.0}) {
                    if (std::isfinite(bad) && (bad < input->low || bad > input->high)) {
                        value.numbers = {bad};
                        QVERIFY2(!checkValue(*input, value, "x").has_value(), input->key.data());
                        ++held;
                    }
                }
                value.numbers.clear();
                QVERIFY2(!checkValue(*input, value, "x").has_value(), input->key.data());
            }
        }
        QVERIFY(held > 100);
    }
    void aListStandsOnlyWhereMonthsAreMeantAndHasAnEnd() {
        refuses(trancheWith([](Element& tranche) { valueOf(tranche, kPower).numbers = {1.0, 2.0}; }), std::string(kTranche) + ".power", ErrorCode::Syntax);
        refuses(trancheWith([](Element& tranche) { valueOf(tranche, kPue).numbers.assign(481, 1.2); }), std::string(kTranche) + ".pue", ErrorCode::Syntax);
        QVERIFY(checkStudy(trancheWith([](Element& tranche) { valueOf(tranche, kPue).numbers.assign(480, 1.2); })).has_value());
    }
    void referencesToNobodyAreRefused() {
        refuses(trancheWith([](Element& tranche) { with(tranche, kSupplier, "nobody"); }), std::string(kTranche) + ".supplier", ErrorCode::UnknownName);
        refuses(rootWith([](Element& root) { with(root, kBaseline, "nothing"); }), "study.baseline", ErrorCode::UnknownName);
        refuses(rootWith([](Element& root) { with(root, kPerspective, "nobody"); }), "study.perspective", ErrorCode::UnknownName);
        refuses(trancheWith([](Element& tranche) { valueOf(tranche, kPower).source = "no-source"; }), std::string(kTranche) + ".power", ErrorCode::UnknownName);
    }
    void anUnknownOptionIsRefusedAndTheOptionsAreListed() {
        const Study study = rootWith([](Element& root) { with(root, kHours, "700"); });
        refuses(study, "study.hours", ErrorCode::UnknownName);
        QVERIFY(checkStudy(study).error().english().find("730.5") != std::string::npos);
    }
    void anAssumptionMustExistAndHaveTheUnitAndTheBounds() {
        const auto refersTo = [](const char* id) { return [id](Element& tranche) { valueOf(tranche, kEnergyPrice).assumption = id; }; };
        const std::string path = std::string(kTranche) + ".energy-price";
        refuses(trancheWith(refersTo("power-price")), path, ErrorCode::UnknownName);
        Element assumption = named(kAssumptionKind, "power-price");
        with(assumption, kAssumptionValue, 0.08);
        with(assumption, kAssumptionUnit, "$/MWh");
        refuses(testing::plus(trancheWith(refersTo("power-price")), "", assumption), path, ErrorCode::UnitMismatch);
        with(assumption, kAssumptionUnit, "$/kWh");
        QVERIFY(checkStudy(testing::plus(trancheWith(refersTo("power-price")), "", assumption)).has_value());
        with(assumption, kAssumptionValue, -1.0);
        refuses(testing::plus(trancheWith(refersTo("power-price")), "", assumption), path, ErrorCode::OutOfBounds);
    }
    void structureCannotBeAnAssumption() {
        Element assumption = named(kAssumptionKind, "months");
        with(assumption, kAssumptionValue, 60.0);
        with(assumption, kAssumptionUnit, "months");
        const Study study = rootWith([](Element& root) { valueOf(root, kHorizon).assumption = "months"; });
        refuses(testing::plus(study, "", assumption), "study.horizon", ErrorCode::Inconsistent);
    }
    void idsAreUniqueAmongSiblingsOfARole() {
        const Study study = rootWith([](Element& root) { add(root, named(kPartyKind, "lab")); });
        refuses(study, "party.lab", ErrorCode::Inconsistent);
        // The same id in another list is another element.
        QVERIFY(checkStudy(rootWith([](Element& root) { add(root, named(kAssumptionKind, "lab")); })).has_value());
    }
    void aContractHasOneClauseOfAKindExceptRightsToLeave() {
        refuses(trancheWith([](Element& tranche) { add(tranche, named(kFixedFeeKind, "second")); }), std::string(kTranche) + ".clause.second", ErrorCode::Inconsistent);
        QVERIFY(checkStudy(trancheWith([](Element& tranche) { add(tranche, named(kTerminationKind, "second")); })).has_value());
    }
    void aDealNeedsAParty() {
        refuses(rootWith([](Element& root) {
                    std::erase_if(root.children, [](const ElementPtr& child) { return child->kind->role == Role::Party; });
                }),
                "study", ErrorCode::Inconsistent);
    }
    void aScenarioOverridesWhatExistsWithWhatFits() {
        const auto overriding = [](const char* target, const char* value) {
            Element item = named(kOverrideKind, "o");
            with(item, kTarget, target);
            with(item, kOverrideValue, value);
            Element scenario = named(kScenarioKind, "s");
            add(scenario, item);
            return testing::plus(testing::reflectionLease(), "", scenario);
        };
        refuses(overriding("deal.lease.tranche.colossus.colour", "1"), "scenario.s.override.o.target", ErrorCode::UnknownName);
        refuses(overriding("nonsense..", "1"), "scenario.s.override.o.target", ErrorCode::Syntax);
        refuses(overriding("deal.lease.tranche.colossus.allocation", "3 kW"), "scenario.s.override.o.value", ErrorCode::UnitMismatch);
        QVERIFY(checkStudy(overriding("deal.lease.tranche.colossus.allocation", "60 %")).has_value());
    }
    void textHasALimitAndNoNul() {
        refuses(rootWith([](Element& root) { with(root, kNotes, std::string(100001, 'a')); }), "study.notes", ErrorCode::TooLarge);
        refuses(rootWith([](Element& root) { with(root, kNotes, std::string("a\0b", 3)); }), "study.notes", ErrorCode::Syntax);
    }
    void aRangeRunsFromLowToHigh() {
        refuses(trancheWith([](Element& tranche) {
                    valueOf(tranche, kPower).low = 2.0;
                    valueOf(tranche, kPower).high = 1.0;
                }),
                std::string(kTranche) + ".power", ErrorCode::Inconsistent);
        notes(trancheWith([](Element& tranche) {
                  valueOf(tranche, kPower).low = 2.0;
                  valueOf(tranche, kPower).high = 3.0;
              }),
              std::string(kTranche) + ".power");
    }
    void aPrepaymentThatIsNeverGivenBackIsNoted() {
        const auto creditedFrom = [](double month) {
            return trancheWith([month](Element& tranche) {
                Element prepayment = named(kPrepaymentKind, "prepayment");
                with(prepayment, kCreditFrom, month);
                add(tranche, prepayment);
            });
        };
        notes(creditedFrom(42.0), std::string(kTranche) + ".clause.prepayment.credit-from");
        QVERIFY(problemAt(validate(creditedFrom(41.0)), std::string(kTranche) + ".clause.prepayment.credit-from", Problem::Severity::Note) == nullptr);
    }
    void unusualValuesAndUnseenMonthsAreNotedAndAllowed() {
        notes(trancheWith([](Element& tranche) { with(tranche, kAvailability, 0.5); }), std::string(kTranche) + ".availability");
        notes(rootWith([](Element& root) { with(root, kHorizon, 12.0); }), std::string(kTranche) + ".term");
        notes(trancheWith([](Element& tranche) { with(tranche, kTrancheStart, date(2040, 1, 1)); }), std::string(kTranche) + ".start");
        notes(trancheWith([](Element& tranche) { with(tranche, kTrancheStart, date(2000, 1, 1)); }), std::string(kTranche) + ".term");
    }
};

QTEST_APPLESS_MAIN(TestValidate)
#include "tst_validate.moc"
