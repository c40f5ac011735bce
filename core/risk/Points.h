#pragma once

#include <cstdint>

#include "core/risk/Draws.h"
#include "core/risk/Simulation.h"

namespace offtake::risk {

/// The uniform numbers of every path: coordinate by coordinate, each in (0, 1). A function of sampler, seed, path and the
/// names of the streams alone, so that paths can be had in any order and on any thread.
class Points {
public:
    /// `draws` must outlive it. `paths`: of the whole simulation.
    Points(const Draws& draws, Sampler sampler, std::uint64_t seed, std::int64_t paths);

    /// out[coordinate · stride + p] for the paths firstPath + p, p below count.
    void fill(std::uint64_t firstPath, std::size_t count, double* out, std::size_t stride) const;

private:
    const Draws& m_draws;
};

}  // namespace offtake::risk
