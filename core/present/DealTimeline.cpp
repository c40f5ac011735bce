#include "core/present/DealTimeline.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"
#include "core/units/Format.h"

namespace offtake::present {

using namespace study;

namespace {

constexpr double kShortestBar = 1e-9;  // months

std::string lowered(std::string_view label) {
    std::string text(label);
    const bool acronym = text.size() > 1 && text[1] >= 'A' && text[1] <= 'Z';
    if (!text.empty() && !acronym && text[0] >= 'A' && text[0] <= 'Z') {
        text[0] = static_cast<char>(text[0] - 'A' + 'a');
    }
    return text;
}

std::string leavingWords(const Element& clause) {
    const std::string who = lowered(numberText(kWho, clause.get(kWho)));
    return fmt::format("{} may leave on {} days' notice", who, numberText(kNoticeDays, clause.get(kNoticeDays)));
}

/// The clause in two or three words: its name, and its first number when that does something.
std::string clauseWords(const Element& clause) {
    if (clause.kind == &kTerminationKind) {
        return leavingWords(clause);
    }
    for (std::size_t i = 0; i < clause.values.size(); ++i) {
        const Input& input = *clause.kind->inputs[i];
        const Value& value = clause.values[i];
        if (input.shape != Shape::Number || !value.assumption.empty()) {
            continue;
        }
        const bool idle = input.neutral && value.number() == *input.neutral;
        return idle ? std::string() : lowered(clause.kind->label) + " " + units::format(value.number(), input.unit);
    }
    return {};
}

std::string trancheWords(const Element& tranche) {
    std::vector<std::string> said;
    for (const ElementPtr& clause : tranche.childrenOf(Role::Clause)) {
        if (clause->choice(kActive) != "on") {
            continue;
        }
        std::string words = clauseWords(*clause);
        if (!words.empty()) {
            const bool leads = clause->kind == &kTerminationKind;
            said.insert(leads ? said.begin() : said.end(), std::move(words));
        }
    }
    return fmt::format("{}", fmt::join(said, ", "));
}

TimelineBar barOf(const Element& tranche, const TrancheStructure& structure, const economics::ContractTerms<double>& terms, const Timeline& timeline) {
    TimelineBar bar;
    bar.path = structure.path.text();
    bar.name = tranche.displayName();
    bar.start = timeline.dateAt(terms.start);
    bar.end = timeline.dateAt(terms.end);
    bar.words = trancheWords(tranche);
    if (tranche.kind == &kOwnedKind) {
        bar.firmUntil = bar.end;
    } else if (terms.headline > 0.0) {
        const double until = std::min(terms.end, terms.start + terms.billedAtExit);
        bar.firmUntil = timeline.dateAt(terms.customerMayLeave ? until : terms.end);
        if (*bar.firmUntil < bar.end) {
            bar.firmWords = "firm " + units::format(terms.firm, units::kDollar, {.digits = 2});
        }
    }
    return bar;
}

Date firstOfMonth(Date day) {
    const std::chrono::year_month_day parts(day);
    return Date(parts.year() / parts.month() / std::chrono::day{1});
}

}  // namespace

DealTimeline dealTimeline(const economics::StudyResult& result) {
    const Structure& structure = result.plan.structure;
    const Timeline& timeline = structure.timeline;
    DealTimeline out;
    out.from = timeline.start;
    out.horizonEnd = addMonths(timeline.start, timeline.months);
    out.to = out.horizonEnd;
    for (std::size_t d = 0; d < result.deals.size(); ++d) {
        const DealStructure& deal = structure.deals[d];
        TimelineDeal row{deal.path.text(), deal.name, {}};
        for (std::size_t i = 0; i < deal.tranches.size(); ++i) {
            const auto element = findElement(result.study, deal.tranches[i].path);
            const auto& terms = result.deals[d].evaluation.terms[i];
            if (!element || !(terms.end - terms.start > kShortestBar)) {
                continue;
            }
            TimelineBar bar = barOf(**element, deal.tranches[i], terms, timeline);
            out.from = std::min(out.from, firstOfMonth(bar.start));
            out.to = std::max(out.to, bar.end);
            row.bars.push_back(std::move(bar));
        }
        out.deals.push_back(std::move(row));
    }
    return out;
}

std::string timelineText(const DealTimeline& timeline) {
    std::string text;
    for (const TimelineDeal& deal : timeline.deals) {
        for (const TimelineBar& bar : deal.bars) {
            text += fmt::format("{}, {}: {} to {}", deal.name, bar.name, isoDate(bar.start), isoDate(bar.end - std::chrono::days{1}));
            if (bar.firmUntil && *bar.firmUntil < bar.end) {
                text += fmt::format(", {} until {}", bar.firmWords, isoDate(*bar.firmUntil - std::chrono::days{1}));
            }
            text += bar.words.empty() ? ".\n" : ", " + bar.words + ".\n";
        }
    }
    return text;
}

}  // namespace offtake::present
