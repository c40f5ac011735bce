#pragma once

#include <functional>
#include <stop_token>

namespace offtake::parallel {

/// What a long calculation is given: how to learn that nobody wants its result any more, and whom to tell how far it is.
/// A default one never stops and tells nobody. Copies share the stop state.
struct RunContext {
    std::stop_token stop;
    /// Called with the finished share, from 0 to 1 and never falling, by one thread at a time but not always the same.
    std::function<void(double)> progress;

    [[nodiscard]] bool stopRequested() const { return stop.stop_requested(); }
};

/// How a calculation ended that did not fail.
enum class RunEnd { Complete, Stopped };

}  // namespace offtake::parallel
