#pragma once

#include <cstddef>
#include <cstdint>

#include "core/numbers/Kernel.h"
#include "core/parallel/Stream.h"

namespace offtake {

/// out[d · stride + p] = parallel::uniform(stream, firstPath + p, firstDraw + d) for p below paths, d below draws.
///
/// stride: at least paths, for all but the last row. Same bits on every instruction set. Allocates nothing.
OFFTAKE_KERNEL(fillUniforms, void, parallel::Stream stream, std::uint64_t firstPath, std::size_t paths, std::uint64_t firstDraw, std::size_t draws,
               double* out, std::size_t stride)

}  // namespace offtake
