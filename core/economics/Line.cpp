#include "core/economics/Line.h"

#include <array>

namespace offtake::economics {

namespace {

using enum LineCategory;
using T = TaxTreatment;

constexpr std::array kLines{
    LineInfo{LineItem::FixedFee, "fixed-fee", "Fixed capacity fee", Contract, T::Ordinary},
    LineInfo{LineItem::MeteredFee, "metered-fee", "Metered fee", Contract, T::Ordinary},
    LineInfo{LineItem::TakeOrPay, "take-or-pay", "Take-or-pay shortfall", Contract, T::Ordinary},
    LineInfo{LineItem::SlaCredit, "sla-credit", "SLA credit", Contract, T::Ordinary},
    LineInfo{LineItem::Prepayment, "prepayment", "Prepayment", Contract, T::Ordinary, Dating::OnStart},
    LineInfo{LineItem::PrepaymentCredit, "prepayment-credit", "Prepayment credited", Contract, T::Ordinary},
    LineInfo{LineItem::TerminationFee, "termination-fee", "Termination fee", Contract, T::Ordinary},
    LineInfo{LineItem::PassedEnergy, "energy-passed-on", "Energy passed on", Contract, T::Ordinary},
    LineInfo{LineItem::CloudUsage, "cloud-usage", "Cloud usage", Contract, T::Ordinary},
    LineInfo{LineItem::CloudCommitment, "cloud-commitment", "Cloud commitment", Contract, T::Ordinary},
    LineInfo{LineItem::DataRetrieval, "data-retrieval", "Data retrieval", Contract, T::Ordinary},
    LineInfo{LineItem::TransitionAssistance, "transition", "Transition assistance", Contract, T::Ordinary},
    LineInfo{LineItem::Porting, "porting", "Porting", Operation, T::Ordinary},
    LineInfo{LineItem::Governance, "governance", "Governance and interoperability", Operation, T::Ordinary},
    LineInfo{LineItem::Equipment, "equipment", "Accelerators and servers", Capital, T::Capital, Dating::OnStart},
    LineInfo{LineItem::Network, "network", "Network and storage", Capital, T::Capital, Dating::OnStart},
    LineInfo{LineItem::ImportDuty, "import-duty", "Import duty", Capital, T::Capital, Dating::OnStart},
    LineInfo{LineItem::SiteBuild, "site-build", "Site build", Capital, T::Capital, Dating::OnStart},
    LineInfo{LineItem::Refresh, "refresh", "Refresh", Capital, T::Capital, Dating::OnStart},
    LineInfo{LineItem::Colocation, "colocation", "Colocation", Operation, T::Ordinary},
    LineInfo{LineItem::Staff, "staff", "Staff", Operation, T::Ordinary},
    LineInfo{LineItem::Maintenance, "maintenance", "Maintenance", Operation, T::Ordinary},
    LineInfo{LineItem::Replacement, "replacement", "Replacement of failures", Operation, T::Ordinary},
    LineInfo{LineItem::Energy, "energy", "Electricity", LineCategory::Energy, T::Ordinary},
    LineInfo{LineItem::DemandCharge, "demand-charge", "Demand charge", LineCategory::Energy, T::Ordinary},
    LineInfo{LineItem::Carbon, "carbon", "Carbon price", LineCategory::Energy, T::Ordinary},
    LineInfo{LineItem::Resale, "resale", "Resale of equipment", Residual, T::Ordinary},
    LineInfo{LineItem::ResidualAtHorizon, "residual-at-horizon", "Equipment value at the horizon", Residual, T::Ordinary},
    LineInfo{LineItem::PrepaymentAtHorizon, "prepayment-at-horizon", "Prepayment not yet credited at the horizon", Residual, T::Ordinary},
    LineInfo{LineItem::LoanDraw, "loan-draw", "Loan drawn", Financing, T::None, Dating::OnStart},
    LineInfo{LineItem::LoanFee, "loan-fee", "Loan fee", Financing, T::Ordinary, Dating::OnStart},
    LineInfo{LineItem::LoanInterest, "loan-interest", "Interest", Financing, T::Ordinary},
    LineInfo{LineItem::LoanPrincipal, "loan-principal", "Loan repaid", Financing, T::None},
    LineInfo{LineItem::LoanBalanceAtHorizon, "loan-balance-at-horizon", "Loan balance at the horizon", Financing, T::None},
    LineInfo{LineItem::Tax, "tax", "Tax", LineCategory::Tax, T::None},
};

constexpr std::array kQuantityTable{
    QuantityInfo{Quantity::InstalledHours, "installed-hours", "Installed", "GPU-h"},
    QuantityInfo{Quantity::AvailableHours, "available-hours", "Available", "GPU-h"},
    QuantityInfo{Quantity::UsedHours, "used-hours", "Used", "GPU-h"},
    QuantityInfo{Quantity::ProductiveHours, "productive-hours", "Productive", "GPU-h"},
    QuantityInfo{Quantity::UsefulHours, "useful-hours", "Useful compute", "H100e-h"},
    QuantityInfo{Quantity::StrandedHours, "stranded-hours", "Stranded", "GPU-h"},
    QuantityInfo{Quantity::IdleHours, "idle-hours", "Idle", "GPU-h"},
    QuantityInfo{Quantity::EnergyKwh, "energy", "Electricity", "kWh"},
    QuantityInfo{Quantity::CarbonTonnes, "carbon", "Emissions", "tCO2"},
    QuantityInfo{Quantity::BookDepreciation, "book-depreciation", "Book depreciation", "$"},
};
static_assert(kQuantityTable.size() == kQuantities);

}  // namespace

std::span<const LineInfo> lineItems() { return kLines; }
const LineInfo& infoOf(LineItem item) { return kLines[static_cast<std::size_t>(item)]; }
std::span<const QuantityInfo> quantities() { return kQuantityTable; }

std::string_view categoryLabel(LineCategory category) {
    switch (category) {
        case Contract: return "Contract";
        case Operation: return "Operation";
        case LineCategory::Energy: return "Energy";
        case Capital: return "Capital";
        case Residual: return "Residual value";
        case Financing: return "Financing";
        case LineCategory::Tax: return "Tax";
    }
    return "";
}

std::string_view implicitPartyName(ImplicitParty party) {
    switch (party) {
        case ImplicitParty::Suppliers: return "Suppliers";
        case ImplicitParty::Utility: return "Utility";
        case ImplicitParty::Lender: return "Lender";
        case ImplicitParty::Staff: return "Staff";
        case ImplicitParty::UsedEquipmentBuyers: return "Buyers of used equipment";
        case ImplicitParty::TaxAuthority: return "Tax authority";
    }
    return "";
}

std::string_view implicitPartyId(ImplicitParty party) {
    switch (party) {
        case ImplicitParty::Suppliers: return "suppliers";
        case ImplicitParty::Utility: return "utility";
        case ImplicitParty::Lender: return "lender";
        case ImplicitParty::Staff: return "staff";
        case ImplicitParty::UsedEquipmentBuyers: return "used-equipment-buyers";
        case ImplicitParty::TaxAuthority: return "tax-authority";
    }
    return "";
}

}  // namespace offtake::economics
