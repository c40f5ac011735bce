#include <QtTest>

#include <set>

#include "core/present/AnswerStrip.h"
#include "core/present/ComparisonTable.h"
#include "core/present/ComparisonText.h"
#include "core/present/DealNames.h"
#include "core/present/LedgerTable.h"
#include "core/present/TableText.h"
#include "core/study/kinds/StudyInputs.h"
#include "tests/core/support/ComparisonStudies.h"
#include "tests/core/support/ExampleStudies.h"
#include "tests/core/support/RandomStudy.h"

using namespace offtake;
using namespace offtake::present;
using economics::Metric;
using economics::StudyResult;
using testing::changed;

namespace {

StudyResult evaluated(const study::Study& study) {
    auto result = economics::evaluateStudy(study);
    if (!result) {
        qFatal("%s", result.error().english().c_str());
    }
    return std::move(*result);
}

const Cell& cellOf(const TableSpec& table, std::string_view row, std::string_view column) {
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            if (table.rows[r].id == row && table.columns[c].id == column) {
                return cellAt(table, r, c);
            }
        }
    }
    qFatal("no such cell");
}

std::string textOf(const TableSpec& table, std::string_view row, std::string_view column) {
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            if (table.rows[r].id == row && table.columns[c].id == column) {
                return cellText(table, r, c);
            }
        }
    }
    return "no such cell";
}

std::optional<double> numberOf(const Cell& cell) {
    const auto* number = std::get_if<NumberCell>(&cell.value);
    return number == nullptr ? std::nullopt : std::optional(number->value);
}

ComparisonOptions everything() { return {Audience::All, true, true}; }

constexpr double kRounding = 1e-12;  // sums of a few hundred terms, relative to the largest

}  // namespace

