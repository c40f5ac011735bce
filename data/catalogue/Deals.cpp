#include "data/catalogue/Deals.h"

#include <array>
#include <utility>

namespace offtake::catalogue {

namespace {

constexpr std::string_view kTable = "deals";
constexpr std::string_view kPrefix = "deal.";

using Text = std::pair<std::string_view, std::string DealFact::*>;
using Number = std::pair<std::string_view, std::optional<double> DealFact::*>;
using Figure = std::pair<std::string_view, DealFigure DealFact::*>;
using Day = std::pair<std::string_view, std::optional<Period> DealFact::*>;

constexpr std::array<Text, 12> kTexts = {{{"provider", &DealFact::provider},
                                          {"customer", &DealFact::customer},
                                          {"type", &DealFact::type},
                                          {"accelerators", &DealFact::accelerators},
                                          {"termination", &DealFact::termination},
                                          {"ramp", &DealFact::ramp},
                                          {"prepayment", &DealFact::prepayment},
                                          {"equity", &DealFact::equity},
                                          {"exclusivity", &DealFact::exclusivity},
                                          {"take-or-pay", &DealFact::takeOrPay},
                                          {"vendors", &DealFact::vendors},
                                          {"status", &DealFact::status}}};
constexpr std::array<Number, 5> kNumbers = {{{"term", &DealFact::termMonths},
                                             {"monthly-fee", &DealFact::monthlyFee},
                                             {"annual-fee", &DealFact::annualFee},
                                             {"power", &DealFact::powerMw},
                                             {"firm", &DealFact::firmCommitment}}};
constexpr std::array<Figure, 3> kFigures = {{{"total", &DealFact::total},
                                             {"accelerator-count", &DealFact::acceleratorCount},
                                             {"bundle-price", &DealFact::bundlePrice}}};
constexpr std::array<Day, 3> kDays = {
    {{"announced", &DealFact::announced}, {"start", &DealFact::start}, {"end", &DealFact::end}}};

void take(DealFact& deal, std::string_view metric, const Fact& fact) {
    for (const auto& text : kTexts) {
        if (text.first == metric) {
            deal.*text.second = fact.text;
        }
    }
    for (const auto& number : kNumbers) {
        if (number.first == metric) {
            deal.*number.second = fact.value;
        }
    }
    for (const auto& figure : kFigures) {
        if (figure.first == metric) {
            deal.*figure.second = {fact.value, fact.low, fact.high};
        }
    }
    for (const auto& day : kDays) {
        if (day.first == metric) {
            const auto period = parsePeriod(fact.text);
            deal.*day.second = period ? std::optional<Period>(*period) : std::nullopt;
        }
    }
    if (metric == "provider") {
        deal.confidence = fact.confidence;
    }
}

}  // namespace

std::vector<DealFact> deals(const Catalogue& catalogue) {
    std::vector<DealFact> out;
    for (const Fact* fact : catalogue.table(kTable)) {
        std::string_view rest = fact->id;
        if (!rest.starts_with(kPrefix)) {
            continue;
        }
        rest.remove_prefix(kPrefix.size());
        const auto point = rest.find('.');
        const std::string_view key = rest.substr(0, point);
        if (out.empty() || out.back().key != key) {
            out.emplace_back();
            out.back().key = key;
            out.back().subject = fact->subject;
        }
        out.back().facts.push_back(fact);
        // Ids of rival claims have a further part and match no metric.
        take(out.back(), point == std::string_view::npos ? std::string_view{} : rest.substr(point + 1), *fact);
    }
    return out;
}

}  // namespace offtake::catalogue
