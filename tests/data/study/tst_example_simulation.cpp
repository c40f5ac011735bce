#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/economics/Evaluate.h"
#include "core/risk/Simulation.h"
#include "core/study/Distribution.h"
#include "core/study/kinds/StudyInputs.h"
#include "data/study/Examples.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;

namespace {

/// A sampled mean lies within this many standard errors of the truth in all but one of 16,000 cases; seeds are fixed.
constexpr double kErrors = 4.0;

risk::Simulation simulated(const StudyResult& result, std::int64_t paths, std::vector<Metric> metrics) {
    risk::SimulationOptions options;
    options.paths = paths;
    options.sampler = risk::Sampler::Philox;
    options.metrics = std::move(metrics);
    options.fans = false;
    auto simulation = risk::simulate(result, options);
    if (!simulation) {
        qFatal("%s", simulation.error().english().c_str());
    }
    return std::move(*simulation);
}

double absoluteFlows(const DealResult& deal) {
    double total = 0.0;
    for (const double cell : deal.evaluation.ledger.cash) {
        total += std::abs(cell);
    }
    return total;
}

/// The same inputs as before, drawn with no spread at all.
void still(RandomInput& input, double central) {
    if (input.part == RandomInput::Part::Level) {
        input.uncertainty.family = Family::Normal;
        input.uncertainty.parameters = {central, 0.0};
    }
    for (ProcessTerm& term : input.uncertainty.process) {
        std::vector<double>& p = term.parameters;
        switch (term.kind) {
            case ProcessKind::RandomWalk: p[0] = 0.0; break;
            case ProcessKind::MeanReverting: p[1] = 0.0; break;
            case ProcessKind::Jumps: p[0] = 0.0; break;
            case ProcessKind::ErrorByMonth: p.assign(p.size(), 0.0); break;
            case ProcessKind::Season:
            case ProcessKind::OnOff: break;
        }
    }
}

/// The total cost of a deal with one slot changed, every deal at the scale at which it was sized.
double costWith(const StudyResult& result, std::size_t deal, std::size_t slot, double value) {
    std::vector<double> slots = result.plan.slots;
    slots[static_cast<std::size_t>(result.plan.structure.deals[deal].slotsOf(kScale).first)] = result.deals[deal].scale;
    slots[slot] = value;
    Evaluation<double> out;
    evaluate<double>(result.plan.structure, *result.deals[deal].accounts, deal, slots, -1, out);
    return out.metrics[Metric::TotalCost];
}

/// Whether the total cost is a straight line in the slot wherever the distribution reaches.
bool isStraight(const StudyResult& result, std::size_t deal, std::size_t slot, const Distribution& law) {
    const double from = law.quantile(1e-7);
    const double to = law.quantile(1.0 - 1e-7);
    const double atFrom = costWith(result, deal, slot, from);
    const double atTo = costWith(result, deal, slot, to);
    const double size = absoluteFlows(result.deals[deal]);
    if (!(std::abs(atTo - atFrom) > 1e-9 * size)) {
        return false;
    }
    constexpr std::array kShares{0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999};
    return std::all_of(kShares.begin(), kShares.end(), [&](double share) {
        const double x = law.quantile(share);
        return std::abs(costWith(result, deal, slot, x) - (atFrom + (atTo - atFrom) * (x - from) / (to - from))) <= 1e-10 * size;
    });
}

void examples() {
    QTest::addColumn<QString>("example");
    for (const char* example : {"founder-64-gpus", "neocloud-investor", "spacex-google", "spacex-reflection"}) {
        QTest::newRow(example) << example;
    }
}

}  // namespace

/// Simulations of the shipped examples against what is known without drawing.
class TestExampleSimulation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void draws_without_spread_give_the_deterministic_ledger_data() { examples(); }
    void draws_without_spread_give_the_deterministic_ledger() {
        QFETCH(QString, example);
        StudyResult result = *evaluateStudy(*openExample(example.toStdString()));
        QVERIFY(result.plan.random.size() > 10);
        for (RandomInput& input : result.plan.random) {
            still(input, result.plan.slots[static_cast<std::size_t>(input.slots.first)]);
        }
        const risk::Simulation simulation = simulated(result, 64, {Metric::TotalCost, Metric::PresentCost, Metric::Npv, Metric::UsefulCompute, Metric::BeyondHorizon, Metric::WorstMonth});
        for (const risk::SimulatedMetric& metric : simulation.metrics) {
            for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
                const double figure = *result.deals[deal].figure(metric.metric);
                const double tolerance = 1e-12 * (metric.metric == Metric::UsefulCompute ? std::max(figure, 1.0) : absoluteFlows(result.deals[deal]));
                QVERIFY2(std::abs(metric.deals[deal].lowest - figure) <= tolerance && std::abs(metric.deals[deal].highest - figure) <= tolerance,
                         qPrintable(QStringLiteral("%1 of deal %2: %3 to %4, expected %5").arg(infoOf(metric.metric).key.data()).arg(deal)
                                        .arg(metric.deals[deal].lowest, 0, 'g', 17).arg(metric.deals[deal].highest, 0, 'g', 17).arg(figure, 0, 'g', 17)));
            }
        }
    }

    void a_cost_that_is_linear_in_an_input_has_the_mean_of_the_input_data() { examples(); }
    void a_cost_that_is_linear_in_an_input_has_the_mean_of_the_input() {
        QFETCH(QString, example);
        constexpr int kEnough = 6;
        const StudyResult whole = *evaluateStudy(*openExample(example.toStdString()));
        int checked = 0;
        for (const RandomInput& input : whole.plan.random) {
            if (checked == kEnough || input.part != RandomInput::Part::Level) {
                continue;
            }
            const auto slot = static_cast<std::size_t>(input.slots.first);
            const Bounds bounds = boundsOf(*input.input);
            const auto law = Distribution::of(input.uncertainty, whole.plan.slots[slot], bounds, input.path.text());
            const bool within = law->quantile(1e-7) >= bounds.low && law->quantile(1.0 - 1e-7) <= bounds.high;
            for (std::size_t deal = 0; within && deal < whole.deals.size(); ++deal) {
                if (!isStraight(whole, deal, slot, *law)) {
                    continue;
                }
                StudyResult alone = *evaluateStudy(*openExample(example.toStdString()));
                alone.plan.random = {input};
                alone.plan.correlations.clear();
                const risk::Simulation simulation = simulated(alone, 4000, {Metric::TotalCost});
                const risk::Estimate mean = simulation.metrics[0].deals[deal].mean;
                const double expected = costWith(whole, deal, slot, law->mean());
                QVERIFY2(std::abs(mean.value - expected) <= kErrors * mean.error,
                         qPrintable(QStringLiteral("%1: %2 ± %3, expected %4").arg(input.path.text().c_str()).arg(mean.value).arg(mean.error).arg(expected)));
                ++checked;
                break;
            }
        }
        QVERIFY2(checked >= 3, qPrintable(QString::number(checked)));
    }
};

QTEST_APPLESS_MAIN(TestExampleSimulation)
#include "tst_example_simulation.moc"
