#include "core/parallel/Blocks.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <thread>

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace offtake::parallel {

namespace {

using Body = std::function<void(std::size_t, std::size_t)>;

Error errorOf(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const std::bad_alloc&) {
        return {ErrorCode::TooLarge, {}, {"The memory of this computer does not suffice.", {}}, {"Ask for fewer paths, figures or threads.", {}}};
    } catch (const std::exception& error) {
        return {ErrorCode::Internal, {}, {"A calculation failed: {0}.", {std::string(error.what())}}, {}};
    } catch (...) {
        return {ErrorCode::Internal, {}, {"A calculation failed for an unknown reason.", {}}, {}};
    }
}

/// The blocks of one call, handed out in rising order to whoever asks.
class Run {
public:
    Run(std::size_t count, const RunContext& context, const Body& body) : m_count(count), m_context(context), m_body(body) {}

    /// Takes blocks until none is left, a stop is wished or one failed. Never throws.
    void work(std::size_t worker) noexcept {
        try {
            while (!m_givenUp.load() && !m_context.stopRequested()) {
                const std::size_t block = m_next.fetch_add(1);
                if (block >= m_count) {
                    return;
                }
                m_body(block, worker);
                finished();
            }
        } catch (...) {
            abandon(std::current_exception());
        }
    }

    /// Keeps the first reason.
    void abandon(const std::exception_ptr& reason) noexcept {
        const std::scoped_lock lock(m_mutex);
        m_thrown = m_thrown ? m_thrown : reason;
        m_givenUp.store(true);
    }

    [[nodiscard]] Expected<RunEnd> end() const {
        if (m_thrown) {
            return tl::unexpected(errorOf(m_thrown));
        }
        return m_finished == m_count ? RunEnd::Complete : RunEnd::Stopped;
    }

private:
    void finished() {
        const std::scoped_lock lock(m_mutex);
        ++m_finished;
        if (m_context.progress) {
            m_context.progress(static_cast<double>(m_finished) / static_cast<double>(m_count));
        }
    }

    const std::size_t m_count;
    const RunContext& m_context;
    const Body& m_body;
    std::atomic<std::size_t> m_next{0};
    std::atomic<bool> m_givenUp{false};
    std::mutex m_mutex;
    std::size_t m_finished = 0;  // under m_mutex, like m_thrown, until the threads have joined
    std::exception_ptr m_thrown;
};

std::size_t hardwareThreads() {
    return std::max<std::size_t>(std::thread::hardware_concurrency(), 1);
}

}  // namespace

std::size_t workersFor(int threads) {
    return threads > 0 ? static_cast<std::size_t>(threads) : hardwareThreads();
}

Expected<RunEnd> forEachBlock(std::size_t count, int threads, const RunContext& context, const Body& body) {
    Run run(count, context, body);
    const std::size_t workers = std::min(workersFor(threads), count);
    if (workers <= 1) {
        run.work(0);
        return run.end();
    }
    try {
        // oneTBB would never run more threads than there are processors; a test that asks for seven shall get seven.
        std::optional<tbb::global_control> raised;
        if (workers > hardwareThreads()) {
            raised.emplace(tbb::global_control::max_allowed_parallelism, workers);
        }
        tbb::task_arena arena(static_cast<int>(workers));
        arena.execute([&] { tbb::parallel_for(std::size_t{0}, workers, [&run](std::size_t worker) { run.work(worker); }, tbb::simple_partitioner()); });
    } catch (...) {
        run.abandon(std::current_exception());
    }
    return run.end();
}

}  // namespace offtake::parallel
