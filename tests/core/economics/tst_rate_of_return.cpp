#include <QtTest>

#include <array>
#include <cmath>
#include <random>

#include "core/economics/metrics/RateOfReturn.h"
#include "core/finance/FlowRoots.h"

using namespace offtake;

class TestRateOfReturn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The short way for one sign change against the solver that isolates all roots, whose result is exact to rounding.
    void theShortWayFindsTheRootThatIsolationFinds() {
        std::mt19937_64 engine(7);
        const auto unit = [&] { return static_cast<double>(engine() >> 11) * 0x1.0p-53; };
        int compared = 0;
        for (int round = 0; round < 500; ++round) {
            std::vector<double> amounts;
            std::vector<double> years;
            const int months = 2 + static_cast<int>(unit() * 120);
            for (int t = 0; t < months; ++t) {
                years.push_back(t / 12.0);
                const double sign = t < 1 + months / 5 ? -1.0 : 1.0;
                amounts.push_back(sign * std::exp(10.0 * unit()));
            }
            std::vector<finance::TimedAmount> flows;
            for (std::size_t i = 0; i < amounts.size(); ++i) {
                flows.push_back({years[i], amounts[i]});
            }
            const auto exact = finance::ratesOfReturn(flows);
            const auto found = economics::rateOfReturn(amounts, years);
            const double rate = exact ? std::expm1(exact->logGrowth.front()) : 0.0;
            const bool exists = exact.has_value() && rate <= economics::kHighestRate;
            QCOMPARE(found.exists > 0.5, exists);
            if (exists) {
                // As rates: a loss of nearly everything rounds to -100 %, where log(1 + rate) has no digits left.
                QVERIFY(std::abs(found.value - rate) <= 1e-9 * (1.0 + std::abs(rate)));
                ++compared;
            }
        }
        QVERIFY(compared > 400);
    }
    void severalRootsAreLeftToIsolation() {
        // IR04: -0.0833 is the nearer to zero of two roots.
        const std::vector<double> amounts{-100, 100, 0, -7};
        const std::vector<double> years{0, 1, 2, 3};
        const auto found = economics::rateOfReturn(amounts, years);
        QVERIFY(std::abs(found.value + 0.0832996662) < 1e-9);
    }
    void flowsOfOneSignHaveNoRate() {
        const std::vector<double> amounts{5, 0, 7};
        const std::vector<double> years{0, 1, 2};
        QCOMPARE(economics::rateOfReturn(amounts, years).exists, 0.0);
    }
    void aRateOfNextToNothingPutInDoesNotExist() {
        const std::vector<double> years{0, 1};
        const auto of = [&](double atTheEnd) {
            const std::vector<double> amounts{-1.0, atTheEnd};
            return economics::rateOfReturn(amounts, years);
        };
        QCOMPARE(of(1.0 + economics::kHighestRate * 0.999).exists, 1.0);
        QCOMPARE(of(1.0 + economics::kHighestRate * 1.001).exists, 0.0);
        QCOMPARE(of(1e300).exists, 0.0);
        QCOMPARE(of(1e300).value, 0.0);
    }
    void lanesLeaveOutTheSameRates() {
        using Real = numbers::Lanes;
        const std::vector<double> years{0, 1};
        std::array<double, Real::kWidth> end{};
        for (std::size_t k = 0; k < end.size(); ++k) {
            end[k] = k == 0 ? 1.2 : 1e6;
        }
        const std::vector<Real> amounts{Real(-1.0), Real::load(end.data())};
        const auto found = economics::rateOfReturn(std::span<const Real>(amounts), years);
        std::array<double, Real::kWidth> exists{};
        std::array<double, Real::kWidth> value{};
        found.exists.store(exists.data());
        found.value.store(value.data());
        QCOMPARE(exists[0], 1.0);
        QVERIFY(std::abs(value[0] - 0.2) < 1e-12);
        for (std::size_t k = 1; k < end.size(); ++k) {
            QCOMPARE(exists[k], 0.0);
            QCOMPARE(value[k], 0.0);
        }
    }
    void amountsOnTheSameDayCountTogether() {
        const std::vector<double> amounts{-100, 40, 80};
        const std::vector<double> years{0, 0, 1};
        QVERIFY(std::abs(economics::rateOfReturn(amounts, years).value - 1.0 / 3.0) < 1e-12);
    }
};

QTEST_APPLESS_MAIN(TestRateOfReturn)
#include "tst_rate_of_return.moc"
