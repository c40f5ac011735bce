#include "core/study/Plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "core/study/Assumption.h"
#include "core/study/Correlated.h"
#include "core/study/Edit.h"
#include "core/study/ProcessMean.h"
#include "core/study/Reach.h"
#include "core/study/StatedLevel.h"
#include "core/study/Validate.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"

namespace offtake::study {

namespace {

/// Fills the plan, element by element, in document order.
class Resolver {
public:
    explicit Resolver(const Study& study) : m_study(study) {}

    Plan run() {
        Structure& structure = m_plan.structure;
        const Element& root = m_study.root();
        structure.timeline = makeTimeline(root, columnsNeeded(m_study));
        structure.texts.emplace_back();
        for (const ElementPtr& assumption : root.childrenOf(Role::Assumption)) {
            const Path path = Path{}.child(Role::Assumption, assumption->id);
            m_assumptions[assumption->id] = isForecast(*assumption) ? appendForecast(path, *assumption)
                                                                    : appendInput(path.input(kAssumptionValue.key), kAssumptionValue, assumption->get(kAssumptionValue));
        }
        structure.study = element(root, {});
        for (const ElementPtr& party : m_study.parties()) {
            structure.parties.push_back(element(*party, Path{}.child(Role::Party, party->id)));
        }
        for (const ElementPtr& deal : m_study.deals()) {
            structure.deals.push_back(dealStructure(*deal));
        }
        structure.perspective = partyIndex(root.get(kPerspective).text);
        structure.baseline = std::max(0, dealIndex(root.get(kBaseline).text));
        correlate(root);
        return std::move(m_plan);
    }

private:
    const Study& m_study;
    Plan m_plan;
    /// The slots of one value.
    struct Slots {
        SlotRange level;
        FactorRange factors;
    };
    std::map<std::string, Slots, std::less<>> m_assumptions;

    /// The slots of a value, and among the random inputs what of it is uncertain.
    Slots appendInput(const Path& path, const Input& input, const Value& value) {
        Slots slots{appendSlots(path, input, value), {}};
        Uncertainty uncertainty = uncertaintyOf(value);
        if (input.shape != Shape::Path || uncertainty.process.empty()) {
            uncertainty.process.clear();
        } else {
            const std::vector<double> means = meanFactors(uncertainty.process, m_plan.structure.timeline, m_plan.structure.timeline.columns);
            slots.factors = appendFactors(path, input, means, movesOdds(input, uncertainty.process));
            addProcess(path, input, slots.factors, uncertainty);
        }
        if (uncertainty.family != Family::Certain) {
            eachLevel(uncertainty, [&](double& level) { level = slotNumber(m_plan.structure.timeline, input, level); });
            uncertainty.process.clear();
            m_plan.random.push_back({path, &input, RandomInput::Part::Level, slots.level, isShare(input), std::move(uncertainty)});
        }
        return slots;
    }

    /// A forecast is all factors: its values by calendar month, the last one holding on.
    Slots appendForecast(const Path& owner, const Element& forecast) {
        const Path path = owner.input(kForecastValue.key);
        const Value& value = forecast.get(kForecastValue);
        std::vector<double> means = meanFactors(value.uncertainty.process, m_plan.structure.timeline, m_plan.structure.timeline.columns);
        for (std::size_t t = 0; t < means.size(); ++t) {
            means[t] *= value.numbers[std::min(t, value.numbers.size() - 1)];
        }
        const FactorRange factors = appendFactors(path, kForecastValue, means, false);
        addProcess(path, kForecastValue, factors, value.uncertainty);
        return {{factors.first, 0}, factors};
    }

    FactorRange appendFactors(const Path& path, const Input& input, std::span<const double> means, bool odds) {
        const FactorRange range{static_cast<std::int32_t>(m_plan.slots.size()), static_cast<std::int32_t>(means.size()), odds};
        for (std::size_t t = 0; t < means.size(); ++t) {
            m_plan.slots.push_back(means[t]);
            m_plan.info.push_back({path, &input, static_cast<std::int32_t>(t), true});
        }
        return range;
    }

    /// An assumption has no bounds of its own: its draws keep to the narrowest of those who refer to it.
    void holdToBounds(SlotRange level, const Input& input) {
        for (RandomInput& random : m_plan.random) {
            const bool narrower = input.high - input.low < random.input->high - random.input->low;
            if (random.part == RandomInput::Part::Level && random.slots.first == level.first && narrower) {
                random.input = &input;
                random.odds = isShare(input);
            }
        }
    }

    void addProcess(const Path& path, const Input& input, const FactorRange& factors, Uncertainty uncertainty) {
        std::erase_if(uncertainty.process, [](const ProcessTerm& term) { return term.kind == ProcessKind::Season; });
        uncertainty.family = Family::Certain;
        uncertainty.parameters.clear();
        if (!uncertainty.none()) {
            m_plan.random.push_back({path, &input, RandomInput::Part::Process, {factors.first, factors.count}, factors.odds, std::move(uncertainty)});
        }
    }

    /// Pairs levels with levels and processes with processes.
    void correlate(const Element& root) {
        const std::vector<ElementPtr> pairs = root.childrenOf(Role::Correlation);
        if (pairs.empty()) {
            return;
        }
        // The level and the process of each input that has any, by its path.
        std::map<std::string, std::array<std::optional<std::size_t>, 2>> parts;
        for (std::size_t i = 0; i < m_plan.random.size(); ++i) {
            const RandomInput& input = m_plan.random[i];
            parts[input.path.text()][static_cast<std::size_t>(input.part)] = i;
        }
        for (const ElementPtr& pair : pairs) {
            const auto named = correlatedInput(m_study, pair->get(kCorrelated).text);
            const auto other = correlatedInput(m_study, pair->get(kCorrelatedWith).text);
            if (!named || !other) {  // not filled in yet
                continue;
            }
            const auto first = parts.find(named->text());
            const auto second = parts.find(other->text());
            if (first == parts.end() || second == parts.end() || first == second) {
                continue;
            }
            for (std::size_t part = 0; part < first->second.size(); ++part) {
                if (first->second[part] && second->second[part]) {
                    m_plan.correlations.push_back({*first->second[part], *second->second[part], pair->get(kRankCorrelation).number()});
                }
            }
        }
    }

