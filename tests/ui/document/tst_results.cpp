#include <QtTest>

#include "core/study/kinds/StudyInputs.h"
#include "tests/core/support/ExampleStudies.h"
#include "ui/document/Document.h"
#include "ui/document/Results.h"

using namespace offtake;
using namespace offtake::ui;

namespace {

study::Edit setFee(double dollars) {
    study::Value value;
    value.numbers = {dollars};
    return {study::SetValue{study::parsePath("deal.lease.tranche.colossus.clause.fixed-fee.fee").value(), value}};
}

study::Edit addScenario() {
    study::Element scenario = study::makeElement(study::kScenarioKind, "half-price");
    study::Element half = study::makeElement(study::kOverrideKind, "fee");
    study::with(half, study::kTarget, "deal.lease.tranche.colossus.clause.fixed-fee.fee");
    study::with(half, study::kOverrideValue, "75e6");
    study::add(scenario, half);
    return {study::InsertElement{study::Path{}, 0, std::make_shared<const study::Element>(scenario)}};
}

double headline(const Results& results) {
    return results.result()->deals.front().figure(economics::Metric::Headline).value();
}

}  // namespace

class TestResults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anOpenedStudyIsComputedInTheBackground() {
        Document document;
        Results results(document);
        document.replace(testing::reflectionLease(), {});
        QVERIFY(results.isStale());
        QTRY_VERIFY(!results.isStale());
        QCOMPARE(headline(results), 42 * 150e6);
    }

    void anEditOfASmallStudyIsAnsweredAtOnce() {
        Document document;
        Results results(document);
        document.replace(testing::reflectionLease(), {});
        // A busy machine may take longer than kImmediate once; the answer then comes in the background.
        QTRY_VERIFY(!results.isStale());
        QSignalSpy spy(&results, &Results::resultChanged);
        QVERIFY(document.apply(setFee(100e6)));
        QTRY_VERIFY(!results.isStale());
        QCOMPARE(spy.count(), 1);
        QCOMPARE(headline(results), 42 * 100e6);
    }

    void onlyTheNewestOfManyEditsIsDelivered() {
        Document document;
        Results results(document);
        document.replace(testing::reflectionLease(), {});
        for (int i = 1; i <= 20; ++i) {
            QVERIFY(document.apply(setFee(i * 1e6)));
        }
        QTRY_VERIFY(!results.isStale());
        QCOMPARE(headline(results), 42 * 20e6);
        QCOMPARE(results.result()->study, document.study());
    }

    void theOldResultStaysWhileThereIsNoNewOne() {
        Document document;
        Results results(document);
        document.replace(testing::reflectionLease(), {});
        results.waitForResult();
        const ResultPointer before = results.result();
        QSignalSpy failed(&results, &Results::failed);

        study::Value start;
        start.numbers = {20636.0};  // the second day of a month, which validation refuses
        QVERIFY(document.apply({study::SetValue{study::parsePath("study.start").value(), start}}));
        results.waitForResult();
        QCOMPARE(failed.count(), 1);
        QVERIFY(results.error().has_value());
        QVERIFY(results.isStale());
        QCOMPARE(results.result(), before);

        document.undo();
        results.waitForResult();
        QVERIFY(!results.error().has_value());
        QVERIFY(!results.isStale());
    }

    void anotherDocumentTakesNothingOver() {
        Document document;
        Results results(document);
        document.replace(testing::reflectionLease(), {});
        results.waitForResult();
        document.replace(testing::googleServices(), {});
        QCOMPARE(results.result(), ResultPointer());
        results.waitForResult();
        QCOMPARE(results.result()->deals.front().id, std::string("google"));
    }

    void aScenarioIsAViewOfTheSameDocument() {
        Document document;
        Results results(document);
        document.replace(testing::reflectionLease(), {});
        QVERIFY(document.apply(addScenario()));
        results.setScenario("half-price");
        results.waitForResult();
        QCOMPARE(headline(results), 42 * 75e6);
        QCOMPARE(results.result()->scenario, std::string("half-price"));

        document.undo();  // the scenario is gone
        results.waitForResult();
        QCOMPARE(results.scenario(), std::string());
        QCOMPARE(headline(results), 42 * 150e6);

        results.setScenario("no-such-scenario");
        QCOMPARE(results.scenario(), std::string());
    }

    void itMayGoAwayWhileItWorks() {
        Document document;
        auto results = std::make_unique<Results>(document);
        document.replace(testing::reflectionLease(), {});
        results.reset();
        QVERIFY(document.apply(setFee(1e6)));
    }
};

QTEST_GUILESS_MAIN(TestResults)
#include "tst_results.moc"
