#include "core/finance/Tco.h"

#include <array>
#include <cmath>

#include "core/finance/Annuity.h"
#include "core/finance/FlowRoots.h"

namespace offtake::finance {

namespace {

constexpr double kMonthsPerYear = 12.0;

}  // namespace

Expected<SiteCostResult> siteCost(const SiteCost& site) {
    const auto servers = capitalRecoveryFactor(site.costOfMoney, site.serverLife_years);
    const auto network = capitalRecoveryFactor(site.costOfMoney, site.networkLife_years);
    const auto facility = capitalRecoveryFactor(site.costOfMoney, site.facilityLife_years);
    for (const auto* factor : {&servers, &network, &facility}) {
        if (!*factor) {
            return tl::unexpected(factor->error());
        }
    }
    SiteCostResult out;
    out.servers_usd = site.serverCapital_usd * *servers / kMonthsPerYear;
    out.network_usd = site.networkCapital_usd * *network / kMonthsPerYear;
    out.facilities_usd = site.facilityCapital_usd * *facility / kMonthsPerYear;
    const double drawn_kw = site.critical_kw * site.averagePowerUse * site.pue;
    out.power_usd = drawn_kw * site.hoursPerYear * site.electricity_usdPerKwh / kMonthsPerYear;
    out.people_usd = site.staff * site.staffCost_usdPerYear / kMonthsPerYear;
    const double capital = out.servers_usd + out.network_usd + out.facilities_usd;
    out.total_usd = capital + out.power_usd + out.people_usd;
    out.capitalShare = out.total_usd == 0.0 ? 0.0 : capital / out.total_usd;
    const double soldHours = site.accelerators * site.hoursPerYear * site.soldShare;
    if (!(soldHours > 0.0)) {
        return fail(ErrorCode::OutOfBounds, "accelerators", {"No accelerator-hours are sold.", {}});
    }
    out.usdPerAcceleratorHour = out.total_usd * kMonthsPerYear / soldHours;
    if (auto finite = requireFinite(out.usdPerAcceleratorHour, "site"); !finite) {
        return tl::unexpected(finite.error());
    }
    return out;
}

Expected<OwnOrRentResult> ownOrRent(const OwnOrRent& in) {
    if (!(in.years > 0.0)) {
        return fail(ErrorCode::OutOfBounds, "years", {"The time must be above zero.", {}});
    }
    OwnOrRentResult out;
    const double months = in.years * kMonthsPerYear;
    const double hours = in.years * in.hoursPerYear;
    const double nodes_kw = in.nodes * in.node_kw;
    out.capital_usd = in.nodes * in.nodeCost_usd + in.networkAndStorage_usd;
    out.electricity_usd = nodes_kw * in.pue * hours * in.electricity_usdPerKwh;
    out.colocation_usd = nodes_kw * in.colocation_usdPerKwMonth * months;
    out.maintenance_usd = in.maintenanceShare * out.capital_usd * in.years;
    out.staff_usd = in.staff * in.staffCost_usdPerYear * in.years;
    const double running =
        out.electricity_usd + out.colocation_usd + out.maintenance_usd + out.staff_usd + in.spares_usd;
    out.own_usd = out.capital_usd + running;
    const double list = in.nodes * in.rent_usdPerNodeHour * hours * (1.0 + in.egressShare);
    for (const double discount : in.discounts) {
        const double total = list * (1.0 - discount);
        const double saved = (total - running) / months;
        RentalPlanCost plan{total, out.capital_usd / saved};
        if (!(saved > 0.0)) {
            plan.breakEven_months =
                fail(ErrorCode::NoSolution, "breakEven", {"Never: renting costs less than running one's own.", {}});
        }
        out.rent.push_back(plan);
    }
    const std::array<double, 2> sums{out.own_usd, list};
    if (auto finite = requireFinite(sums, "costs"); !finite) {
        return tl::unexpected(finite.error());
    }
    return out;
}

}  // namespace offtake::finance