    SlotRange appendSlots(const Path& path, const Input& input, const Value& value) {
        const SlotRange range{static_cast<std::int32_t>(m_plan.slots.size()), static_cast<std::int32_t>(value.numbers.size())};
        for (std::size_t i = 0; i < value.numbers.size(); ++i) {
            m_plan.slots.push_back(slotNumber(m_plan.structure.timeline, input, value.numbers[i]));
            m_plan.info.push_back({path, &input, static_cast<std::int32_t>(i)});
        }
        return range;
    }

    template <typename List>
    static int indexById(const List& list, std::string_view id) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (list[i]->id == id) {
                return static_cast<int>(i);
            }
        }
        return -1;
    }
    [[nodiscard]] int partyIndex(std::string_view id) const { return indexById(m_study.parties(), id); }
    [[nodiscard]] int dealIndex(std::string_view id) const { return indexById(m_study.deals(), id); }

    int interned(const std::string& text) {
        std::vector<std::string>& texts = m_plan.structure.texts;
        const auto found = std::find(texts.begin(), texts.end(), text);
        if (found != texts.end()) {
            return static_cast<int>(found - texts.begin());
        }
        texts.push_back(text);
        return static_cast<int>(texts.size()) - 1;
    }

    int choiceIndex(const Input& input, const Value& value) {
        switch (input.shape) {
            case Shape::Choice:
                for (std::size_t i = 0; i < input.choices.size(); ++i) {
                    if (input.choices[i].key == value.text) {
                        return static_cast<int>(i);
                    }
                }
                return 0;
            case Shape::Reference: return input.refersTo == roleName(Role::Deal) ? dealIndex(value.text) : partyIndex(value.text);
            case Shape::Text: return isLayer(input) ? interned(value.text) : 0;
            default: return 0;
        }
    }

    static bool isLayer(const Input& input) {
        for (const Input* layer : kTrancheVendors) {
            if (layer == &input) {
                return true;
            }
        }
        return false;
    }

    template <typename Kind = PlanElement>
    Kind element(const Element& from, const Path& path) {
        Kind plan;
        plan.kind = from.kind;
        plan.id = from.id;
        plan.name = from.displayName();
        plan.path = path;
        for (std::size_t i = 0; i < from.values.size(); ++i) {
            const Input& input = *from.kind->inputs[i];
            const Value& value = from.values[i];
            Slots slots;
            if (input.continuous() && value.assumption.empty()) {
                slots = appendInput(path.input(input.key), input, value);
            } else if (input.continuous()) {
                slots = m_assumptions.find(value.assumption)->second;
                holdToBounds(slots.level, input);
            }
            plan.slots.push_back(slots.level);
            if (slots.factors.first >= 0) {
                plan.factors.resize(from.values.size());
                plan.factors[i] = slots.factors;
            }
            plan.choices.push_back(choiceIndex(input, value));
        }
        return plan;
    }

    DealStructure dealStructure(const Element& from) {
        const Path path = Path{}.child(Role::Deal, from.id);
        auto deal = element<DealStructure>(from, path);
        deal.buyer = std::max(0, deal.choiceOf(kBuyer));
        for (const ElementPtr& tranche : from.childrenOf(Role::Tranche)) {
            const Path tranchePath = path.child(Role::Tranche, tranche->id);
            auto structure = element<TrancheStructure>(*tranche, tranchePath);
            for (const ElementPtr& clause : tranche->childrenOf(Role::Clause)) {
                if (clause->choice(kActive) == "on") {
                    structure.clauses.push_back(element(*clause, tranchePath.child(Role::Clause, clause->id)));
                }
            }
            deal.tranches.push_back(std::move(structure));
        }
        for (const ElementPtr& loan : from.childrenOf(Role::Loan)) {
            deal.loans.push_back(element(*loan, path.child(Role::Loan, loan->id)));
        }
        return deal;
    }
};

}  // namespace

Expected<Study> underScenario(const Study& study, std::string_view scenarioId) {
    if (scenarioId.empty()) {
        return study;
    }
    const Path path = Path{}.child(Role::Scenario, std::string(scenarioId));
    const auto scenario = findElement(study, path);
    if (!scenario) {
        return tl::unexpected(scenario.error());
    }
    Batch batch;
    for (const ElementPtr& item : (*scenario)->childrenOf(Role::Override)) {
        const auto target = parsePath(item->get(kTarget).text);
        if (!target) {
            return tl::unexpected(target.error());
        }
        const auto place = findInput(study, *target);
        if (!place) {
            return tl::unexpected(place.error());
        }
        auto value = parseValue(place->input(), item->get(kOverrideValue).text, target->text());
        if (!value) {
            return tl::unexpected(value.error());
        }
        value->source = place->value().source;
        value->estimate = place->value().estimate;
        value->note = place->value().note;
        batch.edits.push_back(Edit{SetValue{*target, *value}});
    }
    return apply(study, Edit{batch});
}

Expected<Plan> resolve(const Study& study) {
    if (const auto checked = checkStudy(study); !checked) {
        return tl::unexpected(checked.error());
    }
    return Resolver(study).run();
}

}  // namespace offtake::study
