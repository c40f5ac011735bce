#include <cmath>

#include <QtTest>

#include "core/risk/Simulation.h"
#include "core/study/Distribution.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/SmallDeals.h"
#include "tests/core/support/StudyEdits.h"
#include "tests/core/support/UncertainStudies.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::risk;
using namespace offtake::study;

namespace {

/// A sampled mean lies within this many standard errors of the truth in all but one of 16,000 cases; seeds are fixed.
constexpr double kErrors = 4.0;
constexpr double kMonthlyFee = testing::kMeteredHours / 12.0 * 2.0;  // a month of meteredStudy at 2 $ an hour
constexpr double kHorizonMonths = 12.0;

Simulation simulated(const Study& study, Metric metric, std::int64_t paths) {
    SimulationOptions options;
    options.paths = paths;
    options.sampler = Sampler::Philox;
    options.metrics = {metric};
    auto simulation = simulate(testing::computed(study), options);
    if (!simulation) {
        qFatal("%s", simulation.error().english().c_str());
    }
    return std::move(*simulation);
}

/// Mean of max(x − strike, 0) of a lognormal x: F. Black (1976).
double meanBeyond(const LognormalParameters& law, double strike) {
    const double d = (law.mu - std::log(strike)) / law.sigma;
    return std::exp(law.mu + law.sigma * law.sigma / 2.0) * normalShare(d + law.sigma) - strike * normalShare(d);
}

/// 100 $ a month for 12 months, of which the ramp leaves this share.
Study rampedStudy(const std::string& share) {
    Element fee = makeElement(kFixedFeeKind, "fee");
    with(fee, kFee, 100.0);
    const Study contract = testing::plus(testing::contractDeal(), "deal.a.tranche.t", fee);
    const Study ramped = testing::plus(contract, "deal.a.tranche.t", makeElement(kRampKind, "ramp"));
    return testing::set(ramped, "deal.a.tranche.t.clause.ramp.share", share);
}

}  // namespace

class TestDraws : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_long_tail_of_the_term_is_owed_in_full() {
        // Mean 24 months, standard deviation 30: one draw in a hundred is above 140 months, one in 10,000 above 480.
        const Study study = testing::set(testing::meteredStudy({}), "deal.a.tranche.t.term", "lognormal(24, 30)");
        const Simulation simulation = simulated(study, Metric::BeyondHorizon, 40'000);
        const Distributed& owed = simulation.metrics[0].deals[0];
        const LognormalParameters law = lognormalFromMoments(24.0, 30.0);
        const double expected = kMonthlyFee * (meanBeyond(law, kHorizonMonths) - meanBeyond(law, std::min(kTerm.high, std::exp(law.mu - law.sigma * normalQuantile(kBeyondReach)))));
        QVERIFY2(std::abs(owed.mean.value - expected) <= kErrors * owed.mean.error,
                 qPrintable(QStringLiteral("%1 ± %2, expected %3").arg(owed.mean.value).arg(owed.mean.error).arg(expected)));
    }

