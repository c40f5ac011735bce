#include "core/parallel/PointSet.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "core/parallel/UniformKernel.h"

namespace offtake::parallel {

namespace {

/// Numbers of a stream that belong to a replicate rather than a path are drawn for "paths" at the far end.
std::uint64_t replicateBits(Stream stream, std::uint64_t draw, std::size_t replicate) {
    return randomBits(stream, std::numeric_limits<std::uint64_t>::max() - replicate, draw);
}

ScrambledCoordinate scrambledCoordinate(std::size_t dimension, Stream stream, std::uint64_t draw) {
    ScrambledCoordinate out;
    const SobolDirections directions = sobolDirections(dimension);
    std::transform(directions.begin(), directions.end(), out.reversedDirections.begin(), reversedBits);
    for (std::size_t r = 0; r < kReplicates; ++r) {
        const std::uint64_t bits = replicateBits(stream, draw, r);
        out.seeds[r] = static_cast<std::uint32_t>(bits);
        out.shifts[r] = static_cast<std::uint32_t>(bits >> 32U);
    }
    return out;
}

}  // namespace

std::uint64_t permuted(std::uint64_t index, std::uint64_t count, std::uint64_t key) {
    constexpr int kRounds = 4;
    const auto half = static_cast<unsigned>((std::bit_width(std::max<std::uint64_t>(count, 2) - 1) + 1) / 2);
    const std::uint64_t mask = (std::uint64_t{1} << half) - 1;
    do {
        std::uint64_t left = index >> half;
        std::uint64_t right = index & mask;
        for (std::uint32_t round = 0; round < kRounds; ++round) {
            const PhiloxCounter mixed = philox4x32({static_cast<std::uint32_t>(right), round, 0, 0}, {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32U)});
            const std::uint64_t next = left ^ (mixed[0] & mask);
            left = right;
            right = next;
        }
        index = left << half | right;
    } while (index >= count);
    return index;
}

PointSet::PointSet(PointKind kind, std::uint64_t paths, const std::vector<StreamRow>& rows)
    : m_kind(kind), m_strata(std::max<std::uint64_t>((paths + kReplicates - 1) / kReplicates, 1)) {
    for (const StreamRow& row : rows) {
        for (std::size_t draw = 0; draw < row.draws; ++draw) {
            m_coordinates.push_back({row.stream, draw});
        }
    }
    if (kind == PointKind::Sobol) {
        dealDimensions(rows);
    }
}

void PointSet::dealDimensions(const std::vector<StreamRow>& rows) {
    const std::size_t dimensions = std::min(m_coordinates.size(), kMostSobolDimensions);
    for (std::size_t draw = 0; m_scrambled.size() < dimensions; ++draw) {
        for (const bool ofSeveralDraws : {true, false}) {
            std::size_t first = 0;
            for (const StreamRow& row : rows) {
                if (draw < row.draws && (row.draws > 1) == ofSeveralDraws && m_scrambled.size() < dimensions) {
                    m_coordinates[first + draw].independent = false;
                    m_scrambled.push_back({first + draw, scrambledCoordinate(m_scrambled.size(), row.stream, draw)});
                }
                first += row.draws;
            }
        }
    }
}

void PointSet::fill(numbers::InstructionSet set, std::uint64_t firstPath, std::size_t count, double* out, std::size_t stride) const {
    for (const ScrambledPlace& scrambled : m_scrambled) {
        fillSobolOn(set)(scrambled.points, firstPath, count, out + scrambled.coordinate * stride);
    }
    for (std::size_t i = 0; i < m_coordinates.size();) {
        const Coordinate& first = m_coordinates[i];
        const auto follows = [&](std::size_t draws) {
            const Coordinate& next = m_coordinates[i + draws];
            return next.independent && next.stream == first.stream && next.draw == first.draw + draws;
        };
        std::size_t draws = 1;
        while (first.independent && i + draws < m_coordinates.size() && follows(draws)) {
            ++draws;
        }
        if (first.independent) {
            fillUniformsOn(set)(first.stream, firstPath, count, first.draw, draws, out + i * stride, stride);
        }
        i += draws;
    }
    if (m_kind == PointKind::LatinHypercube) {
        for (std::size_t i = 0; i < m_coordinates.size(); ++i) {
            for (std::size_t p = 0; p < count; ++p) {
                const std::uint64_t path = firstPath + p;
                const std::uint64_t key = replicateBits(m_coordinates[i].stream, m_coordinates[i].draw, path % kReplicates);
                const std::uint64_t stratum = permuted(path / kReplicates % m_strata, m_strata, key);
                double& place = out[i * stride + p];
                // Rounding may reach the end of the last part, never 0.
                place = std::min((static_cast<double>(stratum) + place) / static_cast<double>(m_strata), 1.0 - 0x1p-53);
            }
        }
    }
}

}  // namespace offtake::parallel
