#include <algorithm>
#include <cmath>

#include "core/forecast/ForecastSeries.h"

namespace offtake::forecast {

namespace {

std::string subjectOf(const Series& series) {
    return series.name.empty() ? "series" : series.name;
}

std::int64_t place(std::size_t index) {
    return static_cast<std::int64_t>(index) + 1;
}

/// Straight lines across the gaps between two values.
void fill(std::vector<double>& values) {
    std::size_t before = 0;
    for (std::size_t t = 1; t < values.size(); ++t) {
        if (std::isnan(values[t])) {
            continue;
        }
        for (std::size_t gap = before + 1; gap < t; ++gap) {
            const double share = static_cast<double>(gap - before) / static_cast<double>(t - before);
            values[gap] = values[before] + share * (values[t] - values[before]);
        }
        before = t;
    }
}

}  // namespace

Expected<std::vector<double>> usableValues(const Series& series, bool fillGaps) {
    if (series.values.size() > kMostValues) {
        return fail(ErrorCode::TooLarge, subjectOf(series),
                    {"The series has {0} values; at most {1} are forecast from.",
                     {static_cast<std::int64_t>(series.values.size()), static_cast<std::int64_t>(kMostValues)}},
                    {"Use its latest part, or means over longer steps.", {}});
    }
    std::vector<double> values = series.values;
    const auto infinite = std::find_if(values.begin(), values.end(), [](double v) { return std::isinf(v); });
    if (infinite != values.end()) {
        return fail(ErrorCode::OutOfBounds, subjectOf(series),
                    {"Value {0} is infinite.", {place(static_cast<std::size_t>(infinite - values.begin()))}},
                    {"Correct it or leave it out.", {}});
    }
    // Nothing is known before the first value, so a gap there only means that the series starts later.
    const auto first = std::find_if(values.begin(), values.end(), [](double v) { return !std::isnan(v); });
    const auto skipped = first - values.begin();
    const auto gap = std::find_if(first, values.end(), [](double v) { return std::isnan(v); });
    if (gap != values.end() && std::isnan(values.back())) {
        return fail(ErrorCode::Inconsistent, subjectOf(series), {"The series ends with a gap.", {}},
                    {"Cut it after its last value.", {}});
    }
    if (gap != values.end() && !fillGaps) {
        const auto gaps = std::count_if(first, values.end(), [](double v) { return std::isnan(v); });
        return fail(ErrorCode::Inconsistent, subjectOf(series),
                    {"The series has {0} gaps, the first at value {1}.",
                     {static_cast<std::int64_t>(gaps), place(static_cast<std::size_t>(gap - values.begin()))}},
                    {"Supply the values, or let gaps be filled by straight lines.", {}});
    }
    values.erase(values.begin(), values.begin() + skipped);
    fill(values);
    return values;
}

}  // namespace offtake::forecast
