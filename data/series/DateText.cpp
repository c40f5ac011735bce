#include "data/series/DateText.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace offtake::series {

namespace {

constexpr int kMinutesOfHour = 60;
constexpr int kMonthsOfYear = 12;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// A run of digits or of letters.
struct Token {
    std::string text;  ///< letters in lower case
    int number = -1;   ///< of digits
    char before = 0;   ///< the separator in front

    [[nodiscard]] bool is(std::size_t digits) const { return number >= 0 && text.size() == digits; }
    [[nodiscard]] bool isSmall() const { return number >= 0 && text.size() <= 2; }
};

/// The tokens of a date; none when other characters than letters, digits and the usual separators occur.
std::vector<Token> tokensOf(std::string_view text) {
    std::vector<Token> tokens;
    char before = 0;
    for (std::size_t at = 0; at < text.size();) {
        const bool digits = isDigit(text[at]);
        if (!digits && !isLetter(text[at])) {
            if (std::string_view(" -/.,").find(text[at]) == std::string_view::npos) {
                return {};
            }
            before = text[at++];
            continue;
        }
        Token token;
        token.before = before;
        before = 0;
        while (at < text.size() && (digits ? isDigit(text[at]) : isLetter(text[at]))) {
            token.text.push_back(lower(text[at++]));
        }
        if (digits) {
            const char* end = token.text.data() + token.text.size();
            if (std::from_chars(token.text.data(), end, token.number).ec != std::errc{}) {
                return {};
            }
        }
        tokens.push_back(std::move(token));
    }
    return tokens;
}

/// 1 to 12 for an English month, written in full or by its first three letters ("sept" too); 0 for other words.
int monthNamed(const Token& token) {
    constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                          "may",       "june",     "july",     "august",
                                                          "september", "october",  "november", "december"};
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        if (token.text == kMonths[i] || token.text == kMonths[i].substr(0, 3) || (i == 8 && token.text == "sept")) {
            return static_cast<int>(i) + 1;
        }
    }
    return 0;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A date and its time of day, as written.
struct Split {
    std::string_view date;
    std::string_view time;  ///< empty: none
};

/// The time starts with the hour before the first colon, after a blank or T.
Split split(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) {
        return {text, {}};
    }
    std::size_t hour = colon;
    while (hour > 0 && isDigit(text[hour - 1])) {
        --hour;
    }
    if (hour == 0 || (text[hour - 1] != ' ' && text[hour - 1] != 'T')) {
        return {{}, {}};
    }
    return {trimmed(text.substr(0, hour - 1)), text.substr(hour)};
}

/// Minutes from "12:00", "12:00:59.5", with "Z" or an offset behind; below 0 for other text. Seconds are cut off.
int minutesOf(std::string_view time) {
    int hour = 0;
    int minute = 0;
    const auto colon = time.find(':');
    const auto number = [](std::string_view digits, int& out) {
        const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), out);
        return !digits.empty() && parsed.ec == std::errc{} && parsed.ptr == digits.data() + digits.size();
    };
    if (!number(time.substr(0, colon), hour) || !number(time.substr(colon + 1, 2), minute) || hour > 23 ||
        minute > 59) {
        return -1;
    }
    const std::string_view rest = time.substr(std::min(colon + 3, time.size()));
    const bool ordinary = std::all_of(rest.begin(), rest.end(), [](char c) {
        return isDigit(c) || std::string_view(":.,+-Z ").find(c) != std::string_view::npos;
    });
    return ordinary ? hour * kMinutesOfHour + minute : -1;
}

tl::unexpected<Error> notADate(std::string_view text) {
    // Days since 1900 from 1954 to 2119: what spreadsheets write where a cell is not formatted as a date.
    constexpr std::size_t kDigitsOfDayNumbers = 5;
    const bool dayNumber = text.size() == kDigitsOfDayNumbers && text.front() >= '2' && text.front() <= '7' && std::all_of(text.begin(), text.end(), isDigit);
    if (dayNumber) {
        return fail(ErrorCode::Syntax, {}, {"\"{0}\" looks like the day number of a spreadsheet.", {std::string(text)}},
                    {"Format the column as dates before saving the file.", {}});
    }
    return fail(ErrorCode::Syntax, {}, {"\"{0}\" is not a date in a form that is known.", {std::string(text)}},
                {"Write it as 2026-01-31, 2026-01, 2026Q1 or 2026, with a year of four digits.", {}});
}

Expected<Moment> momentOf(std::string_view text, int year, int month, int day, Precision precision) {
    const std::chrono::year_month_day civil{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                            std::chrono::day{static_cast<unsigned>(day)}};
    constexpr int kFirstYear = 1900;
    constexpr int kLastYear = 2200;
    if (!civil.ok() || year < kFirstYear || year > kLastYear) {
        return fail(ErrorCode::OutOfBounds, {}, {"\"{0}\" is not a day of the calendar.", {std::string(text)}},
                    {"Dates run from 1900-01-01 to 2200-12-31.", {}});
    }
    return Moment{Date{civil}, 0, precision};
}

/// "2026Q1", "Q1 2026", "2026-W05", "2026M01", "2026H2": a year and a numbered part of it.
Expected<Moment> partOfYear(std::string_view text, int year, char letter, int part) {
    const auto startingIn = [&](int months, Precision precision) {
        const bool exists = part >= 1 && part <= kMonthsOfYear / months;
        return exists ? momentOf(text, year, 1 + (part - 1) * months, 1, precision) : Expected<Moment>(notADate(text));
    };
    switch (letter) {
        case 'q':
            return startingIn(3, Precision::Quarter);
        case 'h':
            return startingIn(6, Precision::HalfYear);
        case 'm':
            return startingIn(1, Precision::Month);
        default:
            break;
    }
    // ISO 8601: week 1 is the one with 4 January in it, and weeks start on Monday.
    auto start = momentOf(text, year, 1, 4, Precision::Week);
    if (start) {
        const auto fromMonday = std::chrono::weekday{start->day}.iso_encoding() - 1;
        start->day += std::chrono::days{7 * (part - 1)} - std::chrono::days{fromMonday};
        if (part < 1 || part > 53) {
            return notADate(text);
        }
    }
    return start;
}

