#include <cmath>
#include <limits>
#include <stop_token>

#include <QtTest>

#include "core/study/Distribution.h"
#include "core/risk/Simulation.h"
#include "core/study/Edit.h"
#include "core/study/kinds/StudyInputs.h"
#include "tests/core/support/ComparisonStudies.h"
#include "tests/core/support/RandomStudy.h"
#include "tests/core/support/SmallDeals.h"
#include "tests/core/support/UncertainStudies.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::risk;
using namespace offtake::study;
using namespace offtake::testing;

namespace {

/// A sampled mean lies within this many standard errors of the truth in all but one of 16,000 cases; seeds are fixed.
constexpr double kErrors = 4.0;

StudyResult computed(const Study& study) {
    auto result = evaluateStudy(study);
    if (!result) {
        qFatal("%s", result.error().english().c_str());
    }
    return std::move(*result);
}

Simulation simulated(const StudyResult& result, SimulationOptions options) {
    auto simulation = simulate(result, options);
    if (!simulation) {
        qFatal("%s", simulation.error().english().c_str());
    }
    return std::move(*simulation);
}

SimulationOptions costOnly(std::int64_t paths, Sampler sampler = Sampler::Philox) {
    SimulationOptions options;
    options.paths = paths;
    options.sampler = sampler;
    options.metrics = {Metric::TotalCost};
    return options;
}

double absoluteFlows(const DealResult& deal) {
    double total = 0.0;
    for (const double cell : deal.evaluation.ledger.cash) {
        total += std::abs(cell);
    }
    return total;
}

void samplers() {
    QTest::addColumn<int>("sampler");
    QTest::newRow("sobol") << 0;
    QTest::newRow("philox") << 1;
    QTest::newRow("latin") << 2;
}

bool same(const std::vector<double>& a, const std::vector<double>& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

}  // namespace

class TestSimulation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void the_mean_of_a_linear_metric_is_that_of_its_input_data() { samplers(); }
    void the_mean_of_a_linear_metric_is_that_of_its_input() {
        QFETCH(int, sampler);
        const StudyResult result = computed(meteredStudy({Family::Pert, {1.0, 2.0, 6.0}, {}}));
        const Simulation simulation = simulated(result, costOnly(20'000, static_cast<Sampler>(sampler)));
        const Distributed& cost = simulation.metrics.front().deals.front();
        const double expected = kMeteredHours * (1.0 + 4.0 * 2.0 + 6.0) / 6.0;
        QVERIFY(cost.mean.error > 0.0);
        QVERIFY2(std::abs(cost.mean.value - expected) <= kErrors * cost.mean.error, qPrintable(QStringLiteral("%1 ± %2, expected %3").arg(cost.mean.value).arg(cost.mean.error).arg(expected)));
        QCOMPARE(cost.paths, 20'000);
        QCOMPARE(cost.missing, 0);
    }

    void quantiles_and_shortfall_are_those_of_the_input_data() { samplers(); }
    void quantiles_and_shortfall_are_those_of_the_input() {
        QFETCH(int, sampler);
        const StudyResult result = computed(meteredStudy({Family::Uniform, {1.0, 3.0}, {}}));
        const Simulation simulation = simulated(result, costOnly(20'000, static_cast<Sampler>(sampler)));
        const Distributed& cost = simulation.metrics.front().deals.front();
        for (std::size_t i = 0; i < kQuantiles.size(); ++i) {
            const double expected = kMeteredHours * (1.0 + 2.0 * kQuantiles[i]);
            QVERIFY(std::abs(cost.quantiles[i].value - expected) <= kErrors * cost.quantiles[i].error + kMeteredHours * 2e-4);
        }
        // Cost: the worst are the highest 5 %, uniform on 2.9 to 3.
        QVERIFY(std::abs(cost.shortfall.value - kMeteredHours * 2.95) <= kErrors * cost.shortfall.error + kMeteredHours * 2e-4);
        QVERIFY(std::abs(cost.deviation / kMeteredHours - 2.0 / std::sqrt(12.0)) < 0.01);
    }

    void without_volatility_every_figure_is_the_deterministic_one() {
        int checked = 0;
        for (std::uint64_t seed = 0; seed < 12; ++seed) {
            const StudyResult result = computed(randomStudy(seed));
            SimulationOptions options;
            options.paths = 300;
            options.sampler = Sampler::Philox;
            for (const MetricInfo& info : metrics()) {
                options.metrics.push_back(info.metric);
            }
            const Simulation simulation = simulated(result, options);
            for (const SimulatedMetric& metric : simulation.metrics) {
                for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
                    const auto figure = result.deals[deal].figure(metric.metric);
                    const Distributed& found = metric.deals[deal];
                    QCOMPARE(found.paths, figure ? 300 : 0);
                    QCOMPARE(found.missing, figure ? 0 : 300);
                    if (figure) {
                        QVERIFY(std::abs(found.mean.value - *figure) <= 1e-12 * std::max(1.0, absoluteFlows(result.deals[deal])));
                        ++checked;
                    }
                }
            }
        }
        QVERIFY(checked > 100);
    }

    void zero_spread_and_zero_volatility_leave_the_ledger_as_it_is() {
        constexpr double kNone = 1e-30;  // studies do not take a spread of exactly zero
        const Uncertainty still{Family::Normal, {2.0, kNone}, {{ProcessKind::RandomWalk, {kNone}}, {ProcessKind::MeanReverting, {1.0, kNone}}, {ProcessKind::Jumps, {kNone, 0.1, 0.2}}}};
        const StudyResult result = computed(meteredStudy(still));
        QCOMPARE(result.plan.random.size(), std::size_t{2});
        const Simulation simulation = simulated(result, costOnly(2000));
        const Distributed& cost = simulation.metrics.front().deals.front();
        QVERIFY(std::abs(cost.mean.value - *result.deals.front().figure(Metric::TotalCost)) <= 1e-12 * absoluteFlows(result.deals.front()));
        QVERIFY(cost.deviation <= 1e-12 * cost.mean.value);
    }

    void the_result_is_the_same_to_the_byte_for_any_number_of_threads() {
        const StudyResult result = computed(twoMeteredDeals({Family::Lognormal, {2.0, 0.5}, {{ProcessKind::RandomWalk, {0.3}}}}, {Family::Between, {1.5, 2.8}, {}}));
        SimulationOptions options;
        options.paths = 9000;  // not a multiple of anything
        options.threads = 1;
        const Simulation one = simulated(result, options);
        for (const int threads : {2, 7}) {
            options.threads = threads;
            const Simulation several = simulated(result, options);
            for (std::size_t k = 0; k < one.samples.size(); ++k) {
                for (std::size_t deal = 0; deal < one.samples[k].size(); ++deal) {
                    QVERIFY(same(one.samples[k][deal], several.samples[k][deal]));
                }
            }
            QVERIFY(one.fans[1].running.quantiles == several.fans[1].running.quantiles);
            QVERIFY(one.differenceFans[1].monthly.mean == several.differenceFans[1].monthly.mean);
            QVERIFY(one.metrics[1].deals[0].mean.error == several.metrics[1].deals[0].mean.error);
        }
    }

    void another_uncertain_input_moves_no_draw_of_the_first() {
        const Uncertainty price{Family::Lognormal, {2.0, 0.5}, {}};
        const StudyResult alone = computed(twoMeteredDeals(price, {}));
        const StudyResult beside = computed(twoMeteredDeals(price, {Family::Uniform, {1.0, 3.0}, {}}));
        QVERIFY(same(simulated(alone, costOnly(500)).samples[0][0], simulated(beside, costOnly(500)).samples[0][0]));
    }

    void both_deals_see_the_same_draw_of_an_assumption() {
        Study study = twoMeteredDeals({}, {});
        Element rent = makeElement(kAssumptionKind, "rent");
        rent.values[static_cast<std::size_t>(kAssumptionKind.indexOf(kAssumptionValue))] = spread(2.0, {Family::Normal, {2.0, 0.3}, {}});
        with(rent, kAssumptionUnit, "$/GPU-h");
        study = *apply(study, Edit{InsertElement{{}, 0, std::make_shared<const Element>(rent)}});
        Value reference = spread(2.0, {});
        reference.assumption = "rent";
        study = withValue(withValue(study, kMeteredPricePath, reference), "deal.b.tranche.t.clause.fee.price", reference);
        const Simulation simulation = simulated(computed(study), costOnly(1000));
        const SimulatedMetric& cost = simulation.metrics.front();
        QVERIFY(cost.deals[0].deviation > 0.0);
        QCOMPARE(cost.differences[1].deviation, 0.0);
        QCOMPARE(cost.beaten[1]->ties, 1.0);
        QCOMPARE(cost.best[0].value, 1.0);
        QVERIFY(cost.beaten[1]->deal == Dominance::None);
    }

    void the_share_of_paths_on_which_one_deal_beats_the_other_is_the_known_one_data() { samplers(); }
    void the_share_of_paths_on_which_one_deal_beats_the_other_is_the_known_one() {
        QFETCH(int, sampler);
        // Costs of two normals: P(B < A) = Phi((mA - mB) / sqrt(sA^2 + sB^2)).
        const StudyResult result = computed(twoMeteredDeals({Family::Normal, {2.0, 0.3}, {}}, {Family::Normal, {1.9, 0.2}, {}}));
        const Simulation simulation = simulated(result, costOnly(20'000, static_cast<Sampler>(sampler)));
        const Beaten& beaten = *simulation.metrics.front().beaten[1];
        const double expected = normalShare(0.1 / std::sqrt(0.13));
        QVERIFY(std::abs(beaten.better.value - expected) <= kErrors * beaten.better.error);
        QCOMPARE(beaten.ties, 0.0);
        QVERIFY(std::abs(beaten.better.value + beaten.worse.value - 1.0) < 1e-12);
        // Neither lies beside the other everywhere to first order; the cheaper and narrower one does to second order.
        QVERIFY(beaten.deal == Dominance::Second);
        QVERIFY(beaten.baseline == Dominance::None);
    }

    void a_process_keeps_the_mean_of_every_month_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<std::vector<double>>("parameters");
        QTest::addColumn<int>("sampler");
        const auto row = [](const char* name, ProcessKind kind, const std::vector<double>& parameters) {
            for (const Sampler sampler : {Sampler::Sobol, Sampler::Philox}) {
                QTest::addRow("%s, %s", name, std::string(keyOf(sampler)).c_str()) << static_cast<int>(kind) << parameters << static_cast<int>(sampler);
            }
        };
        row("random walk", ProcessKind::RandomWalk, {0.4});
        row("random walk with drift", ProcessKind::RandomWalk, {0.4, -0.3});
        row("mean reverting", ProcessKind::MeanReverting, {2.0, 0.8});
        row("jumps", ProcessKind::Jumps, {4.0, 0.1, 0.4});
        row("on and off", ProcessKind::OnOff, {8.0, 2.0, 0.3});
        row("errors by month", ProcessKind::ErrorByMonth, {0.05, 0.1, 0.2});
    }
    void a_process_keeps_the_mean_of_every_month() {
        QFETCH(int, kind);
        QFETCH(std::vector<double>, parameters);
        QFETCH(int, sampler);
        const StudyResult result = computed(meteredStudy({Family::Certain, {}, {{static_cast<ProcessKind>(kind), parameters}}}));
        const Simulation simulation = simulated(result, costOnly(40'000, static_cast<Sampler>(sampler)));
        const Distributed& cost = simulation.metrics.front().deals.front();
        QVERIFY(cost.deviation > 0.0);
        QVERIFY2(std::abs(cost.mean.value - *cost.standing) <= kErrors * cost.mean.error, qPrintable(QStringLiteral("%1 ± %2, expected %3").arg(cost.mean.value).arg(cost.mean.error).arg(*cost.standing)));
        const std::vector<double> months = result.deals.front().costByMonth();
        for (std::size_t t = 0; t < months.size(); ++t) {
            // A month's deviation from its own fan, at most a quarter of the distance of its outer quantiles.
            const Fan& fan = simulation.fans.front().monthly;
            const double deviation = std::max((fan.quantiles[4][t] - fan.quantiles[0][t]) / 3.0, months[t] * 0.5);
            QVERIFY(std::abs(fan.mean[t] - months[t]) <= kErrors * deviation / 200.0);
        }
    }

    /// The cost is kMeteredHours / 12 times the sum of twelve prices 2 exp(x_t - Var x_t / 2), normal x_t of covariance c_st:
    /// its variance is (2 kMeteredHours / 12)² times the sum of exp(c_st) - 1 over all pairs of months.
    void processes_vary_as_much_in_waves_as_by_month_data() {
        QTest::addColumn<double>("speed");
        QTest::addColumn<int>("sampler");
        for (const double speed : {0.0, 2.0}) {
            for (const Sampler sampler : {Sampler::Sobol, Sampler::Philox}) {
                QTest::addRow("speed %g, %s", speed, std::string(keyOf(sampler)).c_str()) << speed << static_cast<int>(sampler);
            }
        }
    }
    void processes_vary_as_much_in_waves_as_by_month() {
        QFETCH(double, speed);
        QFETCH(int, sampler);
        constexpr double kVolatility = 0.5;
        constexpr int kMonthsOfYear = 12;
        const ProcessTerm term = speed > 0.0 ? ProcessTerm{ProcessKind::MeanReverting, {speed, kVolatility}} : ProcessTerm{ProcessKind::RandomWalk, {kVolatility}};
        double pairs = 0.0;
        for (int s = 0; s < kMonthsOfYear; ++s) {
            for (int t = 0; t < kMonthsOfYear; ++t) {
                const double early = (std::min(s, t) + 0.5) / kMonthsOfYear;
                const double late = (std::max(s, t) + 0.5) / kMonthsOfYear;
                const double remembered = speed > 0.0 ? (std::exp(-speed * (late - early)) - std::exp(-speed * (late + early))) / (2.0 * speed) : early;
                pairs += std::expm1(kVolatility * kVolatility * remembered);
            }
        }
        const double expected = std::pow(2.0 * kMeteredHours / kMonthsOfYear, 2.0) * pairs;
        const Simulation simulation = simulated(computed(meteredStudy({Family::Certain, {}, {term}})), costOnly(40'000, static_cast<Sampler>(sampler)));
        const std::vector<double>& costs = simulation.samples[0][0];
        const double mean = simulation.metrics.front().deals.front().mean.value;
        const auto count = static_cast<double>(costs.size());
        double second = 0.0;
        double fourth = 0.0;
        for (const double cost : costs) {
            const double square = (cost - mean) * (cost - mean);
            second += square / count;
            fourth += square * square / count;
        }
        // The standard error of a variance of independent paths; even points have a smaller one.
        const double error = std::sqrt((fourth - second * second) / count);
        QVERIFY2(std::abs(second - expected) <= kErrors * error, qPrintable(QStringLiteral("%1 ± %2, expected %3").arg(second).arg(error).arg(expected)));
    }
    void even_points_know_the_mean_of_a_process_ten_times_better_than_independent_ones() {
        const StudyResult result = computed(meteredStudy({Family::Certain, {}, {{ProcessKind::RandomWalk, {0.5}}}}));
        const auto errorOf = [&](Sampler sampler) { return simulated(result, costOnly(16'384, sampler)).metrics.front().deals.front().mean.error; };
        QVERIFY(errorOf(Sampler::Sobol) < errorOf(Sampler::Philox) / 10.0);
    }

    void correlated_inputs_move_together_by_rank() {
        Study study = twoMeteredDeals({Family::Uniform, {1.0, 3.0}, {}}, {Family::Lognormal, {2.0, 1.0}, {}});
        Element pair = makeElement(kCorrelationKind, "c");
        with(pair, kCorrelated, kMeteredPricePath);
        with(pair, kCorrelatedWith, "deal.b.tranche.t.clause.fee.price");
        with(pair, kRankCorrelation, 0.6);
        study = *apply(study, Edit{InsertElement{{}, 0, std::make_shared<const Element>(pair)}});
        const Simulation simulation = simulated(computed(study), costOnly(20'000));
        const auto ranks = [](const std::vector<double>& samples) {
            std::vector<std::size_t> order(samples.size());
            for (std::size_t i = 0; i < order.size(); ++i) {
                order[i] = i;
            }
            std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return samples[a] < samples[b]; });
            std::vector<double> rank(samples.size());
            for (std::size_t i = 0; i < order.size(); ++i) {
                rank[order[i]] = static_cast<double>(i) / static_cast<double>(order.size()) - 0.5;
            }
            return rank;
        };
        const std::vector<double> a = ranks(simulation.samples[0][0]);
        const std::vector<double> b = ranks(simulation.samples[0][1]);
        double product = 0.0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            product += a[i] * b[i];
        }
        const double spearman = product / static_cast<double>(a.size()) * 12.0;
        QVERIFY(std::abs(spearman - 0.6) < 4.0 / std::sqrt(20'000.0));
        QVERIFY(simulation.repairs.empty());
    }

    /// Of two random walks of one volatility v whose numbers have the correlation r = 2 sin(π 0.6 / 6) the costs have the
    /// covariance of the sum of exp(r v² min(s, t)) - 1 over pairs of months, and the variance of the same with r = 1.
    void correlated_processes_move_together_in_waves() {
        constexpr double kVolatility = 0.4;
        constexpr double kRank = 0.6;
        const Uncertainty walk{Family::Certain, {}, {{ProcessKind::RandomWalk, {kVolatility}}}};
        Study study = twoMeteredDeals(walk, walk);
        Element pair = makeElement(kCorrelationKind, "c");
        with(pair, kCorrelated, kMeteredPricePath);
        with(pair, kCorrelatedWith, "deal.b.tranche.t.clause.fee.price");
        with(pair, kRankCorrelation, kRank);
        study = *apply(study, Edit{InsertElement{{}, 0, std::make_shared<const Element>(pair)}});
        constexpr std::int64_t kPaths = 20'000;
        const Simulation simulation = simulated(computed(study), costOnly(kPaths, Sampler::Sobol));
        const auto sumOver = [&](double correlation) {
            double sum = 0.0;
            for (int s = 0; s < 12; ++s) {
                for (int t = 0; t < 12; ++t) {
                    sum += std::expm1(correlation * kVolatility * kVolatility * (std::min(s, t) + 0.5) / 12.0);
                }
            }
            return sum;
        };
        const double expected = sumOver(2.0 * std::sin(std::acos(-1.0) * kRank / 6.0)) / sumOver(1.0);
        const std::vector<double>& a = simulation.samples[0][0];
        const std::vector<double>& b = simulation.samples[0][1];
        const double meanA = simulation.metrics[0].deals[0].mean.value;
        const double meanB = simulation.metrics[0].deals[1].mean.value;
        double ab = 0.0;
        double aa = 0.0;
        double bb = 0.0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        QVERIFY(std::abs(ab / std::sqrt(aa * bb) - expected) < kErrors / std::sqrt(static_cast<double>(kPaths)));
    }

    void nothing_uncertain_gives_the_deterministic_figures() {
        const StudyResult result = computed(meteredStudy({}));
        const Simulation simulation = simulated(result, costOnly(2));
        QVERIFY(simulation.inputs.empty());
        QCOMPARE(simulation.metrics[0].deals[0].mean.value, *result.deals[0].figure(Metric::TotalCost));
        QCOMPARE(simulation.metrics[0].deals[0].histogram.counts.size(), std::size_t{1});
    }

    void too_few_and_too_many_paths_are_refused_with_a_remedy() {
        const StudyResult result = computed(meteredStudy({Family::Uniform, {1.0, 3.0}, {}}));
        for (const std::int64_t paths : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-5}, std::int64_t{1'000'000'000'000}}) {
            const auto simulation = simulate(result, costOnly(paths));
            QVERIFY(!simulation);
            QVERIFY(simulation.error().code == ErrorCode::OutOfBounds);
            QVERIFY(!simulation.error().remedy.text.empty());
        }
    }

    void an_error_that_is_never_reached_and_threads_that_nobody_has_are_refused_with_a_remedy() {
        const StudyResult result = computed(meteredStudy({Family::Uniform, {1.0, 3.0}, {}}));
        std::vector<SimulationOptions> wrong(5, costOnly(1000));
        wrong[0].wantedError = 0.0;
        wrong[1].wantedError = -1.0;
        wrong[2].wantedError = std::numeric_limits<double>::quiet_NaN();
        wrong[3].threads = -1;
        wrong[4].threads = 1'000'000;
        for (const SimulationOptions& options : wrong) {
            const auto simulation = simulate(result, options);
            QVERIFY(!simulation);
            QVERIFY(simulation.error().code == ErrorCode::OutOfBounds);
            QVERIFY(!simulation.error().remedy.text.empty());
        }
    }

    void draws_that_the_bounds_of_an_input_stop_are_counted() {
        // A price is never below zero: about 16 % of these draws are.
        const StudyResult result = computed(meteredStudy({Family::Normal, {1.0, 1.0}, {}}));
        const Simulation simulation = simulated(result, costOnly(10'000));
        QVERIFY(std::abs(simulation.inputs[0].stopped - normalShare(-1.0)) < 4.0 * std::sqrt(0.16 * 0.84 / 10'000.0));
        QCOMPARE(simulation.metrics[0].deals[0].lowest, 0.0);
    }

    void a_metric_that_exists_on_no_path_has_no_mean() {
        SimulationOptions options = costOnly(100);
        options.metrics = {Metric::Irr};
        const Simulation simulation = simulated(computed(meteredStudy({Family::Uniform, {1.0, 3.0}, {}})), options);
        QCOMPARE(simulation.metrics[0].deals[0].paths, 0);
        QCOMPARE(simulation.metrics[0].deals[0].missing, 100);
        QCOMPARE(simulation.metrics[0].deals[0].mean.value, 0.0);
        QVERIFY(!simulation.metrics[0].deals[0].standing);
    }

    void a_wish_to_stop_leaves_nothing() {
        std::stop_source source;
        source.request_stop();
        const auto simulation = simulate(computed(meteredStudy({Family::Uniform, {1.0, 3.0}, {}})), costOnly(100'000), {source.get_token(), {}});
        QVERIFY(simulation.has_value());
        QVERIFY(simulation->end == parallel::RunEnd::Stopped);
        QVERIFY(simulation->metrics.empty());
    }

    void a_wish_to_stop_in_mid_run_ends_it_without_a_result_and_the_next_run_is_whole() {
        const StudyResult result = computed(meteredStudy({Family::Lognormal, {2.0, 0.5}, {{ProcessKind::RandomWalk, {0.3}}}}));
        std::stop_source source;
        double reached = 0.0;
        parallel::RunContext context{source.get_token(), [&](double share) {
            reached = share;
            source.request_stop();
        }};
        const auto stopped = simulate(result, costOnly(100'000), context);
        QVERIFY(stopped.has_value());
        QVERIFY(stopped->end == parallel::RunEnd::Stopped);
        QVERIFY(stopped->metrics.empty() && stopped->samples.empty() && stopped->fans.empty());
        QVERIFY(reached > 0.0 && reached < 1.0);
        const Simulation whole = simulated(result, costOnly(5000));
        QVERIFY(whole.end == parallel::RunEnd::Complete);
        QCOMPARE(whole.samples[0][0].size(), std::size_t{5000});
    }

    void a_wanted_error_ends_the_run_after_a_power_of_two_of_blocks() {
        const StudyResult result = computed(meteredStudy({Family::Uniform, {1.0, 3.0}, {}}));
        SimulationOptions options = costOnly(200'000);
        options.wantedError = kMeteredHours * 2.0 / std::sqrt(12.0) / 100.0;  // needs 10,000 paths
        const Simulation simulation = simulated(result, options);
        QVERIFY(simulation.reachedError);
        QCOMPARE(simulation.paths, 16 * static_cast<std::int64_t>(kBlockPaths));
        QVERIFY(simulation.metrics[0].deals[0].mean.error <= *options.wantedError);
        QCOMPARE(simulation.samples[0][0].size(), static_cast<std::size_t>(simulation.paths));
        QCOMPARE(simulation.metrics[0].deals[0].convergence.size(), std::size_t{5});
    }

    void fans_of_few_and_of_many_paths_agree() {
        const StudyResult result = computed(twoMeteredDeals({Family::Certain, {}, {{ProcessKind::RandomWalk, {0.3}}}}, {}));
        const Simulation few = simulated(result, costOnly(4096));
        const Simulation many = simulated(result, costOnly(5000));
        for (std::size_t t = 0; t < 12; ++t) {
            for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
                const double exact = few.fans[0].running.quantiles[q][t];
                QVERIFY(std::abs(many.fans[0].running.quantiles[q][t] - exact) < 0.03 * exact);
            }
            QCOMPARE(few.fans[1].monthly.quantiles[0][t], few.fans[1].monthly.quantiles[4][t]);
        }
    }
};

QTEST_APPLESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
