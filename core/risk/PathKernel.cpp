#include "core/risk/PathGroup.h"

namespace offtake::kernels::OFFTAKE_LEVEL {

void computePaths(const risk::PathModel& model, std::size_t paths, risk::PathTile& tile, risk::PathMemory& memory) {
    using Group = risk::PathGroup<numbers::LanesOn<Arch>>;
    if (memory.held == nullptr) {
        memory.held = std::make_shared<Group>(model);
    }
    auto& group = *static_cast<Group*>(memory.held.get());
    for (std::size_t column = 0; column < paths; column += Group::kWidth) {
        group.run(model, tile, column);
    }
}

}  // namespace offtake::kernels::OFFTAKE_LEVEL
