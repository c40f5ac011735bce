#include "core/forecast/MooreHindcast.h"

#include <algorithm>

namespace offtake::forecast {

Expected<MooreHindcast> hindcastMoore(std::span<const double> values, const MooreHindcastOptions& options) {
    if (options.differences < 2 || options.farthest < 1 || !(options.level > 0.0 && options.level < 1.0)) {
        return fail(ErrorCode::OutOfBounds, "Moore's law",
                    {"a hindcast needs two past changes, one step ahead and a level between 0 and 1.", {}},
                    {"Customary are 5 changes, 20 steps and 0.8.", {}});
    }
    if (std::any_of(values.begin(), values.end(), [](double value) { return !(value > 0.0); })) {
        return fail(ErrorCode::OutOfBounds, "Moore's law", {"needs values above zero.", {}}, {"Leave out zeros.", {}});
    }
    const auto window = static_cast<std::size_t>(options.differences);
    if (values.size() < window + 2) {
        return fail(ErrorCode::NoSolution, "Moore's law",
                    {"a forecast from {0} changes and a value to compare it with need {1} values; there are {2}.",
                     {static_cast<std::int64_t>(window), static_cast<std::int64_t>(window + 2),
                      static_cast<std::int64_t>(values.size())}},
                    {"Give a longer series or fewer differences.", {}});
    }
    const double tail = 0.5 * (1.0 - options.level);
    MooreHindcast result;
    for (std::size_t now = window; now + 1 < values.size(); ++now) {
        const auto fit = fitMoore(values.subspan(now - window, window + 1));
        const std::size_t last = std::min(values.size() - 1, now + static_cast<std::size_t>(options.farthest));
        for (std::size_t then = now + 1; then <= last; ++then) {
            ++result.forecasts;
            if (fit) {
                const double below =
                    predictMoore(*fit, static_cast<double>(then - now), options.theta).probabilityBelow(values[then]);
                result.inside += below >= tail && below <= 1.0 - tail ? 1 : 0;
            } else {
                result.inside += values[then] == values[now] ? 1 : 0;
            }
        }
    }
    return result;
}

}  // namespace offtake::forecast
