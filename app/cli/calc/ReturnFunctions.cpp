#include "app/cli/calc/Function.h"
#include "core/finance/Irr.h"
#include "core/finance/Mirr.h"
#include "core/finance/Payback.h"
#include "core/finance/Xirr.h"

namespace offtake::cli::calc {

std::span<const Function> returnFunctions();

namespace {

constexpr Parameter kFlows{"flows", Kind::Numbers, "flows one period apart, the first now; paid is negative"};
constexpr Parameter kDates{"dates", Kind::Dates, "date of each flow, in any order"};
constexpr Parameter kDatedFlows{"flows", Kind::Numbers, "flow on each date; paid is negative"};
constexpr Parameter kRate{"rate", Kind::Number, "rate per period, a fraction (0.05 is 5 %)"};
constexpr Parameter kAnnualRate{"rate", Kind::Number, "effective annual rate, a fraction"};
constexpr Parameter kDayCount{"day-count", Kind::Text, "how days count as years, as of the function day-count",
                              "Act/365F"};

constexpr Parameter kIrrTakes[] = {kFlows};
constexpr Parameter kXirrTakes[] = {kDates, kDatedFlows, kDayCount};
constexpr Parameter kXnpvTakes[] = {kAnnualRate, kDates, kDatedFlows, kDayCount};
constexpr Parameter kMirrTakes[] = {
    kFlows,
    {"finance-rate", Kind::Number, "rate at which what is paid is financed"},
    {"reinvest-rate", Kind::Number, "rate at which what is received is invested again"},
};
constexpr Parameter kDiscountedTakes[] = {kRate, kFlows};

struct Dated {
    std::vector<finance::DatedFlow> flows;
    finance::DayCount dayCount = finance::DayCount::Actual365Fixed;
};

Expected<Dated> datedOf(const Arguments& given) {
    const auto& dates = given.dates("dates");
    const auto& amounts = given.numbers("flows");
    if (dates.size() != amounts.size()) {
        return fail(ErrorCode::Inconsistent, "dates",
                    {"there are {0} dates and {1} flows.",
                     {static_cast<std::int64_t>(dates.size()), static_cast<std::int64_t>(amounts.size())}},
                    {"Give one date for each flow.", {}});
    }
    const auto dayCount = finance::dayCountNamed(given.text("day-count"));
    if (!dayCount) {
        return tl::make_unexpected(dayCount.error());
    }
    Dated dated{{}, *dayCount};
    for (std::size_t i = 0; i < dates.size(); ++i) {
        dated.flows.push_back({dates[i], amounts[i]});
    }
    return dated;
}

Expected<Answer> irr(const Arguments& given) {
    return rates("irr", finance::irr(given.numbers("flows")));
}

Expected<Answer> xirr(const Arguments& given) {
    return datedOf(given).and_then(
        [](const Dated& dated) { return rates("xirr", finance::xirr(dated.flows, dated.dayCount)); });
}

Expected<Answer> xnpv(const Arguments& given) {
    return datedOf(given).and_then([&](const Dated& dated) {
        return single("xnpv", finance::xnpv(given.number("rate"), dated.flows, dated.dayCount));
    });
}

Expected<Answer> xnfv(const Arguments& given) {
    return datedOf(given).and_then([&](const Dated& dated) {
        return single("xnfv", finance::xnfv(given.number("rate"), dated.flows, dated.dayCount));
    });
}

Expected<Answer> mirr(const Arguments& given) {
    return single("mirr",
                  finance::mirr(given.numbers("flows"), given.number("finance-rate"), given.number("reinvest-rate")));
}

Expected<Answer> payback(const Arguments& given) {
    return single("periods", finance::payback(given.numbers("flows")));
}

Expected<Answer> discountedPayback(const Arguments& given) {
    return single("periods", finance::discountedPayback(given.number("rate"), given.numbers("flows")));
}

constexpr Function kFunctions[] = {
    {"irr", "Internal rates of return per period: all of them, the one nearest zero first", kIrrTakes, irr},
    {"xirr", "Effective annual internal rates of return of dated flows", kXirrTakes, xirr},
    {"mirr", "Modified internal rate of return per period", kMirrTakes, mirr},
    {"xnpv", "Present value of dated flows on their earliest date", kXnpvTakes, xnpv},
    {"xnfv", "Value of dated flows on their latest date", kXnpvTakes, xnfv},
    {"payback", "Periods until the running total stops being negative", kIrrTakes, payback},
    {"discounted-payback", "Payback of the discounted flows", kDiscountedTakes, discountedPayback},
};

}  // namespace

std::span<const Function> returnFunctions() {
    return kFunctions;
}

}  // namespace offtake::cli::calc
