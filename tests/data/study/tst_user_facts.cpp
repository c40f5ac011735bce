#include <QtTest>

#include "core/study/kinds/StudyInputs.h"
#include "data/catalogue/Catalogue.h"
#include "data/study/StudyJson.h"
#include "data/study/UserFacts.h"

using namespace offtake;
using namespace offtake::study;

class TestUserFacts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFactOfTheStudyIsFoundBesideTheCatalogues() {
        Element root = makeElement(kStudyKind, "");
        Element source = makeElement(kSourceKind, "quote");
        with(source, kTitle, "Quote of a provider");
        with(source, kUrl, "https://example.org/quote");
        with(source, kSourceDate, "2026-10-02");
        with(source, kConfidence, "medium");
        add(root, source);
        Element fact = makeElement(kFactKind, "our-quote");
        with(fact, kFactSubject, "NVIDIA GB300 NVL72");
        with(fact, kFactMetric, "rental");
        with(fact, kFactValue, 3.85);
        with(fact, kFactUnit, "$/GPU-h");
        with(fact, kFactTerms, "three years");
        with(fact, kFactDate, "2026-10");
        fact.values[static_cast<std::size_t>(kFactKind.indexOf(kFactValue))].source = "quote";
        add(root, fact);
        const Study study(std::make_shared<const Element>(std::move(root)));

        const auto own = userFacts(study);
        QCOMPARE(own.size(), std::size_t{1});
        QCOMPARE(own[0].confidence, catalogue::Confidence::Medium);
        const auto merged = catalogue::Catalogue::builtIn()->withUserFacts(own);
        QVERIFY2(merged.has_value(), merged ? "" : merged.error().english().c_str());
        QVERIFY(merged->find("own.our-quote") != nullptr);
        // Kept with the study.
        const auto again = studyFromJson(studyToJson(study), "study");
        QVERIFY2(again.has_value(), again ? "" : again.error().english().c_str());
        QCOMPARE(userFacts(*again), own);
    }
};

QTEST_APPLESS_MAIN(TestUserFacts)
#include "tst_user_facts.moc"
