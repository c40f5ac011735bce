#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/Error.h"

/// Units known at run time: what an input's number is measured in, what people type, what is shown.
namespace offtake::units {

/// What is never converted into one another. Hour, day and month are three dimensions on purpose: how many hours or
/// days a month has is a convention of the study, not a fact. A year is twelve months, a second 1/3600 hour.
/// Money is the study's one currency, written "$".
enum class Dimension : std::uint8_t {
    Money,
    Accelerator,
    H100e,
    Hour,
    Day,
    Month,
    Watt,
    GramCo2,
    Flop,
    Token,
    Person,
    Byte
};
inline constexpr std::size_t kDimensions = 12;

/// A product of powers of the dimensions times a factor: one of this unit is `factor` of the base product
/// ("kWh" is 1000 watt·hour).
struct Unit {
    std::array<std::int8_t, kDimensions> exponents{};
    double factor = 1.0;

    [[nodiscard]] constexpr int exponent(Dimension dimension) const {
        return exponents[static_cast<std::size_t>(dimension)];
    }
    [[nodiscard]] constexpr bool sameDimension(const Unit& other) const { return exponents == other.exponents; }
    [[nodiscard]] constexpr bool dimensionless() const { return sameDimension(Unit{}); }
    friend constexpr bool operator==(const Unit&, const Unit&) = default;

    friend constexpr Unit operator*(Unit left, const Unit& right) {
        for (std::size_t i = 0; i < kDimensions; ++i) {
            left.exponents[i] = static_cast<std::int8_t>(left.exponents[i] + right.exponents[i]);
        }
        left.factor *= right.factor;
        return left;
    }
    friend constexpr Unit operator/(Unit left, const Unit& right) {
        for (std::size_t i = 0; i < kDimensions; ++i) {
            left.exponents[i] = static_cast<std::int8_t>(left.exponents[i] - right.exponents[i]);
        }
        left.factor /= right.factor;
        return left;
    }
    friend constexpr Unit operator*(double times, Unit unit) {
        unit.factor *= times;
        return unit;
    }
};

/// `value`, measured in `from`, measured in `to`.
/// Errors: UnitMismatch for different dimensions (the message says when the study's hours or days per month are what
/// is missing), and for growth rates over different periods, which differ by compounding.
[[nodiscard]] Expected<double> convert(double value, const Unit& from, const Unit& to);

/// A readable symbol for any unit, composed when it has no name: "$/GPU-h", "1000 $·h".
[[nodiscard]] std::string symbolOf(const Unit& unit);

/// How large numbers in a unit are shortened.
enum class Scaling : std::uint8_t {
    Prefix,  ///< the prefix is written onto the symbol: M$, GWh
    Word,    ///< the prefix stands alone: 17.9 k GPU
    None,    ///< never: percent, days, years
};

/// A unit that an input or a result is described with.
///
/// The number kept in files and handed to the model is measured in this unit (2.5 for 2.5 $/GPU-h, 40 for 40 kW),
/// except that percent exists only in text: 12 % is kept as the fraction 0.12 (`storedPerShown` 0.01).
struct NamedUnit {
    std::string_view symbol;  ///< display text after the number; empty for plain numbers
    std::string_view spoken;  ///< English plural for screen readers and help
    Unit unit;
    Scaling scaling = Scaling::Prefix;
    std::int8_t prefix = 0;  ///< power of ten that the symbol's first letter already stands for (3 for kW)
    double storedPerShown = 1.0;

