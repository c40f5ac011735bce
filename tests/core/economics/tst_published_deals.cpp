#include <QtTest>

#include <cmath>

#include "core/economics/StudyResult.h"
#include "core/finance/Tco.h"
#include "core/study/kinds/ClauseInputs.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;

namespace {

/// Microsoft's contract with IREN (press release of 2025-11-03): 9.7 B$ over five years, 20 % paid ahead and credited
/// from the third year, GB300 bought for 5.8 B$. The count of 76,000 is a secondary summary's.
/// `residual`: value of the equipment after five years as a share of its price.
Study iren(double siteRent_usdPerKwMonth, double residual) {
    Element root = makeElement(kStudyKind, "");
    with(root, kStart, date(2026, 1, 1));
    with(root, kHorizon, 60.0);
    with(root, kHours, "730");
    add(root, makeElement(kPartyKind, "iren"));
    add(root, makeElement(kPartyKind, "microsoft"));
    Element deal = makeElement(kDealKind, "azure");
    with(deal, kBuyer, "iren");
    Element services = makeElement(kOfftakeKind, "services");
    with(services, kSupplier, "iren");
    with(services, kCustomer, "microsoft");
    with(services, kTrancheStart, date(2026, 1, 1));
    with(services, kTerm, 60.0);
    with(services, kAccelerators, 76000.0);
    Element fee = makeElement(kFixedFeeKind, "fixed-fee");
    with(fee, kFee, 9.7e9 / 60.0);
    add(services, fee);
    Element ahead = makeElement(kPrepaymentKind, "prepayment");
    with(ahead, kPrepayShare, 0.2);
    with(ahead, kCreditFrom, 24.0);
    add(services, ahead);
    add(deal, services);
    Element fleet = makeElement(kOwnedKind, "fleet");
    with(fleet, kUse, "sold");
    with(fleet, kTrancheStart, date(2026, 1, 1));
    with(fleet, kTerm, 60.0);
    with(fleet, kAccelerators, 76000.0);
    with(fleet, kUnitPrice, 5.8e9 / 76000.0);
    with(fleet, kNetworkShare, 0.0);
    with(fleet, kMaintenance, 0.0);
    with(fleet, kPower, 200000.0 / 76000.0);
    with(fleet, kEnergyPrice, 0.0);
    // Everything but equipment and halls, as the published EBITDA margin of 85 % leaves it.
    with(fleet, kStaff, 2910.0);
    with(fleet, kStaffCost, 0.15 * 1.94e9 / 2910.0);
    with(fleet, kColocation, siteRent_usdPerKwMonth);
    with(fleet, kResidualNew, residual);
    with(fleet, kResidualRetention, 1.0);
    add(deal, fleet);
    add(root, deal);
    with(root, kPerspective, "iren");
    return Study(std::make_shared<const Element>(std::move(root)));
}

double paidInYear(const DealResult& deal, LineItem item, std::size_t year) {
    const int line = deal.accounts->find(item, 0);
    double total = 0.0;
    for (std::size_t t = 12 * year; t < 12 * (year + 1); ++t) {
        total += deal.evaluation.ledger.line(line)[t];
    }
    return total;
}

}  // namespace

class TestPublishedDeals : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void DL03_theModelRepeatsTheAnnouncedFigures() {
        const auto result = evaluateStudy(iren(0.0, 0.0));
        QVERIFY2(result.has_value(), result ? "" : result.error().english().c_str());
        const DealResult& deal = result->deals[0];
        QVERIFY(std::abs(*deal.figure(Metric::Headline) - 9.7e9) < 1.0);
        QVERIFY(std::abs(paidInYear(deal, LineItem::FixedFee, 0) - 1.94e9) < 1.0);    // annual revenue
        QVERIFY(std::abs(paidInYear(deal, LineItem::Prepayment, 0) - 1.94e9) < 1.0);  // prepayment
        // 0.334 of the price of the GPUs, as published to three digits.
        const int equipment = deal.accounts->find(LineItem::Equipment, 1);
        QVERIFY(std::abs(1.94e9 / deal.evaluation.ledger.line(equipment)[0] - 0.334) < 0.0005);
        // Credited in equal parts over years three to five, nothing before.
        QCOMPARE(paidInYear(deal, LineItem::PrepaymentCredit, 1), 0.0);
        QVERIFY(std::abs(paidInYear(deal, LineItem::PrepaymentCredit, 2) - 1.94e9 / 3.0) < 1.0);
        // EBITDA of 1.649 B a year: revenue less operating cost.
        const double operating = paidInYear(deal, LineItem::FixedFee, 3) - result->deals[0].costByMonth()[40] * 12.0;
        QVERIFY(std::abs(operating - 1.649e9) < 1e3);
    }
    // The published band of unlevered returns (10 to 12 % without residual value, 19 % with) needs a cost of halls that
    // no source states. At 60 to 140 $/kW-month, which spans published rents, the model's band must meet the published.
    void DL03_theBandOfReturnsLiesWithinWhatHallsCost() {
        const double cheap = evaluateStudy(iren(60.0, 0.0))->deals[0].irrs.front();
        const double dear = evaluateStudy(iren(140.0, 0.0))->deals[0].irrs.front();
        QVERIFY2(dear < 0.12 && cheap > 0.10, qPrintable(QString::number(dear) + " to " + QString::number(cheap)));
        const double withResidual = evaluateStudy(iren(100.0, 0.25))->deals[0].irrs.front();
        const double without = evaluateStudy(iren(100.0, 0.0))->deals[0].irrs.front();
        QVERIFY(withResidual > without + 0.03);
    }
    // Published shares of a large 2010 site (Hamilton): servers 57, network 8, power and cooling infrastructure 18, other
    // infrastructure 4, power 13 %, of 3.5 M$ a month for 45,000 to 50,000 servers; to 2 points. The spreadsheet behind
    // them was not read: price of servers, network and site are estimates that reproduce the total.
    void TC04_theSharesOfALargeSiteAreReproduced() {
        finance::SiteCost site;
        site.critical_kw = 8000.0;
        site.averagePowerUse = 0.8;
        site.pue = 1.45;
        site.electricity_usdPerKwh = 0.07;
        site.facilityCapital_usd = 72e6;
        site.facilityLife_years = 10.0;
        site.serverCapital_usd = 46000.0 * 1450.0;
        site.serverLife_years = 3.0;
        site.networkCapital_usd = 12.8e6;
        site.networkLife_years = 4.0;
        site.costOfMoney = 0.05;
        site.accelerators = 46000.0;
        const auto cost = finance::siteCost(site);
        QVERIFY(cost.has_value());
        const auto points = [&](double part) { return 100.0 * part / cost->total_usd; };
        constexpr double kTolerance = 2.0;
        QVERIFY(std::abs(points(cost->servers_usd) - 57.0) < kTolerance);
        QVERIFY(std::abs(points(cost->network_usd) - 8.0) < kTolerance);
        QVERIFY(std::abs(points(cost->facilities_usd) - (18.0 + 4.0)) < kTolerance);
        QVERIFY(std::abs(points(cost->power_usd) - 13.0) < kTolerance);
    }
};

QTEST_APPLESS_MAIN(TestPublishedDeals)
#include "tst_published_deals.moc"
