#include "core/risk/PathKernel.h"

namespace offtake::risk {

void PathTile::prepare(const PathModel& model) {
    uniforms.assign(model.draws.coordinates * kTilePaths, 0.5);  // so that lanes beyond the last path compute something
    figures.assign(model.metrics.size() * model.deals() * kTilePaths, 0.0);
    several.assign(figures.size(), 0.0);
    costs.assign(model.monthly ? model.deals() * model.months() * kTilePaths : 0, 0.0);
    stopped.assign(model.draws.levels.size() * kTilePaths, 0.0);
}

}  // namespace offtake::risk