    /// The unit of the kept number.
    [[nodiscard]] constexpr Unit stored() const { return (1.0 / storedPerShown) * unit; }
    /// The number people see for a kept one.
    [[nodiscard]] constexpr double shown(double kept) const { return kept / storedPerShown; }
    friend constexpr bool operator==(const NamedUnit&, const NamedUnit&) = default;
};

/// Every named unit below, for the schema, the manual and the unit chooser.
[[nodiscard]] std::span<const NamedUnit> namedUnits();

/// The named unit with this symbol; nullptr when there is none.
[[nodiscard]] const NamedUnit* findNamedUnit(std::string_view symbol);

[[nodiscard]] constexpr Unit baseUnit(Dimension dimension) {
    Unit unit;
    unit.exponents[static_cast<std::size_t>(dimension)] = 1;
    return unit;
}

namespace base {
inline constexpr Unit kOne{};
inline constexpr Unit kPercent = 0.01 * kOne;
inline constexpr Unit kDollar = baseUnit(Dimension::Money);
inline constexpr Unit kGpu = baseUnit(Dimension::Accelerator);
inline constexpr Unit kH100e = baseUnit(Dimension::H100e);
inline constexpr Unit kHour = baseUnit(Dimension::Hour);
inline constexpr Unit kSecond = (1.0 / 3600.0) * kHour;
inline constexpr Unit kDay = baseUnit(Dimension::Day);
inline constexpr Unit kMonth = baseUnit(Dimension::Month);
inline constexpr Unit kYear = 12.0 * kMonth;
inline constexpr Unit kWatt = baseUnit(Dimension::Watt);
inline constexpr Unit kKilowatt = 1e3 * kWatt;
inline constexpr Unit kKilowattHour = kKilowatt * kHour;
inline constexpr Unit kGramCo2 = baseUnit(Dimension::GramCo2);
inline constexpr Unit kTonCo2 = 1e6 * kGramCo2;
inline constexpr Unit kFlop = baseUnit(Dimension::Flop);
inline constexpr Unit kToken = baseUnit(Dimension::Token);
inline constexpr Unit kPerson = baseUnit(Dimension::Person);
inline constexpr Unit kByte = baseUnit(Dimension::Byte);
}  // namespace base

// Plain numbers and shares.
inline constexpr NamedUnit kOne{"", "", base::kOne, Scaling::Word};
inline constexpr NamedUnit kRatio{"x", "times", base::kOne, Scaling::None};
inline constexpr NamedUnit kPercent{"%", "percent", base::kPercent, Scaling::None, 0, 0.01};
inline constexpr NamedUnit kPercentPerYear{"%/yr", "percent per year", base::kPercent / base::kYear, Scaling::None, 0,
                                           0.01};
inline constexpr NamedUnit kPercentPerMonth{
    "%/month", "percent per month", base::kPercent / base::kMonth, Scaling::None, 0, 0.01};

// Money.
inline constexpr NamedUnit kDollar{"$", "dollars", base::kDollar};
inline constexpr NamedUnit kDollarPerHour{"$/h", "dollars per hour", base::kDollar / base::kHour};
inline constexpr NamedUnit kDollarPerMonth{"$/month", "dollars per month", base::kDollar / base::kMonth};
inline constexpr NamedUnit kDollarPerYear{"$/yr", "dollars per year", base::kDollar / base::kYear};
inline constexpr NamedUnit kDollarPerGpu{"$/GPU", "dollars per GPU", base::kDollar / base::kGpu};
inline constexpr NamedUnit kDollarPerGpuHour{"$/GPU-h", "dollars per GPU-hour",
                                             base::kDollar / base::kGpu / base::kHour};
inline constexpr NamedUnit kDollarPerGpuMonth{"$/GPU-month", "dollars per GPU-month",
                                              base::kDollar / base::kGpu / base::kMonth};
inline constexpr NamedUnit kDollarPerGpuYear{"$/GPU-yr", "dollars per GPU-year",
                                             base::kDollar / base::kGpu / base::kYear};
inline constexpr NamedUnit kDollarPerH100eHour{"$/H100e-h", "dollars per H100-equivalent hour",
                                               base::kDollar / base::kH100e / base::kHour};
inline constexpr NamedUnit kDollarPerKilowattHour{"$/kWh", "dollars per kilowatt-hour",
                                                  base::kDollar / base::kKilowattHour};
inline constexpr NamedUnit kDollarPerKilowattMonth{"$/kW-month", "dollars per kilowatt-month",
                                                   base::kDollar / base::kKilowatt / base::kMonth};
inline constexpr NamedUnit kDollarPerWatt{"$/W", "dollars per watt", base::kDollar / base::kWatt};
inline constexpr NamedUnit kDollarPerKilowatt{"$/kW", "dollars per kilowatt", base::kDollar / base::kKilowatt};
inline constexpr NamedUnit kDollarPerTonCo2{"$/tCO2", "dollars per tonne of CO2", base::kDollar / base::kTonCo2};
inline constexpr NamedUnit kDollarPerPersonMonth{"$/engineer-month", "dollars per engineer-month",
                                                 base::kDollar / base::kPerson / base::kMonth};
inline constexpr NamedUnit kDollarPerExaflop{"$/EFLOP", "dollars per exaFLOP", base::kDollar / (1e18 * base::kFlop)};
inline constexpr NamedUnit kDollarPerMillionTokens{"$/M tokens", "dollars per million tokens",
                                                   base::kDollar / (1e6 * base::kToken)};
inline constexpr NamedUnit kDollarPerGigabyte{"$/GB", "dollars per gigabyte", base::kDollar / (1e9 * base::kByte)};

// Accelerators and compute.
inline constexpr NamedUnit kGpu{"GPU", "GPUs", base::kGpu, Scaling::Word};
inline constexpr NamedUnit kGpuHour{"GPU-h", "GPU-hours", base::kGpu* base::kHour, Scaling::Word};
inline constexpr NamedUnit kGpuMonth{"GPU-month", "GPU-months", base::kGpu* base::kMonth, Scaling::Word};
inline constexpr NamedUnit kH100e{"H100e", "H100 equivalents", base::kH100e, Scaling::Word};
inline constexpr NamedUnit kH100eHour{"H100e-h", "H100-equivalent hours", base::kH100e* base::kHour, Scaling::Word};
inline constexpr NamedUnit kH100ePerGpu{"H100e/GPU", "H100 equivalents per GPU", base::kH100e / base::kGpu,
                                        Scaling::None};
inline constexpr NamedUnit kTeraflopPerSecondPerGpu{"TFLOP/s per GPU", "teraFLOP per second per GPU",
                                                    1e12 * base::kFlop / base::kSecond / base::kGpu, Scaling::Prefix,
                                                    12};
inline constexpr NamedUnit kExaflop{"EFLOP", "exaFLOP", 1e18 * base::kFlop, Scaling::None, 18};
inline constexpr NamedUnit kToken{"tokens", "tokens", base::kToken, Scaling::Word};
inline constexpr NamedUnit kGigabyte{"GB", "gigabytes", 1e9 * base::kByte, Scaling::Prefix, 9};
inline constexpr NamedUnit kTerabyte{"TB", "terabytes", 1e12 * base::kByte, Scaling::Prefix, 12};

// Power, energy, carbon.
inline constexpr NamedUnit kKilowatt{"kW", "kilowatts", base::kKilowatt, Scaling::Prefix, 3};
inline constexpr NamedUnit kMegawatt{"MW", "megawatts", 1e6 * base::kWatt, Scaling::Prefix, 6};
inline constexpr NamedUnit kKilowattPerGpu{"kW/GPU", "kilowatts per GPU", base::kKilowatt / base::kGpu, Scaling::Prefix,
                                           3};
inline constexpr NamedUnit kKilowattHour{"kWh", "kilowatt-hours", base::kKilowattHour, Scaling::Prefix, 3};
inline constexpr NamedUnit kMegawattHour{"MWh", "megawatt-hours", 1e3 * base::kKilowattHour, Scaling::Prefix, 6};
inline constexpr NamedUnit kGramCo2PerKilowattHour{"gCO2/kWh", "grams of CO2 per kilowatt-hour",
                                                   base::kGramCo2 / base::kKilowattHour};
inline constexpr NamedUnit kTonCo2{"tCO2", "tonnes of CO2", base::kTonCo2};

// Time and people.
inline constexpr NamedUnit kHour{"h", "hours", base::kHour, Scaling::Word};
inline constexpr NamedUnit kHourPerMonth{"h/month", "hours per month", base::kHour / base::kMonth, Scaling::None};
inline constexpr NamedUnit kDay{"days", "days", base::kDay, Scaling::None};
inline constexpr NamedUnit kMonth{"months", "months", base::kMonth, Scaling::None};
inline constexpr NamedUnit kYear{"years", "years", base::kYear, Scaling::None};
inline constexpr NamedUnit kPerson{"people", "people", base::kPerson, Scaling::Word};
inline constexpr NamedUnit kPersonMonth{"engineer-months", "engineer-months", base::kPerson* base::kMonth,
                                        Scaling::Word};

}  // namespace offtake::units
