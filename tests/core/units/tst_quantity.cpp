#include <type_traits>

#include <QtTest>

#include "core/units/Quantity.h"

using namespace offtake::units;

namespace {

template <typename Left, typename Right>
constexpr bool kAddable = requires(Left left, Right right) {
    left + right;
};

}  // namespace

class TestQuantity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesTheUnitOnTheWayInAndOut() {
        QCOMPARE((Money::millionDollars(150) * 42.0).inDollars(), 6.3e9);
        QCOMPARE(Energy::megawattHours(1.5).inKilowattHours(), 1500.0);
        QCOMPARE(Power::kilowatts(2500).inMegawatts(), 2.5);
        QCOMPARE(Fraction::percent(7).asFraction(), 0.07);
        QCOMPARE(Months::years(3.5).inMonths(), 42.0);
        QCOMPARE(Carbon::grams(2e6).inTonnes(), 2.0);
    }
    void calculatesWithinOneDimension() {
        Money sum = Money::dollars(2) + Money::dollars(3) - Money::dollars(1);
        sum += -Money::dollars(1) / 2.0;
        QCOMPARE(sum.inDollars(), 3.5);
        QCOMPARE(Hours::of(3) / Hours::of(2), 1.5);
        QVERIFY(Money::dollars(1) < Money::dollars(2));
        QVERIFY(Money() == Money::dollars(0));
    }
    void doesNotMixDimensionsOrPlainNumbers() {
        static_assert(kAddable<Money, Money>);
        static_assert(!kAddable<Money, RealMoney> && !kAddable<Money, Energy> && !kAddable<Hours, Months>);
        static_assert(!kAddable<Money, double> && !std::is_constructible_v<Money, double>);
        static_assert(!std::is_constructible_v<Fraction, double> && !std::is_convertible_v<Money, double>);
        static_assert(sizeof(Money) == sizeof(double));
    }
};

QTEST_APPLESS_MAIN(TestQuantity)
#include "tst_quantity.moc"
