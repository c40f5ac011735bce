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

/// The uniform numbers of the paths of a simulation, one coordinate a draw, row after row. Sobol' points are the more even
/// the lower their dimension, and reach kMostSobolDimensions of them; dimensions are dealt out draw by draw, the first draws
/// of all rows before the second ones and rows of several draws before those of one, so that a row's most important draws
/// should come first. A number depends on kind,
/// stream, draw, path, for Sobol' on its dimension, and for hypercubes on the number of paths alone.
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
        bool independent = true;
    };
    struct ScrambledPlace {
        std::size_t coordinate = 0;
        ScrambledCoordinate points;
    };
    PointKind m_kind;
    std::uint64_t m_strata;  ///< paths of a replicate
    std::vector<Coordinate> m_coordinates;
    std::vector<ScrambledPlace> m_scrambled;  ///< one a dimension

    void dealDimensions(const std::vector<StreamRow>& rows);
};

/// Where number `index` below `count` goes in a random order that the key gives: a permutation by four rounds of Feistel's
/// cipher on the next power of four, repeated until the result is below count.
[[nodiscard]] std::uint64_t permuted(std::uint64_t index, std::uint64_t count, std::uint64_t key);

}  // namespace offtake::parallel
