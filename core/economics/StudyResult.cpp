#include "core/economics/StudyResult.h"

#include <cmath>

#include <boost/math/tools/toms748_solve.hpp>

#include "core/economics/Sizing.h"
#include "core/economics/metrics/CapacityMetrics.h"
#include "core/economics/metrics/PartyFlows.h"
#include "core/finance/FlowRoots.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::economics {

using namespace study;

namespace {

constexpr double kLargestScale = 1e6;
constexpr double kSizingTolerance = 1e-13;

/// What a party receives less what it pays, two entries a month: on its first day, and as the study dates payments; in
/// money as the study shows it.
std::vector<finance::TimedAmount> flowsOf(const StudyResult& result, std::size_t deal, int party, bool financing) {
    const DealResult& computed = result.deals[deal];
    const Timeline& timeline = result.plan.structure.timeline;
    const Ledger<double>& ledger = computed.evaluation.ledger;
    std::vector<finance::TimedAmount> flows;
    for (std::size_t t = 0; t < ledger.months; ++t) {
        flows.push_back({timeline.startYears[t], 0.0});
        flows.push_back({timeline.years[t], 0.0});
    }
    for (std::size_t i = 0; i < computed.accounts->lines.size(); ++i) {
        const AccountLine& line = computed.accounts->lines[i];
        const LineInfo& info = infoOf(line.item);
        const int direction = (line.payee == party ? 1 : 0) - (line.payer == party ? 1 : 0);
        if (direction == 0 || (!financing && info.category == LineCategory::Financing)) {
            continue;
        }
        const std::size_t offset = info.dating == Dating::OnStart ? 0 : 1;
        for (std::size_t t = 0; t < ledger.months; ++t) {
            flows[2 * t + offset].amount += direction * ledger.line(static_cast<int>(i))[t];
        }
    }
    const PlanElement& study = result.plan.structure.study;
    if (study.choiceOf(kMoneyView) == 1) {
        const double inflation = result.plan.slots[static_cast<std::size_t>(study.slotsOf(kInflation).first)];
        for (finance::TimedAmount& flow : flows) {
            flow.amount *= compounded(inflation, -flow.time);
        }
    }
    return flows;
}

std::vector<double> ratesOf(const std::vector<finance::TimedAmount>& flows) {
    const auto rates = finance::ratesOfReturn(flows);
    return rates ? rates->rates : std::vector<double>{};
}

std::vector<double> ratesOfDifference(const StudyResult& result, std::size_t deal) {
    const int party = result.deals[result.baseline].evaluation.party;
    std::vector<finance::TimedAmount> difference = flowsOf(result, deal, party, true);
    const std::vector<finance::TimedAmount> baseline = flowsOf(result, result.baseline, party, true);
    for (std::size_t i = 0; i < difference.size(); ++i) {
        difference[i].amount -= baseline[i].amount;
    }
    return ratesOf(difference);
}

/// A metric of a deal as a function of the deal's scale.
class ScaledMetric {
public:
    ScaledMetric(const Plan& plan, const Accounts& accounts, std::size_t deal, Metric metric)
        : m_plan(plan), m_accounts(accounts), m_deal(deal), m_metric(metric), m_slots(plan.slots),
          m_slot(static_cast<std::size_t>(plan.structure.deals[deal].slotsOf(kScale).first)) {}

    double operator()(double scale) {
        m_slots[m_slot] = scale;
        evaluate<double>(m_plan.structure, m_accounts, m_deal, m_slots, -1, m_evaluation);
        return m_evaluation.metrics[m_metric];
    }

private:
    const Plan& m_plan;
    const Accounts& m_accounts;
    std::size_t m_deal;
    Metric m_metric;
    std::vector<double> m_slots;
    std::size_t m_slot;
    Evaluation<double> m_evaluation;
};

DealResult computed(const Plan& plan, std::size_t index, const std::vector<double>& slots, double scale) {
    const DealStructure& deal = plan.structure.deals[index];
    DealResult result;
    result.id = deal.id;
    result.name = deal.name;
    result.accounts = std::make_shared<const Accounts>(makeAccounts(plan.structure, deal));
    result.scale = scale;
    std::vector<double> scaled = slots;
    scaled[static_cast<std::size_t>(deal.slotsOf(kScale).first)] = scale;
    evaluate<double>(plan.structure, *result.accounts, index, scaled, -1, result.evaluation);
    return result;
}

}  // namespace

std::optional<double> DealResult::figure(Metric metric) const {
    return evaluation.metrics.has(metric) > 0.5 ? std::optional(evaluation.metrics[metric]) : std::nullopt;
}

double DealResult::netOfParty(int party) const {
    double net = 0.0;
    for (std::size_t t = 0; t < evaluation.ledger.months; ++t) {
        net += netOf(evaluation.ledger, party, t);
    }
    return net;
}

