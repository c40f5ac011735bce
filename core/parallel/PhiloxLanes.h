#pragma once

#include <array>
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

/// The upper halves of the lanes in the place of the lower ones. A shuffle, because more units do it than shifts.
template <typename Arch>
[[nodiscard]] inline Bits<Arch> upperHalves(Bits<Arch> a) {
#if defined(__x86_64__)
    constexpr int kOddTwice = 0xF5;  // of four words of 32 bits: 1, 1, 3, 3
#endif
#if defined(__AVX512F__)
    if constexpr (std::is_base_of_v<xsimd::avx512f, Arch>) {
        return _mm512_shuffle_epi32(a, static_cast<_MM_PERM_ENUM>(kOddTwice));
    } else
#endif
#if defined(__AVX2__)
    if constexpr (std::is_base_of_v<xsimd::avx2, Arch>) {
        return _mm256_shuffle_epi32(a, kOddTwice);
    } else
#endif
#if defined(__x86_64__)
    if constexpr (std::is_base_of_v<xsimd::sse2, Arch>) {
        return _mm_shuffle_epi32(a, kOddTwice);
    } else
#endif
    {
        return a >> 32;
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

/// What all paths of a stream share: the keys of all rounds, and of a pair of draws the two rounds that do not need lanes.
class PhiloxKeys {
public:
    explicit PhiloxKeys(Stream stream) {
        auto key0 = static_cast<std::uint32_t>(stream.key);
        auto key1 = static_cast<std::uint32_t>(stream.key >> 32U);
        for (std::size_t round = 0; round < kPhiloxRounds; ++round) {
            m_keys[round] = {key0, key1};
            key0 += kPhiloxWeyl0;
            key1 += kPhiloxWeyl1;
        }
    }

    [[nodiscard]] std::uint64_t key0(std::size_t round) const { return m_keys[round][0]; }
    [[nodiscard]] std::uint64_t key1(std::size_t round) const { return m_keys[round][1]; }

    /// Words after the first two rounds, without what depends on the path.
    struct Draws {
        std::uint64_t word0 = 0;
        std::uint64_t word2 = 0;
        std::uint64_t word3 = 0;
    };
    /// Draws 2·pair and 2·pair + 1 of paths whose upper half is pathHigh.
    [[nodiscard]] Draws draws(std::uint32_t pathHigh, std::uint64_t pair) const {
        const std::uint64_t product1 = std::uint64_t{kPhiloxMultiplier1} * static_cast<std::uint32_t>(pair);
        const std::uint64_t product0 = kPhiloxMultiplier0 * ((product1 >> 32U) ^ pathHigh ^ key0(0));
        return {static_cast<std::uint32_t>(product1) ^ key0(1), (product0 >> 32U) ^ key1(1), static_cast<std::uint32_t>(product0)};
    }

private:
    std::array<std::array<std::uint64_t, 2>, kPhiloxRounds> m_keys{};
};

/// A stream's numbers of consecutive paths. Words stand in the lower halves of 64-bit lanes; what the upper halves hold
/// has no meaning, which saves masking.
///
/// The first two rounds are almost the same for all draws of a path, and all paths of a draw: what depends on the path
/// alone is kept here, what depends on the draw alone in PhiloxKeys, and eight rounds remain.
template <typename Arch>
class PhiloxPaths {
public:
    static constexpr std::size_t kWidth = Bits<Arch>::size;

    /// Lane k is path first + k. The paths must not straddle a multiple of 2^32, draws stay below 2^33.
    PhiloxPaths() = default;
    PhiloxPaths(const PhiloxKeys& keys, std::uint64_t first) {
        const Bits<Arch> path = Bits<Arch>(first) + ascending();
        m_product0 = multiplyLow<Arch>(path, Bits<Arch>(kPhiloxMultiplier0));
        const Bits<Arch> product1 = multiplyLow<Arch>(upperHalves<Arch>(m_product0) ^ Bits<Arch>(keys.key1(0)), Bits<Arch>(kPhiloxMultiplier1));
        m_high1 = upperHalves<Arch>(product1);
        m_low1 = product1;
    }

    /// 64 random bits of the even and the odd draw of each pair, in order. Pairs advance together: a round is a chain of
    /// dependent operations, of which one pair has too few for the processor's units.
    template <std::size_t N>
    [[nodiscard]] std::array<Bits<Arch>, 2 * N> bits(const PhiloxKeys& keys, const std::array<PhiloxKeys::Draws, N>& draws) const {
        std::array<std::array<Bits<Arch>, 4>, N> c;
        for (std::size_t k = 0; k < N; ++k) {
            c[k] = {m_high1 ^ Bits<Arch>(draws[k].word0), m_low1, m_product0 ^ Bits<Arch>(draws[k].word2), Bits<Arch>(draws[k].word3)};
        }
        for (std::size_t round = 2; round < kPhiloxRounds; ++round) {
            const Bits<Arch> key0(keys.key0(round));
            const Bits<Arch> key1(keys.key1(round));
            for (std::size_t k = 0; k < N; ++k) {
                const Bits<Arch> product0 = multiplyLow<Arch>(c[k][0], Bits<Arch>(kPhiloxMultiplier0));
                const Bits<Arch> product1 = multiplyLow<Arch>(c[k][2], Bits<Arch>(kPhiloxMultiplier1));
                c[k] = {exclusiveOr<Arch>(upperHalves<Arch>(product1), c[k][1], key0), product1, exclusiveOr<Arch>(upperHalves<Arch>(product0), c[k][3], key1), product0};
            }
        }
        const Bits<Arch> low(0xFFFFFFFFU);
        std::array<Bits<Arch>, 2 * N> all;
        for (std::size_t k = 0; k < N; ++k) {
            all[2 * k] = (c[k][0] & low) | (c[k][1] << 32);
            all[2 * k + 1] = (c[k][2] & low) | (c[k][3] << 32);
        }
        return all;
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
