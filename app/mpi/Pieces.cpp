#include "app/mpi/Pieces.h"

#include <mpi.h>

namespace offtake::mpi {

std::vector<Range> rangesOf(std::size_t from, std::size_t until, std::size_t size) {
    std::vector<Range> ranges;
    for (; from < until; from = ranges.back().until) {
        ranges.push_back({from, std::min(from + size, until)});
    }
    return ranges;
}

Expected<void> computeMissing(const Place& place, const PieceFolder& folder, const std::vector<Range>& ranges,
                              const std::function<Expected<std::string>(const Range& range, const std::function<void()>& attend)>& computed) {
    // The first rank says which are missing: another one might already see files that a quick rank has just written.
    std::vector<int> missing(ranges.size() + 1, 0);  // their positions, after their number
    for (std::size_t i = 0; place.first() && i < ranges.size(); ++i) {
        if (!folder.has(ranges[i].from, ranges[i].until)) {
            missing[static_cast<std::size_t>(++missing[0])] = static_cast<int>(i);
        }
    }
    MPI_Bcast(missing.data(), static_cast<int>(missing.size()), MPI_INT, 0, MPI_COMM_WORLD);
    return shareOut(place, static_cast<std::size_t>(missing[0]), [&](std::size_t item, const std::function<void()>& attend) -> Expected<void> {
        const Range& range = ranges[static_cast<std::size_t>(missing[item + 1])];
        const auto bytes = computed(range, attend);
        return bytes ? folder.write(range.from, range.until, *bytes) : tl::make_unexpected(bytes.error());
    });
}

}  // namespace offtake::mpi
