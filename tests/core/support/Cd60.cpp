#include "tests/core/support/Cd60.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/risk/Draws.h"

namespace offtake::cd60 {

Tables tables() {
    constexpr double kAccelerators = 10000.0;
    constexpr double kHours = 730.0;
    constexpr double kYear = 12.0;
    constexpr std::array kMacrs{0.20, 0.32, 0.192, 0.1152, 0.1152, 0.0576};
    constexpr std::size_t kRefreshMonth = 36;
    constexpr std::size_t kDebtMonths = 48;
    constexpr double kKilowatts = 1.35;
    const double capital = kAccelerators * 38000.0;
    const double refresh = 0.10 * capital;
    const double debt = 0.60 * capital;
    const double interest = 0.095 / kYear;
    const double annuity = debt * interest / (1.0 - std::pow(1.0 + interest, -static_cast<double>(kDebtMonths)));
    const double monthlyRate = std::pow(1.12, 1.0 / kYear) - 1.0;

    Tables out;
    double balance = debt;
    for (std::size_t k = 0; k < kMonths; ++k) {
        const double t = static_cast<double>(k + 1);
        out.price[k] = 2.50 * std::exp(-0.30 * t / kYear);
        const double energyPrice = 0.070 * (1.0 + 0.15 * std::cos(2.0 * std::numbers::pi * (t - 1.0) / kYear));
        const double effectiveness = 1.25 + 0.05 * std::cos(2.0 * std::numbers::pi * (t - 7.0) / kYear);
        out.powerCost[k] = kAccelerators * kHours * kKilowatts * effectiveness * energyPrice;
        out.fixedCost[k] = kAccelerators * 55.0 * std::pow(1.025, t / kYear);
        out.shield[k] = capital * kMacrs[k / 12] / kYear;
        if (k >= kRefreshMonth) {
            out.shield[k] += refresh * kMacrs[(k - kRefreshMonth) / 12] / kYear;
        }
        if (k < kDebtMonths) {
            out.shield[k] += balance * interest;
            out.service[k] = annuity;
            balance -= annuity - balance * interest;
        }
        out.discount[k] = std::pow(1.0 + monthlyRate, -t);
    }
    out.shield[kMonths - 1] += capital * kMacrs[5] + refresh * (1.0 - kMacrs[0] - kMacrs[1]);
    out.service[kRefreshMonth - 1] += refresh;
    out.equity = 0.40 * capital;
    out.residual = 0.12 * capital;
    out.hours = kAccelerators * kHours;
    out.failureCost = kAccelerators * 0.06 / kYear * 4500.0;
    const std::array reversion{1.0, 4.0, 3.0};
    const std::array volatility{0.40, 0.60, 0.90};
    constexpr double kPriceEnergy = 0.15;
    constexpr double kPriceUse = 0.45;
    constexpr double kEnergyUse = 0.10;
    const double second = std::sqrt(1.0 - kPriceEnergy * kPriceEnergy);
    const double across = (kEnergyUse - kPriceEnergy * kPriceUse) / second;
    // The lower Cholesky factor of the correlations.
    out.moves[0] = {1.0, 0.0, 0.0};
    out.moves[1] = {kPriceEnergy, second, 0.0};
    out.moves[2] = {kPriceUse, across, std::sqrt(1.0 - kPriceUse * kPriceUse - across * across)};
    for (std::size_t j = 0; j < kFactors; ++j) {
        out.keep[j] = std::exp(-reversion[j] / kYear);
        const double shock = volatility[j] * std::sqrt((1.0 - out.keep[j] * out.keep[j]) / (2.0 * reversion[j]));
        for (double& move : out.moves[j]) {
            move *= shock;
        }
    }
    return out;
}

Waves waves() {
    const risk::WaveTable all = risk::wavesOver(kMonths);
    Waves out{};
    std::copy(all.begin(), all.end(), out.begin());
    return out;
}

}  // namespace offtake::cd60
