#include <numeric>

#include <QtTest>

#include "core/finance/ForwardPrice.h"
#include "core/finance/Tco.h"
#include "tests/core/support/FinanceCases.h"

using namespace offtake;
using namespace offtake::finance;
using namespace offtake::test;

namespace {

SiteCost abilene(const nlohmann::json& in) {
    SiteCost site;
    site.critical_kw = in["critical_mw"].get<double>() * 1000.0;
    site.averagePowerUse = in["avg_power_use"];
    site.pue = in["pue"];
    site.electricity_usdPerKwh = in["usd_per_kwh"];
    site.facilityCapital_usd = in["facility_capex"];
    site.serverCapital_usd = in["server_capex"];
    site.networkCapital_usd = in["network_capex"];
    site.facilityLife_years = in["life_facility"];
    site.serverLife_years = in["life_server"];
    site.networkLife_years = in["life_network"];
    site.costOfMoney = in["cost_of_money"];
    site.staff = in["staff"];
    site.staffCost_usdPerYear = in["staff_cost"];
    site.accelerators = in["gpus"];
    site.soldShare = in["avg_power_use"];
    site.hoursPerYear = in["hours_per_year"];
    return site;
}

OwnOrRent cluster(const nlohmann::json& in) {
    OwnOrRent inputs;
    inputs.nodes = in["nodes"];
    inputs.nodeCost_usd = in["node_cost"];
    inputs.networkAndStorage_usd = in["net_storage"];
    inputs.node_kw = in["node_kw"];
    inputs.pue = in["pue"];
    inputs.electricity_usdPerKwh = in["usd_per_kwh"];
    inputs.colocation_usdPerKwMonth = in["colo_kw_month"];
    inputs.maintenanceShare = in["maint_pct"].get<double>() / 100.0;
    inputs.staff = in["fte"];
    inputs.staffCost_usdPerYear = in["fte_cost"];
    inputs.spares_usd = in["spares"];
    inputs.rent_usdPerNodeHour = in["payg_node_hr"];
    inputs.egressShare = in["egress_pct"].get<double>() / 100.0;
    inputs.discounts = {0.0, in["ri1_disc"].get<double>() / 100.0, in["ri3_disc"].get<double>() / 100.0};
    return inputs;
}

void siteRows() {
    const auto tc01 = financeCase("TC01");
    const auto& expected = tc01["expected"];
    const SiteCostResult cost = *siteCost(abilene(tc01["inputs"]));
    const std::pair<const char*, double> parts[] = {{"servers", cost.servers_usd},
                                                    {"network", cost.network_usd},
                                                    {"facilities", cost.facilities_usd},
                                                    {"power", cost.power_usd},
                                                    {"people", cost.people_usd}};
    for (const auto& part : parts) {
        figureRow(rowName(tc01) + ": " + part.first, part.second / 1e6, expected["monthly_musd"][part.first], 0.0501);
        figureRow(rowName(tc01) + ": share of " + part.first, 100 * part.second / cost.total_usd,
                  expected["share_pct"][part.first], 0.0501);
    }
    figureRow(rowName(tc01) + ": share of capital", 100 * cost.capitalShare, expected["share_pct"]["capex"], 0.0501);
    figureRow(rowName(tc01) + ": accelerator-hour", cost.usdPerAcceleratorHour, expected["usd_per_gpu_hour"], 0.0005);
}

void clusterRows() {
    const auto tc03 = financeCase("TC03");
    const auto& expected = tc03["expected"];
    const OwnOrRentResult result = *ownOrRent(cluster(tc03["inputs"]));
    const std::pair<const char*, double> parts[] = {
        {"capex", result.capital_usd},      {"electricity", result.electricity_usd},
        {"colo", result.colocation_usd},    {"maint", result.maintenance_usd},
        {"staff", result.staff_usd},        {"onprem", result.own_usd},
        {"payg", result.rent[0].total_usd}, {"ri1", result.rent[1].total_usd},
        {"ri3", result.rent[2].total_usd},
    };
    for (const auto& part : parts) {
        figureRow(rowName(tc03) + ": " + part.first, part.second, expected[part.first], 0.01);
    }
    for (std::size_t i = 0; i < 3; ++i) {
        figureRow(rowName(tc03) + ": break-even of plan " + std::to_string(i), valueOf(result.rent[i].breakEven_months),
                  expected["breakeven_months"][i], 0.01);
    }
}

void forwardRows() {
    const auto tc06 = financeCase("TC06");
    const double oneYear = tc06["inputs"]["usd_per_gpu_hour"]["1y"];
    const double threeYears = tc06["inputs"]["usd_per_gpu_hour"]["3y"];
    figureRow(rowName(tc06) + ": two years after the first", valueOf(forwardPrice(oneYear, 1, threeYears, 3)),
              tc06["expected"]["two_year_avg_after_year1"], 1e-12);
    const PricePath path = *impliedPricePath(oneYear, threeYears, 3);
    // The source rounds the ratio (0.7247) to 0.72, hence the tolerance of 0.01 on it.
    figureRow(rowName(tc06) + ": ratio", path.ratio, tc06["expected"]["ratio"], 0.01);
    figureRow(rowName(tc06) + ": exact ratio", path.ratio, (std::sqrt(6.0) - 1.0) / 2.0, 1e-15);
    for (std::size_t i = 0; i < 3; ++i) {
        figureRow(rowName(tc06) + ": year " + std::to_string(i + 1), path.prices[i], tc06["expected"]["path"][i],
                  0.005);
    }
}

}  // namespace

class TestTco : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedFiguresAreReproduced_data() {
        figureColumns();
        siteRows();
        clusterRows();
        forwardRows();
    }
    void publishedFiguresAreReproduced() { compareFigure(); }

    void rentingCheaperThanRunningNeverBreaksEven() {
        OwnOrRent inputs = cluster(financeCase("TC03")["inputs"]);
        inputs.discounts = {0.99};
        const auto result = ownOrRent(inputs);
        QVERIFY(result.has_value());
        QVERIFY(!result->rent[0].breakEven_months.has_value());
        QVERIFY(result->rent[0].breakEven_months.error().code == ErrorCode::NoSolution);
    }
    void aPricePathAveragesToItsReservation() {
        for (const double average : {2.0, 7.2, 11.0}) {
            const auto path = impliedPricePath(7.2, average, 5);
            QVERIFY(path.has_value());
            QVERIFY(std::abs(std::accumulate(path->prices.begin(), path->prices.end(), 0.0) / 5 - average) < 1e-13);
        }
        QVERIFY(impliedPricePath(7.2, 1.0, 5).error().code == ErrorCode::NoSolution);
        QVERIFY(impliedPricePath(7.2, 1.0, 1).error().code == ErrorCode::OutOfBounds);
        QVERIFY(!forwardPrice(7.2, 3, 5.4, 1).has_value());
    }
    void invalidSitesAreErrors() {
        SiteCost site = abilene(financeCase("TC01")["inputs"]);
        site.accelerators = 0;
        QVERIFY(!siteCost(site).has_value());
        site = abilene(financeCase("TC01")["inputs"]);
        site.serverLife_years = 0;
        QVERIFY(!siteCost(site).has_value());
        site = abilene(financeCase("TC01")["inputs"]);
        site.staff = std::nan("");
        QVERIFY(!siteCost(site).has_value());
    }
};

QTEST_APPLESS_MAIN(TestTco)
#include "tst_tco.moc"
