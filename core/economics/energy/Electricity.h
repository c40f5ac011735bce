#pragma once

#include "core/economics/TrancheMonths.h"
#include "core/study/kinds/TrancheInputs.h"

namespace offtake::economics {

/// Electricity and emissions of a tranche, whoever pays: installed IT power × (idle share + the rest by use) × PUE ×
/// hours. Capacity that is sold through another tranche runs at that tranche's allocation as stated on itself.
template <typename Real>
void electricity(const Context<Real>& context, const TrancheMonths<Real>& months) {
    using namespace study;
    using numbers::row;
    const Reader<Real>& in = *context.reader;
    Ledger<Real>& ledger = *context.ledger;
    constexpr double kGramsPerTonne = 1e6;
    const TrancheStructure& tranche = *months.tranche;
    const Real power = in.number(tranche, kPower);
    const Real idle = in.number(tranche, kIdlePower);
    const auto pue = in.path(tranche, kPue);
    const auto intensity = in.path(tranche, kCarbonIntensity);
    const auto installed = ledger.quantity(months.index, Quantity::InstalledHours);
    const auto used = ledger.quantity(months.index, Quantity::UsedHours);
    const auto energy = ledger.quantity(months.index, Quantity::EnergyKwh);
    const auto carbon = ledger.quantity(months.index, Quantity::CarbonTonnes);
    for (std::size_t t = 0; t < context.columns(); ++t) {
        const int month = static_cast<int>(t);
        const Real loadedHours = installed[t] * idle + used[t] * (Real(1.0) - idle);
        energy[t] = row(memoRow(months.index, Quantity::EnergyKwh), month, loadedHours * power * pathAt(pue, t, months.start));
        carbon[t] = row(memoRow(months.index, Quantity::CarbonTonnes), month, energy[t] * pathAt(intensity, t, months.start) / Real(kGramsPerTonne));
    }
}

/// What electricity, its demand charge and its carbon cost in month t, $.
template <typename Real>
struct EnergyBill {
    Real energy;
    Real demandCharge;
    Real carbon;
};

template <typename Real>
[[nodiscard]] EnergyBill<Real> energyBill(const Context<Real>& context, const TrancheMonths<Real>& months, std::size_t t) {
    using namespace study;
    using numbers::max;
    const Reader<Real>& in = *context.reader;
    const Ledger<Real>& ledger = *context.ledger;
    const TrancheStructure& tranche = *months.tranche;
    const Real since = max(static_cast<double>(t) - months.start, Real(0.0)) / Real(12.0);
    const Real price = pathAt(in.path(tranche, kEnergyPrice), t, months.start) * compounded(in.number(tranche, kEnergyGrowth), since);
    const Real peakKw = months.accelerators * months.inPlace[t] * in.number(tranche, kPower) * pathAt(in.path(tranche, kPue), t, months.start);
    return {ledger.quantity(months.index, Quantity::EnergyKwh)[t] * price, peakKw * in.number(tranche, kDemandCharge),
            ledger.quantity(months.index, Quantity::CarbonTonnes)[t] * pathAt(in.path(context.structure->study, kCarbonPrice), t, Real(0.0))};
}

}  // namespace offtake::economics
