#pragma once

#include <cstdint>
#include <string_view>

#include "core/parallel/Philox.h"

namespace offtake::parallel {

/// Random numbers that belong to one name under one seed. Each is a function of (stream, path, draw) alone: they can be
/// had in any order, on any thread, and another stream beside this one moves none of them.
struct Stream {
    std::uint64_t key = 0;
    friend bool operator==(const Stream&, const Stream&) = default;
};

/// The stream of `name`, which may be any text that stays the same while the thing does (an id, not a label). The key is
/// Philox's answer, under the seed, to the 64-bit FNV-1a hash of the name.
[[nodiscard]] Stream streamOf(std::uint64_t seed, std::string_view name);

/// 64 random bits. Philox4x32-10 with the path in the first two words of the counter and draw / 2 in the others gives two
/// draws: an even one its first two words, lower word first, an odd one the last two.
[[nodiscard]] constexpr std::uint64_t randomBits(Stream stream, std::uint64_t path, std::uint64_t draw) {
    const std::uint64_t block = draw / 2;
    const PhiloxCounter words = philox4x32({static_cast<std::uint32_t>(path), static_cast<std::uint32_t>(path >> 32U),
                                            static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32U)},
                                           {static_cast<std::uint32_t>(stream.key), static_cast<std::uint32_t>(stream.key >> 32U)});
    const std::size_t first = draw % 2 == 0 ? 0 : 2;
    return words[first] | std::uint64_t{words[first + 1]} << 32U;
}

/// The upper 52 bits as the middle of one of 2^52 equal parts of (0, 1): exact, never 0 and never 1, so that quantile
/// functions are finite, and symmetric about 1/2.
[[nodiscard]] constexpr double uniformOf(std::uint64_t bits) {
    constexpr double kPart = 0x1p-52;
    return (static_cast<double>(bits >> 12U) + 0.5) * kPart;
}

/// Uniform on (0, 1).
[[nodiscard]] constexpr double uniform(Stream stream, std::uint64_t path, std::uint64_t draw) {
    return uniformOf(randomBits(stream, path, draw));
}

}  // namespace offtake::parallel
