#include <cmath>

#include <QtTest>

#include "core/economics/StudyResult.h"
#include "core/study/Edit.h"
#include "core/study/Plan.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/SmallDeals.h"

using namespace offtake;
using namespace offtake::study;

namespace {

Study changed(const Study& study, const char* path, const Value& value) {
    return *apply(study, Edit{SetValue{*parsePath(path), value}});
}

Value numberWith(double central, Uncertainty uncertainty) {
    Value value;
    value.numbers = {central};
    value.uncertainty = std::move(uncertainty);
    return value;
}

/// A thousand accelerators metered at 2 $ an hour for 12 months.
Study meteredStudy(const Value& price) {
    const Study plain = testing::contractDeal();
    Element clause = makeElement(kMeteredFeeKind, "fee");
    const Study withFee = *apply(plain, Edit{InsertElement{Path{}.child(Role::Deal, "a").child(Role::Tranche, "t"), 0, std::make_shared<const Element>(clause)}});
    return changed(withFee, "deal.a.tranche.t.clause.fee.price", price);
}

double totalCost(const Study& study) { return *economics::evaluateStudy(study)->deals.front().figure(economics::Metric::TotalCost); }

}  // namespace

class TestPlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_value_with_a_range_alone_lies_between_its_ends() {
        Value value;
        value.numbers = {3.0};
        value.low = 2.0;
        value.high = 5.0;
        const Uncertainty spread = uncertaintyOf(value);
        QVERIFY(spread.family == Family::Between);
        QCOMPARE(spread.parameters, (std::vector<double>{2.0, 5.0}));
    }

    void an_uncertain_level_is_a_random_input_with_its_slot() {
        const Plan plan = *resolve(meteredStudy(numberWith(2.0, {Family::Triangular, {1.0, 2.0, 3.0}, {}})));
        QCOMPARE(plan.random.size(), std::size_t{1});
        QCOMPARE(plan.random[0].path.text(), std::string("deal.a.tranche.t.clause.fee.price"));
        QVERIFY(plan.random[0].part == RandomInput::Part::Level);
        QCOMPARE(plan.slots[static_cast<std::size_t>(plan.random[0].slots.first)], 2.0);
    }

    void the_range_of_a_date_is_in_months_from_the_start() {
        Value start = testing::contractDeal().root().childrenOf(Role::Deal)[0]->childrenOf(Role::Tranche)[0]->get(kTrancheStart);
        start.low = start.number();
        start.high = start.number() + 31.0;  // January has 31 days
        const Plan plan = *resolve(changed(testing::contractDeal(), "deal.a.tranche.t.start", start));
        QCOMPARE(plan.random.size(), std::size_t{1});
        QCOMPARE(plan.random[0].uncertainty.parameters, (std::vector<double>{0.0, 1.0}));
    }

    void a_process_without_drift_or_season_leaves_the_deterministic_result_as_it_was() {
        const Uncertainty process{Family::Certain, {}, {{ProcessKind::RandomWalk, {0.3}}, {ProcessKind::Jumps, {2.0, 0.1, 0.2}}}};
        const Study moving = meteredStudy(numberWith(2.0, process));
        const Plan plan = *resolve(moving);
        QCOMPARE(plan.random.size(), std::size_t{1});
        QVERIFY(plan.random[0].part == RandomInput::Part::Process);
        QCOMPARE(plan.random[0].slots.count, plan.structure.timeline.columns);
        QCOMPARE(totalCost(moving), totalCost(meteredStudy(numberWith(2.0, {}))));
    }

    void a_drift_moves_the_central_value_by_month() {
        const Study moving = meteredStudy(numberWith(2.0, {Family::Certain, {}, {{ProcessKind::RandomWalk, {0.3, -0.12}}}}));
        const double flat = totalCost(meteredStudy(numberWith(2.0, {})));
        double expected = 0.0;
        for (int t = 0; t < 12; ++t) {  // twelve equal months, priced at their middle
            expected += flat / 12.0 * std::exp(-0.12 * (t + 0.5) / 12.0);
        }
        QVERIFY(std::abs(totalCost(moving) - expected) < 1e-9 * expected);
    }

    void a_season_alone_is_certain() {
        const Plan plan = *resolve(meteredStudy(numberWith(2.0, {Family::Certain, {}, {{ProcessKind::Season, {0.2, 1.0}}}})));
        QVERIFY(plan.random.empty());
    }

    void a_forecast_gives_every_month_of_the_study_its_own_price() {
        Element forecast = makeElement(kForecastKind, "rent");
        forecast.values[static_cast<std::size_t>(kForecastKind.indexOf(kForecastValue))].numbers = {2.0, 3.0};
        forecast.values[static_cast<std::size_t>(kForecastKind.indexOf(kForecastValue))].uncertainty.process = {{ProcessKind::ErrorByMonth, {0.1, 0.2}}};
        with(forecast, kAssumptionUnit, "$/GPU-h");
        Study study = meteredStudy(numberWith(2.0, {}));
        const double flat = totalCost(study);
        study = *apply(study, Edit{InsertElement{{}, 0, std::make_shared<const Element>(forecast)}});
        Value reference = numberWith(2.0, {});
        reference.assumption = "rent";
        study = changed(study, "deal.a.tranche.t.clause.fee.price", reference);
        QVERIFY(std::abs(totalCost(study) - flat * (2.0 + 11.0 * 3.0) / 24.0) < 1e-9 * flat);
        const Plan plan = *resolve(study);
        QCOMPARE(plan.random.size(), std::size_t{1});
        QCOMPARE(plan.random[0].path.text(), std::string("assumption.rent.value"));
    }

    void a_number_cannot_refer_to_a_forecast() {
        Element forecast = makeElement(kForecastKind, "rent");
        with(forecast, kAssumptionUnit, "%");
        const Study study = *apply(testing::contractDeal(), Edit{InsertElement{{}, 0, std::make_shared<const Element>(forecast)}});
        Value reference = numberWith(0.9, {});
        reference.assumption = "rent";
        const auto plan = resolve(changed(study, "deal.a.tranche.t.availability", reference));
        QVERIFY(!plan);
        QVERIFY(plan.error().code == ErrorCode::Inconsistent);
    }

    void an_assumption_is_correlated_by_its_own_path_and_keeps_to_the_bounds_of_who_refers_to_it() {
        Element power = makeElement(kAssumptionKind, "up");
        power.values[static_cast<std::size_t>(kAssumptionKind.indexOf(kAssumptionValue))] = numberWith(0.9, {Family::Triangular, {0.8, 0.9, 1.0}, {}});
        with(power, kAssumptionUnit, "%");
        Study study = *apply(meteredStudy(numberWith(2.0, {Family::Uniform, {1.0, 3.0}, {}})), Edit{InsertElement{{}, 0, std::make_shared<const Element>(power)}});
        Value reference = numberWith(0.9, {});
        reference.assumption = "up";
        study = changed(study, "deal.a.tranche.t.availability", reference);
        Element pair = makeElement(kCorrelationKind, "c");
        with(pair, kCorrelated, "assumption.up");
        with(pair, kCorrelatedWith, "deal.a.tranche.t.clause.fee.price");
        with(pair, kRankCorrelation, -0.5);
        study = *apply(study, Edit{InsertElement{{}, 0, std::make_shared<const Element>(pair)}});
        const Plan plan = *resolve(study);
        QCOMPARE(plan.correlations.size(), std::size_t{1});
        QCOMPARE(plan.random[0].path.text(), std::string("assumption.up.value"));
        QCOMPARE(plan.random[0].input->high, 1.0);
        QVERIFY(plan.random[0].odds);
    }

    void a_correlation_joins_levels_with_levels() {
        Study study = changed(meteredStudy(numberWith(2.0, {Family::Uniform, {1.0, 3.0}, {}})), "deal.a.tranche.t.availability",
                              numberWith(0.9, {Family::Uniform, {0.8, 1.0}, {}}));
        Element pair = makeElement(kCorrelationKind, "c");
        with(pair, kCorrelated, "deal.a.tranche.t.clause.fee.price");
        with(pair, kCorrelatedWith, "deal.a.tranche.t.availability");
        with(pair, kRankCorrelation, 0.5);
        study = *apply(study, Edit{InsertElement{{}, 0, std::make_shared<const Element>(pair)}});
        const Plan plan = *resolve(study);
        QCOMPARE(plan.correlations.size(), std::size_t{1});
        QCOMPARE(plan.correlations[0].rankCorrelation, 0.5);
    }
};

QTEST_APPLESS_MAIN(TestPlan)
#include "tst_plan.moc"
