#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/Error.h"
#include "core/forecast/OrnsteinUhlenbeck.h"
#include "core/forecast/Series.h"

/// Prices of power: a level with seasons, and deviations that fade within days, some of them sudden.
/// Source: Lucia & Schwartz (2002), Review of Derivatives Research 5; jumps by iterated thresholds: Cartea & Figueroa
/// (2005), Applied Mathematical Finance 12. The level is what forwards say, or what it was at the end of the data: a
/// trend is taken out before the deviations are measured and not carried on.
namespace offtake::forecast {

/// The scale on which deviations are symmetric.
enum class PriceScale : std::uint8_t {
    Log,    ///< ln P: prices are always positive
    Asinh,  ///< asinh((P − median) / MAD), MAD the median absolute deviation: for prices that may be negative
};

struct EnergyOptions {
    std::optional<PriceScale> scale;  ///< none: logarithms when all prices are positive
    bool weekdays = true;             ///< a mean per weekday; of daily prices over four weeks or more
    bool months = true;               ///< a mean per calendar month; of two years or more
    bool trend = true;                ///< take out a straight line as well
    bool jumps = true;
};

struct EnergyFit {
    PriceScale scale = PriceScale::Log;
    double centre = 0.0;  ///< of the asinh scale: price at its zero
    double unit = 1.0;    ///< of the asinh scale
    double level = 0.0;   ///< at the end of the data, on the scale, seasons apart
    double trendPerYear = 0.0;
    std::array<double, 7> weekday{};  ///< effects from Monday on, mean 0; all 0 when not fitted
    std::array<double, 12> month{};   ///< effects from January on, mean 0; all 0 when not fitted
    ExactStep step;                   ///< of the deviation, per step of the series
    double stepYears = 0.0;
    OrnsteinUhlenbeck process;
    Jumps jumps;                      ///< normal on the logarithmic scale, those that were seen on the asinh scale
    std::vector<std::size_t> jumpAt;  ///< places of the values reached by a jump
    double kurtosis = 3.0;            ///< of all innovations; 3 is normal
    double lastDeviation = 0.0;
    double levelError = 0.0;  ///< standard error of the level
    int observations = 0;
    Step unitStep = Step::Unknown;
    Date last;  ///< first day of the last step
};

/// Fits daily, weekly or monthly prices. Gaps (NaN) are left out.
/// Errors: Inconsistent for a series without dates or with other steps (average hours to days first); OutOfBounds for
/// prices that are not positive where logarithms were asked for; NoSolution for fewer than twenty prices, prices that
/// are all equal or follow their seasons exactly, and deviations that do not fade.
[[nodiscard]] Expected<EnergyFit> fitEnergy(const Series& series, const EnergyOptions& options = {});

/// The price on the scale of the model, and back.
[[nodiscard]] double toScale(const EnergyFit& fit, double price);
[[nodiscard]] double fromScale(const EnergyFit& fit, double scaled);

struct EnergyOutlook {
    /// The forward price of the step, which the mean then is; none: the level at the end of the data.
    std::optional<double> forward;
    /// Of the level itself, per √year, on the scale of the model: the slow factor of Schwartz & Smith (2000), which
    /// decides what months of a deal cost while deviations average out (see intervalMean). A short series cannot tell
    /// it.
    double slowVolatility = 0.0;
};

/// What is known of one future price.
class EnergyPredictive {
public:
    EnergyPredictive(const EnergyFit& fit, double location, DeviationDistribution deviation, double mean);
    [[nodiscard]] double mean() const { return m_mean; }
    [[nodiscard]] double median() const { return quantile(0.5); }
    [[nodiscard]] double quantile(double probability) const;

private:
    PriceScale m_scale;
    double m_centre;
    double m_unit;
    double m_location;
    DeviationDistribution m_deviation;
    double m_mean;
};

/// The price `steps` steps after the last. Errors: OutOfBounds for a forward price that is not positive on the
/// logarithmic scale.
[[nodiscard]] Expected<EnergyPredictive> predictEnergy(const EnergyFit& fit, int steps,
                                                       const EnergyOutlook& outlook = {});

}  // namespace offtake::forecast
