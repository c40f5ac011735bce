#include "core/risk/Regret.h"

#include <algorithm>
#include <cmath>

namespace offtake::risk {

using economics::Better;
using economics::Metric;

namespace {

RegretRow rowOf(const economics::StudyResult& result, Metric metric, const study::Element* scenario) {
    RegretRow row;
    if (scenario != nullptr) {
        row.scenario = scenario->id;
        row.name = scenario->displayName();
    }
    const bool lower = economics::infoOf(metric).better == Better::Lower;
    std::optional<double> best;
    for (const economics::DealResult& deal : result.deals) {
        const auto figure = deal.figure(metric);
        row.deals.push_back({figure, std::nullopt});
        if (figure) {
            best = !best ? *figure : lower ? std::min(*best, *figure) : std::max(*best, *figure);
        }
    }
    for (RegretCell& cell : row.deals) {
        cell.regret = cell.figure ? std::optional(std::abs(*cell.figure - *best)) : std::nullopt;
    }
    return row;
}

}  // namespace

Expected<Regret> regretByScenario(const study::Study& study, Metric metric) {
    const economics::MetricInfo& info = economics::infoOf(metric);
    if (info.better == Better::Neither) {
        return fail(ErrorCode::Inconsistent, std::string(info.key), {"is neither better when higher nor when lower, so that there is nothing to regret.", {}},
                    {"Choose a cost, a value or a rate.", {}});
    }
    const auto standing = economics::evaluateStudy(study);
    if (!standing) {
        return tl::make_unexpected(standing.error());
    }
    Regret regret;
    regret.metric = metric;
    regret.rows.push_back(rowOf(*standing, metric, nullptr));
    for (const study::ElementPtr& scenario : study.root().childrenOf(study::Role::Scenario)) {
        const auto result = economics::evaluateStudy(study, scenario->id);
        if (result) {
            regret.rows.push_back(rowOf(*result, metric, scenario.get()));
        } else {
            regret.rows.push_back({scenario->id, scenario->displayName(), {}, result.error()});
        }
    }
    regret.worst.assign(standing->deals.size(), 0.0);
    for (const RegretRow& row : regret.rows) {
        for (std::size_t deal = 0; deal < row.deals.size(); ++deal) {
            std::optional<double>& worst = regret.worst[deal];
            worst = worst && row.deals[deal].regret ? std::optional(std::max(*worst, *row.deals[deal].regret)) : std::nullopt;
        }
    }
    return regret;
}

}  // namespace offtake::risk
