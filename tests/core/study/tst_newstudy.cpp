#include <QtTest>

#include "core/economics/StudyResult.h"
#include "core/study/NewStudy.h"
#include "core/study/Validate.h"

using namespace offtake;

class TestNewStudy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewComparisonIsSoundAndHasResults() {
        const study::Study study = study::newComparison();
        QVERIFY(study::validate(study).empty());
        const auto result = economics::evaluateStudy(study);
        QVERIFY(result.has_value());
        QCOMPARE(result->deals.size(), std::size_t{2});
        const auto first = result->deals[0].figure(economics::Metric::Lcoc);
        QVERIFY(first.has_value());
        QCOMPARE(first, result->deals[1].figure(economics::Metric::Lcoc));
    }

    void aNewDealHasAnIdOfItsOwn() {
        const study::Study study = study::newComparison();
        const auto deal = study::newDeal(study, "First offer");
        QVERIFY(study.root().child(study::Role::Deal, deal->id) == nullptr);
        QCOMPARE(deal->displayName(), std::string("First offer"));
    }
};

QTEST_APPLESS_MAIN(TestNewStudy)
#include "tst_newstudy.moc"
