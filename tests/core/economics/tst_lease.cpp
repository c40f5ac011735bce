#include <QtTest>

#include "tests/core/support/ExampleStudies.h"
#include "core/economics/Evaluate.h"
#include "core/study/Edit.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;

namespace {

struct Result {
    Plan plan;
    Accounts accounts;
    Evaluation<double> evaluation;
    double operator[](Metric metric) const { return evaluation.metrics[metric]; }
};

Result evaluated(const Study& study) {
    Result result;
    auto plan = resolve(study);
    if (!plan) {
        qFatal("%s", plan.error().english().c_str());
    }
    result.plan = *plan;
    result.accounts = makeAccounts(result.plan.structure, result.plan.structure.deals[0]);
    evaluate<double>(result.plan.structure, result.accounts, 0, result.plan.slots, -1, result.evaluation);
    return result;
}

Study changed(const Study& study, const char* path, const char* value) {
    const Path target = *parsePath(path);
    const InputPlace place = *findInput(study, target);
    auto next = apply(study, Edit{SetValue{target, *parseValue(place.input(), value, path)}});
    if (!next) {
        qFatal("%s", next.error().english().c_str());
    }
    return *next;
}

}  // namespace

class TestLease : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // DL01 and the notice of 2026-06: headline 6.3 B over 42 months, firm 0.9 B, earliest exit 2026-12-30.
    void reflectionPromisesFortyTwoMonthsAndSecuresSix() {
        const Result lease = evaluated(testing::reflectionLease());
        QCOMPARE(lease[Metric::Headline], 6.3e9);
        QCOMPARE(lease[Metric::BilledMonths], 42.0);
        QCOMPARE(lease[Metric::Firm], 0.9e9);
        QCOMPARE(lease[Metric::FirmForCustomer], 0.9e9);
        QCOMPARE(lease.evaluation.terms[0].billedAtExit, 6.0);
        QCOMPARE(isoDate(lease.plan.structure.timeline.dateAt(lease[Metric::EarliestExit])), std::string("2026-12-30"));
    }
    void theOtherReadingOfTheNoticeIsOneInputAway() {
        const Result lease = evaluated(changed(testing::reflectionLease(), "deal.lease.tranche.colossus.clause.termination.notice-reading", "within-lock-in"));
        QCOMPARE(lease[Metric::Firm], 0.45e9);
        QCOMPARE(lease[Metric::Headline], 6.3e9);
    }
    // Prospectus figures: 33 months, 30.36 B; 920e6 / (110,000 × 730) = 11.457 $/GPU-h; firm October 2026 to March 2027.
    void googlePaysElevenDollarsFortySixAnHour() {
        const Result deal = evaluated(testing::googleServices());
        QCOMPARE(deal[Metric::BilledMonths], 33.0);
        QCOMPARE(deal[Metric::Headline], 30.36e9);
        QCOMPARE(deal[Metric::Firm], 5.52e9);
        QVERIFY(qAbs(deal[Metric::ImpliedPrice] - 920e6 / (110000.0 * 730.0)) < 1e-12);
    }
    void aFeeForFortyTwoMonthsCostsSixPointThreeBillion() {
        const Result lease = evaluated(testing::reflectionLease());
        QCOMPARE(lease[Metric::TotalCost], 6.3e9);
        QVERIFY(lease[Metric::PresentCost] < 6.3e9);
        QCOMPARE(lease[Metric::Npv], -lease[Metric::PresentCost]);
    }
    void aStartInMidMonthTouchesOneMonthMoreThanItBills() {
        Study study = changed(testing::reflectionLease(), "deal.lease.tranche.colossus.start", "2026-07-16");
        study = changed(study, "study.horizon", "60");
        const Result lease = evaluated(study);
        int touched = 0;
        for (const double fee : lease.evaluation.ledger.line(0)) {
            touched += fee > 0.0 ? 1 : 0;
        }
        QCOMPARE(touched, 43);
        QVERIFY(qAbs(lease[Metric::BilledMonths] - 42.0) < 1e-9);
        QVERIFY(qAbs(lease[Metric::Headline] - 6.3e9) < 1.0);
    }
};

QTEST_APPLESS_MAIN(TestLease)
#include "tst_lease.moc"
