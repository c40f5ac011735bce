#include "core/economics/Effect.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>

#include "core/study/Edit.h"
#include "core/study/Validate.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::economics {

using study::Input;
using study::Path;
using study::Role;
using study::Study;
using study::Value;

namespace {

/// Equal as numbers, or as bits, so that a missing number equals itself.
bool same(double a, double b) { return a == b || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

bool same(std::span<const double> a, std::span<const double> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) { return same(x, y); });
}

bool same(const AccountLine& a, const AccountLine& b) {
    return a.item == b.item && a.payer == b.payer && a.payee == b.payee && a.tranche == b.tranche && a.loan == b.loan;
}

bool same(const ContractTerms<double>& a, const ContractTerms<double>& b) {
    return same(a.start, b.start) && same(a.end, b.end) && same(a.headline, b.headline) && same(a.firm, b.firm) &&
           same(a.firmForCustomer, b.firmForCustomer) && same(a.financeable, b.financeable) &&
           same(a.billedMonths, b.billedMonths) && same(a.exitByCustomer, b.exitByCustomer) &&
           same(a.exitBySupplier, b.exitBySupplier) && same(a.billedAtExit, b.billedAtExit) &&
           a.customerMayLeave == b.customerMayLeave && a.supplierMayLeave == b.supplierMayLeave;
}

bool same(const DealResult& a, const DealResult& b);

template <typename T>
bool sameEach(const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return same(x, y); });
}

bool same(const Ledger<double>& a, const Ledger<double>& b) {
    return a.months == b.months && a.columns == b.columns && same(a.cash, b.cash) && same(a.memo, b.memo);
}

bool same(const DealResult& a, const DealResult& b) {
    const Evaluation<double>& left = a.evaluation;
    const Evaluation<double>& right = b.evaluation;
    return sameEach(a.accounts->lines, b.accounts->lines) && same(left.ledger, right.ledger) &&
           sameEach(left.terms, right.terms) && same(left.metrics.value, right.metrics.value) &&
           same(left.metrics.exists, right.metrics.exists) && same(left.unmetDemand, right.unmetDemand) &&
           left.party == right.party && same(a.scale, b.scale) && a.sizing.has_value() == b.sizing.has_value() &&
           same(a.irrs, b.irrs) && same(a.equityIrrs, b.equityIrrs);
}

constexpr std::size_t kMostNumbers = 4;

std::vector<Value> otherNumbers(const Input& input, const Value& value) {
    const double now = value.number();
    const bool isDate = input.shape == study::Shape::Date;
    const bool isWhole = isDate || input.structural;
    const double middle = std::isfinite(input.plausibleLow) ? (input.plausibleLow + input.plausibleHigh) / 2.0 : now + 1.0;
    const double more = isDate ? now + 45.0 : now * 1.07;
    std::vector<Value> found;
    for (const double candidate : {more, middle, input.low, input.fallback, now + 1.0}) {
        Value next;
        next.numbers = {isWhole ? std::floor(candidate) : candidate};
        if (next.number() != now && found.size() < kMostNumbers && study::checkValue(input, next, "")) {
            found.push_back(std::move(next));
        }
    }
    return found;
}

/// The study with one deal and the baseline, without scenarios and correlations: these may name other deals.
Study reducedTo(const Study& study, const std::string& deal) {
    study::Element root = study.root();
    std::string baseline = root.get(study::kBaseline).text;
    if (baseline.empty() && !study.deals().empty()) {
        baseline = study.deals().front()->id;
    }
    std::erase_if(root.children, [&](const study::ElementPtr& child) {
        const Role role = child->kind->role;
        return role == Role::Scenario || role == Role::Correlation || (role == Role::Deal && child->id != deal && child->id != baseline);
    });
    return Study(std::make_shared<const study::Element>(std::move(root)));
}

}  // namespace

bool changesResult(const StudyResult& before, const StudyResult& after) {
    return before.plan.structure.timeline.start != after.plan.structure.timeline.start ||
           before.baseline != after.baseline || !sameEach(before.deals, after.deals);
}

std::vector<Value> otherValues(const Input& input, const Value& value) {
    if (input.numeric()) {
        return otherNumbers(input, value);
    }
    std::vector<Value> found;
    for (const study::Choice& option : input.choices) {
        if (option.key != value.text) {
            found.emplace_back().text = option.key;
        }
    }
    return found;
}

const EffectTrial::Part* EffectTrial::partFor(const Path& input) {
    const bool ofDeal = !input.steps.empty() && input.steps.front().role == Role::Deal;
    const std::string deal = ofDeal ? input.steps.front().id : std::string();
    auto [found, isNew] = m_parts.try_emplace(deal);
    if (isNew) {
        Study study = ofDeal ? reducedTo(m_study, deal) : m_study;
        auto result = evaluateStudy(study);
        if (result) {
            found->second = Part{std::move(study), std::move(*result)};
        }
    }
    return found->second ? &*found->second : nullptr;
}

bool EffectTrial::hasEffect(const Path& input) {
    const Part* part = partFor(input);
    const auto place = part != nullptr ? study::findInput(part->study, input) : study::findInput(m_study, input);
    if (part == nullptr || !place) {
        return false;
    }
    for (const Value& other : otherValues(place->input(), place->value())) {
        const auto changed = study::apply(part->study, study::Edit{study::SetValue{input, other}});
        const auto after = changed ? evaluateStudy(*changed) : Expected<StudyResult>(tl::unexpected(changed.error()));
        if (!after || changesResult(part->result, *after)) {
            return true;
        }
    }
    return false;
}

}  // namespace offtake::economics
