#include "tests/core/support/Cd60.h"

#include <algorithm>

#include "core/finance/LaneRates.h"
#include "core/numbers/Normal.h"
#include "core/parallel/PhiloxLanes.h"

namespace offtake::kernels::OFFTAKE_LEVEL {

namespace {

using Real = numbers::LanesOn<Arch>;
using cd60::kFactors;
using cd60::kMonths;

/// The random numbers of a month, on the paths of the lanes.
struct Shocks {
    std::array<Real, kFactors> normal;
    Real uniform;
};

/// So many months advance together: 32 registers hold more independent operations than 16.
constexpr std::size_t kTogether = std::is_same_v<Arch, avx512::Arch> ? 2 : 1;
using Months = std::array<Shocks, kTogether>;

/// The equations of a path; `shocksOf(month)` gives the Months from there on and is asked once for each, in order.
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
    std::array<Real, kMonths + 1> flows;
    flows[0] = Real(-tables.equity);
    Real value = flows[0];
    Real x(0.0);
    Real y(0.0);
    Real z(0.0);
    Real losses(0.0);
    for (std::size_t first = 0; first < kMonths; first += kTogether) {
        const Months shocks = shocksOf(first);
        for (std::size_t k = 0; k < kTogether; ++k) {
            const std::size_t t = first + k;
            const std::array<Real, kFactors>& e = shocks[k].normal;
            x = Real(tables.keep[0]) * x + Real(tables.moves[0][0]) * e[0];
            y = Real(tables.keep[1]) * y + Real(tables.moves[1][0]) * e[0] + Real(tables.moves[1][1]) * e[1];
            z = Real(tables.keep[2]) * z + Real(tables.moves[2][0]) * e[0] + Real(tables.moves[2][1]) * e[1] + Real(tables.moves[2][2]) * e[2];
            const auto [priceFactor, energyFactor, odds] = exp(std::array{x, y, -(z + Real(kMeanUse))});
            const Real price = Real(tables.price[t]) * priceFactor;
            const Real use = Real(1.0) / (Real(1.0) + odds);
            const Real failures = -log(Real(1.0) - shocks[k].uniform);
            const Real hours = Real(tables.hours) * (Real(1.0) - min(Real(kDownPerFailure) * failures, Real(kMostDown)));
            const Real billed = max(min(use, Real(kCommitted)), Real(kTake * kCommitted));
            const Real revenue = hours * (Real(kContractPrice) * billed + price * max(use - Real(kCommitted), Real(0.0)));
            const Real cost = Real(tables.powerCost[t]) * (Real(kIdlePower) + Real(1.0 - kIdlePower) * use) * energyFactor + Real(tables.fixedCost[t]) + Real(tables.failureCost) * failures;
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
    }
    value.store(values);
    expm1(finance::ratesOfReturn(std::span<const Real>(flows)).logGrowth).store(rates);
}

}  // namespace

void cd60Paths(const cd60::Tables& tables, parallel::Stream stream, std::uint64_t firstPath, std::size_t paths, double* values, double* rates) {
    const parallel::PhiloxKeys keys(stream);
    std::array<parallel::PhiloxKeys::Draws, 2 * kMonths> draws;
    for (std::size_t pair = 0; pair < draws.size(); ++pair) {
        draws[pair] = keys.draws(static_cast<std::uint32_t>(firstPath >> 32U), pair);
    }
    for (std::size_t p = 0; p < paths; p += Real::kWidth) {
        const parallel::PhiloxPaths<Arch> lanes(keys, firstPath + p);
        const auto shocksOf = [&](std::size_t first) {
            std::array<parallel::PhiloxKeys::Draws, 2 * kTogether> next;
            std::copy_n(draws.begin() + 2 * first, next.size(), next.begin());
            const auto bits = lanes.bits(keys, next);
            Months shocks;
            std::array<Real, kFactors * kTogether> normals;
            for (std::size_t k = 0; k < kTogether; ++k) {
                for (std::size_t j = 0; j < kFactors; ++j) {
                    normals[k * kFactors + j] = parallel::uniformOf<Arch>(bits[4 * k + j]);
                }
                shocks[k].uniform = parallel::uniformOf<Arch>(bits[4 * k + kFactors]);
            }
            normals = numbers::normalQuantiles(normals);
            for (std::size_t k = 0; k < kTogether; ++k) {
                for (std::size_t j = 0; j < kFactors; ++j) {
                    shocks[k].normal[j] = normals[k * kFactors + j];
                }
            }
            return shocks;
        };
        path(tables, shocksOf, values + p, rates + p);
    }
}

void cd60Given(const cd60::Tables& tables, const double* normals, const double* uniforms, std::size_t stride, std::size_t paths, double* values, double* rates) {
    for (std::size_t p = 0; p < paths; p += Real::kWidth) {
        const auto shocksOf = [&](std::size_t first) {
            Months shocks;
            for (std::size_t k = 0; k < kTogether; ++k) {
                for (std::size_t j = 0; j < kFactors; ++j) {
                    shocks[k].normal[j] = Real::load(normals + ((first + k) * kFactors + j) * stride + p);
                }
                shocks[k].uniform = Real::load(uniforms + (first + k) * stride + p);
            }
            return shocks;
        };
        path(tables, shocksOf, values + p, rates + p);
    }
}

void cd60Points(const cd60::Tables& tables, const cd60::Waves& waves, const double* points, std::size_t stride, std::size_t paths, double* values, double* rates) {
    constexpr std::size_t kSums = 4;  // months whose sums stay in registers
    std::array<Real, kMonths * kFactors> heights;
    std::array<Shocks, kMonths> shocks;
    for (std::size_t p = 0; p < paths; p += Real::kWidth) {
        for (std::size_t i = 0; i < heights.size(); ++i) {
            heights[i] = numbers::normalQuantile(Real::load(points + i * stride + p));
        }
        for (std::size_t t = 0; t < kMonths; t += kSums) {
            std::array<std::array<Real, kFactors>, kSums> sums;
            for (std::size_t j = 0; j < kMonths; ++j) {
                for (std::size_t k = 0; k < kSums; ++k) {
                    for (std::size_t f = 0; f < kFactors; ++f) {
                        sums[k][f] += Real(waves[j * kMonths + t + k]) * heights[j * kFactors + f];
                    }
                }
            }
            for (std::size_t k = 0; k < kSums; ++k) {
                shocks[t + k] = {sums[k], Real::load(points + (cd60::kFailureCoordinate + t + k) * stride + p)};
            }
        }
        const auto shocksOf = [&](std::size_t first) {
            Months months;
            std::copy_n(shocks.begin() + first, months.size(), months.begin());
            return months;
        };
        path(tables, shocksOf, values + p, rates + p);
    }
}

}  // namespace offtake::kernels::OFFTAKE_LEVEL
