#pragma once

#include <array>
#include <cstdint>
#include <cstddef>

#include "core/numbers/Kernel.h"
#include "core/parallel/Stream.h"

/// CD-60, the yardstick of this program's speed: one deal over 60 months with three mean-reverting factors (price of an
/// accelerator-hour, energy price, utilization) and failures, 240 random numbers a path, net present value and internal
/// rate of return of every path.
namespace offtake::cd60 {

inline constexpr std::size_t kMonths = 60;
inline constexpr std::size_t kFactors = 3;
/// Random numbers of a path: month by month three normal ones and a uniform one.
inline constexpr std::size_t kDraws = kMonths * (kFactors + 1);

/// All that does not depend on the path; amounts in $, element t is month t + 1.
struct Tables {
    using ByMonth = std::array<double, kMonths>;
    ByMonth price{};         ///< $ per accelerator-hour without its factor
    ByMonth powerCost{};     ///< $ of a month at full use, without its factor
    ByMonth fixedCost{};
    ByMonth shield{};        ///< depreciation and interest
    ByMonth service{};       ///< debt service and refresh
    ByMonth discount{};
    double equity = 0.0;     ///< paid on day one
    double residual = 0.0;
    double hours = 0.0;      ///< of all accelerators in a month
    double failureCost = 0.0;
    std::array<double, kFactors> keep{};   ///< of a factor's deviation, per month
    std::array<std::array<double, kFactors>, kFactors> moves{};  ///< of a factor in a month by each normal number
};
[[nodiscard]] Tables tables();

/// Orthonormal waves over the months, slowest first (discrete cosine transform): element j · kMonths + t. A factor's
/// independent monthly shocks are the sum of as many independent numbers times the waves; the first few then carry nearly
/// all of its path, as principal components do, which mean-reverting factors nearly share with waves.
using Waves = std::array<double, kMonths * kMonths>;
[[nodiscard]] Waves waves();

/// Coordinates of a point: wave by wave the three factors, then month by month the failures.
inline constexpr std::size_t kFailureCoordinate = kMonths * kFactors;

}  // namespace offtake::cd60

namespace offtake {

/// Paths from firstPath on; paths must be a multiple of 8. Draw d of a path is number d of the stream.
OFFTAKE_KERNEL(cd60Paths, void, const cd60::Tables& tables, parallel::Stream stream, std::uint64_t firstPath, std::size_t paths, double* values, double* rates)

/// The same from given numbers: normals[(t * 3 + factor) * stride + path] and uniforms[t * stride + path].
OFFTAKE_KERNEL(cd60Given, void, const cd60::Tables& tables, const double* normals, const double* uniforms, std::size_t stride, std::size_t paths, double* values, double* rates)

/// The same from points: uniform numbers points[coordinate * stride + path], whose factors come in waves.
OFFTAKE_KERNEL(cd60Points, void, const cd60::Tables& tables, const cd60::Waves& waves, const double* points, std::size_t stride, std::size_t paths, double* values, double* rates)

}  // namespace offtake
