#include "core/parallel/SobolKernel.h"

#include <algorithm>
#include <bit>

namespace offtake::kernels::OFFTAKE_LEVEL {

void fillSobol(const parallel::ScrambledCoordinate& coordinate, std::uint64_t firstPath, std::size_t paths, double* out) {
    using namespace parallel;
    constexpr double kPart = 0x1p-32;
    auto index = static_cast<std::uint32_t>(firstPath / kReplicates);
    std::uint32_t point = sobolPoint(coordinate.reversedDirections, index);
    std::size_t skipped = firstPath % kReplicates;
    for (std::size_t p = 0; p < paths;) {
        std::array<double, kReplicates> all;
        for (std::size_t r = 0; r < kReplicates; ++r) {
            const std::uint32_t scrambled = reversedBits(scrambledReversed(point, coordinate.seeds[r])) ^ coordinate.shifts[r];
            all[r] = (static_cast<double>(scrambled) + 0.5) * kPart;
        }
        const std::size_t taken = std::min(kReplicates - skipped, paths - p);
        std::copy_n(all.begin() + static_cast<std::ptrdiff_t>(skipped), taken, out + p);
        p += taken;
        skipped = 0;
        ++index;
        // Neighbours in the order of the Gray code differ by one direction.
        point ^= coordinate.reversedDirections[static_cast<std::size_t>(std::countr_zero(index)) % kSobolBits];
    }
}

}  // namespace offtake::kernels::OFFTAKE_LEVEL
