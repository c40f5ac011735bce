#include "core/risk/PathModel.h"

#include "core/economics/Sizing.h"
#include "core/economics/metrics/PartyFlows.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::risk {

using economics::StudyResult;

namespace {

/// Everything that the cost of a deal by month sums, as DealResult::costByMonth does.
std::vector<CostLine> costLinesOf(const economics::DealResult& deal) {
    std::vector<CostLine> lines;
    for (std::size_t i = 0; i < deal.accounts->lines.size(); ++i) {
        const economics::AccountLine& line = deal.accounts->lines[i];
        const economics::LineInfo& info = economics::infoOf(line.item);
        const double paid = line.payer == deal.evaluation.party && economics::countsAsCost(info, true) ? 1.0 : 0.0;
        const double received = line.payee == deal.evaluation.party && economics::countsAsCost(info, false) ? 1.0 : 0.0;
        if (paid != received) {
            lines.push_back({static_cast<int>(i), paid - received});
        }
    }
    return lines;
}

}  // namespace

Expected<PathModel> pathModelOf(const StudyResult& result, std::vector<economics::Metric> metrics, bool monthly, std::uint64_t seed, Sampler sampler) {
    PathModel model;
    model.plan = &result.plan;
    model.slots = result.plan.slots;
    model.metrics = std::move(metrics);
    model.monthly = monthly;
    const study::Structure& structure = result.plan.structure;
    const bool sized = economics::sizedBy(structure).has_value();
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        const auto slot = static_cast<std::size_t>(structure.deals[i].slotsOf(study::kScale).first);
        model.accounts.push_back(result.deals[i].accounts);
        model.costLines.push_back(costLinesOf(result.deals[i]));
        if (sized && i != result.baseline) {
            model.slots[slot] = result.deals[i].scale;
            model.fixedSlots.push_back(slot);
        }
    }
    auto draws = drawsOf(result.plan, seed, sampler == Sampler::Sobol ? ProcessOrder::Waves : ProcessOrder::Months);
    if (!draws) {
        return tl::make_unexpected(draws.error());
    }
    model.draws = std::move(*draws);
    return model;
}

parallel::PointKind pointKindOf(Sampler sampler) {
    switch (sampler) {
        case Sampler::Sobol: return parallel::PointKind::Sobol;
        case Sampler::Philox: return parallel::PointKind::Independent;
        case Sampler::Latin: return parallel::PointKind::LatinHypercube;
    }
    return parallel::PointKind::Independent;
}

std::vector<parallel::StreamRow> streamRowsOf(const Draws& draws) {
    std::vector<parallel::StreamRow> rows;
    for (const DrawnRow& row : draws.rows) {
        rows.push_back({row.stream, row.count});
    }
    return rows;
}

void PathTile::prepare(const PathModel& model) {
    uniforms.assign(model.draws.coordinates * kTilePaths, 0.5);  // so that lanes beyond the last path compute something
    figures.assign(model.metrics.size() * model.deals() * kTilePaths, 0.0);
    several.assign(figures.size(), 0.0);
    costs.assign(model.monthly ? model.deals() * model.months() * kTilePaths : 0, 0.0);
    stopped.assign(model.draws.levels.size() * kTilePaths, 0.0);
}

}  // namespace offtake::risk
