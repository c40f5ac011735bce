#include <QtTest>

#include <cmath>

#include "core/finance/LoanSchedule.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/RandomStudy.h"
#include "tests/core/support/SmallDeals.h"
#include "tests/core/support/StudyEdits.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;
using namespace offtake::testing;

namespace {

constexpr double kRounding = 1e-12;
constexpr double kCapital = 395000.0;  // of the owned deal

Study withLoan(double rate, double term, double grace = 0.0, double fee = 0.0) {
    Element loan = makeElement(kLoanKind, "loan");
    with(loan, kLoanShare, 0.6);
    with(loan, kLoanRate, rate);
    with(loan, kLoanTerm, term);
    with(loan, kLoanGrace, grace);
    with(loan, kLoanFee, fee);
    return plus(ownedDeal(), "deal.a", loan);
}

std::vector<double> loanCells(const Study& study, LineItem item) { return cells(computed(study).deals[0], item, -1, 0); }

/// The owned deal with a tax rate on its buyer, who sells the capacity on for `fee` a month.
Study taxed(const char* depreciation, double fee, const char* start = "2026-01-01") {
    Element sale = makeElement(kOfftakeKind, "sale");
    with(sale, kSupplier, "buyer");
    with(sale, kCustomer, "seller");
    with(sale, kTrancheStart, date(2026, 1, 1));
    with(sale, kTerm, 120.0);
    Element fixed = makeElement(kFixedFeeKind, "fixed-fee");
    with(fixed, kFee, fee);
    add(sale, fixed);
    Study study = plus(ownedDeal(), "deal.a", sale);
    study = set(set(study, "deal.a.tranche.t.depreciation", depreciation), "deal.a.tranche.t.use", "sold");
    study = set(set(study, "party.buyer.tax-rate", "30 %"), "study.horizon", "120");
    study = set(set(study, "deal.a.tranche.t.term", "120"), "deal.a.tranche.t.start", start);
    return set(study, "deal.a.tranche.t.at-end", "keep");
}

std::vector<double> taxByYear(const StudyResult& result) {
    const DealResult& deal = result.deals[0];
    const int line = deal.accounts->find(LineItem::Tax, -1, -1, 0);
    std::vector<double> years(static_cast<std::size_t>(result.plan.structure.timeline.calendarYears), 0.0);
    for (std::size_t t = 0; t < deal.evaluation.ledger.months; ++t) {
        years[static_cast<std::size_t>(result.plan.structure.timeline.calendarYear[t])] += deal.evaluation.ledger.line(line)[t];
    }
    return years;
}

/// Deductions by calendar year, from what tax saves: the same study without depreciation pays more.
std::vector<double> deductions(Study study) {
    study = set(study, "party.buyer.losses", "use-at-once");
    const auto with = taxByYear(computed(study));
    const auto without = taxByYear(computed(set(study, "deal.a.tranche.t.depreciation", "none")));
    std::vector<double> out;
    for (std::size_t year = 0; year < with.size(); ++year) {
        out.push_back((without[year] - with[year]) / 0.3);
    }
    return out;
}

}  // namespace

