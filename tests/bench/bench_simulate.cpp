#include <benchmark/benchmark.h>

#include <sys/resource.h>

#include "core/risk/Simulation.h"
#include "core/study/kinds/StudyInputs.h"
#include "data/study/Examples.h"

/// A whole study under uncertainty (docs/performance.md): the example spacex-reflection over 120 months, both deals.
using namespace offtake;

namespace {

/// Most memory that the process has held so far; the runs come in the order of their size.
double peakMegabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    constexpr double kKilobytes = 1024.0;
    return static_cast<double>(usage.ru_maxrss) / kKilobytes;
}

void simulateStudy(benchmark::State& state) {
    constexpr double kMonths = 120.0;
    study::Element root = study::openExample("spacex-reflection")->root();
    with(root, study::kHorizon, kMonths);
    const auto result = economics::evaluateStudy(study::Study(std::make_shared<const study::Element>(std::move(root))));
    risk::SimulationOptions options;
    options.paths = state.range(0);
    options.threads = static_cast<int>(state.range(1));
    for (auto _ : state) {
        benchmark::DoNotOptimize(risk::simulate(*result, options));
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    state.counters["peakMegabytes"] = peakMegabytes();
}
BENCHMARK(simulateStudy)
    ->ArgNames({"paths", "threads"})
    ->Args({100'000, 1})
    ->Args({100'000, 2})
    ->Args({1'000'000, 2})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
