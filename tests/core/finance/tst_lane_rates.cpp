#include <QtTest>

#include <array>
#include <cmath>
#include <random>

#include "core/finance/FlowRoots.h"
#include "tests/core/support/InstructionSets.h"
#include "tests/core/support/LaneFunctionsKernel.h"

using namespace offtake;
using Series = std::vector<std::vector<double>>;

namespace {

/// Random series: spent, then earned, now and then spending again; ends that may not pay back.
Series randomSeries(std::size_t count, std::size_t length, unsigned seed) {
    std::mt19937_64 engine(seed);
    const auto unit = [&] { return static_cast<double>(engine() >> 11) * 0x1.0p-53; };
    Series series;
    for (std::size_t s = 0; s < count; ++s) {
        std::vector<double> flows;
        const auto built = static_cast<std::size_t>(1.0 + unit() * 5.0);
        const double again = unit() * 0.2;
        for (std::size_t i = 0; i < length; ++i) {
            const bool spends = i < built || unit() < again;
            flows.push_back((spends ? -std::exp(3.0 * unit()) : std::exp(2.0 * unit())) * (unit() < 0.1 ? 0.0 : 1.0));
        }
        series.push_back(flows);
    }
    return series;
}

}  // namespace

class TestLaneRates : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lanesFindWhatIsolationFinds_data() {
        QTest::addColumn<numbers::InstructionSet>("set");
        QTest::addColumn<int>("calendar");
        for (const auto set : {numbers::InstructionSet::Baseline, numbers::InstructionSet::Avx2, numbers::InstructionSet::Avx512}) {
            for (const int calendar : {0, 1, 2, 3}) {
                const char* const names[] = {"periods", "pairs on the same day", "days of a calendar", "no two steps alike"};
                QTest::addRow("%s, %s", std::string(numbers::nameOf(set)).c_str(), names[calendar]) << set << calendar;
            }
        }
    }
    void lanesFindWhatIsolationFinds() {
        OFFTAKE_FETCH_INSTRUCTION_SET(set)
        QFETCH(int, calendar);
        constexpr std::size_t kLength = 60;
        const Series series = randomSeries(200, kLength, 5);
        std::vector<double> times;
        for (std::size_t i = 0; calendar > 0 && i < kLength; ++i) {
            const double t = static_cast<double>(i);
            constexpr double kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
            const double next = calendar == 1 ? static_cast<double>((i + 1) / 2) / 12.0 : calendar == 2 ? (i == 0 ? 0.0 : times.back() + kDays[i % 12] / 365.0) : t / 12.0 + t * t / 1e4;
            times.push_back(next);
        }
        const testing::SolvedRates solved = ratesOnLanesOn(set)(series, times);
        int several = 0;
        int none = 0;
        for (std::size_t s = 0; s < series.size(); ++s) {
            std::vector<finance::TimedAmount> flows;
            for (std::size_t i = 0; i < kLength; ++i) {
                flows.push_back({times.empty() ? static_cast<double>(i) : times[i], series[s][i]});
            }
            const auto exact = finance::ratesOfReturn(flows);
            QCOMPARE(solved.exists[s] > 0.5, exact.has_value());
            QCOMPARE(solved.several[s] > 0.5, exact.has_value() && exact->logGrowth.size() > 1);
            // 1e-9 is what number types may differ in rates.
            QVERIFY(std::abs(solved.logGrowth[s] - (exact ? exact->logGrowth.front() : 0.0)) <= 1e-9 * (1.0 + std::abs(solved.logGrowth[s])));
            several += solved.several[s] > 0.5 ? 1 : 0;
            none += exact ? 0 : 1;
        }
        // The comparison means something only if all outcomes occur.
        QVERIFY(several > 0);
        QVERIFY(several + none < 150);
    }

    void noLaneHoldsANumberThatIsNone() {
        const double nan = std::nan("");
        const Series series{{-1, 2, nan}, {nan, nan, nan}, {-1, 1e308, 1e308}, {0, 0, 0}, {5, 0, 7}, {-5, -1, 0}, {-100, 1e-9, 0}, {-1, 3, -3}, {-1, 2.5, -1.5}};
        for (const numbers::InstructionSet set : numbers::availableInstructionSets()) {
            const testing::SolvedRates solved = ratesOnLanesOn(set)(series, {});
            for (std::size_t s = 0; s < series.size(); ++s) {
                QVERIFY(std::isfinite(solved.logGrowth[s]));
            }
            for (const std::size_t none : std::array<std::size_t, 6>{0, 1, 3, 4, 5, 7}) {
                QCOMPARE(solved.exists[none], 0.0);
            }
            QCOMPARE(solved.several[8], 1.0);  // at 0 % and at 50 %
            QCOMPARE(solved.exists[8], 1.0);
            QVERIFY(std::abs(solved.logGrowth[8]) < 1e-12);
        }
    }
};

QTEST_APPLESS_MAIN(TestLaneRates)
#include "tst_lane_rates.moc"
