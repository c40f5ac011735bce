#pragma once

#include <optional>

#include "core/economics/metrics/Metric.h"
#include "core/study/Plan.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::economics {

/// The metric that sizing makes equal to the baseline's; nothing when deals stand as entered.
[[nodiscard]] inline std::optional<Metric> sizedBy(const study::Structure& structure) {
    switch (structure.study.choiceOf(study::kSizing)) {
        case 1: return Metric::PresentCost;
        case 2: return Metric::UsefulCompute;
        default: return std::nullopt;
    }
}

}  // namespace offtake::economics
