#include <set>

#include <QtTest>

#include "core/units/Unit.h"

using namespace offtake;
using namespace offtake::units;

class TestUnit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void convertsWithinADimensionWithoutAddedRounding() {
        QCOMPARE(convert(1.5, kMegawattHour.unit, kKilowattHour.unit).value(), 1500.0);
        QCOMPARE(convert(7, kPercent.unit, kOne.unit).value(), 0.07);
        QCOMPARE(convert(42, kMonth.unit, kYear.unit).value(), 3.5);
        QCOMPARE(convert(60, kDollarPerYear.unit, kDollarPerMonth.unit).value(), 5.0);
        QCOMPARE(convert(0.06, kDollarPerKilowattHour.unit, (base::kDollar / kMegawattHour.unit)).value(), 60.0);
        QCOMPARE(convert(3, base::kFlop / base::kSecond, base::kFlop / base::kHour).value(), 10800.0);
    }
    void refusesToGuessTheLengthOfAMonth() {
        for (const auto& [from, to] : {std::pair{kDollarPerGpuMonth, kDollarPerGpuHour}, std::pair{kMonth, kHour},
                                       std::pair{kDay, kMonth}, std::pair{kHour, kDay}}) {
            const auto refused = convert(1, from.unit, to.unit);
            QVERIFY(!refused.has_value());
            QCOMPARE(refused.error().code, ErrorCode::UnitMismatch);
            QVERIFY(refused.error().english().find("setting of the study") != std::string::npos);
            QVERIFY(refused.error().english().find(to.symbol) != std::string::npos);
        }
    }
    void refusesOtherDimensionsAndNamesBoth() {
        const auto refused = convert(1, kKilowatt.unit, kDollarPerGpuHour.unit);
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().code, ErrorCode::UnitMismatch);
        QVERIFY(refused.error().reason.english().find("kW") != std::string::npos);
        QVERIFY(refused.error().reason.english().find("$/GPU-h") != std::string::npos);
    }
    void refusesRatesOverOtherPeriodsBecauseOfCompounding() {
        const auto refused = convert(1, kPercentPerMonth.unit, kPercentPerYear.unit);
        QVERIFY(!refused.has_value());
        QVERIFY(refused.error().english().find("compounding") != std::string::npos);
        QCOMPARE(convert(3, kPercentPerYear.unit, kPercentPerYear.stored()).value(), 0.03);
    }
    void symbolsAreUniqueAndFindTheirUnit() {
        std::set<std::string_view> symbols;
        for (const NamedUnit& named : namedUnits()) {
            QVERIFY2(symbols.insert(named.symbol).second, std::string(named.symbol).c_str());
            QVERIFY(findNamedUnit(named.symbol) != nullptr);
            QCOMPARE(findNamedUnit(named.symbol)->spoken, named.spoken);
        }
        QVERIFY(findNamedUnit("furlong") == nullptr);
    }
    void unnamedUnitsStillHaveASymbol() {
        QCOMPARE(symbolOf(kDollarPerGpuHour.unit), std::string("$/GPU-h"));
        QCOMPARE(symbolOf(base::kDollar * base::kHour), std::string("$-h"));
        QCOMPARE(symbolOf(1000.0 * base::kOne / base::kPerson), std::string("1000/person"));
    }
};

QTEST_APPLESS_MAIN(TestUnit)
#include "tst_unit.moc"