class TestComparison : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFigureIsTheResultsOwn() {
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            const StudyResult result = evaluated(testing::randomStudy(seed));
            const TableSpec table = comparisonTable(result, everything());
            for (const economics::DealResult& deal : result.deals) {
                for (const economics::MetricInfo& info : economics::metrics()) {
                    const auto shown = numberOf(cellOf(table, info.key, deal.id));
                    const auto figure = deal.figure(info.metric);
                    QCOMPARE(shown.has_value(), figure.has_value());
                    if (figure) {
                        QCOMPARE(*shown, info.unit.shown(*figure));
                    }
                }
            }
        }
    }
    void swappingTheBaselineTurnsEveryDifferenceRound() {
        const study::Study study = testing::leaseOrOpen();
        const TableSpec ba = comparisonTable(evaluated(changed(study, "study.baseline", "lease")), everything());
        const TableSpec ab = comparisonTable(evaluated(changed(study, "study.baseline", "open")), everything());
        int compared = 0;
        for (const economics::MetricInfo& info : economics::metrics()) {
            const Cell& one = cellOf(ba, info.key, "open.difference");
            const Cell& other = cellOf(ab, info.key, "lease.difference");
            QCOMPARE(numberOf(one).has_value(), numberOf(other).has_value());
            if (numberOf(one)) {
                QCOMPARE(*numberOf(one), -*numberOf(other));
                QCOMPARE(one.meaning == Meaning::Better, other.meaning == Meaning::Worse);
                ++compared;
            }
        }
        QVERIFY(compared > 15);
    }
    void columnsKeepTheOrderOfTheStudyWhateverTheBaseline() {
        const StudyResult result = evaluated(changed(testing::leaseOrOpen(), "study.baseline", "open"));
        const TableSpec table = comparisonTable(result);
        QCOMPARE(table.columns[1].id, std::string("lease"));
        QCOMPARE(table.columns[2].id, std::string("open"));
        QCOMPARE(table.columns[3].title, std::string("A − B"));
        QCOMPARE(table.columns[1].title, std::string("A Lease"));
        QCOMPARE(table.columns[2].title, std::string("B Open deal"));
    }
    void rowsInOneUnitShareAMagnitude() {
        const TableSpec table = comparisonTable(evaluated(testing::leaseOrOpen()), everything());
        std::set<std::string> symbols;
        for (const Row& row : table.rows) {
            if (row.unit == "$") {
                symbols.insert(row.magnitude->symbol);
            }
        }
        QCOMPARE(symbols, std::set<std::string>{"M"});
        QCOMPARE(textOf(table, "headline", "lease"), std::string("6,300"));
        QCOMPARE(textOf(table, "firm", "lease"), std::string("900"));
    }
    void unitsAreSaidOnceAtTheHeadOfTheRowAndInTheFile() {
        const TableSpec table = comparisonTable(evaluated(testing::leaseOrOpen()));
        const auto& words = std::get<TextCell>(cellOf(table, "lcoc", "metric").value);
        QCOMPARE(words.note, std::string("LCOC, $/H100e-h"));
        const std::string csv = csvText(table);
        QVERIFY2(csv.starts_with("Metric,Unit,A Lease,B Open deal,B − A,in % [%]\r\n"), csv.c_str());
        QVERIFY(csv.find("\r\nHeadline value,$,6300000000,") != std::string::npos);
        const auto& energy = std::get<TextCell>(cellOf(table, "energy", "metric").value);
        QVERIFY2(energy.note == "GWh" || energy.note == "MWh", energy.note.c_str());
    }
    void lowerCostIsBetterAndMoreCommitmentIsNeither() {
        const TableSpec table = comparisonTable(evaluated(testing::leaseOrOpen()), everything());
        QCOMPARE(cellOf(table, "lcoc", "open.difference").meaning, Meaning::Better);
        QCOMPARE(cellOf(table, "useful-compute", "open.difference").meaning, Meaning::Better);
        QCOMPARE(cellOf(table, "firm", "open.difference").meaning, Meaning::None);
        QCOMPARE(cellOf(table, "switching-cost", "open.difference").meaning, Meaning::Worse);
    }
    void equalDealsDifferByNothingAndNeitherIsBetter() {
        const StudyResult result = evaluated(testing::withCopyOf(testing::reflectionLease(), "lease", "twin"));
        const TableSpec table = comparisonTable(result, everything());
        for (const economics::MetricInfo& info : economics::metrics()) {
            const Cell& cell = cellOf(table, info.key, "twin.difference");
            QVERIFY(cell.meaning != Meaning::Better && cell.meaning != Meaning::Worse);
            QCOMPARE(numberOf(cell).value_or(0.0), 0.0);
        }
        const AnswerStrip strip = answerStrip(result);
        QCOMPARE(strip.figures[2].figure, std::string("$0.00"));
        QCOMPARE(strip.figures[2].unit, std::string());
        QCOMPARE(strip.figures[2].meaning, Meaning::None);
        QCOMPARE(strip.figures[2].reading, std::string("Both cost the same per useful hour. It commits about as much."));
    }
    void aPercentageOfNextToNothingIsNoNumber() {
        // 1e-320 is a number, and 1 over it is none.
        const study::Study study = changed(testing::leaseOrOpen(), "deal.lease.tranche.colossus.carbon-intensity", "1e-320");
        const TableSpec table = comparisonTable(evaluated(study), everything());
        QCOMPARE(std::get<MissingCell>(cellOf(table, "carbon", "open.relative").value).reason, std::string("A is next to zero."));
        QVERIFY(numberOf(cellOf(table, "carbon", "open.difference")).has_value());
    }
    void aMissingFigureSaysWhyAndHasNoDifference() {
        const TableSpec table = comparisonTable(evaluated(testing::leaseOrOpen()), everything());
        const auto why = [](Metric metric) { return std::string(economics::infoOf(metric).whyNone); };
        const Cell& cell = cellOf(table, "min-dscr", "lease");
        QCOMPARE(std::get<MissingCell>(cell.value).reason, why(Metric::MinDscr));
        QCOMPARE(std::get<MissingCell>(cellOf(table, "min-dscr", "open.difference").value).reason, "B: " + why(Metric::MinDscr));
        QCOMPARE(std::get<MissingCell>(cellOf(table, "earliest-exit", "open").value).reason, why(Metric::EarliestExit));
    }
    void allRatesOfReturnAreTold() {
        StudyResult result = evaluated(testing::leaseOrOpen());
        result.deals[1].irrs = {0.1, 4.0};
        QCOMPARE(comparisonNotes(result).front(), std::string("Project IRR of B: 2 rates solve it, 10.0 % and 400.0 %; the one nearest zero is shown."));
    }
    void aDealThatCannotBeSizedSaysSo() {
        const study::Study study = changed(changed(testing::leaseOrOpen(), "study.sizing", "same-money"), "deal.open.governance-cost", "9 B$/yr");
        const StudyResult result = evaluated(study);
        QVERIFY(result.deals[1].sizing.has_value());
        const std::string note = comparisonNotes(result).front();
        QVERIFY2(note.starts_with("B stands as entered: "), note.c_str());
        QVERIFY(comparisonTable(result).caption.find(note) != std::string::npos);
    }
    void sizingForTheSameMoneyIsReadAsCompute() {
        const StudyResult result = evaluated(changed(testing::leaseOrOpen(), "study.sizing", "same-money"));
        const std::string reading = answerStrip(result).figures[2].reading;
        QVERIFY2(reading.starts_with("For the same money B gives "), reading.c_str());
        const StudyResult same = evaluated(changed(testing::leaseOrOpen(), "study.sizing", "same-useful-compute"));
        const std::string other = answerStrip(same).figures[2].reading;
        QVERIFY2(other.starts_with("For the same useful compute B costs "), other.c_str());
    }
    void theStripShowsBothCostsAndTheirDifference() {
        const StudyResult result = evaluated(testing::leaseOrOpen());
        const AnswerStrip strip = answerStrip(result);
        QCOMPARE(strip.figures.size(), std::size_t{3});
        QCOMPARE(*strip.figures[0].value, *result.deals[0].figure(Metric::Lcoc));
        QCOMPARE(*strip.figures[1].value, *result.deals[1].figure(Metric::Lcoc));
        QCOMPARE(*strip.figures[2].value, *strip.figures[1].value - *strip.figures[0].value);
        QCOMPARE(strip.figures[0].heading, std::string("A · Lease"));
        QCOMPARE(strip.figures[0].reading, std::string("$6.30 B headline, $0.90 B firm"));
        QCOMPARE(strip.figures[0].unit, std::string("per H100e-hour"));
        QCOMPARE(strip.figures[2].heading, std::string("B compared with A"));
        QVERIFY(strip.figures[2].figure.starts_with("−$"));
        QVERIFY2(strip.figures[2].reading.starts_with("B is cheaper per useful hour. It commits "), strip.figures[2].reading.c_str());
        QVERIFY(strip.figures[2].reading.find("times as much.") != std::string::npos);
    }
    void ofSeveralDealsTheBestIsShownAndSaysSo() {
        study::Study study = testing::withCopyOf(testing::leaseOrOpen(), "open", "dear");
        study = changed(study, "deal.dear.tranche.pod.clause.metered-fee.price", "9 $/GPU-h");
        const AnswerStrip strip = answerStrip(evaluated(study));
        QCOMPARE(strip.figures[1].dealId, std::string("open"));
        QCOMPARE(strip.figures[1].heading, std::string("B · Open deal, two vendors"));
        QCOMPARE(strip.figures[2].heading, std::string("B, best of 2 others, compared with A"));
    }
    void twoOthersThatAreEquallyGoodAreBothNamed() {
        const AnswerStrip strip = answerStrip(evaluated(testing::withCopyOf(testing::leaseOrOpen(), "open", "same")));
        QCOMPARE(strip.figures[2].heading, std::string("B, level with C, compared with A"));
    }
    void scenarioAndCurrencyStandInTheNotes() {
        const StudyResult result = evaluated(changed(testing::leaseOrOpen(), "study.currency", "EUR"));
        QCOMPARE(comparisonNotes(result).front(), std::string("$ stands for EUR."));
        study::Element root = result.study.root();
        study::Element scenario = study::makeElement(study::kScenarioKind, "dry");
        study::with(scenario, study::kName, "Nothing arrives");
        study::add(root, std::move(scenario));
        const auto dry = economics::evaluateStudy(study::Study(std::make_shared<const study::Element>(std::move(root))), "dry");
        QVERIFY(dry.has_value());
        QCOMPARE(comparisonNotes(*dry).front(), std::string("Scenario: Nothing arrives."));
    }
    void oneDealAsksForASecondOne() {
        const AnswerStrip strip = answerStrip(evaluated(testing::reflectionLease()));
        QCOMPARE(strip.figures.size(), std::size_t{2});
        QCOMPARE(strip.figures[1].kind, AnswerFigure::Kind::Nothing);
        QCOMPARE(strip.figures[1].reading, std::string("Add a second deal to compare."));
        QCOMPARE(answerStrip(StudyResult{}).figures.front().heading, std::string("No deal yet"));
    }
    void aDealWithoutUsefulComputeSaysWhy() {
        const StudyResult result = evaluated(changed(testing::leaseOrOpen(), "deal.lease.tranche.colossus.allocation", "0 %"));
        const AnswerStrip strip = answerStrip(result);
        QCOMPARE(strip.metric, std::string("lcoc"));
        QCOMPARE(strip.figures[0].figure, std::string("–"));
        QCOMPARE(strip.figures[0].reading, std::string(economics::infoOf(Metric::Lcoc).whyNone));
        QCOMPARE(strip.figures[2].reading, std::string("A has no cost per useful hour."));
    }
    void aSellerIsShownItsNetPresentValue() {
        const StudyResult result = evaluated(changed(testing::leaseOrOpen(), "study.perspective", "spacex"));
        const AnswerStrip strip = answerStrip(result);
        QCOMPARE(strip.metric, std::string("npv"));
        QCOMPARE(*strip.figures[0].value, *result.deals[0].figure(Metric::Npv));
        QCOMPARE(strip.figures[2].reading.substr(0, 17), std::string("B is worth less. "));
    }
    void yearsOfTheLedgerSumToItsTotals() {
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            const StudyResult result = evaluated(testing::randomStudy(seed));
            for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
                const TableSpec table = ledgerTable(result, deal);
                double absolute = 1.0;
                for (const Row& row : table.rows) {
                    absolute = std::max(absolute, row.cells.size() > 3 ? std::abs(numberOf(row.cells[3]).value_or(0.0)) : 0.0);
                }
                for (const Row& row : table.rows) {
                    double years = 0.0;
                    for (std::size_t c = 4; c < row.cells.size(); ++c) {
                        years += *numberOf(row.cells[c]);
                    }
                    const double total = row.cells.size() > 3 ? *numberOf(row.cells[3]) : 0.0;
                    QVERIFY(std::abs(years - total) <= kRounding * 1e3 * absolute);
                }
                const double net = *numberOf(cellOf(table, "net", "total"));
                QVERIFY(std::abs(net - result.deals[deal].netOfParty(result.deals[deal].evaluation.party)) <= kRounding * 1e3 * absolute);
            }
        }
    }
    void partiesGainWhatOthersLose() {
        const StudyResult result = evaluated(testing::leaseOrOpen());
        const TableSpec table = partyTable(result);
        QCOMPARE(*numberOf(cellOf(table, "spacex", "lease")), 6.3e9);
        QCOMPARE(*numberOf(cellOf(table, "lab", "lease")), -6.3e9);
        QVERIFY(std::abs(*numberOf(cellOf(table, "sum", "open"))) < 1.0);
        QCOMPARE(table.rows.front().id, std::string("lab"));
        QCOMPARE(table.rows[2].id, std::string("suppliers"));
    }
    // Terms of case DL01: 42 months, 6.3 B$, 0.9 B$ firm, either party out on 2026-12-30 at the earliest.
    void contractTermsAreThoseOfTheLease() {
        const TableSpec table = contractTable(evaluated(testing::leaseOrOpen()), 0);
        QCOMPARE(textOf(table, "colossus", "billed"), std::string("42"));
        QCOMPARE(*numberOf(cellOf(table, "colossus", "headline")), 6.3e9);
        QCOMPARE(*numberOf(cellOf(table, "colossus", "firm")), 0.9e9);
        QCOMPARE(textOf(table, "colossus", "end"), std::string("2029-12-31"));
        QCOMPARE(textOf(table, "colossus", "exit-supplier"), std::string("2026-12-30"));
        const TableSpec open = contractTable(evaluated(testing::leaseOrOpen()), 1);
        QVERIFY(std::holds_alternative<MissingCell>(cellOf(open, "pod", "exit-customer").value));
    }
    void aWholeComparisonReadsFromTheAnswerDown() {
        const StudyResult result = evaluated(testing::leaseOrOpen());
        const ComparisonText text = comparisonText(result, {}, true);
        QCOMPARE(text.tables.size(), std::size_t{6});
        QVERIFY(text.sentences.front().starts_with("A · Lease: $"));
        const std::string plain = plainText(text);
        QVERIFY(plain.find("Baseline A, seen by Reflection AI, sized as entered, nominal money") != std::string::npos);
        QVERIFY(plain.find(" nan") == std::string::npos);
    }
    void amountsReadAsPeopleSayThem() {
        QCOMPARE(moneyText(6.3e9), std::string("$6.30 B"));
        QCOMPARE(moneyText(0.9e9, 6.3e9), std::string("$0.90 B"));
        QCOMPARE(moneyText(-0.41, 2.7), std::string("−$0.41"));
        QCOMPARE(moneyText(1.2e6, std::nullopt, true), std::string("+$1.20 M"));
        QCOMPARE(moneyText(0.0), std::string("$0.00"));
        QCOMPARE(percentText(-0.151), std::string("−15 %"));
        QCOMPARE(percentText(0.004), std::string("+0.4 %"));
        QCOMPARE(dealLetter(0), std::string("A"));
        QCOMPARE(dealLetter(27), std::string("AB"));
    }
    void audiencesShowKnownMetricsAndEveryoneSeesAll() {
        QCOMPARE(metricsFor(Audience::All).size(), std::size_t{economics::kMetrics});
        for (const AudienceInfo& info : audiences()) {
            const std::vector<Metric> chosen = metricsFor(info.audience);
            QCOMPARE(std::set<Metric>(chosen.begin(), chosen.end()).size(), chosen.size());
            QCOMPARE(findAudience(info.key), &info);
        }
        QVERIFY(findAudience("nobody") == nullptr);
    }
};

QTEST_APPLESS_MAIN(TestComparison)
#include "tst_comparison.moc"
