#include "core/present/MetricSets.h"

#include <array>

namespace offtake::present {

using economics::Metric;

namespace {

constexpr std::array kAudiences{
    AudienceInfo{Audience::PolicyAnalyst, "policy-analyst", "policy analyst"},
    AudienceInfo{Audience::Investor, "investor", "investor"},
    AudienceInfo{Audience::Founder, "founder", "founder"},
    AudienceInfo{Audience::All, "all", "everyone (all metrics)"},
};

constexpr std::array kGroups{MetricGroup::Cost,    MetricGroup::Contract, MetricGroup::Compute,
                             MetricGroup::Returns, MetricGroup::Energy,   MetricGroup::Concentration};

}  // namespace

MetricGroup groupOf(Metric metric) {
    switch (metric) {
        case Metric::Lcoc:
        case Metric::ImpliedPrice:
        case Metric::TotalCost:
        case Metric::PresentCost:
        case Metric::IdlePaid:
        case Metric::StrandedPaid:
        case Metric::SwitchingCost:
            return MetricGroup::Cost;
        case Metric::Headline:
        case Metric::Firm:
        case Metric::FirmShare:
        case Metric::FirmForCustomer:
        case Metric::Financeable:
        case Metric::BilledMonths:
        case Metric::EarliestExit:
        case Metric::BeyondHorizon:
            return MetricGroup::Contract;
        case Metric::UsefulCompute:
        case Metric::Utilization:
        case Metric::Goodput:
        case Metric::IdleHours:
        case Metric::UnmetDemand:
        case Metric::FirstUseful:
            return MetricGroup::Compute;
        case Metric::Npv:
        case Metric::Irr:
        case Metric::EquityIrr:
        case Metric::Mirr:
        case Metric::Moic:
        case Metric::Payback:
        case Metric::DiscountedPayback:
        case Metric::PeakFunding:
        case Metric::WorstMonth:
        case Metric::MinDscr:
        case Metric::AverageDscr:
            return MetricGroup::Returns;
        case Metric::Energy:
        case Metric::EnergyCostShare:
        case Metric::Carbon:
            return MetricGroup::Energy;
        case Metric::ProviderHhi:
        case Metric::SiteHhi:
        case Metric::AcceleratorHhi:
        case Metric::FabricHhi:
        case Metric::SoftwareHhi:
        case Metric::FoundryHhi:
        case Metric::WorstHhi:
            return MetricGroup::Concentration;
    }
    return MetricGroup::Cost;
}

std::string_view groupLabel(MetricGroup group) {
    switch (group) {
        case MetricGroup::Cost:
            return "Cost";
        case MetricGroup::Contract:
            return "Contract";
        case MetricGroup::Compute:
            return "Compute";
        case MetricGroup::Returns:
            return "Returns";
        case MetricGroup::Energy:
            return "Energy";
        case MetricGroup::Concentration:
            return "Concentration";
    }
    return "";
}

std::span<const AudienceInfo> audiences() { return kAudiences; }

const AudienceInfo& infoOf(Audience audience) {
    for (const AudienceInfo& info : kAudiences) {
        if (info.audience == audience) {
            return info;
        }
    }
    return kAudiences.back();
}

const AudienceInfo* findAudience(std::string_view key) {
    for (const AudienceInfo& info : kAudiences) {
        if (info.key == key) {
            return &info;
        }
    }
    return nullptr;
}

std::vector<Metric> metricsFor(Audience audience) {
    switch (audience) {
        case Audience::PolicyAnalyst:
            return {Metric::Lcoc,        Metric::TotalCost, Metric::PresentCost, Metric::Headline,
                    Metric::Firm,        Metric::UsefulCompute, Metric::IdlePaid, Metric::SwitchingCost,
                    Metric::FirstUseful, Metric::WorstHhi,  Metric::Energy,      Metric::Carbon};
        case Audience::Investor:
            return {Metric::Npv,         Metric::Irr,     Metric::EquityIrr, Metric::Moic, Metric::Payback,
                    Metric::PeakFunding, Metric::MinDscr, Metric::Headline,  Metric::Firm, Metric::Financeable,
                    Metric::PresentCost, Metric::Lcoc};
        case Audience::Founder:
            return {Metric::Lcoc,        Metric::TotalCost,     Metric::WorstMonth,  Metric::PeakFunding,
                    Metric::Firm,        Metric::EarliestExit,  Metric::UsefulCompute, Metric::Utilization,
                    Metric::UnmetDemand, Metric::IdlePaid,      Metric::FirstUseful};
        case Audience::All:
            break;
    }
    std::vector<Metric> all;
    for (const MetricGroup group : kGroups) {
        for (const economics::MetricInfo& info : economics::metrics()) {
            if (groupOf(info.metric) == group) {
                all.push_back(info.metric);
            }
        }
    }
    return all;
}

std::string_view shortName(Metric metric) {
    switch (metric) {
        case Metric::Lcoc:
            return "LCOC";
        case Metric::Npv:
            return "NPV";
        case Metric::Moic:
            return "MOIC";
        default:
            return "";
    }
}

}  // namespace offtake::present
