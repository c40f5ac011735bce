#include <cmath>

#include <QtTest>

#include "core/risk/StudyIndices.h"
#include "core/study/Edit.h"
#include "core/study/kinds/StudyInputs.h"
#include "tests/core/support/ComparisonStudies.h"
#include "tests/core/support/UncertainStudies.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::risk;
using namespace offtake::study;
using namespace offtake::testing;

namespace {

const char* const kOtherPrice = "deal.b.tranche.t.clause.fee.price";
const char* const kCount = "deal.a.tranche.t.accelerators";
constexpr Figure kCost{Metric::TotalCost, 0};
constexpr Figure kDearer{Metric::TotalCost, 1, 0};

StudyResult computed(const Study& study) {
    auto result = evaluateStudy(study);
    if (!result) {
        qFatal("%s", result.error().english().c_str());
    }
    return std::move(*result);
}

StudyIndices found(const Study& study, const Figure& figure, IndexOptions options = {}) {
    auto indices = studyIndices(computed(study), {&figure, 1}, options);
    if (!indices) {
        qFatal("%s", indices.error().english().c_str());
    }
    return std::move(*indices);
}

FigureIndices figureOf(const Study& study, const Figure& figure, const IndexOptions& options = {}) { return found(study, figure, options).figures.front(); }

Study correlated(const Study& study, const char* id, const char* first, const char* second, double rank) {
    Element pair = makeElement(kCorrelationKind, id);
    with(pair, kCorrelated, first);
    with(pair, kCorrelatedWith, second);
    with(pair, kRankCorrelation, rank);
    return *apply(study, Edit{InsertElement{{}, 0, std::make_shared<const Element>(pair)}});
}

/// Cost = hours of one accelerator × count × price, both uniform and independent.
struct Product {
    Study study;
    double countFirst, priceFirst, both;  ///< shares of the variance, in closed form
};
Product product() {
    // V(xy) = μx² σy² + μy² σx² + σx² σy²; count uniform on [700, 1300], price uniform on [1, 3].
    const double count = 600.0 * 600.0 / 12.0;
    const double price = 2.0 * 2.0 / 12.0;
    const double one = 2.0 * 2.0 * count;
    const double other = 1000.0 * 1000.0 * price;
    const double together = count * price;
    const double all = one + other + together;
    return {withValue(meteredStudy({Family::Uniform, {1.0, 3.0}, {}}), kCount, spread(1000.0, {Family::Uniform, {700.0, 1300.0}, {}})), one / all, other / all, together / all};
}

bool holds(const IntervalEstimate& estimate, double truth) { return estimate.low <= truth && truth <= estimate.high; }
/// Within twice the half-width of the 95 % interval: more than four standard errors.
bool near(const IntervalEstimate& estimate, double truth) { return std::abs(estimate.value - truth) <= estimate.high - estimate.low; }

bool same(const IntervalEstimate& a, const IntervalEstimate& b) { return a.value == b.value && a.low == b.low && a.high == b.high; }

}  // namespace

