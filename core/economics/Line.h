#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace offtake::economics {

/// What a cash line is for. Every line has one payer and one payee.
enum class LineItem : std::uint8_t {
    FixedFee, MeteredFee, TakeOrPay, SlaCredit, Prepayment, PrepaymentCredit, TerminationFee, PassedEnergy,
    CloudUsage, CloudCommitment, DataRetrieval, TransitionAssistance, Porting, Governance,
    Equipment, Network, ImportDuty, SiteBuild, Refresh, Colocation, Staff, Maintenance, Replacement,
    Energy, DemandCharge, Carbon, Resale, ResidualAtHorizon, PrepaymentAtHorizon,
    LoanDraw, LoanFee, LoanInterest, LoanPrincipal, LoanBalanceAtHorizon, Tax,
};

enum class LineCategory : std::uint8_t { Contract, Operation, Energy, Capital, Residual, Financing, Tax };

/// How a line enters taxable profit.
enum class TaxTreatment : std::uint8_t {
    Ordinary,  ///< income of the payee and deductible for the payer in the year of payment
    Capital,   ///< the payer deducts it by depreciation
    None,      ///< principal and tax itself
};

/// The day of the month on which a line's payments are dated.
enum class Dating : std::uint8_t {
    Flow,    ///< as the study says: end, middle or start
    OnStart, ///< the first day: capital on delivery, the loan that pays for it, a prepayment at commencement
};

struct LineInfo {
    LineItem item;
    std::string_view key;
    std::string_view label;
    LineCategory category;
    TaxTreatment tax;
    Dating dating = Dating::Flow;
};

/// All line items in the order of the enumeration.
[[nodiscard]] std::span<const LineInfo> lineItems();
[[nodiscard]] const LineInfo& infoOf(LineItem item);
[[nodiscard]] std::string_view categoryLabel(LineCategory category);

/// Parties that exist without being listed, numbered after the study's own.
enum class ImplicitParty : std::uint8_t { Suppliers, Utility, Lender, Staff, UsedEquipmentBuyers, TaxAuthority };
inline constexpr int kImplicitParties = 6;
[[nodiscard]] std::string_view implicitPartyName(ImplicitParty party);
[[nodiscard]] std::string_view implicitPartyId(ImplicitParty party);

/// What a tranche does in a month apart from money: memo rows that never enter a sum of money.
enum class Quantity : std::uint8_t {
    InstalledHours,   ///< accelerator-hours installed in the month
    AvailableHours,   ///< less repair and spares
    UsedHours,        ///< that somebody uses
    ProductiveHours,  ///< less checkpoints, restarts and interruption
    UsefulHours,      ///< in H100-equivalent hours
    StrandedHours,    ///< paid for while porting or running double
    IdleHours,        ///< available, neither used nor stranded
    EnergyKwh,        ///< at the meter of the facility
    CarbonTonnes,
    BookDepreciation, ///< $, straight line over the book life
};
inline constexpr int kQuantities = 10;
struct QuantityInfo {
    Quantity quantity;
    std::string_view key;
    std::string_view label;
    std::string_view unit;
};
[[nodiscard]] std::span<const QuantityInfo> quantities();

}  // namespace offtake::economics