std::vector<double> DealResult::costByMonth() const {
    const Ledger<double>& ledger = evaluation.ledger;
    std::vector<double> cost(ledger.months, 0.0);
    for (std::size_t i = 0; i < accounts->lines.size(); ++i) {
        const AccountLine& line = accounts->lines[i];
        const bool paid = line.payer == evaluation.party;
        const bool received = line.payee == evaluation.party;
        for (std::size_t t = 0; t < ledger.months; ++t) {
            const double amount = ledger.line(static_cast<int>(i))[t];
            cost[t] += paid && countsAsCost(infoOf(line.item), true) ? amount : 0.0;
            cost[t] -= received && countsAsCost(infoOf(line.item), false) ? amount : 0.0;
        }
    }
    return cost;
}

std::vector<double> DealResult::quantityByMonth(const Structure& structure, std::size_t deal, Quantity quantity) const {
    const Ledger<double>& ledger = evaluation.ledger;
    std::vector<double> total(ledger.months, 0.0);
    const DealStructure& plan = structure.deals[deal];
    for (std::size_t i = 0; i < plan.tranches.size(); ++i) {
        if (!usedBy(plan.tranches[i], plan, evaluation.party)) {
            continue;
        }
        for (std::size_t t = 0; t < ledger.months; ++t) {
            total[t] += ledger.quantity(i, quantity)[t];
        }
    }
    return total;
}

Expected<double> solveScale(const Plan& plan, const Accounts& accounts, std::size_t deal, Metric metric, double target) {
    ScaledMetric at(plan, accounts, deal, metric);
    const std::string& name = plan.structure.deals[deal].name;
    const double least = at(0.0);
    if (least > target || !std::isfinite(target)) {
        return fail(ErrorCode::NoSolution, name, {"Its {0} is {1} even at scale 0, above the {2} of the baseline.", {std::string(infoOf(metric).label), least, target}},
                    {"Compare as entered, or lower what does not scale (porting, governance).", {}});
    }
    double high = 1.0;
    while (at(high) < target && high < kLargestScale) {
        high *= 2.0;
    }
    if (at(high) < target) {
        return fail(ErrorCode::NoSolution, name, {"No scale brings its {0} to the {1} of the baseline.", {std::string(infoOf(metric).label), target}},
                    {"Compare as entered; check that the deal delivers anything.", {}});
    }
    const auto miss = [&](double scale) { return at(scale) - target; };
    const double atLow = miss(0.0);
    const double atHigh = miss(high);
    if (atLow == 0.0) {
        return 0.0;
    }
    if (atHigh == 0.0) {
        return high;
    }
    std::uintmax_t steps = 200;
    const auto close = [](double a, double b) { return std::abs(b - a) <= kSizingTolerance * std::max(std::abs(a), std::abs(b)); };
    const auto bracket = boost::math::tools::toms748_solve(miss, 0.0, high, atLow, atHigh, close, steps);
    return (bracket.first + bracket.second) / 2.0;
}

Expected<StudyResult> evaluateStudy(const Study& study, std::string_view scenario) {
    auto changed = underScenario(study, scenario);
    if (!changed) {
        return tl::unexpected(changed.error());
    }
    auto plan = resolve(*changed);
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    StudyResult result;
    result.study = std::move(*changed);
    result.scenario = scenario;
    result.plan = std::move(*plan);
    const Structure& structure = result.plan.structure;
    result.baseline = static_cast<std::size_t>(structure.baseline);
    const std::optional<Metric> matched = sizedBy(structure);
    const auto scaleOf = [&](std::size_t deal) { return result.plan.slots[static_cast<std::size_t>(structure.deals[deal].slotsOf(kScale).first)]; };
    for (std::size_t i = 0; i < structure.deals.size(); ++i) {
        result.deals.push_back(computed(result.plan, i, result.plan.slots, scaleOf(i)));
    }
    for (std::size_t i = 0; matched && i < result.deals.size(); ++i) {
        if (i == result.baseline) {
            continue;
        }
        const double target = result.deals[result.baseline].evaluation.metrics[*matched];
        const auto scale = solveScale(result.plan, *result.deals[i].accounts, i, *matched, target);
        if (scale) {
            result.deals[i] = computed(result.plan, i, result.plan.slots, *scale);
        } else {
            result.deals[i].sizing = scale.error();
        }
    }
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        DealResult& deal = result.deals[i];
        if (deal.figure(Metric::Irr)) {
            deal.irrs = ratesOf(flowsOf(result, i, deal.evaluation.party, false));
        }
        if (deal.figure(Metric::EquityIrr)) {
            deal.equityIrrs = ratesOf(flowsOf(result, i, deal.evaluation.party, true));
        }
        if (i != result.baseline) {
            result.deals[i].differenceIrrs = ratesOfDifference(result, i);
        }
    }
    return result;
}

}  // namespace offtake::economics
