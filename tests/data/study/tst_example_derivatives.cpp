#include <QtTest>

#include <vector>

#include "data/study/Examples.h"
#include "tests/core/support/DerivativeCheck.h"

using namespace offtake;
using namespace offtake::economics;

namespace {

std::vector<Metric> allMetrics() {
    std::vector<Metric> all;
    for (const MetricInfo& info : metrics()) {
        all.push_back(info.metric);
    }
    return all;
}

}  // namespace

/// Exact derivatives of all figures of all deals of the shipped examples, by each number of every continuous input.
class TestExampleDerivatives : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyDerivativeOfEveryFigureAgreesWithDifferences_data() {
        QTest::addColumn<QString>("example");
        for (const char* example : {"founder-64-gpus", "neocloud-investor", "spacex-google", "spacex-reflection"}) {
            QTest::newRow(example) << example;
        }
    }
    void everyDerivativeOfEveryFigureAgreesWithDifferences() {
        QFETCH(QString, example);
        const auto result = evaluateStudy(*study::openExample(example.toStdString()));
        testing::DerivativeCheck check;
        for (std::size_t deal = 0; deal < result->deals.size(); ++deal) {
            check.add(testing::checkDerivatives(*result, deal, allMetrics()));
        }
        QVERIFY2(check.failures.empty(), check.text().c_str());
        QVERIFY(check.compared > 1000);
        QVERIFY(check.moved > 100);
    }
};

QTEST_APPLESS_MAIN(TestExampleDerivatives)
#include "tst_example_derivatives.moc"
