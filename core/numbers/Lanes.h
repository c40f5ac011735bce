#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include <xsimd/xsimd.hpp>

#include "core/numbers/LaneMath.h"

/// Several paths at once: one SIMD register, one lane a path. The architecture is a template parameter so that code
/// built for a wide one is never the copy that an older processor runs.
namespace offtake::numbers {

template <typename Arch>
struct LanesOn {
    using Batch = xsimd::batch<double, Arch>;
    static constexpr std::size_t kWidth = Batch::size;

    Batch batch;

    LanesOn() : batch(0.0) {}
    LanesOn(double same) : batch(same) {}  // NOLINT(google-explicit-constructor): constants read as numbers
    explicit LanesOn(Batch values) : batch(values) {}

    [[nodiscard]] static LanesOn load(const double* values) { return LanesOn(Batch::load_unaligned(values)); }
    void store(double* values) const { batch.store_unaligned(values); }
    [[nodiscard]] double lane(std::size_t index) const {
        std::array<double, kWidth> values{};
        store(values.data());
        return values[index];
    }

    LanesOn& operator+=(const LanesOn& other) { return *this = *this + other; }
    LanesOn& operator-=(const LanesOn& other) { return *this = *this - other; }
    LanesOn& operator*=(const LanesOn& other) { return *this = *this * other; }
    LanesOn& operator/=(const LanesOn& other) { return *this = *this / other; }

    friend LanesOn operator+(const LanesOn& a, const LanesOn& b) { return LanesOn(a.batch + b.batch); }
    friend LanesOn operator-(const LanesOn& a, const LanesOn& b) { return LanesOn(a.batch - b.batch); }
    friend LanesOn operator*(const LanesOn& a, const LanesOn& b) { return LanesOn(a.batch * b.batch); }
    friend LanesOn operator/(const LanesOn& a, const LanesOn& b) { return LanesOn(a.batch / b.batch); }
    friend LanesOn operator-(const LanesOn& a) { return LanesOn(-a.batch); }
    friend auto operator<(const LanesOn& a, const LanesOn& b) { return a.batch < b.batch; }
    friend auto operator<=(const LanesOn& a, const LanesOn& b) { return a.batch <= b.batch; }
    friend auto operator>(const LanesOn& a, const LanesOn& b) { return a.batch > b.batch; }
    friend auto operator>=(const LanesOn& a, const LanesOn& b) { return a.batch >= b.batch; }

    friend LanesOn select(const typename Batch::batch_bool_type& condition, const LanesOn& yes, const LanesOn& no) {
        return LanesOn(xsimd::select(condition, yes.batch, no.batch));
    }
    friend LanesOn max(const LanesOn& a, const LanesOn& b) { return LanesOn(xsimd::max(a.batch, b.batch)); }
    friend LanesOn min(const LanesOn& a, const LanesOn& b) { return LanesOn(xsimd::min(a.batch, b.batch)); }
    friend LanesOn exp(const LanesOn& x) { return LanesOn(exponential<Arch>(x.batch)); }
    friend LanesOn log(const LanesOn& x) { return LanesOn(logarithm<Arch>(x.batch)); }
    friend LanesOn expm1(const LanesOn& x) { return LanesOn(xsimd::expm1(x.batch)); }
    friend LanesOn log1p(const LanesOn& x) { return LanesOn(xsimd::log1p(x.batch)); }
    friend LanesOn floor(const LanesOn& x) { return LanesOn(xsimd::floor(x.batch)); }
    friend LanesOn ceil(const LanesOn& x) { return LanesOn(xsimd::ceil(x.batch)); }
    friend LanesOn sum(std::span<const LanesOn> terms) {
        LanesOn total;
        for (const LanesOn& term : terms) {
            total += term;
        }
        return total;
    }
    friend LanesOn row(int /*id*/, int /*month*/, const LanesOn& value) { return value; }
};

/// The instruction set that every supported processor has: named, because in a kernel that is compiled for a wider one
/// xsimd's default is the wider one.
#if defined(__x86_64__)
using BaselineArch = xsimd::sse2;
#else
using BaselineArch = xsimd::default_arch;
#endif
using Lanes = LanesOn<BaselineArch>;

/// Powers of several registers, which advance together: one has too few independent operations for the processor's units.
template <typename Arch, std::size_t N>
[[nodiscard, gnu::always_inline]] inline std::array<LanesOn<Arch>, N> exp(const std::array<LanesOn<Arch>, N>& x) {
    std::array<typename LanesOn<Arch>::Batch, N> batches;
    for (std::size_t i = 0; i < N; ++i) {
        batches[i] = x[i].batch;
    }
    batches = exponentials<Arch>(batches);
    std::array<LanesOn<Arch>, N> powers;
    for (std::size_t i = 0; i < N; ++i) {
        powers[i].batch = batches[i];
    }
    return powers;
}

/// Found by the unqualified calls of the model through `using numbers::sum`.
template <typename Arch>
[[nodiscard]] LanesOn<Arch> sum(std::span<LanesOn<Arch>> terms) {
    return sum(std::span<const LanesOn<Arch>>(terms));
}

}  // namespace offtake::numbers
