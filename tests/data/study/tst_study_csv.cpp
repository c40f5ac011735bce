#include <cmath>
#include <map>

#include <QtTest>

#include "core/study/Path.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"
#include "data/csv/Csv.h"
#include "data/study/Examples.h"
#include "data/study/StudyCsv.h"
#include "tests/core/support/ExampleStudies.h"
#include "tests/core/support/RandomStudy.h"
#include "tests/core/support/SmallDeals.h"
#include "tests/core/support/StudyEdits.h"
#include "tests/core/support/UncertainStudy.h"

using namespace offtake;
using namespace offtake::study;

namespace {

Expected<Study> imported(const Study& study, const std::string& text) {
    const auto edits = importValues(study, text, "my.csv");
    if (!edits) {
        return tl::unexpected(edits.error());
    }
    return apply(study, Edit{Batch{"Import", *edits}});
}

/// The same tree with every value at its default.
Element emptied(const Element& element) {
    Element empty = makeElement(*element.kind, element.id);
    for (const ElementPtr& child : element.children) {
        add(empty, emptied(*child));
    }
    return empty;
}

std::string cellOf(const std::string& text, const std::string& path, const std::string& column) {
    const auto table = csv::read(text);
    for (std::size_t row = 1; row < table->rows(); ++row) {
        if (table->cell(row, 0) == path) {
            return std::string(table->cell(row, *table->column(column)));
        }
    }
    return "(no row)";
}

}  // namespace

class StudyCsvTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anExportedStudyFillsAnEmptyOneOfTheSameShape() {
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            const Study study = seed % 2 == 0 ? testing::randomStudy(seed / 2) : testing::uncertainStudy(seed / 2);
            const auto back = imported(Study(std::make_shared<const Element>(emptied(study.root()))), valuesCsv(study));
            QVERIFY2(back.has_value(), back ? "" : back.error().english().c_str());
            // What an assumption replaces is not exported: the texts hold all that counts.
            QVERIFY2(valuesCsv(*back) == valuesCsv(study), qPrintable(QString::number(seed)));
        }
        for (const Example& example : listExamples()) {
            const Study study = *openExample(example.id);
            Element empty = emptied(study.root());
            std::erase_if(empty.children, [](const ElementPtr& child) { return child->kind->role == Role::Source; });
            for (const ElementPtr& source : study.root().childrenOf(Role::Source)) {
                add(empty, *source);
            }
            const auto back = imported(Study(std::make_shared<const Element>(std::move(empty))), valuesCsv(study));
            QVERIFY2(back.has_value(), back ? "" : back.error().english().c_str());
            QVERIFY(valuesCsv(*back).size() == valuesCsv(study).size());
        }
    }

    void whatIsImportedUnchangedMakesNoEdit() {
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            const Study study = seed % 2 == 0 ? testing::randomStudy(seed / 2) : testing::uncertainStudy(seed / 2);
            const auto edits = importValues(study, valuesCsv(study), "same.csv");
            QVERIFY2(edits.has_value(), edits ? "" : edits.error().english().c_str());
            QVERIFY2(edits->empty(), qPrintable(QString::number(seed)));
        }
        for (const Example& example : listExamples()) {
            const Study study = *openExample(example.id);
            QVERIFY(importValues(study, valuesCsv(study), "same.csv")->empty());
            QVERIFY(importValues(study, "path,value\n", "none.csv")->empty());
        }
    }

    void aDistributionIsReadInTheUnitBesideItAndMustBeThatOfTheValue() {
        const Study study = testing::contractDeal();
        const std::string path = "deal.a.tranche.t.availability";
        const auto after = [&](const std::string& columns, const std::string& cells) {
            const auto back = imported(study, "path," + columns + "\n" + path + "," + cells + "\n");
            return back ? valueText(kAvailability, findInput(*back, *parsePath(path))->value()) : back.error().english();
        };
        QCOMPARE(after("value,unit", "\"tri(80, 90, 95)\",%"), std::string("tri(80, 90, 95) %"));
        QCOMPARE(after("value,unit", "80 to 95,%"), after("value", "0.8 to 0.95"));
        QCOMPARE(after("value,unit", "90 (80 to 95),%"), std::string("90 (80 to 95) %"));
        QCOMPARE(after("value,distribution", "0.9,\"tri(0.8, 0.9, 0.95)\""), std::string("tri(80, 90, 95) %"));
        QCOMPARE(after("value,unit,low,high,distribution", "90,%,80,95,\"tri(80, 90, 95) %\""), std::string("tri(80, 90, 95) %"));
        QVERIFY(after("value,unit,distribution", "91,%,\"tri(80, 90, 95) %\"").find("not that of") != std::string::npos);
        QVERIFY(after("value,process", "0.9,gbm(30 %)").find("no process") != std::string::npos);

        const Study spread = testing::set(study, path, "tri(80 %, 90 %, 95 %)");
        QVERIFY(importValues(spread, "path,value\n" + path + ",0.9\n", "same")->empty());
        const auto narrower = imported(spread, "path,value,distribution\n" + path + ",0.9,\"tri(0.85, 0.9, 0.95)\"\n");
        QCOMPARE(*findInput(*narrower, *parsePath(path))->value().low, 0.85);
        const auto certain = imported(spread, "path,value,low,high,distribution\n" + path + ",0.9,,,\n");
        QVERIFY(uncertaintyOf(findInput(*certain, *parsePath(path))->value()).none());
    }

    void numbersAreInTheUnitBesideThem() {
        const Study study = *openExample("founder-64-gpus");
        const std::string text = valuesCsv(study);
        QVERIFY(text.starts_with("path,label,value,unit,low,high,distribution,process,source,estimate,note\nstudy.name,Name,"));
        const auto cell = [&](const char* path, const char* column) { return cellOf(text, path, column); };
        QCOMPARE(cell("deal.rent.tranche.rented.price", "value"), std::string("2.35"));
        QCOMPARE(cell("deal.rent.tranche.rented.price", "unit"), std::string("$/GPU-h"));
        QCOMPARE(cell("deal.rent.tranche.rented.price", "low"), std::string("1.7"));
        QCOMPARE(cell("deal.rent.tranche.rented.price", "source"), std::string("h100-index"));
        QCOMPARE(cell("party.founder.discount-rate", "value"), std::string("30"));
        QCOMPARE(cell("party.founder.discount-rate", "unit"), std::string("%/yr"));
        QCOMPARE(cell("party.founder.discount-rate", "high"), std::string("40"));
        QCOMPARE(cell("party.founder.discount-rate", "estimate"), std::string("yes"));
        QCOMPARE(cell("study.start", "value"), std::string("2026-07-01"));
        QCOMPARE(cell("study.hours", "value"), std::string("calendar"));
        QCOMPARE(cellOf(valuesCsv(*openExample("spacex-reflection")), "deal.open.tranche.mi355x.clause.price.price", "value"), std::string("2.1"));
    }

    void aTypedTableChangesWhatItSays() {
        const Study study = *openExample("founder-64-gpus");
        const auto back = imported(study,
            "value,path,unit\n"
            "3,deal.rent.tranche.rented.price,$/GPU-h\n"
            "70,deal.rent.tranche.rented.allocation,%\n"
            "0.9,deal.rent.tranche.rented.goodput,\n"
            "90 cent/kWh,deal.rent.tranche.rented.energy-price,\n"
            "1.2; 1.1,deal.rent.tranche.rented.pue,x\n"
            "2027-01,study.start,\n"
            "middle,study.flow-timing,\n"
            "A cloud,deal.rent.tranche.rented.provider,\n"
            "35000,deal.buy.tranche.cluster.unit-price,$/GPU\n");
        QVERIFY2(back.has_value(), back ? "" : back.error().english().c_str());
        const Element& rented = *back->root().child(Role::Deal, "rent")->child(Role::Tranche, "rented");
        QCOMPARE(rented.get(kCloudPrice).number(), 3.0);
        QVERIFY(rented.get(kCloudPrice).source.empty() && rented.get(kCloudPrice).note.empty() && !rented.get(kCloudPrice).low);
        QCOMPARE(rented.get(kAllocation).number(), 0.7);
        QCOMPARE(rented.get(kGoodput).number(), 0.9);
        QCOMPARE(rented.get(kEnergyPrice).number(), 0.9);
        QCOMPARE(rented.get(kPue).numbers, (std::vector<double>{1.2, 1.1}));
        QCOMPARE(rented.get(kProvider).text, std::string("A cloud"));
        QCOMPARE(back->root().get(kFlowTiming).text, std::string("middle"));
        QCOMPARE(isoDate(Date{std::chrono::days{static_cast<int>(back->root().get(kStart).number())}}), std::string("2027-01-01"));
        // Stated as it was: range, source and note stay.
        const Element& cluster = *back->root().child(Role::Deal, "buy")->child(Role::Tranche, "cluster");
        QVERIFY(cluster.get(kUnitPrice) == study.root().child(Role::Deal, "buy")->child(Role::Tranche, "cluster")->get(kUnitPrice));
    }

    void aDecimalCommaIsReadWhereSemicolonsSeparate() {
        const auto back = imported(*openExample("founder-64-gpus"), "path;value;unit;low;high\ndeal.rent.tranche.rented.price;2,5;$/GPU-h;2,25;3\n");
        QVERIFY2(back.has_value(), back ? "" : back.error().english().c_str());
        const Value& price = back->root().child(Role::Deal, "rent")->child(Role::Tranche, "rented")->get(kCloudPrice);
        QCOMPARE(price.number(), 2.5);
        QCOMPARE(*price.low, 2.25);
        QCOMPARE(*price.high, 3.0);
    }

    void errorsNameTheLine_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const char* text, const char* says) { QTest::newRow(name) << QByteArray(text) << QByteArray(says); };
        row("unknown path", "path,value\nstudy.horizon,24\nstudy.horizont,24\n", "my.csv, line 3, study.horizont: ");
        row("near path", "path,value\ndeal.rent.tranche.rented.pric,24\n", "Did you mean \"deal.rent.tranche.rented.price\"?");
        row("no path", "path,value\na..b,24\n", "my.csv, line 2, a..b: ");
        row("out of bounds", "path,value\nstudy.horizon,1e9\n", "my.csv, line 2, study.horizon: Horizon cannot be");
        row("low out of bounds", "path,value,low\ndeal.rent.tranche.rented.allocation,0.5,-3\n", "my.csv, line 2, deal.rent.tranche.rented.allocation: ");
        row("range inside out", "path,value,low,high\ndeal.rent.tranche.rented.allocation,0.5,0.9,0.1\n", "ends before it starts");
        row("range twice", "path,value,low\ndeal.rent.tranche.rented.price,1 to 2,1\n", "List price is a range already.");
        row("range of text", "path,value,low\nstudy.name,a,1\n", "Name has no range.");
        row("other unit", "path,value,unit\nstudy.horizon,3,kW\n", "my.csv, line 2, study.horizon: ");
        row("no number", "path,value\nstudy.horizon,soon\n", "my.csv, line 2, study.horizon: ");
        row("empty", "path,value\nstudy.horizon,\n", "Horizon is empty.");
        row("unknown choice", "path,value\nstudy.hours,731\n", "is not an option of Hours in a month");
        row("twice", "path,value\nstudy.horizon,24\nstudy.horizon,36\n", "my.csv, line 3: The path \"study.horizon\" stands on line 2 already.");
        row("unknown source", "path,value,source\nstudy.horizon,24,h100-inde\n", "Did you mean \"h100-index\"?");
        row("estimate", "path,value,estimate\nstudy.horizon,24,perhaps\n", "\"perhaps\" is neither yes nor no.");
        row("unknown column", "path,value,sauce\nstudy.horizon,24,x\n", "There is no column \"sauce\". Did you mean \"source\"?");
        row("column missing", "path,unit\nstudy.horizon,24\n", "The column \"value\" is missing.");
        row("no table", "", "The column \"path\" is missing.");
        row("ragged", "path,value\nstudy.horizon\n", "my.csv");
    }
    void errorsNameTheLine() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, says);
        const auto edits = importValues(*openExample("founder-64-gpus"), text.toStdString(), "my.csv");
        QVERIFY(!edits);
        const QByteArray english = QByteArray::fromStdString(edits.error().english());
        QVERIFY2(english.contains(says), english.constData());
    }

    void aFormulaInANoteIsNotRunBySpreadsheetsAndComesBack() {
        Element root = makeElement(kStudyKind, "");
        with(root, kName, "=1+1");
        with(root, kNotes, "-x, \"quoted\"\nand a second line");
        const Study study(std::make_shared<const Element>(root));
        const std::string text = valuesCsv(study);
        QCOMPARE(cellOf(text, "study.name", "value"), std::string("'=1+1"));
        QVERIFY(*imported(Study(), text) == study);
    }

    // 42 payments of 150 M$ and nothing else but power and capacity in the lease of 2026-06.
    void theLedgerSaysWhoPaysWhomWhen() {
        const auto result = economics::evaluateStudy(testing::reflectionLease());
        const auto table = csv::read(ledgerCsv(*result));
        QVERIFY(table.has_value());
        const auto at = [&](std::size_t row, const char* column) { return std::string(table->cell(row, *table->column(column))); };
        int fees = 0;
        double sum = 0.0;
        for (std::size_t row = 1; row < table->rows(); ++row) {
            if (at(row, "line") == "fixed-fee") {
                ++fees;
                sum += *csv::number(at(row, "amount"));
                QCOMPARE(at(row, "payer"), std::string("lab"));
                QCOMPARE(at(row, "payee"), std::string("spacex"));
                QCOMPARE(at(row, "tranche"), std::string("colossus"));
                QCOMPARE(at(row, "within_horizon"), std::string("yes"));
                QCOMPARE(at(row, "currency"), std::string("USD"));
            }
        }
        QCOMPARE(fees, 42);
        QCOMPARE(sum, 6.3e9);
        QCOMPARE(at(1, "date"), std::string("2026-07-31"));
    }

    void everyAmountOfTheLedgerIsExported() {
        const auto result = economics::evaluateStudy(*openExample("neocloud-investor"));
        const auto table = csv::read(ledgerCsv(*result));
        std::map<std::string, double> byDeal;
        for (std::size_t row = 1; row < table->rows(); ++row) {
            byDeal[std::string(table->cell(row, 0))] += *csv::number(table->cell(row, *table->column("amount")));
        }
        for (const auto& deal : result->deals) {
            double sum = 0.0;
            for (const double amount : deal.evaluation.ledger.cash) {
                sum += amount;
            }
            QVERIFY(std::abs(byDeal[deal.id] - sum) <= 1e-12 * std::abs(sum));  // added in the same order, so only rounding could differ
        }
    }

    void quantitiesSayWhatEachTrancheDoes() {
        const auto result = economics::evaluateStudy(testing::googleServices());
        const auto table = csv::read(quantitiesCsv(*result));
        // 110,000 accelerators, 730 hours a month by the study's convention.
        QCOMPARE(std::string(table->cell(1, *table->column("quantity"))), std::string("installed-hours"));
        QCOMPARE(*csv::number(table->cell(1, *table->column("value"))), 110000.0 * 730.0);
        QCOMPARE(std::string(table->cell(1, *table->column("unit"))), std::string("GPU-h"));
        QCOMPARE(std::string(table->cell(1, *table->column("date"))), std::string("2026-10-01"));
    }
};

QTEST_APPLESS_MAIN(StudyCsvTest)
#include "tst_study_csv.moc"
