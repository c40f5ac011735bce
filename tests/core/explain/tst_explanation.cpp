#include <QtTest>

#include <cmath>

#include "core/explain/Explanation.h"
#include "tests/core/support/ExampleStudies.h"
#include "tests/core/support/RandomStudy.h"

using namespace offtake;
using namespace offtake::economics;
using explain::Explanation;

namespace {

const Explanation* stepNamed(const Explanation& node, const std::string& label) {
    if (node.label == label) {
        return &node;
    }
    for (const Explanation& child : node.children) {
        if (const Explanation* found = stepNamed(child, label)) {
            return found;
        }
    }
    return nullptr;
}

}  // namespace

class TestExplanation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void totalCostLeadsDownToTheFeeAndItsPath() {
        const auto result = evaluateStudy(testing::reflectionLease());
        const auto total = explain::explainMetric(*result, 0, Metric::TotalCost, 8);
        QVERIFY2(total.has_value(), total ? "" : total.error().english().c_str());
        QCOMPARE(total->value, 6.3e9);
        const Explanation* fee = stepNamed(*total, "Fixed fee");
        QVERIFY(fee != nullptr);
        QCOMPARE(fee->path, std::string("deal.lease.tranche.colossus.clause.fixed-fee.fee"));
        QCOMPARE(fee->value, 150e6);
    }
    void theMonthsOfALineAreOneStepThatSumsThem() {
        const auto result = evaluateStudy(testing::reflectionLease());
        const auto total = explain::explainMetric(*result, 0, Metric::TotalCost, 8);
        const Explanation* months = stepNamed(*total, "Cost");
        QVERIFY(months != nullptr);
        QCOMPARE(months->kind, Explanation::Kind::Months);
        QCOMPARE(months->value, 6.3e9);
        QCOMPARE(months->when, std::string("2026-07 to 2029-12, 42 months"));
    }
    void everyMetricThatExistsCanBeExplainedWithItsOwnValue() {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const auto result = evaluateStudy(testing::randomStudy(seed));
            for (const MetricInfo& info : metrics()) {
                const auto figure = result->deals[0].figure(info.metric);
                const auto explained = explain::explainMetric(*result, 0, info.metric, 2);
                QCOMPARE(explained.has_value(), figure.has_value());
                if (figure) {
                    QVERIFY(std::abs(explained->value - *figure) <= 1e-9 * (1.0 + std::abs(*figure)));
                } else {
                    QVERIFY(!explained.error().reason.english().empty());
                }
            }
        }
    }
    void aCellWithoutAnAmountSaysSo() {
        const auto result = evaluateStudy(testing::reflectionLease());
        QVERIFY(!explain::explainCell(*result, 0, 999, 0).has_value());
        const auto cell = explain::explainCell(*result, 0, 0, 3);
        QVERIFY(cell.has_value());
        QCOMPARE(cell->value, 150e6);
        QCOMPARE(cell->when, std::string("2026-10"));
    }
};

QTEST_APPLESS_MAIN(TestExplanation)
#include "tst_explanation.moc"