/// Two numbers and a year behind: the form whose order may have to be told.
bool isDayMonthYear(const std::vector<Token>& tokens) {
    return tokens.size() == 3 && tokens[0].isSmall() && tokens[1].isSmall() && tokens[2].is(4);
}

bool hasDots(const std::vector<Token>& tokens) {
    return tokens[1].before == '.' && tokens[2].before == '.';
}

Expected<Moment> dayMonthYear(std::string_view text, const std::vector<Token>& tokens, std::optional<DayOrder> order) {
    const int first = tokens[0].number;
    const int second = tokens[1].number;
    const int year = tokens[2].number;
    if (hasDots(tokens)) {
        order = DayOrder::DayFirst;
    } else if (!order) {
        order = orderShownBy(text);
    }
    if (!order && first != second) {
        return fail(ErrorCode::Inconsistent, {},
                    {"\"{0}\" can be read with the day or with the month first.", {std::string(text)}},
                    {"State the order, or write dates as 2026-01-31.", {}});
    }
    const bool dayFirst = !order || *order == DayOrder::DayFirst;
    return momentOf(text, year, dayFirst ? second : first, dayFirst ? first : second, Precision::Day);
}

/// The date of three tokens, one of them the name of a month.
Expected<Moment> withMonthName(std::string_view text, const std::vector<Token>& tokens) {
    int month = 0;
    int year = -1;
    int day = -1;
    for (const Token& token : tokens) {
        if (token.number < 0) {
            month = month == 0 ? monthNamed(token) : 0;
        } else if (token.is(4)) {
            year = token.number;
        } else if (token.isSmall()) {
            day = token.number;
        }
    }
    if (month == 0 || year < 0 || (tokens.size() == 3) != (day >= 0)) {
        return notADate(text);
    }
    return momentOf(text, year, month, day < 0 ? 1 : day, day < 0 ? Precision::Month : Precision::Day);
}

/// Digits without separators: year, year and month, or year, month and day.
Expected<Moment> oneNumber(std::string_view text, const Token& token) {
    if (token.is(4)) {
        return momentOf(text, token.number, 1, 1, Precision::Year);
    }
    if (token.is(6)) {
        return momentOf(text, token.number / 100, token.number % 100, 1, Precision::Month);
    }
    if (token.is(8)) {
        return momentOf(text, token.number / 10000, token.number / 100 % 100, token.number % 100, Precision::Day);
    }
    return notADate(text);
}

/// Whether a token is one of the letters q, h, m, w.
bool isPartLetter(const Token& token) {
    return token.text.size() == 1 && std::string_view("qhmw").find(token.text[0]) != std::string_view::npos;
}

Expected<Moment> parseDay(std::string_view text, std::optional<DayOrder> order) {
    const std::vector<Token> t = tokensOf(text);
    if (t.size() == 1 && t[0].number >= 0) {
        return oneNumber(text, t[0]);
    }
    if (t.size() == 2 && t[0].is(4) && t[1].isSmall()) {
        return momentOf(text, t[0].number, t[1].number, 1, Precision::Month);
    }
    if (t.size() == 2 && t[0].isSmall() && t[1].is(4)) {
        return momentOf(text, t[1].number, t[0].number, 1, Precision::Month);
    }
    if (t.size() == 3 && t[0].is(4) && t[1].isSmall() && t[2].isSmall()) {
        return momentOf(text, t[0].number, t[1].number, t[2].number, Precision::Day);
    }
    if (isDayMonthYear(t)) {
        return dayMonthYear(text, t, order);
    }
    if (t.size() == 3 && t[0].is(4) && isPartLetter(t[1]) && t[2].isSmall()) {
        return partOfYear(text, t[0].number, t[1].text[0], t[2].number);
    }
    if (t.size() == 3 && isPartLetter(t[0]) && t[1].isSmall() && t[2].is(4)) {
        return partOfYear(text, t[2].number, t[0].text[0], t[1].number);
    }
    if (t.size() == 2 || t.size() == 3) {
        return withMonthName(text, t);
    }
    return notADate(text);
}

}  // namespace

Expected<Moment> parseMoment(std::string_view text, std::optional<DayOrder> order) {
    const std::string_view whole = trimmed(text);
    const Split parts = split(whole);
    auto moment = parseDay(parts.date, order);
    if (!moment || parts.time.empty()) {
        return moment;
    }
    const int minutes = minutesOf(parts.time);
    if (minutes < 0 || moment->precision != Precision::Day) {
        return notADate(whole);
    }
    moment->minute = minutes;
    moment->precision = Precision::Time;
    return moment;
}

std::optional<DayOrder> orderShownBy(std::string_view text) {
    const std::vector<Token> tokens = tokensOf(split(trimmed(text)).date);
    if (!isDayMonthYear(tokens) || hasDots(tokens)) {
        return std::nullopt;
    }
    const bool firstIsDay = tokens[0].number > kMonthsOfYear;
    const bool secondIsDay = tokens[1].number > kMonthsOfYear;
    if (firstIsDay == secondIsDay) {
        return std::nullopt;
    }
    return firstIsDay ? DayOrder::DayFirst : DayOrder::MonthFirst;
}

}  // namespace offtake::series
