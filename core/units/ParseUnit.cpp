#include "core/units/ParseUnit.h"

#include <algorithm>
#include <optional>
#include <string>

#include "core/units/Cursor.h"

namespace offtake::units {

namespace {

enum class Case : std::uint8_t { Any, Exact };
enum class Prefixes : std::uint8_t { No, Yes };

struct Word {
    std::string_view text;
    Unit unit;
    Prefixes prefixes = Prefixes::No;
    Case letters = Case::Any;
};

constexpr Unit kWattHour = base::kWatt * base::kHour;
constexpr Unit kFlopPerSecond = base::kFlop / base::kSecond;

constexpr Word kWords[] = {
    {"$", base::kDollar},
    {"USD", base::kDollar, Prefixes::Yes},
    {"US$", base::kDollar},
    {"dollar", base::kDollar},
    {"dollars", base::kDollar},
    {"¢", 0.01 * base::kDollar},
    {"c", 0.01 * base::kDollar, Prefixes::No, Case::Exact},
    {"ct", 0.01 * base::kDollar},
    {"cent", 0.01 * base::kDollar},
    {"cents", 0.01 * base::kDollar},
    {"%", base::kPercent},
    {"percent", base::kPercent},
    {"bp", 0.01 * base::kPercent},
    {"bps", 0.01 * base::kPercent},
    {"x", base::kOne},
    {"times", base::kOne},
    {"1", base::kOne},
    {"GPU", base::kGpu},
    {"GPUs", base::kGpu},
    {"TPU", base::kGpu},
    {"TPUs", base::kGpu},
    {"accelerator", base::kGpu},
    {"accelerators", base::kGpu},
    {"chip", base::kGpu},
    {"chips", base::kGpu},
    {"GPUh", base::kGpu* base::kHour},
    {"H100e", base::kH100e},
    {"H100es", base::kH100e},
    {"s", base::kSecond, Prefixes::No, Case::Exact},
    {"sec", base::kSecond},
    {"second", base::kSecond},
    {"seconds", base::kSecond},
    {"h", base::kHour},
    {"hr", base::kHour},
    {"hrs", base::kHour},
    {"hour", base::kHour},
    {"hours", base::kHour},
    {"d", base::kDay, Prefixes::No, Case::Exact},
    {"day", base::kDay},
    {"days", base::kDay},
    {"mo", base::kMonth},
    {"mos", base::kMonth},
    {"mth", base::kMonth},
    {"month", base::kMonth},
    {"months", base::kMonth},
    {"a", base::kYear, Prefixes::No, Case::Exact},
    {"y", base::kYear, Prefixes::No, Case::Exact},
    {"yr", base::kYear},
    {"yrs", base::kYear},
    {"year", base::kYear},
    {"years", base::kYear},
    {"annum", base::kYear},
    {"W", base::kWatt, Prefixes::Yes},
    {"watt", base::kWatt, Prefixes::Yes},
    {"watts", base::kWatt, Prefixes::Yes},
    {"Wh", kWattHour, Prefixes::Yes},
    {"g", base::kGramCo2, Prefixes::No, Case::Exact},
    {"kg", 1e3 * base::kGramCo2, Prefixes::No, Case::Exact},
    {"t", base::kTonCo2, Prefixes::No, Case::Exact},
    {"ton", base::kTonCo2},
    {"tonne", base::kTonCo2},
    {"tonnes", base::kTonCo2},
    // After a mass written apart ("t CO2") the substance adds nothing: all grams of this program are of CO2.
    {"CO2", base::kOne},
    {"CO2e", base::kOne},
    {"gCO2", base::kGramCo2, Prefixes::Yes, Case::Exact},
    {"gCO2e", base::kGramCo2, Prefixes::Yes, Case::Exact},
    {"tCO2", base::kTonCo2, Prefixes::Yes, Case::Exact},
    {"tCO2e", base::kTonCo2, Prefixes::Yes, Case::Exact},
    {"FLOP", base::kFlop, Prefixes::Yes},
    {"FLOPs", base::kFlop, Prefixes::Yes, Case::Exact},
    {"FLOPS", kFlopPerSecond, Prefixes::Yes, Case::Exact},
    {"token", base::kToken, Prefixes::Yes},
    {"tokens", base::kToken, Prefixes::Yes},
    {"person", base::kPerson},
    {"persons", base::kPerson},
    {"people", base::kPerson},
    {"engineer", base::kPerson},
    {"engineers", base::kPerson},
    {"FTE", base::kPerson},
    {"FTEs", base::kPerson},
    {"byte", base::kByte},
    {"bytes", base::kByte},
    {"kB", 1e3 * base::kByte, Prefixes::No, Case::Exact},
    {"MB", 1e6 * base::kByte, Prefixes::No, Case::Exact},
    {"GB", 1e9 * base::kByte, Prefixes::No, Case::Exact},
    {"TB", 1e12 * base::kByte, Prefixes::No, Case::Exact},
    {"PB", 1e15 * base::kByte, Prefixes::No, Case::Exact},
};

struct Multiple {
    std::string_view text;
    double factor;
    Case letters = Case::Exact;
    bool prefix = false;  ///< may be written onto a symbol
};

constexpr Multiple kMultiples[] = {
    {"k", 1e3, Case::Exact, true},
    {"K", 1e3, Case::Exact, true},
    {"M", 1e6, Case::Exact, true},
    {"G", 1e9, Case::Exact, true},
    {"T", 1e12, Case::Exact, true},
    {"P", 1e15, Case::Exact, true},
    {"E", 1e18, Case::Exact, true},
    {"B", 1e9},
    {"MM", 1e6},
    {"bn", 1e9, Case::Any},
    {"mn", 1e6, Case::Any},
    {"mln", 1e6, Case::Any},
    {"tn", 1e12, Case::Any},
    {"thousand", 1e3, Case::Any},
    {"million", 1e6, Case::Any},
    {"billion", 1e9, Case::Any},
    {"trillion", 1e12, Case::Any},
};

constexpr std::string_view kForeign[] = {"€", "£", "¥", "EUR", "GBP", "JPY", "CNY", "CHF", "AUD", "CAD", "INR", "KRW"};

constexpr int kMostFactors = 8;  // enough for any unit of the field, few enough that no product overflows

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(std::string_view left, std::string_view right, Case letters) {
    return std::ranges::equal(left, right,
                              [&](char a, char b) { return letters == Case::Exact ? a == b : lower(a) == lower(b); });
}

const Unit* findWord(std::string_view text, bool prefixed) {
    for (const Case letters : {Case::Exact, Case::Any}) {
        for (const Word& word : kWords) {
            const bool fits =
                (!prefixed || word.prefixes == Prefixes::Yes) && (letters == Case::Exact || word.letters == Case::Any);
            if (fits && same(text, word.text, letters)) {
                return &word.unit;
            }
        }
    }
    return nullptr;
}

const Multiple* findMultiple(std::string_view text) {
    const auto* const found = std::ranges::find_if(
        kMultiples, [&](const Multiple& multiple) { return same(text, multiple.text, multiple.letters); });
    return found == std::end(kMultiples) ? nullptr : found;
}

/// One factor of a unit: a word, a multiple, or both written together.
struct Factor {
    Unit unit;
    bool multiple = false;
};

Expected<Factor> factorOf(std::string_view word) {
    if (const Unit* unit = findWord(word, false)) {
        return Factor{*unit};
    }
    if (const Multiple* multiple = findMultiple(word)) {
        return Factor{multiple->factor * base::kOne, true};
    }
    for (const Multiple& multiple : kMultiples) {
        if (multiple.prefix && word.starts_with(multiple.text)) {
            if (const Unit* unit = findWord(word.substr(multiple.text.size()), true)) {
                return Factor{multiple.factor * *unit};
            }
        }
    }
    for (const std::string_view currency : kForeign) {
        if (same(word, currency, Case::Any)) {
            return fail(ErrorCode::UnknownName, {},
                        {"Amounts are in the one currency of the study, not in {0}.", {quotable(word)}},
                        {"Convert the amount and write it in $.", {}});
        }
    }
    if (word == "m") {
        return fail(ErrorCode::UnknownName, {}, {"\"m\" could mean a million, a month, a minute or a thousandth.", {}},
                    {"Write M for a million or mo for a month.", {}});
    }
    return fail(ErrorCode::UnknownName, {}, {"\"{0}\" is not a unit.", {quotable(word)}},
                {"Write a unit such as $/GPU-h, M$/month, kWh, %, months; prefixes are k M G T.", {}});
}

constexpr std::string_view kProductSigns[] = {"-", "*", "·", "×", "⋅", "∙", "\u2011"};

class UnitReader {
public:
    UnitReader(std::string_view text, bool afterDollar) : m_text(text), m_cursor(text), m_afterDollar(afterDollar) {}

