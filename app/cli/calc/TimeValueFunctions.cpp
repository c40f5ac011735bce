#include "app/cli/calc/Function.h"
#include "core/finance/LoanSchedule.h"
#include "core/finance/TimeValue.h"

namespace offtake::cli::calc {

std::span<const Function> timeValueFunctions();

namespace {

constexpr Parameter kRate{"rate", Kind::Number, "rate per period, a fraction (0.05 is 5 %)"};
constexpr Parameter kPeriods{"nper", Kind::Number, "number of periods"};
constexpr Parameter kPeriod{"per", Kind::Number, "the period asked for, 1 is the first"};
constexpr Parameter kPayment{"pmt", Kind::Number, "payment per period; paid is negative"};
constexpr Parameter kPresent{"pv", Kind::Number, "value now; a loan received is positive"};
constexpr Parameter kFuture{"fv", Kind::Number, "value after the last period", "0"};
constexpr Parameter kWhen{"when", Kind::Text, "when a payment falls due: end or begin of its period", "end"};
constexpr Parameter kFlows{"flows", Kind::Numbers, "flows one period apart"};

constexpr Parameter kFvTakes[] = {kRate, kPeriods, kPayment, kPresent, kWhen};
constexpr Parameter kPvTakes[] = {kRate, kPeriods, kPayment, kFuture, kWhen};
constexpr Parameter kPmtTakes[] = {kRate, kPeriods, kPresent, kFuture, kWhen};
constexpr Parameter kPartTakes[] = {kRate, kPeriod, kPeriods, kPresent, kFuture, kWhen};
constexpr Parameter kBalanceTakes[] = {kRate, kPeriod, kPeriods, kPresent, kFuture};
constexpr Parameter kNperTakes[] = {kRate, kPayment, kPresent, kFuture, kWhen};
constexpr Parameter kRateTakes[] = {kPeriods, kPayment, kPresent, kFuture, kWhen};
constexpr Parameter kNpvTakes[] = {kRate, kFlows};
constexpr Parameter kLoanTakes[] = {
    {"amount", Kind::Number, "what is borrowed"},
    kRate,
    {"periods", Kind::Whole, "number of payments"},
    {"balloon", Kind::Number, "due at the end of the last period", "0"},
    kWhen,
};

Expected<finance::Due> dueOf(const Arguments& given) {
    const std::string& when = given.text("when");
    if (when != "end" && when != "begin") {
        return fail(ErrorCode::UnknownName, "when", {"\"{0}\" is neither end nor begin.", {when}});
    }
    return when == "end" ? finance::Due::End : finance::Due::Begin;
}

Expected<Answer> fv(const Arguments& given) {
    return dueOf(given).and_then([&](finance::Due due) {
        return single("fv", finance::fv(given.number("rate"), given.number("nper"), given.number("pmt"),
                                        given.number("pv"), due));
    });
}

Expected<Answer> pv(const Arguments& given) {
    return dueOf(given).and_then([&](finance::Due due) {
        return single("pv", finance::pv(given.number("rate"), given.number("nper"), given.number("pmt"),
                                        given.number("fv"), due));
    });
}

Expected<Answer> pmt(const Arguments& given) {
    return dueOf(given).and_then([&](finance::Due due) {
        return single("pmt", finance::pmt(given.number("rate"), given.number("nper"), given.number("pv"),
                                          given.number("fv"), due));
    });
}

Expected<Answer> ipmt(const Arguments& given) {
    return dueOf(given).and_then([&](finance::Due due) {
        return single("ipmt", finance::ipmt(given.number("rate"), given.number("per"), given.number("nper"),
                                            given.number("pv"), given.number("fv"), due));
    });
}

Expected<Answer> ppmt(const Arguments& given) {
    return dueOf(given).and_then([&](finance::Due due) {
        return single("ppmt", finance::ppmt(given.number("rate"), given.number("per"), given.number("nper"),
                                            given.number("pv"), given.number("fv"), due));
    });
}

Expected<Answer> balance(const Arguments& given) {
    return single("balance", finance::balance(given.number("rate"), given.number("per"), given.number("nper"),
                                              given.number("pv"), given.number("fv")));
}

Expected<Answer> nper(const Arguments& given) {
    return dueOf(given).and_then([&](finance::Due due) {
        return single("nper", finance::nper(given.number("rate"), given.number("pmt"), given.number("pv"),
                                            given.number("fv"), due));
    });
}

Expected<Answer> rate(const Arguments& given) {
    return dueOf(given).and_then([&](finance::Due due) {
        return rates("rate", finance::rate(given.number("nper"), given.number("pmt"), given.number("pv"),
                                           given.number("fv"), due));
    });
}

Expected<Answer> npv(const Arguments& given) {
    return single("npv", finance::npv(given.number("rate"), given.numbers("flows")));
}

Expected<Answer> npvExcel(const Arguments& given) {
    return single("npv", finance::npvExcel(given.number("rate"), given.numbers("flows")));
}

Expected<Answer> loan(const Arguments& given) {
    const auto due = dueOf(given);
    if (!due) {
        return tl::make_unexpected(due.error());
    }
    const auto periods = finance::loanSchedule(given.number("amount"), given.number("rate"), given.whole("periods"),
                                               given.number("balloon"), *due);
    if (!periods) {
        return tl::make_unexpected(periods.error());
    }
    std::vector<std::vector<Cell>> rows;
    for (const finance::LoanPeriod& row : *periods) {
        rows.push_back({std::int64_t{row.period}, row.openingBalance, row.payment, row.interest, row.principal,
                        row.closingBalance});
    }
    constexpr int kCents = 2;
    return schedule("loan",
                    {{"period"},
                     {"opening", kCents},
                     {"payment", kCents},
                     {"interest", kCents},
                     {"principal", kCents},
                     {"closing", kCents}},
                    std::move(rows));
}

constexpr Function kFunctions[] = {
    {"pv", "Present value of level payments and a last amount", kPvTakes, pv},
    {"fv", "Future value of an amount and level payments", kFvTakes, fv},
    {"pmt", "Level payment that repays pv", kPmtTakes, pmt},
    {"ipmt", "Interest part of one payment", kPartTakes, ipmt},
    {"ppmt", "Principal part of one payment", kPartTakes, ppmt},
    {"balance", "What is still owed after a payment", kBalanceTakes, balance},
    {"nper", "Number of payments that repay pv", kNperTakes, nper},
    {"rate", "Rate per period that level payments imply", kRateTakes, rate},
    {"npv", "Net present value, the first flow now (not Excel's NPV)", kNpvTakes, npv},
    {"npv-excel", "Net present value as Excel's NPV, the first flow one period away", kNpvTakes, npvExcel},
    {"loan", "Every payment of a loan with level payments", kLoanTakes, loan},
};

}  // namespace

std::span<const Function> timeValueFunctions() {
    return kFunctions;
}

}  // namespace offtake::cli::calc