class TestStudyIndices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_product_has_the_indices_of_its_closed_form_data() {
        QTest::addColumn<int>("sampler");
        QTest::newRow("sobol") << 0;
        QTest::newRow("philox") << 1;
        QTest::newRow("latin") << 2;
    }
    void a_product_has_the_indices_of_its_closed_form() {
        QFETCH(int, sampler);
        IndexOptions options;
        options.sampler = static_cast<Sampler>(sampler);
        const Product expected = product();
        const StudyIndices indices = found(expected.study, kCost, options);
        QCOMPARE(indices.factors.size(), std::size_t{2});
        QCOMPARE(indices.factors[0].inputs.front().text(), std::string(kCount));
        QCOMPARE(indices.evaluations, std::int64_t{2048 * 6});
        const FigureIndices& cost = indices.figures.front();
        QVERIFY(!cost.none);
        QCOMPARE(cost.paths, 2048);
        QVERIFY(near(cost.factors[0].first, expected.countFirst));
        QVERIFY(near(cost.factors[1].first, expected.priceFirst));
        QVERIFY(near(cost.factors[0].total, expected.countFirst + expected.both));
        QVERIFY(near(cost.factors[1].total, expected.priceFirst + expected.both));
        QVERIFY(near(cost.sumOfFirst, expected.countFirst + expected.priceFirst));
        QVERIFY(near(cost.interactions, expected.both));
        QVERIFY(cost.factors[0].total.high - cost.factors[0].total.low < 0.1);
        QCOMPARE(cost.order, (std::vector<std::size_t>{1, 0}));
        QCOMPARE(*cost.standing, kMeteredHours * 2.0);
        // Of 4,096 figures; standard deviation of a mean of theirs 1.1 %, of the variance about 2 %.
        QVERIFY(std::abs(cost.mean / (kMeteredHours * 2.0) - 1.0) < 0.05);
    }
    void even_points_say_more_than_plain_ones() {
        const Product expected = product();
        const auto widthBy = [&](Sampler sampler) {
            IndexOptions options;
            options.sampler = sampler;
            const SobolIndex index = figureOf(expected.study, kCost, options).factors[1];
            return index.first.high - index.first.low;
        };
        QVERIFY(widthBy(Sampler::Sobol) < widthBy(Sampler::Philox) / 2.0);
    }
    void intervals_hold_the_truth_about_as_often_as_they_say() {
        const Product expected = product();
        const StudyResult result = computed(expected.study);
        int held = 0;
        int all = 0;
        for (const Sampler sampler : {Sampler::Sobol, Sampler::Philox, Sampler::Latin}) {
            for (std::uint64_t seed = 0; seed < 40; ++seed) {
                IndexOptions options;
                options.paths = 512;
                options.seed = seed;
                options.sampler = sampler;
                options.confidence = 0.9;
                const auto indices = studyIndices(result, {&kCost, 1}, options);
                const FigureIndices& cost = indices->figures.front();
                held += holds(cost.factors[0].first, expected.countFirst) ? 1 : 0;
                held += holds(cost.factors[1].total, expected.priceFirst + expected.both) ? 1 : 0;
                held += holds(cost.interactions, expected.both) ? 1 : 0;
                all += 3;
            }
        }
        // Binomial, 0.9 of 360: 324 ± 5.7; the three of a run depend on each other, hence four times √3 of that.
        QVERIFY2(std::abs(held - all * 9 / 10) <= 39, qPrintable(QString::number(held)));
    }
    void the_difference_of_two_deals_has_indices_of_its_own() {
        // Two independent normals: shares are those of their variances.
        const Study study = twoMeteredDeals({Family::Normal, {2.0, 0.3}, {}}, {Family::Normal, {2.0, 0.4}, {}});
        const std::vector<Figure> figures{kDearer, kCost};
        const auto indices = studyIndices(computed(study), figures, {});
        QCOMPARE(indices->figures.size(), std::size_t{2});
        const FigureIndices& apart = indices->figures[0];
        QVERIFY(near(apart.factors[0].first, 0.36));
        QVERIFY(near(apart.factors[1].total, 0.64));
        QVERIFY(near(apart.sumOfFirst, 1.0));
        QCOMPARE(*apart.standing, 0.0);
        // The other deal's price has no part in this one's cost, to the last bit.
        QVERIFY(same(indices->figures[1].factors[1].total, {0.0, 0.0, 0.0}));
        QVERIFY(same(indices->figures[1].factors[1].first, {0.0, 0.0, 0.0}));
        QVERIFY(near(indices->figures[1].factors[0].first, 1.0));
    }
    void a_process_with_all_its_months_and_the_level_it_moves_around_is_one_factor() {
        const Uncertainty moving{Family::Lognormal, {2.0, 0.5}, {{ProcessKind::RandomWalk, {0.3}}, {ProcessKind::Jumps, {2.0, 0.1, 0.4}}, {ProcessKind::Season, {0.1, 1.0}}}};
        const StudyIndices indices = found(twoMeteredDeals(moving, {Family::Uniform, {1.0, 3.0}, {}}), kDearer);
        QCOMPARE(indices.factors.size(), std::size_t{2});
        QCOMPARE(indices.factors[0].inputs.size(), std::size_t{1});
        QCOMPARE(indices.factors[0].inputs[0].text(), std::string(kMeteredPricePath));
        QVERIFY(near(indices.figures[0].sumOfFirst, 1.0));
    }
    void an_input_that_only_has_a_season_is_certain() {
        const StudyIndices indices = found(twoMeteredDeals({Family::Certain, {}, {{ProcessKind::Season, {0.1, 1.0}}}}, {Family::Uniform, {1.0, 3.0}, {}}), kDearer);
        QCOMPARE(indices.factors.size(), std::size_t{1});
        QCOMPARE(indices.factors[0].inputs[0].text(), std::string(kOtherPrice));
        QVERIFY(near(indices.figures[0].factors[0].first, 1.0));
        QVERIFY(near(indices.figures[0].factors[0].total, 1.0));
    }
    void correlated_inputs_are_one_factor_and_others_stay_their_own() {
        Study study = twoMeteredDeals({Family::Normal, {2.0, 0.3}, {}}, {Family::Normal, {2.0, 0.4}, {}});
        study = withValue(study, "deal.b.tranche.t.accelerators", spread(1000.0, {Family::Uniform, {500.0, 1500.0}, {}}));
        study = correlated(study, "c", kMeteredPricePath, kOtherPrice, 0.6);
        const StudyIndices indices = found(study, {Metric::TotalCost, 0});
        QCOMPARE(indices.factors.size(), std::size_t{1});  // it moves both deals
        QCOMPARE(indices.factors[0].inputs.size(), std::size_t{2});
        QCOMPARE(indices.elsewhere.size(), std::size_t{1});
        QCOMPARE(indices.elsewhere[0].inputs[0].text(), std::string("deal.b.tranche.t.accelerators"));
        QVERIFY(near(indices.figures[0].factors[0].total, 1.0));
    }
    void a_correlation_of_zero_joins_nothing() {
        const Study study = twoMeteredDeals({Family::Normal, {2.0, 0.3}, {}}, {Family::Normal, {2.0, 0.4}, {}});
        QCOMPARE(found(correlated(study, "c", kMeteredPricePath, kOtherPrice, 0.0), kDearer).factors.size(), std::size_t{2});
    }
    void correlation_reaches_through_others() {
        Study study = twoMeteredDeals({Family::Normal, {2.0, 0.3}, {}}, {Family::Normal, {2.0, 0.4}, {}});
        study = withValue(study, kCount, spread(1000.0, {Family::Uniform, {500.0, 1500.0}, {}}));
        study = correlated(correlated(study, "c", kMeteredPricePath, kOtherPrice, 0.6), "d", kOtherPrice, kCount, -0.3);
        const StudyIndices indices = found(study, kDearer);
        QCOMPARE(indices.factors.size(), std::size_t{1});
        QCOMPARE(indices.factors[0].inputs.size(), std::size_t{3});
    }
    void the_result_is_the_same_to_the_byte_for_any_number_of_threads() {
        const Study study = twoMeteredDeals({Family::Lognormal, {2.0, 0.5}, {{ProcessKind::RandomWalk, {0.3}}}}, {Family::Between, {1.5, 2.8}, {}});
        IndexOptions options;
        options.paths = 9001;  // not a multiple of anything
        options.threads = 1;
        const FigureIndices one = figureOf(study, kDearer, options);
        for (const int threads : {2, 7}) {
            options.threads = threads;
            const FigureIndices several = figureOf(study, kDearer, options);
            QCOMPARE(several.variance, one.variance);
            for (std::size_t i = 0; i < one.factors.size(); ++i) {
                QVERIFY(same(one.factors[i].first, several.factors[i].first));
                QVERIFY(same(one.factors[i].total, several.factors[i].total));
            }
        }
    }
    void another_seed_draws_other_paths() {
        IndexOptions options;
        const Study study = product().study;
        const double once = figureOf(study, kCost, options).factors[0].first.value;
        options.seed = 7;
        QVERIFY(figureOf(study, kCost, options).factors[0].first.value != once);
    }
    void instruction_sets_agree() {
        IndexOptions options;
        const Study study = product().study;
        const FigureIndices best = figureOf(study, kCost, options);
        options.instructionSet = numbers::InstructionSet::Baseline;
        const FigureIndices plain = figureOf(study, kCost, options);
        QVERIFY(std::abs(best.factors[0].total.value - plain.factors[0].total.value) < 1e-11);
    }
    void paths_without_the_figure_are_left_out_and_counted() {
        // Without accelerators there is no useful compute that its cost could be spread over.
        const Study study = withValue(product().study, kCount, spread(1000.0, {Family::Discrete, {0.0, 0.1, 1000.0, 0.9}, {}}));
        const FigureIndices cost = figureOf(study, {Metric::Lcoc, 0});
        QVERIFY(!cost.none);
        QVERIFY(cost.missing > 0);
        QCOMPARE(cost.paths + cost.missing, 2048);
        // A row counts when neither its own path nor one of the others is without: A and B both have accelerators.
        QVERIFY(std::abs(static_cast<double>(cost.paths) / 2048.0 - 0.81) < 0.03);
        QVERIFY(near(cost.factors[1].first, 1.0));
        QVERIFY(same(cost.factors[0].total, {0.0, 0.0, 0.0}));
    }
    void a_figure_that_exists_nowhere_has_a_reason_instead() {
        const FigureIndices rate = figureOf(product().study, {Metric::Irr, 0});
        QVERIFY(rate.none && rate.none->code == ErrorCode::NoSolution);
        QCOMPARE(rate.missing, 2048);
        QVERIFY(rate.factors.empty());
        QVERIFY(!rate.standing);
    }
    void a_figure_that_does_not_vary_has_a_reason_instead() {
        const FigureIndices used = figureOf(product().study, {Metric::Utilization, 0});
        QVERIFY(used.none && used.none->code == ErrorCode::Inconsistent);
        QCOMPARE(used.variance, 0.0);
        QCOMPARE(used.mean, 1.0);
        QVERIFY(used.factors.empty());
    }
    void a_variance_that_a_few_extreme_paths_hold_is_not_shared_out() {
        // A lognormal price whose standard deviation is a million times its mean: the largest draw outweighs all others.
        const Study study = withValue(product().study, kMeteredPricePath, spread(2.0, {Family::Lognormal, {2.0, 2e6}, {}}));
        const FigureIndices cost = figureOf(study, kCost);
        QVERIFY(cost.none && cost.none->code == ErrorCode::NoSolution);
        QVERIFY2(cost.none->english().find("extreme") != std::string::npos, cost.none->english().c_str());
        QVERIFY(cost.factors.empty() && cost.order.empty());
    }
    void one_assumption_is_one_factor_of_all_deals() {
        Study study = twoMeteredDeals({}, {Family::Certain, {}, {}});
        Element rent = makeElement(kAssumptionKind, "rent");
        rent.values[static_cast<std::size_t>(kAssumptionKind.indexOf(kAssumptionValue))] = spread(2.0, {Family::Normal, {2.0, 0.3}, {}});
        with(rent, kAssumptionUnit, "$/GPU-h");
        study = *apply(study, Edit{InsertElement{{}, 0, std::make_shared<const Element>(rent)}});
        Value reference = spread(2.0, {});
        reference.assumption = "rent";
        study = withValue(withValue(study, kMeteredPricePath, reference), kOtherPrice, reference);
        const std::vector<Figure> figures{kDearer, kCost};
        const auto indices = studyIndices(computed(study), figures, {});
        QCOMPARE(indices->factors.size(), std::size_t{1});
        QVERIFY(indices->figures[0].none.has_value());  // both deals cost the same on every path
        QVERIFY(near(indices->figures[1].factors[0].total, 1.0));
    }
    void what_has_no_indices_is_refused() {
        const StudyResult certain = computed(meteredStudy({}));
        QCOMPARE(studyIndices(certain, {&kCost, 1}, {}).error().code, ErrorCode::Inconsistent);
        const StudyResult result = computed(product().study);
        for (const std::int64_t paths : {std::int64_t{0}, std::int64_t{-5}, std::int64_t{100}, std::int64_t{1'000'000'000'000}}) {
            IndexOptions options;
            options.paths = paths;
            const auto refused = studyIndices(result, {&kCost, 1}, options);
            QVERIFY(!refused && refused.error().code == ErrorCode::OutOfBounds);
            QVERIFY(!refused.error().remedy.text.empty());
        }
        IndexOptions options;
        options.confidence = 1.0;
        QCOMPARE(studyIndices(result, {&kCost, 1}, options).error().code, ErrorCode::OutOfBounds);
        const Figure unknown{Metric::TotalCost, 3};
        QCOMPARE(studyIndices(result, {&unknown, 1}, {}).error().code, ErrorCode::UnknownName);
    }
    void a_wish_to_stop_leaves_nothing() {
        std::stop_source source;
        IndexOptions options;
        options.paths = 1'000'000;
        double reached = 0.0;
        const parallel::RunContext context{source.get_token(), [&](double share) {
                                               reached = share;
                                               source.request_stop();
                                           }};
        const auto indices = studyIndices(computed(product().study), {&kCost, 1}, options, context);
        QVERIFY(indices.has_value());
        QVERIFY(indices->end == parallel::RunEnd::Stopped);
        QVERIFY(indices->figures.empty());
        QVERIFY(reached > 0.0 && reached < 0.1);
    }
    void progress_rises_to_one() {
        std::vector<double> shares;
        IndexOptions options;
        options.paths = 20'000;
        const auto indices = studyIndices(computed(product().study), {&kCost, 1}, options, {{}, [&](double share) { shares.push_back(share); }});
        QVERIFY(indices.has_value());
        QVERIFY(std::is_sorted(shares.begin(), shares.end()));
        QCOMPARE(shares.back(), 1.0);
    }
};

QTEST_APPLESS_MAIN(TestStudyIndices)
#include "tst_study_indices.moc"
