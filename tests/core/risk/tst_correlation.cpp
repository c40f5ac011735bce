#include <cmath>

#include <QtTest>

#include "core/risk/Correlation.h"
#include "core/risk/Draws.h"
#include "tests/core/support/UncertainStudies.h"

using namespace offtake;
using namespace offtake::risk;
using namespace offtake::study;

namespace {

SquareMatrix matrix(std::size_t size, std::vector<double> cells) { return {size, std::move(cells)}; }

/// A plan of three uniform levels with these rank correlations (12, 13, 23).
Plan threeInputs(double first, double second, double third) {
    Plan plan;
    for (int i = 0; i < 3; ++i) {
        RandomInput input;
        input.path = *parsePath("assumption.a" + std::to_string(i) + ".value");
        plan.random.push_back(input);
    }
    plan.correlations = {{0, 1, first}, {0, 2, second}, {1, 2, third}};
    return plan;
}

double rebuilt(const Joint& joint, std::size_t row, std::size_t column) {
    double sum = 0.0;
    for (std::size_t k = 0; k < joint.members.size(); ++k) {
        sum += joint.factor.at(row, k) * joint.factor.at(column, k);
    }
    return sum;
}

}  // namespace

class TestCorrelation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rank_correlations_of_normals_are_the_known_ones() {
        // CORR-001 and CORR-003: Kruskal (1958).
        QVERIFY(std::abs(spearmanOf(0.3) - 0.287564218623) < 1e-12);
        QVERIFY(std::abs(kendallOf(0.3) - 0.193973368041) < 1e-12);
        QVERIFY(std::abs(spearmanOf(-0.5) + 0.482583739531) < 1e-12);
        QVERIFY(std::abs(kendallOf(-0.5) + 0.333333333333) < 1e-12);
        QVERIFY(std::abs(spearmanOf(normalCorrelation(0.6)) - 0.6) < 1e-15);
        QCOMPARE(normalCorrelation(1.0), 1.0);
    }

    void the_nearest_correlation_matrix_is_the_published_one() {
        // N. Higham (2002), section 4: the tridiagonal 1 1 0 / 1 1 1 / 0 1 1 has the nearest correlation matrix
        // 1 0.7607 0.1573 / 0.7607 1 0.7607 / 0.1573 0.7607 1.
        const SquareMatrix nearest = nearestCorrelation(matrix(3, {1, 1, 0, 1, 1, 1, 0, 1, 1}));
        QVERIFY(std::abs(nearest.at(0, 1) - 0.7607) < 5e-5);
        QVERIFY(std::abs(nearest.at(0, 2) - 0.1573) < 5e-5);
        QVERIFY(std::abs(nearest.at(1, 2) - 0.7607) < 5e-5);
        QVERIFY(lowestEigenvalue(nearest) > -1e-12);
        QCOMPARE(nearest.at(1, 1), 1.0);
    }

    void correlations_that_fit_together_are_kept() {
        const auto joint = jointOf(threeInputs(0.5, 0.3, 0.2), RandomInput::Part::Level);
        QVERIFY(joint.has_value());
        QVERIFY(joint->repairs.empty());
        QVERIFY(std::abs(rebuilt(*joint, 0, 1) - normalCorrelation(0.5)) < 1e-14);
        QVERIFY(std::abs(rebuilt(*joint, 1, 2) - normalCorrelation(0.2)) < 1e-14);
        QCOMPARE(joint->factor.at(0, 1), 0.0);
    }

    void correlations_that_do_not_fit_together_are_moved_and_said() {
        const auto joint = jointOf(threeInputs(0.9, 0.9, -0.9), RandomInput::Part::Level);
        QVERIFY(joint.has_value());
        QCOMPARE(joint->repairs.size(), std::size_t{3});
        for (const CorrelationRepair& repair : joint->repairs) {
            QVERIFY(std::abs(repair.used) < std::abs(repair.stated));
        }
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(std::abs(rebuilt(*joint, i, i) - 1.0) < 1e-12);
        }
    }

    void full_correlation_makes_two_inputs_one() {
        Plan plan = threeInputs(1.0, 0.0, 0.0);
        plan.correlations.resize(1);
        const auto joint = jointOf(plan, RandomInput::Part::Level);
        QCOMPARE(joint->members.size(), std::size_t{2});
        QCOMPARE(joint->factor.at(1, 0), 1.0);
        QVERIFY(std::abs(joint->factor.at(1, 1)) < 1e-7);
    }

    void an_input_cannot_move_with_itself() {
        Plan plan = threeInputs(0.1, 0.1, 0.1);
        plan.correlations = {{1, 1, 0.5}};
        const auto joint = jointOf(plan, RandomInput::Part::Level);
        QVERIFY(!joint);
        QVERIFY(joint.error().code == ErrorCode::Inconsistent);
    }

    void the_exact_step_of_a_mean_reverting_process_is_the_known_one() {
        // PROC-001: Uhlenbeck & Ornstein (1930); kappa 1, sigma 0.4, a month: kept 0.920044414629323, shock 0.110821757830991.
        const Study study = testing::meteredStudy({Family::Certain, {}, {{ProcessKind::MeanReverting, {1.0, 0.4}}}});
        const auto draws = drawsOf(*resolve(study), 1);
        QVERIFY(draws.has_value());
        const DriftingTerm& term = draws->processes.front().terms.front().drifting;
        QVERIFY(std::abs(term.keep[1] - 0.920044414629323) < 1e-14);
        QVERIFY(std::abs(term.shock[1] - 0.110821757830991) < 1e-14);
        // In the long run half of the stationary variance, 0.282842712474619 squared, is taken off.
        const Study fast = testing::meteredStudy({Family::Certain, {}, {{ProcessKind::MeanReverting, {50.0, 0.4 * std::sqrt(50.0)}}}});
        const DriftingTerm settled = drawsOf(*resolve(fast), 1)->processes.front().terms.front().drifting;
        QVERIFY(std::abs(2.0 * settled.compensation.back() - 0.08) < 1e-14);
    }

    void waves_are_orthonormal() {
        for (const std::size_t months : {std::size_t{1}, std::size_t{7}, std::size_t{120}}) {
            const WaveTable waves = wavesOver(months);
            for (std::size_t i = 0; i < months; ++i) {
                for (std::size_t j = 0; j <= i; ++j) {
                    double product = 0.0;
                    for (std::size_t t = 0; t < months; ++t) {
                        product += waves[i * months + t] * waves[j * months + t];
                    }
                    QVERIFY(std::abs(product - (i == j ? 1.0 : 0.0)) < 1e-13);
                }
            }
        }
    }
    void only_normal_numbers_come_in_waves() {
        const Study study = testing::meteredStudy({Family::Certain, {}, {{ProcessKind::Jumps, {2.0, 0.0, 0.2}}, {ProcessKind::MeanReverting, {1.0, 0.4}}, {ProcessKind::OnOff, {8.0, 2.0, 0.3}}}});
        const auto terms = [&](ProcessOrder order) { return drawsOf(*resolve(study), 1, order)->processes.front().terms; };
        const std::vector<TermDraw> waves = terms(ProcessOrder::Waves);
        QVERIFY(!waves[0].inWaves && waves[1].inWaves && !waves[2].inWaves);
        for (const TermDraw& term : terms(ProcessOrder::Months)) {
            QVERIFY(!term.inWaves);
        }
    }

    void jumps_are_compensated_by_the_mean_of_their_factor() {
        // PROC-005: R. Merton (1976); 8.58 jumps a year of deviation 0.67 have the factor 8.66265119993009 over a year.
        const Study study = testing::meteredStudy({Family::Certain, {}, {{ProcessKind::Jumps, {8.58, 0.0, 0.67}}}});
        const JumpTerm term = drawsOf(*resolve(study), 1)->processes.front().terms.front().jumps;
        QVERIFY(std::abs(std::exp(12.0 * term.compensation) - 8.66265119993009) < 1e-12 * 8.7);
        QVERIFY(std::abs(term.upTo.front() - std::exp(-8.58 / 12.0)) < 1e-15);
        QVERIFY(std::abs(term.upTo.back() - 1.0) < 1e-15);
    }
};

QTEST_APPLESS_MAIN(TestCorrelation)
#include "tst_correlation.moc"
