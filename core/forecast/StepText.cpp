#include "core/forecast/StepText.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace offtake::forecast {

std::string_view nameOf(Step step) {
    switch (step) {
        case Step::Year:
            return "year";
        case Step::Quarter:
            return "quarter";
        case Step::Month:
            return "month";
        case Step::Week:
            return "week";
        case Step::Day:
            return "day";
        case Step::Hour:
            return "hour";
        case Step::Unknown:
            break;
    }
    return "step";
}

std::optional<Step> stepNamed(std::string_view name) {
    constexpr std::array kSteps = {Step::Year, Step::Quarter, Step::Month, Step::Week, Step::Day, Step::Hour};
    const auto* found = std::find_if(kSteps.begin(), kSteps.end(), [&](Step step) { return nameOf(step) == name; });
    return found == kSteps.end() ? std::nullopt : std::optional(*found);
}

std::string stepText(const Series& series, std::size_t index) {
    const auto day = dateOfStep(series, index);
    if (!day) {
        return fmt::format("{}", index + 1);
    }
    const std::string iso = isoDate(*day);
    switch (series.step) {
        case Step::Year:
            return iso.substr(0, 4);
        case Step::Quarter:
            return fmt::format("{}-Q{}", iso.substr(0, 4),
                               (static_cast<unsigned>(std::chrono::year_month_day{*day}.month()) + 2) / 3);
        case Step::Month:
            return iso.substr(0, 7);
        case Step::Week:
        case Step::Day:
        case Step::Hour:
        case Step::Unknown:
            break;
    }
    return iso;
}

}  // namespace offtake::forecast
