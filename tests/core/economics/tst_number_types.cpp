#include <QtTest>

#include <cmath>

#include "core/economics/Evaluate.h"
#include "core/study/Validate.h"
#include "tests/core/support/RandomStudy.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;
using numbers::Lanes;
using numbers::Recorded;

namespace {

constexpr int kStudies = 500;
// Between number types: relative to the sum of absolute flows (design, "Same input, same bytes").
constexpr double kAgreement = 1e-12;
// Rates of return and whole-month rounding.
constexpr double kRateAgreement = 1e-9;

double absoluteFlows(const Evaluation<double>& evaluation) {
    double total = 0.0;
    for (const double cell : evaluation.ledger.cash) {
        total += std::abs(cell);
    }
    return total;
}

bool isRate(Metric metric) { return metric == Metric::Irr || metric == Metric::EquityIrr; }

}  // namespace

class TestNumberTypes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void doubleLanesAndRecorderAgreeOnEveryLine() {
        int lines = 0;
        int rates = 0;
        for (int seed = 0; seed < kStudies; ++seed) {
            const auto plan = resolve(testing::randomStudy(static_cast<std::uint64_t>(seed)));
            QVERIFY2(plan.has_value(), plan ? "" : plan.error().english().c_str());
            const Structure& structure = plan->structure;
            std::vector<Lanes> laneSlots(plan->slots.begin(), plan->slots.end());
            for (std::size_t deal = 0; deal < structure.deals.size(); ++deal) {
                const Accounts accounts = makeAccounts(structure, structure.deals[deal]);
                Evaluation<double> plain;
                Evaluation<Lanes> lanes;
                Evaluation<Recorded> recorded;
                numbers::Tape tape;
                std::vector<Recorded> recordedSlots;
                for (std::size_t i = 0; i < plan->slots.size(); ++i) {
                    recordedSlots.push_back(tape.input(static_cast<std::int32_t>(i), plan->slots[i]));
                }
                evaluate<double>(structure, accounts, deal, plan->slots, -1, plain);
                evaluate<Lanes>(structure, accounts, deal, laneSlots, -1, lanes);
                evaluate<Recorded>(structure, accounts, deal, recordedSlots, -1, recorded);
                const double tolerance = kAgreement * std::max(1.0, absoluteFlows(plain));
                for (std::size_t i = 0; i < plain.ledger.cash.size(); ++i) {
                    const double expected = plain.ledger.cash[i];
                    QVERIFY2(std::isfinite(expected), accounts.title(accounts.lines[i / plain.ledger.columns]).c_str());
                    for (std::size_t lane = 0; lane < Lanes::kWidth; ++lane) {
                        QVERIFY2(std::abs(lanes.ledger.cash[i].lane(lane) - expected) <= tolerance, accounts.title(accounts.lines[i / plain.ledger.columns]).c_str());
                    }
                    QVERIFY2(std::abs(recorded.ledger.cash[i].value - expected) <= tolerance, accounts.title(accounts.lines[i / plain.ledger.columns]).c_str());
                }
                lines += static_cast<int>(accounts.lines.size());
                for (const MetricInfo& info : metrics()) {
                    const double expected = plain.metrics[info.metric];
                    const double scale = isRate(info.metric) ? kRateAgreement * (1.0 + std::abs(expected)) : tolerance + kRateAgreement * std::abs(expected);
                    const QByteArray where = QByteArray(info.key.data(), static_cast<int>(info.key.size())) + " of seed " + QByteArray::number(seed);
                    QVERIFY2(std::isfinite(expected), where);
                    QCOMPARE(lanes.metrics.has(info.metric).lane(0), plain.metrics.has(info.metric));
                    QCOMPARE(recorded.metrics.has(info.metric).value, plain.metrics.has(info.metric));
                    QVERIFY2(std::abs(lanes.metrics[info.metric].lane(Lanes::kWidth - 1) - expected) <= scale, where);
                    QVERIFY2(std::abs(recorded.metrics[info.metric].value - expected) <= scale, where);
                    rates += isRate(info.metric) && plain.metrics.has(info.metric) > 0.5 ? 1 : 0;
                }
            }
        }
        // The comparison is worth something only if the studies are not empty.
        QVERIFY(lines > 10 * kStudies);
        QVERIFY(rates > kStudies / 25);
    }
};

QTEST_APPLESS_MAIN(TestNumberTypes)
#include "tst_number_types.moc"
