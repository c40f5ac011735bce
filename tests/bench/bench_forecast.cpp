#include <benchmark/benchmark.h>

#include "core/forecast/EtsFit.h"
#include "core/forecast/EtsKernel.h"
#include "core/forecast/EtsSpace.h"
#include "core/forecast/ForecastSeries.h"
#include "tests/core/support/ForecastReference.h"

using namespace offtake::forecast;
using namespace offtake::test;

namespace {

/// The M3 subset (see docs/accuracy.md) where it is at hand, else the twelve series of the tests.
std::vector<Series> manySeries() {
    std::vector<Series> all;
    if (const auto folder = bulkData(); !folder.empty()) {
        for (const Row& row : table(folder / "series/m3_subset.csv")) {
            Series series;
            series.values = numberList(row.at("train"));
            series.seasonLength = std::stoi(row.at("frequency"));
            all.push_back(std::move(series));
        }
        return all;
    }
    for (const auto& [id, series] : referenceSeries()) {
        all.push_back(series);
    }
    return all;
}

/// Fits of all forms and choice by AICc; the figure is the time per series.
void automaticSmoothing(benchmark::State& state) {
    const std::vector<Series> all = manySeries();
    for ([[maybe_unused]] auto unused : state) {
        for (const Series& series : all) {
            benchmark::DoNotOptimize(fitAllEts(series.values, series.seasonLength));
        }
    }
    state.counters["series"] = static_cast<double>(all.size());
    state.counters["s_per_series"] = benchmark::Counter(
        static_cast<double>(all.size()), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(automaticSmoothing)->Unit(benchmark::kMillisecond);

/// The default method with all its intervals' parts.
void defaultForecast(benchmark::State& state) {
    const Series air = referenceSeries().at("AirPassengers");
    for ([[maybe_unused]] auto unused : state) {
        benchmark::DoNotOptimize(forecastSeries(air, Method::Combined, 12));
    }
}
BENCHMARK(defaultForecast)->Unit(benchmark::kMillisecond);

/// One likelihood of ETS(M,Ad,M) with its 17 derivatives over 144 months.
void likelihoodAndDerivatives(benchmark::State& state) {
    const Series air = referenceSeries().at("AirPassengers");
    const EtsForm form = parseEtsForm("MAdM").value();
    const EtsSpace space(form, 12, air.values);
    EtsKernel kernel(form, 12, air.values);
    const EtsModel model = space.model(space.start(0.5, 0.1, 0.1, 0.95));
    EtsGradient gradient;
    for ([[maybe_unused]] auto unused : state) {
        benchmark::DoNotOptimize(kernel.criterion(model.parameters, model.initial));
        kernel.gradient(model.parameters, gradient);
        benchmark::DoNotOptimize(gradient);
    }
}
BENCHMARK(likelihoodAndDerivatives);

}  // namespace

BENCHMARK_MAIN();
