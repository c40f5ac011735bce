#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "core/base/Error.h"
#include "core/numbers/InstructionSet.h"

/// The processes that work together, and how work is shared among them.
namespace offtake::mpi {

/// This process among them.
struct Place {
    int rank = 0;
    int ranks = 1;
    bool manyThreads = false;  ///< whether MPI may be called from any thread of a process, by one at a time
    [[nodiscard]] bool first() const { return rank == 0; }
};

/// The widest instruction set that every rank has: mixed sets would differ in the last digits.
[[nodiscard]] numbers::InstructionSet commonInstructionSet();

/// What the first rank decides, told to all.
[[nodiscard]] bool decidedByFirst(bool decision);

/// The lowest rank on which something failed; nothing when it went well everywhere. To be called by all ranks.
[[nodiscard]] std::optional<int> firstFailure(const Place& place, bool failed);

/// Calls body(item, attend) once for each item from 0 to count - 1, each on the rank that is free first. The first rank
/// works too, and in between hands items out to those who ask: body calls attend() every few milliseconds where it can.
/// Returns on each rank when nothing is left for it, on the first one when all are done. `count` is the first rank's.
/// Errors: the first one of body on this rank, whose run has to be aborted then.
[[nodiscard]] Expected<void> shareOut(const Place& place, std::size_t count,
                                      const std::function<Expected<void>(std::size_t item, const std::function<void()>& attend)>& body);

}  // namespace offtake::mpi
