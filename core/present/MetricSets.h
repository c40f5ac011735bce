#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/economics/metrics/Metric.h"

/// Which figures are shown together, and for whom.
namespace offtake::present {

enum class MetricGroup : std::uint8_t { Cost, Contract, Compute, Returns, Energy, Concentration };

[[nodiscard]] MetricGroup groupOf(economics::Metric metric);
[[nodiscard]] std::string_view groupLabel(MetricGroup group);

/// Whose questions a table answers. Nothing is hidden for good: `All` has every metric.
enum class Audience : std::uint8_t { All, Investor, PolicyAnalyst, Founder };

struct AudienceInfo {
    Audience audience;
    std::string_view key;    ///< of options and settings: "policy-analyst"
    std::string_view label;  ///< "policy analyst"
};

/// All audiences in the order in which they are offered.
[[nodiscard]] std::span<const AudienceInfo> audiences();
[[nodiscard]] const AudienceInfo& infoOf(Audience audience);
/// The audience with this key; nullptr when there is none.
[[nodiscard]] const AudienceInfo* findAudience(std::string_view key);

/// The metrics for an audience, what matters most first; of `All` group by group.
[[nodiscard]] std::vector<economics::Metric> metricsFor(Audience audience);

/// What an expert calls it, in a few letters: "LCOC" for the cost of useful compute. Empty when the label says it.
[[nodiscard]] std::string_view shortName(economics::Metric metric);

}  // namespace offtake::present
