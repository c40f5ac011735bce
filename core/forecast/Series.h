#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/Date.h"

namespace offtake::forecast {

/// How far apart two neighbouring values of a series are. Hour and Unknown carry no dates.
enum class Step : std::uint8_t { Unknown, Year, Quarter, Month, Week, Day, Hour };

/// Values observed at equal steps, oldest first. A plain value: whoever fills it need not keep any rule, whoever
/// forecasts it checks (see checkSeries).
struct Series {
    std::vector<double> values;  ///< in `unit`; a gap is NaN
    /// Steps in one round of the seasons: 12 for months of a year, 7 for days of a week, 1 for no season.
    int seasonLength = 1;
    Step step = Step::Unknown;
    std::optional<Date> start;  ///< first day of the first step; absent when undated
    std::string name;           ///< what it is called in messages; may be empty
    std::string unit;           ///< of the values, as written by its source; may be empty
};

/// The season length that is customary for a step: 12 for months, 4 for quarters, 7 for days, 24 for hours, 1 otherwise
/// (weeks do not divide a year evenly, and a yearly season of 52 is more than smoothing can estimate).
[[nodiscard]] constexpr int customarySeason(Step step) {
    switch (step) {
        case Step::Quarter:
            return 4;
        case Step::Month:
            return 12;
        case Step::Day:
            return 7;
        case Step::Hour:
            return 24;
        case Step::Unknown:
        case Step::Year:
        case Step::Week:
            break;
    }
    return 1;
}

/// First day of step `index`, which may lie beyond the last value; nothing for a series without dates.
[[nodiscard]] std::optional<Date> dateOfStep(const Series& series, std::size_t index);

}  // namespace offtake::forecast