    Expected<UnitSuffix> read() {
        if (m_text.size() > kLongestQuantity) {
            return fail(ErrorCode::TooLarge, {}, {"This text is too long for a unit.", {}},
                        {"Write a unit such as $/GPU-h.", {}});
        }
        m_cursor.takeSpaces();
        if (auto error = readTerms()) {
            return tl::unexpected<Error>(std::move(*error));
        }
        return UnitSuffix{m_unit, m_factors == 0 ? m_multiples != 0 : false};
    }

private:
    std::optional<Error> readTerms() {
        bool dividing = false;
        bool first = true;
        while (true) {
            const bool mayBeEmpty = first && m_afterDollar;
            if (auto error = readTerm(dividing, mayBeEmpty)) {
                return error;
            }
            first = false;
            if (m_cursor.atEnd()) {
                return std::nullopt;
            }
            dividing = true;  // readTerm stops only at the end or behind a division sign
        }
    }

    /// Reads factors up to the end or past the next "/" or "per".
    std::optional<Error> readTerm(bool dividing, bool mayBeEmpty) {
        const bool parenthesis = dividing && m_cursor.take("(");
        int words = 0;
        int multiples = 0;
        bool divides = false;
        while (!divides) {
            m_cursor.takeSpaces();
            if (parenthesis && m_cursor.take(")")) {
                m_cursor.takeSpaces();
                divides = takeDivision();
                if (!divides && !m_cursor.atEnd()) {
                    return unreadable();
                }
                break;
            }
            if (m_cursor.atEnd()) {
                if (parenthesis) {
                    return unreadable();
                }
                break;
            }
            if (takeDivision()) {
                divides = true;
                break;
            }
            if (takePerAnnum()) {
                m_unit = m_unit / base::kYear;
                m_factors += 1;
                words += 1;
                continue;
            }
            if (words + multiples > 0) {
                takeProductSign();
                m_cursor.takeSpaces();
            }
            const std::string_view word = takeWord();
            if (word.empty() || m_factors + m_multiples >= kMostFactors) {
                return unreadable();
            }
            const auto factor = factorOf(word);
            if (!factor) {
                return factor.error();
            }
            m_unit = dividing ? m_unit / factor->unit : m_unit * factor->unit;
            (factor->multiple ? multiples : words) += 1;
            (factor->multiple ? m_multiples : m_factors) += 1;
        }
        const bool multipleAlone = words == 0 && multiples == 1 && !dividing && (m_afterDollar || !divides);
        if (multiples > 1 || (words == 0 && !multipleAlone && !mayBeEmpty) || (divides && m_cursor.atEnd())) {
            return unreadable();
        }
        return std::nullopt;
    }

