#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/forecast/Outlook.h"
#include "core/parallel/RunContext.h"

/// How well methods forecast a series' own past: Backtest.h for every method of Outlook.h.
namespace offtake::forecast {

/// Means over origins, measures as in Accuracy.h.
struct OutlookScore {
    std::string method;            ///< its key
    std::optional<Error> failure;  ///< why it could not forecast from some origin; the figures are then empty
    double mase = 0.0;
    double rmsse = 0.0;
    double smape = 0.0;
    double rmse = 0.0;
    double coverage80 = 0.0;
    double coverage95 = 0.0;
    double msis = 0.0;     ///< of 95 % intervals
    double pinball = 0.0;  ///< mean loss of the nine deciles over the error of the seasonal naive forecast
};

struct OutlookTest {
    int origins = 0;
    int horizon = 0;
    std::vector<OutlookScore> scores;  ///< in the order of the methods
};

/// Origins and steps that suit the length of a series: at most ten origins (fewer beyond 6,000 values), and a third of the
/// values for testing.
struct OutlookTestSize {
    int origins = 1;
    int horizon = 1;
};

/// None when the series is too short for any.
[[nodiscard]] std::optional<OutlookTestSize> customaryTest(const Series& series);

/// The methods that need nothing but the series: all of its own past, and Moore's law where every value is positive.
[[nodiscard]] std::vector<std::string> customaryMethods(const Series& series);

/// Rolling-origin test of methods by their keys. What was not known at an origin is not used: later experience and
/// forward prices are left out; a range for the saturation stays. Errors: those of backtest, UnknownName for a key that
/// is none.
[[nodiscard]] Expected<OutlookTest> testOutlooks(const Series& series, std::span<const std::string> methods,
                                                 const OutlookTestSize& size, const OutlookOptions& options = {},
                                                 const parallel::RunContext& context = {});

/// The key of the method with the lowest MASE; none when all failed.
[[nodiscard]] std::optional<std::string> bestMethod(const OutlookTest& test);

}  // namespace offtake::forecast
