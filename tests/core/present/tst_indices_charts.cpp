#include <QtTest>

#include "core/present/ChartCheck.h"
#include "core/present/ChartRead.h"
#include "core/present/IndicesCharts.h"
#include "core/present/TableText.h"
#include "tests/core/support/ComparisonStudies.h"

using namespace offtake;
using namespace offtake::present;

namespace {

constexpr risk::Figure kApart{economics::Metric::Lcoc, 1, 0};

economics::StudyResult result() { return economics::evaluateStudy(testing::uncertainLeaseOrOpen()).value(); }

study::Path pathOf(const char* text) { return *study::parsePath(text); }

/// Figures made up for the test: the price explains most, the allocation a little, mostly with the price; a third factor
/// has an estimate below zero.
risk::StudyIndices indices() {
    risk::StudyIndices made;
    made.paths = 2048;
    made.factors = {{{pathOf(testing::kPodAllocation)}}, {{pathOf(testing::kPodPrice)}}, {{pathOf("party.lab.discount-rate"), pathOf("study.inflation")}}};
    made.elsewhere = {{{pathOf("deal.lease.tranche.t.allocation")}}};
    risk::FigureIndices& found = made.figures.emplace_back();
    found.figure = kApart;
    found.standing = -0.36;
    found.paths = 2040;
    found.missing = 8;
    found.mean = -0.4;
    found.variance = 0.25;
    found.factors = {{{0.05, 0.03, 0.07}, {0.15, 0.13, 0.17}}, {{0.84, 0.80, 0.88}, {0.93, 0.88, 0.98}}, {{-0.001, -0.003, 0.001}, {0.0005, 0.0, 0.001}}};
    found.order = {1, 0, 2};
    found.sumOfFirst = {0.889, 0.84, 0.938};
    found.interactions = {0.111, 0.062, 0.16};
    return made;
}

}  // namespace

class TestIndicesCharts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bars_show_what_inputs_explain_alone_and_together() {
        const auto study = result();
        const risk::StudyIndices made = indices();
        const ChartSpec chart = indicesChart(study, made, made.figures.front());
        QVERIFY(validate(chart).has_value());
        QCOMPARE(chart.rows.size(), std::size_t{3});
        QCOMPARE(chart.rows[0].id, std::string(testing::kPodPrice));
        QVERIFY(std::abs(chart.rows[0].parts[0].value - 84.0) < 1e-9);
        QVERIFY(std::abs(chart.rows[0].parts[1].value - 9.0) < 1e-9);
        QCOMPARE(chart.rows[0].parts[0].text, std::string("84 % alone"));
        QCOMPARE(chart.rows[0].parts[1].text, std::string("93 % ±5"));
        QVERIFY(std::abs(chart.rows[0].parts[1].saidValue() - 93.0) < 1e-9);
        QVERIFY(chart.rows[0].parts[1].role.muted && !chart.rows[0].parts[0].role.muted);
        QVERIFY(chart.title.find("93 %") != std::string::npos);
        QVERIFY(chart.subtitle.find("B − A") != std::string::npos);
    }
    void an_estimate_below_zero_is_drawn_as_nothing_and_written_as_it_is() {
        const risk::StudyIndices made = indices();
        const ChartSpec chart = indicesChart(result(), made, made.figures.front());
        QCOMPARE(chart.rows[2].parts[0].value, 0.0);
        QVERIFY(chart.rows[2].parts[1].value >= 0.0);
        const TableSpec table = indicesTable(result(), made, made.figures.front());
        QCOMPARE(cellText(table, 2, 1), std::string("−0.1"));
    }
    void correlated_inputs_are_named_together() {
        const auto study = result();
        const std::string name = factorName(study.study, indices().factors[2]);
        QVERIFY2(name.find(" with ") != std::string::npos && name.ends_with("correlated"), name.c_str());
    }
    void the_table_has_every_factor_with_its_interval() {
        const risk::StudyIndices made = indices();
        const TableSpec table = indicesTable(result(), made, made.figures.front());
        QCOMPARE(table.rows.size(), std::size_t{3});
        QCOMPARE(table.columns.size(), std::size_t{5});
        QCOMPARE(cellText(table, 0, 1), std::string("84.0"));
        QCOMPARE(cellText(table, 0, 2), std::string("4.0"));
        QCOMPARE(cellText(table, 1, 3), std::string("15.0"));
        QVERIFY(plainText(table).find("±") != std::string::npos);
    }
    void sentences_say_what_was_left_out_and_joined() {
        const auto study = result();
        const risk::StudyIndices made = indices();
        const risk::FigureIndices& found = made.figures.front();
        QCOMPARE(indicesSentence(made, found), std::string("Inputs one by one explain 89 % (±5 at 95 %) of the variance; the rest comes of inputs together."));
        const std::vector<std::string> notes = indicesNotes(study, made, found);
        QCOMPARE(notes.size(), std::size_t{3});
        QVERIFY(notes[0].starts_with("8 of 2048 paths are left out"));
        QVERIFY(notes[1].find("correlated") != std::string::npos);
        QCOMPARE(notes[2], std::string("One more uncertain input does not move it."));
    }
    void a_sum_of_about_one_is_all_of_the_variance() {
        risk::StudyIndices made = indices();
        made.figures.front().sumOfFirst = {1.02, 0.95, 1.09};
        QCOMPARE(indicesSentence(made, made.figures.front()), std::string("Inputs one by one explain all of the variance, as far as these paths tell: 102 % (±7 at 95 %)."));
    }
    void without_indices_the_reason_stands_in_place_of_the_chart() {
        risk::StudyIndices made = indices();
        risk::FigureIndices& found = made.figures.front();
        found.none = Error{ErrorCode::Inconsistent, "Cost", {"It is the same on every path.", {}}, {}};
        found.factors.clear();
        found.order.clear();
        const ChartSpec chart = indicesChart(result(), made, found);
        QVERIFY(validate(chart).has_value());
        QVERIFY(chart.isEmpty());
        QCOMPARE(chart.emptyText, std::string("Cost: It is the same on every path."));
    }
    void a_real_run_can_be_drawn() {
        const auto study = result();
        const auto made = risk::studyIndices(study, {&kApart, 1}, {});
        QVERIFY(made.has_value());
        const ChartSpec chart = indicesChart(study, *made, made->figures.front());
        QVERIFY(validate(chart).has_value());
        QCOMPARE(chart.rows.size(), std::size_t{2});
        QVERIFY(!describe(chart).empty());
    }
};

QTEST_APPLESS_MAIN(TestIndicesCharts)
#include "tst_indices_charts.moc"
