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

/// The bills of one tranche; what is the same in all months is read once.
template <typename Real>
class EnergyBills {
public:
    EnergyBills(const Context<Real>& context, const TrancheMonths<Real>& months)
        : m_months(months), m_price(context.reader->path(*months.tranche, study::kEnergyPrice)),
          m_growth(context.reader->number(*months.tranche, study::kEnergyGrowth)), m_pue(context.reader->path(*months.tranche, study::kPue)),
          m_carbonPrice(context.reader->path(context.structure->study, study::kCarbonPrice)),
          m_power(context.reader->number(*months.tranche, study::kPower)),
          m_demandCharge(context.reader->number(*months.tranche, study::kDemandCharge)),
          m_energy(context.ledger->quantity(months.index, Quantity::EnergyKwh)),
          m_carbon(context.ledger->quantity(months.index, Quantity::CarbonTonnes)) {}

    [[nodiscard]] EnergyBill<Real> at(std::size_t t) const {
        using numbers::max;
        const Real since = max(static_cast<double>(t) - m_months.start, Real(0.0)) / Real(12.0);
        const Real price = pathAt(m_price, t, m_months.start) * m_growth.over(since);
        const Real peakKw = m_months.accelerators * m_months.inPlace[t] * m_power * pathAt(m_pue, t, m_months.start);
        return {m_energy[t] * price, peakKw * m_demandCharge, m_carbon[t] * pathAt(m_carbonPrice, t, Real(0.0))};
    }

private:
    const TrancheMonths<Real>& m_months;
    PathNumbers<Real> m_price;
    Growth<Real> m_growth;
    PathNumbers<Real> m_pue;
    PathNumbers<Real> m_carbonPrice;
    Real m_power;
    Real m_demandCharge;
    std::span<Real> m_energy;
    std::span<Real> m_carbon;
};

}  // namespace offtake::economics
