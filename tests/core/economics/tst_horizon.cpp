#include <QtTest>

#include <cmath>

#include "core/economics/StudyResult.h"
#include "core/study/Edit.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/ExampleStudies.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;

namespace {

Study edited(const Study& study, const Edit& edit) {
    auto next = apply(study, edit);
    if (!next) {
        qFatal("%s", next.error().english().c_str());
    }
    return *next;
}

Study set(const Study& study, const char* path, const char* value) {
    const Path target = *parsePath(path);
    return edited(study, Edit{SetValue{target, *parseValue(findInput(study, target)->input(), value, path)}});
}

Study withClause(const Study& study, const ElementKind& kind) {
    const Path tranche = *parsePath("deal.lease.tranche.colossus");
    return edited(study, Edit{InsertElement{tranche, 99, std::make_shared<const Element>(makeElement(kind, std::string(kind.key)))}});
}

double lineTotal(const DealResult& deal, LineItem item) {
    const int line = deal.accounts->find(item, 0);
    double total = 0.0;
    for (std::size_t t = 0; t < deal.evaluation.ledger.months; ++t) {
        total += deal.evaluation.ledger.line(line)[t];
    }
    return total;
}

}  // namespace

class TestHorizon : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void paymentsBeyondTheHorizonStandOnALineOfTheirOwn() {
        const auto result = evaluateStudy(set(testing::reflectionLease(), "study.horizon", "30"));
        QCOMPARE(*result->deals[0].figure(Metric::TotalCost), 30 * 150e6);
        QCOMPARE(*result->deals[0].figure(Metric::BeyondHorizon), 12 * 150e6);
        QCOMPARE(*result->deals[0].figure(Metric::Headline), 6.3e9);
    }
    void creditsOfAPrepaymentBeyondTheHorizonAreValuedInItsLastMonth() {
        Study study = withClause(testing::reflectionLease(), kPrepaymentKind);
        study = set(study, "deal.lease.tranche.colossus.clause.prepayment.credit-from", "30");
        const auto whole = evaluateStudy(study);
        QCOMPARE(lineTotal(whole->deals[0], LineItem::Prepayment), 0.2 * 6.3e9);
        QVERIFY(std::abs(lineTotal(whole->deals[0], LineItem::PrepaymentCredit) - 0.2 * 6.3e9) < 1e-3);
        QCOMPARE(lineTotal(whole->deals[0], LineItem::PrepaymentAtHorizon), 0.0);
        // Cut before any credit: with a rate of zero all of it is still there, with a positive one less.
        study = set(study, "study.horizon", "30");
        const auto undiscounted = evaluateStudy(set(study, "party.lab.discount-rate", "0"));
        QVERIFY(std::abs(lineTotal(undiscounted->deals[0], LineItem::PrepaymentAtHorizon) - 0.2 * 6.3e9) < 1e-3);
        const auto discounted = evaluateStudy(study);
        QVERIFY(lineTotal(discounted->deals[0], LineItem::PrepaymentAtHorizon) < 0.2 * 6.3e9);
        QVERIFY(lineTotal(discounted->deals[0], LineItem::PrepaymentAtHorizon) > 0.9 * 0.2 * 6.3e9);
    }
    void anEarlyExitEndsPaymentsAndForfeitsThePrepayment() {
        Study study = withClause(testing::reflectionLease(), kPrepaymentKind);
        study = set(study, "deal.lease.tranche.colossus.exit", "5.9");
        const auto result = evaluateStudy(study);
        // Whole contract months: 5.9 months bill six.
        QCOMPARE(lineTotal(result->deals[0], LineItem::FixedFee), 6 * 150e6);
        QCOMPARE(lineTotal(result->deals[0], LineItem::PrepaymentCredit), 0.0);
    }
};

QTEST_APPLESS_MAIN(TestHorizon)
#include "tst_horizon.moc"
