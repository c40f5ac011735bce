#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

/// Points of Sobol' (1967): the first 2^k of them put exactly one into each of 2^k equal parts of every axis, and spread
/// evenly over axes together. I. M. Sobol', USSR Comput. Math. Math. Phys. 7 (1967); direction numbers of S. Joe and
/// F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30 (2008),
/// table new-joe-kuo-6.21201, as Boost holds its first part.
namespace offtake::parallel {

inline constexpr std::size_t kMostSobolDimensions = 3667;
inline constexpr int kSobolBits = 32;

/// What the set bits of a point's number add to one coordinate, least bit of the number first; fractions of 2^32.
using SobolDirections = std::array<std::uint32_t, kSobolBits>;

/// Of a dimension from 0 to kMostSobolDimensions - 1.
[[nodiscard]] SobolDirections sobolDirections(std::size_t dimension);

/// Coordinate of point `index` as a fraction of 2^32, in the order of the Gray code as SciPy and Boost count, with the
/// origin as point 0.
[[nodiscard]] constexpr std::uint32_t sobolPoint(const SobolDirections& directions, std::uint32_t index) {
    std::uint32_t point = 0;
    std::uint32_t gray = index ^ (index >> 1U);
    for (std::size_t bit = 0; gray != 0; ++bit, gray >>= 1U) {
        point ^= (gray & 1U) != 0 ? directions[bit] : 0U;
    }
    return point;
}

/// The same with the bits in reverse order.
[[nodiscard]] constexpr std::uint32_t reversedBits(std::uint32_t x) {
    x = ((x >> 1U) & 0x55555555U) | ((x & 0x55555555U) << 1U);
    x = ((x >> 2U) & 0x33333333U) | ((x & 0x33333333U) << 2U);
    x = ((x >> 4U) & 0x0F0F0F0FU) | ((x & 0x0F0F0F0FU) << 4U);
    x = ((x >> 8U) & 0x00FF00FFU) | ((x & 0x00FF00FFU) << 8U);
    return (x >> 16U) | (x << 16U);
}

/// A nested uniform scrambling (A. Owen, 1995) of a fraction whose bits come in reverse order, and so does the result:
/// whether a bit is turned depends on the seed and on the bits before it alone, so that even spread survives. The hash of
/// S. Laine and T. Karras (2011) with the constants of N. Vegdahl (2021).
[[nodiscard]] constexpr std::uint32_t scrambledReversed(std::uint32_t x, std::uint32_t seed) {
    x ^= x * 0x3D20ADEAU;
    x += seed;
    x *= (seed >> 16U) | 1U;
    x ^= x * 0x05526C56U;
    x ^= x * 0x53A22864U;
    return x;
}

}  // namespace offtake::parallel
