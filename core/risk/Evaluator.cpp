#include "core/risk/Evaluator.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "core/economics/Sizing.h"
#include "core/study/Assign.h"
#include "core/study/Assumption.h"
#include "core/study/Edit.h"
#include "core/study/InputLabel.h"
#include "core/study/Reach.h"
#include "core/study/Validate.h"
#include "core/study/kinds/ClauseInputs.h"
#include "core/study/kinds/StudyInputs.h"
#include "core/units/Format.h"

namespace offtake::risk {

using namespace economics;
using namespace study;

Value valueOf(double number) {
    Value value;
    value.numbers = {number};
    return value;
}

double nearestTaken(const Knob& knob, double number) {
    if (knob.input == &kStart) {
        using namespace std::chrono;
        const auto firstOf = [](year_month month) { return static_cast<double>(sys_days(month / 1).time_since_epoch().count()); };
        const year_month_day day{sys_days(days{static_cast<int>(std::floor(number))})};
        const double first = firstOf(day.year() / day.month());
        const double next = firstOf(day.year() / day.month() + months{1});
        return number - first <= next - number ? first : next;
    }
    return knob.whole ? std::round(number) : number;
}

std::string numberOf(const Knob& knob, double number) {
    if (knob.input->shape == Shape::Date) {
        return isoDate(Date{std::chrono::days{static_cast<int>(number)}});
    }
    return units::format(number, knob.unit);
}

std::string exactNumberOf(const Knob& knob, double number) {
    return knob.input->shape == Shape::Date ? numberOf(knob, number) : units::fullPrecision(number, knob.unit);
}

Error stoppedError() { return {ErrorCode::NoSolution, {}, {"The calculation was stopped.", {}}, {}}; }

std::string nameOf(const StudyResult& result, const Figure& figure) {
    const std::string own = fmt::format("{} of {}", infoOf(figure.metric).label, result.deals[figure.deal].name);
    return figure.against ? fmt::format("{} less that of {}", own, result.deals[*figure.against].name) : own;
}

Evaluator::Evaluator(StudyResult base, std::span<const std::size_t> deals)
    : m_base(std::move(base)), m_plan(m_base.plan), m_wanted(m_base.deals.size(), deals.empty()), m_evaluations(m_base.deals.size()) {
    for (const std::size_t deal : deals) {
        m_wanted[deal] = true;
    }
    if (sizedBy(m_plan.structure) && !m_wanted.empty()) {
        m_wanted[m_base.baseline] = true;
    }
    for (const DealResult& deal : m_base.deals) {
        m_standing.metrics.push_back(deal.evaluation.metrics);
        m_standing.scales.push_back(deal.scale);
        m_standing.sizing.push_back(deal.sizing);
    }
}

Expected<Evaluator> Evaluator::of(const Study& study, std::string_view scenario, std::span<const std::size_t> deals) {
    auto base = evaluateStudy(study, scenario);
    if (!base) {
        return tl::unexpected(base.error());
    }
    for (const std::size_t deal : deals) {
        if (deal >= base->deals.size()) {
            return fail(ErrorCode::UnknownName, "deal", {"The study has {0} deals.", {static_cast<std::int64_t>(base->deals.size())}});
        }
    }
    return Evaluator(std::move(*base), deals);
}

std::vector<std::size_t> Evaluator::sizedDeals() const {
    std::vector<std::size_t> sized;
    for (std::size_t deal = 0; sizedBy(m_plan.structure) && deal < m_wanted.size(); ++deal) {
        if (m_wanted[deal] && deal != m_base.baseline) {
            sized.push_back(deal);
        }
    }
    return sized;
}

Expected<Knob> Evaluator::knob(std::string_view path) const {
    const auto parsed = parsePath(path);
    const auto place = parsed ? findInput(m_base.study, *parsed) : Expected<InputPlace>(tl::unexpected(parsed.error()));
    if (!place) {
        Error error = place.error();
        error.subject = path;
        std::string near;
        for (const std::string& candidate : nearPaths(m_base.study, path)) {
            near += (near.empty() ? "" : ", ") + candidate;
        }
        if (!near.empty()) {
            error.remedy = {"Did you mean {0}?", {near}};
        }
        return tl::unexpected(std::move(error));
    }
    const Element& element = *place->element;
    Knob knob{*parsed, &place->input(), place->input().unit, inputLabel(place->input(), *place->element), place->value(), 0.0, false, {}};
    const bool isShared = element.kind->role == study::Role::Assumption;
    if (isShared) {
        const units::NamedUnit* stated = units::findNamedUnit(element.get(kAssumptionUnit).text);
        knob.unit = stated != nullptr ? *stated : knob.unit;
    }
    knob.whole = knob.input->numeric() && (knob.input->structural || knob.input->shape == Shape::Date);
    const bool refers = !knob.value.assumption.empty();
    if (refers) {
        knob.value = assumedValue(*m_base.study.root().child(study::Role::Assumption, knob.value.assumption));
        knob.value.uncertainty.process.clear();  // a number in place of the reference stands by itself
    }
    if (!knob.value.numbers.empty()) {
        knob.number = std::reduce(knob.value.numbers.begin(), knob.value.numbers.end()) / static_cast<double>(knob.value.numbers.size());
    }
    if (knob.input->continuous() && !refers && !isShared && !movesTimeline(*knob.input)) {
        const auto same = [&](const SlotInfo& info) { return !info.factor && info.input == knob.input && info.path == knob.path; };
        const auto first = std::find_if(m_plan.info.begin(), m_plan.info.end(), same);
        if (first != m_plan.info.end()) {
            knob.slots.first = static_cast<std::int32_t>(first - m_plan.info.begin());
            knob.slots.count = static_cast<std::int32_t>(std::count_if(first, m_plan.info.end(), same));
        }
    }
    return knob;
}

Expected<Knob> Evaluator::numericKnob(std::string_view path) const {
    auto found = knob(path);
    if (found && !found->input->numeric()) {
        return fail(ErrorCode::Inconsistent, std::string(path), {"{0} is not a number.", {std::string(found->input->label)}},
                    {"Choose a price, a share, a count or a date, or list the values to try with sweep.", {}});
    }
    return found;
}

void Evaluator::evaluateDeal(std::size_t deal, Outcome& outcome) {
    Evaluation<double>& evaluation = m_evaluations[deal];
    evaluate<double>(m_plan.structure, *m_base.deals[deal].accounts, deal, m_plan.slots, -1, evaluation);
    outcome.metrics[deal] = evaluation.metrics;
    outcome.scales[deal] = m_plan.slots[static_cast<std::size_t>(m_plan.structure.deals[deal].slotsOf(kScale).first)];
}

void Evaluator::sizeDeal(std::size_t deal, Outcome& outcome) {
    const Metric matched = *sizedBy(m_plan.structure);
    const double target = outcome.metrics[m_base.baseline][matched];
    const auto scale = solveScale(m_plan, *m_base.deals[deal].accounts, deal, matched, target);
    if (!scale) {
        outcome.sizing[deal] = scale.error();
        return;
    }
    double& slot = m_plan.slots[static_cast<std::size_t>(m_plan.structure.deals[deal].slotsOf(kScale).first)];
    const double entered = slot;
    slot = *scale;
    evaluateDeal(deal, outcome);
    slot = entered;
}

Outcome Evaluator::throughSlots(std::span<const Setting> settings) {
    m_plan.slots = m_base.plan.slots;
    for (const Setting& setting : settings) {
        const SlotRange& range = setting.knob->slots;
        for (std::int32_t i = 0; i < range.count; ++i) {
            const auto month = static_cast<std::size_t>(i);
            m_plan.slots[static_cast<std::size_t>(range.first + i)] = setting.value.numbers[std::min(month, setting.value.numbers.size() - 1)];
        }
    }
    Outcome outcome = m_standing;
    std::fill(outcome.sizing.begin(), outcome.sizing.end(), std::nullopt);
    for (std::size_t deal = 0; deal < m_wanted.size(); ++deal) {
        if (m_wanted[deal]) {
            evaluateDeal(deal, outcome);
        }
    }
    for (const std::size_t deal : sizedDeals()) {
        sizeDeal(deal, outcome);
    }
    return outcome;
}

Expected<Outcome> Evaluator::throughStudy(std::span<const Setting> settings) const {
    Batch batch;
    for (const Setting& setting : settings) {
        Value value = setting.value;
        if (value.assumption.empty() && value.uncertainty.none()) {
            value.uncertainty.process = setting.knob->value.uncertainty.process;
        }
        batch.edits.push_back(Edit{SetValue{setting.knob->path, std::move(value)}});
    }
    const auto changed = apply(m_base.study, Edit{batch});
    if (!changed) {
        return tl::unexpected(changed.error());
    }
    const auto result = evaluateStudy(*changed);
    if (!result) {
        return tl::unexpected(result.error());
    }
    Outcome outcome;
    for (const DealResult& deal : result->deals) {
        outcome.metrics.push_back(deal.evaluation.metrics);
        outcome.scales.push_back(deal.scale);
        outcome.sizing.push_back(deal.sizing);
    }
    return outcome;
}

Expected<Outcome> Evaluator::at(std::span<const Setting> settings) {
    bool slots = true;
    for (const Setting& setting : settings) {
        if (const auto checked = checkValue(*setting.knob->input, setting.value, setting.knob->path.text()); !checked) {
            return tl::unexpected(checked.error());
        }
        // A list of months needs a plan with as many slots as it is long.
        const auto given = static_cast<std::int32_t>(setting.value.numbers.size());
        slots = slots && setting.knob->slots.count > 0 && (given == 1 || given == setting.knob->slots.count) && setting.value.assumption.empty() && setting.value.uncertainty.none();
    }
    return slots ? Expected<Outcome>(throughSlots(settings)) : throughStudy(settings);
}

Expected<double> Evaluator::at(const Figure& figure, const Knob& knob, double number) {
    const Setting setting{&knob, valueOf(number)};
    const auto outcome = at({&setting, 1});
    return outcome ? figureOf(*outcome, figure) : Expected<double>(tl::unexpected(outcome.error()));
}

Expected<double> Evaluator::figureOf(const Outcome& outcome, const Figure& figure) const {
    const auto one = [&](std::size_t deal) -> Expected<double> {
        if (outcome.sizing[deal]) {
            return tl::unexpected(*outcome.sizing[deal]);
        }
        const MetricSet<double>& metrics = outcome.metrics[deal];
        if (metrics.has(figure.metric) <= 0.5) {
            return fail(ErrorCode::NoSolution, m_base.deals[deal].name,
                        {"It has no {0}: {1}", {std::string(infoOf(figure.metric).label), std::string(infoOf(figure.metric).whyNone)}});
        }
        return metrics[figure.metric];
    };
    const auto own = one(figure.deal);
    if (!own || !figure.against) {
        return own;
    }
    const auto other = one(*figure.against);
    return other ? Expected<double>(*own - *other) : other;
}

}  // namespace offtake::risk
