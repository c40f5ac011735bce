#include "core/finance/Compounding.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>

#include "core/finance/FlowRoots.h"

namespace offtake::finance {

namespace {

struct Frequency {
    std::string_view name;
    Compounding compounding;
    double perYear;  ///< 0 for those without
};

constexpr Frequency kFrequencies[] = {
    {"simple", Compounding::Simple, 0.0},         {"annual", Compounding::Annual, 1.0},
    {"semiannual", Compounding::Semiannual, 2.0}, {"every-fourth-month", Compounding::EveryFourthMonth, 3.0},
    {"quarterly", Compounding::Quarterly, 4.0},   {"bimonthly", Compounding::Bimonthly, 6.0},
    {"monthly", Compounding::Monthly, 12.0},      {"weekly", Compounding::Weekly, 52.0},
    {"daily", Compounding::Daily, 365.0},         {"continuous", Compounding::Continuous, 0.0},
};

double perYear(Compounding compounding) {
    return std::find_if(std::begin(kFrequencies), std::end(kFrequencies),
                        [compounding](const Frequency& entry) { return entry.compounding == compounding; })
        ->perYear;
}

Expected<void> requireYears(double years) {
    if (!std::isfinite(years) || years <= 0.0) {
        return fail(ErrorCode::OutOfBounds, "years", {"The time must be above zero.", {}});
    }
    return {};
}

}  // namespace

Expected<Compounding> compoundingNamed(std::string_view name) {
    const auto* found = std::find_if(std::begin(kFrequencies), std::end(kFrequencies),
                                     [name](const Frequency& entry) { return entry.name == name; });
    if (found == std::end(kFrequencies)) {
        return fail(ErrorCode::UnknownName, std::string(name), {"This is not a kind of compounding.", {}},
                    {"Known are simple, annual, semiannual, every-fourth-month, quarterly, bimonthly, monthly, weekly, "
                     "daily and continuous.",
                     {}});
    }
    return found->compounding;
}

Expected<double> logGrowthPerYear(double rate, Compounding compounding, double years) {
    if (auto valid = requireFinite(rate, "rate").and_then([&] { return requireYears(years); }); !valid) {
        return tl::unexpected(valid.error());
    }
    if (compounding == Compounding::Continuous) {
        return rate;
    }
    const double times = compounding == Compounding::Simple ? 1.0 / years : perYear(compounding);
    if (auto valid = requireRate(rate / times); !valid) {
        return tl::unexpected(valid.error());
    }
    return times * std::log1p(rate / times);
}

Expected<double> convertRate(double rate, Compounding from, Compounding to, double years) {
    const auto growth = logGrowthPerYear(rate, from, years);
    if (!growth || from == to) {
        return growth ? Expected<double>(rate) : growth;
    }
    if (to == Compounding::Continuous) {
        return growth;
    }
    const double times = to == Compounding::Simple ? 1.0 / years : perYear(to);
    return representable(times * std::expm1(*growth / times), "rate");
}

Expected<double> nominalRate(double real, double inflation) {
    auto valid = requireRate(real, "real").and_then([&] { return requireRate(inflation, "inflation"); });
    if (!valid) {
        return tl::unexpected(valid.error());
    }
    return representable(static_cast<long double>(real) + inflation + static_cast<long double>(real) * inflation,
                         "nominal");
}

Expected<double> realRate(double nominal, double inflation) {
    auto valid = requireRate(nominal, "nominal").and_then([&] { return requireRate(inflation, "inflation"); });
    if (!valid) {
        return tl::unexpected(valid.error());
    }
    return representable((static_cast<long double>(nominal) - inflation) / (1 + static_cast<long double>(inflation)),
                         "real");
}

}  // namespace offtake::finance
