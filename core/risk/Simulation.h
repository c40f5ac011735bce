#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/economics/StudyResult.h"
#include "core/numbers/InstructionSet.h"
#include "core/parallel/RunContext.h"
#include "core/parallel/SobolKernel.h"
#include "core/risk/Correlation.h"
#include "core/risk/Estimate.h"

/// What the deals of a study come to when its uncertain inputs are drawn again and again.
namespace offtake::risk {

/// In the order of the study's input "sampler".
enum class Sampler : std::uint8_t {
    Sobol,   ///< scrambled Sobol' points, in kReplicates independent scramblings that give the error
    Philox,  ///< independent draws
    Latin,   ///< Latin hypercubes, kReplicates independent ones
};
[[nodiscard]] std::string_view keyOf(Sampler sampler);

/// Path i belongs to replicate i mod kReplicates, so that any number of paths from the first on is spread over all.
using parallel::kReplicates;
/// Paths are computed in blocks of this many; the fixed unit in which work is handed out and kept.
inline constexpr std::size_t kBlockPaths = 1024;
/// The paths that fix the bins of the fans. With no more than these the quantiles by month are exact.
inline constexpr std::size_t kPilotPaths = 4096;
/// The most numbers of results that are kept: paths × deals × metrics.
inline constexpr double kMostSamples = 128.0 * 1024.0 * 1024.0;

struct SimulationOptions {
    std::int64_t paths = 10'000;  ///< with a wanted error the most that are drawn
    std::uint64_t seed = 42;
    Sampler sampler = Sampler::Sobol;
    int threads = 0;  ///< 0: all that the machine has; results do not depend on it
    std::vector<economics::Metric> metrics;  ///< those whose distribution is wanted; usualMetrics() when empty
    bool fans = true;                        ///< whether quantiles by month are wanted
    /// Stop after 2^k blocks as soon as the standard error of the mean of the first metric is at most this, for every
    /// deal and for its difference to the baseline. In the metric's unit; nothing: all paths are drawn.
    std::optional<double> wantedError;
    /// Results agree between instruction sets to 1e-12. One that the processor does not have is never used.
    numbers::InstructionSet instructionSet = numbers::bestInstructionSet();
};

/// Cost of useful compute, total cost, present cost, net present value, useful compute, worst month, idle capacity paid.
[[nodiscard]] const std::vector<economics::Metric>& usualMetrics();

/// Paths, seed and sampler as the study states them; everything else as usual.
[[nodiscard]] SimulationOptions optionsOf(const study::Study& study);

inline constexpr std::array<double, 5> kQuantiles{0.05, 0.25, 0.50, 0.75, 0.95};
inline constexpr double kTail = 0.05;
inline constexpr std::size_t kPercentiles = 99;
inline constexpr std::size_t kHistogramBins = 60;

/// How many paths fall into equal parts of [low, high]; the first and last bin hold all that is beyond.
struct Histogram {
    double low = 0.0;  ///< 0.1 and 99.9 % quantile
    double high = 0.0;
    std::vector<std::int64_t> counts;  ///< kHistogramBins, or a single one when all paths give the same
};

/// The mean over the first `paths` paths.
struct Checkpoint {
    std::int64_t paths = 0;
    Estimate mean;
};

/// How one figure is distributed over the paths on which it exists.
struct Distributed {
    std::int64_t paths = 0;    ///< on which it exists; without any, everything below is empty and MetricInfo::whyNone says why
    std::int64_t missing = 0;  ///< on which it does not exist
    std::int64_t severalRates = 0;  ///< rates of return: paths with more than one, of which the one nearest zero counts
    std::optional<double> standing; ///< without uncertainty: every input at its central value
    Estimate mean;
    double deviation = 0.0;    ///< standard deviation
    std::array<Estimate, kQuantiles.size()> quantiles{};
    std::vector<double> percentiles;  ///< 1 to 99 %
    Estimate shortfall;        ///< CVaR: mean of the worst 5 % of the paths (of the lowest, where neither way is better)
    double lowest = 0.0;
    double highest = 0.0;
    Histogram histogram;
    std::vector<Checkpoint> convergence;  ///< after 1, 2, 4, … blocks and after all
};

/// How far a deal's distribution lies beside the baseline's everywhere.
enum class Dominance : std::uint8_t { None, First, Second };

/// A deal beside the baseline, path by path: both see the same draws.
struct Beaten {
    std::int64_t paths = 0;    ///< on which the figure exists for both
    Estimate better;           ///< share of paths on which the deal is better than the baseline; ties apart
    Estimate worse;
    double ties = 0.0;         ///< share of paths on which both are the same
    Dominance deal = Dominance::None;      ///< of the deal over the baseline, in this sample
    Dominance baseline = Dominance::None;  ///< of the baseline over the deal
};

/// One metric in all deals.
struct SimulatedMetric {
    economics::Metric metric = economics::Metric::Lcoc;
    std::vector<Distributed> deals;
    std::vector<Distributed> differences;  ///< deal less baseline on the same path; empty for the baseline
    std::vector<std::optional<Beaten>> beaten;  ///< nothing for the baseline and where neither way is better
    std::vector<Estimate> best;    ///< share of paths on which the deal is the best of all (shared ties count for each)
    std::vector<Estimate> regret;  ///< mean of what it is worse than the best deal of the path; empty where neither way is better
};

/// Quantiles (kQuantiles) and mean by month of the horizon.
struct Fan {
    std::array<std::vector<double>, kQuantiles.size()> quantiles;
    std::vector<double> mean;
};
/// Nominal $ as in DealResult::costByMonth.
struct CostFans {
    Fan monthly;
    Fan running;
};

/// A random input, and how often its draws were stopped at the bounds of the input.
struct DrawnInput {
    study::Path path;
    study::RandomInput::Part part = study::RandomInput::Part::Level;
    double stopped = 0.0;  ///< share of the paths
};

/// The result. Samples are kept by metric and deal: samples[metric][deal][path], quiet NaN where the figure does not
/// exist; `metrics` counts those and never averages over them.
struct Simulation {
    parallel::RunEnd end = parallel::RunEnd::Complete;  ///< Stopped: nothing below is filled; the caller keeps what it has
    std::int64_t paths = 0;
    bool reachedError = false;  ///< whether it ended early at the wanted error
    std::uint64_t seed = 0;
    Sampler sampler = Sampler::Sobol;
    std::string scenario;
    std::size_t baseline = 0;
    std::vector<std::string> dealIds;
    std::vector<std::string> dealNames;
    std::vector<SimulatedMetric> metrics;
    std::vector<CostFans> fans;             ///< one a deal; empty when none were wanted
    std::vector<CostFans> differenceFans;   ///< deal less baseline; empty vectors for the baseline
    std::vector<DrawnInput> inputs;         ///< what was drawn; empty: nothing is uncertain, every path is the same
    std::vector<CorrelationRepair> repairs; ///< correlations that had to be changed to fit together
    std::vector<std::vector<std::vector<double>>> samples;

    [[nodiscard]] const SimulatedMetric* find(economics::Metric metric) const;
};

/// Draws the uncertain inputs of the result's plan and evaluates every deal, at the scale at which it was sized, on the
/// same draws.
///
/// Each random input has a stream of its own, keyed by its path: another input beside it moves none of its draws. The
/// result is the same to the byte for any number of threads. It stops within 100 ms of a wish to.
/// Errors: OutOfBounds for fewer than two paths, for what would not fit into memory (with the number that would), for a
/// wanted error that is not positive and for a number of threads that nobody has;
/// Inconsistent for a distribution that is none, or a correlation of an input with itself.
[[nodiscard]] Expected<Simulation> simulate(const economics::StudyResult& result, const SimulationOptions& options,
                                            const parallel::RunContext& context = {});

}  // namespace offtake::risk
