#include "tests/core/support/Cd60.h"

#include "core/finance/LaneRates.h"
#include "core/numbers/LaneMath.h"
#include "core/numbers/Normal.h"
#include "core/parallel/PhiloxLanes.h"

namespace offtake::kernels::OFFTAKE_LEVEL {

namespace {

using Real = numbers::LanesOn<Arch>;
using cd60::kFactors;
using cd60::kMonths;

Real power(const Real& x) { return Real(numbers::exponential<Arch>(x.batch)); }

/// The random numbers of a month, on the paths of the lanes.
struct Shocks {
    std::array<Real, kFactors> normal;
    Real uniform;
};

/// The equations of a path; `shocksOf(month)` is asked once a month in order.
template <typename ShocksOf>
void path(const cd60::Tables& tables, const ShocksOf& shocksOf, double* values, double* rates) {
    constexpr double kContractPrice = 2.05;
    constexpr double kCommitted = 0.55;
    constexpr double kTake = 0.90;
    constexpr double kIdlePower = 0.35;
    constexpr double kDownPerFailure = 0.015;
    constexpr double kMostDown = 0.25;
    constexpr double kTax = 0.25;
    constexpr double kMeanUse = 1.3862943611198906;  // log odds of 80 %
    const auto& c = tables.correlation;
    std::array<Real, kMonths + 1> flows;
    flows[0] = Real(-tables.equity);
    Real value = flows[0];
    Real x(0.0);
    Real y(0.0);
    Real z(0.0);
    Real losses(0.0);
    for (std::size_t t = 0; t < kMonths; ++t) {
        const Shocks& e = shocksOf(t);
        x = Real(tables.keep[0]) * x + Real(tables.shock[0]) * e.normal[0];
        y = Real(tables.keep[1]) * y + Real(tables.shock[1] * c[1][0]) * e.normal[0] + Real(tables.shock[1] * c[1][1]) * e.normal[1];
        z = Real(tables.keep[2]) * z + Real(tables.shock[2] * c[2][0]) * e.normal[0] + Real(tables.shock[2] * c[2][1]) * e.normal[1] + Real(tables.shock[2] * c[2][2]) * e.normal[2];
        const Real priceFactor = power(x);
        const Real price = Real(tables.price[t]) * priceFactor;
        const Real use = Real(1.0) / (Real(1.0) + power(-(z + Real(kMeanUse))));
        const Real failures = -Real(numbers::logarithm<Arch>((Real(1.0) - e.uniform).batch));
        const Real hours = Real(tables.hours) * (Real(1.0) - min(Real(kDownPerFailure) * failures, Real(kMostDown)));
        const Real billed = max(min(use, Real(kCommitted)), Real(kTake * kCommitted));
        const Real revenue = hours * (Real(kContractPrice) * billed + price * max(use - Real(kCommitted), Real(0.0)));
        const Real cost = Real(tables.powerCost[t]) * (Real(kIdlePower) + Real(1.0 - kIdlePower) * use) * power(y) + Real(tables.fixedCost[t]) + Real(tables.failureCost) * failures;
        Real earned = revenue - cost;
        if (t == kMonths - 1) {
            earned += Real(tables.residual) * priceFactor;
        }
        const Real base = earned - Real(tables.shield[t]) - losses;
        losses = max(-base, Real(0.0));
        const Real cash = earned - Real(kTax) * max(base, Real(0.0)) - Real(tables.service[t]);
        flows[t + 1] = cash;
        value += Real(tables.discount[t]) * cash;
    }
    value.store(values);
    expm1(finance::ratesOfReturn(std::span<const Real>(flows)).logGrowth).store(rates);
}

}  // namespace

void cd60Paths(const cd60::Tables& tables, parallel::Stream stream, std::uint64_t firstPath, std::size_t paths, double* values, double* rates) {
    for (std::size_t p = 0; p < paths; p += Real::kWidth) {
        const parallel::PhiloxPaths<Arch> lanes(stream, firstPath + p);
        const auto high = static_cast<std::uint32_t>((firstPath + p) >> 32U);
        const auto shocksOf = [&](std::size_t t) {
            std::array<parallel::Bits<Arch>, 4> bits;
            lanes.bits(stream, lanes.draws(stream, high, 2 * t), bits[0], bits[1]);
            lanes.bits(stream, lanes.draws(stream, high, 2 * t + 1), bits[2], bits[3]);
            Shocks shocks;
            for (std::size_t j = 0; j < kFactors; ++j) {
                shocks.normal[j] = numbers::normalQuantile(parallel::uniformOf<Arch>(bits[j]));
            }
            shocks.uniform = parallel::uniformOf<Arch>(bits[3]);
            return shocks;
        };
        path(tables, shocksOf, values + p, rates + p);
    }
}

void cd60Given(const cd60::Tables& tables, const double* normals, const double* uniforms, std::size_t stride, std::size_t paths, double* values, double* rates) {
    for (std::size_t p = 0; p < paths; p += Real::kWidth) {
        const auto shocksOf = [&](std::size_t t) {
            Shocks shocks;
            for (std::size_t j = 0; j < kFactors; ++j) {
                shocks.normal[j] = Real::load(normals + (t * kFactors + j) * stride + p);
            }
            shocks.uniform = Real::load(uniforms + t * stride + p);
            return shocks;
        };
        path(tables, shocksOf, values + p, rates + p);
    }
}

void cd60Points(const cd60::Tables& tables, const cd60::Waves& waves, const double* points, std::size_t stride, std::size_t paths, double* values, double* rates) {
    constexpr std::size_t kTogether = 4;  // months whose sums stay in registers
    std::array<Real, kMonths * kFactors> heights;
    std::array<Shocks, kMonths> shocks;
    for (std::size_t p = 0; p < paths; p += Real::kWidth) {
        for (std::size_t i = 0; i < heights.size(); ++i) {
            heights[i] = numbers::normalQuantile(Real::load(points + i * stride + p));
        }
        for (std::size_t t = 0; t < kMonths; t += kTogether) {
            std::array<std::array<Real, kFactors>, kTogether> sums;
            for (std::size_t j = 0; j < kMonths; ++j) {
                for (std::size_t k = 0; k < kTogether; ++k) {
                    for (std::size_t f = 0; f < kFactors; ++f) {
                        sums[k][f] += Real(waves[j * kMonths + t + k]) * heights[j * kFactors + f];
                    }
                }
            }
            for (std::size_t k = 0; k < kTogether; ++k) {
                shocks[t + k] = {sums[k], Real::load(points + (cd60::kFailureCoordinate + t + k) * stride + p)};
            }
        }
        path(tables, [&](std::size_t t) -> const Shocks& { return shocks[t]; }, values + p, rates + p);
    }
}

}  // namespace offtake::kernels::OFFTAKE_LEVEL
