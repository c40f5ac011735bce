#include <QtTest>

#include "core/risk/Tornado.h"
#include "core/study/Edit.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/ComparisonStudies.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::risk;

namespace {

study::Study uncertain() {
    study::Study study = testing::leaseOrOpen();
    study = testing::changed(study, "deal.lease.tranche.colossus.accelerators", "17900 to 51900");
    study = testing::changed(study, "party.lab.discount-rate", "8 % to 25 %");
    study = testing::changed(study, "deal.open.tranche.spot.clause.metered-fee.price", "2 to 3");
    return testing::changed(study, "party.spacex.discount-rate", "5 % to 9 %");
}

Tornado drawn(const study::Study& study, const Figure& figure) {
    auto evaluator = Evaluator::of(study);
    auto result = tornado(*evaluator, figure);
    if (!result) {
        qFatal("%s", result.error().english().c_str());
    }
    return std::move(*result);
}

}  // namespace

class TestTornado : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_list_of_months_has_no_range_of_its_own() {
        study::Value value;
        value.numbers = {1.0, 1.0, 1.0};
        value.low = 0.3;
        value.high = 1.0;
        QVERIFY(!risk::statedRange(value));
        value.numbers = {1.0};
        QVERIFY(risk::statedRange(value).has_value());
    }

    void eachBarHasTheFigureOfTheStudyWithThatInputAtItsEnd() {
        const Tornado result = drawn(uncertain(), {Metric::Lcoc, 0, 1});
        QCOMPARE(result.bars.size(), std::size_t{3});
        for (const TornadoBar& bar : result.bars) {
            for (const TornadoEnd& end : {bar.low, bar.high}) {
                const auto moved = study::apply(uncertain(), study::Edit{study::SetValue{bar.knob.path, valueOf(end.input)}});
                const auto whole = evaluateStudy(*moved);
                QCOMPARE(*end.figure, *whole->deals[0].figure(Metric::Lcoc) - *whole->deals[1].figure(Metric::Lcoc));
            }
        }
    }
    void endsThatMoveTheFigureTheSameWayAreToldApart() {
        // Two tranches are least concentrated when they are equally large: at 10,000 accelerators.
        study::Study study = testing::changed(testing::leaseOrOpen(), "deal.open.tranche.pod.accelerators", "10000 (3000 to 30000)");
        study = testing::changed(study, "party.lab.discount-rate", "8 % to 25 %");
        const Tornado result = drawn(study, {Metric::ProviderHhi, 1});
        QCOMPARE(result.bars.size(), std::size_t{1});
        QCOMPARE(wayOf(result.bars[0], result.standing), TornadoWay::BothRaise);
        study = testing::changed(study, "deal.open.tranche.pod.accelerators", "3000 (2000 to 5000)");
        const Tornado other = drawn(study, {Metric::ProviderHhi, 1});
        QCOMPARE(wayOf(other.bars[0], other.standing), TornadoWay::Opposite);
    }
    void aWishToStopEndsIt() {
        std::stop_source source;
        source.request_stop();
        auto evaluator = Evaluator::of(uncertain());
        QVERIFY(!tornado(*evaluator, {Metric::Lcoc, 0}, {source.get_token(), {}}).has_value());
    }
    void theWidestBarComesFirst() {
        const Tornado result = drawn(uncertain(), {Metric::Lcoc, 0, 1});
        QCOMPARE(result.bars.front().knob.path.text(), std::string("deal.lease.tranche.colossus.accelerators"));
        QVERIFY(std::is_sorted(result.bars.begin(), result.bars.end(), [](const TornadoBar& a, const TornadoBar& b) { return a.width > b.width; }));
    }
    void anInputThatMovesNothingIsListedApart() {
        const Tornado result = drawn(uncertain(), {Metric::Lcoc, 0, 1});
        QCOMPARE(result.withoutEffect.size(), std::size_t{1});
        QCOMPARE(result.withoutEffect.front().path.text(), std::string("party.spacex.discount-rate"));
    }
    void exchangingTheDealsTurnsEverySign() {
        const Tornado forth = drawn(uncertain(), {Metric::PresentCost, 0, 1});
        const Tornado back = drawn(uncertain(), {Metric::PresentCost, 1, 0});
        QCOMPARE(forth.standing, -back.standing);
        for (std::size_t i = 0; i < forth.bars.size(); ++i) {
            QCOMPARE(*forth.bars[i].low.figure, -*back.bars[i].low.figure);
            QCOMPARE(*forth.bars[i].high.figure, -*back.bars[i].high.figure);
        }
    }
    void aSharedAssumptionIsMovedOnceForAllWhoReferToIt() {
        study::Element shared = study::makeElement(study::kAssumptionKind, "rate");
        study::with(shared, study::kName, "Cost of money");
        study::with(shared, study::kAssumptionUnit, "%/yr");
        auto study = *study::apply(uncertain(), study::Edit{study::InsertElement{{}, 0, std::make_shared<const study::Element>(shared)}});
        study::Value range = valueOf(0.1);
        range.low = 0.05;
        range.high = 0.2;
        study = *study::apply(study, study::Edit{study::SetValue{*study::parsePath("assumption.rate.value"), range}});
        study = testing::changed(study, "party.lab.discount-rate", "= rate");
        study = testing::changed(study, "party.lab.reinvestment-rate", "= rate");
        const Tornado result = drawn(study, {Metric::PresentCost, 0});
        QCOMPARE(result.bars.size(), std::size_t{1});
        QCOMPARE(result.bars.front().knob.label, std::string("Cost of money"));
    }
    void anEndWhereTheFigureDoesNotExistSaysWhy() {
        study::Value range = valueOf(30500.0);
        range.low = 0.0;
        range.high = 40000.0;
        const auto study = *study::apply(testing::leaseOrOpen(), study::Edit{study::SetValue{*study::parsePath("deal.lease.tranche.colossus.accelerators"), range}});
        const Tornado result = drawn(study, {Metric::Lcoc, 0});
        QVERIFY(!result.bars.front().low.figure);
        QVERIFY2(result.bars.front().low.reason.find("No useful compute") != std::string::npos, result.bars.front().low.reason.c_str());
        QVERIFY(result.bars.front().high.figure.has_value());
        QVERIFY(result.bars.front().width > 0.0);
    }
    void withoutRangesOrFigureThereIsNoTornado() {
        auto evaluator = Evaluator::of(testing::leaseOrOpen());
        QCOMPARE(tornado(*evaluator, {Metric::Lcoc, 0}).error().code, ErrorCode::Inconsistent);
        QCOMPARE(tornado(*evaluator, {Metric::UnmetDemand, 0}).error().code, ErrorCode::NoSolution);
    }
};

QTEST_APPLESS_MAIN(TestTornado)
#include "tst_tornado.moc"
