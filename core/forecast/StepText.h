#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/forecast/Series.h"

namespace offtake::forecast {

/// "month", "hour"; "step" where it is not known.
[[nodiscard]] std::string_view nameOf(Step step);

/// The step of this name; none for other words, "step" among them.
[[nodiscard]] std::optional<Step> stepNamed(std::string_view name);

/// How a step of the series is called, beyond its end too: "2026", "2026-Q1", "2026-01", "2026-01-31"; by its number
/// from 1 when it has no date.
[[nodiscard]] std::string stepText(const Series& series, std::size_t index);

}  // namespace offtake::forecast
