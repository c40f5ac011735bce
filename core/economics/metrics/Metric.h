#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/units/Unit.h"

namespace offtake::economics {

/// One figure from a ledger, seen by one party.
enum class Metric : std::uint8_t {
    Lcoc, ImpliedPrice, TotalCost, PresentCost, Npv, Irr, EquityIrr, Mirr, Moic, Payback, DiscountedPayback, PeakFunding, WorstMonth,
    MinDscr, AverageDscr,
    Headline, Firm, FirmShare, FirmForCustomer, Financeable, BilledMonths, EarliestExit, BeyondHorizon,
    UsefulCompute, Utilization, Goodput, IdleHours, IdlePaid, StrandedPaid, UnmetDemand, FirstUseful, SwitchingCost,
    Energy, EnergyCostShare, Carbon,
    ProviderHhi, SiteHhi, AcceleratorHhi, FabricHhi, SoftwareHhi, FoundryHhi, WorstHhi,
};
inline constexpr int kMetrics = 42;
inline constexpr int kLayers = 6;

enum class Better : std::uint8_t { Lower, Higher, Neither };

struct MetricInfo {
    Metric metric;
    std::string_view key;
    std::string_view label;
    units::NamedUnit unit;
    Better better;
    std::string_view formula;  ///< how it is computed, in words
    std::string_view whyNone;  ///< why it may not exist
};

/// All metrics in the order of the enumeration.
[[nodiscard]] std::span<const MetricInfo> metrics();
[[nodiscard]] const MetricInfo& infoOf(Metric metric);
/// The metric with this key; nullptr when there is none.
[[nodiscard]] const MetricInfo* findMetric(std::string_view key);

}  // namespace offtake::economics
