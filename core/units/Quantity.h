#pragma once

#include <compare>

/// Tagged numbers for public borders: a number of dollars cannot be passed where kilowatt-hours are expected.
///
///     const Money fee = Money::millionDollars(150.0) * 42.0;
///     fee.inDollars();                            // 6.3e9
///     Money::dollars(1.0) + Energy::kilowattHours(1.0);   // does not compile
///
/// There is no public numeric constructor: the factory names the unit going in, the accessor the unit coming out.
/// Kernels work on plain numbers with the unit in the variable's name.
namespace offtake::units {

/// What all quantities share: comparison, and arithmetic within one dimension. `Self` adds factories and accessors.
template <typename Self>
class Quantity {
public:
    friend constexpr Self operator+(Self left, Self right) { return make(left.m_base + right.m_base); }
    friend constexpr Self operator-(Self left, Self right) { return make(left.m_base - right.m_base); }
    friend constexpr Self operator-(Self only) { return make(-only.m_base); }
    friend constexpr Self operator*(Self left, double factor) { return make(left.m_base * factor); }
    friend constexpr Self operator*(double factor, Self right) { return make(factor * right.m_base); }
    friend constexpr Self operator/(Self left, double divisor) { return make(left.m_base / divisor); }
    /// How many times `right` is in `left`.
    friend constexpr double operator/(Self left, Self right) { return left.m_base / right.m_base; }
    friend constexpr bool operator==(Self left, Self right) { return left.m_base == right.m_base; }
    friend constexpr std::partial_ordering operator<=>(Self left, Self right) { return left.m_base <=> right.m_base; }

    constexpr Self& operator+=(Self other) {
        m_base += other.m_base;
        return static_cast<Self&>(*this);
    }
    constexpr Self& operator-=(Self other) {
        m_base -= other.m_base;
        return static_cast<Self&>(*this);
    }

protected:
    constexpr Quantity() = default;
    explicit constexpr Quantity(double base) : m_base(base) {}
    static constexpr Self make(double base) { return Self(base); }

    double m_base = 0.0;
};

/// Nominal amounts of the study's currency.
class Money : public Quantity<Money> {
public:
    constexpr Money() = default;
    [[nodiscard]] static constexpr Money dollars(double amount) { return Money(amount); }
    [[nodiscard]] static constexpr Money millionDollars(double amount) { return Money(amount * 1e6); }
    [[nodiscard]] constexpr double inDollars() const { return m_base; }

private:
    friend Quantity;
    explicit constexpr Money(double amount) : Quantity(amount) {}
};

/// Amounts in the purchasing power of the study's first month; never mixed with nominal ones.
class RealMoney : public Quantity<RealMoney> {
public:
    constexpr RealMoney() = default;
    [[nodiscard]] static constexpr RealMoney dollars(double amount) { return RealMoney(amount); }
    [[nodiscard]] constexpr double inDollars() const { return m_base; }

private:
    friend Quantity;
    explicit constexpr RealMoney(double amount) : Quantity(amount) {}
};

class Energy : public Quantity<Energy> {
public:
    constexpr Energy() = default;
    [[nodiscard]] static constexpr Energy kilowattHours(double amount) { return Energy(amount); }
    [[nodiscard]] static constexpr Energy megawattHours(double amount) { return Energy(amount * 1e3); }
    [[nodiscard]] constexpr double inKilowattHours() const { return m_base; }
    [[nodiscard]] constexpr double inMegawattHours() const { return m_base / 1e3; }

private:
    friend Quantity;
    explicit constexpr Energy(double amount) : Quantity(amount) {}
};

class Power : public Quantity<Power> {
public:
    constexpr Power() = default;
    [[nodiscard]] static constexpr Power kilowatts(double amount) { return Power(amount); }
    [[nodiscard]] static constexpr Power megawatts(double amount) { return Power(amount * 1e3); }
    [[nodiscard]] constexpr double inKilowatts() const { return m_base; }
    [[nodiscard]] constexpr double inMegawatts() const { return m_base / 1e3; }

private:
    friend Quantity;
    explicit constexpr Power(double amount) : Quantity(amount) {}
};

/// Emitted carbon dioxide equivalent.
class Carbon : public Quantity<Carbon> {
public:
    constexpr Carbon() = default;
    [[nodiscard]] static constexpr Carbon tonnes(double amount) { return Carbon(amount); }
    [[nodiscard]] static constexpr Carbon grams(double amount) { return Carbon(amount / 1e6); }
    [[nodiscard]] constexpr double inTonnes() const { return m_base; }

private:
    friend Quantity;
    explicit constexpr Carbon(double amount) : Quantity(amount) {}
};

/// A share of something; percent exists only in text.
class Fraction : public Quantity<Fraction> {
public:
    constexpr Fraction() = default;
    [[nodiscard]] static constexpr Fraction of(double share) { return Fraction(share); }
    [[nodiscard]] static constexpr Fraction percent(double amount) { return Fraction(amount / 100.0); }
    [[nodiscard]] constexpr double asFraction() const { return m_base; }
    [[nodiscard]] constexpr double inPercent() const { return m_base * 100.0; }

private:
    friend Quantity;
    explicit constexpr Fraction(double share) : Quantity(share) {}
};

/// Durations by the clock. Hours and months convert only through the study's calendar.
class Hours : public Quantity<Hours> {
public:
    constexpr Hours() = default;
    [[nodiscard]] static constexpr Hours of(double hours) { return Hours(hours); }
    [[nodiscard]] constexpr double inHours() const { return m_base; }

private:
    friend Quantity;
    explicit constexpr Hours(double hours) : Quantity(hours) {}
};

/// Durations by the calendar.
class Months : public Quantity<Months> {
public:
    constexpr Months() = default;
    [[nodiscard]] static constexpr Months of(double months) { return Months(months); }
    [[nodiscard]] static constexpr Months years(double years) { return Months(years * 12.0); }
    [[nodiscard]] constexpr double inMonths() const { return m_base; }
    [[nodiscard]] constexpr double inYears() const { return m_base / 12.0; }

private:
    friend Quantity;
    explicit constexpr Months(double months) : Quantity(months) {}
};

}  // namespace offtake::units
