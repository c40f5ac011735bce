#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>

#include <QFutureWatcher>
#include <QPromise>
#include <QtConcurrentRun>

#include "core/base/Error.h"
#include "core/parallel/RunContext.h"

namespace offtake::ui {

/// A calculation off the GUI thread, one at a time: a newer one stops the one that runs, whose outcome is dropped. Used
/// from the GUI thread; the owner outlives no call of `done`.
template <typename Result>
class Job {
public:
    using Pointer = std::shared_ptr<const Result>;
    /// Runs on another thread and touches nothing but its copies; it should look at context.stop often.
    using Work = std::function<Expected<Result>(const parallel::RunContext& context)>;
    using Done = std::function<void(const Expected<Pointer>& outcome, std::chrono::nanoseconds took)>;

    explicit Job(Done done, const std::function<void(double)>& progressed = {}) : m_done(std::move(done)) {
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] { finish(); });
        if (progressed) {
            QObject::connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, &m_watcher, [this, progressed](int value) {
                if (isRunning()) {
                    progressed(static_cast<double>(value) / kProgressSteps);
                }
            });
        }
    }
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;
    ~Job() {
        m_stop.request_stop();
        m_watcher.disconnect();
        m_watcher.waitForFinished();
    }

    /// Starts the work, or keeps it until the one that runs has seen that it is not wanted any more.
    void start(Work work) {
        stop();
        m_next = std::move(work);
        if (!m_busy) {
            launch();
        }
    }

    /// Nothing is wanted any more; `done` is not called.
    void stop() {
        m_next = nullptr;
        ++m_wanted;
        m_stop.request_stop();
    }

    /// Whether an outcome is on its way.
    [[nodiscard]] bool isRunning() const { return m_next != nullptr || (m_busy && m_running == m_wanted); }

    /// Returns when nothing runs, after `done`. For tests, and for drawing without a window.
    void wait() {
        while (m_busy) {
            m_watcher.waitForFinished();
            finish();
        }
    }

private:
    static constexpr int kProgressSteps = 1000;

    struct Outcome {
        Expected<Pointer> result;
        std::chrono::nanoseconds took{0};
    };

    static Outcome compute(const Work& work, const parallel::RunContext& context) {
        const auto begin = std::chrono::steady_clock::now();
        const auto outcome = [&](Expected<Pointer> result) { return Outcome{std::move(result), std::chrono::steady_clock::now() - begin}; };
        // Nothing may leave this function by exception: QtConcurrent would hide what it says.
        try {
            Expected<Result> result = work(context);
            if (!result) {
                return outcome(tl::unexpected(result.error()));
            }
            return outcome(std::make_shared<const Result>(*std::move(result)));
        } catch (const std::exception& defect) {
            return outcome(fail(ErrorCode::Internal, {}, {"The calculation stopped: {0}.", {std::string(defect.what())}},
                                {"Undo the last change, and report this as a defect.", {}}));
        }
    }

    void launch() {
        m_busy = true;
        m_running = m_wanted;
        m_stop = std::stop_source();
        m_watcher.setFuture(QtConcurrent::run([work = std::exchange(m_next, nullptr), stop = m_stop.get_token()](QPromise<Outcome>& promise) {
            promise.setProgressRange(0, kProgressSteps);
            parallel::RunContext context;
            context.stop = stop;
            context.progress = [&promise](double share) { promise.setProgressValue(static_cast<int>(share * kProgressSteps)); };
            promise.addResult(compute(work, context));
        }));
    }

    void finish() {
        if (!m_busy) {
            return;  // wait() was here first
        }
        m_busy = false;
        const Outcome outcome = m_watcher.result();
        if (m_next != nullptr) {
            launch();
        } else if (m_running == m_wanted) {
            m_done(outcome.result, outcome.took);
        }
    }

    Done m_done;
    QFutureWatcher<Outcome> m_watcher;
    Work m_next;
    std::stop_source m_stop;
    std::uint64_t m_wanted = 0;   ///< changes with every start and stop
    std::uint64_t m_running = 0;  ///< what m_wanted was when the present work began
    bool m_busy = false;
};

}  // namespace offtake::ui
