#include <benchmark/benchmark.h>

#include "core/economics/Evaluate.h"
#include "core/economics/StudyResult.h"
#include "core/study/Validate.h"
#include "core/study/kinds/ClauseInputs.h"
#include "data/study/Examples.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;

namespace {

/// The yardstick of the issue: one deal of two tranches, one owned and financed, one reserved under five clauses, over
/// 120 months.
Study yardstick() {
    Element root = makeElement(kStudyKind, "");
    with(root, kHorizon, 120.0);
    Element lab = makeElement(kPartyKind, "lab");
    with(lab, kTaxRate, 0.21);
    add(root, lab);
    add(root, makeElement(kPartyKind, "neocloud"));
    Element deal = makeElement(kDealKind, "deal");
    with(deal, kBuyer, "lab");
    Element fleet = makeElement(kOwnedKind, "fleet");
    with(fleet, kTerm, 96.0);
    with(fleet, kColocation, 120.0);
    Element delivery = makeElement(kDeliveryKind, "delivery");
    with(delivery, kDeliveryMonths, 6.0);
    add(fleet, delivery);
    add(deal, fleet);
    Element reserved = makeElement(kOfftakeKind, "reserved");
    with(reserved, kSupplier, "neocloud");
    with(reserved, kTerm, 60.0);
    for (const ElementKind* kind : {&kMeteredFeeKind, &kTakeOrPayKind, &kEscalatorKind, &kTerminationKind, &kPrepaymentKind}) {
        add(reserved, makeElement(*kind, std::string(kind->key)));
    }
    add(deal, reserved);
    add(deal, makeElement(kLoanKind, "loan"));
    add(root, deal);
    return Study(std::make_shared<const Element>(std::move(root)));
}

void evaluateTwoTranchesOver120Months(benchmark::State& state) {
    const Plan plan = *resolve(yardstick());
    const Accounts accounts = makeAccounts(plan.structure, plan.structure.deals[0]);
    Evaluation<double> evaluation;
    for (auto _ : state) {
        evaluate<double>(plan.structure, accounts, 0, plan.slots, -1, evaluation);
        benchmark::DoNotOptimize(evaluation.metrics[Metric::Npv]);
    }
}
BENCHMARK(evaluateTwoTranchesOver120Months)->Unit(benchmark::kMicrosecond);

void evaluateOnLanes(benchmark::State& state) {
    const Plan plan = *resolve(yardstick());
    const Accounts accounts = makeAccounts(plan.structure, plan.structure.deals[0]);
    const std::vector<numbers::Lanes> slots(plan.slots.begin(), plan.slots.end());
    Evaluation<numbers::Lanes> evaluation;
    for (auto _ : state) {
        evaluate<numbers::Lanes>(plan.structure, accounts, 0, slots, -1, evaluation);
        benchmark::DoNotOptimize(evaluation.metrics[Metric::Npv]);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(numbers::Lanes::kWidth));
}
BENCHMARK(evaluateOnLanes)->Unit(benchmark::kMicrosecond);

void resolveAndEvaluateStudy(benchmark::State& state) {
    const Study study = yardstick();
    for (auto _ : state) {
        benchmark::DoNotOptimize(evaluateStudy(study));
    }
}
BENCHMARK(resolveAndEvaluateStudy)->Unit(benchmark::kMicrosecond);

/// 200 deals of the worked example's size.
Study manyDeals() {
    const Study example = *openExample("spacex-reflection");
    Element root = example.root();
    const std::vector<ElementPtr> deals = example.deals();
    for (std::size_t i = deals.size(); i < 200; ++i) {
        Element copy = *deals[i % deals.size()];
        copy.id = "copy-" + std::to_string(i);
        add(root, copy);
    }
    return Study(std::make_shared<const Element>(std::move(root)));
}

void validate200Deals(benchmark::State& state) {
    const Study study = manyDeals();
    for (auto _ : state) {
        benchmark::DoNotOptimize(validate(study));
    }
}
BENCHMARK(validate200Deals)->Unit(benchmark::kMillisecond);

void resolve200Deals(benchmark::State& state) {
    const Study study = manyDeals();
    for (auto _ : state) {
        benchmark::DoNotOptimize(resolve(study));
    }
}
BENCHMARK(resolve200Deals)->Unit(benchmark::kMillisecond);

void evaluateStudyOf200Deals(benchmark::State& state) {
    const Study study = manyDeals();
    for (auto _ : state) {
        benchmark::DoNotOptimize(evaluateStudy(study));
    }
}
BENCHMARK(evaluateStudyOf200Deals)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
