#pragma once

#include <vector>

#include "core/base/Error.h"

/// Two small published calculators of the cost of owning compute, for checks against their figures and for quick
/// answers; the full model is core/economics.
namespace offtake::finance {

/// A site whose capital is charged by capital recovery factors, in the manner of Hennessy, Patterson and Kozyrakis'
/// warehouse-scale computing chapter.
struct SiteCost {
    double critical_kw = 0.0;    ///< power for which the site is built, at the IT equipment
    double averagePowerUse = 1;  ///< drawn share of it, 0..1
    double pue = 1.0;
    double electricity_usdPerKwh = 0.0;
    double facilityCapital_usd = 0.0;
    double serverCapital_usd = 0.0;
    double networkCapital_usd = 0.0;
    double facilityLife_years = 0.0;
    double serverLife_years = 0.0;
    double networkLife_years = 0.0;
    double costOfMoney = 0.0;  ///< a year
    double staff = 0.0;
    double staffCost_usdPerYear = 0.0;
    double accelerators = 0.0;
    double soldShare = 1.0;  ///< of the accelerators' hours
    double hoursPerYear = 8766.0;
};

/// Money a month, each capital item as a twelfth of its yearly charge.
struct SiteCostResult {
    double servers_usd = 0.0;
    double network_usd = 0.0;
    double facilities_usd = 0.0;
    double power_usd = 0.0;
    double people_usd = 0.0;
    double total_usd = 0.0;
    double capitalShare = 0.0;  ///< servers, network and facilities in the total, 0..1
    double usdPerAcceleratorHour = 0.0;
};

/// Errors: OutOfBounds when a number is not finite, a life is not above zero or no hours are sold.
[[nodiscard]] Expected<SiteCostResult> siteCost(const SiteCost& site);

/// Owning a cluster against renting the same nodes, undiscounted.
struct OwnOrRent {
    double nodes = 0.0;
    double nodeCost_usd = 0.0;
    double networkAndStorage_usd = 0.0;
    double node_kw = 0.0;
    double pue = 1.0;
    double electricity_usdPerKwh = 0.0;
    double colocation_usdPerKwMonth = 0.0;  ///< on the nodes' power, without PUE
    double maintenanceShare = 0.0;          ///< of the capital, a year
    double staff = 0.0;
    double staffCost_usdPerYear = 0.0;
    double spares_usd = 0.0;  ///< over the whole time
    double years = 5.0;
    double hoursPerYear = 8760.0;
    double rent_usdPerNodeHour = 0.0;
    double egressShare = 0.0;       ///< added to every rent
    std::vector<double> discounts;  ///< of each rental plan on the rent: 0 is pay as you go
};

struct RentalPlanCost {
    double total_usd = 0.0;
    /// Months after which owning has cost less: capital / (monthly rent - monthly cost of running).
    Expected<double> breakEven_months;  ///< NoSolution ("never") when renting costs less than running
};

struct OwnOrRentResult {
    double capital_usd = 0.0;
    double electricity_usd = 0.0;
    double colocation_usd = 0.0;
    double maintenance_usd = 0.0;
    double staff_usd = 0.0;
    double own_usd = 0.0;
    std::vector<RentalPlanCost> rent;  ///< as discounts
};

/// Errors: OutOfBounds when a number is not finite or years is not above zero.
[[nodiscard]] Expected<OwnOrRentResult> ownOrRent(const OwnOrRent& inputs);

}  // namespace offtake::finance
