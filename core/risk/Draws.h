#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "core/parallel/Stream.h"
#include "core/risk/Correlation.h"
#include "core/study/Distribution.h"

/// From uniform numbers to the slots of a plan: what is drawn on a path, in which order, and from which streams.
namespace offtake::risk {

/// Consecutive draws of one stream. The point of a path is made of all of them in a row, one coordinate a draw.
struct DrawnRow {
    parallel::Stream stream;
    std::string name;  ///< the stream's: the path of the input, with the number of the term for processes
    std::size_t first = 0;  ///< coordinate of the first draw
    std::size_t count = 1;
};

/// A level: one draw sets one slot.
struct LevelDraw {
    std::size_t input = 0;       ///< position in Plan::random
    std::size_t slot = 0;
    std::size_t coordinate = 0;
    study::Distribution law;
    double low = 0.0;            ///< hard bounds in the unit of the slot; above also what the plan has months for
    double high = 0.0;
    bool joined = false;         ///< whether the normal number comes out of the joint of levels
};

/// Month by month x = keep · x + shock · z, entering the value as exp(x − half the variance of x): random walks,
/// mean-reverting processes (the exact step of Uhlenbeck and Ornstein, 1930) and errors that grow by month.
struct DriftingTerm {
    std::vector<double> keep;
    std::vector<double> shock;
    std::vector<double> compensation;
};
/// Jumps of a month in logarithms: their number is Poisson, their sum normal, and they last that month. R. Merton (1976).
struct JumpTerm {
    std::vector<double> upTo;  ///< probability of at most 0, 1, 2, … jumps
    double mean = 0.0;
    double deviation = 0.0;
    double compensation = 0.0;  ///< logarithm of the mean of exp(sum of jumps)
};
/// Up or down, starting as in the long run; seen at the middle of each month.
struct SwitchTerm {
    double downShare = 0.0;    ///< in the long run
    double downAfterUp = 0.0;  ///< probability of being down a month after being up
    double downAfterDown = 0.0;
    double up = 1.0;           ///< factor while up and while down, over their mean
    double down = 1.0;
};

struct TermDraw {
    enum class Kind : std::uint8_t { Drifting, Jumps, Switch } kind = Kind::Drifting;
    DriftingTerm drifting;
    JumpTerm jumps;
    SwitchTerm switching;
    std::size_t coordinate = 0;      ///< of month 0; one a month
    std::size_t sizeCoordinate = 0;  ///< of jumps: their sizes
    bool inWaves = false;            ///< whether the coordinates are heights of waves instead of months
};

/// Orthonormal waves over the months, slowest first (discrete cosine transform): element j · months + t. Independent normal
/// numbers by month are the sums of as many independent normal heights times the waves, of which the first few carry nearly
/// all of a random walk or a mean-reverting path, as its principal components do.
using WaveTable = std::vector<double>;
[[nodiscard]] WaveTable wavesOver(std::size_t months);

/// A process: draws by month set the factors of all months.
struct ProcessDraw {
    std::size_t input = 0;
    std::size_t firstSlot = 0;
    std::size_t months = 0;
    std::vector<double> means;  ///< what the slots hold without uncertainty
    std::vector<TermDraw> terms;
    bool joined = false;        ///< whether the first term's numbers come out of the joint of processes
    std::shared_ptr<const WaveTable> waves;  ///< of terms in waves
};

/// All that is drawn on a path.
struct Draws {
    std::vector<DrawnRow> rows;
    std::size_t coordinates = 0;
    std::vector<LevelDraw> levels;
    std::vector<ProcessDraw> processes;
    Joint levelJoint;    ///< members are positions in `levels`
    Joint processJoint;  ///< members are positions in `processes`
    std::vector<CorrelationRepair> repairs;  ///< of both; positions among Plan::random
};

/// In which form processes take their normal numbers: month by month, or as heights of waves, the important ones first, which
/// even points (Sobol') gain from.
enum class ProcessOrder : std::uint8_t { Months, Waves };

/// The draws of a plan under a seed. Levels come first, then processes, both in document order.
/// Errors: those of study::Distribution::of and jointOf; Inconsistent for a process whose parameters are none.
[[nodiscard]] Expected<Draws> drawsOf(const study::Plan& plan, std::uint64_t seed, ProcessOrder order = ProcessOrder::Months);

}  // namespace offtake::risk
