#include <QtTest>

#include <cmath>

#include "core/economics/Evaluate.h"
#include "core/study/Validate.h"
#include "core/study/kinds/StudyInputs.h"
#include "tests/core/support/EvaluateKernel.h"
#include "tests/core/support/InstructionSets.h"
#include "tests/core/support/RandomStudy.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;

class TestInstructionSets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// The model on the lanes of every instruction set, each lane a different deal, against the model on double.
    void everyLaneOfEveryInstructionSetIsTheDealOnDouble_data() { testing::instructionSetRows(); }
    void everyLaneOfEveryInstructionSetIsTheDealOnDouble() {
        OFFTAKE_FETCH_INSTRUCTION_SET(set)
        constexpr int kStudies = 150;
        // Design, "Same input, same bytes": 1e-12 of the sum of absolute flows, 1e-9 for rates and whole months.
        constexpr double kAgreement = 1e-12;
        constexpr double kRateAgreement = 1e-9;
        int rates = 0;
        for (int seed = 0; seed < kStudies; ++seed) {
            const auto plan = resolve(testing::randomStudy(static_cast<std::uint64_t>(seed)));
            QVERIFY(plan.has_value());
            const Structure& structure = plan->structure;
            for (std::size_t deal = 0; deal < structure.deals.size(); ++deal) {
                const Accounts accounts = makeAccounts(structure, structure.deals[deal]);
                const auto varied = static_cast<std::size_t>(structure.deals[deal].slotsOf(kScale).first);
                const auto lanes = evaluateOnLanesOn(set)(structure, accounts, deal, plan->slots, varied);
                for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
                    std::vector<double> slots = plan->slots;
                    slots[varied] *= 1.0 + static_cast<double>(lane) / 100.0;
                    Evaluation<double> plain;
                    evaluate<double>(structure, accounts, deal, slots, -1, plain);
                    double absolute = 1.0;
                    for (const double cell : plain.ledger.cash) {
                        absolute += std::abs(cell);
                    }
                    QCOMPARE(lanes[lane].cash.size(), plain.ledger.cash.size());
                    for (std::size_t i = 0; i < plain.ledger.cash.size(); ++i) {
                        QVERIFY(std::abs(lanes[lane].cash[i] - plain.ledger.cash[i]) <= kAgreement * absolute);
                    }
                    for (const MetricInfo& info : metrics()) {
                        const auto index = static_cast<std::size_t>(info.metric);
                        const bool isRate = info.metric == Metric::Irr || info.metric == Metric::EquityIrr;
                        const double expected = plain.metrics[info.metric];
                        const double tolerance = isRate ? kRateAgreement * (1.0 + std::abs(expected)) : kAgreement * absolute + kRateAgreement * std::abs(expected);
                        const QByteArray where = QByteArray(info.key.data(), static_cast<int>(info.key.size())) + " of seed " + QByteArray::number(seed);
                        QCOMPARE(lanes[lane].exists[index], plain.metrics.has(info.metric));
                        QVERIFY2(std::abs(lanes[lane].metrics[index] - expected) <= tolerance, where);
                        rates += isRate && lanes[lane].exists[index] > 0.5 ? 1 : 0;
                    }
                }
            }
        }
        QVERIFY(rates > kStudies / 10);
    }
};

QTEST_APPLESS_MAIN(TestInstructionSets)
#include "tst_instruction_sets.moc"
