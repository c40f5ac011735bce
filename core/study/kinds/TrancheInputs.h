#pragma once

#include "core/study/kinds/StudyInputs.h"

/// Inputs of tranches: blocks of capacity with their own delivery, price and end.
namespace offtake::study {

// --- Every tranche ---------------------------------------------------------------------------------------------------
inline constexpr Input kSupplier = refers("supplier", "Supplier", "party").explained("Who provides the capacity and is paid; empty means suppliers at large.", kOwnDefinition).in("Parties");
inline constexpr Input kCustomer = refers("customer", "Customer", "party").explained("Who pays for and uses the capacity; empty means the deal's buyer.", kOwnDefinition).in("Parties");

inline constexpr Input kAccelerators = number("accelerators", "Accelerators", units::kGpu, 1000).bounds(0, 1e8)
    .explained("Number installed when delivery is complete.", kEstimatedDefault).in("Capacity").neutralAt(0.0);
inline constexpr Input kTrancheStart = day("start", "Start", kDay2026July)
    .explained("First day of the contract, or of delivery for equipment that is owned.", kOwnDefinition).in("Time");
inline constexpr Input kTerm = number("term", "Term", units::kMonth, 36).bounds(0, 480)
    .explained("Contract months from commencement. A start in mid-month touches one calendar month more than it bills.", kEstimatedDefault).in("Time");
inline constexpr Input kExit = number("exit", "Actual exit", units::kMonth, 1200).bounds(0, 1200)
    .explained("Months after commencement at which the tranche really ends early, by a scenario or a decision; 1200 means that it runs its term.", kOwnDefinition).in("Time").neutralAt(1200);

inline constexpr Input kAvailability = number("availability", "Availability", units::kPercent, 0.97).bounds(0.0, 1.0).plausible(0.8, 1.0)
    .explained("Share of installed accelerator-hours that are not lost to repair and spares.", kEstimatedDefault).in("Useful compute").neutralAt(1.0);
inline constexpr Input kAllocation = number("allocation", "Allocation", units::kPercent, 0.85).bounds(0.0, 1.0).plausible(0.2, 1.0)
    .explained("Share of available hours that somebody uses.", kEstimatedDefault).in("Useful compute").neutralAt(1.0);
inline constexpr Input kGoodput = number("goodput", "Goodput", units::kPercent, 0.90).bounds(0.0, 1.0).plausible(0.5, 1.0)
    .explained("Share of used hours that do useful work, after checkpoints and restarts.", "Effective training time above 90 % reported for Llama 3 (Meta, The Llama 3 Herd of Models, 2024)").in("Useful compute").neutralAt(1.0);
inline constexpr Input kThroughput = number("throughput", "Throughput", units::kH100ePerGpu, 1.0).bounds(0.0, 1000.0).plausible(0.05, 50.0)
    .explained("H100 equivalents of one accelerator on the workload at hand, on its reference software.", "Offtake's own definition (docs/model.md); 1 is an H100").in("Useful compute").neutralAt(1.0);
inline constexpr Input kParityStart = number("parity", "Parity at the start", units::kRatio, 1.0).bounds(0.0, 5.0).plausible(0.3, 1.3)
    .explained("Useful throughput of this stack over the reference stack on the same class of silicon.", kNeutralDefault).in("Useful compute").neutralAt(1.0);
inline constexpr Input kParityEnd = number("parity-later", "Parity in the long run", units::kRatio, 1.0).bounds(0.0, 5.0).plausible(0.3, 1.3)
    .explained("What parity moves towards.", kNeutralDefault).in("Useful compute").neutralAt(1.0);
inline constexpr Input kParityHalfLife = number("parity-half-life", "Half-life of the gap", units::kMonth, 12).bounds(0.1, 1200)
    .explained("Months in which half of the gap between the two closes.", kEstimatedDefault).in("Useful compute");

inline constexpr Input kPower = number("power", "Power per accelerator", units::kKilowattPerGpu, 1.3).bounds(0.0, 100.0).plausible(0.05, 5.0)
    .explained("All-in IT power at full load: accelerator with its share of server, network and storage, before PUE.", "DGX H100: 10.2 kW for 8 accelerators, 1.28 kW each (NVIDIA data sheet; catalogue, accelerators)").in("Energy").neutralAt(0.0);
inline constexpr Input kIdlePower = number("idle-power", "Power when idle", units::kPercent, 0.35).bounds(0.0, 1.0)
    .explained("Share of full power that an idle accelerator draws.", kEstimatedDefault).in("Energy");
inline constexpr Input kPue = path("pue", "PUE", units::kRatio, 1.2).bounds(1.0, 5.0).plausible(1.02, 2.0)
    .explained("Facility energy over IT energy, constant or one value a month.", "ISO/IEC 30134-2").in("Energy").neutralAt(1.0);
inline constexpr Input kEnergyPrice = path("energy-price", "Electricity price", units::kDollarPerKilowattHour, 0.07).bounds(0.0, 10.0).plausible(0.01, 0.5)
    .explained("Price of energy in the first months, or one value a month.", "Range of US industrial prices, EIA Electric Power Annual 2023 (catalogue, energy); the default is an estimate").in("Energy").neutralAt(0.0);
inline constexpr Input kEnergyGrowth = number("energy-growth", "Change of the electricity price", units::kPercentPerYear, 0.0).bounds(-0.9, 5.0).plausible(-0.2, 0.3)
    .explained("Compounds from the tranche's start.", kNeutralDefault).in("Energy").neutralAt(0.0);
inline constexpr Input kDemandCharge = number("demand-charge", "Demand charge", units::kDollarPerKilowattMonth, 0.0).bounds(0.0, 1000.0).plausible(0.0, 40.0)
    .explained("Per kW of the month's highest facility load, taken as full load of what is installed.", kNeutralDefault).in("Energy").neutralAt(0.0);
inline constexpr Input kCarbonIntensity = path("carbon-intensity", "Carbon intensity", units::kGramCo2PerKilowattHour, 370).bounds(0.0, 3000.0).plausible(0.0, 1000.0)
    .explained("Grams of CO2 per kWh at the site, constant or one value a month.", "About the average of the US grid in 2023 (catalogue, energy); the default is an estimate").in("Energy").neutralAt(0.0);

inline constexpr Input kProvider = text("provider", "Provider").explained("Who operates it. Concentration is measured per layer over equal names.", kOwnDefinition).in("Vendor mix");
inline constexpr Input kSite = text("site", "Site").explained("Where it stands.", kOwnDefinition).in("Vendor mix");
inline constexpr Input kAcceleratorVendor = text("accelerator-vendor", "Accelerator vendor").explained("Who designs the accelerator.", kOwnDefinition).in("Vendor mix");
inline constexpr Input kFabric = text("fabric", "Fabric").explained("Scale-out and scale-up network family.", kOwnDefinition).in("Vendor mix");
inline constexpr Input kSoftware = text("software", "Software stack").explained("Compiler and runtime that the work depends on.", kOwnDefinition).in("Vendor mix");
inline constexpr Input kFoundry = text("foundry", "Foundry").explained("Who makes the chips.", kOwnDefinition).in("Vendor mix");
inline constexpr Input kStandards = text("standards", "Conforms to").explained("Open standards that the tranche conforms to; a fact sheet, not a score.", kOwnDefinition).in("Vendor mix");

inline constexpr const Input* kTrancheGeneral[] = {&kName, &kNotes, &kSupplier, &kCustomer, &kAccelerators, &kTrancheStart, &kTerm, &kExit};
inline constexpr const Input* kTrancheCapacity[] = {&kAvailability, &kAllocation, &kGoodput, &kThroughput, &kParityStart, &kParityEnd, &kParityHalfLife};
inline constexpr const Input* kTrancheEnergy[] = {&kPower, &kIdlePower, &kPue, &kEnergyPrice, &kEnergyGrowth, &kDemandCharge, &kCarbonIntensity};
inline constexpr const Input* kTrancheVendors[] = {&kProvider, &kSite, &kAcceleratorVendor, &kFabric, &kSoftware, &kFoundry, &kStandards};
inline constexpr Role kTrancheContains[] = {Role::Clause};

// --- Offtake (reserved capacity under a contract) ----------------------------------------------------------------------
inline constexpr auto kOfftakeInputs = joined(kTrancheGeneral, kTrancheCapacity, kTrancheEnergy, kTrancheVendors);
inline constexpr ElementKind kOfftakeKind{"offtake", "Offtake", Role::Tranche, kOfftakeInputs, kTrancheContains,
    "Capacity reserved under a contract; what it pays is the sum of its clauses. Power and operations are the supplier's unless a clause passes them on."};

// --- Cloud -----------------------------------------------------------------------------------------------------------
inline constexpr Input kCloudPrice = path("price", "List price", units::kDollarPerGpuHour, 3.0).bounds(0.0, 1e5).plausible(0.1, 100.0)
    .explained("Price per accelerator-hour at the start, or one value a month.", kEstimatedDefault).in("Price");
inline constexpr Input kCloudPriceGrowth = number("price-growth", "Change of the price", units::kPercentPerYear, 0.0).bounds(-0.95, 10.0).plausible(-0.5, 0.5)
    .explained("Compounds from the tranche's start; rents rose from late 2025 into 2026, so no direction is presumed.", kNeutralDefault).in("Price").neutralAt(0.0);
inline constexpr Input kCommitmentDiscount = number("commitment-discount", "Commitment discount", units::kPercent, 0.0).bounds(0.0, 1.0)
    .explained("Off the list price, in return for the committed share.", kNeutralDefault).in("Price").neutralAt(0.0);
inline constexpr Input kCommittedShare = number("committed-share", "Committed share", units::kPercent, 0.0).bounds(0.0, 1.0)
    .explained("Share of the accelerators that is paid for around the clock, used or not, at the discounted price.", kNeutralDefault).in("Price").neutralAt(0.0);
inline constexpr Input kSpotShare = number("spot-share", "Spot share", units::kPercent, 0.0).bounds(0.0, 1.0)
    .explained("Share of the used hours bought on the spot market.", kNeutralDefault).in("Price").neutralAt(0.0);
inline constexpr Input kSpotDiscount = number("spot-discount", "Spot discount", units::kPercent, 0.5).bounds(0.0, 1.0)
    .explained("Spot price below the list price.", kEstimatedDefault).in("Price").neutralAt(0.0);
inline constexpr Input kInterruption = number("interruption", "Interruption", units::kPercent, 0.05).bounds(0.0, 1.0)
    .explained("Share of spot hours whose work is lost.", kEstimatedDefault).in("Price").neutralAt(0.0);
inline constexpr const Input* kCloudTerms[] = {&kCloudPrice, &kCloudPriceGrowth, &kCommitmentDiscount, &kCommittedShare,
    &kSpotShare, &kSpotDiscount, &kInterruption};
inline constexpr auto kCloudInputs = joined(kTrancheGeneral, kCloudTerms, kTrancheCapacity, kTrancheEnergy, kTrancheVendors);
inline constexpr ElementKind kCloudKind{"cloud", "Cloud", Role::Tranche, kCloudInputs, kTrancheContains,
    "Capacity by the hour: on demand, committed and spot. Power is inside the price."};

// --- Owned -----------------------------------------------------------------------------------------------------------
inline constexpr Choice kUseChoices[] = {{"own-use", "The owner's own use"}, {"sold", "Sold through another tranche of the deal"}};
inline constexpr Choice kDepreciationChoices[] = {{"macrs-5", "MACRS 5 years, half-year"}, {"macrs-7", "MACRS 7 years, half-year"},
    {"macrs-15", "MACRS 15 years, half-year"}, {"straight-line", "Straight line over the tax life"}, {"none", "None"}};
inline constexpr Choice kEndChoices[] = {{"sell", "Sold at the end of the term"}, {"keep", "Kept, and worth nothing here"}};

inline constexpr Input kUse = choice("use", "Capacity is for", kUseChoices)
    .explained("Capacity that is sold is counted once, at the tranche that sells it.", kOwnDefinition).in("Capacity");
inline constexpr Input kUnitPrice = number("unit-price", "Accelerator price", units::kDollarPerGpu, 35000).bounds(0, 1e7).plausible(500, 200000)
    .explained("Per accelerator with its share of the server.", "H100 server per accelerator: 28,750 to 46,875 $ in 2025 (catalogue, accelerators)").in("Equipment").neutralAt(0.0);
inline constexpr Input kNetworkShare = number("network-storage", "Network and storage", units::kDollarPerGpu, 4000).bounds(0, 1e7)
    .explained("Per accelerator: fabric, storage, management nodes.", kEstimatedDefault).in("Equipment").neutralAt(0.0);
inline constexpr Input kImportDuty = number("import-duty", "Import duty", units::kPercent, 0.0).bounds(0.0, 5.0).plausible(0.0, 1.0)
    .explained("Share of the equipment price.", kNeutralDefault).in("Equipment").neutralAt(0.0);
inline constexpr Input kSiteBuild = number("site-build", "Site build", units::kDollarPerKilowatt, 0.0).bounds(0, 1e6).plausible(0, 40000)
    .explained("Cost of buildings, power and cooling per kW of IT load; zero when the site is rented.", kNeutralDefault).in("Site").neutralAt(0.0);
inline constexpr Input kColocation = number("colocation", "Colocation", units::kDollarPerKilowattMonth, 0.0).bounds(0, 10000).plausible(0, 500)
    .explained("Rent of the site per kW of IT load.", kNeutralDefault).in("Site").neutralAt(0.0);
inline constexpr Input kStaff = number("staff", "Staff", units::kPerson, 0.0).bounds(0, 1e6)
    .explained("Full-time equivalents while the tranche runs.", kNeutralDefault).in("Operation").neutralAt(0.0);
inline constexpr Input kStaffCost = number("staff-cost", "Cost of staff", kDollarPerPersonYear, 200000).bounds(0, 1e8).plausible(20000, 1e6)
    .explained("All-in, per person and year.", kEstimatedDefault).in("Operation").neutralAt(0.0);
inline constexpr Input kMaintenance = number("maintenance", "Maintenance", units::kPercentPerYear, 0.05).bounds(0.0, 1.0).plausible(0.0, 0.2)
    .explained("Share of the equipment price per year: support contracts and insurance.", kEstimatedDefault).in("Operation").neutralAt(0.0);
inline constexpr Input kFailureRate = number("failure-rate", "Failures to replace", units::kPercentPerYear, 0.0).bounds(0.0, 1.0).plausible(0.0, 0.2)
    .explained("Share of accelerators replaced per year at their price, beyond maintenance.", kNeutralDefault).in("Operation").neutralAt(0.0);
inline constexpr Input kRefreshShare = number("refresh-share", "Refresh", units::kPercent, 0.0).bounds(0.0, 1.0)
    .explained("Share of the equipment price spent again at the refresh month.", kNeutralDefault).in("Equipment").neutralAt(0.0);
inline constexpr Input kRefreshMonth = number("refresh-month", "Refresh after", units::kMonth, 36).bounds(0, 480)
    .explained("Months from the start.", kEstimatedDefault).in("Equipment");
inline constexpr Input kAtEnd = choice("at-end", "At the end", kEndChoices)
    .explained("Equipment still running at the horizon is valued by the same curve on a line of its own.", kOwnDefinition).in("Residual value");
inline constexpr Input kResidualNew = number("residual-new", "Value once used", units::kPercent, 0.8).bounds(0.0, 1.5).plausible(0.3, 1.1)
    .explained("Resale value just after installation, as a share of the equipment price.", kEstimatedDefault).in("Residual value").neutralAt(0.0);
inline constexpr Input kResidualRetention = number("residual-retention", "Value kept per year", units::kPercent, 0.7).bounds(0.0, 1.5).plausible(0.3, 1.05)
    .explained("Resale value of one year over that of the year before.", kEstimatedDefault).in("Residual value");
inline constexpr Input kDepreciation = choice("depreciation", "Tax depreciation", kDepreciationChoices)
    .explained("Schedule of deductions from the calendar year of delivery.", "IRS Publication 946, Table A-1").in("Tax");
inline constexpr Input kTaxLife = number("tax-life", "Tax life", units::kYear, 5).bounds(1, 50)
    .explained("Years of straight-line tax depreciation; MACRS has its own. Economic, book and tax life are three fields.", "IRS Publication 946: computers are 5-year property").in("Tax");
inline constexpr Input kBookLife = number("book-life", "Book life", units::kYear, 6).bounds(0.5, 50).plausible(2, 10)
    .explained("Years of straight-line depreciation in the accounts; a memo line, no cash.", "Filings of 2025 state 4 to 6 years for servers (catalogue, datacenter, useful life)").in("Tax");
inline constexpr Input kBonus = number("bonus", "Bonus depreciation", units::kPercent, 0.0).bounds(0.0, 1.0)
    .explained("Share deducted in the first year, before the schedule; 100 % in the US for property acquired after 2025-01-19.", "Offtake's own definition (docs/model.md); none unless stated (26 USC 168(k): 100 % for property acquired after 2025-01-19)").in("Tax").neutralAt(0.0);
inline constexpr const Input* kOwnedTerms[] = {&kUse, &kUnitPrice, &kNetworkShare, &kImportDuty, &kRefreshShare, &kRefreshMonth,
    &kSiteBuild, &kColocation, &kStaff, &kStaffCost, &kMaintenance, &kFailureRate, &kAtEnd, &kResidualNew, &kResidualRetention,
    &kDepreciation, &kTaxLife, &kBookLife, &kBonus};
inline constexpr auto kOwnedInputs = joined(kTrancheGeneral, kOwnedTerms, kTrancheCapacity, kTrancheEnergy, kTrancheVendors);
inline constexpr ElementKind kOwnedKind{"owned", "Owned", Role::Tranche, kOwnedInputs, kTrancheContains,
    "Equipment bought by the customer, who pays for site, energy and operation and owns what is left."};


}  // namespace offtake::study
