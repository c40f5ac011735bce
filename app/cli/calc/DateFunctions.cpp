#include "app/cli/calc/Function.h"
#include "core/finance/ContractMonths.h"
#include "core/finance/DayCount.h"

namespace offtake::cli::calc {

std::span<const Function> dateFunctions();

namespace {

constexpr Parameter kDays[] = {
    {"from", Kind::Date, "first date"},
    {"to", Kind::Date, "second date"},
};

constexpr Parameter kAddMonths[] = {
    {"date", Kind::Date, "date to start from"},
    {"months", Kind::Whole, "calendar months to add; negative: earlier"},
};

constexpr Parameter kDayCount[] = {
    {"from", Kind::Date, "first date"},
    {"to", Kind::Date, "second date"},
    {"convention", Kind::Text, "Act/365F, Act/360, Act/Act ISDA, 30/360 US, 30E/360 and others", "Act/365F"},
};
constexpr Parameter kMonths[] = {
    {"start", Kind::Date, "first day of the contract"},
    {"last", Kind::Date, "its last day"},
};
constexpr Parameter kCommitment[] = {
    {"price", Kind::Number, "price per month"},
    {"start", Kind::Date, "first day of the contract"},
    {"last", Kind::Date, "its last day"},
    {"months-before", Kind::Whole, "months that must be over before notice may be given"},
    {"notice-days", Kind::Whole, "days of notice"},
};
constexpr Parameter kUnitPrice[] = {
    {"revenue", Kind::Number, "money a year"},
    {"units", Kind::Number, "accelerators"},
    {"hours", Kind::Number, "hours a year", "8760"},
};

Expected<Answer> days(const Arguments& arguments) {
    return results({{"days", std::int64_t{daysBetween(arguments.date("from"), arguments.date("to"))}}});
}

Expected<Answer> addedMonths(const Arguments& arguments) {
    constexpr int kMost = 12 * 300;  // the years of the calendar
    const int months = arguments.whole("months");
    if (months < -kMost || months > kMost) {
        return fail(ErrorCode::OutOfBounds, "months", {"{0} months leave the calendar.", {std::int64_t{months}}},
                    {"Dates run from 1900-01-01 to 2200-12-31.", {}});
    }
    const std::string moved = isoDate(addMonths(arguments.date("date"), months));
    if (const auto valid = parseDate(moved); !valid) {
        return tl::make_unexpected(valid.error());
    }
    return results({{"date", moved}});
}

Expected<Answer> dayCount(const Arguments& given) {
    const auto convention = finance::dayCountNamed(given.text("convention"));
    if (!convention) {
        return tl::make_unexpected(convention.error());
    }
    return results({{"days", std::int64_t{finance::dayCountDays(given.date("from"), given.date("to"), *convention)}},
                    {"years", finance::yearFraction(given.date("from"), given.date("to"), *convention)}});
}

Expected<Answer> months(const Arguments& given) {
    return results({{"billed", std::int64_t{finance::monthsBilled(given.date("start"), given.date("last"))}},
                    {"completed", std::int64_t{finance::monthsCompleted(given.date("start"), given.date("last"))}}});
}

Expected<Answer> commitment(const Arguments& given) {
    const auto firm = finance::commitment(given.number("price"), given.date("start"), given.date("last"),
                                          given.whole("months-before"), given.whole("notice-days"));
    if (!firm) {
        return tl::make_unexpected(firm.error());
    }
    return results({{"months", std::int64_t{firm->months}},
                    {"headline", firm->headline},
                    {"earliest-exit", isoDate(firm->earliestExit)},
                    {"firm-months", std::int64_t{firm->firmMonths}},
                    {"firm", firm->firm},
                    {"firm-share", firm->firmShare}});
}

Expected<Answer> unitPrice(const Arguments& given) {
    return single("price",
                  finance::pricePerUnitHour(given.number("revenue"), given.number("units"), given.number("hours")));
}

constexpr Function kFunctions[] = {
    {"days", "Days from one date to another", kDays, days},
    {"add-months", "A date some calendar months later, the day clipped to the month's last", kAddMonths, addedMonths},
    {"day-count", "Days and part of a year between dates under a market convention", kDayCount, dayCount},
    {"months", "Months of a contract: begun and so billed whole, and completed", kMonths, months},
    {"commitment", "What a monthly price is announced as, and how much of it is firm", kCommitment, commitment},
    {"unit-price", "Price of one unit for one hour that a yearly revenue implies", kUnitPrice, unitPrice},
};

}  // namespace

std::span<const Function> dateFunctions() {
    return kFunctions;
}

}  // namespace offtake::cli::calc
