#include "core/present/DealNames.h"

#include <algorithm>
#include <cmath>

#include "core/present/Magnitude.h"
#include "core/present/NumberText.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::present {
namespace {

constexpr std::size_t kLetters = 26;
constexpr std::size_t kShortName = 20;
constexpr std::size_t kTellingName = 24;  // where the short names of two deals are the same
constexpr std::size_t kTitleName = 48;
constexpr double kTie = 1e-9;
constexpr double kCentsBelow = 1000.0;
constexpr double kWholePercentFrom = 10.0;

/// As many whole words as fit; never cut inside a word.
std::string firstWords(std::string name, std::size_t most) {
    while (name.size() > most) {
        const std::size_t space = name.find_last_of(' ');
        if (space == std::string::npos || space == 0) {
            break;
        }
        name.erase(space);
    }
    name.erase(name.find_last_not_of(" ,:;(") + 1);
    return name;
}

/// The name up to its first comma, colon or bracket.
std::string shortened(const std::string& name, std::size_t most) { return firstWords(name.substr(0, name.find_first_of(",:;(")), most); }

/// Letter and shortened name; where another deal would read the same, more of the name.
std::string labelWithin(const economics::StudyResult& result, std::size_t deal, std::size_t most, std::size_t mostIfShared) {
    const std::string& name = result.deals[deal].name;
    const std::string brief = shortened(name, most);
    const auto same = std::count_if(result.deals.begin(), result.deals.end(),
                                    [&](const economics::DealResult& other) { return shortened(other.name, most) == brief; });
    return dealLetter(deal) + " " + (same > 1 ? firstWords(name, mostIfShared) : brief);
}

}  // namespace

std::string studyTitle(const economics::StudyResult& result) {
    const std::string& name = result.study.root().get(study::kName).text;
    return name.empty() ? "Comparison" : name;
}

std::string dealLetter(std::size_t deal) {
    std::string letters(1, static_cast<char>('A' + deal % kLetters));
    return deal < kLetters ? letters : dealLetter(deal / kLetters - 1) + letters;
}

std::string dealLabel(const economics::StudyResult& result, std::size_t deal) {
    return dealLetter(deal) + " " + result.deals[deal].name;
}

std::string shortDealLabel(const economics::StudyResult& result, std::size_t deal) { return labelWithin(result, deal, kShortName, kTellingName); }

std::string titleDealLabel(const economics::StudyResult& result, std::size_t deal) { return labelWithin(result, deal, kTitleName, kTitleName); }

std::string dealHeading(const economics::StudyResult& result, std::size_t deal) {
    return dealLetter(deal) + " · " + result.deals[deal].name;
}

std::string partyOf(const economics::StudyResult& result, std::size_t deal) {
    const economics::DealResult& computed = result.deals[deal];
    return computed.accounts->partyNames[static_cast<std::size_t>(computed.evaluation.party)];
}

std::string moneyText(double amount, std::optional<double> scale, bool plusSign) {
    const double largest = std::abs(scale.value_or(amount));
    const Magnitude magnitude = magnitudeFor(largest);
    const double shown = std::abs(amount) / magnitude.divisor;
    int decimals = decimalsFor(largest / magnitude.divisor);
    if (magnitude.symbol.empty() && largest < kCentsBelow) {
        decimals = std::max(decimals, 2);
    }
    const std::string digits = numberText(shown, {decimals, false, true});
    const bool isZero = digits.find_first_of("123456789") == std::string::npos;
    const std::string sign = isZero ? "" : amount < 0.0 ? "−" : plusSign ? "+" : "";
    return sign + "$" + digits + (magnitude.symbol.empty() ? "" : " " + magnitude.symbol);
}

std::string percentText(double change) {
    return numberText(100.0 * change, {std::abs(100.0 * change) < kWholePercentFrom ? 1 : 0, true, true}) + " %";
}

std::string currencyNote(const economics::StudyResult& result) {
    const std::string& code = result.study.root().get(study::kCurrency).text;
    return code.empty() || code == "USD" ? std::string() : "$ stands for " + code;
}

bool isTie(double a, double b) { return std::abs(a - b) <= kTie * std::max(std::abs(a), std::abs(b)); }

}  // namespace offtake::present
