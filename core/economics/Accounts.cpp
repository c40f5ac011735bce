#include "core/economics/Accounts.h"

#include "core/study/kinds/ClauseInputs.h"

namespace offtake::economics {

using namespace study;

namespace {

/// Adds the lines of one tranche.
struct TrancheLines {
    Accounts& accounts;
    const TrancheStructure& tranche;
    int index;
    int customer;
    int supplier;

    void add(LineItem item, int payer, int payee, const ElementKind* clause = nullptr) const {
        int position = -1;
        for (std::size_t i = 0; i < tranche.clauses.size(); ++i) {
            if (tranche.clauses[i].kind == clause) {
                position = static_cast<int>(i);
                break;
            }
        }
        if (clause == nullptr || position >= 0) {
            accounts.lines.push_back({item, payer, payee, index, -1, position});
        }
    }
    [[nodiscard]] int implicitly(ImplicitParty party) const { return accounts.implicitParty(party); }

    void clauses() const {
        add(LineItem::FixedFee, customer, supplier, &kFixedFeeKind);
        add(LineItem::MeteredFee, customer, supplier, &kMeteredFeeKind);
        add(LineItem::TakeOrPay, customer, supplier, &kTakeOrPayKind);
        add(LineItem::SlaCredit, supplier, customer, &kSlaKind);
        add(LineItem::Prepayment, customer, supplier, &kPrepaymentKind);
        add(LineItem::PrepaymentCredit, supplier, customer, &kPrepaymentKind);
        add(LineItem::PrepaymentAtHorizon, supplier, customer, &kPrepaymentKind);
        if (const PlanElement* termination = tranche.clause(kTerminationKind)) {
            const bool suppliersRight = termination->choiceOf(kWho) == 2;
            add(LineItem::TerminationFee, suppliersRight ? supplier : customer, suppliersRight ? customer : supplier, &kTerminationKind);
        }
        add(LineItem::DataRetrieval, customer, supplier, &kSwitchingKind);
        add(LineItem::TransitionAssistance, customer, supplier, &kSwitchingKind);
        add(LineItem::Porting, customer, implicitly(ImplicitParty::Staff), &kPortingKind);
        if (tranche.kind != &kOwnedKind && tranche.clause(kPassThroughKind) != nullptr) {
            add(LineItem::PassedEnergy, customer, supplier, &kPassThroughKind);
            energy(supplier, &kPassThroughKind);
        }
    }

    void energy(int payer, const ElementKind* clause) const {
        add(LineItem::Energy, payer, implicitly(ImplicitParty::Utility), clause);
        add(LineItem::DemandCharge, payer, implicitly(ImplicitParty::Utility), clause);
        add(LineItem::Carbon, payer, implicitly(ImplicitParty::TaxAuthority), clause);
    }

    void owned() const {
        for (const LineItem item : {LineItem::Equipment, LineItem::Network}) {
            add(item, customer, supplier);
        }
        add(LineItem::ImportDuty, customer, implicitly(ImplicitParty::TaxAuthority));
        for (const LineItem item : {LineItem::SiteBuild, LineItem::Colocation}) {
            add(item, customer, implicitly(ImplicitParty::Suppliers));
        }
        add(LineItem::Staff, customer, implicitly(ImplicitParty::Staff));
        for (const LineItem item : {LineItem::Maintenance, LineItem::Replacement, LineItem::Refresh}) {
            add(item, customer, supplier);
        }
        energy(customer, nullptr);
        add(LineItem::Resale, implicitly(ImplicitParty::UsedEquipmentBuyers), customer);
        add(LineItem::ResidualAtHorizon, implicitly(ImplicitParty::UsedEquipmentBuyers), customer);
    }
};

}  // namespace

int customerOf(const TrancheStructure& tranche, const DealStructure& deal) {
    const int named = tranche.choiceOf(kCustomer);
    return named >= 0 ? named : deal.buyer;
}

int supplierOf(const TrancheStructure& tranche, const Accounts& accounts) {
    const int named = tranche.choiceOf(kSupplier);
    return named >= 0 ? named : accounts.implicitParty(ImplicitParty::Suppliers);
}

int borrowerOf(const PlanElement& loan, const DealStructure& deal) {
    const int named = loan.choiceOf(kBorrower);
    return named >= 0 ? named : deal.buyer;
}

int Accounts::find(LineItem item, int tranche, int loan, int payer) const {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const AccountLine& line = lines[i];
        if (line.item == item && line.tranche == tranche && line.loan == loan && (payer < 0 || line.payer == payer)) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

std::string Accounts::title(const AccountLine& line) const {
    std::string text(infoOf(line.item).label);
    if (line.tranche >= 0) {
        text += " · " + trancheNames[static_cast<std::size_t>(line.tranche)];
    } else if (line.item == LineItem::Tax) {
        text += " · " + partyNames[static_cast<std::size_t>(line.payer)];
    }
    return text;
}

Accounts makeAccounts(const Structure& structure, const DealStructure& deal) {
    Accounts accounts;
    accounts.studyParties = static_cast<int>(structure.parties.size());
    for (const PlanElement& party : structure.parties) {
        accounts.partyNames.push_back(party.name);
        accounts.partyIds.push_back(party.id);
    }
    for (int i = 0; i < kImplicitParties; ++i) {
        accounts.partyNames.emplace_back(implicitPartyName(static_cast<ImplicitParty>(i)));
        accounts.partyIds.emplace_back(implicitPartyId(static_cast<ImplicitParty>(i)));
    }
    for (std::size_t i = 0; i < deal.tranches.size(); ++i) {
        const TrancheStructure& tranche = deal.tranches[i];
        accounts.trancheNames.push_back(tranche.name);
        const TrancheLines lines{accounts, tranche, static_cast<int>(i), customerOf(tranche, deal), supplierOf(tranche, accounts)};
        lines.clauses();
        if (tranche.kind == &kOwnedKind) {
            lines.owned();
        } else if (tranche.kind == &kCloudKind) {
            lines.add(LineItem::CloudUsage, lines.customer, lines.supplier);
            lines.add(LineItem::CloudCommitment, lines.customer, lines.supplier);
        }
    }
    accounts.lines.push_back({LineItem::Governance, deal.buyer, accounts.implicitParty(ImplicitParty::Suppliers)});
    const int lender = accounts.implicitParty(ImplicitParty::Lender);
    for (std::size_t i = 0; i < deal.loans.size(); ++i) {
        const int borrower = borrowerOf(deal.loans[i], deal);
        const int loan = static_cast<int>(i);
        accounts.lines.push_back({LineItem::LoanDraw, lender, borrower, -1, loan});
        for (const LineItem item : {LineItem::LoanFee, LineItem::LoanInterest, LineItem::LoanPrincipal, LineItem::LoanBalanceAtHorizon}) {
            accounts.lines.push_back({item, borrower, lender, -1, loan});
        }
    }
    for (int party = 0; party < accounts.studyParties; ++party) {
        accounts.lines.push_back({LineItem::Tax, party, accounts.implicitParty(ImplicitParty::TaxAuthority)});
    }
    return accounts;
}

}  // namespace offtake::economics
