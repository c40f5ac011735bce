#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <QtTest>

#include "core/study/Path.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/RandomStudy.h"
#include "tests/core/support/UncertainStudy.h"

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
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const Study study = seed % 2 == 0 ? testing::randomStudy(seed / 2) : testing::uncertainStudy(seed / 2);
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
    void howUncertainAValueIsIsWrittenAsItWasStated_data() {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<double>("central");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        const auto row = [](const char* typed, const char* written, double central, double low, double high) {
            QTest::newRow(typed) << QByteArray(typed) << QByteArray(written) << central << low << high;
        };
        // A price: hard bounds from 0 up.
        row("4 to 9", "4 to 9 $/GPU-h", 6, 4, 9);  // the geometric mean
        row("5 (4 to 9)", "5 (4 to 9) $/GPU-h", 5, 4, 9);
        row("5 (4 to 9) $/GPU-h", "5 (4 to 9) $/GPU-h", 5, 4, 9);
        row("6 (4 to 9)", "4 to 9 $/GPU-h", 6, 4, 9);
        row("5 (5 to 9)", "5 (5 to 9) $/GPU-h", 5, 5, 9);
        row("62 ± 4", "62 ± 4 $/GPU-h", 62, 58, 66);
        row("normal(62, 4)", "62 ± 4 $/GPU-h", 62, 58, 66);
        row("2 ± 4", "2 ± 4 $/GPU-h", 2, 0, 6);  // the range ends at the bound
        row("tri(5, 6, 9)", "tri(5, 6, 9) $/GPU-h", 6, 5, 9);
        row("tri(5,000; 6,000; 9,000)", "tri(5000, 6000, 9000) $/GPU-h", 6000, 5000, 9000);
        row("tri(5k, 6k, 9k)", "tri(5000, 6000, 9000) $/GPU-h", 6000, 5000, 9000);
        row("tri(10k, 20k, 30k) $/GPU-h", "", 0, 0, 0);  // a unit and a multiple behind each number
        row("tri(5 $/GPU-h, 6 $/GPU-h, 9 $/GPU-h)", "tri(5, 6, 9) $/GPU-h", 6, 5, 9);
        row("pert(5, 6, 9)", "pert(5, 6, 9) $/GPU-h", 6, 5, 9);
        row("pert(5, 6, 9, 2)", "pert(5, 6, 9, 2) $/GPU-h", 6, 5, 9);
        row("uniform(5, 9) $/GPU-h", "uniform(5, 9) $/GPU-h", 7, 5, 9);
        row("beta(2, 2, 0, 10)", "beta(2, 2, 0, 10) $/GPU-h", 5, 5 - std::sqrt(5.0), 5 + std::sqrt(5.0));  // variance 100 · 4 / (16 · 5)
        row("discrete(1: 30 %, 2: 70 %)", "discrete(1: 30 %, 2: 70 %) $/GPU-h", 1.7, 1, 2);
        row("discrete(1: 0.3; 2: 0.7)", "discrete(1: 30 %, 2: 70 %) $/GPU-h", 1.7, 1, 2);
        row("empirical(1; 2; 6)", "empirical(1, 2, 6) $/GPU-h", 3, 1, 6);
        row("quantiles(10 %: 40, 50 %: 60, 90 %: 160)", "quantiles(10 %: 40, 50 %: 60, 90 %: 160) $/GPU-h", 60, 40, 160);
        row("quantiles(5 %: 4, 95 %: 9)", "quantiles(5 %: 4, 95 %: 9) $/GPU-h", 6, 4, 9);  // as 4 to 9
        row("2.4 ~ gbm(30 %, -10 %)", "2.4 $/GPU-h ~ gbm(30 %, -10 %)", 2.4, -1, -1);
        row("2.4 $/GPU-h ~ gbm(0.3)", "2.4 $/GPU-h ~ gbm(30 %)", 2.4, -1, -1);
        row("4 to 9 ~ ou(1, 40 %) + season(10 %, 1)", "4 to 9 $/GPU-h ~ ou(1, 40 %) + season(10 %, 1)", 6, 4, 9);
        row("3 ~ jumps(2, 0, 50 %)+onoff(60, 1, 0)", "3 $/GPU-h ~ jumps(2, 0, 50 %) + onoff(60, 1, 0)", 3, -1, -1);
        row("3; 4 ~ errors(4 %, 6.5 %)", "3 $/GPU-h; 4 $/GPU-h ~ errors(4 %, 6.5 %)", 3, -1, -1);
    }
    void howUncertainAValueIsIsWrittenAsItWasStated() {
        QFETCH(QByteArray, typed);
        QFETCH(QByteArray, written);
        QFETCH(double, central);
        QFETCH(double, low);
        QFETCH(double, high);
        const auto value = parseValue(kCloudPrice, typed.constData(), "x", BareNumber::Shown);
        if (written.isEmpty()) {
            QVERIFY(!value);
            return;
        }
        QVERIFY2(value.has_value(), value ? "" : value.error().english().c_str());
        QCOMPARE(valueText(kCloudPrice, *value), written.toStdString());
        QVERIFY(std::abs(value->number() - central) < 1e-12 * central);
        QVERIFY(std::abs(value->low.value_or(-1.0) - low) < 1e-12 * std::abs(low) + 1e-300);
        QVERIFY(std::abs(value->high.value_or(-1.0) - high) < 1e-12 * std::abs(high));
        const auto again = parseValue(kCloudPrice, written.constData(), "x");
        QVERIFY(again && sameContent(*again, *value));
    }
    void sharesAreStatedInPercentOrAsFilesHoldThem() {
        QCOMPARE(shown(kAvailability, "tri(80, 90, 95)", BareNumber::Shown), std::string("tri(80, 90, 95) %"));
        QCOMPARE(shown(kAvailability, "tri(0.8, 0.9, 0.95)"), std::string("tri(80, 90, 95) %"));
        QCOMPARE(shown(kAvailability, "tri(80 %, 90 %, 95 %)"), std::string("tri(80, 90, 95) %"));
        QCOMPARE(shown(kAvailability, "0.8 to 0.9"), shown(kAvailability, "80 to 90 %"));
        QCOMPARE(shown(kAvailability, "0.9 (0.8 to 0.95)"), std::string("90 (80 to 95) %"));
        QCOMPARE(shown(kAvailability, "beta(2, 3, 0.5, 1)"), std::string("beta(2, 3, 50, 100) %"));
    }
    void aDayMayLieInARange() {
        QCOMPARE(shown(kTrancheStart, "2026-07-01 to 2026-07-31"), std::string("2026-07-01 to 2026-07-31"));
        QCOMPARE(shown(kTrancheStart, "2026-07-10 (2026-07-01 to 2026-07-31)"), std::string("2026-07-10 (2026-07-01 to 2026-07-31)"));
        QCOMPARE(parseValue(kTrancheStart, "2026-07-01 to 2026-07-31", "x")->number(), parseValue(kTrancheStart, "2026-07-16", "x")->number());
    }
    void whatCannotBeADistributionIsNamedWithTheReason_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char* text, ErrorCode code, const char* said) { QTest::newRow(text) << QByteArray(text) << static_cast<int>(code) << QByteArray(said); };
        row("tri(5,6)", ErrorCode::Syntax, "tri(5, 6, 9)");
        row("tri(1,000,2,000,3,000)", ErrorCode::Syntax, "tri(5, 6, 9)");
        row("tri(9,6,5)", ErrorCode::Inconsistent, "rising");
        row("tri(5,5,5)", ErrorCode::Inconsistent, "rising");
        row("tri 5,6,9", ErrorCode::Syntax, "number");
        row("tri)5,6,9(", ErrorCode::Syntax, "number");
        row("tri(5, 6, 9", ErrorCode::Syntax, "bracket");
        row("triangle(5, 6, 9)", ErrorCode::UnknownName, "tri, pert");
        row("tri(5, , 9)", ErrorCode::Syntax, "missing");
        row("tri(5 kWh, 6 kWh, 9 kWh)", ErrorCode::UnitMismatch, "kWh");
        row("tri(-5, 6, 9)", ErrorCode::OutOfBounds, "-5");
        row("62 ± 0", ErrorCode::Inconsistent, "positive");
        row("62 ± -4", ErrorCode::Inconsistent, "positive");
        row("normal(62, -4)", ErrorCode::Inconsistent, "negative");
        row("lognormal(0, 1)", ErrorCode::Inconsistent, "positive");
        row("uniform(9, 5)", ErrorCode::Inconsistent, "rising");
        row("beta(0, 1, 2, 3)", ErrorCode::Inconsistent, "shapes");
        row("discrete(1: 30 %, 2: 60 %)", ErrorCode::Inconsistent, "90 %");
        row("discrete(1, 2)", ErrorCode::Syntax, "discrete(1: 30 %");
        row("quantiles(10 %: 60, 90 %: 40)", ErrorCode::Inconsistent, "cross");
        row("quantiles(90 %: 60, 10 %: 40)", ErrorCode::Inconsistent, "cross");
        row("quantiles(0 %: 60, 10 %: 80)", ErrorCode::Inconsistent, "without the ends");
        row("quantiles(50 %: 60)", ErrorCode::Syntax, "quantiles(10 %: 40");
        row("9 to 5", ErrorCode::Inconsistent, "rising");
        row("5 (9 to 4)", ErrorCode::Inconsistent, "lower end");
        row("5 (4)", ErrorCode::Syntax, "no range");
        row("5 to 9 (4 to 8)", ErrorCode::Syntax, "more than one");
        row("~ gbm(30 %)", ErrorCode::Syntax, "missing");
        row("5 ~ gbm(30)", ErrorCode::Inconsistent, "30 % or 0.3");
        row("5 ~ walk(30 %)", ErrorCode::UnknownName, "gbm, ou");
        row("5 ~ ou(0, 30 %)", ErrorCode::Inconsistent, "gbm(30 %)");
        row("5 ~ ou(1)", ErrorCode::Syntax, "ou(1.5, 60 %)");
        row("5 ~ season(20 %, 13)", ErrorCode::Inconsistent, "1 to 12");
        row("5 ~", ErrorCode::Syntax, "bracket");
        row("5; 6 to 7", ErrorCode::Syntax, "range");
    }
    void whatCannotBeADistributionIsNamedWithTheReason() {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        QFETCH(QByteArray, said);
        const auto value = parseValue(kCloudPrice, text.constData(), "deal.a.tranche.b.price");
        QVERIFY(!value);
        QVERIFY2(value.error().english().find(said.toStdString()) != std::string::npos, value.error().english().c_str());
        QCOMPARE(static_cast<int>(value.error().code), code);
        QCOMPARE(value.error().subject, std::string("deal.a.tranche.b.price"));
    }
    void anyTextIsReadOrRefusedWithARemedy() {
        const std::vector<std::string> pieces{"tri", "pert", "discrete", "quantiles", "beta", "gbm", "ou", "onoff", "(", ")", ",", ";", ":", "~", "+", "±", " to ", "from ", "up to ",
                                              "5", "0.3", "30 %", "-1", "1e308", " ", "$", "$/GPU-h", "k", "nan", "\xC2", "=", "x"};
        std::uint64_t state = 1;
        const auto next = [&state](std::size_t count) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            return static_cast<std::size_t>(state >> 33) % count;
        };
        for (int i = 0; i < 60'000; ++i) {
            std::string text = i % 2 == 0 ? "tri(5, 6, 9) ~ gbm(30 %)" : "";
            for (std::size_t n = next(12); n > 0; --n) {
                const std::string& piece = pieces[next(pieces.size())];
                text.empty() ? text += piece : text.replace(next(text.size()), next(3), piece);
            }
            for (const Input* input : {&kCloudPrice, &kAvailability, &kTrancheStart}) {
                const auto value = parseValue(*input, text, "x", i % 3 == 0 ? BareNumber::Shown : BareNumber::Stored);
                if (value) {
                    const auto again = parseValue(*input, valueText(*input, *value), "x");
                    QVERIFY2(again && (sameContent(*again, *value) || !value->assumption.empty()), text.c_str());
                } else {
                    QVERIFY2(!value.error().remedy.text.empty(), (text + ": " + value.error().english()).c_str());
                }
            }
        }
    }
    void whatIsOneNumberHasNoProcessAndWhatShapesTheStudyIsCertain() {
        QVERIFY(!parseValue(kAvailability, "0.9 ~ ou(1, 10 %)", "x"));
        QVERIFY(!parseValue(kHorizon, "tri(12, 24, 36)", "x"));
        QVERIFY(!parseValue(kTrancheStart, "tri(1, 2, 3)", "x"));
        QVERIFY(!parseValue(kFee, "tri(1, 2, 3); 5", "x"));
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
