#include <array>

#include "app/cli/calc/Function.h"

namespace offtake::cli::calc {

std::span<const Function> dateFunctions();

namespace {

constexpr std::array<Parameter, 2> kDays = {{
    {"from", Kind::Date, "first date"},
    {"to", Kind::Date, "second date"},
}};

constexpr std::array<Parameter, 2> kAddMonths = {{
    {"date", Kind::Date, "date to start from"},
    {"months", Kind::Whole, "calendar months to add; negative: earlier"},
}};

Expected<Answer> days(const Arguments& arguments) {
    return results({{"days", std::int64_t{daysBetween(arguments.date("from"), arguments.date("to"))}}});
}

Expected<Answer> addedMonths(const Arguments& arguments) {
    constexpr int kMost = 12 * 300;  // the years of the calendar
    const int months = arguments.whole("months");
    if (months < -kMost || months > kMost) {
        return fail(ErrorCode::OutOfBounds, "add-months, months",
                    {"{0} months leave the calendar.", {std::int64_t{months}}},
                    {"Dates run from 1900-01-01 to 2200-12-31.", {}});
    }
    const std::string moved = isoDate(addMonths(arguments.date("date"), months));
    if (const auto valid = parseDate(moved); !valid) {
        return tl::make_unexpected(valid.error());
    }
    return results({{"date", moved}});
}

constexpr std::array<Function, 2> kFunctions = {{
    {"days", "Days from one date to another", kDays, days},
    {"add-months", "A date some calendar months later, the day clipped to the month's last", kAddMonths, addedMonths},
}};

}  // namespace

std::span<const Function> dateFunctions() {
    return kFunctions;
}

}  // namespace offtake::cli::calc
