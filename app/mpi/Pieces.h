#pragma once

#include <algorithm>
#include <vector>

#include "app/mpi/PieceFolder.h"
#include "app/mpi/Ranks.h"

namespace offtake::mpi {

/// Blocks or rows of one piece.
struct Range {
    std::size_t from = 0;
    std::size_t until = 0;
};

/// Ranges of `size`, the last one shorter.
[[nodiscard]] std::vector<Range> rangesOf(std::size_t from, std::size_t until, std::size_t size);

/// Has every range that the folder lacks computed by the rank that is free first. `computed` gives a piece as bytes and
/// calls attend() in between. Afterwards all of them are in the folder. Errors: those of `computed` and of writing.
[[nodiscard]] Expected<void> computeMissing(const Place& place, const PieceFolder& folder, const std::vector<Range>& ranges,
                                            const std::function<Expected<std::string>(const Range& range, const std::function<void()>& attend)>& computed);

}  // namespace offtake::mpi
