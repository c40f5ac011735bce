#include <cmath>

#include <QtTest>

#include "core/present/InputField.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/ExampleStudies.h"

using namespace offtake;
using namespace offtake::study;

namespace {

Value numbers(std::vector<double> some) {
    Value value;
    value.numbers = std::move(some);
    return value;
}

int magnitudeOf(const Input& input, const Value& value) {
    const Value* values[] = {&value};
    return present::fieldMagnitude(input, values);
}

}  // namespace

class TestInputField : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFeeOfManyDigitsIsWrittenInMillions() {
        const Value fee = numbers({150e6});
        QCOMPARE(magnitudeOf(kFee, fee), 6);
        QCOMPARE(present::fieldText({}, kFee, fee, 6), std::string("150"));
        QCOMPARE(present::fieldUnit(kFee, 6), std::string("M$/month"));
    }
    void noDigitIsLostInMillions() {
        QCOMPARE(present::fieldText({}, kFee, numbers({152'345'678.25}), 6), std::string("152.34567825"));
    }
    void aRowIsWrittenInTheUnitOfItsSmallestValue() {
        const Value small = numbers({2e6});
        const Value large = numbers({3e9});
        const Value nothing = numbers({0.0});
        const Value* values[] = {&small, &large, &nothing};
        QCOMPARE(present::fieldMagnitude(kFee, values), 6);
        QCOMPARE(present::fieldText({}, kFee, large, 6), std::string("3000"));
    }
    void countsAndSharesKeepTheirDigits() {
        QCOMPARE(magnitudeOf(kAccelerators, numbers({30500})), 0);
        QCOMPARE(present::fieldText({}, kAccelerators, numbers({30500}), 0), std::string("30,500"));
        QCOMPARE(present::fieldText({}, kTakeShare, numbers({0.85}), 0), std::string("85"));
        QCOMPARE(present::fieldUnit(kTakeShare, 0), std::string("%"));
    }
    void aRangeIsWrittenByItsEnds() {
        Value count = numbers({30500});
        count.low = 17900;
        count.high = 51900;
        QCOMPARE(present::fieldText({}, kAccelerators, count, 0), std::string("30,500 (17,900 to 51,900)"));
        count.numbers = {std::sqrt(17900.0) * std::sqrt(51900.0)};  // what the range alone means
        QCOMPARE(present::fieldText({}, kAccelerators, count, 0), std::string("17,900 to 51,900"));
    }
    void anUncertainValueIsReadBackAsItWasInAnyUnitOfItsField() {
        for (const char* typed : {"150 (140 to 165)", "140 to 160", "150 \u00b1 5.5", "tri(140, 150, 165)", "pert(140, 150, 165, 3)", "uniform(140, 165)",
                                  "discrete(140: 30 %, 160: 70 %)", "quantiles(10 %: 140, 90 %: 165.25)", "beta(2, 3, 140, 160)", "150 (from 140)",
                                  "150 (up to 160)", "lognormal(150, 20)", "empirical(140, 150)"}) {
            for (const int magnitude : {0, 6}) {
                const auto value = present::readField({}, kFee, typed, magnitude, "x");
                QVERIFY2(value.has_value(), typed);
                QVERIFY2(value->number() > 100.0 * std::pow(10.0, magnitude) && value->number() < 200.0 * std::pow(10.0, magnitude), typed);
                QCOMPARE(present::fieldText({}, kFee, *value, magnitude), std::string(typed));
                const auto again = present::readField({}, kFee, valueText(kFee, *value), magnitude, "x");  // what the editor shows
                QVERIFY2(again && sameContent(*again, *value), typed);
            }
        }
    }
    void aLossHasARealMinus() { QCOMPARE(present::fieldText({}, kEscalation, numbers({-0.03}), 0), std::string("\u22123")); }
    void aReferenceIsWrittenByName() {
        const Study study = testing::reflectionLease();
        Value buyer;
        buyer.text = "lab";
        QCOMPARE(present::fieldText(study, kBuyer, buyer, 0), std::string("Reflection AI"));
        buyer.text = "gone";
        QCOMPARE(present::fieldText(study, kBuyer, buyer, 0), std::string("gone"));
    }

    void aBareNumberIsInTheUnitOfTheField_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("magnitude");
        QTest::addColumn<double>("expected");
        QTest::newRow("in millions") << "160" << 6 << 160e6;
        QTest::newRow("grouped") << "1,600" << 6 << 1600e6;
        QTest::newRow("in dollars") << "160" << 0 << 160.0;
        QTest::newRow("its own unit wins") << "160 k$/month" << 6 << 160e3;
        QTest::newRow("a dollar sign is the input's unit") << "$160000000" << 6 << 160e6;
        QTest::newRow("a multiple is the input's unit") << "0.2 B$/month" << 6 << 200e6;
    }
    void aBareNumberIsInTheUnitOfTheField() {
        QFETCH(QString, typed);
        QFETCH(int, magnitude);
        QFETCH(double, expected);
        const auto value = present::readField({}, kFee, typed.toStdString(), magnitude, "x");
        QVERIFY2(value.has_value(), value ? "" : value.error().english().c_str());
        QCOMPARE(value->number(), expected);
    }
    void aBareRangeIsInTheUnitOfTheField() {
        const auto value = present::readField({}, kFee, "140 to 160", 6, "x");
        QVERIFY2(value.has_value(), value ? "" : value.error().english().c_str());
        QCOMPARE(*value->low, 140e6);
        QCOMPARE(*value->high, 160e6);
    }
    void aBareNumberForAShareIsPercent() { QCOMPARE(present::readField({}, kTakeShare, "70", 0, "x")->number(), 0.7); }
    void aReferenceIsReadByNameOrId() {
        const Study study = testing::reflectionLease();
        QCOMPARE(present::readField(study, kBuyer, "SpaceX", 0, "x")->text, std::string("spacex"));
        QCOMPARE(present::readField(study, kBuyer, "spacex", 0, "x")->text, std::string("spacex"));
        const auto nobody = present::readField(study, kBuyer, "Nobody", 0, "x");
        QVERIFY(!nobody);
        QVERIFY(nobody.error().remedy.english().find("Reflection AI, SpaceX") != std::string::npos);
    }
    void whatIsTypedForAnotherDimensionIsRefusedWithARemedy() {
        const auto value = present::readField({}, kFee, "12 GPU", 6, "x");
        QVERIFY(!value);
        QCOMPARE(value.error().code, ErrorCode::UnitMismatch);
    }

    void onlyNumbersThatDoSomethingAskForASource() {
        QVERIFY(present::asksForSource(kFee, numbers({150e6})));
        QVERIFY(!present::asksForSource(kFee, numbers({0.0})));
        Value text;
        text.text = "Memphis";
        QVERIFY(!present::asksForSource(kSite, text));
    }
    void theLeaseCountsItsInputs() {
        const Study study = testing::reflectionLease();
        const present::InputCounts counts = present::countInputs(study);
        QCOMPARE(counts.deals, 1);
        QCOMPARE(counts.sourced, 0);
        int expected = 0;
        for (const Input* input : kDealKind.inputs) {
            expected += input->numeric() || input->shape == Shape::Choice ? 1 : 0;
        }
        for (const ElementKind* kind : {&kOfftakeKind, &kFixedFeeKind, &kTerminationKind}) {
            for (const Input* input : kind->inputs) {
                expected += input->numeric() || input->shape == Shape::Choice ? 1 : 0;
            }
        }
        QCOMPARE(counts.inputs, expected);
        // Accelerators, term, the fee and the lock-in differ from their defaults; 90 days' notice is the default.
        QCOMPARE(counts.changed, 4);
    }
};

QTEST_APPLESS_MAIN(TestInputField)
#include "tst_inputfield.moc"
