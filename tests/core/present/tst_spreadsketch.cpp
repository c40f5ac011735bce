#include <QtTest>

#include <algorithm>
#include <cmath>

#include "core/present/SpreadSketch.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"

using namespace offtake;
using namespace offtake::present;

namespace {

std::optional<SpreadSketch> sketchOf(const char* text) {
    const auto value = study::parseValue(study::kMeteredPrice, text, "test");
    if (!value) {
        qFatal("%s", value.error().english().c_str());
    }
    return spreadSketch(study::kMeteredPrice, *value);
}

std::size_t highestOf(const SpreadSketch& sketch) {
    return static_cast<std::size_t>(std::max_element(sketch.heights.begin(), sketch.heights.end()) - sketch.heights.begin());
}

}  // namespace

class TestSpreadSketch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNormalIsHighestInItsMiddleAndTheSameOnBothSides() {
        const SpreadSketch sketch = sketchOf("normal(5, 1)").value();
        QCOMPARE(sketch.heights.size(), kSketchParts);
        const std::size_t middle = highestOf(sketch);
        QVERIFY(middle == kSketchParts / 2 || middle == kSketchParts / 2 - 1);
        for (std::size_t i = 0; i < kSketchParts; ++i) {
            QVERIFY(std::abs(sketch.heights[i] - sketch.heights[kSketchParts - 1 - i]) < 0.02);  // half a percent of the draws is cut at either end
        }
        QVERIFY(std::abs(sketch.p50 - 5.0) < 1e-9);
        QVERIFY(std::abs(sketch.p95 - 6.6448536269514722) < 1e-9);  // the 95 % quantile of the standard normal distribution
        QCOMPARE(sketch.p50Text, std::string("5"));
    }
    void aRangeIsSkewedAndReachesBeyondItsEnds() {
        const SpreadSketch sketch = sketchOf("2 to 8").value();
        QVERIFY(sketch.low < 2.0 && sketch.high > 8.0);
        QVERIFY(std::abs(sketch.p5 - 2.0) < 1e-9 && std::abs(sketch.p95 - 8.0) < 1e-9);
        QVERIFY(highestOf(sketch) < kSketchParts / 2);
    }
    void aDiscreteDistributionIsSeparatePeaks() {
        const SpreadSketch sketch = sketchOf("discrete(2: 25 %, 4: 75 %)").value();
        QCOMPARE(std::count_if(sketch.heights.begin(), sketch.heights.end(), [](double height) { return height > 0.0; }), 2);
        QVERIFY(std::abs(sketch.heights.front() - 1.0 / 3.0) < 1e-9);
        QCOMPARE(sketch.heights.back(), 1.0);
    }
    void whatIsCertainHasNone() {
        QVERIFY(!sketchOf("5"));
        QVERIFY(!sketchOf("5 ~ gbm(30 %)"));
    }
};

QTEST_APPLESS_MAIN(TestSpreadSketch)
#include "tst_spreadsketch.moc"
