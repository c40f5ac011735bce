#include "tests/core/support/SmallDeals.h"

#include "core/study/kinds/ClauseInputs.h"

namespace offtake::testing {

using namespace study;

namespace {

Study studyOf(Element tranche, double horizon, const char* hours) {
    Element root = makeElement(kStudyKind, "");
    with(root, kStart, date(2026, 1, 1));
    with(root, kHorizon, horizon);
    with(root, kHours, hours);
    with(root, kDiscounting, "monthly");
    for (const char* id : {"buyer", "seller"}) {
        Element party = makeElement(kPartyKind, id);
        with(party, kDiscountRate, kOnePercentAMonth);
        add(root, party);
    }
    with(tranche, kSupplier, "seller");
    with(tranche, kTrancheStart, date(2026, 1, 1));
    Element deal = makeElement(kDealKind, "a");
    with(deal, kBuyer, "buyer");
    add(deal, tranche);
    add(root, deal);
    return Study(std::make_shared<const Element>(std::move(root)));
}

}  // namespace

Study ownedDeal() {
    Element tranche = makeElement(kOwnedKind, "t");
    with(tranche, kAccelerators, 10.0);
    with(tranche, kTerm, 24.0);
    with(tranche, kAvailability, 0.9);
    with(tranche, kAllocation, 0.8);
    with(tranche, kGoodput, 0.75);
    with(tranche, kThroughput, 2.0);
    with(tranche, kPower, 1.0);
    with(tranche, kIdlePower, 0.5);
    with(tranche, kPue, 1.5);
    with(tranche, kEnergyPrice, 0.10);
    with(tranche, kDemandCharge, 2.0);
    with(tranche, kCarbonIntensity, 400.0);
    with(tranche, kUnitPrice, 30000.0);
    with(tranche, kNetworkShare, 5000.0);
    with(tranche, kImportDuty, 0.1);
    with(tranche, kSiteBuild, 1000.0);
    with(tranche, kColocation, 100.0);
    with(tranche, kStaff, 0.5);
    with(tranche, kStaffCost, 120000.0);
    with(tranche, kMaintenance, 0.06);
    with(tranche, kFailureRate, 0.012);
    with(tranche, kResidualNew, 0.8);
    with(tranche, kResidualRetention, 0.7);
    with(tranche, kDepreciation, "none");
    Element root = studyOf(std::move(tranche), 24.0, "730").root();
    with(root, kCarbonPrice, 50.0);
    return Study(std::make_shared<const Element>(std::move(root)));
}

Study cloudDeal() {
    Element tranche = makeElement(kCloudKind, "t");
    with(tranche, kAccelerators, 100.0);
    with(tranche, kTerm, 12.0);
    with(tranche, kAvailability, 1.0);
    with(tranche, kAllocation, 0.9);
    with(tranche, kGoodput, 0.8);
    with(tranche, kCloudPrice, 3.0);
    with(tranche, kCommittedShare, 0.4);
    with(tranche, kCommitmentDiscount, 0.25);
    with(tranche, kSpotShare, 0.2);
    with(tranche, kSpotDiscount, 0.5);
    with(tranche, kInterruption, 0.1);
    return studyOf(std::move(tranche), 12.0, "720");
}

Study contractDeal(double months) {
    Element tranche = makeElement(kOfftakeKind, "t");
    with(tranche, kAccelerators, 1000.0);
    with(tranche, kTerm, months);
    with(tranche, kAvailability, 1.0);
    with(tranche, kAllocation, 1.0);
    with(tranche, kGoodput, 1.0);
    return studyOf(std::move(tranche), months, "720");
}

}  // namespace offtake::testing
