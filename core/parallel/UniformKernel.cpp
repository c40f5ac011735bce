#include "core/parallel/UniformKernel.h"

#include <algorithm>
#include <array>

#include "core/parallel/PhiloxLanes.h"

namespace offtake::kernels::OFFTAKE_LEVEL {

namespace {

using namespace parallel;
using Paths = PhiloxPaths<Arch>;

// So many registers of paths are taken through all draws before the next ones: their state stays in the nearest cache.
constexpr std::size_t kTile = 32;

/// `vectors` full registers of paths from firstPath on, which do not straddle a multiple of 2^32.
void fillTile(Stream stream, std::uint64_t firstPath, std::size_t vectors, std::uint64_t firstDraw, std::size_t draws, double* out, std::size_t stride) {
    const PhiloxKeys keys(stream);
    std::array<Paths, kTile> tile;
    for (std::size_t v = 0; v < vectors; ++v) {
        tile[v] = Paths(keys, firstPath + v * Paths::kWidth);
    }
    const auto pathHigh = static_cast<std::uint32_t>(firstPath >> 32U);
    for (std::size_t d = 0; d < draws;) {
        const std::uint64_t draw = firstDraw + d;
        const std::array shared{keys.draws(pathHigh, draw / 2)};
        const bool takesEven = draw % 2 == 0;
        const bool takesOdd = !takesEven || d + 1 < draws;
        double* const even = out + d * stride;
        double* const odd = takesEven ? even + stride : even;
        for (std::size_t v = 0; v < vectors; ++v) {
            const std::array<Bits<Arch>, 2> bits = tile[v].bits(keys, shared);
            if (takesEven) {
                uniformOf<Arch>(bits[0]).store(even + v * Paths::kWidth);
            }
            if (takesOdd) {
                uniformOf<Arch>(bits[1]).store(odd + v * Paths::kWidth);
            }
        }
        d += takesEven && takesOdd ? 2 : 1;
    }
}

void fillOneByOne(Stream stream, std::uint64_t firstPath, std::size_t paths, std::uint64_t firstDraw, std::size_t draws, double* out, std::size_t stride) {
    for (std::size_t d = 0; d < draws; ++d) {
        for (std::size_t p = 0; p < paths; ++p) {
            out[d * stride + p] = uniform(stream, firstPath + p, firstDraw + d);
        }
    }
}

}  // namespace

void fillUniforms(Stream stream, std::uint64_t firstPath, std::size_t paths, std::uint64_t firstDraw, std::size_t draws, double* out, std::size_t stride) {
    constexpr std::uint64_t kMostLaneDraws = std::uint64_t{1} << 33U;
    for (std::size_t p = 0; p < paths;) {
        const std::uint64_t path = firstPath + p;
        const std::uint64_t untilStraddle = (std::uint64_t{1} << 32U) - (path & 0xFFFFFFFFU);
        const std::size_t reach = std::min<std::uint64_t>(paths - p, untilStraddle);
        const std::size_t vectors = firstDraw + draws <= kMostLaneDraws ? std::min(reach / Paths::kWidth, kTile) : 0;
        if (vectors > 0) {
            fillTile(stream, path, vectors, firstDraw, draws, out + p, stride);
            p += vectors * Paths::kWidth;
        } else {
            fillOneByOne(stream, path, reach, firstDraw, draws, out + p, stride);
            p += reach;
        }
    }
}

}  // namespace offtake::kernels::OFFTAKE_LEVEL
