#include <QtTest>

#include <atomic>
#include <new>
#include <numeric>
#include <stdexcept>

#include "core/parallel/Blocks.h"

using namespace offtake;
using namespace offtake::parallel;

class TestBlocks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachBlockRunsOnceOnAnyNumberOfThreads_data() {
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("count");
        for (const int threads : {0, 1, 2, 7}) {
            for (const int count : {0, 1, 3, 1000}) {
                QTest::addRow("%d threads, %d blocks", threads, count) << threads << count;
            }
        }
    }
    void eachBlockRunsOnceOnAnyNumberOfThreads() {
        QFETCH(int, threads);
        QFETCH(int, count);
        std::vector<int> runs(static_cast<std::size_t>(count), 0);
        const auto end = forEachBlock(runs.size(), threads, {}, [&](std::size_t block, std::size_t) { ++runs[block]; });
        QVERIFY(end.has_value());
        QVERIFY(*end == RunEnd::Complete);
        QCOMPARE(runs, std::vector<int>(static_cast<std::size_t>(count), 1));
    }

    void blocksOfTheSameWorkerNeverOverlap() {
        constexpr int kThreads = 7;
        std::vector<std::atomic<int>> inside(workersFor(kThreads));
        std::atomic<bool> overlapped = false;
        const auto end = forEachBlock(2000, kThreads, {}, [&](std::size_t, std::size_t worker) {
            overlapped = overlapped || inside.at(worker).fetch_add(1) != 0;
            inside.at(worker).fetch_sub(1);
        });
        QVERIFY(end.has_value());
        QVERIFY(!overlapped);
    }

    void oneThreadTakesTheBlocksInOrder() {
        std::vector<std::size_t> order;
        QVERIFY(forEachBlock(50, 1, {}, [&](std::size_t block, std::size_t) { order.push_back(block); }).has_value());
        std::vector<std::size_t> rising(50);
        std::iota(rising.begin(), rising.end(), std::size_t{0});
        QCOMPARE(order, rising);
    }

    void blocksMayThemselvesHaveBlocks() {
        std::vector<std::size_t> sums(20, 0);
        const auto end = forEachBlock(sums.size(), 3, {}, [&](std::size_t outer, std::size_t) {
            std::vector<std::size_t> parts(10, 0);
            const auto inner = forEachBlock(parts.size(), 3, {}, [&](std::size_t block, std::size_t) { parts[block] = block; });
            sums[outer] = inner.has_value() ? std::accumulate(parts.begin(), parts.end(), std::size_t{0}) : 0;
        });
        QVERIFY(end.has_value());
        QCOMPARE(sums, std::vector<std::size_t>(20, 45));
    }

    void noBlockBeginsAfterTheWishToStop_data() { threads(); }
    void noBlockBeginsAfterTheWishToStop() {
        QFETCH(int, threads);
        std::stop_source source;
        RunContext context;
        context.stop = source.get_token();
        std::atomic<std::size_t> begun = 0;
        const auto end = forEachBlock(100000, threads, context, [&](std::size_t, std::size_t) {
            if (begun.fetch_add(1) == 10) {
                source.request_stop();
            }
        });
        QVERIFY(end.has_value());
        QVERIFY(*end == RunEnd::Stopped);
        QVERIFY(begun < 100000);
    }

    void aWishThatComesFirstLeavesNothingToDo() {
        std::stop_source source;
        source.request_stop();
        int begun = 0;
        const auto end = forEachBlock(5, 2, {source.get_token(), {}}, [&](std::size_t, std::size_t) { ++begun; });
        QVERIFY(end.has_value());
        QVERIFY(*end == RunEnd::Stopped);
        QCOMPARE(begun, 0);
    }

    void progressRisesToOne_data() { threads(); }
    void progressRisesToOne() {
        QFETCH(int, threads);
        std::vector<double> told;
        RunContext context;
        context.progress = [&](double share) { told.push_back(share); };
        QVERIFY(forEachBlock(64, threads, context, [](std::size_t, std::size_t) {}).has_value());
        QCOMPARE(told.size(), std::size_t{64});
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QCOMPARE(told.back(), 1.0);
    }

    void whatABlockThrowsBecomesAnError_data() { threads(); }
    void whatABlockThrowsBecomesAnError() {
        QFETCH(int, threads);
        std::atomic<int> begun = 0;
        const auto end = forEachBlock(100000, threads, {}, [&](std::size_t block, std::size_t) {
            ++begun;
            if (block == 3) {
                throw std::runtime_error("the third");
            }
        });
        QVERIFY(!end.has_value());
        QVERIFY(end.error().code == ErrorCode::Internal);
        QVERIFY(end.error().english().find("the third") != std::string::npos);
        QVERIFY(begun < 100000);
    }

    void exhaustedMemoryIsTooLarge_data() { threads(); }
    void exhaustedMemoryIsTooLarge() {
        QFETCH(int, threads);
        const auto end = forEachBlock(4, threads, {}, [](std::size_t, std::size_t) { throw std::bad_alloc(); });
        QVERIFY(!end.has_value());
        QVERIFY(end.error().code == ErrorCode::TooLarge);
    }

    void whatTheReportOfProgressThrowsBecomesAnError() {
        RunContext context;
        context.progress = [](double) { throw std::runtime_error("no listener"); };
        const auto end = forEachBlock(4, 2, context, [](std::size_t, std::size_t) {});
        QVERIFY(!end.has_value());
        QVERIFY(end.error().english().find("no listener") != std::string::npos);
    }

private:
    static void threads() {
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 7}) {
            QTest::addRow("%d threads", threads) << threads;
        }
    }
};

QTEST_APPLESS_MAIN(TestBlocks)
#include "tst_blocks.moc"