class TestFinancing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Loans
    void aLevelLoanIsTheScheduleOfSpreadsheets() {
        for (const double term : {1.0, 2.0, 12.0, 24.0}) {
            const Study study = withLoan(0.09, term);
            const auto interest = loanCells(study, LineItem::LoanInterest);
            const auto principal = loanCells(study, LineItem::LoanPrincipal);
            const auto schedule = *finance::loanSchedule(0.6 * kCapital, 0.09 / 12.0, static_cast<int>(term));
            for (std::size_t t = 0; t < interest.size(); ++t) {
                const bool runs = t < schedule.size();
                // Balances of 237,000 $ rounded month by month against a closed form.
                QVERIFY(std::abs(interest[t] - (runs ? schedule[t].interest : 0.0)) < 1e-6);
                QVERIFY(std::abs(principal[t] - (runs ? schedule[t].principal : 0.0)) < 1e-6);
            }
        }
    }
    void drawsAreRepaidOrStandOpenAtTheHorizon() {
        for (const auto& [term, grace] : {std::pair{12.0, 0.0}, {24.0, 6.0}, {48.0, 0.0}, {48.0, 40.0}, {7.5, 2.5}, {1.0, 240.0}, {240.0, 240.0}, {12.0, 12.0}}) {
            for (const double rate : {0.0, 1e-12, 0.09, 2.0}) {
                const Study study = withLoan(rate, term, grace);
                const double drawn = sumOf(loanCells(study, LineItem::LoanDraw));
                QVERIFY(testing::close(drawn, 0.6 * kCapital, kRounding));
                const double repaid = sumOf(loanCells(study, LineItem::LoanPrincipal));
                const double open = sumOf(loanCells(study, LineItem::LoanBalanceAtHorizon));
                QVERIFY(testing::close(drawn, repaid + open, 1e-10));
                QVERIFY(open >= 0.0);
                QCOMPARE(open > 0.0, term > 24.0);
                for (const double part : loanCells(study, LineItem::LoanPrincipal)) {
                    QVERIFY(part >= 0.0);
                }
            }
        }
    }
    void aLoanWithoutInterestIsRepaidEvenly() {
        const Study study = withLoan(0.0, 12.0);
        QCOMPARE(sumOf(loanCells(study, LineItem::LoanInterest)), 0.0);
        const auto principal = loanCells(study, LineItem::LoanPrincipal);
        for (std::size_t t = 0; t < 12; ++t) {
            QVERIFY(testing::close(principal[t], 0.6 * kCapital / 12.0, kRounding));
        }
    }
    void duringGraceOnlyInterestIsPaid() {
        const Study study = withLoan(0.09, 12.0, 4.0);
        const auto interest = loanCells(study, LineItem::LoanInterest);
        const auto principal = loanCells(study, LineItem::LoanPrincipal);
        const auto schedule = *finance::loanSchedule(0.6 * kCapital, 0.09 / 12.0, 8);
        for (std::size_t t = 0; t < 12; ++t) {
            QVERIFY(std::abs(interest[t] - (t < 4 ? 0.6 * kCapital * 0.0075 : schedule[t - 4].interest)) < 1e-6);
            QVERIFY(std::abs(principal[t] - (t < 4 ? 0.0 : schedule[t - 4].principal)) < 1e-6);
        }
    }
    void theLoanIsWorthItsDrawsAtItsOwnRate() {
        // Discounted at the rate of the loan a loan without fee neither wins nor loses.
        Study study = set(withLoan(0.12, 36.0, 5.0), "study.discounting", "monthly");
        const double before = *computed(set(study, "deal.a.loan.loan.share", "0")).deals[0].figure(Metric::Npv);
        QVERIFY(testing::close(*computed(study).deals[0].figure(Metric::Npv), before, 1e-9));  // 1 % a month is the buyer's rate
    }
    void theFeeIsPaidWithTheDraw() {
        const auto fee = loanCells(withLoan(0.09, 12.0, 0.0, 0.02), LineItem::LoanFee);
        QVERIFY(testing::close(fee[0], 0.02 * 0.6 * kCapital, kRounding));
        QVERIFY(testing::close(sumOf(fee), fee[0], kRounding));
    }
    // Tax
    void deductionsFollowThePublishedShares() {
        // Cases DP01 and DP03: IRS Publication 946, Table A-1, five years, whatever the month of the first year.
        const double shares[] = {0.2, 0.32, 0.192, 0.1152, 0.1152, 0.0576};
        for (const char* start : {"2026-01-01", "2026-06-01", "2026-12-01"}) {
            const auto deducted = deductions(taxed("macrs-5", 50000.0, start));
            for (std::size_t year = 0; year < deducted.size(); ++year) {
                QVERIFY(testing::close(deducted[year], kCapital * (year < 6 ? shares[year] : 0.0), 1e-9));
            }
        }
    }
    void deductionsSumToTheCostByTheHorizon() {
        for (const char* schedule : {"macrs-5", "macrs-7", "macrs-15", "straight-line"}) {
            for (const char* horizon : {"1", "13", "60", "120"}) {
                for (const char* bonus : {"0", "40 %", "100 %"}) {
                    Study study = set(set(taxed(schedule, 50000.0), "study.horizon", horizon), "deal.a.tranche.t.bonus", bonus);
                    QVERIFY(testing::close(sumOf(deductions(study)), kCapital, 1e-9));
                    // Sold half-way: what is left is deducted then.
                    study = set(set(study, "deal.a.tranche.t.at-end", "sell"), "deal.a.tranche.t.term", "30");
                    QVERIFY(testing::close(sumOf(deductions(study)), kCapital, 1e-9));
                }
            }
        }
    }
    void straightLineTakesHalfAYearAtBothEnds() {
        const auto deducted = deductions(taxed("straight-line", 50000.0));
        const double shares[] = {0.1, 0.2, 0.2, 0.2, 0.2, 0.1, 0.0};
        for (std::size_t year = 0; year < std::size(shares); ++year) {
            QVERIFY(testing::close(deducted[year], kCapital * shares[year], 1e-9));
        }
    }
    void withoutARateThereIsNoTax() {
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            Study study = randomStudy(seed);
            for (const ElementPtr& party : study.parties()) {
                study = set(study, "party." + party->id + ".tax-rate", "0");
            }
            for (const DealResult& deal : computed(study).deals) {
                for (int party = 0; party < deal.accounts->studyParties; ++party) {
                    const int line = deal.accounts->find(LineItem::Tax, -1, -1, party);
                    for (const double due : deal.evaluation.ledger.line(line)) {
                        QCOMPARE(due, 0.0);
                    }
                }
            }
        }
    }
    void lossesCarriedForwardAreNeverPaidOut() {
        int paid = 0;
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            Study study = randomStudy(seed);
            for (const ElementPtr& party : study.parties()) {
                study = set(set(study, "party." + party->id + ".losses", "carry-forward"), "party." + party->id + ".tax-rate", "25 %");
            }
            for (const DealResult& deal : computed(study).deals) {
                for (int party = 0; party < deal.accounts->studyParties; ++party) {
                    for (const double due : deal.evaluation.ledger.line(deal.accounts->find(LineItem::Tax, -1, -1, party))) {
                        QVERIFY(due >= 0.0);
                        paid += due > 0.0 ? 1 : 0;
                    }
                }
            }
        }
        QVERIFY(paid > 50);
    }
    void aLossLowersTheTaxOfLaterYearsByTheSameAmount() {
        // The year of delivery is a loss; carried forward, all years together pay the rate on all profit.
        Study study = set(taxed("macrs-5", 15000.0), "deal.a.tranche.t.bonus", "100 %");
        const StudyResult forward = computed(study);
        const StudyResult atOnce = computed(set(study, "party.buyer.losses", "use-at-once"));
        QVERIFY(taxByYear(atOnce)[0] < 0.0);
        QCOMPARE(taxByYear(forward)[0], 0.0);
        QVERIFY(sumOf(taxByYear(forward)) > 0.0);
        QVERIFY(testing::close(sumOf(taxByYear(forward)), sumOf(taxByYear(atOnce)), 1e-9));
    }
};

QTEST_APPLESS_MAIN(TestFinancing)
#include "tst_financing.moc"
