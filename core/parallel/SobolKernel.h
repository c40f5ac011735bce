#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/numbers/Kernel.h"
#include "core/parallel/Sobol.h"

namespace offtake::parallel {

/// Independent scramblings among which paths alternate: path i is point i / kReplicates of replicate i mod kReplicates.
/// Their spread gives the error of a mean over points that are not independent.
inline constexpr std::size_t kReplicates = 16;

/// One coordinate: its directions with the bits of each reversed, and seed and digital shift of each scrambling.
struct ScrambledCoordinate {
    SobolDirections reversedDirections{};
    std::array<std::uint32_t, kReplicates> seeds{};
    std::array<std::uint32_t, kReplicates> shifts{};
};

}  // namespace offtake::parallel

namespace offtake {

/// out[p] = the scrambled coordinate of path firstPath + p, p below paths, in the middle of one of 2^32 parts of (0, 1).
OFFTAKE_KERNEL(fillSobol, void, const parallel::ScrambledCoordinate& coordinate, std::uint64_t firstPath, std::size_t paths, double* out)

}  // namespace offtake
