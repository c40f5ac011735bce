#include "core/forecast/Series.h"

namespace offtake::forecast {

std::optional<Date> dateOfStep(const Series& series, std::size_t index) {
    if (!series.start) {
        return std::nullopt;
    }
    const int steps = static_cast<int>(index);
    switch (series.step) {
        case Step::Year:
            return addMonths(*series.start, 12 * steps);
        case Step::Quarter:
            return addMonths(*series.start, 3 * steps);
        case Step::Month:
            return addMonths(*series.start, steps);
        case Step::Week:
            return *series.start + std::chrono::days{7 * steps};
        case Step::Day:
            return *series.start + std::chrono::days{steps};
        case Step::Hour:
        case Step::Unknown:
            break;
    }
    return std::nullopt;
}

}  // namespace offtake::forecast
