#include <QtTest>

#include <cmath>

#include "core/risk/BreakEvenSurface.h"
#include "tests/core/support/ComparisonStudies.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::risk;

namespace {

const char* const kLeaseSize = "deal.lease.tranche.colossus.accelerators";
const char* const kPodSize = "deal.open.tranche.pod.accelerators";
const char* const kLeaseFee = "deal.lease.tranche.colossus.clause.fixed-fee.fee";

BreakEven solved(const study::Study& study, const BreakEvenQuestion& question) {
    auto evaluator = Evaluator::of(study);
    auto result = breakEven(*evaluator, question);
    if (!result) {
        qFatal("%s", result.error().english().c_str());
    }
    return std::move(*result);
}

Error refusalOf(const BreakEvenQuestion& question) {
    auto evaluator = Evaluator::of(testing::leaseOrOpen());
    const auto result = breakEven(*evaluator, question);
    return result ? Error{} : result.error();
}

/// Values of the concentration of the open deal's providers by the size of the pod: two tranches of equal hours and
/// throughput, the other of 10,000, so that a share s has s² + (1 − s)², at 0.6 at s = 1/2 ± √0.05.
double podAtShare(double share) { return 10000.0 * share / (1.0 - share); }

}  // namespace

class TestBreakEven : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPriceProportionalToOneOverTheCountIsSolvedExactly() {
        auto evaluator = Evaluator::of(testing::leaseOrOpen());
        const double lcoc = *evaluator->figureOf(evaluator->standing(), {Metric::Lcoc, 0});
        const BreakEven result = solved(testing::leaseOrOpen(), {{Metric::Lcoc, 0}, lcoc / 2.0, kLeaseSize});
        QCOMPARE(result.roots.size(), std::size_t{1});
        QCOMPARE(result.roots[0].kind, BreakEvenRoot::Kind::Crossing);
        QVERIFY(std::abs(result.roots[0].input - 61000.0) < 61000.0 * 1e-12);  // a root is found to the last few bits
        QVERIFY(!result.roots[0].rising);
        QVERIFY(result.jumps.empty());
    }
    void twoDealsCostTheSameAtTheFeeThatMakesThemSo() {
        auto evaluator = Evaluator::of(testing::leaseOrOpen());
        const double open = *evaluator->figureOf(evaluator->standing(), {Metric::TotalCost, 1});
        const BreakEven result = solved(testing::leaseOrOpen(), {{Metric::TotalCost, 0, 1}, 0.0, kLeaseFee, 1e6, 1e9});
        QCOMPARE(result.roots.size(), std::size_t{1});
        QVERIFY(std::abs(result.roots[0].input - open / 42.0) < 1e-12 * open);
        QVERIFY(result.roots[0].rising);
    }
    void everyRateAtWhichTwoDealsAreWorthTheSameIsFound() {
        // The rates that the model lists come from another solver, which isolates roots of the difference of flows.
        int checked = 0;
        const auto result = evaluateStudy(testing::leaseOrOpen());
        const BreakEven rates = solved(testing::leaseOrOpen(), {{Metric::Npv, 1, 0}, 0.0, "party.lab.discount-rate", -0.5, 5.0});
        std::vector<double> expected = result->deals[1].differenceIrrs;
        std::sort(expected.begin(), expected.end());
        std::erase_if(expected, [](double rate) { return rate < -0.5 || rate > 5.0; });
        QCOMPARE(rates.roots.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QVERIFY(std::abs(rates.roots[i].input - expected[i]) < 1e-9);
            ++checked;
        }
        QVERIFY(checked > 0);
    }
    void bothRootsOfACurveThatTurnsAreFound() {
        const BreakEven result = solved(testing::leaseOrOpen(), {{Metric::ProviderHhi, 1}, 6000.0, kPodSize, 100.0, 100000.0});
        QCOMPARE(result.roots.size(), std::size_t{2});
        QVERIFY(std::abs(result.roots[0].input - podAtShare(0.5 - std::sqrt(0.05))) < 1e-6);
        QVERIFY(std::abs(result.roots[1].input - podAtShare(0.5 + std::sqrt(0.05))) < 1e-6);
        QVERIFY(!result.roots[0].rising && result.roots[1].rising);
    }
    void twoRootsWithinOneCellOfTheGridAreToldApart() {
        const BreakEven result = solved(testing::leaseOrOpen(), {{Metric::ProviderHhi, 1}, 5000.01, kPodSize, 100.0, 100000.0});
        QCOMPARE(result.roots.size(), std::size_t{2});
        QVERIFY(result.roots[0].input < 10000.0 && result.roots[1].input > 10000.0);
    }
    void aCurveThatOnlyTouchesTheTargetIsReportedAsSuch() {
        const BreakEven result = solved(testing::leaseOrOpen(), {{Metric::ProviderHhi, 1}, 5000.0, kPodSize, 100.0, 100000.0});
        QCOMPARE(result.roots.size(), std::size_t{1});
        QCOMPARE(result.roots[0].kind, BreakEvenRoot::Kind::Touch);
        QVERIFY(std::abs(result.roots[0].input - 10000.0) < 10.0);  // a minimum is flat: its place is known to √ε only
    }
    void aCurveThatStaysAwayFromTheTargetNamesItsClosestPoint() {
        const BreakEven result = solved(testing::leaseOrOpen(), {{Metric::ProviderHhi, 1}, 4000.0, kPodSize, 100.0, 100000.0});
        QVERIFY(result.roots.empty());
        QVERIFY(std::abs(*result.closest.figure - 5000.0) < 1e-3);
        QVERIFY(std::abs(result.closest.input - 10000.0) < 10.0);
    }
    void aJumpOverTheTargetIsNotARoot() {
        // The first useful month counts in whole months, so that it jumps from 2 to 3 and is never 2.5.
        auto study = testing::changed(testing::leaseOrOpen(), "deal.open.tranche.spot.accelerators", "0");
        const BreakEven result = solved(study, {{Metric::FirstUseful, 1}, 2.5, "deal.open.tranche.pod.clause.porting.months", 0.0, 12.0});
        QVERIFY(result.roots.empty());
        QCOMPARE(result.jumps.size(), std::size_t{1});
        QCOMPARE(result.jumps[0].before, 2.0);
        QCOMPARE(result.jumps[0].after, 3.0);
    }
    void besideAJumpNothingComesCloserThanTheClosestPoint() {
        // A later start leaves fewer months of the fee within the horizon, day by day with jumps at the months' ends.
        const double target = 40.001 * 150e6;
        const BreakEven result = solved(testing::leaseOrOpen(), {{Metric::TotalCost, 0}, target, "deal.lease.tranche.colossus.start"});
        QVERIFY(result.roots.empty());
        QVERIFY(!result.jumps.empty());
        for (const BreakEvenJump& jump : result.jumps) {
            QVERIFY(std::abs(*result.closest.figure - target) <= std::min(std::abs(jump.before - target), std::abs(jump.after - target)));
        }
    }
    void theStartOfAStudyIsLookedForAmongFirstDaysOfMonths() {
        auto evaluator = Evaluator::of(testing::leaseOrOpen());
        const double now = *evaluator->figureOf(evaluator->standing(), {Metric::Npv, 0});
        const BreakEven result = solved(testing::leaseOrOpen(), {{Metric::Npv, 0}, now * 0.99, "study.start"});
        QVERIFY(result.gaps.empty());
        QVERIFY(result.points.size() > 60);
        for (const BreakEvenPoint& point : result.points) {
            QVERIFY(point.figure.has_value());
            QVERIFY(numberOf(result.knob, point.input).ends_with("-01"));
        }
        QVERIFY(!result.jumps.empty() || !result.roots.empty());
    }
    void aWholeNumberIsLookedForAmongWholeNumbers() {
        const BreakEven result = solved(testing::leaseOrOpen(), {{Metric::TotalCost, 0}, 10.5 * 150e6, "study.horizon", 1.0, 60.0});
        QVERIFY(result.roots.empty());
        QCOMPARE(result.jumps.size(), std::size_t{1});
        QCOMPARE(result.jumps[0].input, 11.0);
        const BreakEven exact = solved(testing::leaseOrOpen(), {{Metric::TotalCost, 0}, 10 * 150e6, "study.horizon", 1.0, 60.0});
        QCOMPARE(exact.roots.size(), std::size_t{1});
        QCOMPARE(exact.roots[0].input, 10.0);
    }
    void aStretchOfEqualityHasBothEnds() {
        // Beyond the term of 42 months a longer horizon adds nothing to the cost of the lease.
        const BreakEven result = solved(testing::leaseOrOpen(), {{Metric::TotalCost, 0}, 42 * 150e6, "study.horizon", 1.0, 100.0});
        QCOMPARE(result.roots.size(), std::size_t{1});
        QCOMPARE(result.roots[0].kind, BreakEvenRoot::Kind::Stretch);
        QCOMPARE(result.roots[0].input, 42.0);
        QCOMPARE(result.roots[0].until, 100.0);
    }
    void whereTheFigureDoesNotExistIsAGap() {
        const BreakEven result = solved(testing::leaseOrOpen(), {{Metric::Lcoc, 0}, 7.0, kLeaseSize, 0.0, 60000.0});
        QCOMPARE(result.gaps.size(), std::size_t{1});
        QCOMPARE(result.gaps[0].from, 0.0);
        QVERIFY(!result.gaps[0].reason.empty());
        QCOMPARE(result.roots.size(), std::size_t{1});
    }
    void exchangingTheDealsGivesTheSameRoots() {
        const BreakEven forth = solved(testing::leaseOrOpen(), {{Metric::Lcoc, 0, 1}, 0.0, kLeaseSize});
        const BreakEven back = solved(testing::leaseOrOpen(), {{Metric::Lcoc, 1, 0}, 0.0, kLeaseSize});
        QCOMPARE(forth.roots.size(), std::size_t{1});
        QVERIFY(std::abs(forth.roots[0].input - back.roots[0].input) < 1e-12 * forth.roots[0].input);
        QVERIFY(forth.roots[0].rising != back.roots[0].rising);
    }
    void anInputWithoutEffectIsAnAnswerOnlyWhereTheTargetIsMetAnyway() {
        auto evaluator = Evaluator::of(testing::leaseOrOpen());
        const double cost = *evaluator->figureOf(evaluator->standing(), {Metric::TotalCost, 0});
        const BreakEven met = solved(testing::leaseOrOpen(), {{Metric::TotalCost, 0}, cost, kPodSize, 100.0, 1000.0});
        QCOMPARE(met.roots.size(), std::size_t{1});
        QCOMPARE(met.roots[0].kind, BreakEvenRoot::Kind::Stretch);
        QCOMPARE(met.roots[0].input, 100.0);
        QCOMPARE(met.roots[0].until, 1000.0);
        const Error error = refusalOf({{Metric::TotalCost, 0}, cost + 1e6, kPodSize, 100.0, 1000.0});
        QCOMPARE(error.code, ErrorCode::Inconsistent);
        QVERIFY2(error.english().find("it is 6.30 B$ throughout") != std::string::npos, error.english().c_str());
    }
    void aTargetThatIsNoNumberIsRefused() {
        for (const double target : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
            QCOMPARE(refusalOf({{Metric::TotalCost, 0}, target, kLeaseFee}).code, ErrorCode::OutOfBounds);
            auto evaluator = Evaluator::of(testing::leaseOrOpen());
            QCOMPARE(breakEvenSurface(*evaluator, {{Metric::TotalCost, 0}, target, kLeaseFee, kLeaseSize}).error().code, ErrorCode::OutOfBounds);
        }
    }
    void aWishToStopEndsTheSearch() {
        std::stop_source source;
        source.request_stop();
        const parallel::RunContext stopped{source.get_token(), {}};
        auto evaluator = Evaluator::of(testing::leaseOrOpen());
        QVERIFY(!breakEven(*evaluator, {{Metric::TotalCost, 0}, 1e9, kLeaseFee}, stopped).has_value());
        QVERIFY(!breakEvenSurface(*evaluator, {{Metric::Lcoc, 0, 1}, 0.0, kLeaseFee, kLeaseSize}, stopped).has_value());
    }
    void whatHasNoAnswerIsRefusedWithTheReason() {
        QCOMPARE(refusalOf({{Metric::Lcoc, 0}, 1.0, "deal.lease.tranche.colossus.colour"}).code, ErrorCode::UnknownName);
        QCOMPARE(refusalOf({{Metric::Lcoc, 0}, 1.0, "study.sizing"}).code, ErrorCode::Inconsistent);
        QCOMPARE(refusalOf({{Metric::Lcoc, 0}, 1.0, kLeaseSize, 10.0, 10.0}).code, ErrorCode::OutOfBounds);
        QCOMPARE(refusalOf({{Metric::Lcoc, 0}, 1.0, kLeaseSize, -5.0, 10.0}).code, ErrorCode::OutOfBounds);
        QCOMPARE(refusalOf({{Metric::UnmetDemand, 0}, 1.0, kLeaseSize}).code, ErrorCode::NoSolution);
        const Error idle = refusalOf({{Metric::Lcoc, 0, 1}, 0.0, "party.spacex.discount-rate"});
        QCOMPARE(idle.code, ErrorCode::Inconsistent);
        QVERIFY2(idle.english().find("does not move") != std::string::npos, idle.english().c_str());
    }

    void theMapAgreesWithTheStudyAtItsNodesAndItsLineWithTheRootsInOneInput() {
        auto evaluator = Evaluator::of(testing::leaseOrOpen());
        SurfaceQuestion question{{Metric::TotalCost, 0, 1}, 0.0, kLeaseFee, "deal.open.tranche.spot.clause.metered-fee.price", {}, {}, 24};
        question.xRange = SearchRange{50e6, 250e6, false};
        question.yRange = SearchRange{0.5, 5.0, false};
        const auto map = breakEvenSurface(*evaluator, question);
        QVERIFY2(map.has_value(), map ? "" : map.error().english().c_str());
        QCOMPARE(map->values.size(), map->xs.size() * map->ys.size());
        const std::vector<Setting> corner{{&map->xKnob, valueOf(map->xs[3])}, {&map->yKnob, valueOf(map->ys[7])}};
        QCOMPARE(*map->at(3, 7), *evaluator->figureOf(*evaluator->at(corner), question.figure));
        QCOMPARE(map->contours.size(), std::size_t{1});
        // Both costs are linear in both inputs: the contour is a straight line and interpolation is exact.
        for (const SurfacePoint& point : map->contours[0]) {
            const std::vector<Setting> there{{&map->xKnob, valueOf(point.x)}, {&map->yKnob, valueOf(point.y)}};
            const auto outcome = evaluator->at(there);
            QVERIFY(std::abs(*evaluator->figureOf(*outcome, question.figure)) < 1e-10 * outcome->metrics[0][Metric::TotalCost]);
        }
        QCOMPARE(map->standing, (SurfacePoint{150e6, 2.5}));
    }
    void contoursCloseRoundAHillAndPartAtASaddle() {
        std::vector<double> axis;
        for (int i = -10; i <= 10; ++i) {
            axis.push_back(i + 0.25);
        }
        std::vector<std::optional<double>> hill;
        std::vector<std::optional<double>> saddle;
        for (const double y : axis) {
            for (const double x : axis) {
                hill.emplace_back(25.0 - x * x - y * y);
                saddle.emplace_back(x * y - 1.0);
            }
        }
        const auto circle = zeroContours(axis, axis, hill);
        QCOMPARE(circle.size(), std::size_t{1});
        QCOMPARE(circle[0].front(), circle[0].back());
        for (const SurfacePoint& point : circle[0]) {
            QVERIFY(std::abs(std::hypot(point.x, point.y) - 5.0) < 0.05);  // linear between nodes one apart: 1/8 · 1²/ 5
        }
        QCOMPARE(zeroContours(axis, axis, saddle).size(), std::size_t{2});
    }
    void cellsWithoutAFigureHaveNoLine() {
        const std::vector<double> axis{0.0, 1.0, 2.0};
        const std::vector<std::optional<double>> values{-1.0, -1.0, -1.0, std::nullopt, 1.0, 1.0, 1.0, 1.0, 1.0};
        const auto lines = zeroContours(axis, axis, values);
        QCOMPARE(lines.size(), std::size_t{1});
        for (const SurfacePoint& point : lines[0]) {
            QVERIFY(point.x >= 1.0);
        }
    }
    void aMapNeedsTwoDifferentInputs() {
        auto evaluator = Evaluator::of(testing::leaseOrOpen());
        QCOMPARE(breakEvenSurface(*evaluator, {{Metric::Lcoc, 0, 1}, 0.0, kLeaseSize, kLeaseSize}).error().code, ErrorCode::Inconsistent);
    }
};

QTEST_APPLESS_MAIN(TestBreakEven)
#include "tst_break_even.moc"
