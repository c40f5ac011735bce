#pragma once

#include <span>

#include "core/risk/Simulation.h"

/// From samples by path to figures with their sampling error. NaN marks a path without the figure; it is counted and
/// enters nothing else.
namespace offtake::risk {

/// How errors follow from samples.
enum class ErrorFrom : std::uint8_t {
    Paths,       ///< independent paths: s / √N
    Replicates,  ///< independent replicates of points that are not: from the spread of their results
};
[[nodiscard]] ErrorFrom errorFrom(Sampler sampler);

/// Sum that carries what additions round away. A. Neumaier, ZAMM 54 (1974).
class CompensatedSum {
public:
    void add(double term);
    [[nodiscard]] double value() const { return m_sum + m_rounded; }

private:
    double m_sum = 0.0;
    double m_rounded = 0.0;
};

/// Mean of the samples that are numbers.
[[nodiscard]] Estimate meanOf(std::span<const double> samples, ErrorFrom from);

/// The samples that are numbers, in rising order.
[[nodiscard]] std::vector<double> sortedNumbers(std::span<const double> samples);

/// Everything about one figure. Quantiles are those of the sample (type 7), their error that of the share below them
/// over the density there. `sorted`: sortedNumbers(samples).
[[nodiscard]] Distributed distributedOf(std::span<const double> samples, const std::vector<double>& sorted, economics::Better better, ErrorFrom from);

/// First- or second-order dominance of `better` over `worse`: as many equally likely outcomes of each, in rising order.
[[nodiscard]] Dominance dominanceOf(const std::vector<double>& better, const std::vector<double>& worse, economics::Better which);

/// A deal beside the baseline. The error of a share is that of Agresti & Coull (1998), which is not zero where all
/// paths agree.
[[nodiscard]] Beaten beatenOf(std::span<const double> deal, std::span<const double> baseline, economics::Better better, ErrorFrom from);

/// Share of paths on which each deal is the best, and the mean of what it is worse than the best. Paths on which a
/// figure is missing do not count.
struct BestOf {
    std::vector<Estimate> best;
    std::vector<Estimate> regret;
};
[[nodiscard]] BestOf bestOf(std::span<const std::vector<double>> deals, economics::Better better, ErrorFrom from);

}  // namespace offtake::risk
