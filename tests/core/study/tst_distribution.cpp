#include <cmath>
#include <numeric>

#include <QtTest>

#include "core/parallel/Stream.h"
#include "core/study/Distribution.h"

using namespace offtake;
using namespace offtake::study;

namespace {

constexpr double kNoBound = 1e300;
const Bounds kFree{-kNoBound, kNoBound, false};

Distribution law(Family family, std::vector<double> parameters, double central = 0.0, const Bounds& bounds = kFree) {
    auto made = Distribution::of({family, std::move(parameters), {}}, central, bounds, "input");
    if (!made) {
        qFatal("%s", made.error().english().c_str());
    }
    return *made;
}

bool near(double found, double expected, double tolerance) { return std::abs(found - expected) <= tolerance * std::max(1.0, std::abs(expected)); }

struct Named {
    const char* name;
    Distribution law;
};

std::vector<Named> everyFamily() {
    return {{"normal", law(Family::Normal, {3.0, 0.7})},
            {"lognormal", law(Family::Lognormal, {2.5, 1.0})},
            {"between, in logarithms", law(Family::Between, {2.0, 9.0}, 5.0)},
            {"between, in log odds", law(Family::Between, {0.5, 0.95}, 0.8, {0.0, 1.0, true})},
            {"between, plain", law(Family::Between, {-1.0, 4.0}, 0.5)},
            {"triangular", law(Family::Triangular, {1.0, 3.0, 8.0})},
            {"PERT", law(Family::Pert, {1.0, 3.0, 8.0, 4.0})},
            {"uniform", law(Family::Uniform, {2.0, 5.0})},
            {"beta", law(Family::Beta, {2.0, 5.0, 1.0, 4.0})},
            {"discrete", law(Family::Discrete, {1.0, 0.2, 3.0, 0.5, 4.0, 0.3})},
            {"empirical", law(Family::Empirical, {4.0, 1.0, 2.0, 2.0})},
            {"two quantiles", law(Family::Quantiles, {0.1, 40.0, 0.9, 160.0})},
            {"metalog", law(Family::Quantiles, {0.05, 2.1, 0.25, 2.8, 0.5, 3.9, 0.75, 5.2, 0.95, 7.5})}};
}

}  // namespace

