#include "tests/core/support/RandomStudy.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "core/study/kinds/ClauseInputs.h"

namespace offtake::testing {

using namespace study;

namespace {

/// Draws without the standard distributions, whose results differ between libraries.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_engine(seed * 0x9E3779B97F4A7C15ULL + 1) {}

    double unit() { return static_cast<double>(m_engine() >> 11) * 0x1.0p-53; }
    bool chance(double probability) { return unit() < probability; }
    int upTo(int count) { return std::min(count - 1, static_cast<int>(unit() * count)); }
    double between(double low, double high) { return low + (high - low) * unit(); }

private:
    std::mt19937_64 m_engine;
};

/// Bounds within which a drawn study stays readable: plausible ones where stated, else part of the hard ones.
std::pair<double, double> drawingRange(const Input& input) {
    double low = std::isnan(input.plausibleLow) ? input.low : std::max(input.low, input.plausibleLow);
    double high = std::isnan(input.plausibleHigh) ? input.high : std::min(input.high, input.plausibleHigh);
    if (&input == &kAccelerators) {
        return {0.0, 50000.0};
    }
    if (&input == &kFee || &input == &kFeeFixed || &input == &kAssistance || &input == &kGovernanceCost) {
        return {0.0, 2e8};
    }
    if (&input == &kScale) {
        return {0.0, 3.0};
    }
    if (&input == &kPortingEffort || &input == &kStaff || &input == &kEgressVolume) {
        return {0.0, 5000.0};
    }
    if (&input == &kDemand) {
        return {0.0, 100000.0};
    }
    // Times: months and days far beyond any horizon say nothing new.
    high = std::min(high, low + (input.unit.symbol == "months" ? 60.0 : input.unit.symbol == "days" ? 400.0 : high - low));
    return {low, high};
}

class Author {
public:
    explicit Author(std::uint64_t seed) : m_dice(seed) {}

    Study write() {
        Element root = element(kStudyKind, "");
        const int start = m_dice.upTo(36);
        with(root, kStart, addMonths(date(2025, 1, 1), start));
        with(root, kHorizon, static_cast<double>(1 + m_dice.upTo(72)));
        m_start = addMonths(date(2025, 1, 1), start);
        m_parties = 1 + m_dice.upTo(3);
        for (int i = 0; i < m_parties; ++i) {
            add(root, element(kPartyKind, "party-" + std::to_string(i)));
        }
        Element shared = element(kAssumptionKind, "shared-price");
        with(shared, kAssumptionValue, m_dice.between(0.02, 0.2));
        with(shared, kAssumptionUnit, "$/kWh");
        add(root, shared);
        const int deals = 1 + m_dice.upTo(3);
        for (int i = 0; i < deals; ++i) {
            add(root, deal("deal-" + std::to_string(i)));
        }
        with(root, kPerspective, m_dice.chance(0.5) ? party() : std::string());
        with(root, kBaseline, m_dice.chance(0.5) ? "deal-0" : "");
        with(root, kSizing, "as-entered");
        return Study(std::make_shared<const Element>(std::move(root)));
    }

private:
    Dice m_dice;
    Date m_start;
    int m_parties = 1;

    std::string party() { return "party-" + std::to_string(m_dice.upTo(m_parties)); }

    Element element(const ElementKind& kind, std::string id) {
        Element drawn = makeElement(kind, std::move(id));
        for (std::size_t i = 0; i < kind.inputs.size(); ++i) {
            fill(*kind.inputs[i], drawn.values[i]);
        }
        return drawn;
    }

    void fill(const Input& input, Value& value) {
        const bool atDefault = m_dice.chance(0.25);
        switch (input.shape) {
            case Shape::Choice: value.text = input.choices[static_cast<std::size_t>(m_dice.upTo(static_cast<int>(input.choices.size())))].key; break;
            case Shape::Date: value.numbers = {static_cast<double>((m_start + std::chrono::days{m_dice.upTo(1200) - 300}).time_since_epoch().count())}; break;
            case Shape::Number:
            case Shape::Path:
                if (!atDefault && !input.structural && &input != &kAssumptionValue) {
                    number(input, value);
                }
                break;
            default: break;
        }
    }

    void number(const Input& input, Value& value) {
        const auto [low, high] = drawingRange(input);
        if (input.neutral && m_dice.chance(0.15)) {
            value.numbers = {*input.neutral};
            return;
        }
        const int count = input.shape == Shape::Path ? 1 + (m_dice.chance(0.4) ? m_dice.upTo(30) : 0) : 1;
        value.numbers.clear();
        for (int i = 0; i < count; ++i) {
            value.numbers.push_back(m_dice.between(low, high));
        }
        if (m_dice.chance(0.2) && count == 1) {
            value.numbers[0] = std::clamp(std::round(value.numbers[0]), low, high);
        }
    }

    Element deal(std::string id) {
        Element drawn = element(kDealKind, std::move(id));
        with(drawn, kBuyer, m_dice.chance(0.7) ? party() : std::string());
        const int tranches = 1 + m_dice.upTo(4);
        for (int i = 0; i < tranches; ++i) {
            add(drawn, tranche("tranche-" + std::to_string(i)));
        }
        if (m_dice.chance(0.4)) {
            Element loan = element(kLoanKind, "loan");
            with(loan, kBorrower, m_dice.chance(0.5) ? party() : std::string());
            add(drawn, loan);
        }
        return drawn;
    }

    Element tranche(std::string id) {
        const ElementKind* kinds[] = {&kOwnedKind, &kOfftakeKind, &kCloudKind, &kOfftakeKind};
        Element drawn = element(*kinds[m_dice.upTo(4)], std::move(id));
        with(drawn, kSupplier, m_dice.chance(0.6) ? party() : std::string());
        with(drawn, kCustomer, m_dice.chance(0.4) ? party() : std::string());
        const char* vendors[] = {"", "north", "south"};
        for (const Input* layer : kTrancheVendors) {
            with(drawn, *layer, vendors[m_dice.upTo(3)]);
        }
        if (m_dice.chance(0.6)) {
            with(drawn, kExit, 1200.0);
        }
        if (m_dice.chance(0.3)) {
            Value& price = drawn.values[static_cast<std::size_t>(drawn.kind->indexOf(kEnergyPrice))];
            price.assumption = "shared-price";
        }
        for (const ElementKind* kind : allKinds()) {
            if (kind->role == Role::Clause && m_dice.chance(0.35)) {
                add(drawn, element(*kind, std::string(kind->key)));
            }
        }
        return drawn;
    }
};

}  // namespace

Study randomStudy(std::uint64_t seed) { return Author(seed).write(); }

}  // namespace offtake::testing
