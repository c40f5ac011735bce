#pragma once

#include <cstdint>
#include <type_traits>

#include "core/numbers/Lanes.h"
#include "core/parallel/Stream.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// Philox4x32-10 on lanes, one path a lane: the same bits as randomBits of Stream.h.
namespace offtake::parallel {

template <typename Arch>
using Bits = xsimd::batch<std::uint64_t, Arch>;

/// The full products of the lower halves of the lanes.
template <typename Arch>
[[nodiscard]] inline Bits<Arch> multiplyLow(Bits<Arch> a, Bits<Arch> b) {
#if defined(__AVX512F__)
    if constexpr (std::is_base_of_v<xsimd::avx512f, Arch>) {
        return _mm512_mul_epu32(a, b);
    } else
#endif
#if defined(__AVX2__)
    if constexpr (std::is_base_of_v<xsimd::avx2, Arch>) {
        return _mm256_mul_epu32(a, b);
    } else
#endif
#if defined(__x86_64__)
    if constexpr (std::is_base_of_v<xsimd::sse2, Arch>) {
        return _mm_mul_epu32(a, b);
    } else
#endif
    {
        constexpr std::uint64_t kLow = 0xFFFFFFFFU;
        return (a & Bits<Arch>(kLow)) * (b & Bits<Arch>(kLow));
    }
}

template <typename Arch>
[[nodiscard]] inline Bits<Arch> exclusiveOr(Bits<Arch> a, Bits<Arch> b, Bits<Arch> c) {
#if defined(__AVX512F__)
    if constexpr (std::is_base_of_v<xsimd::avx512f, Arch>) {
        constexpr int kExclusiveOr = 0x96;  // truth table of a ^ b ^ c
        return _mm512_ternarylogic_epi64(a, b, c, kExclusiveOr);
    } else
#endif
    {
        return a ^ b ^ c;
    }
}

/// A stream's numbers of consecutive paths. Words stand in the lower halves of 64-bit lanes; what the upper halves hold
/// has no meaning, which saves masking.
///
/// The first two rounds are almost the same for all draws of a path, and all paths of a draw: what depends on the path
/// alone is kept here, what depends on the draw alone is computed once outside of the lanes, and eight rounds remain.
template <typename Arch>
class PhiloxPaths {
public:
    static constexpr std::size_t kWidth = Bits<Arch>::size;

    /// Lane k is path first + k. The paths must not straddle a multiple of 2^32, draws stay below 2^33.
    PhiloxPaths() = default;
    PhiloxPaths(Stream stream, std::uint64_t first) {
        const Bits<Arch> path = Bits<Arch>(first) + ascending();
        m_product0 = multiplyLow<Arch>(path, Bits<Arch>(kPhiloxMultiplier0));
        const Bits<Arch> product1 = multiplyLow<Arch>((m_product0 >> 32) ^ Bits<Arch>(stream.key >> 32U), Bits<Arch>(kPhiloxMultiplier1));
        m_high1 = product1 >> 32;
        m_low1 = product1;
    }

    /// What all paths share in a pair of draws.
    struct Draws {
        std::uint64_t word0 = 0;
        std::uint64_t word2 = 0;
        std::uint64_t word3 = 0;
    };
    /// The first two rounds of draws 2·pair and 2·pair + 1, for paths whose upper half is pathHigh.
    [[nodiscard]] static Draws draws(Stream stream, std::uint32_t pathHigh, std::uint64_t pair) {
        const auto key0 = static_cast<std::uint32_t>(stream.key);
        const auto key1 = static_cast<std::uint32_t>(stream.key >> 32U);
        const std::uint64_t product1 = std::uint64_t{kPhiloxMultiplier1} * static_cast<std::uint32_t>(pair);
        const auto first = static_cast<std::uint32_t>(product1 >> 32U) ^ pathHigh ^ key0;
        const std::uint64_t product0 = std::uint64_t{kPhiloxMultiplier0} * first;
        return {static_cast<std::uint32_t>(product1) ^ std::uint64_t{key0 + kPhiloxWeyl0},
                (product0 >> 32U) ^ std::uint64_t{key1 + kPhiloxWeyl1}, static_cast<std::uint32_t>(product0)};
    }

    /// 64 random bits of the even and of the odd draw of the pair.
    void bits(Stream stream, const Draws& draws, Bits<Arch>& even, Bits<Arch>& odd) const {
        Bits<Arch> c0 = m_high1 ^ Bits<Arch>(draws.word0);
        Bits<Arch> c1 = m_low1;
        Bits<Arch> c2 = m_product0 ^ Bits<Arch>(draws.word2);
        Bits<Arch> c3(draws.word3);
        auto key0 = static_cast<std::uint32_t>(stream.key) + 2 * kPhiloxWeyl0;
        auto key1 = static_cast<std::uint32_t>(stream.key >> 32U) + 2 * kPhiloxWeyl1;
        for (int round = 2; round < kPhiloxRounds; ++round) {
            const Bits<Arch> product0 = multiplyLow<Arch>(c0, Bits<Arch>(kPhiloxMultiplier0));
            const Bits<Arch> product1 = multiplyLow<Arch>(c2, Bits<Arch>(kPhiloxMultiplier1));
            c0 = exclusiveOr<Arch>(product1 >> 32, c1, Bits<Arch>(key0));
            c2 = exclusiveOr<Arch>(product0 >> 32, c3, Bits<Arch>(key1));
            c1 = product1;
            c3 = product0;
            key0 += kPhiloxWeyl0;
            key1 += kPhiloxWeyl1;
        }
        const Bits<Arch> low(0xFFFFFFFFU);
        even = (c0 & low) | (c1 << 32);
        odd = (c2 & low) | (c3 << 32);
    }

private:
    [[nodiscard]] static Bits<Arch> ascending() {
        std::uint64_t lanes[kWidth];
        for (std::size_t k = 0; k < kWidth; ++k) {
            lanes[k] = k;
        }
        return Bits<Arch>::load_unaligned(lanes);
    }

    Bits<Arch> m_product0;
    Bits<Arch> m_high1;
    Bits<Arch> m_low1;
};

/// uniformOf of Stream.h on lanes. The bits become the fraction of a number in [1, 2), from which 1 - 2^-53 is taken:
/// exact, and the same as adding a half and scaling.
template <typename Arch>
[[nodiscard]] inline numbers::LanesOn<Arch> uniformOf(Bits<Arch> bits) {
    constexpr std::uint64_t kOne = 0x3FF0000000000000U;
    const Bits<Arch> fraction = (bits >> 12) | Bits<Arch>(kOne);
    return numbers::LanesOn<Arch>(xsimd::bitwise_cast<xsimd::batch<double, Arch>>(fraction) - xsimd::batch<double, Arch>(1.0 - 0x1p-53));
}

}  // namespace offtake::parallel
