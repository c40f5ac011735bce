#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/parallel/RunContext.h"
#include "core/risk/Evaluator.h"
#include "core/risk/Simulation.h"
#include "core/risk/SobolIndices.h"

/// Which uncertain inputs of a study the variance of its figures comes from.
namespace offtake::risk {

/// Replicates give intervals; of fewer rows each they say too little.
inline constexpr std::int64_t kFewestIndexPaths = 8 * static_cast<std::int64_t>(kReplicates);
/// paths · (2 · factors + 2): hours of work.
inline constexpr double kMostIndexEvaluations = 1e9;

struct IndexOptions {
    std::int64_t paths = 2048;  ///< rows of A and of B; each costs 2 · factors + 2 evaluations of the study. Best 16 · 2^k
    std::uint64_t seed = 42;
    Sampler sampler = Sampler::Sobol;
    int threads = 0;            ///< 0: all that the machine has; results do not depend on it
    double confidence = 0.95;
    numbers::InstructionSet instructionSet = numbers::bestInstructionSet();
};

/// Seed and sampler as the study states them; everything else as usual.
[[nodiscard]] IndexOptions indexOptionsOf(const study::Study& study);

/// What is drawn again as one: an uncertain input or assumption, its level with all months of its process, and with it
/// every input that it is correlated with, directly or through others.
struct IndexFactor {
    std::vector<study::Path> inputs;  ///< in document order; several: correlated
};

/// The indices of one figure.
struct FigureIndices {
    Figure figure;
    std::optional<double> standing;   ///< with every input at its central value
    std::int64_t paths = 0;           ///< rows that count
    std::int64_t missing = 0;         ///< rows left out, since the figure does not exist at one of their points
    std::optional<Error> none;        ///< why there are no indices; the rest is then empty, but mean and variance when it does not vary
    double mean = 0.0;
    double variance = 0.0;
    std::vector<SobolIndex> factors;  ///< in the order of StudyIndices::factors
    std::vector<std::size_t> order;   ///< those of them that move the figure, by their total index, the largest first
    IntervalEstimate sumOfFirst;      ///< the share of the variance that inputs explain one by one
    IntervalEstimate interactions;    ///< the rest, 1 less that: what comes of inputs together
};

struct StudyIndices {
    parallel::RunEnd end = parallel::RunEnd::Complete;  ///< Stopped: nothing below is filled
    std::int64_t paths = 0;
    std::int64_t evaluations = 0;  ///< of the study: paths · (2 · factors + 2)
    std::uint64_t seed = 0;
    Sampler sampler = Sampler::Sobol;
    double confidence = 0.95;
    std::vector<IndexFactor> factors;        ///< in document order of their first inputs
    std::vector<IndexFactor> elsewhere;      ///< those of deals that no figure is about: their indices are zero
    std::vector<CorrelationRepair> repairs;  ///< correlations that had to be changed to fit together
    std::vector<FigureIndices> figures;      ///< as asked for
};

/// First and total Sobol' indices of figures of a study over its uncertain inputs, by the paths of simulate().
///
/// Matrix A holds the paths of simulate() with the same seed, B others of the same points; IndexSums says how indices
/// are estimated. Factors must be independent of each other: where inputs are correlated, indices of each do not add up
/// to the variance and may contradict each other, so they are grouped. J. Jacques, C. Lavergne & N. Devictor, Reliab.
/// Eng. Syst. Saf. 91 (2006). Intervals: the paths are kReplicates independent randomisations; what the ratio becomes
/// without each of them gives its error (jackknife; M. Quenouille, Biometrika 43, 1956), with Student's t, which P. L'Ecuyer,
/// M. Nakayama, A. Owen & B. Tuffin (Winter Simulation Conference, 2023) find the most reliable for scrambled points.
/// Estimates are left as they come: one near zero may be a little below it.
///
/// Rows at which the figure does not exist are counted and left out whole; what is left then speaks of the others. Where
/// one replicate holds most of the variance, a few extreme paths do, and there are no indices: they would be of those alone,
/// with intervals that know of nothing else.
///
/// The result is the same to the byte for any number of threads, and memory does not grow with the paths. Stops within
/// 100 ms of a wish to.
/// Errors: Inconsistent for a study without deals or without uncertain inputs; OutOfBounds for fewer than
/// kFewestIndexPaths paths or more than kMostIndexEvaluations evaluations, and for a confidence outside of (0, 1);
/// UnknownName for a deal that is not there; those of drawsOf.
[[nodiscard]] Expected<StudyIndices> studyIndices(const economics::StudyResult& result, std::span<const Figure> figures,
                                                  const IndexOptions& options, const parallel::RunContext& context = {});

}  // namespace offtake::risk