// Figures named DIST are analytic or computed with SciPy; each line states the formula's source.
class TestDistribution : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pert_follows_its_modes_and_quantiles() {
        // DIST-009 and DIST-011: Vose (2008), modified PERT.
        const BetaParameters first = pertParameters(1.0, 3.0, 8.0);
        QVERIFY(near(first.alpha, 2.14285714286, 1e-9) && near(first.beta, 3.85714285714, 1e-9));
        const Distribution one = law(Family::Pert, {1.0, 3.0, 8.0, 4.0});
        QVERIFY(near(one.mean(), 3.5, 1e-9));
        QVERIFY(near(std::sqrt(one.variance()), 1.26773138209, 1e-9));
        QVERIFY(near(one.quantile(0.05), 1.63015865336, 1e-9));
        QVERIFY(near(one.quantile(0.50), 3.38258860142, 1e-9));
        QVERIFY(near(one.quantile(0.95), 5.7739214935, 1e-9));
        const Distribution two = law(Family::Pert, {10.0, 10.0, 30.0});
        QVERIFY(near(two.mean(), 13.3333333333, 1e-9));
        QVERIFY(near(std::sqrt(two.variance()), 2.8171808491, 1e-9));
        QVERIFY(near(two.quantile(0.05), 10.2041243663, 1e-9));
        QVERIFY(near(two.quantile(0.95), 19.0143945669, 1e-9));
    }

    void triangular_follows_its_corners() {
        // DIST-013 and DIST-015: Kotz & van Dorp.
        const Distribution one = law(Family::Triangular, {1.0, 3.0, 8.0});
        QVERIFY(near(one.mean(), 4.0, 1e-10));
        QVERIFY(near(std::sqrt(one.variance()), 1.47196014439, 1e-10));
        QVERIFY(near(one.quantile(0.1), 2.18321595662, 1e-10));
        QVERIFY(near(one.quantile(0.5), 3.81669986733, 1e-10));
        QVERIFY(near(one.quantile(0.9), 6.12917130661, 1e-10));
        const Distribution two = law(Family::Triangular, {2.0, 5.0, 5.0});
        QVERIFY(near(two.quantile(0.1), 2.94868329805, 1e-10));
        QVERIFY(near(two.quantile(0.9), 4.84604989415, 1e-10));
    }

    void lognormal_follows_two_quantiles_or_its_moments() {
        // DIST-017: ln x = mu + sigma z_p. DIST-019: matching of moments.
        const LognormalParameters byQuantiles = lognormalFromQuantiles(0.1, 40.0, 0.9, 160.0);
        QVERIFY(near(byQuantiles.mu, 4.38202663467, 1e-11) && near(byQuantiles.sigma, 0.540865618829, 1e-11));
        const Distribution one = law(Family::Quantiles, {0.1, 40.0, 0.9, 160.0});
        QVERIFY(near(one.mean(), 92.6004909515, 1e-11));
        QVERIFY(near(one.quantile(0.5), 80.0, 1e-11));
        QVERIFY(near(std::sqrt(one.variance()), 53.9806424507, 1e-10));
        const LognormalParameters byMoments = lognormalFromMoments(2.5, 1.0);
        QVERIFY(near(byMoments.mu, 0.842080729315, 1e-11) && near(byMoments.sigma, 0.38525317016, 1e-11));
        const Distribution two = law(Family::Lognormal, {2.5, 1.0});
        QVERIFY(near(two.quantile(0.05), 1.23170040168, 1e-11));
        QVERIFY(near(two.quantile(0.95), 4.37438440966, 1e-11));
    }

    void truncated_normal_has_its_moments() {
        // DIST-021: standard moments of the truncated normal.
        const TruncatedNormal law{2.0, 1.0, 0.5, 4.0};
        QVERIFY(near(law.mean(), 2.0829559421, 1e-9));
        QVERIFY(near(std::sqrt(law.variance()), 0.813097657291, 1e-9));
        QVERIFY(near(law.quantile(0.05), 0.785766756163, 1e-9));
        QVERIFY(near(law.quantile(0.95), 3.48878296105, 1e-9));
        const TruncatedNormal tail{0.0, 1.0, 8.0, 9.0};
        QVERIFY(tail.quantile(0.5) > 8.0 && tail.quantile(0.5) < 8.2);
    }

    void metalog_follows_least_squares_and_triplets() {
        // DIST-023, DIST-025, DIST-027 (least squares by NumPy) and DIST-029: Keelin (2016), eq. 6 to 8 and section 5.1.
        const std::vector<double> shares{0.05, 0.25, 0.5, 0.75, 0.95};
        const Metalog four = metalogThrough(shares, {2.1, 2.8, 3.9, 5.2, 7.5}, 4);
        QVERIFY(near(four.coefficients[0], 3.8403284588, 1e-8) && near(four.coefficients[3], 2.3458557402, 1e-8));
        QVERIFY(near(four.quantile(0.01), 1.7421888344, 1e-8) && near(four.quantile(0.99), 9.173550936, 1e-8));
        QVERIFY(four.feasible());
        const Metalog three = metalogThrough(shares, {1.2, 2.2, 3.0, 4.1, 6.0}, 3);
        QVERIFY(near(three.coefficients[1], 0.8211609112, 1e-8) && near(three.quantile(0.9), 5.2097443562, 1e-8));
        const Metalog five = metalogThrough(shares, {1.2, 2.2, 3.0, 4.1, 6.0}, 5);
        QVERIFY(near(five.coefficients[4], 1.2486730633, 1e-8) && near(five.quantile(0.01), 0.28523694327, 1e-8));
        QVERIFY(five.feasible());
        const Metalog triplet = metalogOfTriplet(0.1, 100.0, 180.0, 300.0);
        QVERIFY(near(triplet.coefficients[1], 45.5119613313, 1e-10) && near(triplet.coefficients[2], 22.7559806657, 1e-10));
        QVERIFY(near(triplet.quantile(0.05), 76.1444254542, 1e-10) && near(triplet.quantile(0.95), 344.158811379, 1e-10));
        QVERIFY(triplet.feasible());
        // Feasible only if the share of the lower half is above k = 0.166578.
        QVERIFY(!metalogOfTriplet(0.1, 100.0, 130.0, 300.0).feasible());
        QVERIFY(metalogOfTriplet(0.1, 100.0, 134.0, 300.0).feasible());
    }

    void between_has_its_median_and_both_quantiles() {
        for (const Named& item : {Named{"log", law(Family::Between, {2.0, 9.0}, 5.0)}, Named{"plain", law(Family::Between, {-1.0, 4.0}, 0.5)},
                                  Named{"odds", law(Family::Between, {0.5, 0.95}, 0.8, {0.0, 1.0, true})}}) {
            const auto form = item.law.normalForm();
            QVERIFY(form != nullptr);
        }
        const Distribution inLogs = law(Family::Between, {2.0, 9.0}, 5.0);
        QVERIFY(near(inLogs.quantile(0.05), 2.0, 1e-12) && near(inLogs.quantile(0.5), 5.0, 1e-12) && near(inLogs.quantile(0.95), 9.0, 1e-12));
        const Distribution inOdds = law(Family::Between, {0.5, 0.95}, 0.8, {0.0, 1.0, true});
        QVERIFY(near(inOdds.quantile(0.05), 0.5, 1e-12) && near(inOdds.quantile(0.5), 0.8, 1e-12) && near(inOdds.quantile(0.95), 0.95, 1e-12));
        QVERIFY(inOdds.quantile(1.0 - 1e-12) < 1.0);
        const Distribution plain = law(Family::Between, {-1.0, 4.0}, 0.5);
        QVERIFY(near(plain.quantile(0.05), -1.0, 1e-12) && near(plain.quantile(0.95), 4.0, 1e-12));
        // A share whose range touches a bound has no odds there.
        QVERIFY(law(Family::Between, {0.9, 1.0}, 0.95, {0.0, 1.0, true}).normalForm()->scale == NormalForm::Scale::Plain);
    }

    void moments_are_those_of_the_quantile_function() {
        constexpr int kParts = 200'000;
        for (const Named& item : everyFamily()) {
            double sum = 0.0;
            double squares = 0.0;
            for (int i = 0; i < kParts; ++i) {
                const double x = item.law.quantile((i + 0.5) / kParts);
                sum += x;
                squares += x * x;
            }
            const double mean = sum / kParts;
            const double variance = squares / kParts - mean * mean;
            // The middles of equal parts miss what the outermost parts hold in their tails.
            QVERIFY2(near(item.law.mean(), mean, 1e-4), item.name);
            QVERIFY2(near(item.law.variance(), variance, 5e-3), item.name);
        }
    }

    void samples_have_mean_and_variance_of_the_law() {
        constexpr int kSamples = 100'000;
        for (const Named& item : everyFamily()) {
            const parallel::Stream stream = parallel::streamOf(7, item.name);
            std::vector<double> samples;
            for (int i = 0; i < kSamples; ++i) {
                samples.push_back(item.law.quantile(parallel::uniform(stream, static_cast<std::uint64_t>(i), 0)));
            }
            const double mean = std::accumulate(samples.begin(), samples.end(), 0.0) / kSamples;
            double second = 0.0;
            double fourth = 0.0;
            for (const double x : samples) {
                const double square = (x - mean) * (x - mean);
                second += square / kSamples;
                fourth += square * square / kSamples;
            }
            QVERIFY2(std::abs(mean - item.law.mean()) <= 4.0 * std::sqrt(second / kSamples), item.name);
            QVERIFY2(std::abs(second - item.law.variance()) <= 4.0 * std::sqrt((fourth - second * second) / kSamples), item.name);
        }
    }

    void shares_and_quantiles_are_inverse() {
        for (const Named& item : everyFamily()) {
            for (const double p : {0.001, 0.05, 0.3, 0.5, 0.77, 0.99}) {
                const double x = item.law.quantile(p);
                if (item.law.continuous()) {
                    QVERIFY2(near(item.law.cdf(x), p, 1e-9), item.name);
                } else {
                    QVERIFY2(item.law.cdf(x) >= p && item.law.cdf(std::nextafter(x, -1e9)) < p, item.name);
                }
            }
        }
    }

    void what_is_no_distribution_is_refused_with_a_reason_data() {
        QTest::addColumn<int>("family");
        QTest::addColumn<std::vector<double>>("parameters");
        const auto add = [](const char* name, Family family, std::vector<double> parameters) { QTest::newRow(name) << static_cast<int>(family) << parameters; };
        add("negative deviation", Family::Normal, {1.0, -1.0});
        add("lognormal below zero", Family::Lognormal, {-1.0, 1.0});
        add("not rising", Family::Triangular, {3.0, 2.0, 5.0});
        add("too few", Family::Pert, {1.0, 2.0});
        add("downwards", Family::Uniform, {5.0, 2.0});
        add("no shape", Family::Beta, {0.0, 2.0});
        add("probabilities", Family::Discrete, {1.0, 0.5, 2.0, 0.2});
        add("quantiles that cross", Family::Quantiles, {0.1, 3.0, 0.5, 2.0, 0.9, 4.0});
        add("quantiles too uneven", Family::Quantiles, {0.1, 100.0, 0.5, 101.0, 0.9, 300.0});
        add("probability 1", Family::Quantiles, {0.1, 1.0, 1.0, 2.0});
        add("nothing observed", Family::Empirical, {});
        add("not a number", Family::Normal, {std::nan(""), 1.0});
        add("outside of its range", Family::Between, {1.0, 2.0});
    }
    void what_is_no_distribution_is_refused_with_a_reason() {
        QFETCH(int, family);
        QFETCH(std::vector<double>, parameters);
        const auto made = Distribution::of({static_cast<Family>(family), parameters, {}}, 5.0, kFree, "deal.a.price");
        QVERIFY(!made);
        QVERIFY(made.error().code == ErrorCode::Inconsistent);
        QCOMPARE(made.error().subject, std::string("deal.a.price"));
        QVERIFY(!made.error().reason.text.empty());
    }

    void no_width_is_a_certain_number() {
        for (const Distribution& still : {law(Family::Triangular, {2.0, 2.0, 2.0}), law(Family::Uniform, {2.0, 2.0}), law(Family::Normal, {2.0, 0.0}), law(Family::Between, {2.0, 2.0}, 2.0)}) {
            QVERIFY(near(still.quantile(0.1), 2.0, 1e-15) && near(still.quantile(0.9), 2.0, 1e-15));
            QVERIFY(still.variance() <= 1e-15);
        }
    }
};

QTEST_APPLESS_MAIN(TestDistribution)
#include "tst_distribution.moc"
