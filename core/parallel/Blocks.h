#pragma once

#include <cstddef>
#include <functional>

#include "core/base/Error.h"
#include "core/parallel/RunContext.h"

namespace offtake::parallel {

/// No run asks for more threads than this.
inline constexpr int kMostThreads = 4096;

/// How many blocks run at once at the most when `threads` are asked for; 0 asks for all that the machine has. At least 1.
[[nodiscard]] std::size_t workersFor(int threads);

/// Calls body(block, worker) once for each block from 0 to count - 1, on up to workersFor(threads) threads.
///
/// Blocks begin in rising order and end in any. Two calls that overlap in time have different workers below
/// workersFor(threads), so scratch memory may be kept by worker; results must not depend on it. With one thread, all
/// runs on the calling one. After a wish to stop no block begins any more: a block should last well below 100 ms or ask
/// context.stopRequested() itself. May be called from within a block.
///
/// Gives Stopped when the wish came before the last block began; then some blocks were never called. Errors: TooLarge
/// when memory ran out, Internal with the text of any other exception that a block or the report of progress threw; the
/// remaining blocks are then given up.
[[nodiscard]] Expected<RunEnd> forEachBlock(std::size_t count, int threads, const RunContext& context,
                                            const std::function<void(std::size_t block, std::size_t worker)>& body);

}  // namespace offtake::parallel
