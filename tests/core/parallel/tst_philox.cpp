#include <QtTest>

#include <cmath>
#include <set>

#include "core/parallel/Stream.h"

using namespace offtake::parallel;

class TestPhilox : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// RNG-001 to RNG-004: tests/kat_vectors of Random123 (D. E. Shaw Research, BSD-3), the authors' implementation.
    void blocksAreThePublishedOnes_data() {
        QTest::addColumn<PhiloxCounter>("counter");
        QTest::addColumn<PhiloxKey>("key");
        QTest::addColumn<int>("rounds");
        QTest::addColumn<PhiloxCounter>("expected");
        constexpr std::uint32_t kOnes = 0xFFFFFFFFU;
        QTest::newRow("RNG-001 zeros") << PhiloxCounter{} << PhiloxKey{} << 10 << PhiloxCounter{0x6627E8D5U, 0xE169C58DU, 0xBC57AC4CU, 0x9B00DBD8U};
        QTest::newRow("RNG-002 ones") << PhiloxCounter{kOnes, kOnes, kOnes, kOnes} << PhiloxKey{kOnes, kOnes} << 10
                                      << PhiloxCounter{0x408F276DU, 0x41C83B0EU, 0xA20BC7C6U, 0x6D5451FDU};
        QTest::newRow("RNG-003 digits of pi") << PhiloxCounter{0x243F6A88U, 0x85A308D3U, 0x13198A2EU, 0x03707344U} << PhiloxKey{0xA4093822U, 0x299F31D0U} << 10
                                              << PhiloxCounter{0xD16CFE09U, 0x94FDCCEBU, 0x5001E420U, 0x24126EA1U};
        QTest::newRow("RNG-004 seven rounds") << PhiloxCounter{} << PhiloxKey{} << 7 << PhiloxCounter{0x5F6FB709U, 0x0D893F64U, 0x4F121F81U, 0x4F730A48U};
    }
    void blocksAreThePublishedOnes() {
        QFETCH(PhiloxCounter, counter);
        QFETCH(PhiloxKey, key);
        QFETCH(int, rounds);
        QFETCH(PhiloxCounter, expected);
        QVERIFY(philox4x32(counter, key, rounds) == expected);
    }

    /// RNG-009: C++26 [rand.predef], key 20111115, the words of successive counters in order.
    void theTenThousandthWordIsTheStandards() {
        constexpr std::uint32_t kIndex = 9999;
        const PhiloxCounter words = philox4x32({kIndex / 4, 0, 0, 0}, {20111115U, 0});
        QCOMPARE(words[kIndex % 4], 1955073260U);
    }

    void drawsAreTheWordsOfTheBlockLowerFirst() {
        const Stream stream{0x299F31D0A4093822U};
        const std::uint64_t path = 0x85A308D3243F6A88U;
        const std::uint64_t block = 0x0370734413198A2EU;
        QCOMPARE(randomBits(stream, path, 2 * block), 0x94FDCCEBD16CFE09U);
        QCOMPARE(randomBits(stream, path, 2 * block + 1), 0x24126EA15001E420U);
    }

    void seedNamePathAndDrawAllMatter() {
        std::set<std::uint64_t> seen;
        for (const std::uint64_t seed : {0U, 1U, 2U}) {
            for (const char* name : {"", "price", "price2", "energy"}) {
                for (const std::uint64_t path : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1} << 32U}) {
                    for (const std::uint64_t draw : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{1} << 33U}) {
                        seen.insert(randomBits(streamOf(seed, name), path, draw));
                    }
                }
            }
        }
        QCOMPARE(seen.size(), std::size_t{3 * 4 * 3 * 4});
    }

    void aStreamKeepsItsNumbersInLaterVersions() {
        // Documents state a seed and expect the same result from it for ever. Computed by this program on its first day.
        QCOMPARE(QString::number(streamOf(1, "price").key, 16), QString("fe5fced32633570f"));
    }

    void uniformsStayInsideTheUnitInterval() {
        QCOMPARE(uniformOf(0), 0x1p-53);
        QCOMPARE(uniformOf(~std::uint64_t{0}), 1.0 - 0x1p-53);
        QCOMPARE(uniformOf(std::uint64_t{1} << 63U) + uniformOf((std::uint64_t{1} << 63U) - 1), 1.0);
    }

    void uniformsHaveTheirMomentsAndNoSerialCorrelation() {
        const Stream stream = streamOf(7, "moments");
        constexpr int kDraws = 100000;
        double sum = 0.0;
        double squares = 0.0;
        double products = 0.0;
        for (int i = 0; i < kDraws; ++i) {
            const double here = uniform(stream, static_cast<std::uint64_t>(i), 0) - 0.5;
            const double next = uniform(stream, static_cast<std::uint64_t>(i) + 1, 0) - 0.5;
            sum += here;
            squares += here * here;
            products += here * next;
        }
        // Five standard errors of each mean: sqrt(1/12), sqrt(1/180), 1/12, over sqrt(100,000).
        const double root = std::sqrt(static_cast<double>(kDraws));
        QVERIFY(std::abs(sum / kDraws) < 5.0 * std::sqrt(1.0 / 12.0) / root);
        QVERIFY(std::abs(squares / kDraws - 1.0 / 12.0) < 5.0 * std::sqrt(1.0 / 180.0) / root);
        QVERIFY(std::abs(products / kDraws) < 5.0 / 12.0 / root);
    }
};

QTEST_APPLESS_MAIN(TestPhilox)
#include "tst_philox.moc"
