#include <benchmark/benchmark.h>

#include <cmath>
#include <string>

#include "core/parallel/Blocks.h"
#include "core/parallel/PointSet.h"
#include "tests/core/support/Cd60.h"

/// CD-60 (docs/performance.md): paths a second by instruction set and threads, and the mean by scrambled points. Choose
/// with --benchmark_filter=paths/avx512.
using namespace offtake;

namespace {

constexpr std::size_t kBlockPaths = 4096;

/// Net present value and rate of return of every path, in blocks on `threads` threads.
void simulatePaths(benchmark::State& state, numbers::InstructionSet set, int threads) {
    constexpr std::size_t kBlocks = 64;
    const cd60::Tables tables = cd60::tables();
    const parallel::Stream stream = parallel::streamOf(1, "CD-60");
    std::vector<double> values(kBlocks * kBlockPaths);
    std::vector<double> rates(values.size());
    for (auto _ : state) {
        const auto end = parallel::forEachBlock(kBlocks, threads, {}, [&](std::size_t block, std::size_t) {
            const std::size_t first = block * kBlockPaths;
            cd60PathsOn(set)(tables, stream, first, kBlockPaths, values.data() + first, rates.data() + first);
        });
        benchmark::DoNotOptimize(end);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}

/// The mean by scrambled Sobol' points, waves first; reports it and its standard error from the independent scramblings.
void simulatePoints(benchmark::State& state) {
    constexpr std::size_t kTile = 256;
    const auto paths = static_cast<std::size_t>(state.range(0)) * parallel::kReplicates;
    const auto set = numbers::bestInstructionSet();
    const cd60::Tables tables = cd60::tables();
    const cd60::Waves waves = cd60::waves();
    const parallel::PointSet points(parallel::PointKind::Sobol, paths, {{parallel::streamOf(1, "CD-60"), cd60::kDraws}});
    std::vector<double> values(paths);
    std::vector<double> rates(paths);
    std::vector<double> uniforms(cd60::kDraws * kTile);
    double mean = 0.0;
    double error = 0.0;
    for (auto _ : state) {
        for (std::size_t first = 0; first < paths; first += kTile) {
            points.fill(set, first, kTile, uniforms.data(), kTile);
            cd60PointsOn(set)(tables, waves, uniforms.data(), kTile, kTile, values.data() + first, rates.data() + first);
        }
        std::array<double, parallel::kReplicates> means{};
        for (std::size_t p = 0; p < paths; ++p) {
            means[p % means.size()] += values[p] / static_cast<double>(state.range(0));
        }
        mean = 0.0;
        for (const double one : means) {
            mean += one / static_cast<double>(means.size());
        }
        double squares = 0.0;
        for (const double one : means) {
            squares += (one - mean) * (one - mean);
        }
        error = std::sqrt(squares / static_cast<double>(means.size() * (means.size() - 1)));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(paths));
    state.counters["mean"] = mean;
    state.counters["standardError"] = error;
    constexpr double kDeviation = 19647470.0;  // of one path
    state.counters["asManyPlainPaths"] = (kDeviation / error) * (kDeviation / error);
}

}  // namespace

int main(int argc, char** argv) {
    for (const numbers::InstructionSet set : numbers::availableInstructionSets()) {
        for (const int threads : {1, 2}) {
            const std::string name = "paths/" + std::string(numbers::nameOf(set)) + "/threads:" + std::to_string(threads);
            benchmark::RegisterBenchmark(name.c_str(), simulatePaths, set, threads)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
        }
    }
    benchmark::RegisterBenchmark("points", simulatePoints)->Arg(1024)->Arg(4096)->Arg(16384)->Unit(benchmark::kMillisecond);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
