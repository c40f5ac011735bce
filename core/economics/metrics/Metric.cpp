#include "core/economics/metrics/Metric.h"

#include <array>

namespace offtake::economics {

namespace {

using enum Better;
namespace u = units;

constexpr units::NamedUnit kConcentration{"HHI", "points of the Herfindahl-Hirschman index", units::base::kOne, units::Scaling::None};
constexpr std::string_view kNoCost = "It pays nothing.";
constexpr std::string_view kNoUse = "No useful compute is delivered within the horizon.";
constexpr std::string_view kNoSign = "It receives no income here, its flows never change sign, or so little is put in that the rate is above 10,000 %/yr; see the rate at which two deals are worth the same.";
constexpr std::string_view kNever = "The total never returns to zero within the horizon.";
constexpr std::string_view kNoLoan = "It has no debt service, or no income to serve it from.";
constexpr std::string_view kNoLayer = "No tranche names it.";
constexpr std::string_view kNoHours = "Nothing is installed within the horizon.";
constexpr std::string_view kNoContract = "No contract schedules a payment.";

constexpr std::array kTable{
    MetricInfo{Metric::Lcoc, "lcoc", "Cost of useful compute", u::kDollarPerH100eHour, Lower,
               "Levelized cost of compute: present value of operating and capital cost less residual value, before financing and tax, over the present value of useful H100-equivalent hours.", kNoUse},
    MetricInfo{Metric::ImpliedPrice, "implied-price", "Implied price per GPU-hour", u::kDollarPerGpuHour, Lower,
               "Contract payments over installed accelerator-hours of what is rented; a bundle of all that the fee covers, not a bare rent.", "Nothing is rented within the horizon."},
    MetricInfo{Metric::TotalCost, "total-cost", "Total cost", u::kDollar, Lower, "Operating and capital cost less residual value over the horizon, before financing and tax.", kNoCost},
    MetricInfo{Metric::PresentCost, "present-cost", "Present value of cost", u::kDollar, Lower, "The same, discounted at the party's rate.", kNoCost},
    MetricInfo{Metric::Npv, "npv", "Net present value", u::kDollar, Higher, "Everything received less everything paid, financing and tax included, discounted at the party's rate to the start of the study.", ""},
    MetricInfo{Metric::Irr, "irr", "Project IRR", u::kPercentPerYear, Higher, "Annual effective rate at which all flows before financing are worth nothing; of several rates the one nearest zero.", kNoSign},
    MetricInfo{Metric::EquityIrr, "equity-irr", "Equity IRR", u::kPercentPerYear, Higher, "The same with financing included.", kNoSign},
    MetricInfo{Metric::Mirr, "mirr", "Modified IRR", u::kPercentPerYear, Higher, "Annual rate that turns the present value of what is paid into the value at the horizon of what is received, reinvested at the party's rate.", kNoSign},
    MetricInfo{Metric::Moic, "moic", "Multiple on invested capital", u::kRatio, Higher, "Sum of the months that bring money over the sum of the months that take it.", "It receives no income here, or pays nothing."},
    MetricInfo{Metric::Payback, "payback", "Payback", u::kMonth, Lower, "Months until the running total of all flows is no longer negative for the first time.", kNever},
    MetricInfo{Metric::DiscountedPayback, "discounted-payback", "Discounted payback", u::kMonth, Lower, "The same of discounted flows.", kNever},
    MetricInfo{Metric::PeakFunding, "peak-funding", "Peak funding", u::kDollar, Lower, "The largest shortfall of the running total of all flows.", ""},
    MetricInfo{Metric::WorstMonth, "worst-month", "Worst month", u::kDollar, Higher, "The month with the lowest net flow.", ""},
    MetricInfo{Metric::MinDscr, "min-dscr", "Lowest DSCR", u::kRatio, Higher, "Lowest monthly ratio of cash from operation, before tax, to interest and principal.", kNoLoan},
    MetricInfo{Metric::AverageDscr, "average-dscr", "Average DSCR", u::kRatio, Higher, "Sum of that cash over sum of debt service, in the months that have debt service.", kNoLoan},
    MetricInfo{Metric::Headline, "headline", "Headline value", u::kDollar, Neither, "All payments that the contracts schedule, before ramp and credits.", kNoContract},
    MetricInfo{Metric::Firm, "firm", "Firm commitment", u::kDollar, Neither, "What survives the customer's earliest exit, plus the fee due on it, before ramp and credits: what the supplier can count on.", kNoContract},
    MetricInfo{Metric::FirmShare, "firm-share", "Firm share of the headline", u::kPercent, Neither, "Firm commitment over headline value.", kNoContract},
    MetricInfo{Metric::FirmForCustomer, "firm-for-customer", "Firm for the customer", u::kDollar, Neither, "Payments for the capacity that survives the supplier's earliest exit: what the customer can count on.", kNoContract},
    MetricInfo{Metric::Financeable, "financeable", "Financeable value", u::kDollar, Neither, "Firm payments after ramp and credits, times the share that a lender lends on the customer's credit.", kNoContract},
    MetricInfo{Metric::BilledMonths, "billed-months", "Billed months", u::kMonth, Neither, "Contract months billed by the longest contract.", kNoContract},
    MetricInfo{Metric::EarliestExit, "earliest-exit", "Earliest exit", u::kMonth, Neither, "Months from the study's start to the first date on which either side can end a contract.", "Nobody may leave early."},
    MetricInfo{Metric::BeyondHorizon, "beyond-horizon", "Owed beyond the horizon", u::kDollar, Neither, "Scheduled payments after the last month of the horizon, not in any other total.", ""},
    MetricInfo{Metric::UsefulCompute, "useful-compute", "Useful compute", u::kH100eHour, Higher, "Installed hours × availability × allocation × goodput × throughput × parity, over the horizon.", kNoHours},
    MetricInfo{Metric::Utilization, "utilization", "Utilization", u::kPercent, Higher, "Used over installed accelerator-hours.", kNoHours},
    MetricInfo{Metric::Goodput, "goodput", "Goodput", u::kPercent, Higher, "Productive over used accelerator-hours.", kNoHours},
    MetricInfo{Metric::IdleHours, "idle-hours", "Idle hours", u::kGpuHour, Lower, "Available accelerator-hours neither used nor stranded.", kNoHours},
    MetricInfo{Metric::IdlePaid, "idle-paid", "Idle capacity paid", u::kDollar, Lower, "Cost of each tranche and month times the idle share of its available hours.", kNoHours},
    MetricInfo{Metric::StrandedPaid, "stranded-paid", "Stranded capacity paid", u::kDollar, Lower, "Cost of each tranche and month times the share of its hours spent porting or running double.", kNoHours},
    MetricInfo{Metric::UnmetDemand, "unmet-demand", "Unmet demand", u::kH100eHour, Lower, "Demanded and not supplied, over the horizon.", "No demand is stated."},
    MetricInfo{Metric::FirstUseful, "first-useful", "Time to first useful compute", u::kMonth, Lower, "Whole months from the study's start without useful compute.", kNoUse},
    MetricInfo{Metric::SwitchingCost, "switching-cost", "Switching cost", u::kDollar, Lower, "Porting, data retrieval, assistance and stranded capacity.", ""},
    MetricInfo{Metric::Energy, "energy", "Electricity", u::kKilowattHour, Lower, "At the facility's meter, whoever pays.", kNoHours},
    MetricInfo{Metric::EnergyCostShare, "energy-cost-share", "Energy share of cost", u::kPercent, Neither, "Electricity, demand charges and carbon that are paid or passed on, over total cost.", kNoCost},
    MetricInfo{Metric::Carbon, "carbon", "Emissions", u::kTonCo2, Lower, "Electricity times the carbon intensity of the site.", kNoHours},
    MetricInfo{Metric::ProviderHhi, "hhi-provider", "Concentration of providers", kConcentration, Lower, "Sum of squared shares of useful capacity by provider; 10,000 is a single one.", kNoLayer},
    MetricInfo{Metric::SiteHhi, "hhi-site", "Concentration of sites", kConcentration, Lower, "The same by site.", kNoLayer},
    MetricInfo{Metric::AcceleratorHhi, "hhi-accelerator", "Concentration of accelerator vendors", kConcentration, Lower, "The same by accelerator vendor.", kNoLayer},
    MetricInfo{Metric::FabricHhi, "hhi-fabric", "Concentration of fabrics", kConcentration, Lower, "The same by fabric.", kNoLayer},
    MetricInfo{Metric::SoftwareHhi, "hhi-software", "Concentration of software stacks", kConcentration, Lower, "The same by software stack.", kNoLayer},
    MetricInfo{Metric::FoundryHhi, "hhi-foundry", "Concentration of foundries", kConcentration, Lower, "The same by foundry.", kNoLayer},
    MetricInfo{Metric::WorstHhi, "hhi-worst", "Worst layer concentration", kConcentration, Lower, "The highest of the layers that are named.", kNoLayer},
};
static_assert(kTable.size() == kMetrics);

}  // namespace

std::span<const MetricInfo> metrics() { return kTable; }
const MetricInfo& infoOf(Metric metric) { return kTable[static_cast<std::size_t>(metric)]; }

const MetricInfo* findMetric(std::string_view key) {
    for (const MetricInfo& info : kTable) {
        if (info.key == key) {
            return &info;
        }
    }
    return nullptr;
}

}  // namespace offtake::economics
