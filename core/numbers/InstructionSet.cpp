#include "core/numbers/InstructionSet.h"

#include <array>

namespace offtake::numbers {

namespace {

constexpr std::array kSets{InstructionSet::Baseline, InstructionSet::Avx2, InstructionSet::Avx512};

/// Every feature that cmake/OfftakeKernels.cmake allows the compiler for a set, wider sets counted from the narrower.
std::size_t countAvailable() {
    std::size_t count = 1;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        ++count;
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
            __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
            ++count;
        }
    }
#endif
    return count;
}

}  // namespace

std::span<const InstructionSet> availableInstructionSets() {
    static const std::size_t count = countAvailable();
    return std::span(kSets).first(count);
}

InstructionSet bestInstructionSet() { return availableInstructionSets().back(); }

std::string_view nameOf(InstructionSet set) {
    switch (set) {
        case InstructionSet::Baseline: return "baseline";
        case InstructionSet::Avx2: return "avx2";
        case InstructionSet::Avx512: return "avx512";
    }
    return "";
}

std::optional<InstructionSet> instructionSetNamed(std::string_view name) {
    for (const InstructionSet set : availableInstructionSets()) {
        if (nameOf(set) == name) {
            return set;
        }
    }
    return std::nullopt;
}

}  // namespace offtake::numbers
