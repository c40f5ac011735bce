#include "app/cli/simulate/SimulationJson.h"

#include "app/cli/Figures.h"
#include "app/cli/study/ResultJson.h"

namespace offtake::cli {

using Json = nlohmann::ordered_json;
using risk::Estimate;

namespace {

Json estimateJson(const Estimate& estimate) { return {{"value", estimate.value}, {"error", estimate.error}}; }

Json distributedJson(const risk::Distributed& found, const economics::MetricInfo& info) {
    Json json{{"paths", found.paths}, {"missing", found.missing}, {"several-rates", found.severalRates}, {"standing", numberOrNull(found.standing)}};
    if (found.paths == 0) {
        json["reason"] = info.whyNone;
        return json;
    }
    json["mean"] = estimateJson(found.mean);
    json["deviation"] = found.deviation;
    auto quantiles = Json::array();
    for (std::size_t i = 0; i < risk::kQuantiles.size(); ++i) {
        quantiles.push_back({{"share", risk::kQuantiles[i]}, {"value", found.quantiles[i].value}, {"error", found.quantiles[i].error}});
    }
    json["quantiles"] = std::move(quantiles);
    json["shortfall"] = {{"share", risk::kTail}, {"value", found.shortfall.value}, {"error", found.shortfall.error}};
    json["lowest"] = found.lowest;
    json["highest"] = found.highest;
    json["histogram"] = {{"low", found.histogram.low}, {"high", found.histogram.high}, {"counts", found.histogram.counts}};
    auto convergence = Json::array();
    for (const risk::Checkpoint& point : found.convergence) {
        convergence.push_back({{"paths", point.paths}, {"mean", estimateJson(point.mean)}});
    }
    json["convergence"] = std::move(convergence);
    return json;
}

Json dominanceJson(const risk::Beaten& beaten) {
    const auto order = [](risk::Dominance dominance) { return dominance == risk::Dominance::First ? 1 : 2; };
    if (beaten.deal != risk::Dominance::None) {
        return {{"of", "deal"}, {"order", order(beaten.deal)}};
    }
    if (beaten.baseline != risk::Dominance::None) {
        return {{"of", "baseline"}, {"order", order(beaten.baseline)}};
    }
    return nullptr;
}

Json fanJson(const risk::Fan& fan) {
    Json json{{"mean", fan.mean}};
    auto quantiles = Json::array();
    for (std::size_t i = 0; i < risk::kQuantiles.size(); ++i) {
        quantiles.push_back({{"share", risk::kQuantiles[i]}, {"values", fan.quantiles[i]}});
    }
    json["quantiles"] = std::move(quantiles);
    return json;
}

Json costFansJson(const risk::CostFans& fans) { return {{"monthly", fanJson(fans.monthly)}, {"running", fanJson(fans.running)}}; }

}  // namespace

Json correlationsMovedJson(const economics::StudyResult& result, const std::vector<risk::CorrelationRepair>& repairs) {
    auto list = Json::array();
    for (const risk::CorrelationRepair& repair : repairs) {
        list.push_back({{"first", result.plan.random[repair.first].path.text()},
                        {"second", result.plan.random[repair.second].path.text()},
                        {"stated", repair.stated},
                        {"used", repair.used}});
    }
    return list;
}

Json simulationJson(const economics::StudyResult& result, const risk::Simulation& simulation) {
    auto inputs = Json::array();
    for (const risk::DrawnInput& input : simulation.inputs) {
        inputs.push_back({{"path", input.path.text()},
                          {"drawn", input.part == study::RandomInput::Part::Level ? "once" : "by-month"},
                          {"stopped", input.stopped}});
    }
    return {{"paths", simulation.paths},
            {"reached-error", simulation.reachedError},
            {"seed", simulation.seed},
            {"sampler", risk::keyOf(simulation.sampler)},
            {"inputs", std::move(inputs)},
            {"correlations-moved", correlationsMovedJson(result, simulation.repairs)}};
}

Json simulatedMetricsJson(const risk::Simulation& simulation) {
    auto list = Json::array();
    for (const risk::SimulatedMetric& metric : simulation.metrics) {
        const economics::MetricInfo& info = economics::infoOf(metric.metric);
        Json deals = Json::object();
        Json differences = Json::object();
        for (std::size_t deal = 0; deal < metric.deals.size(); ++deal) {
            Json own = distributedJson(metric.deals[deal], info);
            own["best"] = metric.best.empty() ? Json() : estimateJson(metric.best[deal]);
            own["regret"] = metric.regret.empty() ? Json() : estimateJson(metric.regret[deal]);
            deals[simulation.dealIds[deal]] = std::move(own);
            if (deal == simulation.baseline) {
                continue;
            }
            Json apart = distributedJson(metric.differences[deal], info);
            if (const auto& beaten = metric.beaten[deal]) {
                apart["better"] = estimateJson(beaten->better);
                apart["worse"] = estimateJson(beaten->worse);
                apart["ties"] = beaten->ties;
                apart["dominance"] = dominanceJson(*beaten);
            }
            differences[simulation.dealIds[deal]] = std::move(apart);
        }
        list.push_back({{"metric", info.key},
                        {"label", info.label},
                        {"unit", storedUnit(info.unit)},
                        {"better", betterJson(info)},
                        {"deals", std::move(deals)},
                        {"differences", std::move(differences)}});
    }
    return list;
}

Json fansJson(const risk::Simulation& simulation) {
    if (simulation.fans.empty()) {
        return nullptr;
    }
    Json deals = Json::object();
    Json differences = Json::object();
    for (std::size_t deal = 0; deal < simulation.fans.size(); ++deal) {
        deals[simulation.dealIds[deal]] = costFansJson(simulation.fans[deal]);
        if (deal != simulation.baseline) {
            differences[simulation.dealIds[deal]] = costFansJson(simulation.differenceFans[deal]);
        }
    }
    return {{"unit", "$"}, {"deals", std::move(deals)}, {"differences", std::move(differences)}};
}

Json regretJson(const economics::StudyResult& result, const risk::Regret& regret) {
    auto rows = Json::array();
    for (const risk::RegretRow& row : regret.rows) {
        Json deals = Json::object();
        for (std::size_t deal = 0; deal < row.deals.size(); ++deal) {
            deals[result.deals[deal].id] = {{"value", numberOrNull(row.deals[deal].figure)}, {"regret", numberOrNull(row.deals[deal].regret)}};
        }
        rows.push_back({{"scenario", row.scenario.empty() ? Json() : Json(row.scenario)},
                        {"name", row.name},
                        {"deals", std::move(deals)},
                        {"reason", row.error ? Json(row.error->english()) : Json()}});
    }
    Json worst = Json::object();
    for (std::size_t deal = 0; deal < regret.worst.size(); ++deal) {
        worst[result.deals[deal].id] = numberOrNull(regret.worst[deal]);
    }
    return {{"metric", economics::infoOf(regret.metric).key}, {"scenarios", std::move(rows)}, {"worst", std::move(worst)}};
}

}  // namespace offtake::cli
