#include "core/units/Unit.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/units/Ratio.h"

namespace offtake::units {

namespace {

constexpr NamedUnit kNamed[] = {
    kOne,
    kRatio,
    kPercent,
    kPercentPerYear,
    kPercentPerMonth,
    kDollar,
    kDollarPerHour,
    kDollarPerMonth,
    kDollarPerYear,
    kDollarPerGpu,
    kDollarPerGpuHour,
    kDollarPerGpuMonth,
    kDollarPerGpuYear,
    kDollarPerH100eHour,
    kDollarPerKilowattHour,
    kDollarPerKilowattMonth,
    kDollarPerWatt,
    kDollarPerKilowatt,
    kDollarPerTonCo2,
    kDollarPerPersonMonth,
    kDollarPerExaflop,
    kDollarPerMillionTokens,
    kDollarPerGigabyte,
    kGpu,
    kGpuHour,
    kGpuMonth,
    kH100e,
    kH100eHour,
    kH100ePerGpu,
    kTeraflopPerSecondPerGpu,
    kExaflop,
    kToken,
    kGigabyte,
    kTerabyte,
    kKilowatt,
    kMegawatt,
    kKilowattPerGpu,
    kKilowattHour,
    kMegawattHour,
    kGramCo2PerKilowattHour,
    kTonCo2,
    kHour,
    kHourPerMonth,
    kDay,
    kMonth,
    kYear,
    kPerson,
    kPersonMonth,
};

constexpr std::array<std::string_view, kDimensions> kBaseSymbols = {"$", "GPU",  "H100e", "h",     "day",    "month",
                                                                    "W", "gCO2", "FLOP",  "token", "person", "B"};

void append(std::string& out, std::string_view symbol, int times) {
    for (int i = 0; i < times; ++i) {
        out += out.empty() ? "" : "-";
        out += symbol;
    }
}

/// Same but for hours, days and months: convertible if the study's calendar were known here.
bool differOnlyInTime(Unit left, Unit right) {
    for (const Dimension time : {Dimension::Hour, Dimension::Day, Dimension::Month}) {
        left.exponents[static_cast<std::size_t>(time)] = 0;
        right.exponents[static_cast<std::size_t>(time)] = 0;
    }
    return left.sameDimension(right);
}

bool timeInvolved(const Unit& unit) {
    return unit.exponent(Dimension::Hour) != 0 || unit.exponent(Dimension::Day) != 0 ||
           unit.exponent(Dimension::Month) != 0;
}

}  // namespace

std::span<const NamedUnit> namedUnits() {
    return kNamed;
}

const NamedUnit* findNamedUnit(std::string_view symbol) {
    const auto* const found = std::ranges::find(kNamed, symbol, &NamedUnit::symbol);
    return found == std::end(kNamed) ? nullptr : found;
}

std::string symbolOf(const Unit& unit) {
    for (const NamedUnit& named : kNamed) {
        if (named.unit.sameDimension(unit) && std::abs(named.unit.factor / unit.factor - 1.0) < kRatioTolerance) {
            return std::string(named.symbol);
        }
    }
    std::string above;
    std::string below;
    for (std::size_t i = 0; i < kDimensions; ++i) {
        append(above, kBaseSymbols[i], unit.exponents[i]);
        append(below, kBaseSymbols[i], -unit.exponents[i]);
    }
    std::string out = unit.factor == 1.0 ? std::string{} : fmt::format("{}", unit.factor);
    if (!above.empty()) {
        out += (out.empty() ? "" : " ") + above;
    }
    if (!below.empty()) {
        out += (out.empty() ? "1/" : "/") + below;
    }
    return out;
}

Expected<Ratio> ratioBetween(const Unit& from, std::string_view fromSymbol, const Unit& to, std::string_view toSymbol) {
    const std::vector<Argument> names = {std::string(fromSymbol), std::string(toSymbol)};
    const Ratio ratio = Ratio::near(from.factor / to.factor);
    if (!from.sameDimension(to)) {
        if (differOnlyInTime(from, to) && timeInvolved(from) && timeInvolved(to)) {
            return fail(
                ErrorCode::UnitMismatch, {},
                {"{0} cannot be turned into {1}: how many hours or days a month has is a setting of the study.", names},
                {"Write the value in {1}.", names});
        }
        return fail(ErrorCode::UnitMismatch, {}, {"{0} does not measure the same as {1}.", names},
                    {"Write the value in {1}, or without a unit.", names});
    }
    const Unit perMonth = base::kOne / base::kMonth;
    if (from.sameDimension(perMonth) && !ratio.powerOfTen()) {
        return fail(ErrorCode::UnitMismatch, {},
                    {"{0} cannot be turned into {1}: rates over different periods differ by compounding.", names},
                    {"Write the rate in {1}.", names});
    }
    return ratio;
}

Expected<double> convert(double value, const Unit& from, const Unit& to) {
    return ratioBetween(from, symbolOf(from), to, symbolOf(to)).map([&](const Ratio& ratio) {
        return ratio.times(value);
    });
}

Ratio Ratio::near(double value) {
    Ratio ratio;
    const int power = static_cast<int>(std::lround(std::log10(value)));
    const double atPower = value / std::pow(10.0, power);
    if (std::abs(atPower - 1.0) < kRatioTolerance) {
        ratio.m_power = power;
        return ratio;
    }
    const bool small = value < 1.0;
    const double whole = std::round(small ? 1.0 / value : value);
    if (std::abs((small ? value * whole : value / whole) - 1.0) < kRatioTolerance) {
        (small ? ratio.m_divisor : ratio.m_multiplier) = whole;
    } else {
        ratio.m_multiplier = value;
    }
    return ratio;
}

double Ratio::times(double value) const {
    // Powers of ten up to 22 are exact as doubles, so one multiplication or division rounds only once.
    const double ten = std::pow(10.0, std::abs(m_power));
    return (m_power < 0 ? value / ten : value * ten) * m_multiplier / m_divisor;
}

}  // namespace offtake::units
