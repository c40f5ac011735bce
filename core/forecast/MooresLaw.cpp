#include "core/forecast/MooresLaw.h"

#include <cmath>

namespace offtake::forecast {

namespace {

constexpr std::size_t kFewestValues = 3;  // two changes: below that there is no error to estimate

/// Changes whose spread is this small against their size are equal but for rounding.
constexpr double kRoundingSpread = 1e-12;

}  // namespace

Expected<MooreFit> fitMoore(std::span<const double> values) {
    const auto logs = logarithms(values, kFewestValues, "Moore's law");
    if (!logs) {
        return tl::unexpected(logs.error());
    }
    const std::size_t m = logs->size() - 1;
    MooreFit fit;
    fit.differences = static_cast<int>(m);
    fit.lastValue = values.back();
    fit.drift = (logs->back() - logs->front()) / static_cast<double>(m);
    double squares = 0.0;
    for (std::size_t i = 0; i < m; ++i) {
        const double deviation = (*logs)[i + 1] - (*logs)[i] - fit.drift;
        squares += deviation * deviation;
    }
    fit.volatility = std::sqrt(squares / static_cast<double>(m - 1));
    if (fit.volatility <= kRoundingSpread * std::abs(fit.drift)) {
        return fail(ErrorCode::NoSolution, "Moore's law",
                    {"every change of the series is the same, from which no error can be learned.", {}},
                    {"Is the series made up? Enter a price with an escalator instead.", {}});
    }
    return fit;
}

double mooreErrorVariance(int differences, double steps, double theta) {
    const double m = differences;
    return -2.0 * theta + (1.0 + 2.0 * (m - 1.0) * theta / m + theta * theta) * (steps + steps * steps / m);
}

LogPredictive predictMoore(const MooreFit& fit, double steps, double theta) {
    // The volatility contains the shock and its echo: its square is 1 + θ² times the variance of a shock.
    const double inShocks = mooreErrorVariance(fit.differences, steps, theta) / (1.0 + theta * theta);
    return {std::log(fit.lastValue) + fit.drift * steps, fit.volatility * std::sqrt(inShocks),
            static_cast<double>(fit.differences - 1)};
}

}  // namespace offtake::forecast
