#include <limits>

#include <QtTest>

#include "core/units/Format.h"

using namespace offtake::units;

namespace {

using Values = std::vector<std::optional<double>>;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

class TestFormat : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsThreeSignificantDigitsWithAMagnitude_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("unit");
        const auto row = [](const char* text, const char* unit, double value) {
            QTest::addRow("%s", text) << value << QString::fromUtf8(unit);
        };
        row("6.30 B$", "$", 6.3e9);
        row("412 M$", "$", 412345678);
        row("-9.10 M$", "$", -9.1e6);
        row("150 M$/month", "$/month", 150e6);
        row("11.5 $/GPU-h", "$/GPU-h", 11.46);
        row("17.9 k GPU", "GPU", 17900);
        row("17.9 k", "", 17900);
        row("0.0474 $/kWh", "$/kWh", 0.0474);
        row("1.23e-5", "", 0.0000123);
        row("0.000123", "", 0.000123);
        row("12.0 %", "%", 0.12);
        row("0.700 %", "%", 0.007);
        row("1234 %", "%", 12.34);
        row("100 %", "%", 1);
        row("3.00 %/yr", "%/yr", 0.03);
        row("42.0 months", "months", 42);
        row("1.00 M$", "$", 999999);
        row("999 k$", "$", 999400);
        row("1.00 k", "", 999.5);
        row("1.00", "", 0.9999);
        row("1500 T$", "$", 1.5e15);
        row("412 MW", "kW", 412000);
        row("1.20 TWh", "MWh", 1.2e6);
        row("40.0 kW", "kW", 40);
        row("2250 TFLOP/s per GPU", "TFLOP/s per GPU", 2250);  // tera is the largest prefix
        row("0", "", 0);
        row("0 $", "$", -0.0);
        row("1.50 ktCO2", "tCO2", 1500);
        row("1.00e20 years", "years", 1e20);
        row("123457 days", "days", 123456.7);
    }
    void showsThreeSignificantDigitsWithAMagnitude() {
        QFETCH(double, value);
        QFETCH(QString, unit);
        const QString wanted = QString::fromUtf8(QTest::currentDataTag());
        QCOMPARE(QString::fromStdString(format(value, *findNamedUnit(unit.toStdString()))), wanted);
    }
    void missingValuesAreADash() {
        QCOMPARE(format(std::nullopt, kDollar), std::string("–"));
        QCOMPARE(format(kNan, kDollar), std::string("–"));
        QCOMPARE(format(kInfinity, kDollar), std::string("–"));
        QCOMPARE(fullPrecision(std::nullopt, kDollar), std::string("–"));
        QCOMPARE(fullPrecision(kNan), std::string("–"));
    }
    void zeroHasNoSign() {
        const NumberStyle column{.magnitude = 6, .decimals = 2, .sign = SignStyle::Always};
        QCOMPARE(format(-0.0, kDollar, column), std::string("0.00 M$"));
        QCOMPARE(format(-1000.0, kDollar, column), std::string("0.00 M$"));
        QCOMPARE(format(1000.0, kDollar, column), std::string("0.00 M$"));
        QCOMPARE(fullPrecision(-0.0), std::string("0"));
        QCOMPARE(fullPrecision(-0.0, kPercent), std::string("0 %"));
    }
    void differencesAlwaysHaveASign() {
        const NumberStyle style{.sign = SignStyle::Always, .minus = MinusStyle::Real};
        QCOMPARE(format(4.2e6, kDollar, style), std::string("+4.20 M$"));
        QCOMPARE(format(-4.2e6, kDollar, style), std::string("−4.20 M$"));
    }
    void aColumnHasOneMagnitudeAndOneNumberOfDecimals() {
        const Values money = {412e6, 38.4e6, -9.1e6, std::nullopt, kNan};
        NumberStyle style = columnStyle(money, kDollar);
        style.withUnit = false;
        QCOMPARE(*style.magnitude, 6);
        QCOMPARE(format(money[0], kDollar, style), std::string("412"));
        QCOMPARE(format(money[1], kDollar, style), std::string("38"));
        QCOMPARE(format(money[2], kDollar, style), std::string("-9"));
        QCOMPARE(format(money[3], kDollar, style), std::string("–"));
        QCOMPARE(symbolWithMagnitude(kDollar, *style.magnitude), std::string("M$"));

        const Values price = {2.71, 2.38, -0.333};
        const NumberStyle prices = columnStyle(price, kDollarPerGpuHour);
        QCOMPARE(format(price[2], kDollarPerGpuHour, prices), std::string("-0.33 $/GPU-h"));

        const Values shares = {0.12, 0.055};
        const NumberStyle percent = columnStyle(shares, kPercent);
        QCOMPARE(format(shares[1], kPercent, percent), std::string("5.5 %"));
    }
    void columnsOfNothingOrZeroAreCalm() {
        QCOMPARE(format(0.0, kDollar, columnStyle(Values{0.0}, kDollar)), std::string("0 $"));
        QCOMPARE(format(0.0, kDollar, columnStyle(Values{}, kDollar)), std::string("0 $"));
    }
    void aColumnWhoseLargestRoundsUpTakesTheNextMagnitude() {
        QCOMPARE(*columnStyle(Values{999.7e3}, kDollar).magnitude, 6);
        QCOMPARE(*columnStyle(Values{999.4e3}, kDollar).magnitude, 3);
    }
    void magnitudesJoinTheSymbol() {
        QCOMPARE(symbolWithMagnitude(kDollarPerMonth, 6), std::string("M$/month"));
        QCOMPARE(symbolWithMagnitude(kDollar, 9), std::string("B$"));
        QCOMPARE(symbolWithMagnitude(kKilowattHour, 6), std::string("GWh"));
        QCOMPARE(symbolWithMagnitude(kGpu, 3), std::string("k GPU"));
        QCOMPARE(symbolWithMagnitude(kOne, 3), std::string("k"));
        QCOMPARE(symbolWithMagnitude(kKilowatt, 0), std::string("kW"));
    }
    void fullPrecisionIsTheShortestExactText() {
        QCOMPARE(fullPrecision(0.1), std::string("0.1"));
        QCOMPARE(fullPrecision(0.07, kPercent), std::string("7 %"));  // not 7.000000000000001
        QCOMPARE(fullPrecision(0.125, kPercent), std::string("12.5 %"));
        QCOMPARE(fullPrecision(0.00005, kPercent), std::string("0.005 %"));
        QCOMPARE(fullPrecision(150e6, kDollarPerMonth), std::string("150000000 $/month"));
        QCOMPARE(fullPrecision(1.0 / 3.0, kOne), std::string("0.3333333333333333"));
        QCOMPARE(fullPrecision(-1e22, kDollar), std::string("-1e22 $"));
    }
};

QTEST_APPLESS_MAIN(TestFormat)
#include "tst_format.moc"
