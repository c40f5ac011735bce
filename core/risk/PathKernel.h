#pragma once

#include <memory>
#include <vector>

#include "core/economics/Accounts.h"
#include "core/economics/metrics/Metric.h"
#include "core/numbers/Kernel.h"
#include "core/risk/Draws.h"

/// What one call of the kernel computes: a few hundred paths at most, from uniform numbers to figures.
namespace offtake::risk {

/// Paths of one call; a multiple of the lanes of every instruction set.
inline constexpr std::size_t kTilePaths = 128;

/// A line of the ledger that is part of a deal's cost by month.
struct CostLine {
    int line = 0;
    double sign = 1.0;  ///< 1 where the party pays it, −1 where it is given back
};

/// What all paths share. Positions of deals are those of the plan.
struct PathModel {
    const study::Plan* plan = nullptr;
    std::vector<std::shared_ptr<const economics::Accounts>> accounts;
    std::vector<double> slots;  ///< of the plan, every deal at the scale at which it was sized
    std::vector<std::size_t> fixedSlots;  ///< scales that were solved: no draw moves them
    std::vector<std::vector<CostLine>> costLines;  ///< by deal
    std::vector<economics::Metric> metrics;
    bool monthly = false;  ///< whether costs by month are wanted
    Draws draws;

    [[nodiscard]] std::size_t deals() const { return accounts.size(); }
    [[nodiscard]] std::size_t months() const { return static_cast<std::size_t>(plan->structure.timeline.months); }
};

/// Rows of kTilePaths numbers each; only the first paths of a tile count.
struct PathTile {
    std::vector<double> uniforms;  ///< one row a coordinate, filled by the caller
    std::vector<double> figures;   ///< one row a metric and deal: metric · deals + deal; NaN where the figure does not exist
    std::vector<double> several;   ///< as figures: 1 where a rate of return is one of several
    std::vector<double> costs;     ///< one row a deal and month: deal · months + month; empty unless monthly
    std::vector<double> stopped;   ///< one row a level: 1 where the draw was stopped at a bound

    void prepare(const PathModel& model);
};

/// Memory that a kernel keeps from call to call; what is in it is the kernel's own.
struct PathMemory {
    std::shared_ptr<void> held;
};

}  // namespace offtake::risk

namespace offtake {

/// Computes the tile's paths, one a lane. `paths`: how many of them count, at most kTilePaths; what stands beyond them
/// means nothing. `memory` belongs to one model and one instruction set; only the first call with it allocates.
OFFTAKE_KERNEL(computePaths, void, const risk::PathModel& model, std::size_t paths, risk::PathTile& tile, risk::PathMemory& memory)

}  // namespace offtake
