#include <QtTest>

#include "core/study/CheckUncertainty.h"
#include "core/study/Remedies.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"
#include "core/study/kinds/TrancheInputs.h"

using namespace offtake;
using namespace offtake::study;

namespace {

Value typed(const Input& input, const char* text) {
    const auto value = parseValue(input, text, "test");
    if (!value) {
        qFatal("%s", value.error().english().c_str());
    }
    return *value;
}

double outsideOf(const Input& input, const Value& value) {
    const ShareOutside outside = shareOutside(input, value);
    return outside.below + outside.above;
}

}  // namespace

class TestRemedies : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPriceThatMayBeNegativeGetsALognormalOfTheSameMeanAndDeviation() {
        Value faulty = typed(kMeteredPrice, "normal(2.5, 1.5)");
        faulty.source = "list";
        faulty.note = "as quoted";
        QVERIFY(outsideOf(kMeteredPrice, faulty) > 0.04);
        const std::vector<Remedy> remedies = remediesOf(kMeteredPrice, faulty);
        QCOMPARE(remedies.size(), std::size_t{2});
        QVERIFY2(remedies[0].words.find("lognormal(2.5") != std::string::npos, remedies[0].words.c_str());
        QVERIFY(remedies[0].value.uncertainty.family == Family::Lognormal);
        QCOMPARE(remedies[0].value.uncertainty.parameters, faulty.uncertainty.parameters);
        QCOMPARE(remedies[0].value.source, faulty.source);
        QCOMPARE(remedies[0].value.note, faulty.note);
    }
    void everyRemedyIsAcceptedAndHasNoDrawOutsideOfTheBounds_data() {
        QTest::addColumn<bool>("share");
        QTest::addColumn<QString>("text");
        QTest::newRow("normal below zero") << false << QStringLiteral("normal(2.5, 1.5)");
        QTest::newRow("mean below zero's reach") << false << QStringLiteral("normal(0.2, 3)");
        QTest::newRow("share above one") << true << QStringLiteral("normal(95 %, 10 %)");
        QTest::newRow("share beyond both ends") << true << QStringLiteral("normal(50 %, 40 %)");
    }
    void everyRemedyIsAcceptedAndHasNoDrawOutsideOfTheBounds() {
        QFETCH(bool, share);
        QFETCH(QString, text);
        const Input& input = share ? kAllocation : kMeteredPrice;
        const Value faulty = typed(input, text.toUtf8().constData());
        const std::vector<Remedy> remedies = remediesOf(input, faulty);
        QVERIFY(!remedies.empty());
        for (const Remedy& remedy : remedies) {
            QVERIFY2(checkUncertainty(input, remedy.value, "test").has_value(), remedy.words.c_str());
            QVERIFY(outsideOf(input, remedy.value) < 1e-9);  // a lognormal has a tail beyond any upper bound
            QVERIFY(remediesOf(input, remedy.value).empty());
            // What the button says is what typing it gives.
            const Value again = typed(input, remedy.words.substr(4).c_str());
            QVERIFY(again.uncertainty.family == remedy.value.uncertainty.family);
        }
    }
    void aSoundValueNeedsNone() {
        QVERIFY(remediesOf(kMeteredPrice, typed(kMeteredPrice, "2 to 4")).empty());
        QVERIFY(remediesOf(kMeteredPrice, typed(kMeteredPrice, "3")).empty());
        QVERIFY(remediesOf(kAllocation, typed(kAllocation, "tri(60 %, 80 %, 90 %)")).empty());
    }
};

QTEST_APPLESS_MAIN(TestRemedies)
#include "tst_remedies.moc"
