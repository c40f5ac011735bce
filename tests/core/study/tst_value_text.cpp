#include <QtTest>

#include "core/study/Path.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/RandomStudy.h"

using namespace offtake;
using namespace offtake::study;

namespace {

std::string shown(const Input& input, const char* typed, BareNumber bare = BareNumber::Stored) {
    const auto value = parseValue(input, typed, "x", bare);
    return value ? valueText(input, *value) : "error: " + value.error().english();
}

double number(const Input& input, const char* typed, BareNumber bare) {
    const auto value = parseValue(input, typed, "x", bare);
    return value ? value->number() : -1.0;
}

}  // namespace

class TestValueText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyValueOfEveryStudyIsReadBackAsItWas() {
        int read = 0;
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            const Study study = testing::randomStudy(seed);
            std::string broken;
            walk(study.root(), {}, [&](const Path& path, const Element& element) {
                for (std::size_t i = 0; i < element.values.size(); ++i) {
                    const Input& input = *element.kind->inputs[i];
                    const Value& value = element.values[i];
                    const std::string text = valueText(input, value);
                    for (const BareNumber bare : {BareNumber::Stored, BareNumber::Shown}) {
                        const auto again = parseValue(input, text, path.text(), bare);
                        const bool same = again && (value.assumption.empty() ? sameContent(*again, value) : again->assumption == value.assumption);
                        if (!same) {
                            broken = path.input(input.key).text() + " = " + text + (again ? "" : ": " + again.error().english());
                        }
                    }
                    ++read;
                }
            });
            QVERIFY2(broken.empty(), broken.c_str());
        }
        QVERIFY(read > 10000);
    }
    void theDefaultOfEveryInputIsReadBackAsItWas() {
        for (const ElementKind* kind : allKinds()) {
            for (const Input* input : kind->inputs) {
                const Value value = fallbackOf(*input);
                const auto again = parseValue(*input, valueText(*input, value), "x");
                QVERIFY2(again.has_value(), (std::string(kind->key) + "." + std::string(input->key) + ": " + (again ? "" : again.error().english())).c_str());
                QVERIFY2(sameContent(*again, value), input->key.data());
            }
        }
    }
    void numbersAreWrittenForPeople() {
        QCOMPARE(shown(kAvailability, "0.97"), std::string("97 %"));
        QCOMPARE(shown(kAvailability, "0.07"), std::string("7 %"));
        QCOMPARE(shown(kAvailability, "97%"), std::string("97 %"));
        QCOMPARE(shown(kFee, "150 M$/month"), std::string("150,000,000 $/month"));
        QCOMPARE(shown(kAccelerators, "9000"), std::string("9000 GPU"));
        QCOMPARE(shown(kAccelerators, "17,900 to 51,900"), std::string("17,900 to 51,900 GPU"));
        QCOMPARE(shown(kStart, "2026-07-01"), std::string("2026-07-01"));
        QCOMPARE(shown(kEnergyPrice, "= power-price"), std::string("= power-price"));
        QCOMPARE(shown(kRampShare, "50%; 75%; 100%"), std::string("50 %; 75 %; 100 %"));
        QCOMPARE(shown(kWho, "customer"), std::string("The customer"));
        QCOMPARE(shown(kWho, "The customer"), std::string("The customer"));
    }
    void aBareNumberMeansWhatItsPlaceSays() {
        QCOMPARE(number(kAvailability, "0.97", BareNumber::Stored), 0.97);
        QCOMPARE(number(kAvailability, "97", BareNumber::Shown), 0.97);
        QCOMPARE(number(kAvailability, "97 %", BareNumber::Stored), 0.97);
        QCOMPARE(number(kAvailability, "97 %", BareNumber::Shown), 0.97);
        QCOMPARE(number(kFee, "5", BareNumber::Shown), 5.0);
    }
    void whatCannotBeReadIsNamedWithTheReason_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        QTest::newRow("empty") << QByteArray("") << static_cast<int>(ErrorCode::Syntax);
        QTest::newRow("blank") << QByteArray("  ") << static_cast<int>(ErrorCode::Syntax);
        QTest::newRow("word") << QByteArray("much") << static_cast<int>(ErrorCode::Syntax);
        QTest::newRow("nan") << QByteArray("nan") << static_cast<int>(ErrorCode::Syntax);
        QTest::newRow("other unit") << QByteArray("3 kWh") << static_cast<int>(ErrorCode::UnitMismatch);
        QTest::newRow("too large") << QByteArray("101 kW/GPU") << static_cast<int>(ErrorCode::OutOfBounds);
        QTest::newRow("negative") << QByteArray("-1") << static_cast<int>(ErrorCode::OutOfBounds);
        QTest::newRow("list") << QByteArray("1; 2") << static_cast<int>(ErrorCode::Syntax);
        QTest::newRow("no id") << QByteArray("= Power Price") << static_cast<int>(ErrorCode::Syntax);
    }
    void whatCannotBeReadIsNamedWithTheReason() {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        for (const BareNumber bare : {BareNumber::Stored, BareNumber::Shown}) {
            const auto value = parseValue(kPower, text.constData(), "deal.a.tranche.b.power", bare);
            QVERIFY(!value.has_value());
            QCOMPARE(static_cast<int>(value.error().code), code);
            QCOMPARE(value.error().subject, std::string("deal.a.tranche.b.power"));
        }
    }
};

QTEST_APPLESS_MAIN(TestValueText)
#include "tst_value_text.moc"
