#pragma once

#include <array>
#include <cstdint>

/// Philox, a counter-based random number generator: a keyed bijection of counters that passes all known statistical
/// tests from seven rounds on; ten are usual. J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy
/// as 1, 2, 3", SC 2011.
namespace offtake::parallel {

inline constexpr std::uint32_t kPhiloxMultiplier0 = 0xD2511F53U;
inline constexpr std::uint32_t kPhiloxMultiplier1 = 0xCD9E8D57U;
/// Added to the key after each round: the golden ratio and the square root of three less one, as fractions of 2^32.
inline constexpr std::uint32_t kPhiloxWeyl0 = 0x9E3779B9U;
inline constexpr std::uint32_t kPhiloxWeyl1 = 0xBB67AE85U;
inline constexpr int kPhiloxRounds = 10;

using PhiloxCounter = std::array<std::uint32_t, 4>;
using PhiloxKey = std::array<std::uint32_t, 2>;

/// The four random words of a counter under a key (Philox4x32).
[[nodiscard]] constexpr PhiloxCounter philox4x32(PhiloxCounter counter, PhiloxKey key, int rounds = kPhiloxRounds) {
    for (int round = 0; round < rounds; ++round) {
        const std::uint64_t product0 = std::uint64_t{kPhiloxMultiplier0} * counter[0];
        const std::uint64_t product1 = std::uint64_t{kPhiloxMultiplier1} * counter[2];
        counter = {static_cast<std::uint32_t>(product1 >> 32U) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(product1),
                   static_cast<std::uint32_t>(product0 >> 32U) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(product0)};
        key = {key[0] + kPhiloxWeyl0, key[1] + kPhiloxWeyl1};
    }
    return counter;
}

}  // namespace offtake::parallel
