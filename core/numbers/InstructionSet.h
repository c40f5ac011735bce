#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace offtake::numbers {

/// The instruction sets that kernels are compiled for, from narrow to wide. Results agree between them to 1e-12.
enum class InstructionSet : std::uint8_t {
    Baseline,  ///< what every processor of the family has (x86-64: SSE2, two lanes)
    Avx2,      ///< AVX2 with fused multiply-add, four lanes
    Avx512,    ///< AVX-512 F, CD, DQ, BW and VL, eight lanes
};

/// Those that this program was compiled for and that this processor has, Baseline first. Never empty.
[[nodiscard]] std::span<const InstructionSet> availableInstructionSets();

/// The widest available one: what kernels run on unless they are told otherwise.
[[nodiscard]] InstructionSet bestInstructionSet();

/// "baseline", "avx2", "avx512"; the reverse finds available ones only.
[[nodiscard]] std::string_view nameOf(InstructionSet set);
[[nodiscard]] std::optional<InstructionSet> instructionSetNamed(std::string_view name);

}  // namespace offtake::numbers
