#include <cmath>
#include <random>

#include <QtTest>

#include "core/units/Format.h"
#include "core/units/ParseQuantity.h"
#include "core/units/ParseUnit.h"

using namespace offtake;
using namespace offtake::units;

namespace {

const NamedUnit& named(const QString& symbol) {
    const NamedUnit* found = findNamedUnit(symbol.toStdString());
    return found == nullptr ? kOne : *found;
}

}  // namespace

class TestParseQuantity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsOneValue_data() {
        QTest::addColumn<QString>("unit");
        QTest::addColumn<double>("value");
        const auto row = [](const char* text, const char* unit, double value) {
            QTest::addRow("%s [%s]", text, unit) << QString::fromUtf8(unit) << value;
        };
        row("2.5 $/GPU-h", "$/GPU-h", 2.5);
        row("$2.50", "$/GPU-h", 2.5);
        row("US$2.50", "$/GPU-h", 2.5);
        row("-$2.50", "$", -2.5);
        row("$-2.50", "$", -2.5);
        row("$2.50/GPU-h", "$/GPU-h", 2.5);
        row("$2.50 per GPU-hour", "$/GPU-h", 2.5);
        row("150 M$/month", "$/month", 150e6);
        row("$150M/month", "$/month", 150e6);
        row("$150M", "$/month", 150e6);
        row("$150 million per month", "$/month", 150e6);
        row("1.8 bn$/yr", "$/month", 150e6);
        row("6.3B", "$", 6.3e9);
        row("$6.3bn", "$", 6.3e9);
        row("12%", "", 0.12);
        row("12%", "%", 0.12);
        row("12 %", "%", 0.12);
        row("12", "%", 0.12);
        row("0.12", "%", 0.0012);
        row("0.12", "", 0.12);
        row("0.12 x", "%", 0.12);
        row("7", "%", 0.07);
        row("25 bp", "%", 0.0025);
        row("3", "%/yr", 0.03);
        row("3%", "%/yr", 0.03);
        row("3 % p.a.", "%/yr", 0.03);
        row("3 % per year", "%/yr", 0.03);
        row("0.03 1/yr", "%/yr", 0.03);
        row("17.9k", "GPU", 17900);
        row("17.9 k GPUs", "GPU", 17900);
        row("2.5 million", "GPU", 2.5e6);
        row("1,234.5", "", 1234.5);
        row("1,234", "", 1234);
        row("12,345,678", "", 12345678);
        row("1 234.5", "", 1234.5);
        row("1 234", "", 1234);
        row("1'234", "", 1234);
        row("1.234", "", 1.234);
        row(".5", "", 0.5);
        row("5.", "", 5);
        row("1e6", "", 1e6);
        row("1E-6", "", 1e-6);
        row("1e3 k$", "$", 1e6);
        row("+3", "", 3);
        row("-3", "", -3);
        row("−3", "", -3);
        row(" \t 4 \n", "", 4);
        row("40 MW", "kW", 40000);
        row("700 W/GPU", "kW/GPU", 0.7);
        row("60 $/MWh", "$/kWh", 0.06);
        row("6 ¢/kWh", "$/kWh", 0.06);
        row("6 c/kWh", "$/kWh", 0.06);
        row("2 years", "months", 24);
        row("18 mo", "years", 1.5);
        row("0.4 kg CO2/kWh", "gCO2/kWh", 400);
        row("85 $/t", "$/tCO2", 85);
        row("3 engineer-months", "engineer-months", 3);
        row("2 FTE-years", "engineer-months", 24);
        row("2.25 PFLOPS/GPU", "TFLOP/s per GPU", 2250);
        row("0.5 $/million tokens", "$/M tokens", 0.5);
    }
    void readsOneValue() {
        QFETCH(QString, unit);
        QFETCH(double, value);
        const QString tag = QString::fromUtf8(QTest::currentDataTag());
        const std::string text = tag.left(tag.lastIndexOf(" [")).toStdString();
        const auto read = parseQuantity(text, named(unit));
        QVERIFY2(read.has_value(), read ? "" : read.error().english().c_str());
        QCOMPARE(read->statement, Statement::Exact);
        // Exactly the decimal that was typed: no rounding from multiplying by 0.01 or 1e6.
        QVERIFY2(read->value == value, fullPrecision(read->value).c_str());
        QVERIFY(read->low == value && read->high == value);
        QVERIFY(*parseTyped(text, named(unit)) == value);
    }

    void readsRanges_data() {
        QTest::addColumn<QString>("unit");
        QTest::addColumn<int>("statement");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        const auto row = [](const char* text, const char* unit, Statement kind, double value, double low, double high) {
            QTest::addRow("%s", text) << QString::fromUtf8(unit) << static_cast<int>(kind) << value << low << high;
        };
        row("4 to 9", "", Statement::Between, 6, 4, 9);
        row("4..9", "", Statement::Between, 6, 4, 9);
        row("4…9", "", Statement::Between, 6, 4, 9);
        row("4–9", "", Statement::Between, 6, 4, 9);
        row("0.5...4.5", "", Statement::Between, 1.5, 0.5, 4.5);
        row("-4 to 9", "", Statement::Between, 2.5, -4, 9);
        row("0 to 9", "", Statement::Between, 4.5, 0, 9);
        row("-9 to -4", "", Statement::Between, -6.5, -9, -4);
        row("10,000 to 40,000", "GPU", Statement::Between, 20000, 10000, 40000);
        row("10k to 40k", "GPU", Statement::Between, 20000, 10000, 40000);
        row("$10k to $40k", "$", Statement::Between, 20000, 10000, 40000);
        row("$4 to 9", "$/GPU-h", Statement::Between, 6, 4, 9);
        row("1 to 4 %", "%", Statement::Between, 0.02, 0.01, 0.04);
        row("1% to 4%", "%", Statement::Between, 0.02, 0.01, 0.04);
        row("1 to 4 M$", "$", Statement::Between, 2e6, 1e6, 4e6);
        row("62 ± 4", "", Statement::PlusMinus, 62, 58, 66);
        row("62 +- 4", "", Statement::PlusMinus, 62, 58, 66);
        row("62 +/- 4", "", Statement::PlusMinus, 62, 58, 66);
        row("62±4 M$", "$", Statement::PlusMinus, 62e6, 58e6, 66e6);
    }
    void readsRanges() {
        QFETCH(QString, unit);
        QFETCH(int, statement);
        QFETCH(double, value);
        QFETCH(double, low);
        QFETCH(double, high);
        const auto read = parseQuantity(QTest::currentDataTag(), named(unit));
        QVERIFY2(read.has_value(), read ? "" : read.error().english().c_str());
        QCOMPARE(static_cast<int>(read->statement), statement);
        QVERIFY(read->low == low && read->high == high);
        // The geometric mean is a product of two rounded square roots.
        QVERIFY2(std::abs(read->value - value) <= 4e-16 * std::abs(value), fullPrecision(read->value).c_str());
        const auto exact = parseTyped(QTest::currentDataTag(), named(unit));
        QVERIFY(!exact.has_value() && exact.error().code == ErrorCode::Syntax);
    }

    void refusesWithAReasonAndARemedy_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* text, const char* unit, ErrorCode code, const char* says) {
            QTest::addRow("%s [%s]", text, unit) << QString::fromUtf8(text) << QString::fromUtf8(unit)
                                                 << static_cast<int>(code) << QString::fromUtf8(says);
        };
        row("", "$/GPU-h", ErrorCode::Syntax, "2.5 $/GPU-h");
        row("   ", "", ErrorCode::Syntax, "missing");
        row("abc", "", ErrorCode::Syntax, "\"abc\"");
        row("1,5", "", ErrorCode::Syntax, "Write 1.5.");
        row(",5", "", ErrorCode::Syntax, "Write 0.5.");
        row("0,123", "", ErrorCode::Syntax, "Write 0.123.");
        row("1,2345", "", ErrorCode::Syntax, "Write 1.2345.");
        row("1234,567", "", ErrorCode::Syntax, "Write 1234.567.");
        row("1.234,5", "", ErrorCode::Syntax, "Write 1234.5.");
        row("1 234,5", "", ErrorCode::Syntax, "Write 1234.5.");
        row("1,234,5", "", ErrorCode::Syntax, "Write 1234.5.");
        row("1.234.567", "", ErrorCode::Syntax, "two decimal points");
        row("1, 234", "", ErrorCode::Syntax, "more than one number");
        row("1\t234", "", ErrorCode::Syntax, "more than one number");
        row("1\n234", "", ErrorCode::Syntax, "more than one number");
        row("2026 100", "", ErrorCode::Syntax, "more than one number");
        row("1 2", "", ErrorCode::Syntax, "more than one number");
        row("5-9", "", ErrorCode::Syntax, "5 to 9");
        row("5 - 9", "", ErrorCode::Syntax, "5 to 9");
        row("–3", "", ErrorCode::Syntax, "-3");
        row("--3", "", ErrorCode::Syntax, "number");
        row("nan", "", ErrorCode::Syntax, "number");
        row("inf", "", ErrorCode::Syntax, "number");
        row("-infinity", "", ErrorCode::Syntax, "number");
        row("0x10", "", ErrorCode::UnknownName, "x10");
        row("1e400", "", ErrorCode::OutOfBounds, "1e400");
        row("1e-400", "", ErrorCode::OutOfBounds, "1e-400");
        row("1e99999999999999999999", "", ErrorCode::OutOfBounds, "beyond");
        row("1e308 k", "", ErrorCode::OutOfBounds, "beyond");
        row("9 to 5", "", ErrorCode::Inconsistent, "lower number first");
        row("5 to 5", "", ErrorCode::Inconsistent, "lower number first");
        row("5 to 7 to 9", "", ErrorCode::Syntax, "more than one range");
        row("5 ± 0", "", ErrorCode::Inconsistent, "positive");
        row("5 ± -1", "", ErrorCode::Inconsistent, "positive");
        row("5 to", "", ErrorCode::UnknownName, "to");
        row("5 ..", "", ErrorCode::Syntax, "number");
        row("5 to 9k", "", ErrorCode::Syntax, "5k to 9k");
        row("$5 to $9M", "$", ErrorCode::Syntax, "5k to 9k");
        row("$5 to 9 M$", "$", ErrorCode::Syntax, "behind each");
        row("5 M$ to 9", "$", ErrorCode::Syntax, "behind each");
        row("5k", "kW", ErrorCode::Syntax, "2.5 kW");
        row("62 ± 10 %", "$", ErrorCode::UnitMismatch, "%");
        row("3 kW", "$/GPU-h", ErrorCode::UnitMismatch, "$/GPU-h");
        row("$3", "kW", ErrorCode::UnitMismatch, "kW");
        row("150 M$", "$/month", ErrorCode::UnitMismatch, "$/month");
        row("900 $/GPU-month", "$/GPU-h", ErrorCode::UnitMismatch, "setting of the study");
        row("720 h", "months", ErrorCode::UnitMismatch, "setting of the study");
        row("90 days", "months", ErrorCode::UnitMismatch, "setting of the study");
        row("1 %/month", "%/yr", ErrorCode::UnitMismatch, "compounding");
        row("5 €", "$", ErrorCode::UnknownName, "currency");
        row("5 EUR/GPU-h", "$/GPU-h", ErrorCode::UnknownName, "currency");
        row("5m$", "$", ErrorCode::UnknownName, "M for a million");
        row("5 furlongs", "months", ErrorCode::UnknownName, "furlongs");
        row("5 $/", "$", ErrorCode::Syntax, "unit");
        row("5 $/M", "$/month", ErrorCode::Syntax, "unit");
        row("\xE2\x80\x8F"
            "5",
            "", ErrorCode::Syntax, "\xEF\xBF\xBD");
    }
    void refusesWithAReasonAndARemedy() {
        QFETCH(QString, text);
        QFETCH(QString, unit);
        QFETCH(int, code);
        QFETCH(QString, says);
        const auto read = parseQuantity(text.toStdString(), named(unit));
        QVERIFY2(!read.has_value(), read ? fullPrecision(read->value).c_str() : "");
        const std::string english = read.error().english();
        QVERIFY2(static_cast<int>(read.error().code) == code, english.c_str());
        QVERIFY2(english.find(says.toStdString()) != std::string::npos, english.c_str());
        QVERIFY2(!read.error().remedy.text.empty(), english.c_str());
    }

    void mismatchNamesBothUnits() {
        const auto read = parseQuantity("900 USD/GPU/mo", kDollarPerGpuHour);
        QVERIFY(!read.has_value());
        QVERIFY(read.error().reason.english().find("USD/GPU/mo") != std::string::npos);
        QVERIFY(read.error().reason.english().find("$/GPU-h") != std::string::npos);
    }

    void keepsTheUnitAsWritten() {
        QCOMPARE(parseQuantity("$150M/month", kDollarPerMonth)->unit, std::string("$M/month"));
        QCOMPARE(parseQuantity("60 $/MWh", kDollarPerKilowattHour)->unit, std::string("$/MWh"));
        QCOMPARE(parseQuantity("60", kDollarPerKilowattHour)->unit, std::string());
    }

    void readsLists_data() {
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QList<double>>("values");
        const auto row = [](const char* text, const char* unit, const QList<double>& values) {
            QTest::addRow("%s", text) << QString::fromUtf8(unit) << values;
        };
        row("0.5; 0.75; 1", "", {0.5, 0.75, 1});
        row("1, 2, 3", "", {1, 2, 3});
        row("1,234, 5", "", {1234, 5});
        row("1 2 3", "", {1, 2, 3});
        row("1 234", "", {1, 234});
        row("1 234; 5", "", {1234, 5});
        row("1\t2\n-3", "", {1, 2, -3});
        row("5% 9 %", "%", {0.05, 0.09});
        row("5 9 %", "%", {0.05, 0.09});
        row("2.5 $/GPU-h", "$/GPU-h", {2.5});
        row("$2 $3", "$/GPU-h", {2, 3});
        row("1 MW; 500 kW", "kW", {1000, 500});
    }
    void readsLists() {
        QFETCH(QString, unit);
        QFETCH(QList<double>, values);
        const auto read = parseList(QTest::currentDataTag(), named(unit));
        QVERIFY2(read.has_value(), read ? "" : read.error().english().c_str());
        QCOMPARE(QList<double>(read->begin(), read->end()), values);
    }
    void refusesUnclearLists() {
        for (const char* text :
             {"", ";", "1;;2", "1,2,3", "1; x", "5 to 9; 10", "1; 2; 3 MW", "1 MW; 2", "nan 1", "1 2,5"}) {
            const auto read = parseList(text, kKilowatt);
            QVERIFY2(!read.has_value(), text);
            QVERIFY2(!read.error().remedy.text.empty(), text);
        }
    }

    void storedNumbersArePlain() {
        QCOMPARE(parseStored("0.12").value(), 0.12);
        QCOMPARE(parseStored("-1e6").value(), -1e6);
        for (const char* text : {"", " 1", "1 ", "12%", "1,234", "1k", "nan", "1..2", "1e400", "0x1"}) {
            QVERIFY2(!parseStored(text).has_value(), text);
        }
    }

    void anyValueInAnyUnitReadsBackExactly() {
        std::mt19937_64 random(20260701);
        for (const NamedUnit& unit : namedUnits()) {
            for (int i = 0; i < 2000; ++i) {
                // Random bit patterns, so that all sizes of numbers occur.
                const auto value = std::bit_cast<double>(random());
                // Numbers at the ends of the range leave it when shown in percent.
                if (!std::isfinite(value) || std::abs(value) > 1e300 || std::abs(value) < 1e-300) {
                    continue;
                }
                const std::string text = fullPrecision(value, unit);
                const auto read = parseTyped(text, unit);
                QVERIFY2(read.has_value() && *read == value, text.c_str());
                QVERIFY(parseStored(fullPrecision(value)).value() == value);
            }
        }
    }

    void whatIsShownReadsBackToItsDigits() {
        std::mt19937_64 random(42);
        std::uniform_real_distribution<double> exponent(-3.0, 13.0);
        for (const NamedUnit& unit : namedUnits()) {
            for (int i = 0; i < 500; ++i) {
                const double value = std::pow(10.0, exponent(random)) * unit.storedPerShown * (i % 2 == 0 ? 1 : -1);
                for (const MinusStyle minus : {MinusStyle::Hyphen, MinusStyle::Real}) {
                    const std::string text = format(value, unit, {.minus = minus});
                    const auto read = parseTyped(text, unit);
                    QVERIFY2(read.has_value(), (text + ": " + (read ? "" : read.error().english())).c_str());
                    // Three significant digits: half a unit of the third one is at most 0.5 %.
                    QVERIFY2(std::abs(*read - value) <= 0.00501 * std::abs(value), text.c_str());
                }
            }
        }
    }

    void prefixesScaleAndNothingElseChanges() {
        std::mt19937_64 random(7);
        std::uniform_real_distribution<double> mantissa(0.1, 999.0);
        for (int i = 0; i < 2000; ++i) {
            const std::string number = fullPrecision(mantissa(random));
            const double kilo = *parseTyped(number + " k$", kDollar);
            QVERIFY(kilo == *parseTyped(number + "e3", kDollar));
            QVERIFY(kilo == *parseTyped("$" + number + "k", kDollar));
            QVERIFY(*parseTyped(number + " B$", kDollar) == *parseTyped(number + "e6 k$", kDollar));
            QVERIFY(*parseTyped(number + "%", kOne) == *parseTyped(number + "e-2", kOne));
        }
    }

    void anyBytesGiveAValueOrAnErrorWithARemedy() {
        std::mt19937_64 random(1);
        const std::string_view alphabet =
            "0123456789.,;+-eE$%/()kMGTto xhGPU \t\n\0'\xE2\x88\x92\xC2\xB1\xC2\xA0\xE2\x80\x8F\xFF";
        std::vector<std::string> texts = {std::string(1'000'000, '1'),
                                          std::string(1'000'000, ' '),
                                          std::string(1'000'000, '('),
                                          std::string(1'000'000, '\0'),
                                          std::string(1'000'000, '\xE2'),
                                          "5\0"
                                          "6",
                                          "tri(" + std::string(1'000'000, ','),
                                          std::string(50'000, ';')};
        for (int i = 0; i < 60'000; ++i) {
            std::string text(random() % 24, ' ');
            for (char& c : text) {
                c = i % 3 == 0 ? static_cast<char>(random()) : alphabet[random() % alphabet.size()];
            }
            texts.push_back(text);
        }
        const auto sound = [](const auto& read) {
            return read.has_value() ||
                   (!read.error().remedy.text.empty() && QString::fromStdString(read.error().english()).toStdString() ==
                                                             read.error().english());  // valid UTF-8
        };
        for (const std::string& text : texts) {
            const auto quantity = parseQuantity(text, kDollarPerGpuHour);
            QVERIFY(sound(quantity));
            QVERIFY(!quantity || (std::isfinite(quantity->value) && quantity->low <= quantity->value &&
                                  quantity->value <= quantity->high));
            QVERIFY(sound(parseList(text, kPercent)));
            QVERIFY(sound(parseUnit(text)));
            QVERIFY(sound(parseStored(text)));
        }
    }
};

QTEST_APPLESS_MAIN(TestParseQuantity)
#include "tst_parsequantity.moc"
