#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/numbers/InstructionSet.h"
#include "core/parallel/SobolKernel.h"
#include "core/parallel/Stream.h"

namespace offtake::parallel {

enum class PointKind : std::uint8_t {
    Independent,     ///< every number for itself, by Philox
    LatinHypercube,  ///< kReplicates independent hypercubes: of n paths of one, each nth of every axis holds one
    Sobol,           ///< kReplicates independent scramblings of the points of Sobol'; the surplus of coordinates independent
};

/// Consecutive draws of one stream, one coordinate each.
struct StreamRow {
    Stream stream;
    std::size_t draws = 1;
};

/// The uniform numbers of the paths of a simulation, one coordinate after the other, the most important first: Sobol'
/// points are the more even the lower the coordinates, and reach kMostSobolDimensions of them. A number depends on kind,
/// stream, draw, path, for Sobol' on the place of its coordinate, and for hypercubes on the number of paths alone.
class PointSet {
public:
    /// paths: of the whole simulation; below 2^32 · kReplicates unless independent.
    PointSet(PointKind kind, std::uint64_t paths, const std::vector<StreamRow>& rows);

    [[nodiscard]] std::size_t coordinates() const { return m_coordinates.size(); }

    /// out[coordinate · stride + p] in (0, 1) for the paths firstPath + p, p below count. Same bits on all sets. Allocates
    /// nothing; may be called from several threads.
    void fill(numbers::InstructionSet set, std::uint64_t firstPath, std::size_t count, double* out, std::size_t stride) const;

private:
    struct Coordinate {
        Stream stream;
        std::uint64_t draw = 0;
    };
    PointKind m_kind;
    std::uint64_t m_strata;  ///< paths of a replicate
    std::vector<Coordinate> m_coordinates;
    std::vector<ScrambledCoordinate> m_scrambled;
};

/// Where number `index` below `count` goes in a random order that the key gives: a permutation by four rounds of Feistel's
/// cipher on the next power of four, repeated until the result is below count.
[[nodiscard]] std::uint64_t permuted(std::uint64_t index, std::uint64_t count, std::uint64_t key);

}  // namespace offtake::parallel
