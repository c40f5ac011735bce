#include <QtTest>

#include "core/parallel/UniformKernel.h"
#include "tests/core/support/InstructionSets.h"

using namespace offtake;
using namespace offtake::parallel;

class TestUniformKernel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyInstructionSetGivesTheBitsOfTheReference_data() { testing::instructionSetRows(); }
    void everyInstructionSetGivesTheBitsOfTheReference() {
        OFFTAKE_FETCH_INSTRUCTION_SET(set)
        struct Window {
            std::uint64_t firstPath;
            std::size_t paths;
            std::uint64_t firstDraw;
            std::size_t draws;
        };
        // Whole and broken registers and pairs of draws; beyond 2^32 paths, across it, and beyond 2^33 draws.
        const Window windows[] = {{0, 64, 0, 4},        {3, 37, 1, 5},           {5, 3, 0, 1},          {7, 700, 9, 2}, {0, 0, 0, 3}, {0, 8, 0, 0},
                                  {0xFFFFFFFBU, 40, 2, 3}, {0x1234567890U, 33, 7, 2}, {9, 20, 0x1FFFFFFFFU, 4}};
        const Stream stream = streamOf(42, "kernel");
        constexpr double kUntouched = -1.0;
        for (const Window& window : windows) {
            const std::size_t stride = window.paths + 3;
            std::vector<double> filled(stride * window.draws + 1, kUntouched);
            fillUniformsOn(set)(stream, window.firstPath, window.paths, window.firstDraw, window.draws, filled.data(), stride);
            for (std::size_t i = 0; i < filled.size(); ++i) {
                const std::size_t draw = i / stride;
                const std::size_t path = i % stride;
                const bool inside = draw < window.draws && path < window.paths;
                QCOMPARE(filled[i], inside ? uniform(stream, window.firstPath + path, window.firstDraw + draw) : kUntouched);
            }
        }
    }

    void theBaselineIsAlwaysThereAndComesFirst() {
        using numbers::InstructionSet;
        QVERIFY(numbers::availableInstructionSets().front() == InstructionSet::Baseline);
        QVERIFY(numbers::availableInstructionSets().back() == numbers::bestInstructionSet());
        QVERIFY(numbers::instructionSetNamed("baseline") == InstructionSet::Baseline);
        QVERIFY(!numbers::instructionSetNamed("mmx").has_value());
    }
};

QTEST_APPLESS_MAIN(TestUniformKernel)
#include "tst_uniform_kernel.moc"