    void a_draw_of_start_delay_or_term_has_months_or_is_counted_data() {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("stated");
        QTest::addColumn<bool>("ends");
        QTest::newRow("term by quantiles") << QByteArray("term") << QByteArray("quantiles(10 %: 12, 50 %: 24, 90 %: 60)") << false;
        QTest::newRow("term by a range") << QByteArray("term") << QByteArray("24 (12 to 60)") << false;
        QTest::newRow("normal term") << QByteArray("term") << QByteArray("24 \u00b1 12") << false;
        QTest::newRow("triangular term") << QByteArray("term") << QByteArray("tri(12, 24, 60)") << true;
        QTest::newRow("start") << QByteArray("start") << QByteArray("2026-01-01 to 2027-01-01") << false;
        QTest::newRow("delay") << QByteArray("clause.delivery.delay") << QByteArray("lognormal(6, 9)") << false;
    }
    void a_draw_of_start_delay_or_term_has_months_or_is_counted() {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, stated);
        QFETCH(bool, ends);
        Study study = testing::plus(testing::meteredStudy({}), "deal.a.tranche.t", makeElement(kDeliveryKind, "delivery"));
        study = testing::set(study, "deal.a.tranche.t." + path.toStdString(), stated.toStdString());
        constexpr std::int64_t kPaths = 200'000;
        const Simulation simulation = simulated(study, Metric::BeyondHorizon, kPaths);
        const StudyResult result = testing::computed(study);
        const double months = result.plan.structure.timeline.columns;
        const double highest = simulation.metrics[0].deals[0].highest;
        QVERIFY(highest <= kMonthlyFee * (months - kHorizonMonths) * (1.0 + 1e-12));
        // Of 200,000 draws 20 lie beyond the last month on average.
        const double beyond = simulation.inputs[0].stopped * static_cast<double>(kPaths);
        const RandomInput& random = result.plan.random.front();
        const Bounds bounds = boundsOf(*random.input);
        const auto law = Distribution::of(random.uncertainty, result.plan.slots[static_cast<std::size_t>(random.slots.first)], bounds, "input");
        const double expected = (law->cdf(bounds.low) + (ends ? 0.0 : kBeyondReach)) * static_cast<double>(kPaths);
        QVERIFY2(std::abs(beyond - expected) <= kErrors * std::sqrt(expected), qPrintable(QStringLiteral("%1 draws, expected %2").arg(beyond).arg(expected)));
        // The furthest draw fills its months: the plan is no longer than it has to be.
        QVERIFY(ends || path != "term" || highest >= kMonthlyFee * (months - 1.0 - kHorizonMonths) * (1.0 - 1e-12));
    }

    void a_whole_share_under_a_process_exists_on_every_path_data() {
        QTest::addColumn<QByteArray>("stated");
        QTest::newRow("off and on") << QByteArray("100 % ~ onoff(6, 2, 0)");
        QTest::newRow("off and on, with another term") << QByteArray("100 % ~ onoff(6, 2, 0) + gbm(30 %)");
        QTest::newRow("a season that leaves nothing") << QByteArray("100 % ~ season(100 %, 1)");
    }
    void a_whole_share_under_a_process_exists_on_every_path() {
        QFETCH(QByteArray, stated);
        const Simulation simulation = simulated(rampedStudy(stated.toStdString()), Metric::TotalCost, 2000);
        const Distributed& cost = simulation.metrics[0].deals[0];
        QCOMPARE(cost.missing, 0);
        QVERIFY(cost.standing && std::isfinite(*cost.standing));
        QVERIFY(cost.lowest >= 0.0 && cost.highest <= 1200.0 * (1.0 + 1e-12));
    }

    void a_share_that_goes_off_and_on_keeps_its_mean() {
        // Up six months, down two, at a quarter while down: 13/16 of the share of 80 %.
        const Simulation simulation = simulated(rampedStudy("80 % ~ onoff(6, 2, 25 %)"), Metric::TotalCost, 20'000);
        const Distributed& cost = simulation.metrics[0].deals[0];
        QVERIFY(std::abs(*cost.standing - 1200.0 * 0.8 * 13.0 / 16.0) < 1e-9);
        QVERIFY(std::abs(cost.mean.value - *cost.standing) <= kErrors * cost.mean.error);
        QVERIFY(cost.lowest >= 1200.0 * 0.2 * (1.0 - 1e-12));
    }

    void a_share_in_log_odds_stays_one_and_moves_towards_a_half() {
        const Simulation simulation = simulated(rampedStudy("80 % ~ gbm(100 %)"), Metric::TotalCost, 20'000);
        const Distributed& cost = simulation.metrics[0].deals[0];
        QVERIFY(cost.highest < 1200.0);
        QVERIFY(cost.mean.value < *cost.standing - kErrors * cost.mean.error);
        QVERIFY(cost.mean.value > 600.0);
    }
};

QTEST_APPLESS_MAIN(TestDraws)
#include "tst_draws.moc"
