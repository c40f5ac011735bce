#pragma once

#include <cstdint>
#include <vector>

/// How an input that nobody knows for certain is spread, as stated in a study. What the statements mean as random
/// numbers is computed in core/risk; how they are typed is read and written by ValueText.
namespace offtake::study {

/// Numbers are in the input's stored unit (fractions for percent). The central value, with which everything that is
/// not random is computed, stands beside in Value::numbers.
enum class Family : std::uint8_t {
    Certain,    ///< no parameters
    Between,    ///< low, high: 5 and 95 % quantiles, the central value being the median. In logarithms when the numbers are
                ///< positive, in log odds when the input is a share between 0 and 1; each side has its own width.
    Normal,     ///< mean, standard deviation
    Lognormal,  ///< mean, standard deviation of the value itself
    Triangular, ///< lowest, mode, highest
    Pert,       ///< lowest, mode, highest, weight of the mode (4 in the usual form)
    Uniform,    ///< lowest, highest
    Beta,       ///< alpha, beta, lowest, highest
    Discrete,   ///< value, probability, value, probability, …
    Empirical,  ///< values, equally likely
    Quantiles,  ///< probability, value, probability, value, …: two give a normal or lognormal, more a metalog
};

/// A part of a process in time. Rates are per year, lengths in months.
enum class ProcessKind : std::uint8_t {
    RandomWalk,     ///< volatility, drift: geometric Brownian motion of the value, mean growing by the drift (0 may be left out)
    MeanReverting,  ///< speed, volatility: Ornstein–Uhlenbeck in logarithms (log odds of a share), starting at the central value
    Season,         ///< amplitude, month of the peak (1 to 12): the value times 1 + amplitude · cos; certain
    Jumps,          ///< number a year, mean and standard deviation of the jump in logarithms; each lasts one month
    OnOff,          ///< mean months up, mean months down, level while down (share of the value)
    ErrorByMonth,   ///< standard deviation of the logarithm after 1, 2, … months; errors accumulate along the path
};

struct ProcessTerm {
    ProcessKind kind = ProcessKind::RandomWalk;
    std::vector<double> parameters;
    friend bool operator==(const ProcessTerm&, const ProcessTerm&) = default;
};

/// The spread of a level, drawn once a path, and how a Path input moves around it in calendar time. A process keeps the mean
/// of the value (its forward level) in every month but for a stated drift; of a share, unless it is OnOff alone, of its odds.
struct Uncertainty {
    Family family = Family::Certain;
    std::vector<double> parameters;
    std::vector<ProcessTerm> process;

    [[nodiscard]] bool none() const { return family == Family::Certain && process.empty(); }
    friend bool operator==(const Uncertainty&, const Uncertainty&) = default;
};

}  // namespace offtake::study
