#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "core/numbers/Lanes.h"

namespace offtake::numbers {

/// The number that a standard normal variable stays below with probability p, 0 < p < 1, to 16 digits. M. J. Wichura,
/// "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988).
[[nodiscard]] double normalQuantile(double p);

/// With x = 2p - 1 and t = 1 - x² the quantile is x R(t), R(t) = sqrt(2) erfinv(x) / x. R on lanes, for t >= kLeast, as a
/// quotient of polynomials whose coefficients are all positive, so that nothing cancels.
///
/// Here of degree 14, fitted by least relative squares (Sanathanan and Koerner, 1963) in 80 digits: relative error 1.7e-16.
template <typename Arch>
struct QuantileOverX {
    using Batch = xsimd::batch<double, Arch>;
    static constexpr double kLeast = 0x1p-7;

    template <std::size_t N>
    [[nodiscard]] static std::array<Batch, N> of(const std::array<Batch, N>& t) {
        const auto above = polynomials(t, 7.284578919159862e-15, 2.3661383483087016e-11, 1.626335045411829e-08, 3.953225425211375e-06, 0.0004172645184828351,
                                       0.021216699093705934, 0.5496126809847335, 7.456404611122821, 53.33938801542377, 198.7169595248937, 372.34753952579734,
                                       327.90454473273394, 119.4888325669324, 13.798586184411716, 0.2249610289608792);
        const auto below = polynomials(t, 1.7617553163986282e-15, 6.5845350665768866e-12, 4.990695382320316e-09, 1.3217002392855732e-06, 0.0001515706482435731,
                                       0.008390709804529984, 0.23798955684056436, 3.56780987665922, 28.581683625350465, 121.53306759420161, 267.1969982968944,
                                       288.08269602141155, 138.17254794224456, 24.38346700035244, 1.0);
        std::array<Batch, N> quotients;
        for (std::size_t k = 0; k < N; ++k) {
            quotients[k] = above[k] / below[k];
        }
        return quotients;
    }
};

#if defined(__AVX512F__)
/// With AVX-512, which finds each lane's coefficients in a register of eight by one instruction, every octave of t has its
/// own quotient of degree six: through the thirteen Chebyshev nodes in 70 digits, relative error 4e-17. The last three bits
/// of the exponent choose: 0 the octave below 2^-6, 6 that below 1, and 7 for 1 itself the same again.
template <typename Arch>
    requires std::is_base_of_v<xsimd::avx512f, Arch>
struct QuantileOverX<Arch> {
    using Batch = xsimd::batch<double, Arch>;
    static constexpr double kLeast = 0x1p-7;

    using Octaves = std::array<double, 8>;
    alignas(64) static constexpr std::array<Octaves, 7> kAbove{{
        {1.0450690957409265e-11, 5.947498879657054e-10, 3.309702010021179e-08, 1.8044239301027894e-06, 9.658500044999873e-05, 0.005084998658155695, 0.26368119673967483, 0.26368119673967483},
        {2.6990211034312613e-08, 7.564024011169322e-07, 2.069819099973398e-05, 0.0005540657945308422, 0.014540877485773452, 0.37487537659506726, 9.510417952605584, 9.510417952605584},
        {1.277285015419741e-05, 0.00017690313061270754, 0.0023901312065937493, 0.031564937376764114, 0.4084392113037883, 5.190441997188868, 64.92192836794723, 64.92192836794723},
        {0.0017207746318071624, 0.011782988768796835, 0.07866376260385638, 0.5131383852612069, 3.2796550361170516, 20.59525054073762, 127.41465087607563, 127.41465087607563},
        {0.07136758938734546, 0.24131897572587316, 0.7954284589734328, 2.5623737279583567, 8.093157027262276, 25.144951772756418, 77.08378280991872, 77.08378280991872},
        {0.7797855475761024, 1.29738891739172, 2.105924535109515, 3.345276655488446, 5.2198277169121505, 8.028895196257963, 12.210244194076216, 12.210244194076216},
        {1.0846529379885725, 0.876850951840169, 0.6956902339347261, 0.5430564449480609, 0.4181267716788061, 0.3182755360775968, 0.23999240100184197, 0.23999240100184197}}};
    /// Without the coefficient of t to the sixth, which is 1.
    alignas(64) static constexpr std::array<Octaves, 6> kBelow{{
        {2.550519261072848e-12, 1.511542834664132e-10, 8.788223944782145e-09, 5.024878555867659e-07, 2.833310369127251e-05, 0.0015795411244671305, 0.08726594064455091, 0.08726594064455091},
        {7.662996101989011e-09, 2.2673732992168112e-07, 6.58848539548156e-06, 0.0001885803710746307, 0.005335997957558703, 0.14981318374550653, 4.189121236131215, 4.189121236131215},
        {4.074318613979236e-06, 6.036039293119154e-05, 0.0008797141383371217, 0.012659908401591306, 0.18069179505004163, 2.5695439006511824, 36.571127603566104, 36.571127603566104},
        {0.0006182565232940347, 0.0045983072599118215, 0.03373012331433707, 0.2450935766692055, 1.7731013509766445, 12.834322356942085, 93.35595979010556, 93.35595979010556},
        {0.029692077207395376, 0.11134083016874274, 0.4132701018963635, 1.5257149873083238, 5.631074919984471, 20.868846410468898, 77.90372991737152, 77.90372991737152},
        {0.40695540604844954, 0.7765252967470492, 1.474188969097585, 2.7963110766824837, 5.319852678945081, 10.175912018679016, 19.59159712551382, 19.59159712551382}}};

