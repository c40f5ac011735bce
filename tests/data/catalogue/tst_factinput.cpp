#include <QtTest>

#include "core/study/Validate.h"
#include "core/study/kinds/ClauseInputs.h"
#include "data/catalogue/FactInput.h"
#include "tests/core/support/ExampleStudies.h"

using namespace offtake;
using namespace offtake::study;
using offtake::catalogue::Catalogue;
using offtake::catalogue::Confidence;
using offtake::catalogue::Fact;

namespace {

Fact fact(double value, const char* unit) {
    Fact some;
    some.id = "test.fact";
    some.kind = "rental";
    some.subject = "An accelerator";
    some.metric = "rental";
    some.value = value;
    some.unit = unit;
    some.sourceTitle = "A price list";
    some.sourceUrl = "https://example.org/list";
    some.confidence = Confidence::Medium;
    return some;
}

}  // namespace

class TestFactInput : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFigureIsConvertedToTheUnitOfTheInput() {
        QCOMPARE(catalogue::valueOf(fact(1.5, "M$/month"), kFee)->number(), 1.5e6);
        QCOMPARE(catalogue::valueOf(fact(2.35, "$/GPU-h"), kMeteredPrice)->number(), 2.35);
    }
    void aFractionIsAShare() { QCOMPARE(catalogue::valueOf(fact(0.94, "fraction"), kAvailability)->number(), 0.94); }
    void aRangeBecomesARange() {
        Fact some = fact(2.0, "$/GPU-h");
        some.value.reset();
        some.low = 1.5;
        some.high = 3.5;
        const auto value = catalogue::valueOf(some, kMeteredPrice);
        QVERIFY(value.has_value());
        QCOMPARE(*value->low, 1.5);
        QCOMPARE(*value->high, 3.5);
        QCOMPARE(value->number(), 2.5);
    }
    void whatCannotStandThereIsRefused() {
        QVERIFY(!catalogue::valueOf(fact(2.0, "GPU"), kMeteredPrice));
        QVERIFY(!catalogue::valueOf(fact(2.0, "fraction"), kAvailability));
        QVERIFY(!catalogue::valueOf(fact(2.0, "$/GPU-h"), kSite));
        Fact bundle = fact(11.0, "$/GPU-h");
        bundle.kind = "bundle";
        QVERIFY(!catalogue::valueOf(bundle, kMeteredPrice));
        Fact words = fact(0.0, "");
        words.value.reset();
        words.text = "undisclosed";
        QVERIFY(!catalogue::valueOf(words, kMeteredPrice));
    }
    void theBuiltInCatalogueHasRentsForAPriceAndOnlyWhatFits() {
        const auto facts = Catalogue::builtIn();
        QVERIFY(facts.has_value());
        const auto found = catalogue::factsFor(*facts, kMeteredPrice, "rental", 5);
        QCOMPARE(found.size(), std::size_t{5});
        for (const Fact* some : found) {
            QVERIFY(catalogue::valueOf(*some, kMeteredPrice).has_value());
        }
        QVERIFY(!catalogue::factsFor(*facts, kPue, "", 3).empty());
        QVERIFY(catalogue::factsFor(*facts, kMeteredPrice, "no such words anywhere", 5).empty());
    }
    void takingAFactBringsItsSourceOnce() {
        const Study study = testing::reflectionLease();
        const Path path = *parsePath("deal.lease.tranche.colossus.clause.fixed-fee.fee");
        const auto edit = catalogue::takeFact(study, path, fact(140, "M$/month"));
        QVERIFY(edit.has_value());
        const auto next = apply(study, *edit);
        QVERIFY(next.has_value());
        QVERIFY(checkStudy(*next).has_value());
        const Value& value = findInput(*next, path)->value();
        QCOMPARE(value.number(), 140e6);
        QCOMPARE(value.source, std::string("a-price-list"));
        QVERIFY(!value.estimate);
        QCOMPARE(next->source("a-price-list")->choice(kConfidence), std::string_view("medium"));
        QCOMPARE(describe(study, *edit), std::string("Take Fixed fee from the catalogue"));
        const auto again = apply(*next, *catalogue::takeFact(*next, path, fact(141, "M$/month")));
        QVERIFY(again.has_value());
        QCOMPARE(again->root().childrenOf(Role::Source).size(), std::size_t{1});
    }
    void anEstimateStaysOne() {
        Fact some = fact(140, "M$/month");
        some.confidence = Confidence::Estimate;
        some.sourceTitle.clear();
        some.sourceUrl.clear();
        const Study study = testing::reflectionLease();
        const Path path = *parsePath("deal.lease.tranche.colossus.clause.fixed-fee.fee");
        const auto next = apply(study, *catalogue::takeFact(study, path, some));
        QVERIFY(next.has_value());
        QVERIFY(findInput(*next, path)->value().estimate);
        QVERIFY(findInput(*next, path)->value().source.empty());
    }
};

QTEST_APPLESS_MAIN(TestFactInput)
#include "tst_factinput.moc"
