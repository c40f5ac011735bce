#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace offtake::file {

/// SHA-256 (FIPS 180-4) of bytes that arrive in any number of pieces; the pieces' boundaries do not matter.
/// Not a defence against forgery: anyone who edits a file can recompute it. It finds accidents.
class Sha256 {
public:
    static constexpr std::size_t kBytes = 32;

    Sha256();
    void update(std::string_view bytes);
    /// The digest of everything given so far; afterwards the object starts anew, as after construction.
    std::array<std::byte, kBytes> digest();
    /// The same as 64 lower-case hexadecimal digits.
    std::string hexDigest();

private:
    alignas(8) std::array<std::byte, 128> m_context;  // Nettle's context, kept out of this header
};

/// The digest of one piece as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256Hex(std::string_view bytes);

}  // namespace offtake::file
