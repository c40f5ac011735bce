#pragma once

#include <cstdint>
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

inline constexpr double kLn2High = 6.93147180369123816490e-01;  ///< 33 bits: times a whole number below 2^20 it is exact
inline constexpr double kLn2Low = 1.90821492927058770002e-10;

/// y · 2^k for whole k from -1100 to 1100.
template <typename Arch>
[[nodiscard]] inline xsimd::batch<double, Arch> scaled(xsimd::batch<double, Arch> y, xsimd::batch<double, Arch> k) {
#if defined(__AVX512F__)
    if constexpr (std::is_base_of_v<xsimd::avx512f, Arch>) {
        return _mm512_scalef_pd(y, k);
    } else
#endif
    {
        // In two halves, each of which is a finite number; a whole number stands in the last bits of kWhole + it.
        using Batch = xsimd::batch<double, Arch>;
        using Bits = xsimd::batch<std::uint64_t, Arch>;
        const Batch whole(0x1.8p52);
        const auto power = [](const Batch& shifted) {
            constexpr std::uint64_t kBias = 1023;
            return xsimd::bitwise_cast<Batch>((xsimd::bitwise_cast<Bits>(shifted) + Bits(kBias)) << 52);
        };
        const Batch halfShifted = xsimd::fma(k, Batch(0.5), whole);
        const Batch half = halfShifted - whole;
        return y * power(halfShifted) * power(whole + (k - half));
    }
}

/// e^x to one unit in the last place; 0 and infinity beyond the range of double, NaN stays.
///
/// x = k ln 2 + r with |r| <= ln 2 / 2; e^r = 1 + r + r² P(r), P of degree nine through the Chebyshev nodes: relative
/// error 1.6e-17 before rounding.
template <typename Arch>
[[nodiscard]] inline xsimd::batch<double, Arch> exponential(xsimd::batch<double, Arch> x) {
    using Batch = xsimd::batch<double, Arch>;
    constexpr double kLog2E = 1.44269504088896340736;
    constexpr double kBeyond = 750.0;
    const Batch whole(0x1.8p52);
    x = xsimd::max(Batch(-kBeyond), xsimd::min(Batch(kBeyond), x));  // in this order a NaN comes through
    const Batch k = xsimd::fma(x, Batch(kLog2E), whole) - whole;
    const Batch r = xsimd::fnma(k, Batch(kLn2Low), xsimd::fnma(k, Batch(kLn2High), x));
    const Batch p = polynomial(r, 0.5000000000000001, 0.16666666666666669, 0.04166666666662413, 0.008333333333330062, 0.0013888888917213717,
                               0.00019841269863053618, 2.4801521295954376e-05, 2.7557268459997064e-06, 2.7620088445409746e-07, 2.510038549551032e-08);
    return scaled<Arch>(Batch(1.0) + xsimd::fma(r * r, p, r), k);
}

/// Natural logarithm to one unit in the last place: -infinity of zero, NaN of less.
///
/// On AVX-512 by the method of fdlibm (Sun Microsystems, 1993): x = 2^k (1 + f), s = f / (2 + f),
/// log(1 + f) = f - (f²/2 - s (f²/2 + R(s²))). Elsewhere xsimd's, which is the same without the instructions that take
/// exponent and mantissa of any number apart.
template <typename Arch>
[[nodiscard]] inline xsimd::batch<double, Arch> logarithm(xsimd::batch<double, Arch> x) {
#if defined(__AVX512F__)
    if constexpr (std::is_base_of_v<xsimd::avx512f, Arch>) {
        using Batch = xsimd::batch<double, Arch>;
        constexpr double kRootOfTwo = 1.41421356237309504880;
        const __m512d mantissa = _mm512_getmant_pd(x, _MM_MANT_NORM_1_2, _MM_MANT_SIGN_nan);
        const __m512d exponent = _mm512_getexp_pd(x);
        const __mmask8 large = _mm512_cmp_pd_mask(mantissa, _mm512_set1_pd(kRootOfTwo), _CMP_GT_OQ);
        const Batch k = _mm512_mask_add_pd(exponent, large, exponent, _mm512_set1_pd(1.0));
        const Batch f = Batch(_mm512_mask_mul_pd(mantissa, large, mantissa, _mm512_set1_pd(0.5))) - Batch(1.0);
        const Batch s = f / (Batch(2.0) + f);
        const Batch z = s * s;
        const Batch r = z * polynomial(z, 6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01,
                                       1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01);
        const Batch half = f * f * Batch(0.5);
        const Batch correction = xsimd::fma(s, half + r, k * Batch(kLn2Low)) - half;
        return xsimd::fma(k, Batch(kLn2High), f + correction);
    } else
#endif
    {
        return xsimd::log(x);
    }
}

}  // namespace offtake::numbers
