#include <array>
#include <utility>

#include "app/cli/calc/Function.h"
#include "core/finance/Annuity.h"
#include "core/finance/Depreciation.h"

namespace offtake::cli::calc {

std::span<const Function> assetFunctions();

namespace {

constexpr Parameter kStraightLineTakes[] = {
    {"cost", Kind::Number, "what the asset cost"},
    {"salvage", Kind::Number, "what is left at the end", "0"},
    {"life", Kind::Number, "years"},
    {"first-year", Kind::Text, "full, or half with an extra last year", "full"},
};
constexpr Parameter kMacrsTakes[] = {
    {"basis", Kind::Number, "what is depreciated"},
    {"class", Kind::Whole, "property class in years: 3, 5 (computers), 7, 10, 15 or 20"},
    {"convention", Kind::Text, "half-year, or mid-quarter-1 to mid-quarter-4", "half-year"},
    {"bonus", Kind::Number, "share deducted in the first year, 0 to 1", "0"},
};
constexpr Parameter kCrfTakes[] = {
    {"rate", Kind::Number, "rate per year, a fraction"},
    {"years", Kind::Number, "life in years"},
};
constexpr Parameter kLcoeTakes[] = {
    {"capital", Kind::Number, "capital cost"},
    {"charge-rate", Kind::Number, "share of the capital charged each year, as from crf"},
    {"fixed", Kind::Number, "fixed operating cost a year", "0"},
    {"variable", Kind::Number, "operating cost per unit of output", "0"},
    {"output", Kind::Number, "units a year: energy, or delivered accelerator-hours"},
};

constexpr std::array<std::pair<std::string_view, finance::MacrsConvention>, 5> kConventions = {{
    {"half-year", finance::MacrsConvention::HalfYear},
    {"mid-quarter-1", finance::MacrsConvention::MidQuarter1},
    {"mid-quarter-2", finance::MacrsConvention::MidQuarter2},
    {"mid-quarter-3", finance::MacrsConvention::MidQuarter3},
    {"mid-quarter-4", finance::MacrsConvention::MidQuarter4},
}};

Expected<Answer> yearly(const Expected<std::vector<double>>& charges) {
    if (!charges) {
        return tl::make_unexpected(charges.error());
    }
    std::vector<std::vector<Cell>> rows;
    for (const double charge : *charges) {
        rows.push_back({static_cast<std::int64_t>(rows.size()) + 1, charge});
    }
    return schedule("depreciation", {{"year"}, {"charge"}}, std::move(rows));
}

Expected<Answer> straightLine(const Arguments& given) {
    const std::string& first = given.text("first-year");
    if (first != "full" && first != "half") {
        return fail(ErrorCode::UnknownName, "first-year", {"\"{0}\" is neither full nor half.", {first}});
    }
    return yearly(finance::straightLine(given.number("cost"), given.number("salvage"), given.number("life"),
                                        first == "full" ? finance::FirstYear::Full : finance::FirstYear::Half));
}

Expected<Answer> macrs(const Arguments& given) {
    for (const auto& [name, convention] : kConventions) {
        if (name == given.text("convention")) {
            return yearly(
                finance::macrs(given.number("basis"), given.whole("class"), convention, given.number("bonus")));
        }
    }
    return fail(ErrorCode::UnknownName, "convention", {"\"{0}\" is not known.", {given.text("convention")}},
                {"Use half-year, or mid-quarter-1 to mid-quarter-4.", {}});
}

Expected<Answer> crf(const Arguments& given) {
    return single("crf", finance::capitalRecoveryFactor(given.number("rate"), given.number("years")));
}

Expected<Answer> lcoe(const Arguments& given) {
    finance::FixedChargeCost cost;
    cost.capitalCost = given.number("capital");
    cost.fixedOperatingCost = given.number("fixed");
    cost.variableOperatingCost = given.number("variable");
    cost.fixedChargeRate = given.number("charge-rate");
    cost.annualOutput = given.number("output");
    return single("lcoe", finance::levelisedCost(cost));
}

constexpr Function kFunctions[] = {
    {"straight-line", "Equal yearly charges over a life", kStraightLineTakes, straightLine},
    {"macrs", "Yearly deductions under the US tax tables, with bonus", kMacrsTakes, macrs},
    {"crf", "Capital recovery factor: level yearly payment per unit of capital", kCrfTakes, crf},
    {"lcoe", "Levelised cost per unit of output by the fixed charge rate", kLcoeTakes, lcoe},
};

}  // namespace

std::span<const Function> assetFunctions() {
    return kFunctions;
}

}  // namespace offtake::cli::calc
