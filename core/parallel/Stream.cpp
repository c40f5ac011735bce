#include "core/parallel/Stream.h"

namespace offtake::parallel {

namespace {

/// FNV-1a with the constants of its authors (Fowler, Noll, Vo).
std::uint64_t hashOf(std::string_view text) {
    constexpr std::uint64_t kOffset = 0xCBF29CE484222325U;
    constexpr std::uint64_t kPrime = 0x100000001B3U;
    std::uint64_t hash = kOffset;
    for (const char letter : text) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * kPrime;
    }
    return hash;
}

}  // namespace

Stream streamOf(std::uint64_t seed, std::string_view name) {
    return {randomBits({seed}, hashOf(name), 0)};
}

}  // namespace offtake::parallel
