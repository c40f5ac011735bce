#pragma once

#include "core/numbers/InstructionSet.h"
#include "core/numbers/Lanes.h"

/// Kernels: functions that are compiled once per instruction set and chosen when the program runs.
///
/// A header declares an entry in namespace offtake:
///
///     OFFTAKE_KERNEL(addUp, void, const double* terms, std::size_t count, double* total)
///
/// and a source whose name ends in Kernel.cpp defines it, with `Arch` the architecture of the lanes:
///
///     namespace offtake::kernels::OFFTAKE_LEVEL {
///     void addUp(const double* terms, std::size_t count, double* total) { … numbers::LanesOn<Arch> … }
///     }
///
/// Callers write addUpOn(numbers::bestInstructionSet())(terms, count, total). The build compiles the source per level
/// (cmake/OfftakeKernels.cmake). Types of an entry's signature must not depend on the level. What a kernel shares with
/// others it includes as templates or inline functions; functions defined in other sources run as baseline code.
namespace offtake::kernels {

namespace baseline {
using Arch = numbers::BaselineArch;
}
namespace avx2 {
using Arch = xsimd::fma3<xsimd::avx2>;
}
namespace avx512 {
using Arch = xsimd::avx512bw;
}

}  // namespace offtake::kernels

#if defined(__x86_64__)
#define OFFTAKE_KERNEL(name, Result, ...)                                                                    \
    namespace kernels::baseline {                                                                            \
    Result name(__VA_ARGS__);                                                                                \
    }                                                                                                        \
    namespace kernels::avx2 {                                                                                \
    Result name(__VA_ARGS__);                                                                                \
    }                                                                                                        \
    namespace kernels::avx512 {                                                                              \
    Result name(__VA_ARGS__);                                                                                \
    }                                                                                                        \
    [[nodiscard]] inline auto name##On(numbers::InstructionSet set)->decltype(&kernels::baseline::name) {    \
        switch (set) {                                                                                       \
            case numbers::InstructionSet::Baseline: return &kernels::baseline::name;                         \
            case numbers::InstructionSet::Avx2: return &kernels::avx2::name;                                 \
            case numbers::InstructionSet::Avx512: return &kernels::avx512::name;                             \
        }                                                                                                    \
        return &kernels::baseline::name;                                                                     \
    }
#else
#define OFFTAKE_KERNEL(name, Result, ...)                                                                    \
    namespace kernels::baseline {                                                                            \
    Result name(__VA_ARGS__);                                                                                \
    }                                                                                                        \
    [[nodiscard]] inline auto name##On(numbers::InstructionSet)->decltype(&kernels::baseline::name) {        \
        return &kernels::baseline::name;                                                                     \
    }
#endif
