#include <algorithm>
#include <cmath>

#include <QtTest>

#include "core/economics/StudyResult.h"
#include "core/present/ComparisonTable.h"
#include "core/study/Edit.h"
#include "core/study/Path.h"
#include "core/study/Validate.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"
#include "data/study/Examples.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;

namespace {

StudyResult evaluated(const char* example, const char* scenario = "") {
    auto result = evaluateStudy(*openExample(example), scenario);
    if (!result) {
        qFatal("%s", result.error().english().c_str());
    }
    return std::move(*result);
}

const DealResult& dealOf(const StudyResult& result, const std::string& id) {
    for (const DealResult& deal : result.deals) {
        if (deal.id == id) {
            return deal;
        }
    }
    qFatal("no deal %s", id.c_str());
}

/// Sum over the horizon of the lines of an item.
double sumOf(const DealResult& deal, LineItem item) {
    double sum = 0.0;
    const auto& ledger = deal.evaluation.ledger;
    for (std::size_t i = 0; i < deal.accounts->lines.size(); ++i) {
        for (std::size_t month = 0; deal.accounts->lines[i].item == item && month < ledger.months; ++month) {
            sum += ledger.line(static_cast<int>(i))[month];
        }
    }
    return sum;
}

/// Everything that the model says of a study under its own settings: cash, quantities and metrics of each deal.
std::vector<double> everything(const Study& study) {
    std::vector<double> all;
    const auto result = evaluateStudy(study);
    if (!result) {
        return all;
    }
    for (const DealResult& deal : result->deals) {
        const auto& ledger = deal.evaluation.ledger;
        all.insert(all.end(), ledger.cash.begin(), ledger.cash.end());
        all.insert(all.end(), ledger.memo.begin(), ledger.memo.end());
        for (const MetricInfo& info : metrics()) {
            all.push_back(deal.figure(info.metric).value_or(0.0));
        }
    }
    return all;
}

ElementPtr replaced(const Element& element, const Path& path, std::size_t depth, int index, const Value& value) {
    Element copy = element;
    if (depth == path.steps.size()) {
        copy.values[static_cast<std::size_t>(index)] = value;
    }
    for (ElementPtr& child : copy.children) {
        if (depth < path.steps.size() && child->kind->role == path.steps[depth].role && child->id == path.steps[depth].id) {
            child = replaced(*child, path, depth + 1, index, value);
        }
    }
    return std::make_shared<const Element>(std::move(copy));
}

/// Another admissible value close by; Date inputs move by a month.
Value nudged(const Input& input, Value value) {
    for (double& number : value.numbers) {
        const double step = input.shape == Shape::Date ? 31.0 : std::max(std::abs(number) * 0.05, 1e-3 * std::min(1.0, input.high - input.low));
        number = number + step <= input.high ? number + step : number - step;
    }
    value.low.reset();
    value.high.reset();
    return value;
}

}  // namespace

class ShippedExamplesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachIsSoundAndComputesUnderEachOfItsScenarios() {
        QCOMPARE(listExamples().size(), std::size_t{4});
        for (const Example& example : listExamples()) {
            const auto study = openExample(example.id);
            QVERIFY2(study.has_value(), study ? "" : study.error().english().c_str());
            for (const Problem& problem : validate(*study)) {
                QVERIFY2(problem.severity == Problem::Severity::Note, problem.error.english().c_str());
            }
            const auto plain = evaluateStudy(*study);
            QVERIFY2(plain.has_value(), plain ? "" : plain.error().english().c_str());
            QVERIFY(!plain->deals.empty());
            for (const ElementPtr& scenario : study->root().childrenOf(Role::Scenario)) {
                const auto result = evaluateStudy(*study, scenario->id);
                QVERIFY2(result.has_value(), result ? "" : result.error().english().c_str());
                QVERIFY2(everything(result->study) != everything(*study), scenario->id.c_str());
            }
        }
    }

    // Figures of docs/examples.md; the tolerance is half of the last digit printed there.
    void figuresAreThoseOfTheDocumentation_data() {
        QTest::addColumn<QString>("example");
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("deal");
        QTest::addColumn<QString>("metric");
        QTest::addColumn<double>("figure");
        QTest::addColumn<double>("tolerance");
        const auto row = [](const char* example, const char* scenario, const char* deal, const char* metric, double figure, double tolerance) {
            const QString name = QString("%1 %2 %3 %4").arg(example, scenario, deal, metric);
            QTest::newRow(qPrintable(name)) << example << scenario << deal << metric << figure << tolerance;
        };
        const char* reflection = "spacex-reflection";
        row(reflection, "", "lease", "headline", 6.30e9, 5e6);
        row(reflection, "", "lease", "billed-months", 42.0, 1e-9);
        row(reflection, "", "lease", "firm", 0.90e9, 5e6);
        row(reflection, "notice-within", "lease", "firm", 0.45e9, 5e6);
        row(reflection, "", "lease", "total-cost", 6.31e9, 5e6);
        row(reflection, "", "open", "total-cost", 5.60e9, 5e6);
        row(reflection, "", "lease", "useful-compute", 1.71e9, 5e6);
        row(reflection, "", "open", "useful-compute", 2.78e9, 5e6);
        row(reflection, "", "lease", "lcoc", 3.66, 5e-3);
        row(reflection, "", "open", "lcoc", 2.17, 5e-3);
        row(reflection, "", "open", "headline", 7.10e9, 5e6);
        row(reflection, "", "open", "firm", 6.78e9, 5e6);
        row(reflection, "count-low", "lease", "lcoc", 6.24, 5e-3);
        row(reflection, "count-high", "lease", "lcoc", 2.15, 5e-3);
        row(reflection, "parity-stays", "open", "lcoc", 2.30, 5e-3);
        row(reflection, "porting-hard", "open", "lcoc", 2.33, 5e-3);
        row(reflection, "open-late", "open", "lcoc", 2.23, 5e-3);
        row(reflection, "rents-rise", "open", "lcoc", 2.62, 5e-3);
        row(reflection, "", "open", "hhi-foundry", 10000.0, 0.5);
        const char* google = "spacex-google";
        row(google, "", "lease", "headline", 30.36e9, 5e6);
        row(google, "", "lease", "billed-months", 33.0, 1e-9);
        row(google, "", "lease", "implied-price", 11.46, 5e-3);
        row(google, "", "lease", "firm", 5.52e9, 5e6);
        row(google, "", "market", "total-cost", 10.49e9, 5e6);
        row(google, "", "own", "total-cost", 6.12e9, 5e6);
        row(google, "", "lease", "lcoc", 6.10, 5e-3);
        row(google, "", "market", "lcoc", 2.17, 5e-3);
        row(google, "", "own", "lcoc", 1.69, 5e-3);
        row(google, "market-double", "market", "lcoc", 4.34, 5e-3);
        row(google, "worthless", "own", "lcoc", 2.26, 5e-3);
        const char* founder = "founder-64-gpus";
        row(founder, "", "rent", "total-cost", 5.27e6, 5e3);
        row(founder, "", "buy", "total-cost", 3.69e6, 5e3);
        row(founder, "", "rent", "npv", -3.23e6, 5e3);
        row(founder, "", "buy", "npv", -3.39e6, 5e3);
        row(founder, "", "borrow", "npv", -3.15e6, 5e3);
        row(founder, "cheap-money", "rent", "npv", -4.37e6, 5e3);
        row(founder, "cheap-money", "buy", "npv", -3.58e6, 5e3);
        const char* neocloud = "neocloud-investor";
        row(neocloud, "", "contract", "headline", 9.7e9, 5e6);
        row(neocloud, "", "contract", "firm", 9.7e9, 5e6);
        row(neocloud, "", "contract", "npv", 0.68e9, 5e6);
        row(neocloud, "", "no-prepayment", "npv", 0.10e9, 5e6);
        row(neocloud, "", "merchant", "npv", -2.49e9, 5e6);
        row(neocloud, "", "contract", "irr", 0.188, 5e-4);
        row(neocloud, "", "no-prepayment", "irr", 0.114, 5e-4);
        row(neocloud, "worthless", "contract", "irr", 0.123, 5e-4);
    }
    void figuresAreThoseOfTheDocumentation() {
        QFETCH(QString, example);
        QFETCH(QString, scenario);
        QFETCH(QString, deal);
        QFETCH(QString, metric);
        QFETCH(double, figure);
        QFETCH(double, tolerance);
        const StudyResult result = evaluated(qPrintable(example), qPrintable(scenario));
        const MetricInfo* info = findMetric(metric.toStdString());
        QVERIFY2(info != nullptr, qPrintable(metric));
        const auto value = dealOf(result, deal.toStdString()).figure(info->metric);
        QVERIFY(value.has_value());
        QVERIFY2(std::abs(*value - figure) <= tolerance, qPrintable(QString::number(*value, 'g', 12)));
    }

    void theFounderSeesBuyingWinUndiscountedAndLoseByValue() {
        const StudyResult result = evaluated("founder-64-gpus");
        const DealResult& rent = dealOf(result, "rent");
        const DealResult& buy = dealOf(result, "buy");
        QVERIFY(*buy.figure(Metric::TotalCost) < *rent.figure(Metric::TotalCost));
        QVERIFY(*buy.figure(Metric::Npv) < *rent.figure(Metric::Npv));
    }

    // To 1e-12 of the sum of absolute flows: in every month what all parties receive is what all parties pay.
    void everyExampleConservesMoneyUnderEveryScenario() {
        int checked = 0;
        for (const Example& example : listExamples()) {
            const auto study = openExample(example.id);
            std::vector<std::string> scenarios{""};
            for (const ElementPtr& scenario : study->root().childrenOf(Role::Scenario)) {
                scenarios.push_back(scenario->id);
            }
            for (const std::string& scenario : scenarios) {
                const auto result = evaluateStudy(*study, scenario);
                QVERIFY2(result.has_value(), result ? "" : result.error().english().c_str());
                for (const DealResult& deal : result->deals) {
                    const Ledger<double>& ledger = deal.evaluation.ledger;
                    double absolute = 0.0;
                    for (const double cell : ledger.cash) {
                        absolute += std::abs(cell);
                    }
                    for (std::size_t t = 0; t < ledger.columns; ++t) {
                        double all = 0.0;
                        for (int party = 0; party < deal.accounts->parties(); ++party) {
                            all += netOf(ledger, party, t);
                        }
                        QVERIFY(std::abs(all) <= 1e-12 * absolute);
                    }
                    ++checked;
                }
            }
        }
        QVERIFY(checked > 20);
    }

    // By definition: at the rate that the comparison names, both ways have the same net present value.
    void atTheRateWhichTheComparisonNamesBuyingAndRentingAreWorthTheSame() {
        const StudyResult result = evaluated("founder-64-gpus");
        const DealResult& buy = dealOf(result, "buy");
        QCOMPARE(buy.differenceIrrs.size(), std::size_t{1});
        const double rate = buy.differenceIrrs.front();
        QVERIFY2(rate > 0.2 && rate < 0.3, qPrintable(QString::number(rate)));
        const auto discounted = openExample("founder-64-gpus");
        const Path path = *parsePath("party.founder.discount-rate");
        Value value = findInput(*discounted, path)->value();
        value.numbers = {rate};
        const auto at = evaluateStudy(*apply(*discounted, Edit{SetValue{path, value}}));
        QVERIFY2(at.has_value(), at ? "" : at.error().english().c_str());
        const double difference = *dealOf(*at, "buy").figure(Metric::Npv) - *dealOf(*at, "rent").figure(Metric::Npv);
        QVERIFY2(std::abs(difference) < 1e-6 * std::abs(*dealOf(*at, "rent").figure(Metric::Npv)), qPrintable(QString::number(difference)));
        bool said = false;
        for (const std::string& note : present::comparisonNotes(result)) {
            said = said || note.find("A and B are worth the same") != std::string::npos;
        }
        QVERIFY(said);
    }

    // 20 % of 9.7 B$ (announced November 2025).
    void theInvestorReceivesAFifthBeforehand() {
        const double prepaid = sumOf(dealOf(evaluated("neocloud-investor"), "contract"), LineItem::Prepayment);
        QVERIFY2(std::abs(prepaid - 1.94e9) < 5e6, qPrintable(QString::number(prepaid, 'g', 12)));
    }

    void everyNumberThatMovesAFigureSaysWhereItComesFrom() {
        int asked = 0;
        QStringList silent;
        for (const Example& example : listExamples()) {
            const Study study = *openExample(example.id);
            const std::vector<double> before = everything(study);
            walk(study.root(), {}, [&](const Path& path, const Element& element) {
                for (std::size_t i = 0; i < element.values.size(); ++i) {
                    const Input& input = *element.kind->inputs[i];
                    const Value& value = element.values[i];
                    const bool said = !value.source.empty() || value.estimate || !value.assumption.empty();
                    const bool idle = input.neutral && std::all_of(value.numbers.begin(), value.numbers.end(), [&](double number) { return number == *input.neutral; });
                    if (!input.continuous() || said || idle) {
                        continue;
                    }
                    ++asked;
                    const Study moved(replaced(study.root(), path, 0, static_cast<int>(i), nudged(input, value)));
                    if (everything(moved) != before) {
                        silent << QString::fromStdString(std::string(example.id) + ": " + path.input(input.key).text());
                    }
                }
            });
        }
        QVERIFY(asked > 0);
        QVERIFY2(silent.isEmpty(), qPrintable(silent.join('\n')));
    }

    void everySourceNamedIsListedAndEveryOneListedIsUsed() {
        for (const Example& example : listExamples()) {
            const Study study = *openExample(example.id);
            std::vector<std::string> used;
            walk(study.root(), {}, [&](const Path&, const Element& element) {
                for (const Value& value : element.values) {
                    used.push_back(value.source);
                }
            });
            for (const ElementPtr& source : study.root().childrenOf(Role::Source)) {
                QVERIFY2(std::find(used.begin(), used.end(), source->id) != used.end(), source->id.c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(ShippedExamplesTest)
#include "tst_shipped_examples.moc"
