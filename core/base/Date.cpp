#include "core/base/Date.h"

#include <charconv>

#include <fmt/format.h>

namespace offtake {

namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2200;

bool readNumber(std::string_view text, int& out) {
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), out);
    return parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size();
}

}  // namespace

Expected<Date> parseDate(std::string_view text) {
    int year = 0;
    int month = 0;
    int day = 1;
    const bool shape = (text.size() == 10 && text[4] == '-' && text[7] == '-') || (text.size() == 7 && text[4] == '-');
    if (!shape || !readNumber(text.substr(0, 4), year) || !readNumber(text.substr(5, 2), month) ||
        (text.size() == 10 && !readNumber(text.substr(8, 2), day))) {
        return fail(ErrorCode::Syntax, {}, {"\"{0}\" is not a date.", {std::string(text)}},
                    {"Write it as 2026-07-01 or 2026-07.", {}});
    }
    const std::chrono::year_month_day civil{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                            std::chrono::day{static_cast<unsigned>(day)}};
    if (!civil.ok() || year < kFirstYear || year > kLastYear) {
        return fail(ErrorCode::OutOfBounds, {}, {"\"{0}\" is not a day of the calendar.", {std::string(text)}},
                    {"Dates run from 1900-01-01 to 2200-12-31.", {}});
    }
    return Date{civil};
}

std::string isoDate(Date date) {
    const std::chrono::year_month_day civil{date};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(civil.year()), static_cast<unsigned>(civil.month()),
                       static_cast<unsigned>(civil.day()));
}

Date addMonths(Date date, int months) {
    const std::chrono::year_month_day civil{date};
    const auto moved = civil + std::chrono::months{months};
    return moved.ok() ? Date{moved} : Date{moved.year() / moved.month() / std::chrono::last};
}

}  // namespace offtake
