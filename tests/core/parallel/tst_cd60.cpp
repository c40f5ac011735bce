#include <QtTest>

#include <cmath>

#include "core/parallel/Stream.h"
#include "tests/core/support/Cd60.h"
#include "tests/core/support/InstructionSets.h"
#include "tests/core/support/PublishedCases.h"

using namespace offtake;

namespace {

constexpr std::size_t kPaths = 8;

bool near(double a, double b, double relative) { return std::abs(a - b) <= relative * std::abs(b); }

}  // namespace

class TestCd60 : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// CD60-001: all normal numbers 0, one mean time to failure a month.
    void theDeterministicPathIsThePublishedOne_data() { testing::instructionSetRows(); }
    void theDeterministicPathIsThePublishedOne() {
        OFFTAKE_FETCH_INSTRUCTION_SET(set)
        const std::vector<double> normals(cd60::kMonths * cd60::kFactors * kPaths, 0.0);
        const std::vector<double> uniforms(cd60::kMonths * kPaths, 1.0 - std::exp(-1.0));
        std::array<double, kPaths> values{};
        std::array<double, kPaths> rates{};
        cd60GivenOn(set)(cd60::tables(), normals.data(), uniforms.data(), kPaths, kPaths, values.data(), rates.data());
        QVERIFY(near(values[0], 17591005.4204639196, 1e-12));
        QVERIFY(near(rates[0], 0.0129960630090704, 1e-12));
    }

    /// CD60-002 to CD60-009: eight paths of given numbers.
    void fixedPathsAreThePublishedOnes_data() { testing::instructionSetRows(); }
    void fixedPathsAreThePublishedOnes() {
        OFFTAKE_FETCH_INSTRUCTION_SET(set)
        std::vector<double> normals(cd60::kMonths * cd60::kFactors * kPaths);
        std::vector<double> uniforms(cd60::kMonths * kPaths);
        std::array<double, kPaths> expectedValues{};
        std::array<double, kPaths> expectedRates{};
        for (std::size_t p = 0; p < kPaths; ++p) {
            const nlohmann::json path = test::caseFrom(OFFTAKE_SOURCE_DIR "/tests/data/cases/cd60.json", "CD60-00" + std::to_string(p + 2));
            expectedValues[p] = path.at("npv");
            expectedRates[p] = path.at("irr");
            for (std::size_t t = 0; t < cd60::kMonths; ++t) {
                uniforms[t * kPaths + p] = path.at("uniforms").at(t);
                for (std::size_t j = 0; j < cd60::kFactors; ++j) {
                    normals[(t * cd60::kFactors + j) * kPaths + p] = path.at("normals").at(t).at(j);
                }
            }
        }
        std::array<double, kPaths> values{};
        std::array<double, kPaths> rates{};
        cd60GivenOn(set)(cd60::tables(), normals.data(), uniforms.data(), kPaths, kPaths, values.data(), rates.data());
        for (std::size_t p = 0; p < kPaths; ++p) {
            QVERIFY(near(values[p], expectedValues[p], 1e-11));
            QVERIFY(near(rates[p], expectedRates[p], 1e-11));
        }
    }

    void instructionSetsAgreeOnRandomPaths() {
        constexpr std::size_t kCount = 512;
        const parallel::Stream stream = parallel::streamOf(1, "CD-60");
        std::vector<double> values(kCount);
        std::vector<double> rates(kCount);
        cd60PathsOn(numbers::InstructionSet::Baseline)(cd60::tables(), stream, 1000, kCount, values.data(), rates.data());
        for (const numbers::InstructionSet set : numbers::availableInstructionSets()) {
            std::vector<double> otherValues(kCount);
            std::vector<double> otherRates(kCount);
            cd60PathsOn(set)(cd60::tables(), stream, 1000, kCount, otherValues.data(), otherRates.data());
            for (std::size_t p = 0; p < kCount; ++p) {
                // 1e-12 of the flows, which add up to some 5e8 $ on each path; 1e-9 for rates.
                QVERIFY(std::abs(values[p] - otherValues[p]) <= 1e-12 * 5e8);
                QVERIFY(std::abs(rates[p] - otherRates[p]) <= 1e-9);
            }
        }
    }

    void theMeanIsThePublishedOne() {
        // 20,425,956 $ with a deviation of 19,647,470: 24 scrambled Sobol' samples of 65,536 paths.
        constexpr std::size_t kCount = 40000;
        std::vector<double> values(kCount);
        std::vector<double> rates(kCount);
        cd60PathsOn(numbers::bestInstructionSet())(cd60::tables(), parallel::streamOf(1, "CD-60"), 0, kCount, values.data(), rates.data());
        double sum = 0.0;
        for (std::size_t p = 0; p < kCount; ++p) {
            QVERIFY(std::isfinite(rates[p]));
            sum += values[p];
        }
        QVERIFY(std::abs(sum / kCount - 20425956.0) < 4.0 * 19647470.0 / std::sqrt(static_cast<double>(kCount)));
    }
};

QTEST_APPLESS_MAIN(TestCd60)
#include "tst_cd60.moc"
