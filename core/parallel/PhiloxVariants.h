#pragma once

#include <array>
#include <cstdint>

/// The relatives of Philox4x32 (see Philox.h): with two words, and with words of 64 bits, which NumPy and C++26 offer.
/// No simulation here draws from them; they are for checking the numbers of other programs. Multipliers and key steps
/// are those of Random123.
namespace offtake::parallel {

using Philox2x32Counter = std::array<std::uint32_t, 2>;
using Philox4x64Counter = std::array<std::uint64_t, 4>;
using Philox4x64Key = std::array<std::uint64_t, 2>;

/// Philox2x32: two words of 32 bits under a key of one.
[[nodiscard]] constexpr Philox2x32Counter philox2x32(Philox2x32Counter counter, std::uint32_t key, int rounds) {
    for (int round = 0; round < rounds; ++round) {
        const std::uint64_t product = std::uint64_t{0xD256D193U} * counter[0];
        counter = {static_cast<std::uint32_t>(product >> 32U) ^ key ^ counter[1], static_cast<std::uint32_t>(product)};
        key += 0x9E3779B9U;
    }
    return counter;
}

/// The upper half of the product of two words, from four products of half words.
[[nodiscard]] constexpr std::uint64_t upperProduct(std::uint64_t a, std::uint64_t b) {
    constexpr std::uint64_t kHalf = 0xFFFFFFFFU;
    const std::uint64_t low = (a & kHalf) * (b & kHalf);
    const std::uint64_t first = (a >> 32U) * (b & kHalf) + (low >> 32U);
    const std::uint64_t second = (a & kHalf) * (b >> 32U) + (first & kHalf);
    return (a >> 32U) * (b >> 32U) + (first >> 32U) + (second >> 32U);
}

/// Philox4x64: four words of 64 bits under a key of two.
[[nodiscard]] constexpr Philox4x64Counter philox4x64(Philox4x64Counter counter, Philox4x64Key key, int rounds) {
    constexpr std::uint64_t kMultiplier0 = 0xD2E7470EE14C6C93U;
    constexpr std::uint64_t kMultiplier1 = 0xCA5A826395121157U;
    for (int round = 0; round < rounds; ++round) {
        counter = {upperProduct(kMultiplier1, counter[2]) ^ counter[1] ^ key[0], kMultiplier1 * counter[2],
                   upperProduct(kMultiplier0, counter[0]) ^ counter[3] ^ key[1], kMultiplier0 * counter[0]};
        key = {key[0] + 0x9E3779B97F4A7C15U, key[1] + 0xBB67AE8584CAA73BU};
    }
    return counter;
}

}  // namespace offtake::parallel
