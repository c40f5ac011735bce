#include <cmath>

#include <QtTest>

#include "data/series/CatalogueSeries.h"

using namespace offtake;
using namespace offtake::series;
using forecast::Step;

namespace {

catalogue::Fact price(const char* id, const char* subject, const char* date, double value, const char* party = "A") {
    catalogue::Fact fact;
    fact.id = id;
    fact.kind = "rental";
    fact.subject = subject;
    fact.metric = "rental";
    fact.value = value;
    fact.unit = "$/GPU-h";
    fact.party = party;
    fact.terms = "on-demand";
    fact.date = *catalogue::parsePeriod(date);
    return fact;
}

catalogue::Catalogue with(std::vector<catalogue::Fact> facts) {
    return *catalogue::Catalogue::read({})->withUserFacts(std::move(facts));
}

}  // namespace

class TestCatalogueSeries : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void figuresOfOneProductBecomeASeries() {
        const auto facts = with({price("b", "X1", "2025-02-10", 2.5), price("a", "X1", "2025-01-05", 3.0),
                                 price("c", "X1", "2025-03", 2.0)});
        const auto found = catalogueSeries(facts, "x1 rental");
        QVERIFY2(found.has_value(), found ? "" : found.error().english().c_str());
        QCOMPARE(found->unit, std::string("$/GPU-h"));
        const auto series = regularFacts(*found);
        QVERIFY(series.has_value());
        QCOMPARE(series->series.step, Step::Month);
        QCOMPARE(series->series.values, (std::vector<double>{3.0, 2.5, 2.0}));
        QVERIFY(series->findings.empty());
    }
    void stepsGrowUntilNoneIsEmpty() {
        const auto facts = with({price("a", "X1", "2023-02", 4.0), price("b", "X1", "2024-08", 3.0), price("c", "X1", "2025-01", 2.0)});
        const auto series = regularFacts(*catalogueSeries(facts, "x1"));
        QVERIFY2(series.has_value(), series ? "" : series.error().english().c_str());
        QCOMPARE(series->series.step, Step::Year);
        QCOMPARE(series->series.values, (std::vector<double>{4.0, 3.0, 2.0}));
    }
    void aMixOfSellersIsPointedOut() {
        const auto facts = with({price("a", "X1", "2025-01", 4.0, "A"), price("b", "X1", "2025-01", 2.0, "B"), price("c", "X1", "2025-02", 2.0, "A")});
        const auto series = regularFacts(*catalogueSeries(facts, "x1"));
        QVERIFY(series.has_value());
        QCOMPARE(series->series.values[0], 3.0);
        QCOMPARE(series->findings.back().kind, Finding::Kind::Mixed);
    }
    void wordsThatFitSeveralSeriesAreRefusedWithTheChoice() {
        const auto facts = with({price("a", "X1 big", "2025-01", 4.0), price("b", "X1 big", "2025-02", 4.0),
                                 price("c", "X1 small", "2025-01", 2.0), price("d", "X1 small", "2025-02", 2.0)});
        const auto found = catalogueSeries(facts, "x1");
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Inconsistent);
        QVERIFY(found.error().english().find("2 of X1 big, rental, on-demand ($/GPU-h)") != std::string::npos);
        QVERIFY(catalogueSeries(facts, "x1 small").has_value());
    }
    void bundlesAreNoPrices() {
        auto bundle = price("a", "X1", "2025-01", 9.0);
        bundle.kind = "bundle";
        const auto found = catalogueSeries(with({bundle}), "x1");
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::NoSolution);
    }
    void nothingFoundSaysSo() {
        QCOMPARE(catalogueSeries(with({}), "nothing like this").error().code, ErrorCode::NoSolution);
    }
    void theShippedCatalogueHasAtLeastOneSeries() {
        const auto facts = catalogue::Catalogue::builtIn();
        QVERIFY(facts.has_value());
        const auto found = catalogueSeries(*facts, "T4 street");
        QVERIFY2(found.has_value(), found ? "" : found.error().english().c_str());
        QVERIFY(found->rows.size() >= 10);
        QVERIFY2(regularFacts(*found).has_value(), regularFacts(*found) ? "" : regularFacts(*found).error().english().c_str());
    }
};

QTEST_APPLESS_MAIN(TestCatalogueSeries)
#include "tst_catalogue_series.moc"
