#pragma once

#include <array>

#include "core/numbers/LaneMath.h"
#include "core/numbers/Lanes.h"

namespace offtake::numbers {

/// The number that a standard normal variable stays below with probability p, 0 < p < 1, to 16 digits. M. J. Wichura,
/// "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988).
[[nodiscard]] double normalQuantile(double p);

/// The same on lanes to 2e-15 relative.
///
/// With x = 2p - 1 and t = 1 - x² the quantile is x R(t). R is a quotient of polynomials of degree 14 with positive
/// coefficients only, so that nothing cancels; fitted by least relative squares (Sanathanan and Koerner, 1963) in 80
/// digits to sqrt(2) erfinv(x) / x on 1/128 <= t <= 1, relative error 1.7e-16. Nearer to 0 and 1, on one lane in 256, the
/// scalar algorithm stands in.
template <typename Arch>
[[nodiscard]] inline LanesOn<Arch> normalQuantile(const LanesOn<Arch>& p) {
    using Batch = xsimd::batch<double, Arch>;
    constexpr double kLeast = 0x1p-7;
    const Batch x = xsimd::fms(p.batch, Batch(2.0), Batch(1.0));
    const Batch t = xsimd::fnma(x, x, Batch(1.0));
    const Batch above = polynomial(t, 7.284578919159862e-15, 2.3661383483087016e-11, 1.626335045411829e-08, 3.953225425211375e-06, 0.0004172645184828351,
                                   0.021216699093705934, 0.5496126809847335, 7.456404611122821, 53.33938801542377, 198.7169595248937, 372.34753952579734,
                                   327.90454473273394, 119.4888325669324, 13.798586184411716, 0.2249610289608792);
    const Batch below = polynomial(t, 1.7617553163986282e-15, 6.5845350665768866e-12, 4.990695382320316e-09, 1.3217002392855732e-06, 0.0001515706482435731,
                                   0.008390709804529984, 0.23798955684056436, 3.56780987665922, 28.581683625350465, 121.53306759420161, 267.1969982968944,
                                   288.08269602141155, 138.17254794224456, 24.38346700035244, 1.0);
    Batch z = x * (above / below);
    const auto outside = t < Batch(kLeast);
    if (xsimd::any(outside)) [[unlikely]] {
        std::array<double, LanesOn<Arch>::kWidth> probability{};
        std::array<double, LanesOn<Arch>::kWidth> quantile{};
        std::array<double, LanesOn<Arch>::kWidth> room{};
        p.batch.store_unaligned(probability.data());
        z.store_unaligned(quantile.data());
        t.store_unaligned(room.data());
        for (std::size_t k = 0; k < quantile.size(); ++k) {
            quantile[k] = room[k] < kLeast ? normalQuantile(probability[k]) : quantile[k];
        }
        z = Batch::load_unaligned(quantile.data());
    }
    return LanesOn<Arch>(z);
}

}  // namespace offtake::numbers
