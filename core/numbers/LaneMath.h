#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include <xsimd/xsimd.hpp>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// Powers and logarithms of a register of doubles. xsimd's own divide; these reach twice its speed.
namespace offtake::numbers {

/// c0 + x (c1 + x (c2 + …)), by fused multiply-add where the instruction set has one.
template <typename Batch, typename... More>
[[nodiscard]] inline Batch polynomial(const Batch& x, double c0, More... more) {
    if constexpr (sizeof...(more) == 0) {
        return Batch(c0);
    } else {
        return xsimd::fma(x, polynomial<Batch>(x, more...), Batch(c0));
    }
}

/// The same for several x at once, which advance together.
template <typename Batch, std::size_t N, typename... More>
[[nodiscard]] inline std::array<Batch, N> polynomials(const std::array<Batch, N>& x, double c0, More... more) {
    std::array<Batch, N> sums;
    if constexpr (sizeof...(more) == 0) {
        sums.fill(Batch(c0));
    } else {
        sums = polynomials(x, more...);
        for (std::size_t k = 0; k < N; ++k) {
            sums[k] = xsimd::fma(x[k], sums[k], Batch(c0));
        }
    }
    return sums;
}

inline constexpr double kLn2High = 6.93147180369123816490e-01;  ///< 33 bits: times a whole number below 2^20 it is exact
inline constexpr double kLn2Low = 1.90821492927058770002e-10;

/// What is added to a number below 2^51 to round it to a whole one, which then stands in the last bits.
inline constexpr double kWhole = 0x1.8p52;

/// e^x of several x, which advance together, for |x| <= 708, where it is a normal number: to one unit in the last place.
///
/// x = k ln 2 + r with |r| <= ln 2 / 2; e^r = 1 + r + r² P(r), P of degree nine through the Chebyshev nodes: relative
/// error 1.6e-17 before rounding. k is added to the exponent.
template <typename Arch, std::size_t N>
[[nodiscard, gnu::always_inline]] inline std::array<xsimd::batch<double, Arch>, N> normalPowers(const std::array<xsimd::batch<double, Arch>, N>& x) {
    using Batch = xsimd::batch<double, Arch>;
    using Bits = xsimd::batch<std::uint64_t, Arch>;
    constexpr double kLog2E = 1.44269504088896340736;
    std::array<Batch, N> shifted;
    std::array<Batch, N> r;
    for (std::size_t i = 0; i < N; ++i) {
        shifted[i] = xsimd::fma(x[i], Batch(kLog2E), Batch(kWhole));
        const Batch k = shifted[i] - Batch(kWhole);
        r[i] = xsimd::fnma(k, Batch(kLn2Low), xsimd::fnma(k, Batch(kLn2High), x[i]));
    }
    std::array<Batch, N> powers =
        polynomials(r, 0.5000000000000001, 0.16666666666666669, 0.04166666666662413, 0.008333333333330062, 0.0013888888917213717,
                    0.00019841269863053618, 2.4801521295954376e-05, 2.7557268459997064e-06, 2.7620088445409746e-07, 2.510038549551032e-08);
    for (std::size_t i = 0; i < N; ++i) {
        const Batch power = Batch(1.0) + xsimd::fma(r[i] * r[i], powers[i], r[i]);
        powers[i] = xsimd::bitwise_cast<Batch>(xsimd::bitwise_cast<Bits>(power) + (xsimd::bitwise_cast<Bits>(shifted[i]) << 52));
    }
    return powers;
}

/// e^x of any x, as the square of its root: to two units in the last place, NaN stays.
template <typename Arch, std::size_t N>
[[nodiscard, gnu::noinline]] std::array<xsimd::batch<double, Arch>, N> extremePowers(const std::array<xsimd::batch<double, Arch>, N>& x) {
    using Batch = xsimd::batch<double, Arch>;
    constexpr double kBeyond = 750.0;
    std::array<Batch, N> halves;
    for (std::size_t i = 0; i < N; ++i) {
        halves[i] = xsimd::max(Batch(-kBeyond), xsimd::min(Batch(kBeyond), x[i])) * Batch(0.5);
    }
    std::array<Batch, N> powers = normalPowers<Arch>(halves);
    for (std::size_t i = 0; i < N; ++i) {
        powers[i] = xsimd::select(x[i] == x[i], powers[i] * powers[i], x[i]);
    }
    return powers;
}

/// e^x to one unit in the last place (to two beyond |x| = 708); 0 and infinity beyond the range of double, NaN stays.
template <typename Arch, std::size_t N>
[[nodiscard, gnu::always_inline]] inline std::array<xsimd::batch<double, Arch>, N> exponentials(const std::array<xsimd::batch<double, Arch>, N>& x) {
    using Batch = xsimd::batch<double, Arch>;
    constexpr double kMostNormal = 708.0;
    auto normal = xsimd::abs(x[0]) <= Batch(kMostNormal);
    for (std::size_t i = 1; i < N; ++i) {
        normal = normal & (xsimd::abs(x[i]) <= Batch(kMostNormal));
    }
    if (xsimd::all(normal)) [[likely]] {
        return normalPowers<Arch>(x);
    }
    return extremePowers<Arch>(x);
}
template <typename Arch>
[[nodiscard]] inline xsimd::batch<double, Arch> exponential(xsimd::batch<double, Arch> x) {
    return exponentials<Arch>(std::array{x})[0];
}

/// Natural logarithm to one unit in the last place: -infinity of zero, NaN of less.
///
/// By the method of fdlibm (Sun Microsystems, 1993): x = 2^k (1 + f), s = f / (2 + f),
/// log(1 + f) = f - (f²/2 - s (f²/2 + R(s²))). AVX-512 has instructions that take exponent and mantissa of any number apart;
/// elsewhere integers do it for normal numbers.
template <typename Arch>
[[nodiscard]] inline xsimd::batch<double, Arch> logarithm(xsimd::batch<double, Arch> x) {
    using Batch = xsimd::batch<double, Arch>;
    Batch k;
    Batch f;
#if defined(__AVX512F__)
    if constexpr (std::is_base_of_v<xsimd::avx512f, Arch>) {
        constexpr double kRootOfTwo = 1.41421356237309504880;
        const __m512d mantissa = _mm512_getmant_pd(x, _MM_MANT_NORM_1_2, _MM_MANT_SIGN_nan);
        const __m512d exponent = _mm512_getexp_pd(x);
        const __mmask8 large = _mm512_cmp_pd_mask(mantissa, _mm512_set1_pd(kRootOfTwo), _CMP_GT_OQ);
        k = _mm512_mask_add_pd(exponent, large, exponent, _mm512_set1_pd(1.0));
        f = Batch(_mm512_mask_mul_pd(mantissa, large, mantissa, _mm512_set1_pd(0.5))) - Batch(1.0);
    } else
#endif
    {
        using Bits = xsimd::batch<std::uint64_t, Arch>;
        if (!xsimd::all((x >= Batch(std::numeric_limits<double>::min())) & (x <= Batch(std::numeric_limits<double>::max())))) [[unlikely]] {
            return xsimd::log(x);
        }
        constexpr std::uint64_t kOne = 0x3FF0000000000000U;
        constexpr std::uint64_t kRootOfHalf = 0x3FE6A09E667F3BCDU;
        constexpr std::uint64_t kFraction = 0x000FFFFFFFFFFFFFU;
        constexpr std::uint64_t kWholeBits = 0x4330000000000000U;  // of 2^52, whose last bits take a whole number
        const Bits moved = xsimd::bitwise_cast<Bits>(x) + Bits(kOne - kRootOfHalf);
        k = xsimd::bitwise_cast<Batch>((moved >> 52) | Bits(kWholeBits)) - Batch(0x1p52 + 1023.0);
        f = xsimd::bitwise_cast<Batch>((moved & Bits(kFraction)) + Bits(kRootOfHalf)) - Batch(1.0);
    }
    const Batch s = f / (Batch(2.0) + f);
    const Batch z = s * s;
    const Batch r = z * polynomial(z, 6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01,
                                   1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01);
    const Batch half = f * f * Batch(0.5);
    const Batch correction = xsimd::fma(s, half + r, k * Batch(kLn2Low)) - half;
    return xsimd::fma(k, Batch(kLn2High), f + correction);
}

}  // namespace offtake::numbers
