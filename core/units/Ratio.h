#pragma once

#include <string_view>

#include "core/units/Unit.h"

namespace offtake::units {

/// Factors of units are products of few roundings; ratios of two units are a power of ten, a whole number (12, 3600)
/// or the inverse of one unless they differ from it by more than this.
inline constexpr double kRatioTolerance = 1e-12;

/// How many of one unit make another, kept such that no rounding is added: 7 % is 0.07 and not 7 × 0.01 = 0.07000…01.
class Ratio {
public:
    /// The exact ratio meant by a computed one. Precondition: positive and finite.
    [[nodiscard]] static Ratio near(double value);

    /// True when the ratio is 10 to `power()`; text is then scaled by moving its decimal point.
    [[nodiscard]] bool powerOfTen() const { return m_multiplier == 1.0 && m_divisor == 1.0; }
    [[nodiscard]] int power() const { return m_power; }
    [[nodiscard]] bool one() const { return powerOfTen() && m_power == 0; }

    [[nodiscard]] double times(double value) const;
    friend bool operator==(const Ratio&, const Ratio&) = default;

private:
    int m_power = 0;
    double m_multiplier = 1.0;
    double m_divisor = 1.0;
};

/// The ratio `from` / `to`; errors as of `convert`, naming the units as given.
[[nodiscard]] Expected<Ratio> ratioBetween(const Unit& from, std::string_view fromSymbol, const Unit& to,
                                           std::string_view toSymbol);

}  // namespace offtake::units