    template <std::size_t N>
    [[nodiscard]] static std::array<Batch, N> of(const std::array<Batch, N>& t) {
        constexpr int kFractionBits = 52;
        std::array<xsimd::batch<std::uint64_t, Arch>, N> octave;
        std::array<Batch, N> above;
        std::array<Batch, N> below;
        const auto chosen = [&](const Octaves& coefficients, std::size_t k) { return Batch(_mm512_permutexvar_pd(octave[k], _mm512_load_pd(coefficients.data()))); };
        for (std::size_t k = 0; k < N; ++k) {
            octave[k] = xsimd::bitwise_cast<xsimd::batch<std::uint64_t, Arch>>(t[k]) >> kFractionBits;
            above[k] = chosen(kAbove.back(), k);
            below[k] = t[k] + chosen(kBelow.back(), k);
        }
        for (std::size_t i = kBelow.size(); i-- > 0;) {
            for (std::size_t k = 0; k < N; ++k) {
                above[k] = xsimd::fma(t[k], above[k], chosen(kAbove[i], k));
                if (i > 0) {
                    below[k] = xsimd::fma(t[k], below[k], chosen(kBelow[i - 1], k));
                }
            }
        }
        for (std::size_t k = 0; k < N; ++k) {
            above[k] /= below[k];
        }
        return above;
    }
};
#endif

/// z with the quantiles of p by the scalar algorithm on the lanes where t < least.
template <typename Arch>
[[nodiscard, gnu::noinline]] LanesOn<Arch> tailQuantiles(LanesOn<Arch> p, LanesOn<Arch> t, double least, LanesOn<Arch> z) {
    std::array<double, LanesOn<Arch>::kWidth> probabilities{};
    std::array<double, LanesOn<Arch>::kWidth> rooms{};
    std::array<double, LanesOn<Arch>::kWidth> quantiles{};
    p.store(probabilities.data());
    t.store(rooms.data());
    z.store(quantiles.data());
    for (std::size_t k = 0; k < quantiles.size(); ++k) {
        if (rooms[k] < least) {
            quantiles[k] = normalQuantile(probabilities[k]);
        }
    }
    return LanesOn<Arch>::load(quantiles.data());
}

/// The same on lanes to 2e-15 relative; near 0 and 1, on one lane in 256, by the scalar algorithm. Several registers
/// advance together: one has too few independent operations for the processor's units.
template <typename Arch, std::size_t N>
[[nodiscard]] inline std::array<LanesOn<Arch>, N> normalQuantiles(const std::array<LanesOn<Arch>, N>& p) {
    using Batch = xsimd::batch<double, Arch>;
    using OverX = QuantileOverX<Arch>;
    constexpr double kLeast = OverX::kLeast;
    std::array<Batch, N> x;
    std::array<Batch, N> t;
    for (std::size_t i = 0; i < N; ++i) {
        x[i] = xsimd::fms(p[i].batch, Batch(2.0), Batch(1.0));
        t[i] = xsimd::fnma(x[i], x[i], Batch(1.0));
    }
    const std::array<Batch, N> overX = OverX::of(t);
    std::array<LanesOn<Arch>, N> z;
    Batch least = t[0];
    for (std::size_t i = 0; i < N; ++i) {
        z[i] = LanesOn<Arch>(x[i] * overX[i]);
        least = xsimd::min(least, t[i]);
    }
    if (xsimd::any(least < Batch(kLeast))) [[unlikely]] {
        for (std::size_t i = 0; i < N; ++i) {
            if (xsimd::any(t[i] < Batch(kLeast))) {
                z[i] = tailQuantiles(p[i], LanesOn<Arch>(t[i]), kLeast, z[i]);
            }
        }
    }
    return z;
}

template <typename Arch>
[[nodiscard]] inline LanesOn<Arch> normalQuantile(const LanesOn<Arch>& p) {
    return normalQuantiles(std::array{p})[0];
}

}  // namespace offtake::numbers