    bool takeDivision() {
        if (m_cursor.take("/") || m_cursor.take("∕") || m_cursor.take("⁄")) {
            m_cursor.takeSpaces();
            return true;
        }
        const std::string_view rest = m_cursor.rest();
        if (rest.size() > 3 && same(rest.substr(0, 3), "per", Case::Any) && blankAtStart(rest.substr(3)) != 0) {
            m_cursor.skip(3);
            m_cursor.takeSpaces();
            return true;
        }
        return false;
    }

    bool takePerAnnum() {
        for (const std::string_view phrase : {"p.a.", "p.a", "pa"}) {
            const std::string_view rest = m_cursor.rest();
            if (trimmed(rest) == phrase) {
                m_cursor.skip(rest.size());
                return true;
            }
        }
        return false;
    }

    void takeProductSign() {
        for (const std::string_view sign : kProductSigns) {
            if (m_cursor.take(sign)) {
                return;
            }
        }
    }

    /// A sign like $ or %, or a run of letters and digits; empty when neither comes next.
    std::string_view takeWord() {
        const std::string_view rest = m_cursor.rest();
        for (const std::string_view sign : {"$", "%", "¢", "€", "£", "¥"}) {
            if (m_cursor.take(sign)) {
                return sign;
            }
        }
        if (m_cursor.take("US$")) {
            return "$";
        }
        std::size_t length = 0;
        while (length < rest.size() && (isLetter(rest[length]) || isDigit(rest[length]))) {
            ++length;
        }
        m_cursor.skip(length);
        if (rest.substr(0, length).ends_with("CO") && m_cursor.take("₂")) {
            m_spelled = std::string(rest.substr(0, length)) + "2" + (m_cursor.take("e") ? "e" : "");
            return m_spelled;
        }
        m_cursor.take(".");  // an abbreviation: "mo.", "hr."
        return rest.substr(0, length);
    }

    Error unreadable() const {
        return {ErrorCode::Syntax,
                {},
                {"\"{0}\" cannot be read as a unit.", {quotable(m_text)}},
                {"Write a unit such as $/GPU-h, M$/month, kWh, %, months.", {}}};
    }

    std::string_view m_text;
    Cursor m_cursor;
    bool m_afterDollar;
    std::string m_spelled;
    Unit m_unit = base::kOne;
    int m_factors = 0;
    int m_multiples = 0;
};

}  // namespace

Expected<UnitSuffix> parseUnitSuffix(std::string_view text, bool afterDollar) {
    return UnitReader(text, afterDollar).read();
}

Expected<Unit> parseUnit(std::string_view text) {
    auto read = parseUnitSuffix(text, false);
    if (!read) {
        return tl::unexpected<Error>(std::move(read.error()));
    }
    if (read->multipleOnly) {
        return fail(ErrorCode::Syntax, {}, {"\"{0}\" is a multiple without a unit.", {quotable(text)}},
                    {"Write what is counted, such as k$ or M tokens.", {}});
    }
    return read->unit;
}

}  // namespace offtake::units
