#include "data/catalogue/Period.h"

namespace offtake::catalogue {

namespace {

constexpr int kMonthsOfQuarter = 3;
constexpr int kMonthsOfHalf = 6;
constexpr int kMonthsOfYear = 12;

Date dayBefore(Date day) {
    return day - std::chrono::days{1};
}

/// A quarter or half-year: "2026-Q3" with `letter` Q, three months and four of them in a year.
bool isPart(std::string_view text, char letter, int months) {
    return text.size() == 7 && text[4] == '-' && text[5] == letter && text[6] >= '1' &&
           text[6] <= '0' + kMonthsOfYear / months;
}

Expected<Period> parseOne(std::string_view text) {
    const std::string_view year = text.substr(0, 4);
    int offset = 0;
    int months = 0;  // none: a single day
    std::string start(text);
    if (isPart(text, 'Q', kMonthsOfQuarter)) {
        months = kMonthsOfQuarter;
    } else if (isPart(text, 'H', kMonthsOfHalf)) {
        months = kMonthsOfHalf;
    } else if (text.size() == 4) {
        start += "-01";
        months = kMonthsOfYear;
    } else if (text.size() == 7) {
        months = 1;
    }
    if (months == kMonthsOfQuarter || months == kMonthsOfHalf) {
        start = std::string(year) + "-01";
        offset = months * (text[6] - '1');
    }
    const auto day = parseDate(start);
    if (!day) {
        Error error = day.error();
        error.reason.arguments = {std::string(text)};
        if (error.code == ErrorCode::Syntax) {
            error.remedy = {
                "Write a day, month, quarter, half-year or year: 2026-07-01, 2026-07, 2026-Q3, 2026-H2, 2026.", {}};
        }
        return tl::unexpected(error);
    }
    const Date first = addMonths(*day, offset);
    return Period{first, months == 0 ? first : dayBefore(addMonths(first, months)), std::string(text)};
}

}  // namespace

Expected<Period> parsePeriod(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) {
        return parseOne(text);
    }
    const auto from = parseOne(text.substr(0, slash));
    if (!from) {
        return from;
    }
    const auto to = parseOne(text.substr(slash + 1));
    if (!to) {
        return to;
    }
    if (to->last < from->first) {
        return fail(ErrorCode::Inconsistent, {}, {"\"{0}\" ends before it starts.", {std::string(text)}},
                    {"Write the earlier date first.", {}});
    }
    return Period{from->first, to->last, std::string(text)};
}

}  // namespace offtake::catalogue
