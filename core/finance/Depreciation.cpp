#include "core/finance/Depreciation.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/finance/FlowRoots.h"
#include "core/finance/MacrsTables.h"

namespace offtake::finance {

namespace {

constexpr double kLongestLife = 1000.0;

}  // namespace

Expected<std::vector<double>> straightLine(double cost, double salvage, double life_years, FirstYear first) {
    auto valid = requireFinite(cost, "cost").and_then([&] { return requireFinite(salvage, "salvage"); });
    if (!valid) {
        return tl::unexpected(valid.error());
    }
    if (!(life_years > 0.0 && life_years <= kLongestLife)) {
        return fail(ErrorCode::OutOfBounds, "life",
                    {"The life must be above zero and at most {0} years.", {kLongestLife}});
    }
    const double yearly = (cost - salvage) / life_years;
    const double firstPart = std::min(first == FirstYear::Half ? 0.5 : 1.0, life_years);
    std::vector<double> charges{yearly * firstPart};
    for (double rest = life_years - firstPart; rest > 0.0; rest -= 1.0) {
        charges.push_back(yearly * std::min(rest, 1.0));
    }
    return charges;
}

Expected<std::span<const double>> macrsShares(int classYears, MacrsConvention convention) {
    for (const MacrsTable& table : macrsTables()) {
        if (table.classYears == classYears) {
            return table.shares[static_cast<std::size_t>(convention)];
        }
    }
    return fail(ErrorCode::UnknownName, "classYears",
                {"There is no MACRS table for {0} years.", {std::int64_t{classYears}}},
                {"Use 3, 5, 7, 10, 15 or 20.", {}});
}

Expected<std::vector<double>> macrs(double basis, int classYears, MacrsConvention convention, double bonus) {
    if (auto finite = requireFinite(basis, "basis"); !finite) {
        return tl::unexpected(finite.error());
    }
    if (!(bonus >= 0.0 && bonus <= 1.0)) {
        return fail(ErrorCode::OutOfBounds, "bonus", {"The bonus must be a share from 0 to 1.", {}});
    }
    return macrsShares(classYears, convention).map([&](std::span<const double> shares) {
        std::vector<double> deductions;
        for (const double share : shares) {
            deductions.push_back(basis * (1.0 - bonus) * share);
        }
        deductions.front() += basis * bonus;
        return deductions;
    });
}

}  // namespace offtake::finance
