#include "data/file/Sha256.h"

#include <cstdint>
#include <new>

#include <nettle/sha2.h>

namespace offtake::file {

namespace {

sha256_ctx* context(std::array<std::byte, 128>& storage) {
    return std::launder(reinterpret_cast<sha256_ctx*>(storage.data()));
}

}  // namespace

Sha256::Sha256() {
    static_assert(sizeof(sha256_ctx) <= sizeof(m_context) && alignof(sha256_ctx) <= 8);
    sha256_init(new (m_context.data()) sha256_ctx);
}

void Sha256::update(std::string_view bytes) {
    sha256_update(context(m_context), bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

std::array<std::byte, Sha256::kBytes> Sha256::digest() {
    std::array<std::byte, kBytes> out{};
    sha256_digest(context(m_context), out.size(), reinterpret_cast<std::uint8_t*>(out.data()));
    return out;
}

std::string Sha256::hexDigest() {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    out.reserve(2 * kBytes);
    for (const std::byte value : digest()) {
        out += kDigits[std::to_integer<std::size_t>(value >> 4U)];
        out += kDigits[std::to_integer<std::size_t>(value & std::byte{15})];
    }
    return out;
}

std::string sha256Hex(std::string_view bytes) {
    Sha256 hash;
    hash.update(bytes);
    return hash.hexDigest();
}

}  // namespace offtake::file
